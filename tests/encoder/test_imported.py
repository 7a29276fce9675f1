"""Any LlamaIndex embedding embeds questions and passages, named by where it is imported from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.bootstrap import build
from assistant.question import ANYBODY
from ingest.encoder.choice import load_embedding, load_encoder
from ingest.errors import EncoderUnavailable, IndexUnreadable
from ingest.pipeline import ingest
from ingest.settings import load_settings
from ingest.snapshot import open_current

MODULE = '''
from llama_index.core.embeddings import MockEmbedding

class Letters(MockEmbedding):
    """Counts of a few letters; a question's are told from a passage's."""

    def __init__(self):
        super().__init__(embed_dim=4, model_name="letters-1")

    def _counts(self, text, extra):
        return [float(text.count(letter)) for letter in "aeo"] + [extra]

    def _get_text_embedding(self, text):
        return self._counts(text, 1.0)

    def _get_query_embedding(self, query):
        return self._counts(query, 2.0)

ready = Letters()
number = lambda: 7
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package of the organisation's own."""
    (tmp_path / "our_embeddings.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(__import__("sys").modules, "our_embeddings", raising=False)
    return "our_embeddings"


@pytest.mark.parametrize("name", ["Letters", "ready"])
def test_an_embedding_or_what_makes_one_is_taken(module: str, tmp_path: Path, name: str) -> None:
    """Its vectors are of length 1, so that a dot product is the cosine, and queries go its own way for queries."""
    encoder = load_encoder(f"{module}:{name}")

    np.testing.assert_allclose(encoder.embed_questions(["ao"]), [np.array([1, 0, 1, 2]) / 6**0.5], atol=1e-6)
    np.testing.assert_allclose(encoder.embed_passages(["ao"]), [np.array([1, 0, 1, 1]) / 3**0.5], atol=1e-6)
    assert (encoder.dim, encoder.name) == (4, f"{module}:{name}@letters-1")
    assert encoder.embed_passages([]).shape == (0, 4)
    np.testing.assert_allclose(
        load_embedding(f"{module}:{name}", tmp_path).get_text_embedding("ao"), encoder.embed_passages(["ao"])[0]
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere.at_all:Letters", "cannot be imported"),
        ("our_embeddings:none", "no attribute"),
        ("our_embeddings:number", "is a int"),
    ],
)
def test_what_is_no_embedding_is_refused_at_once(module: str, name: str, told: str) -> None:
    """An operator is told what was named and what to name instead."""
    del module
    with pytest.raises(EncoderUnavailable, match=told):
        load_encoder(name)


def test_changing_it_is_refused_with_the_command_that_mends_it(module: str, tmp_path: Path) -> None:
    """Vectors of two encoders have nothing to do with each other; ingesting again embeds everything anew."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("# Mål\n\nVi passer på havnen.\n", encoding="utf-8")
    variables = {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(tmp_path / "var")}
    ingest(load_settings(variables, file=tmp_path / "none.toml"))
    theirs = load_settings({**variables, "RETTESNOR_ENCODER": f"{module}:ready"}, file=tmp_path / "none.toml")

    with pytest.raises(IndexUnreadable, match='run "rettesnor ingest"'):
        build(theirs).knowledge(ANYBODY)
    ingest(theirs)
    assert open_current(theirs.data).encoder_name == f"{module}:ready@letters-1"
    assert build(theirs).knowledge(ANYBODY).passages
