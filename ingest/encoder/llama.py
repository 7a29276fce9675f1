"""
An encoder behind LlamaIndex's embedding interface, for ingestion pipelines.

Owns the translation between the two interfaces and nothing else.
Imports llama_index; the question path never imports this module.
"""

from __future__ import annotations

from typing import ClassVar

from llama_index.core.base.embeddings.base import BaseEmbedding, Embedding
from pydantic import ConfigDict, PrivateAttr

from ingest.knowledge import Encoder

__all__ = ["SentenceEmbedding"]

BATCH = 256


class SentenceEmbedding(BaseEmbedding):
    """Questions and passages by one of our encoders, as LlamaIndex asks for them."""

    model_config: ClassVar[ConfigDict] = ConfigDict(arbitrary_types_allowed=True, protected_namespaces=())

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(model_name=encoder.name, embed_batch_size=BATCH)
        self._encoder = encoder

    @classmethod
    def class_name(cls) -> str:
        """Its name in LlamaIndex's own files."""
        return "SentenceEmbedding"

    @property
    def encoder(self) -> Encoder:
        """The encoder behind it."""
        return self._encoder

    def _get_query_embedding(self, query: str) -> Embedding:
        return list(map(float, self._encoder.embed_questions([query])[0]))

    async def _aget_query_embedding(self, query: str) -> Embedding:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> Embedding:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[Embedding]:
        embeddings: list[Embedding] = self._encoder.embed_passages(texts).tolist()
        return embeddings
