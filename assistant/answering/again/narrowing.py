"""
Ways to read a question as asking for less than it says: what stands around its subject is left out.

Owns those ways, each told by the words it goes by; leaves when they are tried to
`assistant.answering.again.second_reading`, and words that only a judgement can set aside to
`assistant.answering.judging.leftovers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, found_nothing
from assistant.answering.finding.records import choose_goals, match_milestones, plans, told_by_one
from assistant.answering.finding.windows import UNITS
from assistant.answering.judging.accounting import plain_stems
from assistant.answering.judging.evidence import is_verbal
from assistant.answering.judging.framing import OF_RECORDS
from assistant.answering.judging.leftovers import stands_as_verb, words_before
from assistant.answering.labels.labelled import find_labelled
from assistant.understanding.concepts import Bag, Concept, accounted
from assistant.understanding.cues import CUES, find_cues
from assistant.understanding.inquiry import SOLID, Inquiry
from assistant.understanding.occasion import QUESTION_WORD, asking_part, asks, others_met
from assistant.understanding.presented import presented
from ingest.lexical import fold

__all__ = ["as_state", "as_talk", "as_time", "asking", "narrowed"]

MOST_TOLD = 0.5
"""Share of a question whether something is done that a milestone must tell more than."""
_SHORT_STEM = 3
"""Letters of the stems of small words."""
LEAST_NAMED = 0.5
"""Share of a label, 0..1, that a name for it must be."""
_OTHER_THAN_MILESTONES = (
    "attribute", "compare", "contact", "define", "exact", "how", "how_much", "injection", "signed", "where",
    "whether_done", "who", "why", "yes_no",
)  # fmt: skip
"""Cues of questions that a list of milestones does not answer, whatever time they name."""
_OTHER_THAN_STATE = (
    "attribute", "compare", "criteria", "define", "exact", "has_any", "how_many", "how_much", "signed", "when", "where",
    "who", "why",
)  # fmt: skip
"""Cues of questions that how something stands does not answer."""
_PERFECT = re.compile(r"^(?:(?:og|men|sa|and|but|so) )?(?:have|has|har|did|blev)\b(?! to\b)")
"""Asks what came about by now (folded): what is planned does not tell."""
_OF_PLANS = frozenset(("ends", "how_many", "how_much", "signed"))
"""Cues of what is planned, or of who signed it."""
_BETWEEN_US = re.compile(
    r"^(?:samarbejd|samspil|partnerskab|relation|forhold|inddrag|koordiner|cooperat|collaborat|partnership|relationship"
    r"|involv|coordinat|work(?:ing)? with)"
)
"""What is between two who work together (folded)."""
_WORKS = re.compile(r"\bwork(?:s|ing)? (?:\w+ )?with\b|\barbejder\b.*\bsammen med\b")
"""Says with whom somebody works by a word that is used of all they do (folded)."""
_OPTIONS = re.compile(
    r"[,:;–-]\s+(?:(?:er|is|was|are|var|blev)\s)?[^,:;?.]{2,60}(?:,\s[^,:;?.]{2,60})*,?\s(?:eller|or)\s[^?.]{2,60}\??\s*$"
    r"|(?<=\?)\s+(?:\w+\s){0,2}\w+\?\s*$",
    re.IGNORECASE,
)
"""Answers that a question offers at its end."""
_QUESTION_WORD = re.compile(rf"\b{QUESTION_WORD}\b", re.IGNORECASE)
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
_OWNED_END = re.compile(rf"{_OWNED}\Z")


def narrowed(context: Context) -> Iterator[Context]:
    """Each way that fits, the surest first."""
    ways = (
        _of_asker,
        _of_goal,
        _of_followup,
        _of_title,
        _without_options,
        _named_labels,
        _of_name,
        _of_company,
        asking,
    )
    return filter(None, (way(context) for way in ways))


def _of_asker(context: Context) -> Context | None:
    """What a newcomer asks, without the words for who they are; None where nobody says so, or they say no more."""
    inquiry = context.inquiry
    own = fold(presented(inquiry.text))
    kept = tuple(each for each in inquiry.concepts if not own or fold(each.printed or each.words) not in own)
    if len(kept) == len(inquiry.concepts):
        return None
    cues = inquiry.cues - {"yes_no"} | {"newcomer"}  # "can you give me …?" asks for what follows
    return replace(context, inquiry=replace(inquiry, concepts=kept, cues=cues))


def as_state(context: Context, first: Draft) -> Context | None:
    """
    A question whether something came about, as one for the status of the milestone that tells most of it.

    What became of a thing is said in many ways ("is it up and running?", "kommet i luften"), of which a plan uses none.
    None where something else is asked for, no milestone tells more than half (half is enough beside a name, or where
    the first reading found the milestone), and where the first reading found more than the milestone itself.
    """
    inquiry = context.inquiry
    is_empty = found_nothing(first)
    is_of_rating = inquiry.has("outcome") and inquiry.has("milestone", "goal")
    by_now = inquiry.has("by_now") and inquiry.has("whether_done", "how_many", "how_much", "attribute")
    came_about = inquiry.has("whether_done") and (
        is_empty or (_PERFECT.search(inquiry.folded) is not None and _shows_plans(context, first))
    )
    is_asked = inquiry.has("done", "claim", "status") or by_now or came_about
    if not (is_asked or is_of_rating) or not (is_empty or first.kind in (Kind.PASSAGE, Kind.COUNT, Kind.FACT)):
        return None
    # Whether a contract is signed asks for its state, and not for who signed the plan.
    state = ("signed",) if inquiry.has("whether_done") else ()
    concepts = inquiry.solid(*OF_RECORDS, *state)
    told = told_by_one(context, choose_goals(context, plans(context)).goals, concepts)
    share = sum(each.weight for each in told) / max(sum(each.weight for each in concepts), SOLID)
    if is_of_rating and share <= MOST_TOLD:
        return _asking_state(context, [each for each in inquiry.concepts if each.weight < SOLID])
    is_list = inquiry.has("list") and not inquiry.has("yes_no")
    others: tuple[str, ...] = _OTHER_THAN_STATE
    if inquiry.has("by_now"):  # how many shall be does not tell "how many are there so far?"
        others = tuple(each for each in others if each not in ("attribute", "how_many", "how_much"))
    if not is_asked or is_list or inquiry.has(*(each for each in others if each not in state)):
        return None
    if not is_empty and not _shows_plans(context, first):
        return None
    has_names = all(concept in told for concept in concepts if concept.is_name)
    is_known = not is_empty or any(concept.is_name for concept in told)
    is_plain = share > MOST_TOLD or (share == MOST_TOLD and is_known)
    if not has_names or not is_plain:
        return None
    return _asking_state(context, [concept for concept in inquiry.concepts if concept in told])


def _asking_state(context: Context, kept: Sequence[Concept]) -> Context:
    inquiry = context.inquiry
    return replace(
        context,
        inquiry=replace(inquiry, concepts=tuple(kept), cues=(inquiry.cues - _OF_PLANS) | {"done", "yes_no"}),
    )


def _shows_plans(context: Context, draft: Draft) -> bool:
    """Whether all that an answer shows is what some milestones say."""
    planned = {milestone.quote for goal in context.knowledge.goals for milestone in goal.milestones}
    titles = {goal.title for goal in context.knowledge.goals}
    quotes = {each.quote for each in draft.evidence}
    return quotes <= planned | titles and not quotes.isdisjoint(planned)


def as_time(context: Context) -> Context | None:
    """
    A question about a quarter or a month of the plan without the verbs around it ("what must we have ready in Q1?").

    The time is what narrows the plan; None where something else is asked for beside it, or where no time is named.
    """
    inquiry = context.inquiry
    times = inquiry.times
    has_time = times.quarters or times.months or (times.relative and times.relative_unit in UNITS)
    of_records = inquiry.has("milestone", "goal", "deadline")
    return (
        _without_unsaid(
            context,
            lambda each: (
                stands_as_verb(inquiry, each) or (of_records and not each.is_name and not _is_topic(inquiry, each))
            ),
        )
        if has_time
        else None
    )


def _of_goal(context: Context) -> Context | None:
    """A question about a goal by its number without the verbs around it ("what does A.1 require of us?")."""
    inquiry = context.inquiry
    return _without_unsaid(context, lambda each: stands_as_verb(inquiry, each)) if inquiry.goal_numbers else None


def _of_title(context: Context) -> Context | None:
    """A question that says the title of one goal whole, without the verbs beside it ("… – what have we promised?")."""
    inquiry = context.inquiry
    if inquiry.has(*_OTHER_THAN_MILESTONES):
        return None
    solid = inquiry.solid(*OF_RECORDS)
    for goal in choose_goals(context, plans(context)).goals:
        bag = context.bridge.bag(goal.title.text if goal.title else "", context.document_of(goal).language)
        named = [each for each in solid if accounted(each, bag)]
        rest = [each for each in solid if each not in named]
        if _tells_whole(bag, named) and all(is_verbal(each.words) for each in rest):
            kept = tuple(each for each in inquiry.concepts if each not in rest)
            return replace(context, inquiry=replace(inquiry, concepts=kept, cues=inquiry.cues | {"goal"}))
    return None


def _tells_whole(bag: Bag, named: Sequence[Concept]) -> bool:
    """Whether parts of the question say every word of a title between them."""
    asked = {stem for each in named for stems in each.alternatives for stem in stems}
    return bool(named) and {stem for stem in plain_stems(bag) if len(stem) > _SHORT_STEM} <= asked


def _of_followup(context: Context) -> Context | None:
    """A question about what was spoken of before, without words of the earlier question that no plan has."""
    inquiry = context.inquiry
    if not inquiry.is_followup:
        return None
    return _without_unsaid(context, lambda each: not each.is_name and each.words not in inquiry.folded)


def _without_unsaid(context: Context, may_go: Callable[[Concept], bool]) -> Context | None:
    """The question without what no goal or milestone speaks of; None where something of that may not go."""
    inquiry = context.inquiry
    if inquiry.has(*_OTHER_THAN_MILESTONES):
        return None
    goals = choose_goals(context, plans(context)).goals
    unsaid = [each for each in inquiry.solid(*OF_RECORDS) if not match_milestones(context, goals, (each,))]
    if not unsaid or not all(map(may_go, unsaid)):
        return None
    gone = {each.words for each in unsaid}
    kept = tuple(concept for concept in inquiry.concepts if concept.words not in gone)
    return replace(context, inquiry=replace(inquiry, concepts=kept))


def _is_topic(inquiry: Inquiry, concept: Concept) -> bool:
    """Whether it stands where what something is about does: behind a preposition or an article."""
    before = words_before(inquiry, concept)
    return bool(before) and before[-1] in _TOPICAL


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


def _of_company(context: Context) -> Context | None:
    """With whom somebody works on a thing, as what is said of the thing, where nothing says who works together."""
    inquiry = context.inquiry
    kept = [each for each in inquiry.concepts if not _BETWEEN_US.search(each.words)]
    if len(kept) == len(inquiry.concepts) or not inquiry.has("who") or not _WORKS.search(fold(inquiry.question.text)):
        return None
    as_asked = context.bridge.concepts(inquiry.question.text, language=inquiry.language)
    light = [each for each in as_asked if each.weight < SOLID and each not in kept]
    has_subject = any(each.weight >= SOLID for each in kept)
    asked = replace(inquiry, concepts=(*light, *kept), search_text=inquiry.question.text)
    return replace(context, inquiry=asked) if has_subject else None


def _without_options(context: Context) -> Context | None:
    """
    The question without the answers it offers ("…: the ministry, or the institution itself?"); None without such.

    What is offered need not all stand in the documents, and what stands there answers by itself.
    """
    offered = _OPTIONS.search(context.inquiry.text)
    if offered is None:
        return None
    folded = fold(offered[0])
    concepts = context.inquiry.concepts
    return _keeping(context, [each for each in concepts if fold(each.printed or each.words) not in folded])


def _named_labels(context: Context) -> Context | None:
    """
    What a request without a question word names as somebody's own ("our vision", "vores fem egenskaber").

    None unless each such name is the label of a list or statement: then the rest tells what it is wanted for.
    """
    inquiry = context.inquiry
    if _asks_for_something(inquiry) or inquiry.has("yes_no", "define", "compare", "milestone", "claim"):
        return None
    series = choose_goals(context, plans(context)).by_series
    kept = [
        each
        for each in inquiry.concepts
        if _is_owned(inquiry, each)
        and (
            (series and inquiry.has("goal") and CUES["goal"].search(each.words))
            or find_labelled(context, (each,), least_exact=LEAST_NAMED)
        )
    ]
    return _keeping(context, kept)


def _asks_for_something(inquiry: Inquiry) -> bool:
    """Whether a question word stands there, with something of its own behind it: "which ones are they?" has nothing."""
    asked = _QUESTION_WORD.search(inquiry.text)
    if asked is None:
        return False
    behind = fold(inquiry.text[asked.end() :])
    return any(each.words in behind for each in inquiry.concepts if each.weight >= SOLID)


def _is_owned(inquiry: Inquiry, concept: Concept) -> bool:
    words = r"[\s-]".join(map(re.escape, concept.words.split()))
    found = re.finditer(rf"{words}\b", inquiry.folded)
    return any(not each.start() or _OWNED_END.search(inquiry.folded, 0, each.start()) for each in found)


def asking(context: Context) -> Context | None:
    """The question without the sentences that only tell its occasion, names in them kept but for those met there."""
    part = asking_part(context.inquiry.text)
    if part is None:
        return None
    folded, met = fold(part), fold(others_met(context.inquiry.text))
    kept = [
        each
        for each in context.inquiry.concepts
        if fold(each.printed or each.words) in folded or (each.is_name and each.words not in met)
    ]
    asked = _keeping(context, kept) or _of_records_alone(context, folded, kept)
    if asked is None:
        return None
    if asked.inquiry.has("contact") and not asked.inquiry.solid("contact", "phone", "email", "who"):
        return None  # whom to call depends on what it is about
    heard = find_cues(folded)  # "… : what is the budget?" asks for an attribute as its own beginning tells
    inquiry = asked.inquiry
    aside = find_cues(inquiry.folded).keys() - heard.keys()
    cue_words = {**inquiry.cue_words, **heard}
    return replace(asked, inquiry=replace(inquiry, cues=(inquiry.cues - aside) | heard.keys(), cue_words=cue_words))


def _of_records_alone(context: Context, folded: str, kept: Sequence[Concept]) -> Context | None:
    """A part that asks for goals or milestones and nothing more ("writing a recap – which milestones are next?")."""
    if len(kept) == len(context.inquiry.concepts) or not find_cues(folded).keys() & {"milestone", "goal"}:
        return None
    return replace(context, inquiry=replace(context.inquiry, concepts=tuple(kept)))


def as_talk(context: Context) -> Context | None:
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
