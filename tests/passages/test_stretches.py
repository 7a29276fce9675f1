"""Stretches: what of a passage is compared with a question by itself."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.knowledge import Stretches
from ingest.records import Passage, PassageKind, Quote, Span
from ingest.stretches import find_stretches

TEXT = "Vi måler vand. Vi skriver rapporter.\nBeredt\n"


def _passage(*spans: Span) -> Passage:
    quotes = tuple(Quote.at(TEXT, span) for span in spans)
    whole = Span(spans[0].start, spans[-1].end)
    return Passage(id="p", document="d", kind=PassageKind.PARAGRAPH, path=("Opgaver",), span=whole, quotes=quotes)


class _Held:
    """A `VectorIndex` that only gives back what it holds."""

    def __init__(self, vectors: np.ndarray) -> None:
        self._vectors = vectors

    def search(self, vector: np.ndarray, *, among: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
        raise NotImplementedError

    def vectors(self, rows: np.ndarray) -> np.ndarray:
        return self._vectors[rows]

    def cosines(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return self._vectors[rows] @ vector

    def estimate(self, vector: np.ndarray) -> np.ndarray:
        return self._vectors @ vector


def test_a_passage_of_several_sentences_has_each_under_its_heading() -> None:
    """A question is mostly about one of them, and the heading says of what."""
    stretches, starts = find_stretches([_passage(Span(0, 36)), _passage(Span(37, 43))], {"d": TEXT})

    assert stretches == ["Opgaver Vi måler vand.", "Opgaver Vi skriver rapporter."]
    assert starts.tolist() == [0, 2, 2]


def test_the_best_stretch_counts_and_a_passage_without_any_has_none() -> None:
    """A long goal is as near as its nearest milestone."""
    vectors = np.asarray([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
    stretches = Stretches(starts=np.asarray([0, 2, 2, 3]), vectors=_Held(vectors))

    vector, rows = np.asarray([0, 1], dtype=np.float32), np.asarray([2, 1, 0])

    assert stretches.best(vector, rows) == pytest.approx([1.0, np.nan, 0.8], nan_ok=True)
    assert stretches.estimate(vector, rows) == pytest.approx([1.0, np.nan, 0.8], nan_ok=True)


def test_without_any_stretches_no_passage_has_a_best_one() -> None:
    """A generation of single sentences holds none."""
    vector, rows = np.asarray([0, 1], dtype=np.float32), np.asarray([0, 1])

    assert np.isnan(Stretches().best(vector, rows)).all()
    assert np.isnan(Stretches().estimate(vector, rows)).all()
