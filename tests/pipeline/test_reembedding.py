"""A generation made from another by what changed is the one that would be made from nothing."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np

from ingest import pipeline
from ingest.knowledge import Knowledge
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


def test_one_changed_document_gives_the_vectors_of_a_fresh_start(tmp_path: Path) -> None:
    """Of passages, of words and of stretches alike: what is kept from before is not lost or mixed up."""
    changed = {**PAGES, "strategi.txt": "Strategi\n\nVi arbejder for havnen. Vi rydder op. Vi lytter.\n"}
    ingest(_settings(tmp_path / "old", PAGES))
    grown = _settings(tmp_path / "old", changed)
    ingest(grown)
    fresh = _settings(tmp_path / "new", changed)
    ingest(fresh)

    after, anew = open_current(grown.data), open_current(fresh.data)

    assert [passage.id for passage in after.passages] == [passage.id for passage in anew.passages]
    for one, other in zip(_vectors(after), _vectors(anew), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)
    assert len(_vectors(after)[3]) > 0
