"""
Words of the documents that are near a question's word in meaning, found by their vectors.

Owns that look-up over the words an asker may read: how "newborns" finds *nyfødte* when no dictionary has it.
Leaves the words' vectors to `ingest`, which stores them, and a likeness's worth to `assistant.understanding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ingest.knowledge import Encoder, Knowledge
from ingest.words import SHORTEST

__all__ = ["Neighbours", "WordEncoder"]

LEAST = 0.6
"""Likeness from which two words may stand for each other."""
MOST = 6
"""Neighbours of one word."""
REMEMBERED = 20_000
"""Words whose neighbours are kept in memory."""
SMALL = 1e-6
"""Keeps the likeness finite where all vectors are one."""


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder that has a quicker way for single words."""

    def embed_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(words), dim), rows of length 1 or of zeros."""


class Neighbours:
    """The words of what an asker may read, searchable by meaning; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, *, encoder: Encoder) -> None:
        self._knowledge = knowledge
        self._encoder = encoder
        self._embed = encoder.embed_words if isinstance(encoder, WordEncoder) else encoder.embed_questions
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._near)

    def near(self, word: str) -> Sequence[tuple[str, float]]:
        """
        Words near a lower-case `word`, with their likeness of at least `LEAST`, best first.

        At most `MOST`, `word` itself not among them; none for one shorter than four letters. The likeness is the
        cosine; with another encoder than the bundled one, its place between the cosine of any two words (0) and 1.
        """
        return self._remembered(word)

    def _near(self, word: str) -> tuple[tuple[str, float], ...]:
        if len(word) < SHORTEST or not self._knowledge.word_rows.size:
            return ()
        words = self._knowledge.words
        found, cosines = words.vectors.search(self._embed([word])[0], among=self._knowledge.word_rows, limit=MOST)
        return tuple(
            (words.spelling[row], likeness)
            for row, likeness in zip(found.tolist(), self._likeness(cosines).tolist(), strict=True)
            if likeness >= LEAST and words.spelling[row] != word
        )

    def _likeness(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        return (cosines - self._background) / max(1 - self._background, SMALL)

    @cached_property
    def _background(self) -> float:
        """The cosine that two words have for no reason: 0.8 in models whose vectors crowd into a narrow cone."""
        if isinstance(self._encoder, WordEncoder):
            return 0.0
        mean = self._knowledge.words.vectors.vectors(self._knowledge.word_rows).mean(axis=0)
        return float(mean @ mean)
