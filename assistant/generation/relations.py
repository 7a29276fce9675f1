"""
What a sentence relates to what, held against one sentence of its evidence.

Every word of a claim may stand in the evidence and the claim be false all the same: "the permanent secretary is
responsible" of a plan that names the permanent secretary in one sentence and the responsible institute in the next.
Owns what must hold between a part of a claim and one sentence; leaves single words to `claims`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.generation.readings import (
    MOST_TEXTS,
    TIMES,
    WORD,
    amounts,
    are_counted_alike,
    classes,
    folded_words,
    table,
    times,
)
from assistant.generation.standing import Title
from assistant.generation.tenses import acted, has_been, is_passive
from assistant.understanding.concepts import Bag, Concept
from ingest.lexical import fold, is_stop_word
from ingest.records import Language

__all__ = [
    "RELATIONS",
    "Part",
    "Told",
    "clauses_of",
    "meant",
    "parts_of",
    "relates",
    "says_the_same",
    "tone",
]


_JOINED = re.compile(r"[,;:]\s+|(?<!-)\s+(?:og|and|samt|eller|or|as well as)\s+")
"""Between the things that a sentence lists."""
_PLURAL = re.compile(r"[^siu]s")
_NEGATIONS = table("claim_negations")["not"]
_LISTINGS = table("claim_listings")["lists"]
_STATUSES, _QUANTITIES = table("claim_statuses"), table("claim_quantities")
_MODALITIES = table("claim_modalities")
_INTENTIONS = frozenset({"due", "coming"})
"""Modalities that say no more of a goal than that it is one."""
_TONES = {"modal": _MODALITIES, "status": _STATUSES, "time": TIMES, "quantity": _QUANTITIES}
_JOINTS = table("claim_joints")["joints"]
_DEPENDS = table("claim_conditions")["depends"]
_CONDITIONS = _DEPENDS | table("claim_conditions")["asks"]
_SAMES = tuple(table("claim_same").values())
_IN_SAMES = frozenset[str]().union(*_SAMES)
_CLAUSES = table("claim_clauses")
_COORDINATE = re.compile(rf";\s+|,\s+(?:{'|'.join(sorted(_CLAUSES['coordinate']))})\s+", re.IGNORECASE)
_CLAUSE = re.compile(rf";\s+|,\s+(?:{'|'.join(sorted(_CLAUSES['coordinate'] | _CLAUSES['other']))})\s+", re.IGNORECASE)
_MARK = re.compile(rf"[,;:]|\b(?:{'|'.join(sorted(_CLAUSES['joining']))})\b", re.IGNORECASE)
"""What shows in a claim that a further clause begins."""
_FINITE = _CLAUSES["finite"]
_IS = re.compile(r"(?:er|is|are)\b", re.IGNORECASE)
_THERE_IS = re.compile(r"(?:der (?:er|bliver)|there (?:is|are)) ", re.IGNORECASE)
_WHETHER = re.compile(r",\s+om\s", re.IGNORECASE)
"""Danish "om" is "about" as well, but for after a comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence of the evidence."""

    text: str
    status: str = ""
    """What a record says beside it: quarters above all."""
    bag: Bag
    """Its own words."""
    words: tuple[Bag, ...]
    """The same one by one, in order."""
    starts: tuple[int, ...]
    """Where each of them begins in the text."""
    subject: int | None
    """Which of them comes first of those that mean something; None: none does."""
    meaning: int = 0
    """How many of its words mean something."""
    begins: int | None = None
    """The same, names of organisations apart."""
    named: frozenset[str]
    """Organisations that it names."""
    organisations: frozenset[str]
    """Those, and the one that it is from."""
    goals: frozenset[str] = frozenset()
    """Numbers of the goals that it is part of, or names."""
    under: tuple[Title, ...] = ()
    """What it stands under, where it is what its piece begins with."""
    is_planned: bool = False
    """Whether it is part of a goal: what it says to be done is meant to be."""
    is_aimed_at: bool = False
    """Whether it stands under words of wishing: "Where we want to be"."""
    _held: Mapping[str, Sequence[int]] = field(init=False, repr=False, compare=False)
    """Which of its words has each stem."""

    def __post_init__(self) -> None:
        """Gather the stems once: a sentence is held against many concepts, by several relations each."""
        held: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for stem in word.stems:
                held.setdefault(stem, []).append(at)
        object.__setattr__(self, "_held", held)

    def places(self, concept: Concept) -> tuple[int, ...]:
        """Where in the sentence `concept` stands, by word: at the words that put it best."""
        worths: dict[int, float] = {}
        for stems, worth in concept.alternatives.items():
            for stem in stems:
                for at in self._held.get(stem, ()):
                    if worth > worths.get(at, 0.0):
                        worths[at] = worth
        best = max(worths.values(), default=0.0)
        return tuple(sorted(at for at, worth in worths.items() if worth == best))

    def after(self, place: int) -> int | None:
        """Which of its words comes next, numbers apart; None: none does."""
        return next(
            (at for at, start in enumerate(self.starts) if start > place and not self.text[start].isdigit()), None
        )

    def before(self, place: int) -> int | None:
        """Which of its words comes last before, numbers apart; None: none does."""
        return max(
            (at for at, start in enumerate(self.starts) if start < place and not self.text[start].isdigit()),
            default=None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence, or one of the things that it lists."""

    text: str
    concepts: Sequence[Concept]
    """Its words, without those that any sentence may use and those that another check looks at."""
    organisations: frozenset[str]
    """Those it names; none: those named before it."""
    towards: frozenset[str]
    """Those of them that something is done to, by, with or from."""
    goals: frozenset[str] = frozenset()
    """Goals that it calls by their numbers; none: those called so before it."""
    language: Language
    is_told: Callable[[Concept, Told], bool]
    """Whether a sentence carries a concept."""


def says_the_same(words: Sequence[str], text: str) -> bool:
    """Whether a text has a word that says what each of some folded words says, though no glossary has it."""
    if not _IN_SAMES.issuperset(words):
        return False
    found = folded_words(text)
    return any(same.issuperset(words) and not same.isdisjoint(found) for same in _SAMES)


def parts_of(text: str) -> tuple[str, ...]:
    """What a sentence lists, the words before it left in the first."""
    return tuple(part for part in _JOINED.split(text) if part.strip())


def relates(whole: Part, parts: Iterable[Part], told: Sequence[Told], *, relations: _Relations | None = None) -> bool:
    """
    Whether one sentence of the evidence bears out all of a claim, or, where it only lists things, each of them.

    Args:
        whole: The claim.
        parts: What it lists; looked at only where all of it is not borne out.
        told: The sentences it leans on.
        relations: What must hold; None: all of `RELATIONS`.
    """
    wanted = (RELATIONS if relations is None else relations).values()

    def is_borne_out(part: Part) -> bool:
        return any(all(holds(part, each) for holds in wanted) for each in told)

    return is_borne_out(whole) or (_only_lists(whole) and all(part.concepts and is_borne_out(part) for part in parts))


def _only_lists(whole: Part) -> bool:
    """Whether its first words say that something lists or is about what follows."""
    if not whole.concepts:
        return True
    lead = whole.text.partition(whole.concepts[0].printed)[0]
    return bool(_LISTINGS & set(folded_words(lead)))


def _is_together(part: Part, told: Told) -> bool:
    """Words of two sentences put together would tell a third thing, and so would one word said twice."""
    said = folded_words(part.text)
    return part.organisations <= told.organisations and all(
        part.is_told(each, told) and ((times := said.count(each.words)) <= 1 or times <= len(told.places(each)))
        for each in part.concepts
    )


def _keeps_the_subject(part: Part, told: Told) -> bool:
    """What a sentence says of somebody else is not told of the organisation that it only comes from."""
    if part.organisations <= told.named or told.subject is None or not part.concepts:
        return True
    return any(told.subject in told.places(each) for each in part.concepts)


def _keeps_the_direction(part: Part, told: Told) -> bool:
    """An organisation that a sentence only comes from acts or has; nothing is done to it, by it, or taken from it."""
    return part.towards <= told.named


def _is_of_the_goal(part: Part, told: Told) -> bool:
    """What is told of goal 3 is part of goal 3; what goal 3 is said to be is all that is said of it."""
    is_all = not part.goals or not _IS.match(part.text) or len(part.concepts) >= told.meaning
    return part.goals <= told.goals and is_all


def _is_in_order(part: Part, told: Told) -> bool:
    """Who does what to whom: things come in the order that they have there, but for a noun before its noun."""
    placed = [(each.printed, places) for each in _in_line(part, told) if (places := told.places(each))]
    return not any(
        min(before) > max(after)
        and not _is_compound(part, one, other, told.text[_start(told, after) : _start(told, before)])
        for at, (one, before) in enumerate(placed)
        for other, after in placed[at + 1 :]
    )


def _in_line(part: Part, told: Told) -> Sequence[Concept]:
    """Its words as they come; after "there is" what is done stands first, and "X owns" is "owner: X"."""
    line = [each for each in part.concepts if not says_the_same(each.words.split(), told.text)]
    opens = _THERE_IS.match(part.text)
    is_turned = opens is not None and bool(line) and part.text.startswith(line[0].printed, opens.end())
    return line[1:] if is_turned else line


def _keeps_to_clauses(part: Part, told: Told) -> bool:
    """What stands in one clause is not put into another: "care for the coast, and help people" cares for no people."""
    ends = [found.end() for found in _CLAUSE.finditer(told.text)]
    placed = [(each.printed, _start(told, places)) for each in part.concepts if (places := told.places(each))]
    for (one, before), (other, after) in itertools.pairwise(placed):
        between = part.text.partition(one)[2].partition(other)[0]
        if any(before < end <= after for end in ends) and not _MARK.search(between):
            return False
    return True


def clauses_of(text: str) -> tuple[str, ...]:
    """The clauses of a sentence that stand by themselves, each with a verb of its own; empty where it is one."""
    found = [each.strip(" .") for each in _COORDINATE.split(text)]
    if len(found) == 1 or _condition(text) is not None:
        return ()
    return tuple(found) if all(_FINITE & set(folded_words(each)) for each in found) else ()


def _start(told: Told, places: Sequence[int]) -> int:
    return told.starts[min(places)]


def _is_compound(part: Part, one: str, other: str, between: str) -> bool:
    """Whether English puts a noun before another: "HPV vaccination" is "vaccination against HPV", side by side."""
    is_side_by_side = f"{one} {other}" in " ".join(part.text.split())
    is_joined = bool(_JOINTS & set(folded_words(between)))
    return part.language is Language.ENGLISH and is_side_by_side and is_joined and not _PLURAL.fullmatch(one[-2:])


def _is_whole(part: Part, told: Told) -> bool:
    """A denial, a number or a time is not half told: "5 per cent" is not "5 per cent, at most 5 million"."""
    if _denials(part.text) != _denials(told.text):
        return False
    said, printed = amounts(part.text), amounts(told.text)
    when, planned = times(part.text), times(f"{told.text} {told.status}")
    return (not said or said == printed) and (not when or when == planned) and are_counted_alike(part.text, told.text)


def _is_as_much(part: Part, told: Told) -> bool:
    """All, most, at least, only: as often as there, and of the same thing."""
    said, printed = _quantities(part.text), _quantities(told.text)
    for name, at in said:
        held = [place for kind, place in printed if kind == name]
        if len(held) < sum(kind == name for kind, _ in said):
            return False
        of = next((each for each in part.concepts if part.text.find(each.printed) > at), None)
        if of is not None and not {told.after(place) for place in held} & set(told.places(of)):
            return False
        by = next((word for word in reversed(part.text[:at].split()) if not _is_small(word)), None)
        if of is None and by is not None and not any(_is_word(told, told.before(place), by) for place in held):
            return False  # "understood by all" is not "harmed by all"
    return True


def _is_small(word: str) -> bool:
    folded = fold(word.strip(".,;:()"))
    return any(is_stop_word(folded, language) for language in Language)


def _is_word(told: Told, at: int | None, word: str) -> bool:
    """Whether a word of a sentence is `word`, or one that another language has in its place."""
    if at is None:
        return False
    printed = WORD.match(told.text, told.starts[at])
    return printed is not None and (fold(printed[0]) == fold(word.strip(".,;:()")) or word not in told.text)


@lru_cache(maxsize=MOST_TEXTS)
def _quantities(text: str) -> tuple[tuple[str, int], ...]:
    """Words of how much, by class, and where each stands."""
    words = [(fold(found[0]), found.start()) for found in WORD.finditer(text)]
    return tuple((name, start) for word, start in words for name, members in _QUANTITIES.items() if word in members)


def _is_as_certain(part: Part, told: Told) -> bool:
    """What can, must or will be does so there; a goal is meant to come, whatever words it is put in."""
    said = classes(folded_words(part.text), _MODALITIES)
    return said <= classes(folded_words(told.text), _MODALITIES) | (
        _INTENTIONS if told.is_planned or told.is_aimed_at else frozenset()
    )


def meant(text: str) -> bool:
    """Whether a sentence says by "shall", "will" or the like that something is meant to be."""
    return bool(_INTENTIONS & classes(folded_words(text), _MODALITIES))


def tone(text: str) -> frozenset[str]:
    """What a text says of certainty, status, time and quantity, and whether it denies or looks back."""
    words = folded_words(text)
    found = {f"{name} {kind}" for name, of in _TONES.items() for kind in classes(words, of)}
    if _denials(text):
        found.add(f"denies {_denials(text)}")
    return frozenset(found | ({"past"} if has_been(words) else set()))


def _is_as_unconditional(part: Part, told: Told) -> bool:
    """What is so if, when or whether something is so is not told as being so."""
    condition = _condition(told.text)
    if condition is None or _condition(part.text) is not None:
        return True
    if not _DEPENDS.isdisjoint(folded_words(told.text)):
        return False
    first = min((told.starts[at] for each in part.concepts for at in told.places(each)), default=0)
    return first < condition


@lru_cache(maxsize=MOST_TEXTS)
def _condition(text: str) -> int | None:
    """Where a sentence begins to say on what it depends; None: it does not."""
    places = [found.start() for found in WORD.finditer(text) if fold(found[0]) in _CONDITIONS]
    return min([*places, *(found.start() for found in _WHETHER.finditer(text))], default=None)


def _is_as_past(part: Part, told: Told) -> bool:
    """What has been comes of what has been: an aim is not told as something reached, nor is a task."""
    words, printed = folded_words(part.text), folded_words(told.text)
    if not has_been(words) and not acted(words, printed):
        return True
    if told.is_planned:
        return bool(classes(folded_words(told.status), _STATUSES))
    return has_been(printed) or is_passive(printed)


def _denials(text: str) -> int:
    """Words that deny: "it is not so that it cannot be" denies what "it cannot be" says."""
    return sum(word in _NEGATIONS for word in folded_words(text))


_Relations = Mapping[str, Callable[[Part, Told], bool]]
RELATIONS: _Relations = {
    "together": _is_together,
    "subject": _keeps_the_subject,
    "direction": _keeps_the_direction,
    "goal": _is_of_the_goal,
    "order": _is_in_order,
    "clause": _keeps_to_clauses,
    "whole": _is_whole,
    "quantity": _is_as_much,
    "certainty": _is_as_certain,
    "condition": _is_as_unconditional,
    "past": _is_as_past,
}
"""By name; none is redundant, which a test shows for each."""
