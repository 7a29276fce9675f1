"""
Vectors and postings of what changed, beside those that the generation in force holds already.

Owns which documents kept every passage to the letter; leaves making vectors to `ingest.embedding`, postings to
`ingest.lexical`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import FEW, Embed, Embedded, words_of
from ingest.knowledge import Knowledge, VectorIndex
from ingest.lexical import Bm25, Postings, build_postings, join_postings
from ingest.recognise import Understood
from ingest.records import Language
from ingest.settings import Settings
from ingest.snapshot import Generation, texts_digest
from ingest.unchanged import whole

__all__ = ["embed_changed", "kept_rows", "postings_of_changed"]


def embed_changed(
    understood: Sequence[Understood],
    before: Generation | None,
    kept: Mapping[str, range],
    settings: Settings,
    *,
    embed: Embed,
    embed_few: Embed,
) -> Embedded:
    """
    All passages with vectors; only those of documents that changed are embedded anew.

    Args:
        understood: Every document.
        before: The generation in force; None: everything is new.
        kept: What `kept_rows` found in it.
        settings: Handed on.
        embed: Makes vectors.
        embed_few: Makes them where few are wanted beside those there are (`ingest.embedding.FEW`).
    """
    # What is unchanged is kept: only for an encoder or a word that is new to the index must all be read after all.
    changed = [one for one in understood if one.document.id not in kept]
    if before is None or not kept:
        return embed(understood, settings)
    is_few = sum(len(one.passages) for one in changed) <= FEW
    fresh = (embed_few if is_few else embed)(changed, settings)
    if fresh.encoder != before.manifest.encoder:
        return embed([whole(one) for one in understood], settings)
    told = _words(understood, before.knowledge, fresh)
    if told is None:
        return embed([whole(one) for one in understood], settings)
    words, word_vectors = told
    pieces = list(_pieces(understood, kept))
    starts, stretch_vectors = _stretches(pieces, before.knowledge, fresh)
    return Embedded(
        passages=tuple(passage for one in understood for passage in one.passages),
        vectors=_gathered(pieces, before.knowledge.vectors, fresh.vectors),
        words=words,
        word_vectors=word_vectors,
        encoder=fresh.encoder,
        stretch_vectors=stretch_vectors,
        stretch_starts=starts,
    )


def kept_rows(understood: Sequence[Understood], before: Generation | None) -> Mapping[str, range]:
    """Of each document whose every passage the generation in force holds with the same words, the rows of these."""
    if before is None:
        return {}
    texts = {line.row.id: line.row.texts for line in before.lines}
    ranges = before.knowledge.ranges or {}
    same = (
        one
        for one in understood
        if one.unchanged or texts.get(one.document.id) == texts_digest(one.passages, one.texts)
    )
    return {one.document.id: ranges[one.document.id] for one in same}


def postings_of_changed(
    understood: Sequence[Understood], before: Generation | None, kept: Mapping[str, range], *, code: str
) -> Postings:
    """
    The postings of all passages; only those of documents that changed are made anew.

    Args:
        understood: Every document.
        before: The generation in force; None: everything is new.
        kept: What `kept_rows` found in it.
        code: Fingerprint of this program: what another one made is made anew.
    """
    index = before.knowledge.lexical if before and before.manifest.code == code else None
    held_at, made_at, count = _moves(understood, kept, size=len(before.knowledge.passages) if before else 0)
    if not isinstance(index, Bm25) or bool((np.diff(held_at[held_at >= 0]) < 0).any()):
        return build_postings(_texts([whole(one) for one in understood]))
    made = build_postings(_texts([one for one in understood if one.document.id not in kept]))
    return join_postings(index.postings, held_at, made, made_at, count=count)


def _texts(understood: Sequence[Understood]) -> Iterator[tuple[str, Language]]:
    return ((text, each.language) for one in understood for each, text in zip(one.passages, one.texts, strict=True))


def _moves(
    understood: Sequence[Understood], kept: Mapping[str, range], *, size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """The row that each of `size` passages has now, -1 for one that is gone; the rows of the others; and all rows."""
    held_at = np.full(size, -1, dtype=np.int64)
    made_at = [np.empty(0, dtype=np.int64)]
    at = 0
    for one in understood:
        here = np.arange(at, at + one.size)
        held = kept.get(one.document.id)
        if held is None:
            made_at.append(here)
        else:
            held_at[held.start : held.stop] = here
        at += len(here)
    return held_at, np.concatenate(made_at), at


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Rows that follow each other, here and where they come from."""

    rows: range
    is_kept: bool
    """Whether they come from the generation in force; otherwise from what was embedded anew."""


def _pieces(understood: Sequence[Understood], kept: Mapping[str, range]) -> Iterator[_Piece]:
    """Where the rows of each document come from, in the order of the documents."""
    made = 0
    for one in understood:
        held = kept.get(one.document.id)
        if held is not None:
            yield _Piece(rows=held, is_kept=True)
            continue
        yield _Piece(rows=range(made, made + len(one.passages)), is_kept=False)
        made += len(one.passages)


def _gathered(pieces: Sequence[_Piece], held: VectorIndex, made: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors of all pieces; a piece at a time, so that nothing is in memory twice."""
    vectors = np.empty((sum(len(each.rows) for each in pieces), made.shape[1]), dtype=np.float32)
    at = 0
    for each in pieces:
        if each.rows:
            here = slice(at, at + len(each.rows))
            vectors[here] = _of(held, each.rows) if each.is_kept else made[each.rows.start : each.rows.stop]
        at += len(each.rows)
    return vectors


def _of(held: VectorIndex, rows: range) -> NDArray[np.float32]:
    return held.vectors(np.arange(rows.start, rows.stop, dtype=np.int64))


def _fill(vectors: NDArray[np.float32], places: Sequence[tuple[int, int]], source: NDArray[np.float32]) -> None:
    if places:
        to, at = (np.asarray(each, dtype=np.int64) for each in zip(*places, strict=True))
        vectors[to] = source[at]


def _stretches(
    pieces: Sequence[_Piece], before: Knowledge, fresh: Embedded
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Where each passage's stretches begin, and the vectors of them all."""
    found: list[_Piece] = []
    sizes = [np.zeros(0, dtype=np.int64)]
    for each in pieces:
        starts = before.stretches.starts if each.is_kept else fresh.stretch_starts
        if starts is None or not starts.size:
            # None at all are held there: every passage has none.
            starts = np.zeros(each.rows.stop + 1, dtype=np.int64)
        own = starts[each.rows.start : each.rows.stop + 1]
        sizes.append(np.diff(own))
        if each.rows:
            found.append(_Piece(rows=range(int(own[0]), int(own[-1])), is_kept=each.is_kept))
    made = fresh.stretch_vectors
    empty = np.zeros((0, fresh.vectors.shape[1]), dtype=np.float32)
    vectors = _gathered(found, before.stretches.vectors, empty if made is None else made)
    return np.concatenate([[0], np.cumsum(np.concatenate(sizes))]).astype(np.int64), vectors


def _words(
    understood: Sequence[Understood], before: Knowledge, fresh: Embedded
) -> tuple[tuple[str, ...], NDArray[np.float32]] | None:
    """Every word of all documents with its vector; None when one has none yet (an edition became an original)."""
    unchanged = {word for one in understood if one.unchanged for word in one.unchanged.words.split()}
    words = tuple(sorted(unchanged.union(words_of(understood))))
    new = {word: row for row, word in enumerate(fresh.words)}
    old = {word: row for row, word in enumerate(before.words.spelling)}
    if any(word not in new and word not in old for word in words):
        return None
    vectors = np.zeros((len(words), fresh.word_vectors.shape[1]), dtype=np.float32)
    _fill(vectors, [(at, new[word]) for at, word in enumerate(words) if word in new], fresh.word_vectors)
    kept = [(at, old[word]) for at, word in enumerate(words) if word not in new]
    if kept:
        held = before.words.vectors.vectors(np.asarray([row for _, row in kept], dtype=np.int64))
        _fill(vectors, [(place, at) for at, (place, _) in enumerate(kept)], held)
    return words, vectors
