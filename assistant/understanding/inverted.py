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
                np.maximum(best, worth * self._least(stems), out=best)
        return best

    def covers_strictly(self, concept: Concept) -> Shares:
        """How well each bag does by whole words that mean just that (`Bag.cover_strictly`), shape (bags,), 0..1."""
        best = np.zeros(self._count)
        for stems, worth in concept.alternatives.items():
            is_whole = worth >= STRICT and not any(stem.startswith(ROOT_MARK) for stem in stems)
            if is_whole and all(stem in self._places for stem in stems):
                np.maximum(best, np.where(self._least(stems) >= 1.0, worth, 0.0), out=best)
        return best

    def _least(self, stems: tuple[str, ...]) -> Shares:
        """The least share of any of `stems` in each bag, shape (bags,), 0..1."""
        least = np.ones(self._count)
        for stem in stems:
            shares = np.zeros(self._count)
            shares[self._places[stem]] = self._shares[stem]
            np.minimum(least, shares, out=least)
        return least
