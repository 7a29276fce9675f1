"""
Thousands of bags turned round: which of them express a concept, told from its stems alone.

Owns the index from stems to bags; leaves what a bag expresses to `assistant.understanding.concepts`, whose measures
these are, and whose bags they are to those who make an index.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.concepts import ROOT_MARK, STRICT, Bag, Concept

__all__ = ["Inverted"]

Places = NDArray[np.int64]
Shares = NDArray[np.float64]


class Inverted:
    """The bags of some texts, by their places; safe to share between threads."""

    def __init__(self, bags: Iterable[Bag]) -> None:
        found: dict[str, list[tuple[int, float]]] = {}
        self._count = 0
        for place, bag in enumerate(bags):
            self._count = place + 1
            for stem, share in bag.stems.items():
                found.setdefault(stem, []).append((place, share))
        self._places = {stem: np.asarray([place for place, _ in held]) for stem, held in found.items()}
        self._shares = {stem: np.asarray([share for _, share in held]) for stem, held in found.items()}

    def covers(self, concept: Concept) -> Shares:
        """How well each bag expresses `concept` (`Bag.cover`), shape (bags,), 0..1."""
        best = np.zeros(self._count)
        for stems, worth in concept.alternatives.items():
            if stems and all(stem in self._places for stem in stems):
                places, least = self._least(stems)
                best[places] = np.maximum(best[places], worth * least)
        return best

    def covers_strictly(self, concept: Concept) -> Shares:
        """How well each bag does by whole words that mean just that (`Bag.cover_strictly`), shape (bags,), 0..1."""
        best = np.zeros(self._count)
        for stems, worth in concept.alternatives.items():
            is_whole = worth >= STRICT and not any(stem.startswith(ROOT_MARK) for stem in stems)
            if is_whole and all(stem in self._places for stem in stems):
                places, least = self._least(stems)
                best[places] = np.maximum(best[places], np.where(least >= 1.0, worth, 0.0))
        return best

    def _least(self, stems: tuple[str, ...]) -> tuple[Places, Shares]:
        """The bags that hold the first of `stems`, and the least share of any of them in each of those, 0..1."""
        if not stems:
            return np.arange(self._count), np.ones(self._count)
        first, *others = stems
        places, least = self._places[first], self._shares[first]
        for stem in others:
            shares = np.zeros(self._count)
            shares[self._places[stem]] = self._shares[stem]
            least = np.minimum(least, shares[places])
        return places, least
