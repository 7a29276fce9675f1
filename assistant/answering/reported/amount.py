"""
What reports amount to: goals by the plan's own rule, and points where the plan weighs its goals.

Owns telling both with the rule quoted and marked as a proposal; leaves rules and sums to `assistant.register`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import choose_goals, match_goals, match_milestones, plans
from assistant.answering.finding.rows import goal_name
from assistant.answering.reported.subject import ended_note
from assistant.register.point_rules import Scored, point_rules
from assistant.register.points import Part, Score, Supposed, score, shown
from assistant.register.rules import Proposal, goal_rule, progress, propose
from assistant.register.views import Statuses, goal_view, milestone_view
from assistant.status import DONE, FINAL, ReportedStatus
from assistant.understanding.cues.reports import ASIDES
from ingest.lexical import fold
from ingest.records import Document, Goal, Language, Milestone, Quote

__all__ = ["answer_points", "statements", "write_goal_count"]

_SHORT_GOAL = re.compile(r"\b(?:m|g|mal|goal) ?(\d{1,2})\b")
"""As goals are called in talk: "M3"."""
_ASKS_OF_PARTLY = re.compile(r"\b(?:delvis\w*|halvt|partly|partially|partial)\b")
_SUPPOSES = re.compile(r"\b(?:hvis|safremt|if|when|nar|suppose|supposing)\b")


def statements(context: Context, document: Document) -> Iterator[Quote]:
    """The stretches of a plan that stand outside its goals: where rules for all of them are printed."""
    for passage in context.knowledge.passages_of(document.id):
        if passage.goal is None:
            yield from passage.quotes


def _proposal_of(context: Context, goal: Goal) -> Proposal | None:
    """What the plan's rule comes to for a goal; None where the plan gives none."""
    rule = goal_rule(goal, statements(context, context.document_of(goal)))
    return propose(goal, rule, context.statuses) if rule else None


def write_goal_count(context: Context, sheet: Sheet, goals: Sequence[Goal], status: str) -> None:
    """Of goals without such a report of their own: what the plan's rule proposes, and how far their milestones are."""
    if status not in ("done", "fulfilled"):
        return
    for goal in goals:
        report = context.statuses.latest(goal.id)
        proposed = _proposal_of(context, goal)
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
    if ASIDES["score"].search(inquiry.folded) and _ASKS_OF_PARTLY.search(inquiry.folded):
        return _rule_told(context)
    supposes = ASIDES["score"].search(inquiry.folded) and _supposes(context)
    is_about_now = supposes or ASIDES["total"].search(inquiry.folded)
    if not is_about_now or inquiry.has("define", "action"):
        return None
    for plan in plans(context):
        if (now := _score(context, plan, context.statuses)) is not None:
            return _told(context, plan, now)
    return None


def _rule_told(context: Context) -> Draft | None:
    """What a plan says that partly fulfilled gives; None where none says so."""
    for plan in plans(context):
        rules = point_rules(statements(context, plan))
        if rules and (rules.partly is not None or rules.partly_points is not None):
            sheet = Sheet(kind=Kind.DEFINITION)
            sheet.write(*(sheet.quoted(plan, quote) for quote in rules.quotes))
            return sheet.answered()
    return None


def _score(context: Context, plan: Document, statuses: Statuses) -> Score | None:
    goals = [goal for goal in context.knowledge.goals if goal.document == plan.id]
    return score(goals, tuple(statements(context, plan)), statuses)


def _supposes(context: Context) -> bool:
    return ASIDES["slips"].search(context.inquiry.folded) is not None


def _told(context: Context, plan: Document, now: Score) -> Draft:
    sheet = Sheet(kind=Kind.STATUS)
    sheet.write(ended_note(context, [plan]))
    slipped = _slipped(context, plan) if _supposes(context) else ()
    sheet.write(context.say("reported.score_now", **_figures(context, now)))
    if _supposes(context):
        sheet.write(_if_slipped(context, plan, now, slipped))
    for each in now.parts:
        sheet.write(f"- {_part(context, sheet, each, now)}")
    if now.rules.quotes:
        said = " ".join(sheet.quoted(plan, quote) for quote in now.rules.quotes)
        sheet.write(context.say("reported.score_rule", rule=said))
    if any(_is_without_rule(context, each, now) for each in now.parts):
        sheet.write(context.say("reported.score_no_rule"))
    if all(each.open == each.weight for each in now.parts):
        sheet.write(context.say("reported.score_silent"))
        return sheet.abstained(Reason.NOT_REPORTED, searched=(plan,)) if not slipped else sheet.answered()
    return sheet.answered()


def _is_without_rule(context: Context, part: Part, now: Score) -> bool:
    """Whether it is partly fulfilled and the plan does not say what that gives."""
    report = context.statuses.latest(part.subject.id)
    is_partly = report is not None and report.status is ReportedStatus.PARTLY_FULFILLED
    return is_partly and now.rules.of_partly(part.weight) is None


def _figures(context: Context, now: Score) -> dict[str, str]:
    comma = context.inquiry.language is Language.DANISH
    sums = {"earned": now.earned, "total": now.total, "open": now.open, "most": now.most}
    figures = {name: f"{shown(points, comma=comma)}{_unit(context, now)}" for name, points in sums.items()}
    return {**figures, "earned": shown(now.earned, comma=comma)}


def _unit(context: Context, now: Score) -> str:
    return " %" if now.unit == "%" else context.say("reported.point_unit")


def _slipped(context: Context, plan: Document) -> tuple[Goal | Milestone, ...]:
    """What the question supposes to fail: goals by number ("M3" is goal 3), else what its words name."""
    goals = [goal for goal in context.knowledge.goals if goal.document == plan.id]
    numbers = set(context.inquiry.goal_numbers) | set(_SHORT_GOAL.findall(context.inquiry.folded))
    if numbers:
        return tuple(goal for goal in goals if goal.number in numbers)
    supposed = ASIDES["slips"].sub(" ", context.inquiry.folded.partition(_if(context))[2])
    named = tuple(each for each in choose_goals(context, [plan]).topic if fold(each.words) in supposed)
    if not named:
        return ()
    matched = match_milestones(context, goals, named)
    whole = tuple(goal for goal in goals if goal.milestones and all(each in matched for each in goal.milestones))
    of_whole = {goal.id for goal in whole}
    return (*whole, *(each for each in matched if each.goal not in of_whole)) or match_goals(context, goals, named)


def _if(context: Context) -> str:
    """The last word that begins a supposition; empty text where none does."""
    found = _SUPPOSES.findall(context.inquiry.folded)
    return found[-1] if found else context.inquiry.folded


def _if_slipped(context: Context, plan: Document, now: Score, slipped: Sequence[Goal | Milestone]) -> str:
    if not slipped:
        return context.say("reported.which_slips")
    ids = {each.id for each in slipped}
    below = {each.id for goal in slipped if isinstance(goal, Goal) for each in goal.milestones}
    then = _score(context, plan, Supposed(context.statuses, ids | below))
    names = context.joined([_name(context, each) for each in slipped])
    is_of_goals = now.scored is Scored.GOAL and not any(isinstance(each, Goal) for each in slipped)
    if is_of_goals and not _counts(context, plan, now):
        return context.say("reported.slip_untold", what=names)
    return context.say("reported.score_if", goals=names, **_figures(context, then or now))


def _counts(context: Context, plan: Document, now: Score) -> bool:
    """Whether the plan says how a goal depends on its milestones."""
    if now.rules.tiers:
        return True
    goals = (each.subject for each in now.parts if isinstance(each.subject, Goal))
    return any(goal_rule(goal, statements(context, plan)) for goal in goals)


def _name(context: Context, subject: Goal | Milestone) -> str:
    return goal_name(context, subject) if isinstance(subject, Goal) else f"“{subject.quote.text}”"


def _part(context: Context, sheet: Sheet, each: Part, now: Score) -> str:
    """One goal or milestone: its name, its weight, and what it gives."""
    comma, unit = context.inquiry.language is Language.DANISH, _unit(context, now)
    report = context.statuses.latest(each.subject.id)
    figures = {
        "weight": f"{shown(each.weight, comma=comma)}{unit}",
        "earned": shown(each.earned, comma=comma),
        "most": f"{shown(each.earned + each.open, comma=comma)}{unit}",
        "status": context.say(f"milestones.status_{report.status if report else 'not_reported'}"),
    }
    if isinstance(each.subject, Milestone):
        goal = context.goal_of(each.subject)
        name = sheet.quoted(context.document_of(goal), each.subject.quote)
        sheet.milestones.append(milestone_view(each.subject, context.statuses, today=context.inquiry.today))
        return context.say(f"reported.score_part{'' if each.open == 0 else '_open'}", goal=name, **figures)
    sheet.goals.append(goal_view(each.subject, context.statuses, today=context.inquiry.today))
    return f"{_goal_line(context, each, now, figures)}{_cited(context, sheet, each.subject)}"


def _goal_line(context: Context, part: Part, now: Score, figures: Mapping[str, str]) -> str:
    report, goal = context.statuses.latest(part.subject.id), context.knowledge.goals_by_id[part.subject.id]
    name = goal_name(context, goal)
    if now.rules.tiers and (report is None or report.status not in FINAL):
        so_far = progress(goal, context.statuses)
        key = "reported.score_part_milestones" if part.open == 0 else "reported.score_part_milestones_open"
        return context.say(key, goal=name, done=so_far.done, total=so_far.total, **figures)
    return context.say("reported.score_part" if part.open == 0 else "reported.score_part_open", goal=name, **figures)


def _cited(context: Context, sheet: Sheet, goal: Goal) -> str:
    """The mark of a goal's own words, and what the plan's rule proposes where nobody judged it."""
    quote = goal.title or goal.wording
    mark = f" {sheet.cite(context.document_of(goal), quote)}" if quote else ""
    proposed = None if context.statuses.latest(goal.id) else _proposal_of(context, goal)
    return f"{mark}{_proposed(context, sheet, goal, proposed)}"
