"""A generation made from another by what changed is the one that would be made from nothing."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import pytest

from ingest import pipeline
from ingest.knowledge import Knowledge
from ingest.lexical import Bm25
from ingest.readers import read_here
from ingest.settings import Settings, load_settings
from ingest.snapshot import open_current

ingest = functools.partial(pipeline.ingest, read=read_here)
PAGES = {
    "vision.txt": "Vision\n\nEt sundt liv for alle i hele landet. Vi styrker sundhed gennem viden.\n",
    "strategi.txt": "Strategi\n\nVi arbejder sammen om vandmiljøet. Vi deler data med andre.\n",
    "kort.txt": "Kort\n\nVi måler.\n",
}


def _settings(folder: Path, pages: dict[str, str]) -> Settings:
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (corpus / name).write_text(text, encoding="utf-8")
    variables = {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(folder / "var")}
    return load_settings(variables, file=folder / "none.toml")


def _vectors(known: Knowledge) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    starts = known.stretches.starts
    return (
        known.vectors.vectors(np.arange(len(known.passages))),
        known.words.vectors.vectors(np.arange(len(known.words.spelling))),
        starts,
        known.stretches.vectors.vectors(np.arange(int(starts[-1]))),
    )


def _postings(known: Knowledge) -> list[object]:
    assert isinstance(known.lexical, Bm25)
    held = known.lexical.postings
    return [held.terms, *(each.tolist() for each in (held.starts, held.rows, held.counts, held.lengths))]


STRATEGY = {"strategi.txt": "Strategi\n\nVi arbejder for havnen. Vi rydder op. Vi lytter.\n"}
OTHERS = {
    "one changed": {**PAGES, **STRATEGY},
    "one removed": {key: text for key, text in PAGES.items() if key != "kort.txt"},
    "one added before all others": {**PAGES, "a.txt": "Affald\n\nVi sorterer. Vi genbruger.\n"},
    "one changed, one removed, one added": {"vision.txt": PAGES["vision.txt"], **STRATEGY, "z.txt": "Zoner\n\nTo.\n"},
    # It keeps its id, and stands in another place.
    "one renamed": {"vision.txt": PAGES["vision.txt"], "a.txt": PAGES["strategi.txt"], "kort.txt": PAGES["kort.txt"]},
}


@pytest.mark.parametrize("changed", OTHERS.values(), ids=OTHERS)
def test_changed_documents_give_the_index_of_a_fresh_start(tmp_path: Path, changed: dict[str, str]) -> None:
    """Vectors of passages, words and stretches, and postings: what is kept from before is not lost or mixed up."""
    ingest(_settings(tmp_path / "old", PAGES))
    grown = _settings(tmp_path / "old", changed)
    for name in PAGES.keys() - changed.keys():
        (grown.corpus / name).unlink()
    ingest(grown)
    fresh = _settings(tmp_path / "new", changed)
    ingest(fresh)

    after, anew = open_current(grown.data), open_current(fresh.data)

    renamed = changed.keys() == {"vision.txt", "a.txt", "kort.txt"}
    assert [each.indexed_text for each in after.passages] == [each.indexed_text for each in anew.passages]
    assert renamed or list(after.passages) == list(anew.passages)
    assert renamed or after.documents == anew.documents
    assert _postings(after) == _postings(anew)
    for one, other in zip(_vectors(after), _vectors(anew), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)
    assert len(_vectors(after)[3]) > 0


def test_another_programs_postings_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version may know more stop words; its postings beside the old ones would find some words only here."""
    ingest(_settings(tmp_path, PAGES))
    monkeypatch.setattr("ingest.lexical.postings.grams", lambda _stem: ())
    monkeypatch.setattr("ingest.pipeline.code_fingerprint", lambda: "another")
    grown = _settings(tmp_path, {**PAGES, **STRATEGY})
    ingest(grown)

    terms = _postings(open_current(grown.data))[0]
    assert isinstance(terms, tuple)
    assert not any(term.startswith("~") for term in terms)
