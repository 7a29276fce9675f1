"""Passages as LlamaIndex nodes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.goals import find_goals
from ingest.parsers import parse_text
from ingest.passages import find_passages
from ingest.records import Document, Language

CORPUS = Path(__file__).parents[2] / "corpus"


def _document(path: Path) -> Document:
    text = path.read_bytes().decode("utf-8")
    return Document(
        id=path.stem,
        path=path.name,
        title=path.stem,
        organisation="o",
        kind="page",
        language=Language.DANISH,
        text=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        root=parse_text(text),
    )


@pytest.mark.slow
def test_a_stateless_pipeline_gives_one_node_for_each_passage_and_embeds_nothing_else() -> None:
    """A node is found back by the passage's id, and its vector must be of the passage's words alone."""
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.schema import MetadataMode

    from ingest.nodes import PassageParser, source_nodes

    documents = [_document(path) for path in sorted(CORPUS.glob("*.txt"))]
    goals = [goal for document in documents for goal in find_goals(document)[0]]
    expected = [passage for document in documents for passage in find_passages(document, goals)]
    pipeline = IngestionPipeline(transformations=[PassageParser.of(documents, goals)], disable_cache=True)
    nodes = pipeline.run(documents=source_nodes(documents))

    assert [node.node_id for node in nodes] == [passage.id for passage in expected]
    assert [node.get_content(MetadataMode.EMBED) for node in nodes] == [passage.indexed_text for passage in expected]
    assert [(node.ref_doc_id, node.metadata["start"]) for node in nodes] == [
        (passage.document, passage.span.start) for passage in expected
    ]
    assert pipeline.docstore is None
