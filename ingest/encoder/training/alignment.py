"""
Which word goes with which, learned from parallel pairs.

Owns IBM model 1; leaves what is made of the table to `.rows` (first rows) and `.bundle` (the lexicon).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Alignment", "align"]

ROUNDS = 6
MAX_SIDE = 40

Numbers = Sequence[int] | NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A sparse table of probabilities p(target | source), sorted by source, then by probability, greatest first."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    probability: NDArray[np.float64]
    """0..1; sums to 1 over the targets of one source before small ones are dropped."""
    count: NDArray[np.float64]
    """Expected number of times that the source stood for the target."""

    def kept(self, *, least: float, seen: float) -> Alignment:
        """The table without what is less probable than `least` or expected fewer than `seen` times."""
        keep = (self.probability >= least) & (self.count >= seen)
        return Alignment(
            source=self.source[keep],
            target=self.target[keep],
            probability=self.probability[keep],
            count=self.count[keep],
        )


def align(source: Sequence[Numbers], target: Sequence[Numbers]) -> Alignment:
    """
    Learn p(target word | source word) from sentences given as word numbers, side by side.

    Source: Brown et al. 1993, The Mathematics of Statistical Machine Translation, model 1, without the empty word.
    """
    left, right, place = _together(source, target)
    keys, which = np.unique(left * (right.max() + 1) + right, return_inverse=True)
    row, column = np.divmod(keys, right.max() + 1)
    probability, count = np.ones(len(keys)), np.zeros(len(keys))
    for _ in range(ROUNDS):
        share = probability[which]
        share /= np.bincount(place, share)[place]
        count = np.bincount(which, share).astype(np.float64)
        probability = count / np.bincount(row, count)[row]
    order = np.lexsort((-probability, row))
    return Alignment(source=row[order], target=column[order], probability=probability[order], count=count[order])


def _together(
    source: Sequence[Numbers], target: Sequence[Numbers]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every source word of a pair with every target word of it, and the number of that target word's place."""
    lefts, rights, places, at = [], [], [], 0
    for one, other in zip(source, target, strict=True):
        a, b = np.asarray(one[:MAX_SIDE], dtype=np.int64), np.asarray(other[:MAX_SIDE], dtype=np.int64)
        if not len(a) or not len(b):
            continue
        lefts.append(np.tile(a, len(b)))
        rights.append(np.repeat(b, len(a)))
        places.append(np.repeat(np.arange(at, at + len(b)), len(a)))
        at += len(b)
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(places)
