"""
The search as a LlamaIndex retriever, for pipelines that are built of LlamaIndex's parts.

Owns the translation of candidates into scored nodes and nothing else: `Searcher` finds and ranks them.
Imports llama_index; nothing on the way of a question imports this module.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode

from assistant.retrieval.candidate import Candidate
from assistant.retrieval.search import Searcher
from assistant.understanding.bridge import Bridge
from assistant.understanding.language import detect
from ingest.knowledge import Knowledge
from ingest.records import Document, Language

__all__ = ["PassageRetriever", "SearchScope"]


class SearchScope(Protocol):
    """What one asker may read, with the means to search it: `assistant.assistant.View`."""

    @property
    def knowledge(self) -> Knowledge:
        """The readable part of a generation."""

    @property
    def bridge(self) -> Bridge:
        """Knows the words of both languages."""

    @property
    def searcher(self) -> Searcher:
        """Searches `knowledge`."""


class PassageRetriever(BaseRetriever):
    """
    Passages that fit a question, inside one asker's scope, as nodes.

    A node's id is `Passage.id`, its text is `Passage.indexed_text`, and its score is `Candidate.score`. Its metadata
    find the passage in its document: `quotes` are stretches of the document's text, with their own spans.
    """

    def __init__(
        self,
        scope: SearchScope,
        *,
        language: Language | None = None,
        documents: Collection[str] | None = None,
        limit: int = 10,
    ) -> None:
        """
        Retrieve from `scope`.

        Args:
            scope: The asker's; it decides what can be found at all.
            language: Of the questions; None: told from each, Danish when nothing tells.
            documents: Ids to stay inside; None: everything in the scope.
            limit: Most nodes for a question.
        """
        super().__init__()
        self._scope = scope
        self._language = language
        self._documents = documents
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        text = query_bundle.query_str
        found = self._scope.searcher.search(
            text, language=self._language_of(text), documents=self._documents, limit=self._limit
        )
        documents = self._scope.knowledge.documents
        return [NodeWithScore(node=_node(each, documents[each.passage.document]), score=each.score) for each in found]

    def _language_of(self, text: str) -> Language:
        return self._language or detect(text, knows=self._scope.bridge.knows).answer or Language.DANISH


def _node(candidate: Candidate, document: Document) -> TextNode:
    passage = candidate.passage
    metadata: dict[str, Any] = {
        "document": passage.document,
        "title": document.title,
        "path": list(passage.path),
        "kind": passage.kind.value,
        "language": passage.language.value,
        "start": passage.span.start,
        "end": passage.span.end,
        "quotes": [{"text": quote.text, "start": quote.span.start, "end": quote.span.end} for quote in passage.quotes],
    }
    return TextNode(
        id_=passage.id,
        text=passage.indexed_text,
        metadata=metadata,
        # The heading path is in the text; put before it again, metadata would change what a reranker reads.
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document)},
    )
