"""
Passages and their vectors by LlamaIndex's ingestion pipeline, and the vectors of the words they hold.

Owns running it without docstore and cache, which both lose or keep documents against our will;
leaves cutting to `ingest.nodes`, vectors to `ingest.encoder`. Torch and llama_index are imported when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from ingest.encoder.choice import BUNDLED, Running, load_embedding, load_encoder
from ingest.knowledge import Encoder
from ingest.recognise import Understood
from ingest.records import Passage
from ingest.settings import Settings
from ingest.stretches import find_stretches
from ingest.words import find_words

if TYPE_CHECKING:
    from ingest.encoder.llama import SentenceEmbedding

__all__ = [
    "BATCH",
    "FEW",
    "Embed",
    "Embedded",
    "Tell",
    "embed_few",
    "embed_passages",
    "in_chunks",
    "pipeline_vectors",
    "words_of",
]


@dataclass(frozen=True, kw_only=True)
class Embedded:
    """Passages and their words, with vectors."""

    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]
    """Shape (len(passages), dim), rows of length 1."""
    words: tuple[str, ...]
    """The words of the originals' passages (`ingest.words`)."""
    word_vectors: NDArray[np.float32]
    """Shape (len(words), dim), rows of length 1; a row of zeros for a word the encoder cannot tell."""
    encoder: str
    """`Encoder.name`."""
    stretch_vectors: NDArray[np.float32] | None = None
    """Shape (stretches, dim), rows of length 1 (`ingest.stretches`); None: whole passages alone are compared."""
    stretch_starts: NDArray[np.int64] | None = None
    """Where each passage's stretches begin, shape (len(passages) + 1,)."""


BATCH = 100
"""Documents embedded at a time."""
CHUNK = 8192
"""Stretches or words embedded at a time: sentence-transformers holds what it is given twice over."""
FEW = 2000
"""Passages up to which waiting for sentence-transformers, or for another process, would take longer than the work."""

Embed = Callable[[Sequence[Understood], Settings], Embedded]
Tell = Callable[[int, int], None]
"""Called with texts done and their total."""


def _say_nothing(done: int, total: int) -> None:
    del done, total


def embed_passages(understood: Sequence[Understood], settings: Settings, *, tell: Tell = _say_nothing) -> Embedded:
    """
    Every passage of these documents with its vector, in document order, and every word of theirs with its own.

    More than `FEW` passages are embedded by a process of its own (`ingest.embedding_process`): what torch takes of
    memory is given back before the index is written.

    Args:
        understood: The documents.
        settings: Which encoder.
        tell: Called as the work goes on.

    Raises:
        EncoderUnavailable: If the configured encoder is not there.
        ValueError: If the pipeline gives back other passages than the documents have.
    """
    if sum(len(each.passages) for each in understood) > FEW:
        from ingest.embedding_process import embed_apart  # most runs have few documents

        return embed_apart(understood, settings, tell=tell)
    embedding = cast("SentenceEmbedding", load_embedding(settings.encoder, settings.data, running=Running.of(settings)))
    return _embed(understood, embedding.encoder, lambda some: pipeline_vectors(some, embedding), tell)


def embed_few(understood: Sequence[Understood], settings: Settings, *, tell: Tell = _say_nothing) -> Embedded:
    """
    As `embed_passages`, for a few documents beside others that have vectors already.

    The bundled encoder goes its light way, as for questions: sentence-transformers and LlamaIndex take seconds to
    import, and both ways give the same vectors within 1e-4.
    """
    if settings.encoder != BUNDLED:
        return embed_passages(understood, settings, tell=tell)
    encoder = load_encoder(settings.encoder)

    def vectors(some: Sequence[Understood]) -> NDArray[np.float32]:
        return encoder.embed_passages([text for one in some for text in one.texts])

    return _embed(understood, encoder, vectors, tell)


def _embed(
    understood: Sequence[Understood],
    encoder: Encoder,
    vectors_of: Callable[[Sequence[Understood]], NDArray[np.float32]],
    tell: Tell,
) -> Embedded:
    passages = tuple(passage for each in understood for passage in each.passages)
    words = words_of(understood)
    stretches, starts = find_stretches(passages, {each.document.id: each.document.text for each in understood})
    total = len(passages) + len(stretches) + len(words)
    parts: list[NDArray[np.float32]] = [np.zeros((0, encoder.dim), dtype=np.float32)]
    done = 0
    for at in range(0, len(understood), BATCH):
        parts.append(vectors_of(understood[at : at + BATCH]))
        done += len(parts[-1])
        tell(done, total)
    vectors = np.concatenate(parts)
    del parts
    stretch_vectors = in_chunks(
        stretches, encoder.embed_passages, dim=encoder.dim, tell=lambda n: tell(done + n, total)
    )
    done += len(stretches)
    # As questions on both sides: a word is compared with a word, so an asymmetric model must not tell them apart.
    word_vectors = in_chunks(words, encoder.embed_questions, dim=encoder.dim, tell=lambda n: tell(done + n, total))
    return Embedded(
        passages=passages,
        vectors=vectors,
        words=words,
        word_vectors=word_vectors,
        encoder=encoder.name,
        stretch_vectors=stretch_vectors,
        stretch_starts=starts,
    )


def words_of(understood: Sequence[Understood]) -> tuple[str, ...]:
    """The words of the originals' passages."""
    return find_words(text for one in understood if one.pairing is None for text in one.texts)


def in_chunks(
    texts: Sequence[str],
    embed: Callable[[Sequence[str]], NDArray[np.float32]],
    *,
    dim: int,
    tell: Callable[[int], None] | None = None,
) -> NDArray[np.float32]:
    """The vectors of texts, shape (len(texts), dim), a chunk at a time."""
    vectors = np.empty((len(texts), dim), dtype=np.float32)
    for at in range(0, len(texts), CHUNK):
        vectors[at : at + CHUNK] = embed(texts[at : at + CHUNK])
        if tell:
            tell(min(at + CHUNK, len(texts)))
    return vectors


def pipeline_vectors(understood: Sequence[Understood], embedding: SentenceEmbedding) -> NDArray[np.float32]:
    """
    The vectors of some documents' passages; a few documents at a time, as nodes hold vectors as Python lists.

    Returns:
        Shape (passages, dim), float32, in the order of `understood`.

    Raises:
        ValueError: If the pipeline lost, added or moved a passage.
    """
    # Seconds to import, and most runs find nothing changed.
    from llama_index.core.ingestion import IngestionPipeline

    from ingest.nodes import PassageParser, source_nodes

    documents = [each.document for each in understood]
    known = {each.document.id: each.passages for each in understood}
    pipeline = IngestionPipeline(
        transformations=[PassageParser.of(documents, known=known), embedding], disable_cache=True
    )
    nodes = pipeline.run(documents=source_nodes(documents))
    wanted = [passage.id for each in understood for passage in each.passages]
    if [node.node_id for node in nodes] != wanted:
        msg = f"the pipeline gave back {len(nodes)} passages, not the {len(wanted)} of the documents in their order"
        raise ValueError(msg)
    return np.array([node.embedding for node in nodes], dtype=np.float32).reshape(len(nodes), embedding.encoder.dim)
