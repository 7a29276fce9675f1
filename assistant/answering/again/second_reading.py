"""
A second look at a question of which the first found nothing: what of it is small talk, and the answer without that.

Owns when it is taken and what is tried in which order; leaves narrower ways to read to
`assistant.answering.again.narrowing`, and the judgement of words that no such way leaves out to
`assistant.answering.judging.leftovers`. The first reading wants every word accounted for, which a person who also tells
what the answer is for never gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.answering.again.narrowing import as_state, as_talk, as_time, asking, narrowed
from assistant.answering.again.premises import answer_premise
from assistant.answering.context import Context
from assistant.answering.draft import Draft, found_nothing
from assistant.answering.finding.halves import answer_halves
from assistant.answering.judging.demands import picked
from assistant.answering.judging.evidence import Coverage, coverages
from assistant.answering.judging.leftovers import Leftovers, features, likelihood, stands_as_verb, tells_whose
from assistant.answering.prose.topics import wanted
from assistant.answering.talk.conversation import decline_orders
from assistant.understanding.concepts import Concept
from assistant.understanding.inquiry import SOLID

__all__ = ["LIKELY", "Reading", "read_again", "readings"]

LIKELY = 0.6
"""Likelihood from which the second answer is given; docs/evaluation.md has what it costs and earns."""
LISTED = 0.4
"""The same where the answer itself shows the things that were asked for."""
ENOUGH = 0.45
"""Share of the question that the documents must carry for a second look."""
MOST_TRIED = 4
"""Ways to set words aside that are tried."""
LEAST_PARTS = 2
"""A question of fewer parts has nothing to set aside."""
_ORDERS = re.compile(r"\b(?:ignor|disregard|glem|forget|override|system ?prompt|instruks|instruct|instruktion)")
"""Of an order to the assistant, what no question to the documents says (folded): "act as" may be one."""
_BESIDE_ORDERS = frozenset((Kind.PASSAGE, Kind.LEARNING, Kind.ONBOARDING))
"""Kinds of answers that a few words of an order may lead to."""
_MAY = re.compile(
    r"^ma (?:vi|man|\w+(?:ne|en|et|er)) (?!bede|sporge|hore|(?:fa|se)\b)"
    r"|^may (?:we|i|one|the \w+|\w+s) (?!ask|have|see)|\b(?:allowed|tilladt|lov til)\b"
)
"""Asks what somebody may do (folded)."""
_ASKED_DEED = re.compile(
    r"^(?:hvad|hvem|hvordan) (?P<deed>\w+)|^(?:hvor mange|how many) .*\b(?:blev|bliver|was|were) (?P<done>\w+)"
)
"""What is asked of somebody or something (folded): the verb behind a question word, or what was done to so many."""
_WAS = re.compile(r"^(?:\w+ )?(?:hvad|hvor \w+|what|how \w+) (?:var|blev|was|were)\b")
"""Asks how much something was (folded), where it names a time."""
_SEVERAL = re.compile(r"(?:er|erne|[^sui]s)$")
"""Ends a word for several things (folded)."""
_BETWEEN = re.compile(r"\b(?:mellem|between)\b[^.?!;]+ (?:og|and) ", re.IGNORECASE)
"""Says which two it is."""
_ITEM = r"(?!(?:heraf|hvoraf|herunder|hvor|der|som|including|which|who|where)\b)[\w-]+(?: [\w-]+){0,2}"
_ROW = re.compile(rf"\b{_ITEM}, (?:{_ITEM}, ){{0,20}}{_ITEM},? (?:og|and|samt) [\w-]+")
"""Three things or more in a row, a few words each."""
_FIGURE = re.compile(r"\d")
_OF_TIME = frozenset((Kind.MILESTONES, Kind.COUNT))
_RECORDS = frozenset((Kind.LIST, Kind.GOAL, Kind.MILESTONES, Kind.WORDING, Kind.COMPARISON))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to set words aside, with the answer it leads to."""

    context: Context
    """The question without them."""
    draft: Draft
    """Its answer."""
    found: dict[str, float]
    """What the judgement looks at."""
    lists: bool = False
    """Whether the answer shows which things are meant, though it lacks the word for them."""


def read_again(context: Context, first: Draft, answer: Callable[[Context], Draft]) -> Draft:
    """
    The answer to what is content of a question, where `first` found nothing; else `first`.

    Args:
        context: The question.
        first: The draft of the first reading.
        answer: Answers a question by all answerers.
    """
    if context.inquiry.has("injection"):
        is_order = first.kind in _BESIDE_ORDERS and _ORDERS.search(context.inquiry.folded)
        is_aside = found_nothing(first) or is_order
        return decline_orders(context) if is_aside else first
    if (of_state := as_state(context, first)) and (draft := answer(of_state)).kind is Kind.STATUS:
        return draft
    if not found_nothing(first):
        return first
    if plainer := _read_by_rules(context, answer):
        return plainer
    # What somebody should or may do is not told by a sentence near it, nor whether there is a goal for something.
    if (
        context.inquiry.has("advice")
        or _MAY.search(context.inquiry.folded)
        or (context.inquiry.has("has_any") and context.inquiry.has("goal"))
    ):
        return first
    every = [each for one in (context, asking(context)) if one for each in readings(one, answer)]
    likely = max(every, key=lambda each: likelihood(each.found), default=None)
    return likely.draft if likely and likelihood(likely.found) >= (LISTED if likely.lists else LIKELY) else first


def _read_by_rules(context: Context, answer: Callable[[Context], Draft]) -> Draft | None:
    """The answer to a reading that is told by the question's own words, the surest first."""
    if halves := answer_halves(context, answer):
        return halves
    if (of_time := as_time(context)) and (draft := answer(of_time)).kind in _OF_TIME:
        return draft
    if corrected := answer_premise(context, answer):
        return corrected
    for narrower in narrowed(context):
        if _is_found(draft := answer(narrower)):
            return draft
    if talk := as_talk(context):
        return answer(talk)
    return None


def _is_found(draft: Draft) -> bool:
    """Whether a draft answers, or shows what there is: the record that nothing was reported of, a word in its place."""
    return draft.status is AnswerStatus.ANSWERED or draft.reason is Reason.NOT_REPORTED or bool(draft.evidence)


def _asks_figure(context: Context) -> bool:
    """Whether it asks what something was at a time: what it means does not answer that."""
    times = context.inquiry.times
    return _WAS.search(context.inquiry.folded) is not None and bool(times.relative or times.years)


def readings(context: Context, answer: Callable[[Context], Draft]) -> Iterator[Reading]:
    """The ways to set aside what the best stretches of the documents say nothing of, where an answer is left."""
    concepts = wanted(context)
    if sum(concept.weight >= SOLID for concept in concepts) < LEAST_PARTS:
        return
    deed = _ASKED_DEED.match(context.inquiry.folded)
    thing = _asked_for(context)
    staying = frozenset(
        each.words
        for each in concepts
        if each.is_name or tells_whose(context.inquiry, each) or (deed and each.words in deed.groups())
    )
    asks_figure = _asks_figure(context)
    for stretch in _distinct(coverages(context, concepts, least=ENOUGH), staying):
        gone = {concept.words for concept in stretch.missing}
        kept = tuple(concept for concept in context.inquiry.concepts if concept.words not in gone)
        again = replace(context, inquiry=replace(context.inquiry, concepts=kept))
        if not any(concept.weight >= SOLID for concept in kept):
            continue
        draft = answer(again)
        lacks_figure = asks_figure and not any(_FIGURE.search(each.quote.text) for each in draft.evidence)
        lacks_thing = thing is not None and thing in stretch.missing
        lists = lacks_thing and _tells_them(context, stretch, draft)
        if draft.status is AnswerStatus.ANSWERED and not lacks_figure and lists == lacks_thing:
            yield Reading(context=again, draft=draft, found=_features(context, concepts, stretch, draft), lists=lists)


def _asked_for(context: Context) -> Concept | None:
    """The thing of which "which …" asks for one or some: what lacks it does not tell which. None for records."""
    inquiry = context.inquiry
    if inquiry.goal_numbers or inquiry.has("goal", "milestone"):
        return None
    # The first word of it: what stands behind that may be a verb.
    return next((each for each in inquiry.solid() if picked(context, (each,))), None)


def _tells_them(context: Context, stretch: Coverage, draft: Draft) -> bool:
    """
    Whether an answer shows which things are meant, though it lacks the word for them.

    Of several asked for, where no more than a verb is missing beside, and it has a row of them, or says which two.
    """
    thing, *rest = stretch.missing
    if picked(context, context.inquiry.solid()) is not thing or not _SEVERAL.search(thing.words):
        return False
    texts = [each.quote.text for each in draft.evidence]
    is_shown = any(_BETWEEN.search(text) or _ROW.search(text) for text in texts)
    return is_shown and all(stands_as_verb(context.inquiry, each) for each in rest)


def _distinct(stretches: Sequence[Coverage], staying: frozenset[str]) -> list[Coverage]:
    """The best stretch for each set of words to set aside: some, none of which is one of `staying`."""
    kept: dict[tuple[str, ...], Coverage] = {}
    for each in sorted(stretches, key=lambda one: (-one.whole, -one.own, -one.candidate.score)):
        missing = tuple(concept.words for concept in each.missing)
        if missing and staying.isdisjoint(missing):
            kept.setdefault(missing, each)
    return list(kept.values())[:MOST_TRIED]


def _features(context: Context, concepts: Sequence[Concept], stretch: Coverage, draft: Draft) -> dict[str, float]:
    missing = {concept.words for concept in stretch.missing}
    left = Leftovers(
        missing=stretch.missing,
        kept=tuple(concept for concept in concepts if concept.words not in missing),
        whole=stretch.whole,
        own=stretch.own,
        cosine=stretch.candidate.cosine,
        coverage=stretch.candidate.coverage,
        likeness=context.searcher.nearest_words(sorted(missing), stretch.candidate.passage),
        gives_records=draft.kind in _RECORDS,
    )
    return dict(features(context.inquiry, left, printed=context.bridge.vocabulary))
