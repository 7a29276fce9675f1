"""
The content-bearing parts of a question, each with every way a document may put it.

Owns `Concept`, `Bag` and how well one covers the other; leaves finding the ways to `assistant.understanding.bridge`.
Accounting for every concept of a question is what answering and abstaining are decided by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["ENOUGH", "ROOT_MARK", "STRICT", "Bag", "Concept", "accounted", "coverage", "weighted"]

ROOT_MARK = "√"
"""Begins the stems that are roots, which several words share."""
STRICT = 0.8
"""Worth from which an alternative means the same."""
ENOUGH = 0.45
"""Cover from which a concept counts as accounted for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One content-bearing part of a question."""

    words: str
    """As asked, folded: "focus areas"."""
    printed: str = ""
    """As asked, for saying it back."""
    alternatives: Mapping[tuple[str, ...], float]
    """Stems that together express it (all of the tuple), and how well (0..1, 1 is the word itself)."""
    weight: float = 1.0
    """How much of the question it is, 0..1."""
    is_name: bool = False
    """Names, acronyms and numbers: must be found as written, no likeness will do."""
    beginnings: frozenset[str] = field(init=False, repr=False, compare=False)
    """The first stem of each alternative: a text with none of them expresses nothing of it."""

    def __post_init__(self) -> None:
        """Gather the beginnings once: a question is held against hundreds of texts."""
        object.__setattr__(self, "beginnings", frozenset(stems[0] for stems in self.alternatives if stems))


@dataclass(frozen=True, slots=True)
class Bag:
    """The stems of some text, and how wholly each stands there."""

    stems: Mapping[str, float] = field(default_factory=dict)
    """Stem to 1.0 for a word of the text, less for a part of a compound."""

    @classmethod
    def union(cls, bags: Iterable[Bag]) -> Bag:
        """All of them together."""
        every = iter(bags)
        stems = dict(next(every, cls()).stems)
        for bag in every:
            for stem, share in bag.stems.items():
                if share > stems.get(stem, -1.0):
                    stems[stem] = share
        return cls(stems)

    def cover_strictly(self, concept: Concept) -> float:
        """How well the text expresses `concept` by whole words that mean just that: no part of a word, no likeness."""
        worths = (
            worth
            for stems, worth in concept.alternatives.items()
            if worth >= STRICT
            and all(self.stems.get(stem, 0.0) >= 1.0 and not stem.startswith(ROOT_MARK) for stem in stems)
        )
        return max(worths, default=0.0)

    def cover(self, concept: Concept) -> float:
        """How well the text expresses `concept`, 0..1."""
        # Most texts have none of these stems, and one look says so.
        if self.stems.keys().isdisjoint(concept.beginnings):
            return 0.0
        best, share_of = 0.0, self.stems.get
        for stems, worth in concept.alternatives.items():
            if worth > best and stems:
                share = share_of(stems[0], 0.0)
                if share:
                    for stem in stems[1:]:
                        share = min(share, share_of(stem, 0.0))
                    best = max(best, worth * share)
        return best


def coverage(concepts: Sequence[Concept], bag: Bag) -> float:
    """The weighted share of the concepts that the text expresses, 0..1; 1.0 when there are none."""
    return weighted(concepts, map(bag.cover, concepts))


def weighted(concepts: Sequence[Concept], covers: Iterable[float]) -> float:
    """The weighted share of the concepts, 0..1, that is expressed as well as `covers` says of each."""
    total = sum([concept.weight for concept in concepts])
    if not total:
        return 1.0
    return sum([concept.weight * cover for concept, cover in zip(concepts, covers, strict=True)]) / total


def accounted(concept: Concept, bag: Bag) -> bool:
    """Whether the text expresses `concept` well enough to answer about it."""
    return bag.cover(concept) >= ENOUGH
