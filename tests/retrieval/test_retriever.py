"""The LlamaIndex retriever is the search in other clothes, and a question never waits for LlamaIndex."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from knowledge_samples import ALL, encoder, knowledge, lexicon

from assistant.assistant import View
from assistant.retrieval.neighbours import Neighbours
from assistant.retrieval.search import Searcher
from assistant.understanding.bridge import Bridge
from ingest.records import Language

QUESTIONS = [
    pytest.param("Hvornår er beredskabsøvelsen?", Language.DANISH, id="da"),
    pytest.param("What is done about newborns?", Language.ENGLISH, id="en"),
    pytest.param("bonus", Language.DANISH, id="hidden"),
]
HEAVY = ("torch", "transformers", "sentence_transformers", "llama_index")
ASK = """
import json, sys
from pathlib import Path
from assistant.bootstrap import build
from assistant.question import ANYBODY, Question
from ingest.settings import load_settings
import datetime as dt
assistant = build(load_settings({"RETTESNOR_DATA": sys.argv[1]}, file=Path("none.toml")))
asked_at = dt.datetime(2025, 5, 20, tzinfo=dt.UTC)
for text in ("Hvornår er næste øvelse?", "What is done about inequality in health?", "qualities"):
    answer = assistant.ask(Question(text=text, asked_at=asked_at), ANYBODY)
assistant.search("bias", ANYBODY)
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def _view(groups: frozenset[str] = frozenset()) -> View:
    over = knowledge(ALL).readable_by(groups)
    return View(
        knowledge=over,
        bridge=Bridge(over, dictionary=lexicon(), neighbours=Neighbours(over, encoder=encoder())),
        searcher=Searcher(over, encoder=encoder(), lexicon=lexicon()),
    )


@pytest.mark.slow
@pytest.mark.parametrize(("text", "language"), QUESTIONS)
@pytest.mark.parametrize("groups", [frozenset(), frozenset({"hr"})], ids=["anybody", "hr"])
@pytest.mark.parametrize("documents", [None, {"plan", "secret"}], ids=["everything", "some"])
def test_it_gives_what_the_search_gives(
    text: str, language: Language, groups: frozenset[str], documents: set[str] | None
) -> None:
    """Two ways to search would be two products."""
    from assistant.retrieval.retriever import PassageRetriever

    view = _view(groups)
    expected = view.searcher.search(text, language=language, documents=documents, limit=4)

    found = PassageRetriever(view, documents=documents, limit=4).retrieve(text)

    assert [node.node_id for node in found] == [each.passage.id for each in expected]
    assert [node.score for node in found] == [each.score for each in expected]


@pytest.mark.slow
def test_a_node_leads_back_to_its_document() -> None:
    """Whoever builds on it can cite to the letter."""
    from llama_index.core.schema import MetadataMode

    from assistant.retrieval.retriever import PassageRetriever

    view = _view()
    (node,) = PassageRetriever(view, language=Language.DANISH, limit=1).retrieve("beredskabsøvelse")

    document = view.knowledge.documents[node.metadata["document"]]
    assert (document.id, node.node.ref_doc_id, node.metadata["path"]) == ("plan", "plan", ["Afsnit"])
    assert [document.text[each["start"] : each["end"]] for each in node.metadata["quotes"]] == [
        "Der er afholdt en beredskabsøvelse med regionerne i andet kvartal."
    ]
    assert document.text[node.metadata["start"] : node.metadata["end"]] == node.metadata["quotes"][0]["text"]
    assert node.get_content(MetadataMode.EMBED) == view.knowledge.passages[0].indexed_text


@pytest.mark.slow
def test_asking_imports_neither_llama_index_nor_torch(corpus_index: Path) -> None:
    """A server with the bundled encoder needs neither, and one import costs more than an answer."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(corpus_index)], capture_output=True, text=True, check=False, env=os.environ
    )

    assert done.returncode == 0, done.stderr
    imported = json.loads(done.stdout.splitlines()[-1])
    assert "faiss" in imported
    assert not set(HEAVY) & set(imported)
