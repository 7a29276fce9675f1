"""The lexical index ranks as a plain reading of BM25 does, inside any subset of passages."""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from ingest.lexical import Bm25, analyse, build_postings, grams
from ingest.records import Language

DA = Language.DANISH
WORDS = [
    "plan",
    "mål",
    "vision",
    "strategi",
    "beredskab",
    "vaccine",
    "data",
    "proces",
    "ledelse",
    "bias",
    "onboarding",
    "kvartal",
    "q1",
    "q2",
    "sygdom",
]


def _texts(count: int, seed: int) -> list[tuple[str, Language]]:
    chooser = random.Random(seed)
    return [(" ".join(chooser.choices(WORDS, k=chooser.randint(1, 12))), DA) for _ in range(count)]


def _naive(texts: Sequence[tuple[str, Language]], terms: Mapping[str, float], among: Sequence[int]) -> dict[int, float]:
    """Coverage of each passage, by the formula and nothing else."""
    bags, lengths = {}, {}
    for row in among:
        stems = [term.stem for term in analyse(*texts[row])]
        bags[row] = Counter(stems) + Counter(gram for each in stems for gram in grams(each))
        lengths[row] = len(stems)
    average = sum(lengths.values()) / len(lengths)
    scores, most = dict.fromkeys(among, 0.0), 0.0
    for term, weight in terms.items():
        holding = sum(1 for row in among if bags[row][term])
        if not holding:
            continue
        idf = math.log(1 + (len(among) - holding + 0.5) / (holding + 0.5))
        most += weight * idf * 2.2
        for row in among:
            count = bags[row][term]
            norm = 1.2 * (1 - 0.3 + 0.3 * lengths[row] / average)
            scores[row] += weight * idf * count * 2.2 / (count + norm)
    return {row: score / most for row, score in scores.items() if score}


@pytest.mark.parametrize("seed", range(8))
def test_ranking_is_that_of_a_second_implementation(seed: int) -> None:
    """Arrays are fast and easily off by one; a dictionary is slow and plain."""
    chooser = random.Random(seed)
    texts = _texts(60, seed)
    index = Bm25(build_postings(texts))
    terms = {term.stem: chooser.random() for term in analyse(" ".join(chooser.sample(WORDS, 4)), DA)}
    terms |= {gram: 0.3 for stem in list(terms) for gram in grams(stem)}
    among = sorted(chooser.sample(range(60), 25))

    rows, coverages = index.search(terms, among=np.array(among), limit=60)

    expected = _naive(texts, terms, among)
    assert dict(zip(rows.tolist(), coverages.tolist(), strict=True)) == pytest.approx(expected, abs=1e-5)
    assert rows.tolist() == sorted(expected, key=lambda row: (-round(expected[row], 6), row))


def test_wanted_passages_hold_what_they_hold_among_all() -> None:
    """Fewer are scored for their own sake alone: what a word tells is counted over all."""
    index = Bm25(build_postings(_texts(60, 3)))
    terms = {"plan": 1.0, "vision": 0.5, "q2": 1.0, "strategi": 0.2}
    among, wanted = np.arange(0, 60, 2), np.arange(0, 60, 6)

    coverages = index.coverages(terms, among=among, only=wanted)

    assert coverages.any()
    assert coverages.tolist() == index.coverages(terms, among=among)[::3].tolist()


def test_a_hidden_passage_cannot_be_felt() -> None:
    """Scores inside a subset are those of an index that never held the rest."""
    texts = _texts(40, 5)
    among = np.arange(0, 40, 2)
    whole, part = Bm25(build_postings(texts)), Bm25(build_postings(texts[::2]))
    terms = {"plan": 1.0, "vision": 0.5, "q2": 1.0, "strategi": 0.2}

    rows, coverages = whole.search(terms, among=among, limit=40)

    alone, expected = part.search(terms, among=np.arange(20), limit=40)
    assert rows.tolist() == (alone * 2).tolist()
    assert coverages.tolist() == expected.tolist()
    assert whole.vocabulary(among) == part.vocabulary(np.arange(20))


def test_the_limit_cuts_the_ranking_and_keeps_row_order_between_equals() -> None:
    """A cut that chose among equals at random would make answers unrepeatable."""
    index = Bm25(build_postings([("plan", DA)] * 6 + [("vision", DA)]))

    rows, _ = index.search({"plan": 1.0}, among=np.arange(7), limit=3)

    assert rows.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("terms", "among"), [({}, range(3)), ({"ukendt": 1.0}, range(3)), ({"plan": 1.0}, ()), ({"vision": 1.0}, (0, 1))]
)
def test_nothing_found_is_empty(terms: Mapping[str, float], among: Sequence[int]) -> None:
    """No passage is returned that holds none of the terms."""
    index = Bm25(build_postings([("plan", DA), ("plan", DA), ("vision", DA)]))

    rows, coverages = index.search(terms, among=np.array(among, dtype=np.int64), limit=5)

    assert len(rows) == len(coverages) == 0


def test_an_empty_index_can_be_searched() -> None:
    """A corpus may hold no passage."""
    index = Bm25(build_postings([]))

    rows, _ = index.search({"plan": 1.0}, among=np.empty(0, dtype=np.int64), limit=5)

    assert len(rows) == 0


def test_one_hundred_passages_are_searched_within_a_millisecond() -> None:
    """The lexical arm must not be felt in an answer's time."""
    index = Bm25(build_postings(_texts(100, 1)))
    terms = {each: 1.0 for word in WORDS for each in (word, *grams(word))}
    among = np.arange(100)
    index.search(terms, among=among, limit=20)

    times = []
    for _ in range(30):
        begun = time.perf_counter()
        index.search(terms, among=among, limit=20)
        times.append(time.perf_counter() - begun)

    assert min(times) < 0.001
