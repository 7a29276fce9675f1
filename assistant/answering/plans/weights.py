"""
What goals and milestones weigh: of each, of those a question names, of the heaviest and the lightest.

Owns reading that out of a question and telling it; leaves choosing goals to `assistant.answering.finding.records`, and
what weights add up to `assistant.register.points`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import nothing_found
from assistant.answering.finding.records import Chosen, choose_goals, goals_by_heart, match_goals, own_milestones, plans
from assistant.answering.finding.rows import cell, goal_name, quoted_title, show_goals, write_rows
from assistant.register.points import weight_of, weight_of_milestone
from ingest.records import Goal

__all__ = ["asks_weight", "each_weighed", "tell_weights", "without_extremes"]

_MOST = re.compile(r"\b(?:mest|hojest\w*|storst\w*|tungest\w*|most|highest|largest|biggest|heaviest|greatest)\b")
_LEAST = re.compile(r"\b(?:mindst\w*|lavest\w*|least|lowest|smallest|lightest)\b")
"""Words for the most and the least of something (folded)."""


def asks_weight(context: Context) -> bool:
    """Whether it asks what something weighs that a goal with a weight is about."""
    if not context.inquiry.has("weight"):
        return False
    chosen = choose_goals(context, plans(context))
    fitting = match_goals(context, chosen.goals, chosen.topic) if chosen.topic else chosen.goals
    return any(goal.weight or any(map(weight_of_milestone, goal.milestones)) for goal in fitting)


def without_extremes(chosen: Chosen) -> Chosen:
    """What is chosen, with "highest" and the like no part of its topic."""
    left = tuple(each for each in chosen.topic if not (_MOST.search(each.words) or _LEAST.search(each.words)))
    return replace(chosen, topic=left)


def each_weighed(context: Context, chosen: Chosen) -> tuple[Goal, ...]:
    """Goals of which a question for weights names one each ("what weighs most, case work or forests?")."""
    if not context.inquiry.has("weight") or len(chosen.topic) < 2:  # one is no choice
        return ()
    each = [match_goals(context, chosen.goals, (concept,)) for concept in chosen.topic]
    is_one_each = all(len(goals) == 1 for goals in each)
    return tuple(dict.fromkeys(goal for goals in each for goal in goals)) if is_one_each else ()


def _extreme(context: Context, goals: Sequence[Goal]) -> Sequence[Goal]:
    """Of goals asked for by the most or least weight, those that have it; all where neither is asked for."""
    if len(context.inquiry.goal_numbers) > 1:  # "which weighs more, II.1 or II.2?" is told by both
        return goals
    is_most, is_least = (pattern.search(context.inquiry.folded) for pattern in (_MOST, _LEAST))
    weighed = [(found[0], goal) for goal in goals if (found := weight_of(goal))]
    if not weighed or bool(is_most) == bool(is_least):
        return goals
    wanted = (max if is_most else min)(weight for weight, _ in weighed)
    return [goal for weight, goal in weighed if weight == wanted]


def tell_weights(context: Context, chosen: Chosen, goals: Sequence[Goal]) -> Draft:
    """What these goals weigh; of milestones that the question names and that have a weight of their own, theirs."""
    return _of_milestones(context, chosen, goals) or _weights(
        context, goals if chosen.topic else _extreme(context, goals)
    )


def _of_milestones(context: Context, chosen: Chosen, goals: Sequence[Goal]) -> Draft | None:
    if not chosen.topic or goals_by_heart(context, goals, chosen.topic):
        return None
    weighed = [each for each in own_milestones(context, goals, chosen.topic) if weight_of_milestone(each)]
    if not weighed:
        return None
    sheet = Sheet(kind=Kind.FACT)
    write_rows(context, sheet, weighed)
    show_goals(context, sheet, [goal for goal in goals if any(each.goal == goal.id for each in weighed)])
    return sheet.answered()


def _weights(context: Context, goals: Sequence[Goal]) -> Draft:
    if not any(goal.weight for goal in goals):
        return nothing_found(context, Kind.FACT, because=context.say("goals.no_weights"))
    sheet = Sheet(kind=Kind.FACT)
    for goal in goals:
        name = (goal_name(context, goal, with_title=False), quoted_title(context, sheet, goal))
        sheet.write(f"- {', '.join(filter(None, name))}: {cell(context, sheet, goal, goal.weight)}")
    show_goals(context, sheet, goals)
    return sheet.answered()
