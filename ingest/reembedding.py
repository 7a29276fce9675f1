"""
Vectors of what changed, beside those that the generation in force holds already.

Owns which documents kept every passage to the letter; leaves making vectors to `ingest.embedding`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embed, Embedded
from ingest.knowledge import Knowledge
from ingest.recognise import Understood
from ingest.records import Passage
from ingest.settings import Settings
from ingest.words import find_words

__all__ = ["embed_changed"]


def embed_changed(
    understood: Sequence[Understood], before: Knowledge | None, settings: Settings, embed: Embed
) -> Embedded:
    """
    All passages with vectors; only those of documents that changed are embedded anew.

    Args:
        understood: Every document.
        before: The generation in force; None: everything is new.
        settings: Handed on.
        embed: Makes vectors.
    """
    rows = {passage.id: row for row, passage in enumerate(before.passages)} if before else {}
    changed = [one for one in understood if before is None or not _is_kept(one, before, rows)]
    fresh = embed(changed, settings)
    if before is None or len(changed) == len(understood) or fresh.encoder != before.encoder_name:
        return fresh if len(changed) == len(understood) else embed(understood, settings)
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
    nothing = np.zeros((0, fresh.vectors.shape[1]), dtype=np.float32)
    parts: list[NDArray[np.float32]] = []
    for passage in passages:
        part = nothing
        if passage.id in new and fresh.stretch_starts is not None and fresh.stretch_vectors is not None:
            first, last = fresh.stretch_starts[new[passage.id] :][:2]
            part = fresh.stretch_vectors[first:last]
        elif passage.id not in new and before.stretches.starts.size:
            first, last = before.stretches.starts[rows[passage.id] :][:2]
            part = before.stretches.vectors.vectors(np.arange(first, last)) if first < last else nothing
        parts.append(part)
    starts = np.cumsum([0, *map(len, parts)], dtype=np.int64)
    return starts, np.concatenate([nothing, *parts])


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
