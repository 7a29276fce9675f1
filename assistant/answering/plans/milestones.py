"""
Milestones: by quarter, topic, series, goal, lack of a time, what is open, due or past its planned time.

Owns reading the filter out of a question and laying out what meets it, so that a list is complete by construction.
Status comes from the register alone, never from the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import nothing_found, outside_plans
from assistant.answering.finding.records import Chosen, all_plans, choose_goals, match_milestones, period, plans
from assistant.answering.finding.rows import goal_name, quoted_title, show_goals, write_rows
from assistant.answering.finding.windows import (
    UNITS,
    Window,
    asked_windows,
    has_passed,
    have_ended,
    meets,
    relative_outside,
    spans,
)
from assistant.answering.plans.stated import write_stated
from assistant.register.views import milestone_view
from assistant.status import DONE
from ingest.records import Document, Goal, Milestone

__all__ = ["answer_milestones"]

_LACKS = re.compile(
    r"\b(?:nothing|none|no milestones?|without any|don['’]?t have|do not have|ingenting|intet|ikke (?:noget|nogen)"
    r"|ingen (?:malepunkter|milepaele|leverancer|frister|deadlines))\b"
)
"""Asks for what has nothing (folded)."""
_OF_CONSEQUENCE = re.compile(
    r"\b(?:hvad (?:sker der|gor (?:vi|man|i|du|de)|skal (?:der|vi|man|jeg|du) (?:ske|gore))"
    r"|what (?:happens|do (?:we|you|i)(?: do)?|should (?:we|you|i|happen)(?: do)?))"
    r" (?:med|ved|hvis|nar|to|with|about|if|when|once)\b"
)
"""Asks what follows from something (folded): a rule tells it, not a list of what it befalls."""
_BARE = (
    "all", "deadline", "done", "fall_in", "goal", "happens", "last", "milestone", "next", "open", "overdue", "status",
    "this", "when",
)  # fmt: skip
"""Cues whose words leave a question about nothing but the plan."""


def answer_milestones(context: Context) -> Draft | None:
    """The milestones that a question filters for, or why there are none."""
    if not _is_asked(context):
        return None
    documents = plans(context)
    if not documents:
        return _no_plan(context)
    chosen = choose_goals(context, documents)
    if _is_bare(context, chosen) or (chosen.missing_numbers and not chosen.goals):
        return None
    lacks = _LACKS.search(context.inquiry.folded) if context.inquiry.has("goal") else None
    if lacks:
        chosen = replace(chosen, topic=tuple(each for each in chosen.topic if each.words not in lacks[0]))
    fitting = match_milestones(context, chosen.goals, chosen.topic)
    if chosen.topic and not fitting:
        return None
    return _relative_but_ended(context, documents) or _filtered(
        context, documents, chosen, fitting, is_for_lack=lacks is not None
    )


def _filtered(
    context: Context, documents: Sequence[Document], chosen: Chosen, fitting: Sequence[Milestone], *, is_for_lack: bool
) -> Draft | None:
    """
    Those of the fitting milestones that meet the time asked about; that none does, where none does.

    `is_for_lack`: the goals that have none then are asked for.
    """
    windows = asked_windows(context, documents)
    if windows and is_for_lack and fitting:
        return _goals_without(context, chosen.goals, windows)
    timely = _select(context, fitting, windows)
    if windows and context.inquiry.has("outside_time"):
        return _outside(context, documents, [each for each in fitting if each not in timely], windows)
    selected = _not_done(context, timely) if context.inquiry.has("open", "overdue") else timely
    if timely and not selected:
        return _none_open(context, timely)
    if (
        selected
        and context.inquiry.has("owner")
        and not any(each.owner or context.goal_of(each).owner for each in selected)
    ):
        return None  # none of these rows tells who answers for it
    if selected:
        return _lay_out(context, documents, selected, windows)
    if windows and chosen.topic:
        if context.inquiry.has("how_many") and not context.inquiry.has("milestone"):
            return None  # it counts the thing, and a milestone for another time counts none of it
        return _at_another_time(context, fitting, windows)
    return _none(context, documents, windows)


def _outside(
    context: Context, documents: Sequence[Document], others: Sequence[Milestone], windows: Sequence[Window]
) -> Draft:
    """All but those of the time in the question, which is said first; where there are no others, that it is so."""
    if not others:
        sheet = Sheet(kind=Kind.MILESTONES)
        sheet.write(context.say("milestones.none_outside", when=_labels(context, windows)))
        return sheet.answered()
    draft = _lay_out(context, documents, others, ())
    return replace(draft, lines=(context.say("milestones.outside", when=_labels(context, windows)), *draft.lines))


def _goals_without(context: Context, goals: Sequence[Goal], windows: Sequence[Window]) -> Draft:
    """The goals that have milestones, but none in the time asked about."""
    with_any = [goal for goal in goals if goal.milestones]
    lacking = [goal for goal in with_any if not _select(context, goal.milestones, windows)]
    sheet = Sheet(kind=Kind.GOAL)
    key = "milestones.goals_without" if lacking else "milestones.no_goal_without"
    sheet.write(context.say(key, when=_labels(context, windows)))
    for goal in lacking:
        name = (goal_name(context, goal, with_title=False), quoted_title(context, sheet, goal))
        sheet.write(f"- {', '.join(filter(None, name))}")
    show_goals(context, sheet, lacking)
    return sheet.answered()


def _is_asked(context: Context) -> bool:
    """Whether the question is one for milestones, by that word or by the time it asks about."""
    inquiry = context.inquiry
    is_of_criteria = inquiry.has("criteria") and not inquiry.has("how_many")
    if (inquiry.has("define", "compare") or is_of_criteria) and not inquiry.times.has_span:
        return False
    if _OF_CONSEQUENCE.search(inquiry.folded):
        return False
    if inquiry.has("rounds") and inquiry.has("when") and inquiry.times.is_empty:  # when is reported, not what is due
        return False
    if inquiry.has("which_day", "which_month") or (inquiry.has("conditional") and not inquiry.times.has_span):
        return False
    if inquiry.has("milestone"):
        return True
    is_bare = not inquiry.solid(*_BARE)
    if inquiry.times.quarters or (inquiry.times.relative and inquiry.times.relative_unit in UNITS):
        is_of_plan = inquiry.has("deadline", "happens", "open", "overdue", "goal", "list")
        return is_bare or is_of_plan or not inquiry.has("who", "how_much")
    if inquiry.times.months:
        return is_bare or inquiry.has("goal", "deadline")
    return is_bare and inquiry.has("open", "overdue", "deadline") and not inquiry.goal_numbers


def _is_bare(context: Context, chosen: Chosen) -> bool:
    """Whether it asks for "the deadline" of nothing in particular: asked back, not answered with all of them."""
    inquiry = context.inquiry
    is_narrowed = chosen.topic or inquiry.goal_numbers or not inquiry.times.is_empty or inquiry.is_followup
    is_filtered = inquiry.has("next", "without_time", "spanning", "whole_year", "how_many")
    return inquiry.has("singular") and not is_narrowed and not is_filtered


def _no_plan(context: Context) -> Draft:
    """There is no plan; where a year is named, the plans of other years are."""
    years = context.inquiry.times.years
    known = [document for document in all_plans(context) if document.period_from]
    if not years or not known:
        return nothing_found(context, Kind.MILESTONES, missing=context.say("milestones.noun"))
    return outside_plans(
        context,
        Kind.MILESTONES,
        "milestones.no_plan_for_year",
        known=known,
        suggest="milestones.suggest_plan",
        years=context.joined(years),
    )


def _select(context: Context, fitting: Sequence[Milestone], windows: Sequence[Window]) -> Sequence[Milestone]:
    """Those of the fitting milestones that meet what the question says of time."""
    inquiry = context.inquiry
    if inquiry.has("without_time"):
        return [each for each in fitting if each.quarters is None]
    if windows:
        ends = inquiry.has("ends") and inquiry.times.relative is None
        timed = [(each, each.quarters) for each in fitting if each.quarters]
        return [each for each, time in timed if any(meets(time, window, ends=ends) for window in windows)]
    if inquiry.has("overdue"):
        return [each for each in fitting if has_passed(each, today=inquiry.today)]
    if inquiry.has("next") and inquiry.has("milestone"):
        return _next(fitting, today=inquiry.today)
    if inquiry.has("spanning", "whole_year"):
        whole_year = inquiry.has("whole_year")
        return [
            each
            for each in fitting
            if each.quarters and spans(each.quarters, context.document_of(context.goal_of(each)), whole_year=whole_year)
        ]
    return fitting


def _not_done(context: Context, milestones: Sequence[Milestone]) -> Sequence[Milestone]:
    """Those that are not reported as done."""
    latest = [(each, context.statuses.latest(each.id)) for each in milestones]
    return [each for each, report in latest if report is None or report.status not in DONE]


def _none_open(context: Context, done: Sequence[Milestone]) -> Draft:
    """Everything that the filter meets is reported as done: an answer, and not that nothing was planned."""
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.MILESTONES)
    sheet.write(context.say("milestones.none_open", number=len(done)))
    return sheet.answered()


def _next(milestones: Sequence[Milestone], *, today: dt.date) -> list[Milestone]:
    """Those whose planned time ends next."""
    coming = [(each, each.quarters.last) for each in milestones if each.quarters and each.quarters.last >= today]
    soonest = min((last for _, last in coming), default=None)
    return [each for each, last in coming if last == soonest]


def _relative_but_ended(context: Context, documents: Sequence[Document]) -> Draft | None:
    """A relative time outside every plan's period, or what comes next in plans that are over, is said to be none."""
    suggest = "milestones.suggest_plan"
    if context.inquiry.times.relative:
        return relative_outside(context, documents, Kind.MILESTONES, suggest=suggest)
    if not context.inquiry.has("next") or not have_ended(documents, today=context.inquiry.today):
        return None
    return outside_plans(context, Kind.MILESTONES, "milestones.next_outside", known=documents, suggest=suggest)


def _none(context: Context, documents: Sequence[Document], windows: Sequence[Window]) -> Draft:
    """The filter is clear and nothing meets it: an answer, complete by construction."""
    if context.inquiry.times.years and not windows:
        return _no_plan(context)
    sheet = Sheet(kind=Kind.MILESTONES)
    key = "milestones.none_in" if windows else "milestones.none"
    plan = context.joined([document.title for document in documents])
    sheet.write(context.say(key, when=_labels(context, windows), plan=plan))
    return sheet.answered()


def _at_another_time(context: Context, milestones: Sequence[Milestone], windows: Sequence[Window]) -> Draft:
    """What is asked about is planned, but not for the time in the question."""
    sheet = Sheet(kind=Kind.MILESTONES)
    sheet.write(context.say("milestones.another_time", when=_labels(context, windows)))
    write_rows(context, sheet, milestones)
    return sheet.answered()


def _labels(context: Context, windows: Sequence[Window]) -> str:
    return context.joined([window.label for window in windows]) if windows else ""


def _lay_out(
    context: Context, documents: Sequence[Document], milestones: Sequence[Milestone], windows: Sequence[Window]
) -> Draft:
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.MILESTONES)
    _write_year_note(context, sheet, documents, windows)
    sheet.write(_reservation(context, documents) + _headline(context, documents, milestones, windows))
    if windows:
        _write_by_time(context, sheet, milestones, windows, documents)
    elif context.inquiry.has("how_many"):
        write_stated(context, sheet, documents, len(milestones))
        _write_by_goal(context, sheet, milestones, documents)
    else:
        _write_by_goal(context, sheet, milestones, documents)
    _write_passed(context, sheet, milestones)
    return sheet.answered()


def _write_year_note(context: Context, sheet: Sheet, documents: Sequence[Document], windows: Sequence[Window]) -> None:
    """Say which year a bare quarter was read in, once the plan's year is over."""
    if have_ended(documents, today=context.inquiry.today) and windows and not context.inquiry.times.years:
        have = period(documents[0])
        sheet.write(context.say("milestones.read_as", when=_labels(context, windows), have=have))


def _has_reports(context: Context, documents: Sequence[Document]) -> bool:
    """Whether anything is reported about a milestone of these plans."""
    ids = {document.id for document in documents}
    goals = (goal for goal in context.knowledge.goals if goal.document in ids)
    return any(context.statuses.latest(milestone.id) for goal in goals for milestone in goal.milestones)


def _says_unreported(context: Context, documents: Sequence[Document]) -> bool:
    """Whether rows without a report must say so: among reported ones, where the question is how they stand."""
    return context.inquiry.has("open", "overdue") and _has_reports(context, documents)


def _reservation(context: Context, documents: Sequence[Document]) -> str:
    """That nobody can say what is late or open where nothing was reported; empty where it was, or was not asked."""
    if _has_reports(context, documents):
        return ""
    if context.inquiry.has("overdue"):
        return context.say("milestones.cannot_say_late") + " "
    return context.say("milestones.cannot_say_open") + " " if context.inquiry.has("open") else ""


def _headline(
    context: Context, documents: Sequence[Document], milestones: Sequence[Milestone], windows: Sequence[Window]
) -> str:
    """How many milestones follow, and what they have in common."""
    inquiry, number = context.inquiry, len(milestones)
    form = "one" if number == 1 else "many"
    if inquiry.has("without_time"):
        return context.say(f"milestones.without_time_{form}", number=number, plan=documents[0].title)
    if windows:
        return context.say(f"milestones.in_time_{form}", number=number, when=_labels(context, windows))
    if inquiry.has("overdue"):
        return context.say(f"milestones.passed_{form}", number=number)
    if inquiry.has("next"):
        return context.say(f"milestones.next_{form}", number=number)
    plan = context.joined([document.title for document in documents])
    return context.say(f"milestones.all_{form}", number=number, plan=plan)


def _write_by_time(
    context: Context,
    sheet: Sheet,
    milestones: Sequence[Milestone],
    windows: Sequence[Window],
    documents: Sequence[Document],
) -> None:
    """Those planned for the time asked about, then those that span it."""
    first, last = min(window.first for window in windows), max(window.last for window in windows)
    within = [each for each in milestones if each.quarters and each.quarters.within(first, last)]
    spanning = [each for each in milestones if each not in within]
    when = context.joined([window.label.split(" ")[0] for window in windows])
    says_unreported = _says_unreported(context, documents)
    place = 1
    for key, rows in (("milestones.planned_for", within), ("milestones.spans", spanning)):
        if rows:
            sheet.write(f"*{context.say(key, when=when, number=len(rows))}*")
            place = write_rows(context, sheet, rows, start=place, says_unreported=says_unreported)


def _write_by_goal(
    context: Context, sheet: Sheet, milestones: Sequence[Milestone], documents: Sequence[Document]
) -> None:
    says_unreported = _says_unreported(context, documents)
    place = 1
    for goal_id in dict.fromkeys(milestone.goal for milestone in milestones):
        goal = context.knowledge.goals_by_id[goal_id]
        title = context.called(context.document_of(goal), goal.title.text) if goal.title else ""
        parts = (goal_name(context, goal, with_title=False), title)
        sheet.write(f"*{' · '.join(part for part in parts if part)}*")
        rows = [milestone for milestone in milestones if milestone.goal == goal_id]
        place = write_rows(context, sheet, rows, start=place, says_unreported=says_unreported)


def _write_passed(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    """Say that planned time has gone by without a status: of no row is more known than that."""
    today = context.inquiry.today
    late = [each for each in milestones if has_passed(each, today=today) and context.statuses.latest(each.id) is None]
    if late and len(late) == len(milestones):
        sheet.write(context.say("milestones.all_passed"))
    elif late and context.inquiry.has("open", "overdue", "status", "done"):
        rows = [sheet.milestones.index(milestone_view(each, context.statuses, today=today)) + 1 for each in late]
        sheet.write(context.say("milestones.some_passed", numbers=context.joined(rows)))
