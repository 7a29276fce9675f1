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

from ingest.encoder.choice import load_embedding
from ingest.recognise import Understood
from ingest.records import Passage
from ingest.settings import Settings
from ingest.stretches import find_stretches
from ingest.words import find_words

if TYPE_CHECKING:
    from ingest.encoder.llama import SentenceEmbedding

__all__ = ["Embed", "Embedded", "embed_passages"]


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

Embed = Callable[[Sequence[Understood], Settings], Embedded]


def embed_passages(understood: Sequence[Understood], settings: Settings) -> Embedded:
    """
    Every passage of these documents with its vector, in document order, and every word of theirs with its own.

    Raises:
        EncoderUnavailable: If the configured encoder is not there.
        ValueError: If the pipeline gives back other passages than the documents have.
    """
    embedding = cast("SentenceEmbedding", load_embedding(settings.encoder, settings.data))
    parts = [_embedded(understood[at : at + BATCH], embedding) for at in range(0, len(understood), BATCH)]
    passages = {passage.id: passage for each in understood for passage in each.passages}
    nothing = np.zeros((0, embedding.encoder.dim), dtype=np.float32)
    words = find_words(each.indexed_text for one in understood if one.pairing is None for each in one.passages)
    stretches, starts = find_stretches(passages.values(), {each.document.id: each.document.text for each in understood})
    return Embedded(
        passages=tuple(passages.values()),
        vectors=np.concatenate([nothing, *parts]),
        words=words,
        # As questions on both sides: a word is compared with a word, so an asymmetric model must not tell them apart.
        word_vectors=embedding.encoder.embed_questions(words),
        encoder=embedding.encoder.name,
        stretch_vectors=embedding.encoder.embed_passages(stretches),
        stretch_starts=starts,
    )


def _embedded(understood: Sequence[Understood], embedding: SentenceEmbedding) -> NDArray[np.float32]:
    """The vectors of some documents' passages; a few documents at a time, as nodes hold vectors as Python lists."""
    # Seconds to import, and most runs find nothing changed.
    from llama_index.core.ingestion import IngestionPipeline  # noqa: PLC0415

    from ingest.nodes import PassageParser, source_nodes  # noqa: PLC0415

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
