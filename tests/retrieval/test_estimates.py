"""Of very many passages the search scores few exactly, and misses none that scoring all would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fakes import packed
from knowledge_samples import encoder, knowledge, lexicon

from assistant.retrieval import evidence
from assistant.retrieval.evidence import SearchEvidence, fuse, together
from assistant.retrieval.search import Searcher
from ingest.knowledge import Knowledge, Stretches
from ingest.records import Language
from ingest.vectors import Vectors

SUBJECTS = ("vand", "varme", "skoler", "broer", "havne", "skove", "veje", "sygehuse", "museer", "arkiver")
DEEDS = ("bygger", "måler", "lukker", "beskriver", "undersøger", "passer", "renser", "tæller", "flytter", "tegner")
SENTENCES = tuple(f"Vi {deed} {one} og {other}." for deed in DEEDS for one in SUBJECTS for other in SUBJECTS)
QUESTIONS = ("Hvem renser vandet?", "Hvad gør I ved skoler og museer?", "Who closes hospitals?", "Hvor er månen?")


@pytest.fixture(scope="module")
def many() -> Knowledge:
    """A thousand passages, every third with two stretches that are other passages' words."""
    over = knowledge({"plan": SENTENCES})
    count = len(SENTENCES)
    starts = np.concatenate([[0], np.cumsum([2 * (row % 3 == 0) for row in range(count)])]).astype(np.int64)
    texts = [SENTENCES[(7 * number + 3) % count] for number in range(int(starts[-1]))]
    vectors = Vectors(packed(encoder().embed_passages(texts)), count=len(texts), dim=encoder().dim)
    return replace(over, stretches=Stretches(starts=starts, vectors=vectors))


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_is_found_by_estimates_is_what_scoring_all_finds(
    many: Knowledge, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words, passages and stretches propose together: one near sentence is enough to be looked at."""
    scored = Searcher(many, encoder=encoder(), lexicon=lexicon()).search(text, language=Language.DANISH)
    monkeypatch.setattr(evidence, "FEW", 0)

    found = Searcher(many, encoder=encoder(), lexicon=lexicon(), rescored=60).search(text, language=Language.DANISH)

    assert [each.score for each in found] == pytest.approx([each.score for each in scored], abs=1e-5)
    assert {each.row for each in found[:5]} == {each.row for each in scored[:5]}


def test_a_passage_with_one_near_sentence_is_found(many: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the whole of it nor its words are near: its best stretch alone must bring it up."""
    monkeypatch.setattr(evidence, "FEW", 0)
    row, stretch = 0, "Julefrokosten holdes i kantinen."
    vectors = many.stretches.vectors.vectors(np.arange(int(many.stretches.starts[-1]))).copy()
    vectors[many.stretches.starts[row]] = encoder().embed_passages([stretch])[0]
    index = Vectors(packed(vectors), count=len(vectors), dim=encoder().dim)
    over = replace(many, stretches=replace(many.stretches, vectors=index))

    found = Searcher(over, encoder=encoder(), lexicon=lexicon(), rescored=30).search(
        "Hvor holdes julefrokosten?", language=Language.DANISH
    )

    assert found[0].row == row


def test_a_few_of_very_many_are_scored_exactly(many: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Estimates are made of all there are: of a few wanted ones the exact figures are had sooner."""
    few, searcher = np.arange(100), Searcher(many, encoder=encoder(), lexicon=lexicon(), rescored=60)
    scored = searcher.search(QUESTIONS[0], language=Language.DANISH, only=few)
    monkeypatch.setattr(evidence, "FEW", 0)
    monkeypatch.setattr(Vectors, "estimate", lambda *_: pytest.fail("estimated"))

    found = searcher.search(QUESTIONS[0], language=Language.DANISH, only=few)

    assert found
    assert found == scored


@pytest.mark.parametrize("better", ["cosines", "coverages", "stretches", "favoured"])
def test_each_kind_of_evidence_raises_a_passage(better: str) -> None:
    """None filters the others."""
    half = np.asarray([0.5], dtype=np.float32)
    plain = {"cosines": half, "stretches": half, "coverages": half, "favoured": half}

    more = fuse(**plain | {better: plain[better] + np.float32(0.2)})

    assert more > fuse(**plain)


def test_a_passage_of_a_single_stretch_is_judged_by_the_whole() -> None:
    """Its own vector says it all."""
    one = np.asarray([0.5], dtype=np.float32)
    none = np.asarray([np.nan], dtype=np.float32)
    arguments = {"cosines": one, "coverages": one, "favoured": one}

    assert fuse(stretches=none, **arguments) == pytest.approx(fuse(stretches=one, **arguments))


def test_a_passage_worded_in_two_ways_is_found_once_by_its_better_wording() -> None:
    """The editions of a passage are its other wordings; of two that are worth the same, the earlier part's counts."""
    originals = _evidence(rows=[3, 5, 8], scores=[0.2, 0.9, 0.4], cosines=[0.0, 0.0, 0.0])
    renderings = _evidence(rows=[3, 8], scores=[0.6, 0.4], cosines=[1.0, 1.0])

    found = together([originals, renderings])
    best = found.best(3)

    assert found.rows[best].tolist() == [5, 3, 8]
    assert found.cosines[best].tolist() == [0.0, 1.0, 0.0]
    assert found.rows[found.best(2)].tolist() == [5, 3]


def _evidence(*, rows: list[int], scores: list[float], cosines: list[float]) -> SearchEvidence:
    none = np.zeros(len(rows), dtype=np.float32)
    return SearchEvidence(
        rows=np.asarray(rows, dtype=np.int64),
        scores=np.asarray(scores, dtype=np.float32),
        cosines=np.asarray(cosines, dtype=np.float32),
        stretches=none,
        coverages=none,
    )
