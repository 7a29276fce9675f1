"""
Passages as LlamaIndex nodes, for a stateless `IngestionPipeline`.

Owns the way from a document to its `TextNode`s and the metadata that finds a passage again;
leaves where passages begin and end to `ingest.passages`, vectors to the encoder. Only ingestion imports this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, NodeRelationship, TextNode
from llama_index.core.schema import Document as SourceNode
from pydantic import Field

from ingest.passages import find_passages
from ingest.records import Document, Goal, Passage

__all__ = ["PassageParser", "source_nodes"]


def source_nodes(documents: Iterable[Document]) -> list[SourceNode]:
    """One node for each document, with its id and whole text: what `PassageParser` takes in."""
    return [SourceNode(id_=document.id, text=document.text) for document in documents]


class PassageParser(NodeParser):
    """
    Cuts documents into passages.

    Nodes in are those of `source_nodes`; nodes out are one `TextNode` for each passage, in document order, whose id is
    `Passage.id` and whose embedded text is `Passage.indexed_text`, nothing added. Holds no state but what it was given.
    """

    documents: Mapping[str, Document] = Field(description="By id: what the nodes that come in stand for.", exclude=True)
    goals: Mapping[str, tuple[Goal, ...]] = Field(
        default_factory=dict, description="By document id: the goals found in it.", exclude=True
    )

    known: Mapping[str, tuple[Passage, ...]] = Field(
        default_factory=dict, description="By document id: passages cut before.", exclude=True
    )

    @classmethod
    def of(
        cls,
        documents: Iterable[Document],
        goals: Iterable[Goal] = (),
        *,
        known: Mapping[str, tuple[Passage, ...]] | None = None,
    ) -> PassageParser:
        """A parser that knows these documents, the goals found in them, and the passages of those cut before."""
        gathered: dict[str, tuple[Goal, ...]] = {}
        for goal in goals:
            gathered[goal.document] = (*gathered.get(goal.document, ()), goal)
        return cls(
            documents={document.id: document for document in documents},
            goals=gathered,
            known=known or {},
            include_metadata=False,
            include_prev_next_rel=False,
        )

    @classmethod
    def class_name(cls) -> str:
        """The name LlamaIndex knows it by."""
        return "PassageParser"

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document it knows, as its nodes are made of."""
        if document in self.known:
            return self.known[document]
        return find_passages(self.documents[document], self.goals.get(document, ()))

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: Any) -> list[BaseNode]:  # noqa: ARG002 (LlamaIndex's signature)
        return [_node(passage, source) for source in nodes for passage in self.passages(source.node_id)]


def _node(passage: Passage, source: BaseNode) -> TextNode:
    # LlamaIndex embeds metadata in front of the text unless every key is excluded.
    metadata: dict[str, Any] = {
        "document": passage.document,
        "kind": passage.kind.value,
        "start": passage.span.start,
        "end": passage.span.end,
        "language": passage.language.value,
    }
    return TextNode(
        id_=passage.id,
        text=passage.indexed_text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: source.as_related_node_info()},
    )
