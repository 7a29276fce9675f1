"""
Finding goals and milestones that a question is about: by plan, series, number and topic.

Owns the choice among records; leaves what is said about them to the answerers of each kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.context import Context
from assistant.understanding.concepts import Bag, Concept, accounted, coverage
from ingest.records import Document, Goal, Milestone

__all__ = [
    "Chosen",
    "RECORD_CUES",
    "choose_goals",
    "goal_bag",
    "match_goals",
    "match_milestones",
    "own_milestones",
    "plans",
    "topic",
]

RECORD_CUES = (
    "milestone", "goal", "deadline", "open", "overdue", "done", "status", "when", "happens", "all", "list", "next", "this",
    "last", "without_time", "how_many", "criteria", "exact", "who", "owner", "remark", "claim", "action", "ends", "spanning",
    "whole_year", "yes_no", "fall_in", "weight", "greeting", "thanks", "newcomer", "colour",
)  # fmt: skip
"""Cues whose own words are no topic of a question about records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The part of a plan that a question narrows itself to."""

    goals: tuple[Goal, ...]
    by_series: tuple[str, ...]
    """Series named in the question; empty: all."""
    topic: tuple[Concept, ...]
    """What the question is about besides the series and numbers."""
    missing_numbers: tuple[str, ...] = ()
    """Goal numbers asked for that the plan does not have."""


def plans(context: Context) -> tuple[Document, ...]:
    """
    The plans a question is about: of the organisations in scope, the newest of each unless a year is named.

    A question that names no organisation is about the home organisation's plan, or everybody's if it has none.
    """
    with_goals = {goal.document for goal in context.knowledge.goals}
    candidates = [document for document in context.documents if document.id in with_goals]
    if not context.organisations and context.home:
        candidates = [each for each in candidates if each.organisation == context.home.id] or candidates
    years = context.inquiry.times.years
    if years:
        dated = [document for document in candidates if any(_covers(document, year) for year in years)]
        return tuple(dated)
    return tuple(_newest(candidates))


def _covers(document: Document, year: int) -> bool:
    if document.period_from is None or document.period_to is None:
        return False
    return document.period_from.year <= year <= document.period_to.year


def _newest(documents: Sequence[Document]) -> list[Document]:
    """Of each organisation's plans, those of its latest period."""
    latest = {
        document.organisation: max(
            (_period_end(each) for each in documents if each.organisation == document.organisation), default=0
        )
        for document in documents
    }
    return [document for document in documents if _period_end(document) == latest[document.organisation]]


def _period_end(document: Document) -> int:
    return document.period_to.toordinal() if document.period_to else 0


def topic(context: Context) -> tuple[Concept, ...]:
    """The question's solid concepts that are not merely the wording of a question about records."""
    return context.inquiry.solid(*RECORD_CUES)


def choose_goals(context: Context, documents: Sequence[Document]) -> Chosen:
    """The goals of `documents` narrowed to the series and numbers that the question names."""
    ids = {document.id for document in documents}
    goals = [goal for goal in context.knowledge.goals if goal.document in ids]
    concepts = topic(context)
    series, used = _series_named(context, goals)
    narrowed = [goal for goal in goals if not series or goal.series in series]
    numbers = context.inquiry.goal_numbers
    numbered = [goal for goal in narrowed if not numbers or goal.number in numbers]
    have = {goal.number for goal in narrowed}
    return Chosen(
        goals=tuple(numbered),
        by_series=series,
        topic=tuple(each for each in concepts if each.words not in used and not _names_plan(context, each, documents)),
        missing_numbers=tuple(number for number in numbers if number not in have),
    )


def _names_plan(context: Context, concept: Concept, documents: Sequence[Document]) -> bool:
    """Whether a concept only says which document is meant ("in the results plan")."""
    return any(
        accounted(
            concept, context.bridge.bag(f"{document.title}\n{document.kind.replace('_', ' ')}", document.language)
        )
        for document in documents
    )


_BOTH = re.compile(r"\b(?:bade|begge|both)\b")


def _series_named(context: Context, goals: Sequence[Goal]) -> tuple[tuple[str, ...], set[str]]:
    """The series whose own words the question uses, and the words that did it."""
    names = tuple(dict.fromkeys(goal.series for goal in goals))
    if _BOTH.search(context.inquiry.folded):
        return (), set()
    if len(names) < 2:  # noqa: PLR2004 (one series needs no choosing)
        return (), set()
    documents = {goal.series: context.knowledge.documents[goal.document] for goal in goals}
    bags = {name: context.bridge.bag(name, documents[name].language) for name in names}
    chosen: list[str] = []
    used: set[str] = set()
    for concept in context.inquiry.concepts:
        telling = [name for name in names if accounted(concept, bags[name])]
        if len(telling) == 1:
            chosen.append(telling[0])
            used.add(concept.words)
    return tuple(dict.fromkeys(chosen)), used


def goal_bag(context: Context, goal: Goal, *, with_milestones: bool = True) -> Bag:
    """The stems of a goal's title, wording and remarks, and of its milestones."""
    document = context.knowledge.documents[goal.document]
    quotes = [goal.title, goal.wording, goal.remarks]
    if with_milestones:
        quotes += [milestone.quote for milestone in goal.milestones]
    return context.bridge.bag("\n".join(quote.text for quote in quotes if quote), document.language)


def match_goals(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Goal, ...]:
    """The goals that account for every one of `concepts`; those whose title or wording does come alone."""
    if not concepts:
        return tuple(goals)
    by_heart = _goals_by_heart(context, goals, concepts)
    if by_heart:
        return by_heart
    return tuple(goal for goal in goals if _accounts(goal_bag(context, goal), concepts))


def _goals_by_heart(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Goal, ...]:
    """The goals whose title, wording and remarks account for every one of `concepts`."""
    return tuple(goal for goal in goals if _accounts(goal_bag(context, goal, with_milestones=False), concepts))


def match_milestones(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Milestone, ...]:
    """
    The milestones that `concepts` describe.

    A milestone fits when its own words account for every concept, or for at least one
    while its goal's title and wording account for the others. Where none fits by its own words,
    a goal that accounts for all of them by its title or wording brings all its milestones.
    """
    if not concepts:
        return tuple(milestone for goal in goals for milestone in goal.milestones)
    if context.inquiry.has("goal") and (named := _goals_by_heart(context, goals, concepts)):
        return tuple(milestone for goal in named for milestone in goal.milestones)
    own: list[tuple[float, Milestone]] = []
    shared: list[Milestone] = []
    by_goal: list[Milestone] = []
    for goal in goals:
        around = goal_bag(context, goal, with_milestones=False)
        for milestone in goal.milestones:
            bag = _milestone_bag(context, milestone)
            if _accounts(bag, concepts):
                own.append((coverage(concepts, bag), milestone))
            elif any(accounted(concept, bag) for concept in concepts) and _accounts(Bag.union([bag, around]), concepts):
                shared.append(milestone)
            elif _accounts(around, concepts):
                by_goal.append(milestone)
    if own:
        best = max(score for score, _ in own)
        return tuple(milestone for score, milestone in own if score >= best - NEAR_BEST)
    return tuple(shared or by_goal)


def own_milestones(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Milestone, ...]:
    """The milestones whose own words account for every one of `concepts`; none when there are no concepts."""
    return tuple(
        milestone
        for goal in goals
        for milestone in goal.milestones
        if concepts and _accounts(_milestone_bag(context, milestone), concepts)
    )


def _milestone_bag(context: Context, milestone: Milestone) -> Bag:
    """The stems of a milestone, with who is responsible where that is asked for."""
    goal = context.knowledge.goals_by_id[milestone.goal]
    owner = (milestone.owner or goal.owner or "") if context.inquiry.has("owner") else ""
    return context.bridge.bag(f"{milestone.quote.text}\n{owner}", context.knowledge.documents[goal.document].language)


NEAR_BEST = 0.25
"""Milestones whose coverage is this near the best are meant too."""


def _accounts(bag: Bag, concepts: Sequence[Concept]) -> bool:
    return all(accounted(concept, bag) for concept in concepts)
