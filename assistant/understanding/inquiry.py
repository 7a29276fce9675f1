"""
A question as understood: its language, scope, times, cues and concepts in one value.

Owns `Inquiry` and putting it together; leaves each part to the module named for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.question import Question
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Concept
from assistant.understanding.cues import CUES, Cue, find_cues, strip_cues
from assistant.understanding.frame import SOFT
from assistant.understanding.language import Tongue, detect, function_words
from assistant.understanding.numbers import find_count, find_goal_numbers, find_place
from assistant.understanding.scope import find_scope
from assistant.understanding.spelling import join_particles, mend_small_words
from assistant.understanding.times import Asked, find_asked_times
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.records import Language

__all__ = ["Inquiry", "understand"]

_MOST_TURNS = 6
_ASKING = (
    "pronoun", "continues", "deadline", "done", "status", "open", "when", "who", "how_many", "how_much", "owner", "weight",
    "remark", "contact", "phone", "email", "role", "where", "why",
)  # fmt: skip
"""Cues whose words ask about a subject without being one."""
_NO_CONTENT = frozenset({"continues", "pronoun", "yes_no", "greeting", "thanks", "list", "all", "claim", "help"})


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

    def has(self, *names: str) -> bool:
        """Whether any of these cues is there."""
        return any(name in self.cues for name in names)

    def topic(self, *without: str) -> tuple[Concept, ...]:
        """The concepts that are not merely the phrases of these cues."""
        patterns = [CUES[name] for name in without]
        spoken = frozenset(word for name in without for word in self.cue_words.get(name, ()))
        return tuple(concept for concept in self.concepts if not _is_spoken(concept.words, patterns, spoken))

    def solid(self, *without: str) -> tuple[Concept, ...]:
        """The topic without what counts for little."""
        return tuple(concept for concept in self.topic(*without) if concept.weight >= SOLID)


def _is_spoken(words: str, patterns: Sequence[Cue], spoken: frozenset[str]) -> bool:
    """Whether every word of a concept but the small ones belongs to the phrases of some cues."""
    rest = [word for word in words.split() if word not in spoken and not any(each.touches(word) for each in patterns)]
    return all(len(word) < SHORTEST_REST or word in SOFT for word in rest) and len(rest) < len(words.split())


SHORTEST_REST = 3
SOLID = 0.5
"""Weight from which a concept is content rather than frame."""


def understand(question: Question, knowledge: Knowledge, bridge: Bridge) -> Inquiry:
    """What `question` asks, earlier turns included."""
    current = _read(question, knowledge, bridge)
    earlier = [turn.content for turn in question.history[-_MOST_TURNS:] if turn.role == "user"]
    if not earlier or not _leans(current):
        return current
    previous_question = replace(question, text=earlier[-1], history=_before_last_user_turn(question))
    return _carry(current, understand(previous_question, knowledge, bridge))


def _before_last_user_turn(question: Question) -> tuple:  # type: ignore[type-arg]
    last = max(place for place, turn in enumerate(question.history) if turn.role == "user")
    return question.history[:last]


def _read(question: Question, knowledge: Knowledge, bridge: Bridge) -> Inquiry:
    written = " ".join(_without_markup(question.text).split())
    written = written.lower() if _is_shouted(written) else written
    tongue = detect(written, knows=bridge.knows)
    text = (
        mend_small_words(join_particles(written), is_known=lambda word: _is_word(word, bridge))
        if _is_ours(tongue)
        else written
    )
    language = (
        question.language or tongue.answer or _language_of_history(question, bridge.knows) or _home_language(knowledge)
    )
    scope = find_scope(_without_injection(text), knowledge.organisations)
    folded = fold(text)
    cue_words = find_cues(folded)
    today = question.asked_at.date()
    times = find_asked_times(fold(scope.rest), today=today)
    goal_numbers, phrases = find_goal_numbers(
        fold(scope.rest), printed=scope.rest, known={goal.number for goal in knowledge.goals if goal.number}
    )
    count, count_word = find_count(fold(scope.rest))
    place, place_words = find_place(fold(scope.rest)) if not goal_numbers else (None, None)
    taken = (*times.printed, *phrases, *(each for each in (count_word, place_words) if each))
    return Inquiry(
        question=question, text=text, folded=folded, language=language, tongue=tongue, today=today,
        cues=_with_record_words(frozenset(cue_words), folded, knowledge), cue_words=cue_words, concepts=bridge.concepts(scope.rest, language=tongue.answer or language, taken=taken, foreign=_foreign(tongue)),
        times=times, named=scope.named, is_ours=scope.is_ours, goal_numbers=goal_numbers, count=count, place=place, search_text=scope.rest or text,
    )  # fmt: skip


_EITHER = re.compile(r"\bdelmal\w*|\bsub-?goals?\b|\bresultatkrav\w*|\bindikator\w*|\bindicators?\b|\bleveranc\w*")


def _with_record_words(cues: frozenset[str], folded: str, knowledge: Knowledge) -> frozenset[str]:
    """
    `cues` with words that are goals in one plan and milestones in another read as these documents use them.

    A word that stands in the heading of a series or a goal ("Delmål 1") names goals here; any other of them, milestones.
    """
    found = _EITHER.search(folded)
    if not found:
        return cues
    word = "delmal" if found[0].startswith(("delmal", "sub")) else found[0][:8]
    names_goals = any(word in fold(" ".join((goal.series, *goal.path))) for goal in knowledge.goals)
    return (cues - {"milestone"}) | {"goal"} if names_goals else (cues - {"goal"}) | {"milestone"}


_MARKUP = re.compile(
    r"<script.*?</script>|<[^<>]*>|\]\([^()]*(?:\([^()]*\))*[^()]*\)|https?://\S+", re.IGNORECASE | re.DOTALL
)


def _without_markup(text: str) -> str:
    """`text` without tags, mentions, link targets and addresses; as it is when nothing else is there."""
    bare = _MARKUP.sub(" ", text)
    return bare if re.search(r"\w", bare) else text


def _is_shouted(text: str) -> bool:
    """Whether capitals tell nothing: all letters are, or most words begin with one."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capital = sum(word[0].isupper() for word in words)
    return text.isupper() or (len(words) > 3 and capital > 0.7 * len(words))  # noqa: PLR2004 (short ones may be a name)


def _is_ours(tongue: Tongue) -> bool:
    """Whether it is written in Danish or English, as far as can be told."""
    return tongue.code in (None, "da", "en")


def _is_word(word: str, bridge: Bridge) -> bool:
    return bridge.is_frame(word) or any(bridge.knows(word, language) for language in Language)


def _foreign(tongue: Tongue) -> frozenset[str]:
    return frozenset() if tongue.is_served else function_words(tongue.code)


LEAST_WORDS = 3
"""A question sentence of more words stands by itself; what is said around it is no part of it."""


def _without_injection(text: str) -> str:
    """The sentences of `text` that do not try to give orders; all of it when none would be left."""
    sentences = re.split(r"(?<=[.!?\n;])\s+", text)
    kept = [sentence for sentence in sentences if not CUES["injection"].search(fold(sentence))]
    asking = [sentence for sentence in kept if sentence.rstrip().endswith("?")]
    if (
        len(kept) > 1
        and len(asking) == 1
        and not CUES["pronoun"].search(fold(asking[0]))
        and len(asking[0].split()) > LEAST_WORDS
    ):
        return asking[0]
    return " ".join(kept) if kept else strip_cues(fold(text), "injection")


def _language_of_history(question: Question, knows: Callable[[str, Language], bool]) -> Language | None:
    for turn in reversed(question.history):
        if turn.role == "user" and (answer := detect(turn.content, knows=knows).answer):
            return answer
    return None


def _home_language(knowledge: Knowledge) -> Language:
    home = knowledge.home
    for document in knowledge.documents.values():
        if home is None or document.organisation == home.id:
            return document.language
    return Language.DANISH


def _leans(current: Inquiry) -> bool:
    """Whether the question cannot be understood without the one before."""
    if current.has("greeting", "thanks", "bye", "human", "injection") and not current.solid():
        return False
    own = current.solid("milestone", "goal", *_ASKING)
    if current.has("continues", "pronoun"):
        return True
    return (
        not own
        and not current.goal_numbers
        and not current.has("newcomer", "help", "documents", "milestone", "goal", "signed", "purpose")
    )


def _carry(current: Inquiry, previous: Inquiry) -> Inquiry:
    """`current` with what it leaves unsaid taken from `previous`."""
    own = current.solid(*_ASKING)
    has_subject = bool(own or current.goal_numbers)
    own_cues = current.cues - _NO_CONTENT
    cues = current.cues | (previous.cues - _NO_CONTENT if not has_subject or not own_cues else frozenset())
    if not own_cues:
        cues |= previous.cues
    keeps_concepts = has_subject or (current.goal_numbers and not own)
    return replace(
        current,
        cues=cues - {"continues"},
        cue_words={**previous.cue_words, **current.cue_words},
        concepts=current.concepts if keeps_concepts else (*current.concepts, *previous.concepts),
        times=_carry_times(current, previous, has_subject=has_subject),
        named=current.named or (() if current.is_ours else previous.named),
        is_ours=current.is_ours or (previous.is_ours and not current.named),
        goal_numbers=_carry_goals(current, previous, has_own=bool(own)),
        count=current.count or (None if has_subject else previous.count),
        language=current.language if current.tongue.answer or current.question.language else previous.language,
        search_text=current.search_text if has_subject else f"{previous.search_text} {current.search_text}",
        is_followup=True,
    )


_STEP = {
    "next": 1,
    "after": 1,
    "naeste": 1,
    "efter": 1,
    "last": -1,
    "before": -1,
    "forrige": -1,
    "previous": -1,
    "inden": -1,
}


def _carry_times(current: Inquiry, previous: Inquiry, *, has_subject: bool) -> Asked:
    """The times of `current`, else those before; "and the next?" moves a quarter on."""
    if not current.times.is_empty or has_subject:
        return current.times
    step = next((_STEP[word] for word in current.folded.rstrip("?!. ").split() if word in _STEP), 0)
    quarters = tuple(number + step for number in previous.times.quarters)
    if not step or not quarters or not all(number in (1, 2, 3, 4) for number in quarters):
        return previous.times
    return replace(previous.times, quarters=quarters)


def _carry_goals(current: Inquiry, previous: Inquiry, *, has_own: bool) -> tuple[str, ...]:
    """The goals of `current`, else those before; "and the third?" after a goal means the third goal."""
    if current.goal_numbers or has_own:
        return current.goal_numbers
    if current.place and previous.goal_numbers:
        return (str(current.place),)
    return previous.goal_numbers
