"""
A question as understood: its language, scope, times, cues and concepts in one value.

Owns `Inquiry`, putting it together and what it takes from the question before; leaves each part to its module.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.question import Question, Turn
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Concept
from assistant.understanding.courtesy import without_courtesy
from assistant.understanding.cues import CUES, find_cues, is_spoken
from assistant.understanding.frame import SOFT
from assistant.understanding.judging import as_judged
from assistant.understanding.language import NEIGHBOURS, Tongue, detect, function_words, in_danish
from assistant.understanding.numbers import find_numbers
from assistant.understanding.plan_words import with_plan_words
from assistant.understanding.scope import find_scope
from assistant.understanding.spelling import join_particles, mend_small_words
from assistant.understanding.times import Asked, find_asked_times
from assistant.understanding.wording import without_markup, without_orders
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.records import Language

__all__ = ["SOLID", "Inquiry", "understand"]

_MOST_WORDS = 4_000
"""Words of which it is kept which cues touch them."""
_MOST_TURNS = 6
"""Turns of a conversation that are looked back on."""
SOLID = 0.5
"""Weight from which a concept is content rather than frame."""
_SHORTEST_REST = 3
"""Letters from which a word beside the phrases of cues is something to ask about."""
_ASKING = (
    "pronoun", "continues", "deadline", "done", "status", "open", "when", "who", "how_many", "how_much", "owner",
    "weight", "remark", "contact", "phone", "email", "role", "where", "why",
)  # fmt: skip
"""Cues whose words ask about a subject without being one."""
_NO_CONTENT = frozenset({"continues", "pronoun", "yes_no", "greeting", "thanks", "list", "all", "claim", "help"})
"""Cues that ask for nothing by themselves."""
_COMPLETE = ("newcomer", "help", "documents", "milestone", "goal", "signed", "purpose")
"""Cues that make a whole question without any concept."""
_SMALL_TALK = ("greeting", "thanks", "bye", "human", "injection")
"""Cues that lean on nothing said before when there is no concept with them."""
_OF_ANOTHER = frozenset(("continues", "goal"))
"""Cues of a question that names another goal and asks nothing of its own."""
_STEPS = {
    "next": 1, "after": 1, "naeste": 1, "efter": 1,
    "last": -1, "before": -1, "forrige": -1, "previous": -1, "inden": -1,
}  # fmt: skip
"""Folded words that move on or back, and by how many quarters."""
_YEAR_ON = re.compile(
    r"\b(?:(?:the )?year|aret) (?:(?P<on>after|efter|derefter|derpa)|before|prior|for|inden)\b"
    r"|\b(?:the|det|aret) (?:(?P<following>following|folgende|efterfolgende)|preceding|foregaende) (?:year|ar)\b"
)
"""Moves a year on or back from the one spoken of (folded)."""
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_ACRONYM = re.compile(r"(?<=[\w,] )(?:WHO|IT|US)\b(?!')")
"""Names in capitals that would read as a question word or a pronoun; at the beginning they may be just that."""
_BARE_QUARTER = re.compile(r"(?:(?:og|and|hvad med|what about|sa|then) )*(?:(?:for|i|in|den|det|the) )*([1-4])[.?! ]*")
"""After a question for a quarter: "and in the 3rd?" (folded)."""
_BARE_NUMBER = re.compile(r"(?:og|and|hvad med|what about|how about)(?: (?:nr\.?|nummer|number|no\.?))? (\d{1,2})\W*")
"""Moves on to another goal (folded)."""
_OTHER_BODY = re.compile(
    r"\b(?:den anden|det andet|the other) (?:styrelse|organi[sz]ation|institut(?:ion)?|agency|body)(?:['’]?s)?\b"
)
"""The organisation, of two, that was not spoken of."""
_SAYS = re.compile(
    r"\b(?:siger|sagde|star|skriver|naevner)\b.*\bom\b|\b(?:says?|said|states?|written)\b.*\b(?:about|on)\b"
)
"""Asks for what is said about something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is asked, as far as rules can tell."""

    question: Question
    text: str
    """The question, trimmed; after a follow-up still the question itself."""
    folded: str
    language: Language
    """To answer in."""
    tongue: Tongue
    today: dt.date
    cues: frozenset[str]
    cue_words: Mapping[str, frozenset[str]]
    """The words that each cue was read from."""
    concepts: tuple[Concept, ...]
    """Content-bearing parts, without times, organisations and goal numbers."""
    times: Asked
    named: tuple[str, ...]
    """Organisations named."""
    is_ours: bool
    goal_numbers: tuple[str, ...]
    count: int | None
    """ "five" in "our five values"."""
    place: int | None
    """ "third" in "the third principle"; None when no item of a list is singled out."""
    search_text: str
    """What to search for: the question, and the one before it where this one leans on it."""
    is_followup: bool = False
    touched: frozenset[str] = field(init=False, repr=False, compare=False)
    """The cues that some word of it belongs to: of all others, no word is."""
    topics: dict[frozenset[str], tuple[Concept, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `topic` has found: every answerer asks, most of them for the same."""

    def __post_init__(self) -> None:
        """Gather the cues of its words once."""
        by_word = (_touching(word) for concept in self.concepts for word in concept.words.split())
        object.__setattr__(self, "touched", frozenset(self.cue_words).union(*by_word))

    def has(self, *names: str) -> bool:
        """Whether any of these cues is there."""
        return not self.cues.isdisjoint(names)

    def topic(self, *without: str) -> tuple[Concept, ...]:
        """The concepts that are not merely the phrases of these cues."""
        aside = self.touched.intersection(without)
        if aside not in self.topics:
            self.topics[aside] = self._topic(aside)
        return self.topics[aside]

    def _topic(self, without: frozenset[str]) -> tuple[Concept, ...]:
        spoken = frozenset(word for name in without for word in self.cue_words.get(name, ()))
        return tuple(
            concept
            for concept in self.concepts
            if (concept.is_name and concept.printed.isupper()) or not _is_spoken(concept.words, without, spoken)
        )

    def solid(self, *without: str) -> tuple[Concept, ...]:
        """The topic without what counts for little."""
        return tuple(concept for concept in self.topic(*without) if concept.weight >= SOLID)


def _is_spoken(words: str, cues: frozenset[str], spoken: frozenset[str]) -> bool:
    """Whether every word of a concept but the small ones belongs to the phrases of some cues."""
    every = words.split()
    rest = [word for word in every if word not in spoken and _touching(word).isdisjoint(cues)]
    return len(rest) < len(every) and all(len(word) < _SHORTEST_REST or word in SOFT for word in rest)


@lru_cache(maxsize=_MOST_WORDS)
def _touching(word: str) -> frozenset[str]:
    """The cues that a word by itself belongs to a phrase of."""
    # Most words belong to none, and one look says so.
    return frozenset(name for name, cue in CUES.items() if cue.touches(word)) if is_spoken(word) else frozenset()


def understand(question: Question, knowledge: Knowledge, bridge: Bridge) -> Inquiry:
    """What `question` asks, earlier turns included."""
    current = _read(question, knowledge, bridge)
    earlier = [turn.content for turn in question.history[-_MOST_TURNS:] if turn.role == "user"]
    if not earlier or not _leans(current):
        return _of_other_body(current, None, knowledge)
    previous = replace(question, text=earlier[-1], history=_before_last_user_turn(question.history))
    before = understand(previous, knowledge, bridge)
    return _carry(_of_other_body(current, before, knowledge), before)


def _of_other_body(current: Inquiry, previous: Inquiry | None, knowledge: Knowledge) -> Inquiry:
    """The question as one about "the other organisation", where only one was not spoken of and can be meant."""
    found = _OTHER_BODY.search(current.folded)
    home = (knowledge.home.id,) if knowledge.home else ()
    spoken = (previous.named if previous else ()) or home
    others = tuple(each.id for each in knowledge.organisations if each.id not in spoken)
    if not found or current.named or len(others) != 1:
        return current
    words = found[0].split()
    return replace(current, named=others, concepts=tuple(each for each in current.concepts if each.words not in words))


def _before_last_user_turn(history: Sequence[Turn]) -> tuple[Turn, ...]:
    last = max(place for place, turn in enumerate(history) if turn.role == "user")
    return tuple(history[:last])


def _read(question: Question, knowledge: Knowledge, bridge: Bridge) -> Inquiry:
    """What `question` asks by itself."""
    text, tongue = _heard(question.text, knowledge, bridge)
    language = question.language or tongue.answer or _usual_language(question, knowledge, bridge)
    asked = _asked_alone(text, bridge, language=tongue.answer or language)
    scope = find_scope(asked, knowledge.organisations)
    cue_words = with_plan_words(find_cues(fold(_ACRONYM.sub("…", text))), fold(text), knowledge, bridge.row_names)
    today = question.asked_at.date()
    times = find_asked_times(fold(scope.rest), today=today)
    known = tuple(goal.number for goal in knowledge.goals if goal.number)
    numbers = find_numbers(scope.rest, known=known, called=bridge.goal_words, taken=times.printed)
    concepts = bridge.concepts(
        scope.rest,
        language=tongue.answer or language,
        taken=(*times.printed, *numbers.printed),
        foreign=frozenset() if tongue.is_served else function_words(tongue.code),
    )
    concepts = as_judged(concepts, fold(text), bridge)
    return Inquiry(
        question=question, text=text, folded=fold(text), language=language, tongue=tongue, today=today,
        cues=frozenset(cue_words), cue_words=cue_words, concepts=concepts,
        times=times, named=scope.named, is_ours=scope.is_ours, goal_numbers=numbers.goals, count=numbers.count,
        place=numbers.place, search_text=scope.rest or text,
    )  # fmt: skip


def _asked_alone(text: str, bridge: Bridge, *, language: Language) -> str:
    """The single question of `text`; all it says, where the question has its subject in another sentence."""
    alone, whole = without_orders(text), without_orders(text, alone=False)
    if alone == whole:
        return whole
    concepts = bridge.concepts(alone, language=language)
    has_subject = any(concept.weight >= SOLID for concept in concepts)
    is_other = has_subject or (concepts and not CUES["define"].search(fold(text)))
    return alone if is_other else whole


def _heard(asked: str, knowledge: Knowledge, bridge: Bridge) -> tuple[str, Tongue]:
    """The plain text of a question, slips in its small words put right, and the language it is in."""

    def is_word(word: str) -> bool:
        return bridge.is_frame(word) or any(bridge.knows(word, language) for language in Language)

    def is_name(word: str) -> bool:
        return bool(find_scope(word, knowledge.organisations).named)

    text = without_markup(asked)
    tongue = detect(_without_names(text, bridge), knows=bridge.knows)
    text = without_courtesy(text)
    if tongue.code in NEIGHBOURS:
        return in_danish(text), tongue
    if tongue.code is not None and not tongue.is_served:
        return text, tongue
    return mend_small_words(
        join_particles(text), is_known=is_word, is_printed=bridge.meanings.is_printed, is_name=is_name
    ), tongue


def _without_names(text: str, bridge: Bridge) -> str:
    """`text` without what documents and goals are called; all of it where nothing else stands there."""
    bare = bridge.without_own_names(text)
    return bare if _HAS_WORD.search(bare) else text


def _usual_language(question: Question, knowledge: Knowledge, bridge: Bridge) -> Language:
    """The language of the conversation so far; at its beginning, that of the organisation's own documents."""
    for turn in reversed(question.history):
        if turn.role == "user" and (answer := detect(turn.content, knows=bridge.knows).answer):
            return answer
    home = knowledge.home
    own = (each for each in knowledge.documents.values() if home is None or each.organisation == home.id)
    return next((document.language for document in own), Language.DANISH)


def _leans(current: Inquiry) -> bool:
    """Whether the question cannot be understood without the one before."""
    is_asking = "?" in current.text and current.has("pronoun", "continues")
    if current.has(*_SMALL_TALK) and not current.solid() and not is_asking:
        return False
    if current.has("continues", "pronoun"):
        return True
    has_subject = current.solid("milestone", "goal", *_ASKING) or current.goal_numbers
    return not has_subject and not current.has(*_COMPLETE)


def _carry(current: Inquiry, previous: Inquiry) -> Inquiry:
    """`current` with what it leaves unsaid taken from `previous`."""
    own = current.solid(*_ASKING)
    # "And goal 2?" asks of it what was asked of the goal before.
    is_another = bool(current.goal_numbers and previous.goal_numbers) and current.cues <= _OF_ANOTHER and not own
    has_subject = bool(own or current.goal_numbers) and not is_another
    return replace(
        current,
        cues=_carry_cues(current, previous, has_subject=has_subject),
        cue_words={**previous.cue_words, **current.cue_words},
        concepts=current.concepts if has_subject else (*current.concepts, *previous.concepts),
        times=_carry_times(current, previous, has_subject=has_subject),
        named=current.named or (() if current.is_ours else previous.named),
        is_ours=current.is_ours or (previous.is_ours and not current.named),
        goal_numbers=_carry_goals(current, previous, has_own=bool(own)),
        count=current.count or (None if has_subject else previous.count),
        language=current.language if current.tongue.answer or current.question.language else previous.language,
        search_text=current.search_text if has_subject else f"{previous.search_text} {current.search_text}",
        is_followup=True,
    )


def _carry_cues(current: Inquiry, previous: Inquiry, *, has_subject: bool) -> frozenset[str]:
    """The cues of `current`, with those before where it lacks a subject or says nothing about it."""
    own = current.cues - _NO_CONTENT
    if not own and _SAYS.search(current.folded):
        # "What does the plan say about it?" wants all that is said, whatever was asked about it before.
        return (current.cues | (previous.cues & _NO_CONTENT)) - {"continues"}
    carried = frozenset() if own and has_subject else previous.cues - _NO_CONTENT if own else previous.cues
    return (current.cues | carried) - {"continues"}


def _carry_times(current: Inquiry, previous: Inquiry, *, has_subject: bool) -> Asked:
    """The times of `current`, else those before; "and the next?" moves a quarter on."""
    if not current.times.is_empty or has_subject:
        return current.times
    if previous.times.quarters and not previous.goal_numbers and (found := _BARE_QUARTER.fullmatch(current.folded)):
        return replace(previous.times, quarters=(int(found[1]),))
    if len(previous.times.years) == 1 and (found := _YEAR_ON.search(current.folded)):
        return replace(
            previous.times, years=(previous.times.years[0] + (1 if found["on"] or found["following"] else -1),)
        )
    step = next((_STEPS[word] for word in current.folded.rstrip("?!. ").split() if word in _STEPS), 0)
    quarters = tuple(number + step for number in previous.times.quarters)
    if not step or not quarters or not all(number in (1, 2, 3, 4) for number in quarters):
        return previous.times
    return replace(previous.times, quarters=quarters)


def _asked_for_goals(previous: Inquiry) -> bool:
    """Whether a list of goals was asked for, of which "the second" is one."""
    return previous.has("goal") and previous.has("list", "all") and not previous.has("milestone")


def _carry_goals(current: Inquiry, previous: Inquiry, *, has_own: bool) -> tuple[str, ...]:
    """The goals of `current`, else those before; "and the third?" after a goal means the third goal."""
    if current.goal_numbers or has_own:
        return current.goal_numbers
    if previous.goal_numbers and (number := _BARE_NUMBER.fullmatch(current.folded)):
        return (number[1],)
    if current.place and (previous.goal_numbers or _asked_for_goals(previous)):
        return (str(current.place),)
    return previous.goal_numbers
