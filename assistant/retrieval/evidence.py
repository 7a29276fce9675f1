"""
The evidence that passages fit a question, as arrays: a number for each passage and kind of evidence.

Owns how evidence is fused into one score, and finding the best of very many passages without scoring each exactly;
leaves cosines and coverage to the indexes of `ingest`, and what a question weighs to `assistant.retrieval.search`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.knowledge import Knowledge

__all__ = ["SearchEvidence", "find_evidence", "fuse", "together"]

WHOLE, STRETCH = 0.28, 0.42
"""Weights of the cosine of a whole passage and of that of its best stretch; docs/evaluation.md has the figures."""
COVERAGE = 1.05
"""Weight of lexical coverage beside the cosines."""
FAVOURED = 0.35
"""Added for a passage of the organisation that a question names, or that its asker speaks for."""
FEW = 4000
"""Passages up to which each is scored exactly: no slower than estimates, and nothing can be missed."""
FEW_OF_ALL = 8
"""Of so many passages one may be wanted until estimates, which are made of all of them, are quicker."""

Floats = NDArray[np.float32]


def fuse(*, cosines: Floats, stretches: Floats, coverages: Floats, favoured: Floats) -> Floats:
    """
    All evidence together, higher is better; see docs/encoder.md for why scores are added and ranks are not.

    Args:
        cosines: Of whole passages, -1..1.
        stretches: Of the best stretch of each, -1..1; NaN for a passage of a single one.
        coverages: How much of the question's weighted terms each holds, 0..1.
        favoured: How likely the organisation of each is meant, 0..1.
    """
    near = WHOLE * cosines + STRETCH * np.where(np.isnan(stretches), cosines, stretches)
    scores: Floats = near + COVERAGE * coverages + FAVOURED * favoured
    return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEvidence:
    """Some passages with all the evidence there is, each array in the order of `rows`."""

    rows: NDArray[np.int64]
    """Into `Knowledge.passages`; one that is worded in two ways may stand there twice."""
    cosines: Floats
    stretches: Floats
    coverages: Floats
    scores: Floats
    """By `fuse`."""

    def best(self, limit: int) -> NDArray[np.int64]:
        """Places in `rows` of those with the highest scores, each row once, best first, equals in row order."""
        order = np.lexsort((self.rows, -self.scores))
        _, firsts = np.unique(self.rows[order], return_index=True)
        found: NDArray[np.int64] = order[np.sort(firsts)][:limit]
        return found


def together(parts: Sequence[SearchEvidence]) -> SearchEvidence:
    """All of them as one; of two places that are worth the same, the earlier part's comes first."""
    return SearchEvidence(
        rows=np.concatenate([each.rows for each in parts]),
        cosines=np.concatenate([each.cosines for each in parts]),
        stretches=np.concatenate([each.stretches for each in parts]),
        coverages=np.concatenate([each.coverages for each in parts]),
        scores=np.concatenate([each.scores for each in parts]),
    )


def find_evidence(
    knowledge: Knowledge,
    vector: Floats,
    *,
    among: NDArray[np.int64],
    coverages: Floats,
    favoured: Floats,
    most: int,
) -> SearchEvidence:
    """
    The exact evidence of the rows of `among`; of more than a few, of those that score best by estimates.

    Args:
        knowledge: What is searched.
        vector: The question's, shape (dim,).
        among: Rows that may be found, ascending.
        coverages: As in `fuse`, shape (len(among),).
        favoured: As in `fuse`, shape (len(among),).
        most: Rows kept by estimates. With as many as there are, none is estimated.
    """
    if len(among) > max(FEW, most, len(knowledge.passages) // FEW_OF_ALL):
        estimates = fuse(
            cosines=knowledge.vectors.estimate(vector)[among],
            stretches=knowledge.stretches.estimate(vector, among),
            coverages=coverages,
            favoured=favoured,
        )
        kept = np.sort(np.argpartition(-estimates, most)[:most])
        among, coverages, favoured = among[kept], coverages[kept], favoured[kept]
    cosines = knowledge.vectors.cosines(vector, among)
    stretches = knowledge.stretches.best(vector, among)
    scores = fuse(cosines=cosines, stretches=stretches, coverages=coverages, favoured=favoured)
    return SearchEvidence(rows=among, cosines=cosines, stretches=stretches, coverages=coverages, scores=scores)
