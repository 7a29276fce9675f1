"""
What a sentence relates to what, held against one sentence of its evidence.

Every word of a claim may stand in the evidence and the claim be false all the same: "the permanent secretary is
responsible" of a plan that names the permanent secretary in one sentence and the responsible institute in the next.
Owns what must hold between a part of a claim and one sentence; leaves single words to `claims`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.understanding.concepts import Bag, Concept
from assistant.understanding.numbers import counted
from assistant.understanding.tables import keyed_words
from ingest.lexical import fold

__all__ = ["RELATIONS", "Part", "Told", "classes", "folded_words", "numbers", "parts_of", "relates", "table"]

_Classes = Mapping[str, frozenset[str]]
_JOINED = re.compile(r"[,;:]\s+|(?<!-)\s+(?:og|and|samt|eller|or|as well as)\s+")
"""Between the things that a sentence lists."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OF_TIME = re.compile(r"\b[QK]\d\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
"""Numbers that belong to a time."""


def table(name: str) -> _Classes:
    """The word table `name`, folded."""
    return {key: frozenset(map(fold, members)) for key, members in keyed_words(name).items()}


_TIMES, _NEGATIONS = table("claim_times"), table("claim_negations")["not"]
_LISTINGS = table("claim_listings")["lists"]


def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text`, folded."""
    return tuple(fold(word) for word in _WORD.findall(text))


def classes(words: Iterable[str], of: _Classes) -> frozenset[str]:
    """The classes of a table that some folded words belong to."""
    found = set(words)
    return frozenset(name for name, members in of.items() if found & members)


def numbers(text: str) -> frozenset[str]:
    """Digits as printed, counts in words as either."""
    counts = (counted(word) for word in folded_words(text))
    return frozenset(str(count) for count in counts if count) | frozenset(_DIGITS.findall(text))


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
    organisations: frozenset[str]
    """Those it names, and the one that it is from."""

    def places(self, concept: Concept) -> tuple[int, ...]:
        """Where in the sentence `concept` stands, by word: at the words that put it best."""
        worths = [
            max((worth for stems, worth in concept.alternatives.items() if set(stems) & word.stems.keys()), default=0.0)
            for word in self.words
        ]
        best = max(worths, default=0.0)
        return tuple(at for at, worth in enumerate(worths) if worth == best > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence, or one of the things that it lists."""

    text: str
    concepts: Sequence[Concept]
    """Its words, without those that any sentence may use and those that another check looks at."""
    organisations: frozenset[str]
    """Those it names; none: those named before it."""
    is_told: Callable[[Concept, Told], bool]
    """Whether a sentence carries a concept."""


def parts_of(text: str) -> tuple[str, ...]:
    """What a sentence lists, the words before it left in the first."""
    return tuple(part for part in _JOINED.split(text) if part.strip())


def relates(whole: Part, parts: Sequence[Part], told: Sequence[Told], *, relations: _Relations | None = None) -> bool:
    """
    Whether one sentence of the evidence bears out all of a claim, or, where it only lists things, each of them.

    Args:
        whole: The claim.
        parts: What it lists.
        told: The sentences it leans on.
        relations: What must hold; None: all of `RELATIONS`.
    """
    wanted = (RELATIONS if relations is None else relations).values()

    def is_borne_out(part: Part) -> bool:
        return any(all(holds(part, each) for holds in wanted) for each in told)

    return is_borne_out(whole) or (_only_lists(whole) and all(map(is_borne_out, parts)))


def _only_lists(whole: Part) -> bool:
    """Whether its first words say that something lists or is about what follows."""
    if not whole.concepts:
        return True
    lead = whole.text.partition(whole.concepts[0].printed)[0]
    return bool(_LISTINGS & set(folded_words(lead)))


def _is_together(part: Part, told: Told) -> bool:
    """Words of two sentences put together would tell a third thing."""
    return part.organisations <= told.organisations and all(part.is_told(each, told) for each in part.concepts)


def _is_in_order(part: Part, told: Told) -> bool:
    """Who does what to whom: things come in the order that they have there, but for words side by side."""
    placed = [(each.printed, places) for each in part.concepts if (places := told.places(each))]
    return not any(
        min(before) > max(after) and not _are_side_by_side(one, other, part.text)
        for at, (one, before) in enumerate(placed)
        for other, after in placed[at + 1 :]
    )


def _are_side_by_side(one: str, other: str, text: str) -> bool:
    """Whether nothing stands between two phrases: "HPV vaccination programme" is "programme of vaccination for HPV"."""
    return f"{one} {other}" in " ".join(text.split())


def _is_whole(part: Part, told: Told) -> bool:
    """A denial, a number or a time is not half told: "5 per cent" is not "5 per cent, at most 5 million"."""
    if _negates(part.text) != _negates(told.text):
        return False
    said, printed = _amounts(part.text), _amounts(told.text)
    when, planned = _times(part.text), _times(f"{told.text} {told.status}")
    return (not said or said == printed) and (not when or when == planned)


def _negates(text: str) -> bool:
    return bool(_NEGATIONS & set(folded_words(text)))


def _amounts(text: str) -> frozenset[str]:
    return numbers(_OF_TIME.sub(" ", text))


def _times(text: str) -> frozenset[str]:
    quarters = (found[0].lower().replace("k", "q") for found in _OF_TIME.finditer(text) if not found[0].isdigit())
    return classes(folded_words(text), _TIMES) | frozenset(quarters)


_Relations = Mapping[str, Callable[[Part, Told], bool]]
RELATIONS: _Relations = {"together": _is_together, "order": _is_in_order, "whole": _is_whole}
"""By name; none is redundant, which a test shows for each."""
