"""
Any LlamaIndex embedding as an encoder, named by where it is imported from: `package.module:name`.

Owns importing it and bringing its vectors to length 1; leaves what it does, and what it needs, to whoever wrote it.
Imports llama_index.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from ingest.errors import EncoderUnavailable

__all__ = ["ImportedEncoder"]

PROBE = "x"
"""A text whose vector tells how long the vectors are."""


class ImportedEncoder:
    """A LlamaIndex embedding as an encoder of questions and of passages."""

    def __init__(self, embedding: BaseEmbedding, *, name: str) -> None:
        self._embedding = embedding
        self._name = name

    @classmethod
    def load(cls, path: str) -> ImportedEncoder:
        """
        Import what `path` names.

        Args:
            path: `package.module:name` of a `BaseEmbedding`, or of what makes one when called without arguments.

        Raises:
            EncoderUnavailable: If it cannot be imported or made, or is something else.
        """
        module, _, name = path.partition(":")
        try:
            found = getattr(import_module(module), name)
            made = found if isinstance(found, BaseEmbedding) else found()
        except Exception as error:
            # Somebody else's code: whatever it raises, the operator is told in one sentence.
            msg = (
                f"The encoder {path!r} cannot be imported ({type(error).__name__}: {error}); install the package, or "
                'set RETTESNOR_ENCODER to another "package.module:name", a model\'s folder, or "bundled".'
            )
            raise EncoderUnavailable(msg) from error
        if not isinstance(made, BaseEmbedding):
            msg = (
                f"The encoder {path!r} is a {type(made).__name__}, wanted a LlamaIndex BaseEmbedding; name one, or "
                "a function that makes one."
            )
            raise EncoderUnavailable(msg)
        return cls(made, name=f"{path}@{made.model_name}")

    @property
    def name(self) -> str:
        """Where it is imported from, and the model that it says it uses."""
        return self._name

    @cached_property
    def dim(self) -> int:
        """Length of a vector."""
        return len(self._embedding.get_query_embedding(PROBE))

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dim), float32, rows of length 1; by the embedding's way for queries."""
        return self._unit([self._embedding.get_query_embedding(text) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dim), float32, rows of length 1; by its way for texts."""
        return self._unit(self._embedding.get_text_embedding_batch(list(texts)) if texts else [])

    def _unit(self, rows: Sequence[Sequence[float]]) -> NDArray[np.float32]:
        if not rows:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = np.asarray(rows, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)
