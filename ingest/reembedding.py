"""
Vectors of what changed, beside those that the generation in force holds already.

Owns which documents kept every passage to the letter; leaves making vectors to `ingest.embedding`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import Embed, Embedded
from ingest.knowledge import Knowledge
from ingest.recognise import Understood
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
    return Embedded(passages=passages, vectors=vectors, words=words, word_vectors=word_vectors, encoder=fresh.encoder)


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
