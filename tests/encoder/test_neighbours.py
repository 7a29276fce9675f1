"""
Words near other words: what a question's word may stand as in the documents.

Owns the neighbours of a vocabulary; leaves the vectors to test_static.py.
"""

from __future__ import annotations

import pytest

from ingest.encoder.neighbours import Neighbours
from ingest.encoder.static import StaticEncoder


@pytest.fixture(scope="module")
def neighbours() -> Neighbours:
    """Over a few Danish words as a document has them."""
    words = ["Målepunkter", "nyfødte", "egenskaber", "vacciner", "styrelsen", "rapporten", "mandag", "screening"]
    return Neighbours(StaticEncoder.load(), words)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("newborns", "nyfødte"), ("vaccines", "vacciner"), ("qualities", "egenskaber"), ("Newborn", "nyfødte")],
)
def test_an_english_word_finds_the_danish_one(neighbours: Neighbours, word: str, expected: str) -> None:
    """A word that the lexicon lacks is still understood by its vector."""
    near = neighbours.near(word)

    assert near[0][0] == expected
    assert 0.55 <= near[0][1] <= 1


@pytest.mark.parametrize("word", ["", "中文", "accordion"], ids=["empty", "unknown", "far"])
def test_a_word_without_a_near_one_has_none(neighbours: Neighbours, word: str) -> None:
    """An answer must not rest on a likeness that is none."""
    assert neighbours.near(word) == ()


def test_a_word_is_not_its_own_neighbour(neighbours: Neighbours) -> None:
    """It is known already."""
    assert "nyfødte" not in dict(neighbours.near("nyfødte"))


def test_an_empty_vocabulary_has_no_neighbours() -> None:
    """An asker may be allowed no document at all."""
    assert Neighbours(StaticEncoder.load(), ()).near("mål") == ()
