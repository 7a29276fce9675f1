"""
How things stand: what is open, overdue, of one status, or not reported; and whether one thing is.

Owns these filters over records, complete by construction, and saying what "open" and "overdue" mean.
Nobody is accused by silence: what has no report is told apart, never counted as late or failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.windows import has_passed
from assistant.answering.reported.amount import write_goal_count
from assistant.answering.reported.subject import Subject, ended_note, find_subject, has_reports
from assistant.answering.reported.telling import write_goals, write_milestones
from assistant.register.views import Report, milestone_view
from assistant.status import DONE, ReportedStatus
from assistant.understanding.cues.cue import cue
from assistant.understanding.cues.reports import ASIDES
from ingest.records import Goal, Milestone

__all__ = ["answer_standing"]

MOST_IN_FULL = 3
"""Rows up to which each is told with when, by whom and why."""
_STATUSES = {
    "red": cue(r"\b(?:rød|røde|rødt|red)\b"),
    "yellow": cue(r"\b(?:gul|gule|gult|yellow|amber)\b"),
    "green": cue(r"\b(?:grøn|grønne|grønt|green)\b"),
    "partly_fulfilled": cue(
        r"\b(?:delvist?|partly|partially|partiel\w*) (?:\w+ )?(?:opfyld\w*|nået|opnået|indfriet|fulfilled|met|achieved)"
    ),
    "not_fulfilled": cue(
        r"\b(?:ikke|not) (?:(?:blevet|er|been|yet|var|blev) ){0,2}"
        r"(?:opfyldt|nået|opnået|indfriet|fulfilled|met|achieved)\b",
        r"\bunfulfilled\b",
        r"\buopfyldt\w*",
    ),
    "done": cue(
        r"\b(?:opfyldt|nået|opnået|indfriet|gennemført\w*|færdig\w*|afsluttet|afsluttede|lukkede?t?|klaret|i mål)\b",
        r"\b(?:fulfilled|met|achieved|done|completed?|finished|closed|reached)\b",
    ),
}
"""The words for each status, the narrower ones first: "not fulfilled" holds "fulfilled"."""
_NOT_DONE = cue(
    r"\b(?:ikke|endnu ikke|not|n['’]t) (?:(?:er|blevet|been|yet|endnu) ){0,2}"
    r"(?:færdig\w*|afslutte\w*|gennemført\w*|lukke\w*|i mål|done|completed?|finished|closed)\b",
    r"\bunfinished\b",
    r"\b(?:endnu ikke|ikke endnu|not yet)(?: \w+)? (?:opfyldt|nået|opnået|indfriet|fulfilled|met|achieved)\b",
    r"\b(?:ikke|not|n['’]t) (?:\w+ )?(?:opfyldt|nået|opnået|indfriet|fulfilled|met|achieved) (?:endnu|yet)\b",
)
_OPEN = cue(r"\båben\b")
_LIGHTS = ("red", "yellow", "green")
_OF_REPORTS = frozenset(ReportedStatus)
_EXPLAINED = frozenset({"red", "yellow", "partly_fulfilled", "not_fulfilled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is asked for: one of the filters."""

    name: str
    """ "open", "overdue", "unreported", "done", a status, or "any"."""
    also: tuple[str, ...] = ()
    """Further statuses that are meant as well: "red or yellow"."""

    def holds(self, report: Report | None) -> bool:
        """Whether something reported so is meant, whatever time it is planned for."""
        match self.name:
            case "unreported":
                return report is None
            case "open":
                return report is None or report.status not in DONE
            case "overdue":
                return report is not None and report.status not in DONE
            case "done":
                return report is not None and report.status in DONE
            case "any":
                return True
        return report is not None and report.status in (self.name, *self.also)


def answer_standing(context: Context) -> Draft | None:
    """Which goals or milestones stand as asked, or whether one does; None where nothing is reported of the plan yet."""
    wanted = _wanted(context)
    if wanted is None or context.inquiry.has("define", "criteria", "compare", "signed", "action", "changed", "history"):
        return None
    subject = find_subject(context, spoken=_spoken(context))
    if subject is None or (not has_reports(context, subject.documents) and wanted.name != "unreported"):
        return None
    if context.inquiry.times.relative and not subject.milestones:
        return None
    if _is_of_one(context, subject, wanted):
        return _verdict(context, subject, wanted)
    if wanted.name == "any":
        return None
    if wanted.name == "unreported":
        return _unreported(context, subject)
    # A goal has no planned time that could have passed: its milestones have.
    is_of_goals = _asks_for_goals(context) and wanted.name != "overdue"
    return _of_goals(context, subject, wanted) if is_of_goals else _listed(context, subject, wanted)


def _wanted(context: Context) -> _Wanted | None:
    inquiry = context.inquiry
    if inquiry.has("unreported"):
        return _Wanted(name="unreported")
    if inquiry.has("overdue"):
        return _Wanted(name="overdue")
    if _NOT_DONE.search(inquiry.folded):
        return _Wanted(name="open")
    found = [name for name, words in _STATUSES.items() if words.search(inquiry.folded)]
    is_planned = found == ["done"] and inquiry.has("deadline", "ends")
    if found and not is_planned and not (found == ["done"] and inquiry.has("open")):
        return _Wanted(name=found[0], also=tuple(each for each in found[1:] if each in _LIGHTS and found[0] in _LIGHTS))
    if inquiry.has("open") or _OPEN.search(inquiry.folded):
        return _Wanted(name="open")
    return _Wanted(name="any") if inquiry.has("status") and not is_planned else None


def _spoken(context: Context) -> frozenset[str]:
    """The words of the question that name a status."""
    folded = context.inquiry.folded
    phrases = (found[0] for words in (*_STATUSES.values(), _NOT_DONE) for found in words.anywhere.finditer(folded))
    return frozenset(word for phrase in phrases for word in phrase.split())


def _is_of_one(context: Context, subject: Subject, wanted: _Wanted) -> bool:
    """Whether it asks how a thing it names stands, and not which of several do."""
    inquiry = context.inquiry
    if not subject.is_narrowed or (len(subject.milestones) > MOST_IN_FULL and not inquiry.goal_numbers):
        return False
    asks_of_several = inquiry.has("list", "how_many") and inquiry.has("milestone") and wanted.name != "any"
    if len(subject.milestones) == 1 and wanted.name != "unreported" and not asks_of_several:
        return True
    asks_which = inquiry.has("list", "how_many", "all") or ASIDES["exists"].search(inquiry.folded)
    asks_how = inquiry.has("yes_no", "why", "whether_done", "claim") or wanted.name == "any"
    return asks_how and not asks_which


def _asks_for_goals(context: Context) -> bool:
    return context.inquiry.has("goal") and not context.inquiry.has("milestone")


def _verdict(context: Context, subject: Subject, wanted: _Wanted) -> Draft:
    """Yes or no, where the reports say so, and each thing with its report."""
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(ended_note(context, subject.documents))
    goals = _goals_as_wholes(context, subject)
    asks_of_goals = context.inquiry.has("goal") or context.inquiry.goal_numbers
    is_of_goals = goals and asks_of_goals and not context.inquiry.has("milestone")
    about: list[Goal | Milestone] = [*goals] if is_of_goals else [*subject.milestones]
    reports = [context.statuses.latest(each.id) for each in about]
    if all(each is None for each in reports) and wanted.name != "unreported":
        sheet.write(context.say("status.not_reported"))
        write_milestones(context, sheet, subject.milestones, in_full=True)
        if any(has_passed(each, today=context.inquiry.today) for each in subject.milestones):
            sheet.write(context.say("status.passed"))
        return sheet.abstained(Reason.NOT_REPORTED, searched=subject.documents)
    if context.inquiry.has("yes_no", "whether_done", "claim") and wanted.name != "any":
        sheet.write(_yes_or_no(context, about, wanted))
    if goals:
        write_goals(context, sheet, goals, in_full=True)
    write_milestones(context, sheet, subject.milestones, in_full=True)
    _write_silence(context, sheet, subject.milestones)
    sheet.write(context.say("reported.how_to_report") if context.inquiry.has("claim") else "")
    return sheet.answered()


def _goals_as_wholes(context: Context, subject: Subject) -> tuple[Goal, ...]:
    """The goals asked about: by that word or a number; or by a name, where one has a report of its own."""
    if context.inquiry.has("goal") or context.inquiry.goal_numbers:
        return subject.goals
    if context.inquiry.has("milestone") or not context.inquiry.has("status"):
        return ()
    whole = (each for each in subject.goals if all(one in subject.milestones for one in each.milestones))
    return tuple(each for each in whole if context.statuses.latest(each.id))


def _yes_or_no(context: Context, about: Sequence[Goal | Milestone], wanted: _Wanted) -> str:
    """The short answer where all of it stands alike; else how many do."""
    holding = [each for each in about if _stands(context, each, wanted)]
    if len(holding) == len(about) or not holding:
        short = "yes" if holding else "no"
        exact = f"reported.{short}_{wanted.name}"
        return context.say(exact if context.texts.has(context.inquiry.language, exact) else f"reported.{short}")
    return context.say("reported.some", number=len(holding), total=len(about))


def _stands(context: Context, record: Goal | Milestone, wanted: _Wanted) -> bool:
    if wanted.name == "overdue" and isinstance(record, Milestone):
        return milestone_view(record, context.statuses, today=context.inquiry.today).overdue is True
    return wanted.holds(context.statuses.latest(record.id))


def _scope(context: Context, subject: Subject) -> str:
    """In which quarters, else in which plans, as it is set into a sentence."""
    where = [window.label for window in subject.windows] or [document.title for document in subject.documents]
    return context.say("reported.scope", where=context.joined(where))


def _listed(context: Context, subject: Subject, wanted: _Wanted) -> Draft:
    """Every milestone that stands as asked; with it the goals that do, where the question says neither."""
    found = [each for each in subject.milestones if _stands(context, each, wanted)]
    is_both = not context.inquiry.has("milestone") and wanted.name in _OF_REPORTS and not subject.windows
    goals = [each for each in subject.goals if is_both and _stands(context, each, wanted)]
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.MILESTONES)
    sheet.write(ended_note(context, subject.documents))
    in_full = wanted.name in _EXPLAINED or wanted.name == "overdue" or len(found) + len(goals) <= MOST_IN_FULL
    if goals:
        sheet.write(context.say("reported.goals_of", status=_name(context, wanted)))
        write_goals(context, sheet, goals, in_full=in_full)
    form = "none" if not found else "one" if len(found) == 1 else "many"
    counts = {"number": len(found), "total": len(subject.milestones), "scope": _scope(context, subject)}
    if found or not goals:
        key = wanted.name if wanted.name in ("open", "overdue", "done") else "status"
        sheet.write(context.say(f"reported.{key}_{form}", **counts, status=_name(context, wanted)))
    write_milestones(context, sheet, found, in_full=in_full)
    _write_unexplained(context, sheet, [*goals, *found], wanted)
    _write_rest(context, sheet, subject, found, wanted)
    return sheet.answered()


def _name(context: Context, wanted: _Wanted) -> str:
    keys = [f"reported.as_{name}" for name in (wanted.name, *wanted.also)]
    named = [key for key in keys if context.texts.has(context.inquiry.language, key)]
    return "/".join(context.say(key) for key in named) if named else wanted.name


def _write_unexplained(context: Context, sheet: Sheet, records: Sequence[Goal | Milestone], wanted: _Wanted) -> None:
    """Of a question why: that nobody said so."""
    if not context.inquiry.has("why") and wanted.name not in _EXPLAINED:
        return
    reports = (context.statuses.latest(each.id) for each in records)
    if without := sum(1 for each in reports if each and not each.note):
        sheet.write(context.say("reported.unexplained", number=without))


def _write_rest(context: Context, sheet: Sheet, subject: Subject, found: Sequence[Milestone], wanted: _Wanted) -> None:
    """What is not known: milestones without a report, those whose time has gone by set apart."""
    silent = [each for each in subject.milestones if context.statuses.latest(each.id) is None]
    late = [each for each in silent if has_passed(each, today=context.inquiry.today)]
    if wanted.name == "overdue" and late:
        sheet.write(f"*{context.say('reported.passed_silent', number=len(late))}*")
        write_milestones(context, sheet, late, in_full=False, start=len(found) + 1)
    elif wanted.name == "open":
        _write_silence(context, sheet, found)
    elif silent:
        sheet.write(context.say("reported.silent", number=len(silent), total=len(subject.milestones)))


def _write_silence(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    """That planned time has gone by without a report, which says nothing of whether it is done."""
    silent = [each for each in milestones if context.statuses.latest(each.id) is None]
    late = [each for each in silent if has_passed(each, today=context.inquiry.today)]
    if late:
        views = [milestone_view(each, context.statuses, today=context.inquiry.today) for each in late]
        rows = [sheet.milestones.index(each) + 1 for each in views]
        sheet.write(context.say("milestones.some_passed", numbers=context.joined(rows)))


def _unreported(context: Context, subject: Subject) -> Draft:
    """What has no report yet, and how many have."""
    of_goals = _asks_for_goals(context)
    records: Sequence[Goal | Milestone] = subject.goals if of_goals else subject.milestones
    silent = [each for each in records if context.statuses.latest(each.id) is None]
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.MILESTONES)
    sheet.write(ended_note(context, subject.documents))
    counts = {"number": len(records) - len(silent), "total": len(records), "scope": _scope(context, subject)}
    form = "all" if not silent else "none" if len(silent) == len(records) else "some"
    sheet.write(context.say(f"reported.reported_{'goals_' if of_goals else ''}{form}", **counts))
    if of_goals:
        write_goals(context, sheet, [each for each in silent if isinstance(each, Goal)], in_full=False)
    else:
        rows = [each for each in silent if isinstance(each, Milestone)]
        write_milestones(context, sheet, rows, in_full=False)
        if any(has_passed(each, today=context.inquiry.today) for each in rows):
            sheet.write(context.say("reported.silence_is_no_fault"))
    return sheet.answered()


def _of_goals(context: Context, subject: Subject, wanted: _Wanted) -> Draft:
    """Every goal that stands as asked by its own report; beside it what milestones and the plan's rule tell."""
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.GOAL)
    sheet.write(ended_note(context, subject.documents))
    found = [each for each in subject.goals if _stands(context, each, wanted)]
    counts = {"number": len(found), "total": len(subject.goals), "scope": _scope(context, subject)}
    form = "none" if not found else "one" if len(found) == 1 else "many"
    key = "reported.goals_open" if wanted.name == "open" else "reported.goals"
    sheet.write(context.say(f"{key}_{form}", **counts, status=_name(context, wanted)))
    write_goals(context, sheet, found, in_full=wanted.name in _EXPLAINED or len(found) <= MOST_IN_FULL)
    _write_unexplained(context, sheet, found, wanted)
    write_goal_count(context, sheet, [each for each in subject.goals if each not in found], wanted.name)
    return sheet.answered()
