"""
A second look at a question of which the first found nothing: what of it is small talk, and the answer without that.

Owns which parts of a question may be set aside and when; the judgement is `assistant.answering.leftovers`'.
The first reading wants every word accounted for, which a person who also tells what the answer is for never gets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.evidence import Coverage, coverages
from assistant.answering.framing import OF_RECORDS
from assistant.answering.halves import answer_halves
from assistant.answering.labelled import find_labelled
from assistant.answering.leftovers import Leftovers, features, likelihood, stands_as_verb
from assistant.answering.records import choose_goals, match_milestones, plans, told_by_one
from assistant.answering.topics import wanted
from assistant.answering.windows import UNITS
from assistant.understanding.concepts import Concept
from assistant.understanding.cues import CUES, find_cues
from assistant.understanding.inquiry import SOLID, Inquiry
from assistant.understanding.occasion import asking_part, asks
from ingest.lexical import fold

__all__ = ["LIKELY", "Reading", "found_nothing", "read_again", "readings"]

LIKELY = 0.6
"""Likelihood from which the second answer is given; docs/evaluation.md has what it costs and earns."""
ENOUGH = 0.45
"""Share of the question that the documents must carry for a second look."""
MOST_TRIED = 4
"""Ways to set words aside that are tried."""
MOST_TOLD = 0.5
"""Share of a question whether something is done that a milestone must tell more than."""
LEAST_PARTS = 2
"""A question of fewer parts has nothing to set aside."""
_OTHER_THAN_MILESTONES = (
    "attribute", "compare", "contact", "define", "exact", "how", "how_much", "injection", "signed", "where",
    "whether_done", "who", "why", "yes_no",
)  # fmt: skip
"""Cues of questions that a list of milestones does not answer, whatever time they name."""
_BETWEEN_US = re.compile(
    r"^(?:samarbejd|samspil|partnerskab|relation|forhold|inddrag|koordiner|cooperat|collaborat|partnership|relationship"
    r"|involv|coordinat|work(?:ing)? with)"
)
"""What is between two who work together (folded)."""
LEAST_NAMED = 0.5
"""Share of a label, 0..1, that a name for it must be."""
_OPTIONS = re.compile(
    r"[,:;–-]\s+(?:(?:er|is|was|are|var|blev)\s)?[^,:;?.]{2,60}(?:,\s[^,:;?.]{2,60})*,?\s(?:eller|or)\s[^?.]{2,60}\??\s*$"
    r"|(?<=\?)\s+(?:\w+\s){0,2}\w+\?\s*$",
    re.IGNORECASE,
)
"""Answers that a question offers at its end."""
_QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whose|when|where|how|why|hvad|hvilke[nt]?|hvem|hvornar|hvor|hvordan|hvorfor)\b"
)
_TOPICAL = frozenset((
    "for", "on", "about", "of", "om", "til", "regarding", "concerning", "vedrorende", "med", "with", "in", "i", "pa",
    "the", "a", "an", "en", "et", "den", "det", "our", "vores",
))  # fmt: skip
"""Words (folded) behind which stands what something is about."""
_OWNED = (
    r"\b(?:our|your|their|its|ours|vores|vor|vore|jeres|deres|ssis|\w+['’]s|de|the|both|bade)"
    r" (?:(?:\d+|to|tre|fire|fem|seks|syv|otte|two|three|four|five|six|seven|eight|official|officielle) )?"
)
"""What stands before the name of a thing that somebody has (folded)."""
_OTHER_THAN_STATE = (
    "attribute", "compare", "criteria", "define", "exact", "has_any", "how_many", "how_much", "list", "signed", "when",
    "where", "who", "why",
)  # fmt: skip
"""Cues of questions that how something stands does not answer."""
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


def read_again(context: Context, first: Draft, answer: Callable[[Context], Draft]) -> Draft:
    """
    The answer to what is content of a question, where `first` found nothing; else `first`.

    Args:
        context: The question.
        first: The draft of the first reading.
        answer: Answers a question by all answerers.
    """
    if context.inquiry.has("injection"):
        return first
    if (of_state := _of_state(context, first)) and (draft := answer(of_state)).kind is Kind.STATUS:
        return draft
    if not found_nothing(first):
        return first
    if halves := answer_halves(context, answer):
        return halves
    if (of_time := _of_time(context)) and (draft := answer(of_time)).kind in _OF_TIME:
        return draft
    asked = _asking(context)
    for narrowed in filter(None, _narrower(context, asked)):
        if _is_found(draft := answer(narrowed)):
            return draft
    if talk := _talk(context):
        return answer(talk)
    if context.inquiry.has("advice"):  # what somebody should do for himself is not told by a sentence near it
        return first
    every = [each for one in (context, asked) if one for each in readings(one, answer)]
    likely = max(every, key=lambda each: likelihood(each.found), default=None)
    return likely.draft if likely and likelihood(likely.found) >= LIKELY else first


def _narrower(context: Context, asked: Context | None) -> tuple[Context | None, ...]:
    """The ways to read a question as asking for less than it says, the surest first; None for one that does not fit."""
    return _of_goal(context), _without_options(context), _named_labels(context), _of_name(context), asked


def _of_name(context: Context) -> Context | None:
    """
    What stands of somebody named, where only what is between us and them is asked for ("samarbejdet med …").

    A text that says how two work together seldom calls it that.
    """
    inquiry = context.inquiry
    rest = [each for each in inquiry.solid(*OF_RECORDS) if not each.is_name]
    is_between = bool(rest) and all(_BETWEEN_US.search(each.words) for each in rest)
    if not is_between or inquiry.has("who", "when", "how_much", "how_many", "where", "why"):
        return None
    return _keeping(context, [each for each in inquiry.concepts if each.is_name])


def _is_found(draft: Draft) -> bool:
    """Whether a draft answers, or shows what there is: the record that nothing was reported of, a word in its place."""
    return draft.status is AnswerStatus.ANSWERED or draft.reason is Reason.NOT_REPORTED or bool(draft.evidence)


def _of_time(context: Context) -> Context | None:
    """
    A question about a quarter or a month of the plan without the verbs around it ("what must we have ready in Q1?").

    The time is what narrows the plan; None where something else is asked for beside it, or where no time is named.
    """
    inquiry = context.inquiry
    times = inquiry.times
    has_time = times.quarters or times.months or (times.relative and times.relative_unit in UNITS)
    if not has_time or inquiry.has(*_OTHER_THAN_MILESTONES):
        return None
    concepts = inquiry.solid(*OF_RECORDS)
    unsaid = {each.words for each in concepts if not _is_planned(context, each)}
    of_records = inquiry.has("milestone", "goal", "deadline")
    if not unsaid or not all(
        stands_as_verb(inquiry, each) or (of_records and not each.is_name and not _is_topic(inquiry, each))
        for each in concepts
        if each.words in unsaid
    ):
        return None
    kept = tuple(concept for concept in inquiry.concepts if concept.words not in unsaid)
    return replace(context, inquiry=replace(inquiry, concepts=kept))


def _is_topic(inquiry: Inquiry, concept: Concept) -> bool:
    """Whether it stands where what something is about does: behind a preposition or an article."""
    before = fold(inquiry.search_text).split(concept.words)[0].split()
    return bool(before) and before[-1] in _TOPICAL


def _of_goal(context: Context) -> Context | None:
    """A question about a goal by its number without the verbs around it ("what does A.1 require of us?")."""
    inquiry = context.inquiry
    if not inquiry.goal_numbers or inquiry.has(*_OTHER_THAN_MILESTONES):
        return None
    concepts = inquiry.solid(*OF_RECORDS)
    unsaid = {each.words for each in concepts if not _is_planned(context, each)}
    if not unsaid or not all(stands_as_verb(inquiry, each) for each in concepts if each.words in unsaid):
        return None
    kept = tuple(concept for concept in inquiry.concepts if concept.words not in unsaid)
    return replace(context, inquiry=replace(inquiry, concepts=kept))


def _of_state(context: Context, first: Draft) -> Context | None:
    """
    A question whether something came about, as one for the status of the milestone that tells most of it.

    What became of a thing is said in many ways ("is it up and running?", "kommet i luften"), of which a plan uses none.
    None where something else is asked for, no milestone tells more than half, and where the first reading found more
    than the milestone itself.
    """
    inquiry = context.inquiry
    concepts = inquiry.solid(*OF_RECORDS)
    goals = choose_goals(context, plans(context)).goals
    told = told_by_one(context, goals, concepts)
    is_of_reports = found_nothing(first) or first.kind is Kind.PASSAGE
    share = sum(each.weight for each in told) / max(sum(each.weight for each in concepts), SOLID)
    if share <= MOST_TOLD and is_of_reports and inquiry.has("outcome") and inquiry.has("milestone", "goal"):
        whole = tuple(each for each in inquiry.concepts if each.weight < SOLID)
        return replace(context, inquiry=replace(inquiry, concepts=whole, cues=inquiry.cues | {"done", "yes_no"}))
    by_now = inquiry.has("whether_done") and inquiry.has("by_now")
    asks = inquiry.has("done", "claim", "status") or by_now or (found_nothing(first) and inquiry.has("whether_done"))
    if not asks or inquiry.has(*_OTHER_THAN_STATE) or not (found_nothing(first) or _only_plans(context, first)):
        return None
    has_names = all(concept in told for concept in concepts if concept.is_name)
    is_plain = share > MOST_TOLD or (share == MOST_TOLD and any(concept.is_name for concept in told))
    if not has_names or not is_plain:
        return None
    kept = tuple(concept for concept in inquiry.concepts if concept in told)
    return replace(context, inquiry=replace(inquiry, concepts=kept, cues=inquiry.cues | {"done", "yes_no"}))


def _only_plans(context: Context, draft: Draft) -> bool:
    """Whether all that an answer shows is what some milestones say."""
    planned = {milestone.quote for goal in context.knowledge.goals for milestone in goal.milestones}
    titles = {goal.title for goal in context.knowledge.goals}
    quotes = {each.quote for each in draft.evidence}
    return draft.kind is Kind.PASSAGE and quotes <= planned | titles and not quotes.isdisjoint(planned)


def _is_planned(context: Context, concept: Concept) -> bool:
    """Whether some goal or milestone of the plans in question speaks of it."""
    return bool(match_milestones(context, choose_goals(context, plans(context)).goals, (concept,)))


def _without_options(context: Context) -> Context | None:
    """
    The question without the answers it offers ("…: the ministry, or the institution itself?"); None without such.

    What is offered need not all stand in the documents, and what stands there answers by itself.
    """
    offered = _OPTIONS.search(context.inquiry.text)
    if offered is None:
        return None
    folded = fold(offered[0])
    return _keeping(
        context, [each for each in context.inquiry.concepts if fold(each.printed or each.words) not in folded]
    )


def _named_labels(context: Context) -> Context | None:
    """
    What a request without a question word names as somebody's own ("our vision", "vores fem egenskaber").

    None unless each such name is the label of a list or statement: then the rest tells what it is wanted for.
    """
    inquiry = context.inquiry
    if _asks_for_something(context) or inquiry.has("yes_no", "define", "compare", "milestone", "claim"):
        return None
    owned = [each for each in inquiry.concepts if _is_owned(inquiry, each)]
    series = choose_goals(context, plans(context)).by_series
    kept = [
        each
        for each in owned
        if (series and inquiry.has("goal") and CUES["goal"].search(each.words))
        or find_labelled(context, (each,), least_exact=LEAST_NAMED)
    ]
    return _keeping(context, kept)


def _asks_for_something(context: Context) -> bool:
    """Whether a question word stands there, with something of its own behind it: "which ones are they?" has nothing."""
    asked = _QUESTION_WORD.search(context.inquiry.folded)
    if asked is None:
        return False
    behind = context.inquiry.folded[asked.end() :]
    return any(each.words in behind for each in context.inquiry.concepts if each.weight >= SOLID)


def _is_owned(inquiry: Inquiry, concept: Concept) -> bool:
    words = r"[\s-]".join(map(re.escape, concept.words.split()))
    return bool(re.search(rf"{_OWNED}{words}\b|^{words}\b", inquiry.folded))


def _talk(context: Context) -> Context | None:
    """Thanks, a greeting or a farewell with more around it than the usual words; None where anything is asked."""
    inquiry = context.inquiry
    if asks(inquiry.text) or inquiry.named or not inquiry.has("thanks", "bye", "greeting"):
        return None
    return replace(context, inquiry=replace(inquiry, concepts=()))


def _keeping(context: Context, kept: Sequence[Concept]) -> Context | None:
    """The question with only these of its parts; None where no subject is left, or all is."""
    if not any(each.weight >= SOLID for each in kept) or len(kept) == len(context.inquiry.concepts):
        return None
    return replace(context, inquiry=replace(context.inquiry, concepts=tuple(kept)))


def _asking(context: Context) -> Context | None:
    """The question without the sentences that only tell its occasion, names in them kept; None without such."""
    part = asking_part(context.inquiry.text)
    if part is None:
        return None
    folded = fold(part)
    concepts = context.inquiry.concepts
    kept = tuple(each for each in concepts if each.is_name or fold(each.printed or each.words) in folded)
    asked = _keeping(context, kept)
    if asked is None:
        return None
    heard = find_cues(folded)  # "… : what is the budget?" asks for an attribute as its own beginning tells
    inquiry = asked.inquiry
    aside = find_cues(inquiry.folded).keys() - heard.keys()
    cue_words = {**inquiry.cue_words, **heard}
    return replace(asked, inquiry=replace(inquiry, cues=(inquiry.cues - aside) | heard.keys(), cue_words=cue_words))


def readings(context: Context, answer: Callable[[Context], Draft]) -> Iterator[Reading]:
    """The ways to set aside what the best stretches of the documents say nothing of, where an answer is left."""
    concepts = wanted(context)
    if sum(concept.weight >= SOLID for concept in concepts) < LEAST_PARTS:
        return
    for stretch in _distinct(coverages(context, concepts)):
        gone = {concept.words for concept in stretch.missing}
        kept = tuple(concept for concept in context.inquiry.concepts if concept.words not in gone)
        again = replace(context, inquiry=replace(context.inquiry, concepts=kept))
        if not any(concept.weight >= SOLID for concept in kept):
            continue
        draft = answer(again)
        if draft.status is AnswerStatus.ANSWERED:
            yield Reading(context=again, draft=draft, found=_features(context, concepts, stretch, draft))


def found_nothing(draft: Draft) -> bool:
    """Whether a draft says that the documents have no answer, without showing anything of them."""
    return draft.reason is Reason.NOT_IN_DOCUMENTS and not draft.evidence


def _distinct(stretches: Sequence[Coverage]) -> list[Coverage]:
    """The best stretch for each set of words to set aside; never a name, a number, or everything."""
    kept: dict[tuple[str, ...], Coverage] = {}
    for each in sorted(stretches, key=lambda one: (-one.whole, -one.own, -one.candidate.score)):
        may_go = each.missing and not any(concept.is_name for concept in each.missing)
        if may_go and each.whole >= ENOUGH:
            kept.setdefault(tuple(concept.words for concept in each.missing), each)
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
