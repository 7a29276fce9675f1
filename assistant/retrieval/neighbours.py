"""
Words of the documents that are near a question's word in meaning, found by their vectors.

Owns that look-up over one asker's words; what a likeness is worth as evidence is `assistant.understanding.bridge`'s.
It is how "drill" finds *øvelse* when no dictionary has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.knowledge import Knowledge
from ingest.vectors import Vectors, pack_vectors

__all__ = ["Neighbours", "WordEncoder"]

LEAST = 0.6
"""Cosine from which two words may stand for each other; see docs/evaluation.md for how it was chosen."""
MOST = 6
SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]{4,}")


class WordEncoder(Protocol):
    """Vectors of single words."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def embed_words(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(words), dim), rows of length 1 or of zeros."""


class Neighbours:
    """The vocabulary of what an asker may read, searchable by meaning; made at first use."""

    def __init__(self, knowledge: Knowledge, *, encoder: WordEncoder) -> None:
        self._knowledge = knowledge
        self._encoder = encoder

    def near(self, word: str) -> Sequence[tuple[str, float]]:
        """Words with their cosine, at least `LEAST`, best first; `word` itself is not among them."""
        if len(word) < SHORTEST or not self._words:
            return ()
        vector = self._encoder.embed_words([word])[0]
        rows = np.arange(len(self._words), dtype=np.int64)
        found, cosines = self._index.search(vector, among=rows, limit=MOST)
        return tuple(
            (self._words[row], cosine)
            for row, cosine in zip(found.tolist(), cosines.tolist(), strict=True)
            if cosine >= LEAST and self._words[row] != word
        )

    @cached_property
    def _words(self) -> tuple[str, ...]:
        words: dict[str, None] = {}
        for row in self._knowledge.rows:
            words.update(dict.fromkeys(_WORD.findall(self._knowledge.passages[row].indexed_text.lower())))
        return tuple(words)

    @cached_property
    def _index(self) -> Vectors:
        vectors = self._encoder.embed_words(self._words)
        return Vectors(pack_vectors(vectors), count=len(self._words), dim=self._encoder.dim)
