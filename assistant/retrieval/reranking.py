"""
The best passages of a search, ranked anew by a model that reads question and passage together.

Owns which passages it reads and what becomes of their scores; leaves the model to whoever makes it (a cross-encoder:
`ingest.encoder.cross`), and finding passages to `assistant.retrieval.search`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.candidate import Candidate

__all__ = ["Reranker", "Scorer"]


class Scorer(Protocol):
    """Tells how well passages answer a question."""

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """One number for each passage, shape (len(passages),), higher is better."""


class Reranker:
    """Ranks the best candidates by a scorer; safe to share between threads as far as the scorer is."""

    def __init__(self, scorer: Scorer, *, most: int) -> None:
        """
        Rank by `scorer`.

        Args:
            scorer: Reads a question and passages.
            most: Candidates that it reads, the best ones.
        """
        self._scorer = scorer
        self._most = most

    @property
    def most(self) -> int:
        """Candidates that are read."""
        return self._most

    def rank(self, text: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """
        The first `most` of `candidates`, which come best first, in the scorer's order, and the rest as they are.

        Each place keeps its score: whatever comes first, a weak best hit stays visibly weak.
        """
        read = candidates[: self._most]
        scores = self._scorer.score(text, [each.passage.indexed_text for each in read])
        order = np.argsort(-scores, kind="stable").tolist()
        ranked = (replace(read[of], score=place.score) for of, place in zip(order, read, strict=True))
        return (*ranked, *candidates[self._most :])
