"""A reranker has the last word on the order of the best passages, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from knowledge_samples import ALL, OPEN, encoder, knowledge, lexicon
from numpy.typing import NDArray

from assistant.retrieval.reranking import Reranker
from assistant.retrieval.search import Searcher
from ingest.records import Language

QUESTION = "Hvornår holdes beredskabsøvelsen?"


class Longest:
    """Takes the longest passage for the best, and remembers what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Their lengths."""
        self.read = [question, *passages]
        return np.asarray([len(each) for each in passages], dtype=np.float32)


def _searcher(scorer: Longest, *, most: int) -> Searcher:
    return Searcher(knowledge(OPEN), encoder=encoder(), lexicon=lexicon(), reranker=Reranker(scorer, most=most))


def test_the_best_passages_come_in_its_order_and_the_others_after_them() -> None:
    """What it has not read keeps its place."""
    plain = Searcher(knowledge(OPEN), encoder=encoder(), lexicon=lexicon()).search(QUESTION, language=Language.DANISH)

    found = _searcher(Longest(), most=3).search(QUESTION, language=Language.DANISH)

    lengths = [len(each.passage.indexed_text) for each in found[:3]]
    assert lengths == sorted(lengths, reverse=True)
    assert {each.row for each in found[:3]} == {each.row for each in plain[:3]}
    assert found[3:] == plain[3:]
    assert [each.score for each in found] == [each.score for each in plain]


@pytest.mark.parametrize("limit", [1, 2])
def test_it_reads_more_than_are_wanted(limit: int) -> None:
    """The best of twenty is another one than the best of one."""
    scorer = Longest()

    found = _searcher(scorer, most=4).search(QUESTION, language=Language.DANISH, limit=limit)

    assert len(found) == limit
    assert scorer.read[0] == QUESTION
    assert len(scorer.read) == 5
    assert len(found[0].passage.indexed_text) == max(len(each) for each in scorer.read[1:])


def test_it_reads_nothing_that_the_asker_may_not() -> None:
    """A model's host may keep what it is given."""
    scorer = Longest()
    over = knowledge(ALL).readable_by(frozenset())
    searcher = Searcher(over, encoder=encoder(), lexicon=lexicon(), reranker=Reranker(scorer, most=99))

    searcher.search("bonus", language=Language.DANISH)

    assert len(scorer.read) > 1
    assert not any("bonus" in each for each in scorer.read[1:])
