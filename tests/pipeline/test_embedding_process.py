"""Many passages are embedded by a process of its own, as they would be here."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from ingest import embedding
from ingest.corpus import read_corpus
from ingest.embedding import Embedded, embed_passages
from ingest.errors import EncoderUnavailable, RettesnorError
from ingest.readers import read_here
from ingest.recognise import Understood
from ingest.settings import Settings, load_settings

PAGES = {
    "a.md": "# Strategi\n\nVi måler. Vi øver os. Vi deler data.\n\n- Havn\n- Mark\n",
    "b.md": "# Kort\n\nIntet.\n",
    "tom.md": "# \n",
    "c.md": "# Vision\n\nEt sundt liv for alle. I hele landet.\n",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A few documents, one of them without a passage."""
    (tmp_path / "corpus").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "corpus" / name).write_text(text, encoding="utf-8")
    variables = {"RETTESNOR_CORPUS": str(tmp_path / "corpus"), "RETTESNOR_DATA": str(tmp_path / "var")}
    return load_settings(variables, file=tmp_path / "none.toml")


def _understood(settings: Settings) -> list[Understood]:
    outcomes = read_here(read_corpus(settings.corpus).sources)
    return [each.understood for each in outcomes if each.understood]


def _compare(one: Embedded, other: Embedded) -> None:
    assert (one.passages, one.words, one.encoder) == (other.passages, other.words, other.encoder)
    assert one.stretch_vectors is not None
    assert other.stretch_vectors is not None
    np.testing.assert_array_equal(one.stretch_starts, other.stretch_starts)
    for mine, theirs in (
        (one.vectors, other.vectors),
        (one.word_vectors, other.word_vectors),
        (one.stretch_vectors, other.stretch_vectors),
    ):
        np.testing.assert_allclose(mine, theirs, atol=1e-6)


@pytest.mark.slow
def test_both_ways_give_the_same(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many documents there are must not decide what is found; batches of one document are the hardest."""
    understood = _understood(settings)
    here = embed_passages(understood, settings)
    monkeypatch.setattr(embedding, "FEW", 0)
    monkeypatch.setattr("ingest.embedding_process.MOST_PASSAGES", 1)
    told: list[tuple[int, int]] = []
    apart = embed_passages(understood, settings, tell=lambda done, total: told.append((done, total)))

    _compare(here, apart)
    assert len(apart.passages) == len(apart.vectors) > 3
    assert told[-1][0] == told[-1][1]
    assert [path.name for path in settings.data.iterdir()] == ["encoder"]


@pytest.mark.slow
def test_a_missing_encoder_is_said_as_here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever configured it must read what to do, not that a process ended."""
    monkeypatch.setattr(embedding, "FEW", 0)

    with pytest.raises(EncoderUnavailable, match="no-such-model"):
        embed_passages(_understood(settings), dataclasses.replace(settings, encoder="no-such-model"))


@pytest.mark.slow
def test_a_process_that_ends_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without memory left ends it; the ingestion fails with a sentence."""
    monkeypatch.setattr(embedding, "FEW", 0)
    monkeypatch.setattr("ingest.embedding_process.sys.executable", "/bin/false")

    with pytest.raises(RettesnorError, match="old index stays in force"):
        embed_passages(_understood(settings), settings)
