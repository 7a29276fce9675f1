"""
Finding goals and milestones that a question is about: by plan, series, number and topic.

Owns the choice among records; leaves what is said about them to the answerers of each kind.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.context import Context
from assistant.answering.judging.accounting import accounts, title_bag
from assistant.answering.judging.framing import OF_RECORDS
from assistant.understanding.concepts import STRICT, Bag, Concept, accounted, coverage
from assistant.understanding.cues import CUES
from assistant.understanding.patterns import come_in_order
from ingest.lexical import fold
from ingest.records import Document, Goal, Milestone

__all__ = [
    "Chosen",
    "all_plans",
    "choose_goals",
    "goals_by_heart",
    "is_same_goal",
    "match_goals",
    "match_milestones",
    "names_both_series",
    "own_milestones",
    "period",
    "plans",
    "plans_of",
    "told_by_one",
    "topic",
]

NEAR_BEST = 0.25
"""Milestones whose coverage (0..1) is this near the best are meant too."""
_DAYS_OF_YEAR = 365
_SHORT_KIND, _IS_KIND = 6, 0.8
"""Stems of a heading that is no more than a kind of goals, parts of its words included, and its cover by the kind."""
_OWN_GOALS = re.compile(
    r"\b(?:egne|own|individual|individuelle) (?:\w+ )?(?:resultat)?(?:mal|malepunkt|milepael|goal|milestone|target)"
    r"|\b(?:goal|milestone|target)s\b.*\bof (?:our|your|their|its) own\b"
)
_OF_ONE = re.compile(r"specif|egne|\bown\b|individu|\blokale?\b|\blocal\b")
_SHARED_GOALS = re.compile(
    r"\b(?:faelles|shared|common|joint) (?:\w+ )?(?:resultat)?(?:mal|malepunkt|milepael|goal|milestone|target)"
)
_KINDS = (re.compile(r"\b(?:egne|own|individu\w+)\b"), re.compile(r"\b(?:faelles\w*|shared|common|joint)\b"))
"""How a question calls goals of the organisation alone, and those it has with others (folded)."""
_AND = re.compile(r"\b(?:og|and|eller|or|versus|vs)\b")
_OF_SEVERAL = re.compile(r"faelles|shared|common|joint|tvaergaende|\bgroup\b")
"""How a series of goals says in its name whose they are."""
_OF_ONE_OR_SEVERAL = re.compile(rf"{_OF_ONE.pattern}|{_OF_SEVERAL.pattern}")
_BOTH = re.compile(r"\b(?:bade|begge|both)\b")
"""Both series, so that naming one of them narrows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The part of a plan that a question narrows itself to."""

    goals: tuple[Goal, ...]
    """Those left, in document order."""
    by_series: tuple[str, ...]
    """Series named in the question; empty: all."""
    topic: tuple[Concept, ...]
    """What the question is about besides the series and numbers."""
    missing_numbers: tuple[str, ...] = ()
    """Goal numbers asked for that the plan does not have."""


def plans(context: Context) -> tuple[Document, ...]:
    """
    The plans a question is about: of the organisations in scope, those of the time it names, else the newest of each.

    A question that names no organisation is about the home organisation's plan, or everybody's if it has none.
    """
    candidates = all_plans(context)
    if not context.organisations and context.home:
        ours = tuple(each for each in candidates if each.organisation == context.home.id)
        candidates = ours or candidates
    years = context.inquiry.times.years
    if years:
        return tuple(document for document in candidates if any(_covers(document, year) for year in years))
    relative = context.inquiry.times.relative
    timely = [each for each in candidates if relative and _overlaps(each, *relative)] or candidates
    return _newest(timely, today=context.inquiry.today)


def all_plans(context: Context) -> tuple[Document, ...]:
    """Every document in scope that has goals, of whatever year."""
    return tuple(document for document in context.knowledge.plans if document.id in context.document_ids)


def plans_of(context: Context, milestones: Sequence[Milestone]) -> tuple[Document, ...]:
    """The plans that these milestones stand in, each once."""
    ids = dict.fromkeys(context.goal_of(milestone).document for milestone in milestones)
    return tuple(context.knowledge.documents[each] for each in ids)


def period(document: Document) -> str:
    """The years a plan is for, "2025" or "2025–2026"; its title where it does not say."""
    if document.period_from is None or document.period_to is None:
        return document.title
    first, last = document.period_from.year, document.period_to.year
    return str(first) if first == last else f"{first}–{last}"


def _covers(document: Document, year: int) -> bool:
    if document.period_from is None or document.period_to is None:
        return False
    return document.period_from.year <= year <= document.period_to.year


def _overlaps(document: Document, first: dt.date, last: dt.date) -> bool:
    """Whether a plan that says its period is for any of these days."""
    if document.period_from is None or document.period_to is None:
        return False
    return document.period_from <= last and first <= document.period_to


def _newest(documents: Sequence[Document], *, today: dt.date) -> tuple[Document, ...]:
    """
    Of each organisation's plans, the latest of each sort, without those that are over while others run.

    A plan for the year does not take the place of one for three years, nor that one its place.
    """
    latest: dict[tuple[str, str, int], int] = {}
    for document in documents:
        sort = _sort(document)
        latest[sort] = max(_period_end(document), latest.get(sort, 0))
    newest = [each for each in documents if _period_end(each) == latest[_sort(each)]]
    running = {each.organisation for each in newest if not _is_over(each, today)}
    kept = [each for each in newest if each.organisation not in running or not _is_over(each, today)]
    last = {each.organisation: max(map(_period_end, _of(kept, each.organisation))) for each in kept}
    return tuple(each for each in kept if each.organisation in running or _period_end(each) == last[each.organisation])


def _sort(document: Document) -> tuple[str, str, int]:
    """Plans of one sort follow each other: of one organisation and kind, for as many years."""
    first, last = document.period_from, document.period_to
    years = round((last - first).days / _DAYS_OF_YEAR) if first and last else 0
    return document.organisation, document.kind, years


def _is_over(document: Document, today: dt.date) -> bool:
    return document.period_to is not None and document.period_to < today


def _of(documents: Sequence[Document], organisation: str) -> list[Document]:
    return [each for each in documents if each.organisation == organisation]


def _period_end(document: Document) -> int:
    """Day number of the period's last day; 0 for a plan without one."""
    return document.period_to.toordinal() if document.period_to else 0


def is_same_goal(goal: Goal, other: Goal) -> bool:
    """Whether two plans have one goal: the later one calls it by the other's title, with a code or a year before."""
    title, known = (fold(each.title.text) if each.title else "" for each in (goal, other))
    return bool(known) and goal.number == other.number and title.endswith(known)


def topic(context: Context) -> tuple[Concept, ...]:
    """The question's solid concepts that are not merely the wording of a question about records."""
    return context.inquiry.solid(*OF_RECORDS)


def choose_goals(context: Context, documents: Sequence[Document]) -> Chosen:
    """The goals of `documents` narrowed to the series and numbers that the question names."""
    ids = {document.id for document in documents}
    goals = [goal for goal in context.knowledge.goals if goal.document in ids]
    concepts = topic(context)
    series, used = _series_named(context, goals)
    narrowed = [goal for goal in goals if not series or goal.series in series]
    numbers = context.inquiry.goal_numbers
    if numbers and not any(goal.number for goal in narrowed):  # "which KPIs belong to goal 4?"
        series, narrowed = (), goals
    numbered = [goal for goal in narrowed if not numbers or goal.number in numbers]
    have = {goal.number for goal in narrowed}
    return Chosen(
        goals=tuple(numbered),
        by_series=series,
        topic=tuple(
            each
            for each in concepts
            if each.words not in used
            and not _names_plan(context, each, documents)
            and not _names_kind(context, each, narrowed)
        ),
        missing_numbers=tuple(number for number in numbers if number not in have),
    )


def _names_kind(context: Context, concept: Concept, goals: Sequence[Goal]) -> bool:
    """Whether a concept only says what these goals are called as a kind ("result targets" of "Resultatmål")."""
    if not context.inquiry.has("goal"):
        return False
    kinds = [context.bridge.bag(goal.series, context.document_of(goal).language) for goal in goals]
    return bool(kinds) and all(len(bag.stems) <= _SHORT_KIND and bag.cover(concept) >= _IS_KIND for bag in kinds)


def _names_plan(context: Context, concept: Concept, documents: Sequence[Document]) -> bool:
    """Whether a concept only says which document is meant ("in the results plan")."""
    return any(accounted(concept, title_bag(context, document)) for document in documents)


def _series_named(context: Context, goals: Sequence[Goal]) -> tuple[tuple[str, ...], set[str]]:
    """The series whose own words the question uses, and the words that did it."""
    names = tuple(dict.fromkeys(goal.series for goal in goals))
    if len(names) <= 1 or _BOTH.search(context.inquiry.folded):
        return (), set()
    if names_both_series(context):
        kinds = [each.words for each in context.inquiry.concepts if _OF_ONE_OR_SEVERAL.search(each.words)]
        return (), set(kinds)
    bags = {goal.series: context.bridge.bag(goal.series, context.document_of(goal).language) for goal in goals}
    chosen: list[str] = []
    used: set[str] = set()
    called = context.inquiry.cue_words.get("goal", frozenset())
    mention = CUES["mentions"].search(context.inquiry.folded)
    mentioned = context.inquiry.folded[mention.end() :] if mention else ""
    for concept in context.inquiry.concepts:
        if concept.words in mentioned:
            continue  # what goals are to mention does not say which they are
        if called.issuperset(concept.words.split()) and concept.words not in map(fold, names):
            continue  # "the four aims" are no series of that name, unless it has no other
        telling = [name for name in names if accounted(concept, bags[name])]
        if len(telling) == 1:
            chosen.append(telling[0])
            used.add(concept.words)
    return tuple(dict.fromkeys(chosen)) or _series_of_kind(context, names), used


def names_both_series(context: Context) -> bool:
    """Whether it asks for the goals of the organisation alone and for those it shares, each by itself."""
    alone, shared = _KINDS
    folded = context.inquiry.folded
    return context.inquiry.has("goal", "milestone") and (
        come_in_order(folded, alone, _AND, shared) or come_in_order(folded, shared, _AND, alone)
    )


def _series_of_kind(context: Context, names: Sequence[str]) -> tuple[str, ...]:
    """The one series that is for the organisation alone, or for several, where it is asked for by that ("our own")."""
    for asked, said in ((_OWN_GOALS, _OF_ONE), (_SHARED_GOALS, _OF_SEVERAL)):
        if asked.search(context.inquiry.folded):
            fitting = tuple(name for name in names if said.search(fold(name)))
            return fitting if len(fitting) == 1 else ()
    return ()


def _goal_bag(context: Context, goal: Goal, *, with_milestones: bool = True) -> Bag:
    """The stems of a goal's title, wording and remarks, and of its milestones."""
    quotes = [goal.title, goal.wording, goal.remarks]
    if with_milestones:
        quotes += [milestone.quote for milestone in goal.milestones]
    return context.bridge.bag("\n".join(quote.text for quote in quotes if quote), context.document_of(goal).language)


def match_goals(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Goal, ...]:
    """The goals that account for every one of `concepts`; those whose title or wording does come alone."""
    if not concepts:
        return tuple(goals)
    by_heart = goals_by_heart(context, goals, concepts)
    if by_heart:
        return by_heart
    return tuple(goal for goal in goals if accounts(_goal_bag(context, goal), concepts))


def goals_by_heart(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Goal, ...]:
    """The goals whose title, wording and remarks account for every one of `concepts`."""
    return tuple(goal for goal in goals if accounts(_goal_bag(context, goal, with_milestones=False), concepts))


def match_milestones(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Milestone, ...]:
    """
    The milestones that `concepts` describe.

    Where milestones are asked for of what a goal is called, all of that goal's. Else a milestone fits when its own
    words account for every concept, or for at least one while its goal's title and wording account for the others.
    Where none fits by its own words, a goal that accounts for all of them by its title or wording brings all its
    milestones.
    """
    if not concepts:
        return tuple(milestone for goal in goals for milestone in goal.milestones)
    if whole := _asked_whole(context, goals, concepts):
        return tuple(milestone for goal in whole for milestone in goal.milestones)
    own: list[tuple[float, Milestone]] = []
    shared: list[Milestone] = []
    by_goal: list[Milestone] = []
    for goal in goals:
        around = _goal_bag(context, goal, with_milestones=False)
        for milestone in goal.milestones:
            bag = _milestone_bag(context, milestone)
            if accounts(bag, concepts):  # what is its goal's subject as a whole is no less each milestone's
                own.append((1.0 if accounts(around, concepts) else coverage(concepts, bag), milestone))
            elif any(accounted(concept, bag) for concept in concepts) and accounts(Bag.union([bag, around]), concepts):
                shared.append(milestone)
            elif accounts(around, concepts):
                by_goal.append(milestone)
    if own and not context.inquiry.has("singular"):
        best = max(score for score, _ in own)
        of_goals = {milestone.goal for _, milestone in own}
        own += [(best, milestone) for milestone in shared if milestone.goal in of_goals]
        own += [(best, each) for each in by_goal if each.goal in of_goals and _is_touched(context, each, concepts)]
    return _near_best(own) or tuple(shared or by_goal)


def _asked_whole(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Goal, ...]:
    """The goals that a question for goals describes, or that are called what milestones are asked for of."""
    inquiry = context.inquiry
    if inquiry.has("goal") and (named := goals_by_heart(context, goals, concepts)):
        return named
    if not inquiry.has("milestone") or inquiry.has("singular"):
        return ()
    return tuple(goal for goal in goals if goal.title and accounts(_title_bag(context, goal), concepts))


def _title_bag(context: Context, goal: Goal) -> Bag:
    """The stems of what a goal is called."""
    title = goal.title.text if goal.title else ""
    return context.bridge.bag(title, context.document_of(goal).language)


def _is_touched(context: Context, milestone: Milestone, concepts: Sequence[Concept]) -> bool:
    """Whether a milestone says some part of what its goal says whole."""
    bag = _milestone_bag(context, milestone)
    likely = (stems for each in concepts for stems, worth in each.alternatives.items() if worth >= STRICT)
    return any(stem in bag.stems for stems in likely for stem in stems)


def _near_best(scored: Sequence[tuple[float, Milestone]]) -> tuple[Milestone, ...]:
    best = max((score for score, _ in scored), default=0.0)
    return tuple(milestone for score, milestone in scored if score >= best - NEAR_BEST)


def own_milestones(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Milestone, ...]:
    """The milestones whose own words account for every one of `concepts`; none when there are no concepts."""
    return tuple(
        milestone
        for goal in goals
        for milestone in goal.milestones
        if concepts and accounts(_milestone_bag(context, milestone), concepts)
    )


def told_by_one(context: Context, goals: Sequence[Goal], concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """Those of `concepts` that the one milestone which tells most of them accounts for by its own words."""
    told = (
        tuple(concept for concept in concepts if accounted(concept, _milestone_bag(context, milestone)))
        for goal in goals
        for milestone in goal.milestones
    )
    return max(told, key=_weight_with_names, default=())


def _weight_with_names(concepts: Sequence[Concept]) -> tuple[float, int]:
    return sum(concept.weight for concept in concepts), sum(concept.is_name for concept in concepts)


def _milestone_bag(context: Context, milestone: Milestone) -> Bag:
    """The stems of a milestone and of its row's name and code, with who is responsible where that is asked for."""
    goal = context.goal_of(milestone)
    owner = (milestone.owner or goal.owner or "") if context.inquiry.has("owner") else ""
    row = context.bridge.row_names.of(milestone)
    name = row.name.text if row and row.name else ""
    code = (row.code or "") if row else ""
    return context.bridge.bag(f"{milestone.quote.text}\n{name}\n{code}\n{owner}", context.document_of(goal).language)
