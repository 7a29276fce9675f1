"""
Status: what has been reported about a goal or milestone, and what is asked to be done about it.

Owns questions such as "is it done?" and requests such as "set it to done". Nothing is inferred from the plan,
nothing an asker claims becomes fact, and nothing is changed by a message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import (
    choose_goals,
    match_goals,
    match_milestones,
    own_milestones,
    plans,
    plans_of,
)
from assistant.answering.finding.rows import goal_name, show_goals, status_name, write_rows
from assistant.answering.finding.windows import asked_windows, has_passed, meets, overlaps_period, relative_outside
from assistant.register.views import goal_view
from assistant.register.years import QuarterOfYear, year_start
from assistant.status import DONE, NOT_REPORTED
from assistant.understanding.concepts import Concept
from assistant.understanding.judging import asks_who_judges
from ingest.records import Goal, Milestone, Quarters

__all__ = ["answer_action", "answer_status"]

_MUST_BE = re.compile(r"\b(?:skal|bor|must|should|shall|has to|have to|needs? to) (?:\w+ ){0,2}(?:vaere|be|have)\b")
"""What is to be done (folded), which asks for the plan."""
_MEANT_TO_BE = re.compile(
    r"\b(?:meant|intended|supposed|designed|conceived|thought of) (?:to (?:be|become|end)|as|for)\b"
    r"|\b(?:ment|taenkt|beregnet|planlagt|lagt op) (?:som|til)\b|\bmeningen (?:med|at)\b"
)
"""Asks what something is to become (folded), which the plan's own words tell and no report does."""
_ONE_OR_OTHER = re.compile(
    r"(?:^|[.:;!?,] )(?:is|are|er|var|was|were|bliver|becomes?) (?P<thing>[^.?!]{1,120}?) (?:still |kun |just |only )?"
    r"(?:an?|en|et) [^.?!]{1,60}?,? (?:or|eller) (?:(?:is|er) (?:it|det|den) )?(?:still |kun |just |only |bare |blot )?"
    r"(?:an?|en|et)\b"
)
"""Asks which of two kinds of things something is (folded), which the plan's own words for it tell."""
_FOR_WHOM = re.compile(r"\b(?:kun|only|just) for\b")
"""Asks whom something is for, not whether it is done."""
MOST_SHOWN = 7
"""Milestones shown with what was planned for them."""
_STATE = ("done", "status", "action", "claim", "yes_no", "overdue", "open", "whether_done", "colour")
"""Cues whose words say how something stands, not what it is."""


def answer_action(context: Context) -> Draft | None:
    """A request to change, send or book something: declined, with the record it is about."""
    if not context.inquiry.has("action"):
        return None
    sheet = Sheet(kind=Kind.STATUS)
    milestones = _subject(context)
    sheet.write(context.say("status.not_by_message" if milestones else "status.no_actions"))
    shown, goals = milestones[:MOST_SHOWN], _goals_with_reports(context, milestones)
    is_reported = bool(goals) or any(context.statuses.latest(each.id) for each in shown)
    if shown and not is_reported:
        sheet.write(context.say("status.now_not_reported"))
    _write_goals(context, sheet, goals)
    _write(context, sheet, shown, says_unreported=is_reported)
    if shown:
        sheet.write(context.say("status.where_to_report"))
    return sheet.declined(Reason.NOT_ALLOWED)


def answer_status(context: Context) -> Draft | None:
    """What was reported about the goals or milestones in question; "not reported" where nothing was."""
    if not _asks_for_state(context) and not _asks_whether_done(context):
        return None
    if _MEANT_TO_BE.search(context.inquiry.folded) or _ONE_OR_OTHER.search(context.inquiry.folded):
        return _as_planned(context)
    if outside := _outside(context):
        return outside
    milestones = _subject(context)
    goals = _goals_with_reports(context, milestones)
    if not milestones and not goals:
        return None
    sheet = Sheet(kind=Kind.STATUS)
    if goals or any(context.statuses.latest(each.id) for each in milestones):
        _write_goals(context, sheet, goals)
        _write_count(context, sheet, milestones)
        write_rows(context, sheet, milestones, says_unreported=True)
        show_goals(context, sheet, goals)
        return sheet.answered()
    sheet.write(context.say("status.not_reported"))
    if _is_whole_plan(context):
        of_goals = {each.goal for each in milestones}
        sheet.write(context.say("status.whole", milestones=len(milestones), goals=len(of_goals)))
    else:
        sheet.write(context.say("status.planned"))
        _write(context, sheet, milestones[:MOST_SHOWN])
    _write_passed(context, sheet, milestones)
    return sheet.abstained(Reason.NOT_REPORTED, searched=plans_of(context, milestones))


def _as_planned(context: Context) -> Draft | None:
    """What the plan says of the thing of which it is asked what it is meant to be; None where no milestone names it."""
    folded = context.inquiry.folded
    meant, either = _MEANT_TO_BE.search(folded), _ONE_OR_OTHER.search(folded)
    before = folded[: meant.start()] if meant else either["thing"] if either else ""
    chosen = choose_goals(context, plans(context))
    subject = [each for each in _left(context, chosen.topic) if each.words in before]
    milestones = own_milestones(context, chosen.goals, subject)
    if not 0 < len(milestones) <= MOST_SHOWN:
        return None
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(context.say("status.planned"))
    _write(context, sheet, milestones)
    return sheet.answered()


def _is_whole_plan(context: Context) -> bool:
    """Whether it asks how the plan stands, and about no part of it."""
    inquiry = context.inquiry
    named = inquiry.solid("done", "status", "milestone", "goal", "all", "list", "how_many", "open")
    return not named and not inquiry.goal_numbers and not inquiry.times.has_span


def _asks_whether_done(context: Context) -> bool:
    """Whether it asks if something came about that some milestone speaks of in the same words."""
    inquiry = context.inquiry
    is_other = inquiry.has("has_any", "define", "compare", "signed", "updated", "where", "who", "list")
    if not inquiry.has("whether_done") or is_other or _FOR_WHOM.search(inquiry.folded):
        return False
    chosen = choose_goals(context, plans(context))
    topic = _left(context, chosen.topic)
    if own_milestones(context, chosen.goals, topic):
        return True
    return bool(topic) and inquiry.has("goal") and bool(match_goals(context, chosen.goals, topic))


def _asks_for_state(context: Context) -> bool:
    """Whether it asks how something stands, and not how standing is judged or what a word means."""
    inquiry = context.inquiry
    if inquiry.has("colour") and inquiry.has("yes_no"):
        return True
    if not inquiry.has("status", "done") or (inquiry.has("who") and asks_who_judges(inquiry.folded)):
        return False
    if inquiry.has("define", "criteria", "compare", "exact", "signed", "newcomer", "where"):
        return False
    if _MUST_BE.search(inquiry.folded) and not inquiry.has("status", "whether_done"):
        return False
    if inquiry.has("owner") and (inquiry.has("who") or not inquiry.has("status", "milestone", "goal")):
        return False
    if inquiry.has("how", "when", "deadline", "ends") and not inquiry.has("status", "whether_done"):
        return False
    if inquiry.has("open", "overdue") and not inquiry.has("done"):
        return False
    if inquiry.has("rounds") and inquiry.has("when"):  # "when does the board get a status?"
        return False
    asks = inquiry.has("status", "yes_no", "claim", "how_many", "list", "milestone", "goal", "when", "who")
    return asks or inquiry.is_followup


def _subject(context: Context) -> tuple[Milestone, ...]:
    """The milestones the question is about; all of the plan when it names none in particular."""
    chosen = choose_goals(context, plans(context))
    fitting = match_milestones(context, chosen.goals, _left(context, chosen.topic))
    return tuple(each for each in fitting if _is_of_time(context, each))


def _is_of_time(context: Context, milestone: Milestone) -> bool:
    """Whether a milestone is planned for the time asked about; one without a time is of its plan's whole period."""
    times, time = context.inquiry.times, milestone.quarters
    plan = context.document_of(context.goal_of(milestone))
    if times.quarters and not times.years:
        return time is not None and _reaches(time, times.quarters, year_start(plan))
    if times.relative and not overlaps_period(plan, *times.relative):
        return True
    if windows := asked_windows(context, [plan]):
        return time is not None and any(meets(time, window, ends=False) for window in windows)
    years = times.years or (tuple({day.year for day in times.relative}) if times.relative else ())
    return not years or time is None or any(time.first.year <= year <= time.last.year for year in years)


def _outside(context: Context) -> Draft | None:
    """That a relative time lies outside every plan, where nothing but the time says what is asked about."""
    documents = plans(context)
    chosen = choose_goals(context, documents)
    if not documents or context.inquiry.goal_numbers or _left(context, chosen.topic):
        return None
    return relative_outside(context, documents, Kind.STATUS, suggest="milestones.suggest_plan")


def _goals_with_reports(context: Context, milestones: Sequence[Milestone]) -> tuple[Goal, ...]:
    """The goals that the question is about as wholes, with all their milestones; none when none has its own report."""
    inquiry = context.inquiry
    if not inquiry.has("goal") and not inquiry.goal_numbers and not _is_whole_plan(context):
        return ()
    chosen = choose_goals(context, plans(context))
    goals = match_goals(context, chosen.goals, _left(context, chosen.topic))
    whole = tuple(goal for goal in goals if all(each in milestones for each in goal.milestones))
    return whole if any(context.statuses.latest(goal.id) for goal in whole) else ()


def _left(context: Context, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts that say what it is about, not how it stands."""
    kept = {concept.words for concept in context.inquiry.solid(*_STATE)}
    return tuple(concept for concept in concepts if concept.words in kept)


def _reaches(time: Quarters, wanted: Sequence[int], start: int) -> bool:
    """Whether planned time reaches into any of these quarters (1 to 4), of whatever year beginning with that month."""
    first, last = QuarterOfYear.of(time.first, start), QuarterOfYear.of(time.last, start)
    years = range(first.year, last.year + 1)
    return any(first <= QuarterOfYear(year, number, start) <= last for year in years for number in wanted)


def _write_goals(context: Context, sheet: Sheet, goals: Sequence[Goal]) -> None:
    """One line each: what the goal itself is reported as, which its milestones do not tell."""
    for goal in goals:
        view = goal_view(goal, context.statuses, today=context.inquiry.today)
        sheet.write(f"*{goal_name(context, goal)}:* {status_name(context, view.status)}")


def _write_count(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    """Of several: how many are reported as done, and of how many nothing is known."""
    latest = [context.statuses.latest(each.id) for each in milestones]
    done = sum(1 for report in latest if report and report.status in DONE)
    if len(latest) > 1 and any(latest):
        counts = {"milestones": len(latest), "done": done, "unreported": latest.count(None)}
        sheet.write(context.say("status.partly", **counts))


def _write(context: Context, sheet: Sheet, milestones: Sequence[Milestone], *, says_unreported: bool = False) -> None:
    write_rows(context, sheet, milestones, says_unreported=says_unreported)
    ids = dict.fromkeys(each.goal for each in milestones)
    show_goals(context, sheet, [context.knowledge.goals_by_id[each] for each in ids])


def _write_passed(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    late = [each for each in milestones if has_passed(each, today=context.inquiry.today)]
    if late and sheet.milestones and all(view.status == NOT_REPORTED for view in sheet.milestones):
        sheet.write(context.say("status.passed" if len(late) == len(milestones) else "status.some_passed"))
