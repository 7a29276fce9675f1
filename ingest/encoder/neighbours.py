"""
Words of a vocabulary that are near another word in meaning, in either language.

Owns the vectors of one vocabulary; leaves which words belong to it, and what nearness is worth, to the caller.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from ingest.encoder.static import StaticEncoder

__all__ = ["Neighbours"]

LEAST = 0.55
"""Cosine below which two words are more often merely of one field than of one meaning."""
MOST = 5


class Neighbours:
    """The nearest words of one vocabulary; safe to share between threads."""

    def __init__(self, encoder: StaticEncoder, vocabulary: Collection[str]) -> None:
        self._encoder = encoder
        self._words = tuple(sorted({word.lower() for word in vocabulary}))
        self._vectors = encoder.embed_words(self._words)
        self._remembered = lru_cache(maxsize=20_000)(self._near)

    def near(self, word: str) -> tuple[tuple[str, float], ...]:
        """At most five other words of the vocabulary with their cosine of 0.55 to 1, best first."""
        return self._remembered(word.lower())

    def _near(self, word: str) -> tuple[tuple[str, float], ...]:
        cosines = self._vectors @ self._encoder.embed_words([word])[0]
        order = np.argsort(-cosines, kind="stable")[: MOST + 1]
        found = [(self._words[place], float(cosines[place])) for place in order if cosines[place] >= LEAST]
        return tuple((each, cosine) for each, cosine in found if each != word)[:MOST]
