"""
BM25 over passages, exact inside any subset of them.

Owns postings, statistics of a subset and ranking; leaves making postings to `ingest.lexical.postings`,
what a question's terms weigh to `ingest.lexical.expansion`, and storage to `ingest.snapshot`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["GRAM_MARK", "Bm25", "Postings", "grams"]

# The usual k1, and a far lower b than 0.75: passages here differ in length by kind, not by worth, and with 0.6 a goal
# of three milestones lost to any short line that shared a small word with the question.
K1 = 1.2
B = 0.3
GRAM = 5
GRAM_MARK = "~"
"""Begins a gram's key; no word holds it."""
NEGLIGIBLE = 1e-4
"""Share of a question's weight, 0..1, that no passage is looked up for: what nearly all of thousands hold."""
MOST_SUBSETS = 64
"""Subsets whose statistics are kept: a megabyte each over 100 000 passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Which term stands in which passage how often."""

    terms: tuple[str, ...]
    """Stems and grams, ascending."""
    starts: NDArray[np.int64]
    """Shape (len(terms) + 1,): entries of term t are starts[t]:starts[t + 1]."""
    rows: NDArray[np.int32]
    """Passage of each entry, ascending inside a term."""
    counts: NDArray[np.int32]
    """Occurrences in it, at least 1."""
    lengths: NDArray[np.int32]
    """Words of each passage, stop words and grams not counted."""


def grams(stem: str) -> tuple[str, ...]:
    """Keys of the 5-character pieces of `^` + `stem`, which parts of compounds share; none if it is short."""
    marked = f"^{stem}"
    return tuple(f"{GRAM_MARK}{marked[at : at + GRAM]}" for at in range(len(marked) - GRAM + 1))


@dataclass(frozen=True, kw_only=True)
class _Subset:
    """The statistics of some passages. Entries stay in the postings: to copy them took a question 0.2 s of 0.3."""

    norms: NDArray[np.float32]
    """What the length of each passage adds to its counts in BM25's denominator, shape (passages,)."""
    idf: NDArray[np.float64]
    """0 for a term that none of the passages holds."""
    postings: Postings
    is_all: bool
    """Whether it is every passage there is."""

    def impacts(self, entries: slice) -> NDArray[np.float32]:
        """What these entries of the postings are worth, `_impacts`."""
        if self.is_all:
            return self._kept_impacts[entries]
        return _impacts(self.postings.counts[entries], self.norms[self.postings.rows[entries]])

    @cached_property
    def _kept_impacts(self) -> NDArray[np.float32]:
        """Of all entries: as large as the postings, so for one subset only, the one that most searches are in."""
        return _impacts(self.postings.counts, self.norms[self.postings.rows])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        held = (self.postings.terms[int(number)] for number in np.flatnonzero(self.idf))
        return frozenset(term for term in held if term[0] != GRAM_MARK)


class Bm25:
    """A `LexicalIndex` over postings. Safe to share between threads."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._numbers = {term: number for number, term in enumerate(postings.terms)}
        self._subsets: OrderedDict[bytes, _Subset] = OrderedDict()
        self._latest: tuple[NDArray[np.int64], _Subset] | None = None
        """Of the rows searched last, which are mostly the next ones too: to tell which they are takes a millisecond."""
        self._guard = threading.Lock()

    @property
    def postings(self) -> Postings:
        """What it searches, for storing it."""
        return self._postings

    def search(
        self, terms: Mapping[str, float], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """
        Passages of `among` that hold any of the weighted `terms`, best first; equals in row order.

        Returns:
            Row numbers and their `coverages` above 0.
        """
        coverages = self.coverages(terms, among=among)
        return _best(among, coverages, limit)

    def coverages(
        self, terms: Mapping[str, float], *, among: NDArray[np.int64], only: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """
        How much of the weighted `terms` each passage of `among`, or of `only`, holds.

        Args:
            terms: Stems and grams.
            among: What a word tells is counted over all of these.
            only: Those of them that are wanted; None: all.

        Returns:
            Shape (len(only),), 0..1: BM25 divided by what a passage could reach at most with those of the terms
            that any passage of `among` holds.
        """
        wanted = among if only is None else only
        subset = self._subset(among)
        known = [(self._numbers[term], weight) for term, weight in terms.items() if term in self._numbers]
        numbers = np.asarray([number for number, _ in known], dtype=np.int64)
        weights = np.asarray([weight for _, weight in known]) * subset.idf[numbers]
        most = float(weights.sum()) * (K1 + 1)
        if not most:
            return np.zeros(len(wanted), dtype=np.float32)
        telling = weights > NEGLIGIBLE * weights.sum()
        scores = _scores(self._postings, subset, numbers[telling], weights[telling], only=only)
        return (scores[wanted] / most).astype(np.float32)

    def vocabulary(self, among: NDArray[np.int64]) -> frozenset[str]:
        """Every stem that a passage of `among` holds."""
        return self._subset(among).vocabulary

    def holding(self, stems: Collection[str]) -> NDArray[np.int64]:
        """The passages, of whatever subset, that hold every one of `stems`, ascending; all of them for no stems."""
        numbers = [self._numbers.get(each) for each in stems]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            return np.empty(0, dtype=np.int64)
        starts = self._postings.starts
        entries = sorted((self._postings.rows[starts[each] : starts[each + 1]] for each in known), key=len)
        found = np.arange(len(self._postings.lengths)) if not entries else entries[0]
        for other in entries[1:]:
            found = found[np.isin(found, other, assume_unique=True)]
        return found.astype(np.int64)

    def idf(self, term: str, *, among: NDArray[np.int64]) -> float:
        """How telling `term` is inside `among`: above 0, higher is rarer; 0 when no passage holds it."""
        number = self._numbers.get(term)
        return 0.0 if number is None else float(self._subset(among).idf[number])

    def _subset(self, among: NDArray[np.int64]) -> _Subset:
        latest = self._latest
        if latest is not None and latest[0] is among:
            return latest[1]
        found = self._subset_of(among)
        self._latest = (among, found)
        return found

    def _subset_of(self, among: NDArray[np.int64]) -> _Subset:
        inside = np.zeros(len(self._postings.lengths), dtype=np.bool_)
        inside[among] = True
        key = np.packbits(inside).tobytes()
        with self._guard:
            if key in self._subsets:
                self._subsets.move_to_end(key)
                return self._subsets[key]
        made = _restrict(self._postings, inside)
        with self._guard:
            self._subsets[key] = made
            while len(self._subsets) > MOST_SUBSETS:
                self._subsets.popitem(last=False)
        return made


def _restrict(postings: Postings, inside: NDArray[np.bool_]) -> _Subset:
    """The subset of the passages marked in `inside`."""
    starts = postings.starts[:-1]
    # Of a term without entries it would count the next one's.
    held = np.flatnonzero(np.diff(postings.starts))
    frequency = np.zeros(len(starts), dtype=np.int64)
    if held.size:
        frequency[held] = np.add.reduceat(inside[postings.rows], starts[held], dtype=np.int64)
    size = int(inside.sum())
    average = max(float(postings.lengths[inside].mean()), 1.0) if size else 1.0
    return _Subset(
        postings=postings,
        is_all=size == len(inside),
        norms=(K1 * (1 - B + B * postings.lengths / average)).astype(np.float32),
        idf=np.where(frequency > 0, np.log1p((size - frequency + 0.5) / (frequency + 0.5)), 0.0),
    )


def _scores(
    postings: Postings,
    subset: _Subset,
    numbers: NDArray[np.int64],
    weights: NDArray[np.float64],
    *,
    only: NDArray[np.int64] | None,
) -> NDArray[np.float64]:
    """BM25 of every passage, or of those in `only`, for terms and their weights, shape (passages,); 0 for others."""
    size = len(postings.lengths)
    if not numbers.size:
        return np.zeros(size)
    of_terms = [slice(*postings.starts[number : number + 2].tolist()) for number in numbers.tolist()]
    worths = (weights * (K1 + 1)).astype(np.float32)
    rows = np.concatenate([postings.rows[each] for each in of_terms])
    if only is None:
        added = np.concatenate([subset.impacts(each) * worth for each, worth in zip(of_terms, worths, strict=True)])
    else:
        is_wanted = np.zeros(size, dtype=np.bool_)
        is_wanted[only] = True
        kept = np.flatnonzero(is_wanted[rows])
        rows = rows[kept]
        counts = np.concatenate([postings.counts[each] for each in of_terms])[kept]
        of_each = np.repeat(worths, [each.stop - each.start for each in of_terms])[kept]
        added = of_each * _impacts(counts, subset.norms[rows])
    # Of no entries at all it would count in integers.
    return np.bincount(rows, weights=added, minlength=size).astype(np.float64, copy=False)


def _impacts(counts: NDArray[np.int32], norms: NDArray[np.float32]) -> NDArray[np.float32]:
    """What so many occurrences of a term are worth in passages of these norms, 0..1, whatever the term."""
    counted = counts.astype(np.float32)
    return counted / (counted + norms)


def _best(
    among: NDArray[np.int64], coverages: NDArray[np.float32], limit: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    found = np.flatnonzero(coverages)
    order = found[np.argsort(-coverages[found], kind="stable")][: max(limit, 0)]
    return np.asarray(among, dtype=np.int64)[order], coverages[order]
