"""
What was reported when and by whom: what changed since a day or within a time, and the history of a milestone or goal.

Owns reading these out of a question and laying out reports in time; nothing is inferred between two of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import plans
from assistant.answering.finding.rows import goal_name, status_name
from assistant.answering.reported.subject import Subject, ended_note, find_subject
from assistant.answering.reported.telling import told
from assistant.register.views import Report, goal_view, milestone_view
from assistant.register.years import QuarterOfYear
from assistant.render.markdown import escape_markdown
from assistant.status import NOT_REPORTED
from ingest.dates.periods import month_of
from ingest.lexical import fold
from ingest.records import Goal, Milestone

__all__ = ["answer_history", "answer_reports_by", "answer_reports_since"]

USUAL_DAYS = 30
"""Looked back where the question names no time."""
MOST_HISTORIES = 3
"""Things whose whole history is told at once."""
_AGO = re.compile(
    r"\b(?:sidste|seneste|last|past) (\d{1,3}|to|two|tre|three) (dage?|days?|dogn|uger?|weeks?|maneder|months?)\b"
)
_LAST_WEEK = re.compile(r"\b(?:sidste|seneste|forrige|last|past) (?:uge|week)\b|\bi sidste uge\b")
_SINCE = re.compile(r"\b(?:siden|since)\b")
_REPORTING = re.compile(r"\b(?:indberet\w*|(?:ind|af)?rapport\w*|meldt?|meldinger|report(?:s|ed|ing)?)\b")
_THIS_WEEK = re.compile(r"\b(?:i )?denne uge\b|\bthis week\b")
_YESTERDAY = re.compile(r"\bi ?gar\b|\byesterday\b")
_DAY = re.compile(r"\b(\d{1,2})\.? ?(?:of )?[a-z]+\b|\b[a-z]+ (\d{1,2})(?:st|nd|rd|th)?\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](20\d\d)\b|\b(20\d\d)-(\d{2})-(\d{2})\b")
_NUMBERS = {"to": 2, "two": 2, "tre": 3, "three": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """One report beside the one before."""

    record: Goal | Milestone
    report: Report
    before: Report | None


def answer_reports_since(context: Context) -> Draft | None:
    """What has been reported since the day the question names, oldest first."""
    if not context.inquiry.has("changed") or context.inquiry.has("action", "define") or _is_of_versions(context):
        return None
    subject = find_subject(context)
    if subject is None:
        return None
    first, last = _between(context)
    changes = _changes(context, subject, first, last)
    form = "none" if not changes else "one" if len(changes) == 1 else "many"
    if last is None or last >= context.inquiry.today:
        said = context.say(f"reported.since_{form}", day=_shown(first), number=len(changes))
    else:
        said = context.say(f"reported.between_{form}", first=_shown(first), day=_shown(last), number=len(changes))
    return _told_changes(context, subject, said, changes)


def answer_reports_by(context: Context) -> Draft | None:
    """What somebody has reported, whom the question names; None where it names nobody who has reported anything."""
    inquiry = context.inquiry
    if not _REPORTING.search(inquiry.folded) or inquiry.has("action", "define", "owner", "unreported"):
        return None
    reporters = _reporters(context)
    subject = find_subject(context, spoken=_words_of(reporters) | _spoken_reporting(context)) if reporters else None
    if subject is None:
        return None
    first, last = _between(context) if inquiry.has("changed") else (dt.date.min, None)
    changes = [each for each in _changes(context, subject, first, last) if each.report.reported_by in reporters]
    form = "none" if not changes else "one" if len(changes) == 1 else "many"
    since = context.say("reported.by_since", day=_shown(first)) if first > dt.date.min else ""
    who = context.joined([escape_markdown(each) for each in sorted(reporters)])
    said = context.say(f"reported.by_{form}", who=who, since=since, number=len(changes))
    return _told_changes(context, subject, said, changes)


def _told_changes(context: Context, subject: Subject, said: str, changes: Sequence[_Change]) -> Draft:
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(ended_note(context, subject.documents))
    sheet.write(said)
    for place, each in enumerate(changes, start=1):
        _write_change(context, sheet, each, place=place)
    return sheet.answered()


def _reporters(context: Context) -> frozenset[str]:
    """Those who reported on the plans in question and stand in the question by their whole names."""
    ids = {document.id for document in plans(context)}
    goals = [goal for goal in context.knowledge.goals if goal.document in ids]
    subjects = [each for goal in goals for each in (goal.id, *(milestone.id for milestone in goal.milestones))]
    known = {report.reported_by for each in subjects for report in context.statuses.history(each)}
    return frozenset(
        each for each in known if re.search(rf"(?<!\w){re.escape(fold(each))}(?:['’]?s)?(?!\w)", context.inquiry.folded)
    )


def _words_of(names: Collection[str]) -> frozenset[str]:
    return frozenset(f"{word}{ending}" for name in names for word in fold(name).split() for ending in ("", "s", "'s"))


def _spoken_reporting(context: Context) -> frozenset[str]:
    return frozenset(word for found in _REPORTING.finditer(context.inquiry.folded) for word in found[0].split())


def _shown(day: dt.date) -> str:
    return f"{day:%d-%m-%Y}"


def _is_of_versions(context: Context) -> bool:
    """Whether it asks for what one year's plan says otherwise than another's, and not for reports."""
    times = context.inquiry.times
    is_yearly = (times.years and not times.has_span) or times.relative_unit == "year"
    return bool(is_yearly) and not context.inquiry.has("status") and not _NUMERIC.search(context.inquiry.folded)


def _changes(context: Context, subject: Subject, first: dt.date, last: dt.date | None) -> list[_Change]:
    """The reports from `first` to `last`, both inclusive, oldest first; without a last day, all since."""
    found: list[_Change] = []
    zone = context.inquiry.question.asked_at.tzinfo
    records: tuple[Goal | Milestone, ...] = (*subject.goals, *subject.milestones)
    for record in records:
        before: Report | None = None
        for report in context.statuses.history(record.id):
            if first <= report.reported_at.astimezone(zone).date() <= (last or dt.date.max):
                found.append(_Change(record=record, report=report, before=before))
            before = report
    return sorted(found, key=lambda each: each.report.reported_at)


def _write_change(context: Context, sheet: Sheet, change: _Change, *, place: int) -> None:
    before = status_name(context, change.before.status if change.before else NOT_REPORTED)
    now = told(context, change.report, in_full=True, words=_words(change.record))
    name = _named_record(context, sheet, change.record)
    sheet.write(f"{place}. {name} – {context.say('reported.from_to', before=before, now=now)}")


def answer_history(context: Context) -> Draft | None:
    """Everything that was reported about the milestones or goals the question names, oldest first."""
    if not context.inquiry.has("history") or context.inquiry.has("action", "define"):
        return None
    subject = find_subject(context)
    if subject is None or not subject.is_narrowed:
        return None
    asks_for_goals = bool(context.inquiry.goal_numbers) or context.inquiry.has("goal")
    goals = subject.goals if asks_for_goals and not context.inquiry.has("milestone") else ()
    every: tuple[Goal | Milestone, ...] = (*goals, *subject.milestones)
    records = every[:MOST_HISTORIES]
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(ended_note(context, subject.documents))
    if not any(context.statuses.history(each.id) for each in records):
        sheet.write(context.say("status.not_reported"))
    for record in records:
        _write_history(context, sheet, record)
    if not any(context.statuses.history(each.id) for each in records):
        return sheet.abstained(Reason.NOT_REPORTED, searched=subject.documents)
    return sheet.answered()


def _write_history(context: Context, sheet: Sheet, record: Goal | Milestone) -> None:
    sheet.write(_named_record(context, sheet, record))
    for report in context.statuses.history(record.id):
        sheet.write(f"- {told(context, report, in_full=True, words=_words(record))}")


def _named_record(context: Context, sheet: Sheet, record: Goal | Milestone) -> str:
    """A milestone by its words, a goal by its name; it joins what the answer shows."""
    today = context.inquiry.today
    if isinstance(record, Milestone):
        sheet.milestones.append(milestone_view(record, context.statuses, today=today))
        return sheet.quoted(context.document_of(context.goal_of(record)), record.quote)
    sheet.goals.append(goal_view(record, context.statuses, today=today))
    quote = record.title or record.wording
    mark = f" {sheet.cite(context.document_of(record), quote)}" if quote else ""
    return f"*{goal_name(context, record)}*{mark}"


def _words(record: Goal | Milestone) -> str:
    quote = record.quote if isinstance(record, Milestone) else record.title or record.wording
    return quote.text if quote else ""


def _between(context: Context) -> tuple[dt.date, dt.date | None]:
    """The time that the question looks back on; without a last day where it asks what came since, or names no end."""
    first, inquiry = _since(context), context.inquiry
    if _SINCE.search(inquiry.folded) or _NUMERIC.search(inquiry.folded):
        return first, None
    times = inquiry.times
    if _LAST_WEEK.search(inquiry.folded):
        return first, first + dt.timedelta(days=6)
    if times.relative:
        return first, times.relative[1]
    if times.months and not _DAY.search(inquiry.folded):
        return first, month_of(first.year, first.month)[1]
    return first, QuarterOfYear.of(first).last if times.quarters and not times.months else None


def _since(context: Context) -> dt.date:
    """The first day of the time that the question looks back on."""
    inquiry, today = context.inquiry, context.inquiry.today
    if found := _NUMERIC.search(inquiry.folded):
        parts = (found[3], found[2], found[1]) if found[3] else (found[4], found[5], found[6])
        if day := _day(*map(int, parts)):
            return day
    if _YESTERDAY.search(inquiry.folded):
        return today - dt.timedelta(days=1)
    if _THIS_WEEK.search(inquiry.folded) or _LAST_WEEK.search(inquiry.folded):
        weeks = 0 if _THIS_WEEK.search(inquiry.folded) else 1
        return today - dt.timedelta(days=today.weekday() + 7 * weeks)
    if found := _AGO.search(inquiry.folded):
        return _ago(today, _NUMBERS.get(found[1]) or int(found[1]), found[2])
    return _named(context) or today - dt.timedelta(days=USUAL_DAYS)


def _ago(today: dt.date, number: int, unit: str) -> dt.date:
    if unit.startswith(("maned", "month")):
        index = today.year * 12 + today.month - 1 - number
        return next(
            day for back in range(4) if (day := _day(index // 12, index % 12 + 1, today.day - back)) is not None
        )
    days = number * 7 if unit.startswith(("ug", "week")) else number
    return today - dt.timedelta(days=days)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _named(context: Context) -> dt.date | None:
    """The first day of a month, quarter or relative time that is named, the latest that has begun; a day in it."""
    inquiry, today = context.inquiry, context.inquiry.today
    times = inquiry.times
    if times.relative:
        return times.relative[0]
    years = times.years or (today.year, today.year - 1)
    if times.months:
        day = next((int(found[1] or found[2]) for found in _DAY.finditer(inquiry.folded)), 1)
        days = (_day(year, times.months[0], day) or _day(year, times.months[0], 1) for year in years)
        return next((each for each in days if each and each <= today), None)
    if times.quarters:
        firsts = (QuarterOfYear(year, times.quarters[0]).first for year in years)
        return next((each for each in firsts if each <= today), None)
    return dt.date(times.years[0], 1, 1) if times.years else None
