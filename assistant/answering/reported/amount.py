"""
What reports amount to: goals by the plan's own rule, and points where the plan weighs its goals.

Owns telling both with the rule quoted and marked as a proposal; leaves rules and sums to `assistant.register`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.records import plans
from assistant.answering.reported.subject import ended_note
from assistant.answering.rows import goal_name
from assistant.register.points import GoalScore, PointRule, Score, point_rule, score, shown, weight_of
from assistant.register.rules import Proposal, goal_rule, propose
from assistant.register.views import DONE, ReportedStatus, goal_view
from assistant.understanding.cues.reports import ASIDES
from ingest.records import Document, Goal, Language, Quote

__all__ = ["answer_points", "proposal_of", "statements", "write_goal_count"]

_SHORT_GOAL = re.compile(r"\b(?:m|g|mal|goal) ?(\d{1,2})\b")
"""As goals are called in talk: "M3"."""


def statements(context: Context, document: Document) -> Iterator[Quote]:
    """The stretches of a plan that stand outside its goals: where rules for all of them are printed."""
    for passage in context.passages:
        if passage.document == document.id and passage.goal is None:
            yield from passage.quotes


def proposal_of(context: Context, goal: Goal) -> Proposal | None:
    """What the plan's rule comes to for a goal; None where the plan gives none."""
    rule = goal_rule(goal, statements(context, context.document_of(goal)))
    return propose(goal, rule, context.statuses) if rule else None


def write_goal_count(context: Context, sheet: Sheet, goals: Sequence[Goal], status: str) -> None:
    """Of goals without such a report of their own: what the plan's rule proposes, and how far their milestones are."""
    if status not in ("done", "fulfilled"):
        return
    for goal in goals:
        report = context.statuses.latest(goal.id)
        proposed = proposal_of(context, goal)
        latest = [context.statuses.latest(each.id) for each in goal.milestones]
        counts = {
            "goal": goal_name(context, goal),
            "done": sum(1 for each in latest if each and each.status in DONE),
            "total": len(latest),
            "status": context.say(f"milestones.status_{report.status if report else 'not_reported'}"),
        }
        sheet.write(f"- {context.say('reported.goal_progress', **counts)}{_proposed(context, sheet, goal, proposed)}")
        sheet.goals.append(goal_view(goal, context.statuses, today=context.inquiry.today))


def _proposed(context: Context, sheet: Sheet, goal: Goal, proposed: Proposal | None) -> str:
    if proposed is None or proposed.is_reached is None:
        return ""
    key = "reported.proposed_reached" if proposed.is_reached else "reported.proposed_not_reached"
    return f" {context.say(key, rule=sheet.quoted(context.document_of(goal), proposed.rule.quote))}"


def answer_points(context: Context) -> Draft | None:
    """What the plan scores now, and if a goal slips; None where no points are asked for, or no plan has any."""
    inquiry = context.inquiry
    supposes = ASIDES["score"].search(inquiry.folded) and _supposes(context)
    is_about_now = supposes or ASIDES["total"].search(inquiry.folded)
    if not is_about_now or inquiry.has("define", "action"):
        return None
    for plan in plans(context):
        goals = [goal for goal in context.knowledge.goals if goal.document == plan.id and weight_of(goal)]
        rule = point_rule(statements(context, plan))
        now = score(goals, [_judged(context, goal) for goal in goals], rule)
        if now is not None:
            return _told(context, plan, now, rule)
    return None


def _supposes(context: Context) -> bool:
    return ASIDES["slips"].search(context.inquiry.folded) is not None


def _judged(context: Context, goal: Goal) -> ReportedStatus | Proposal | None:
    report = context.statuses.latest(goal.id)
    return report.status if report else proposal_of(context, goal)


def _told(context: Context, plan: Document, now: Score, rule: PointRule | None) -> Draft:
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(ended_note(context, [plan]))
    slipped = _slipped(context, [each.goal for each in now.parts]) if _supposes(context) else ()
    sheet.write(context.say("reported.score_now", **_figures(context, now)))
    if _supposes(context):
        sheet.write(_if_slipped(context, now, slipped))
    for each in now.parts:
        sheet.write(f"- {_part(context, sheet, each, now.unit)}")
    if rule:
        sheet.write(context.say("reported.score_rule", rule=sheet.quoted(plan, rule.quote)))
    elif any(_judged(context, each.goal) is ReportedStatus.PARTLY_FULFILLED for each in now.parts):
        sheet.write(context.say("reported.score_no_rule"))
    if all(each.earned is None for each in now.parts):
        sheet.write(context.say("reported.score_silent"))
        return sheet.abstained(Reason.NOT_REPORTED, searched=(plan,)) if not slipped else sheet.answered()
    return sheet.answered()


def _figures(context: Context, now: Score) -> dict[str, str]:
    comma = context.inquiry.language is Language.DANISH
    unit = " %" if now.unit == "%" else context.say("reported.point_unit")
    sums = {"earned": now.earned, "total": now.total, "open": now.open, "most": now.most}
    figures = {name: f"{shown(points, comma=comma)}{unit}" for name, points in sums.items()}
    return {**figures, "earned": shown(now.earned, comma=comma)}


def _slipped(context: Context, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """The goals that the question supposes to fail: by number, "M3" read as goal 3."""
    numbers = set(context.inquiry.goal_numbers) | set(_SHORT_GOAL.findall(context.inquiry.folded))
    return tuple(goal for goal in goals if goal.number in numbers)


def _if_slipped(context: Context, now: Score, slipped: Sequence[Goal]) -> str:
    if not slipped:
        return context.say("reported.which_slips")
    ids = frozenset(goal.id for goal in slipped)
    judged = [_judged(context, each.goal) for each in now.parts]
    rule = point_rule(statements(context, context.document_of(slipped[0])))
    then = score([each.goal for each in now.parts], judged, rule, slipped=ids)
    names = context.joined([goal_name(context, goal) for goal in slipped])
    return context.say("reported.score_if", goals=names, **_figures(context, then or now))


def _part(context: Context, sheet: Sheet, each: GoalScore, unit: str) -> str:
    """One goal: its name, its weight, and what it gives."""
    comma = context.inquiry.language is Language.DANISH
    goal, report = each.goal, context.statuses.latest(each.goal.id)
    proposed = None if report else proposal_of(context, goal)
    sign = " %" if unit == "%" else context.say("reported.point_unit")
    key = "reported.score_part_open" if each.earned is None else "reported.score_part"
    status = context.say(f"milestones.status_{report.status if report else 'not_reported'}")
    line = context.say(
        key,
        goal=goal_name(context, goal),
        weight=f"{shown(each.weight, comma=comma)}{sign}",
        earned=shown(each.earned or each.weight * 0, comma=comma),
        status=status,
    )
    quote = goal.title or goal.wording
    mark = f" {sheet.cite(context.document_of(goal), quote)}" if quote else ""
    sheet.goals.append(goal_view(goal, context.statuses, today=context.inquiry.today))
    return f"{line}{mark}{_proposed(context, sheet, goal, proposed)}"
