"""
What was reported when: what changed since a day, and the whole history of a milestone or goal.

Owns reading "since" out of a question and laying out reports in time; nothing is inferred between two of them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.reported.subject import Subject, ended_note, find_subject
from assistant.answering.reported.telling import told
from assistant.answering.rows import goal_name, status_name
from assistant.register.views import NOT_REPORTED, Report, goal_view, milestone_view
from assistant.register.years import QuarterOfYear
from ingest.records import Goal, Milestone

__all__ = ["answer_history", "answer_reports_since"]

USUAL_DAYS = 30
"""Looked back where the question names no time."""
MOST_HISTORIES = 3
"""Things whose whole history is told at once."""
_AGO = re.compile(
    r"\b(?:sidste|seneste|last|past) (\d{1,3}|to|two|tre|three) (dage?|days?|dogn|uger?|weeks?|maneder|months?)\b"
)
_LAST_WEEK = re.compile(r"\b(?:sidste|seneste|forrige|last|past) (?:uge|week)\b|\bi sidste uge\b")
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
    first = _since(context)
    changes = sorted(_changes(context, subject, first), key=lambda each: each.report.reported_at)
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(ended_note(context, subject.documents))
    form = "none" if not changes else "one" if len(changes) == 1 else "many"
    sheet.write(context.say(f"reported.since_{form}", day=f"{first:%d-%m-%Y}", number=len(changes)))
    for place, each in enumerate(changes, start=1):
        _write_change(context, sheet, each, place=place)
    return sheet.answered()


def _is_of_versions(context: Context) -> bool:
    """Whether it asks for what one year's plan says otherwise than another's, and not for reports."""
    times = context.inquiry.times
    is_yearly = (times.years and not times.has_span) or times.relative_unit == "year"
    return bool(is_yearly) and not context.inquiry.has("status") and not _NUMERIC.search(context.inquiry.folded)


def _changes(context: Context, subject: Subject, first: dt.date) -> list[_Change]:
    found: list[_Change] = []
    zone = context.inquiry.question.asked_at.tzinfo
    records: tuple[Goal | Milestone, ...] = (*subject.goals, *subject.milestones)
    for record in records:
        before: Report | None = None
        for report in context.statuses.history(record.id):
            if report.reported_at.astimezone(zone).date() >= first:
                found.append(_Change(record=record, report=report, before=before))
            before = report
    return found


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
