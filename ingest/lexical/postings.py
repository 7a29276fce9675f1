"""
The postings of texts, made by sorting numbers.

Owns building them: each piece between spaces is analysed once, and the rest is arithmetic on arrays;
leaves what a term is to `ingest.lexical.analysis` and searching to `ingest.lexical.bm25`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from ingest.lexical.analysis import analyse
from ingest.lexical.bm25 import Postings, grams
from ingest.records import Language

__all__ = ["build_postings", "join_postings"]

PIECES_AT_ONCE = 400_000
"""Pieces sorted at a time: bounds the memory, whatever the number of texts."""


def build_postings(texts: Iterable[tuple[str, Language]]) -> Postings:
    """The postings of texts, each analysed as its language; row numbers follow their order."""
    known = _Pieces()
    blocks: list[_Block] = []
    pieces, ends, first = array("i"), array("q"), 0
    for text, language in texts:
        pieces.extend(known.of(text, language))
        ends.append(len(pieces))
        if len(pieces) >= PIECES_AT_ONCE:
            blocks.append(_block(pieces, ends, known, first=first))
            pieces, ends, first = array("i"), array("q"), first + len(ends)
    blocks.append(_block(pieces, ends, known, first=first))
    return _joined(blocks, known.keys)


def join_postings(
    held: Postings, held_at: NDArray[np.int64], made: Postings, made_at: NDArray[np.int64], *, count: int
) -> Postings:
    """
    The postings of texts whose postings lie in two parts: the same as if they were built anew.

    Args:
        held: The larger part; may be of more texts.
        held_at: Shape (texts of `held`,): the row that each has now, ascending, or -1 where it is gone.
        made: The smaller part.
        made_at: Shape (texts of `made`,): likewise, none of them gone.
        count: Texts of both together.
    """
    terms = sorted({*held.terms, *made.terms})
    numbers = {term: number for number, term in enumerate(terms)}
    keys, rows, counts = _moved(held, held_at, numbers, count=count)
    more_keys, more_rows, more_counts = _moved(made, made_at, numbers, count=count)
    places = np.searchsorted(keys, more_keys)
    rows, counts = np.insert(rows, places, more_rows), np.insert(counts, places, more_counts)
    bounds = np.arange(len(terms) + 1) * count
    starts = np.searchsorted(keys, bounds) + np.searchsorted(more_keys, bounds)
    is_used = np.diff(starts) > 0
    lengths = np.zeros(count, dtype=np.int32)
    lengths[held_at[held_at >= 0]] = held.lengths[held_at >= 0]
    lengths[made_at] = made.lengths
    return Postings(
        terms=tuple(compress(terms, is_used.tolist())),
        starts=np.concatenate([starts[:-1][is_used], starts[-1:]]).astype(np.int64),
        rows=rows,
        counts=counts,
        lengths=lengths,
    )


def _moved(
    part: Postings, at: NDArray[np.int64], numbers: Mapping[str, int], *, count: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """The entries of a part that are not gone: a key that ascends by term and row, the row each has now, and count."""
    ranks = np.array([numbers[term] for term in part.terms], dtype=np.int64)
    rows = at[part.rows]
    keys = np.repeat(ranks * count, np.diff(part.starts)) + rows
    kept = rows >= 0
    if kept.all():
        return keys, rows.astype(np.int32), part.counts
    return keys[kept], rows[kept].astype(np.int32), part.counts[kept]


class _Pieces:
    """Every piece between spaces that texts are made of, and the keys (stems, grams) it stands under, by number."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._numbers: dict[str, int] = {}
        self._pieces: dict[Language, dict[str, int]] = {language: {} for language in Language}
        self._words = array("i")
        self._held = array("i")
        self._starts = array("q", [0])

    def of(self, text: str, language: Language) -> list[int]:
        """The pieces of a text, in order; no word reaches over a space."""
        known = self._pieces[language]
        found = text.split()
        try:
            return [known[piece] for piece in found]
        except KeyError:
            return [known[piece] if piece in known else self._add(piece, language) for piece in found]

    def spread(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Where the keys of each piece begin, shape (pieces + 1,), the keys, and each piece's words, stop words not."""
        return np.array(self._starts), np.array(self._held), np.array(self._words)

    def _add(self, piece: str, language: Language) -> int:
        stems = [term.stem for term in analyse(piece, language)]
        self._held.extend(self._key(key) for each in stems for key in (each, *grams(each)))
        self._starts.append(len(self._held))
        self._words.append(len(stems))
        self._pieces[language][piece] = number = len(self._words) - 1
        return number

    def _key(self, key: str) -> int:
        number = self._numbers.setdefault(key, len(self.keys))
        if number == len(self.keys):
            self.keys.append(key)
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Some rows' entries, ascending by key and then by row."""

    keys: NDArray[np.int32]
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]
    """Words of each row."""


def _block(pieces: array[int], ends: array[int], known: _Pieces, *, first: int) -> _Block:
    """The entries of the rows from `first` on, whose pieces end at `ends`."""
    starts, held, words = known.spread()
    numbers, sizes = np.array(pieces), np.diff(np.array(ends), prepend=0)
    row_of = np.repeat(np.arange(len(sizes)), sizes)
    many = np.diff(starts)[numbers]
    # Of each piece all keys: places in `held` that run up from where its own begin.
    at = np.repeat(starts[numbers] - np.cumsum(many) + many, many) + np.arange(int(many.sum()))
    rows = max(len(sizes), 1)
    entries = np.sort(held[at].astype(np.int64) * rows + np.repeat(row_of, many))
    begins = np.flatnonzero(np.diff(entries, prepend=-1))
    keys, inner = np.divmod(entries[begins], rows)
    return _Block(
        keys=keys.astype(np.int32),
        rows=(inner + first).astype(np.int32),
        counts=np.diff(begins, append=len(entries)).astype(np.int32),
        lengths=np.bincount(row_of, weights=words[numbers], minlength=len(sizes)).astype(np.int32),
    )


def _joined(blocks: Sequence[_Block], keys: Sequence[str]) -> Postings:
    """All blocks' entries under their keys in alphabetical order, rows ascending."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys))
    sizes = [np.bincount(rank[block.keys], minlength=len(keys)) for block in blocks]
    starts = np.concatenate([[0], np.cumsum(np.sum(sizes, axis=0))]).astype(np.int64)
    rows, counts = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.int32)
    free = starts[:-1].copy()
    for block, size in zip(blocks, sizes, strict=True):
        # The block's own order is by the keys' first numbers: an entry's place among those of its key stays.
        own = np.bincount(block.keys, minlength=len(keys))
        within = np.arange(len(block.keys)) - np.repeat(np.cumsum(own) - own, own)
        places = free[rank[block.keys]] + within
        rows[places], counts[places] = block.rows, block.counts
        free += size
    return Postings(
        terms=tuple(keys[number] for number in order),
        starts=starts,
        rows=rows,
        counts=counts,
        lengths=np.concatenate([block.lengths for block in blocks]),
    )
