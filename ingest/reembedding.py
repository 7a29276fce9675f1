"""
Vectors of what changed, beside those that the generation in force holds already.

Owns which documents kept every passage to the letter; leaves making vectors to `ingest.embedding`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import FEW, Embed, Embedded
from ingest.knowledge import Knowledge
from ingest.recognise import Understood
from ingest.records import Passage
from ingest.settings import Settings
from ingest.words import find_words

__all__ = ["embed_changed"]


def embed_changed(
    understood: Sequence[Understood], before: Knowledge | None, settings: Settings, *, embed: Embed, embed_few: Embed
) -> Embedded:
    """
    All passages with vectors; only those of documents that changed are embedded anew.

    Args:
        understood: Every document.
        before: The generation in force; None: everything is new.
        settings: Handed on.
        embed: Makes vectors.
        embed_few: Makes them where few are wanted beside those there are (`ingest.embedding.FEW`).
    """
    rows = {passage.id: row for row, passage in enumerate(before.passages)} if before else {}
    changed = [one for one in understood if before is None or not _is_kept(one, before, rows)]
    if before is None or len(changed) == len(understood):
        return embed(understood, settings)
    is_few = sum(len(one.passages) for one in changed) <= FEW
    fresh = (embed_few if is_few else embed)(changed, settings)
    if fresh.encoder != before.encoder_name:
        return embed(understood, settings)
    passages = tuple(passage for one in understood for passage in one.passages)
    new = {passage.id: row for row, passage in enumerate(fresh.passages)}
    vectors = np.zeros((len(passages), fresh.vectors.shape[1]), dtype=np.float32)
    made = [(place, new[each.id]) for place, each in enumerate(passages) if each.id in new]
    held = [(place, rows[each.id]) for place, each in enumerate(passages) if each.id not in new]
    _fill(vectors, made, fresh.vectors)
    if held:
        _fill(vectors, [(place, at) for at, (place, _) in enumerate(held)], _vectors(before, [row for _, row in held]))
    told = _words(understood, before, fresh)
    if told is None:
        return embed(understood, settings)
    words, word_vectors = told
    starts, stretch_vectors = _stretches(passages, (before, rows), (fresh, new))
    return Embedded(
        passages=passages,
        vectors=vectors,
        words=words,
        word_vectors=word_vectors,
        encoder=fresh.encoder,
        stretch_vectors=stretch_vectors,
        stretch_starts=starts,
    )


def _is_kept(one: Understood, before: Knowledge, rows: dict[str, int]) -> bool:
    """Whether the generation in force holds every passage of a document, with the same words to embed."""
    return all(
        each.id in rows and before.passages[rows[each.id]].indexed_text == each.indexed_text for each in one.passages
    )


def _fill(vectors: NDArray[np.float32], places: Sequence[tuple[int, int]], source: NDArray[np.float32]) -> None:
    if places:
        to, at = (np.asarray(each, dtype=np.int64) for each in zip(*places, strict=True))
        vectors[to] = source[at]


def _vectors(before: Knowledge, rows: Sequence[int]) -> NDArray[np.float32]:
    return before.vectors.vectors(np.asarray(rows, dtype=np.int64))


def _stretches(
    passages: Sequence[Passage], held: tuple[Knowledge, Mapping[str, int]], made: tuple[Embedded, Mapping[str, int]]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """
    Where each passage's stretches begin, and the vectors of them all.

    Args:
        passages: All of them.
        held: The generation in force, and the row of each of its passages by id.
        made: What was embedded anew, likewise.
    """
    before, rows = held
    fresh, new = made
    is_new = np.fromiter((each.id in new for each in passages), dtype=np.bool_, count=len(passages))
    spans = np.array(
        [
            _span(fresh.stretch_starts, new[each.id])
            if each.id in new
            else _span(before.stretches.starts, rows[each.id])
            for each in passages
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    sizes = spans[:, 1] - spans[:, 0]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    vectors = np.empty((int(starts[-1]), fresh.vectors.shape[1]), dtype=np.float32)
    if fresh.stretch_vectors is not None:
        made_at = _ranges(spans[is_new, 0], sizes[is_new])
        vectors[_ranges(starts[:-1][is_new], sizes[is_new])] = fresh.stretch_vectors[made_at]
    held_at = _ranges(spans[~is_new, 0], sizes[~is_new])
    if held_at.size:
        vectors[_ranges(starts[:-1][~is_new], sizes[~is_new])] = before.stretches.vectors.vectors(held_at)
    return starts, vectors


def _span(starts: NDArray[np.int64] | None, row: int) -> tuple[int, int]:
    """Where the stretches of a row begin and end; nowhere where none are held at all."""
    return (int(starts[row]), int(starts[row + 1])) if starts is not None and starts.size else (0, 0)


def _ranges(firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers first, first + 1 … of each range, one range after the other."""
    return np.repeat(firsts - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))


def _words(
    understood: Sequence[Understood], before: Knowledge, fresh: Embedded
) -> tuple[tuple[str, ...], NDArray[np.float32]] | None:
    """Every word of all documents with its vector; None when one has none yet (an edition became an original)."""
    words = find_words(each.indexed_text for one in understood if one.pairing is None for each in one.passages)
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
