"""A question's word is led to the words of the documents that are near it in meaning, and to no others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from knowledge_samples import ALL, OPEN, encoder, knowledge
from numpy.typing import NDArray

from assistant.retrieval.neighbours import LEAST, MOST, Neighbours
from evals.ablations import ABLATIONS

ASKED = ("newborns", "vaccines", "surveillance", "wastewater", "percent", "allow", "employees", "accordion")


class Plain:
    """The bundled encoder without its quicker way for single words."""

    name = "plain"
    dim = encoder().dim

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the bundled one."""
        return encoder().embed_questions(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Must not be asked: a word is not a passage."""
        raise AssertionError


@pytest.mark.parametrize(("word", "expected"), [("newborns", "nyfødte"), ("vaccines", "vacciner")])
def test_an_english_word_finds_the_danish_one(word: str, expected: str) -> None:
    """A word that the lexicon lacks is still understood by its vector."""
    near = Neighbours(knowledge(OPEN), encoder=encoder()).near(word)

    assert near[0][0] == expected
    assert LEAST <= near[0][1] <= 1 + 1e-6
    assert len(near) <= MOST


@pytest.mark.parametrize("word", ["", "中文語言", "accordion", "liv"], ids=["empty", "unknown", "far", "short"])
def test_a_word_without_a_near_one_has_none(word: str) -> None:
    """An answer must not rest on a likeness that is none."""
    assert Neighbours(knowledge(OPEN), encoder=encoder()).near(word) == ()


def test_a_word_is_not_its_own_neighbour() -> None:
    """It is known already."""
    assert "nyfødte" not in dict(Neighbours(knowledge(OPEN), encoder=encoder()).near("nyfødte"))


@pytest.mark.parametrize("word", ASKED)
def test_a_word_of_a_hidden_document_is_not_felt(word: str) -> None:
    """What stands only there would otherwise show in what a question is taken to mean."""
    hidden = Neighbours(knowledge(ALL).readable_by(frozenset()), encoder=encoder()).near(word)
    absent = Neighbours(knowledge(OPEN), encoder=encoder()).near(word)

    assert [each for each, _ in hidden] == [each for each, _ in absent]
    assert [cosine for _, cosine in hidden] == pytest.approx([cosine for _, cosine in absent], abs=1e-6)


def test_a_word_of_a_readable_document_is_found_by_those_who_may_read_it() -> None:
    """Access opens as well as closes; this is what the test above would miss."""
    over = knowledge(ALL)

    assert "procent" in dict(Neighbours(over.readable_by(frozenset({"hr"})), encoder=encoder()).near("percent"))
    assert "procent" not in dict(Neighbours(over.readable_by(frozenset()), encoder=encoder()).near("percent"))


@pytest.mark.parametrize("word", ASKED)
def test_any_encoder_will_do(word: str) -> None:
    """A model from elsewhere has no way of its own for single words."""
    over = knowledge(ALL)

    assert Neighbours(over, encoder=Plain()).near(word) == Neighbours(over, encoder=encoder()).near(word)


def test_no_words_have_no_neighbours() -> None:
    """An asker may be allowed no document at all."""
    assert Neighbours(knowledge({}), encoder=encoder()).near("newborns") == ()
    assert Neighbours(ABLATIONS["without FAISS"](knowledge(OPEN)), encoder=encoder()).near("newborns") == ()


def test_shuffled_word_vectors_mislead() -> None:
    """If they did not, the stored vectors would not be what is searched."""
    shuffled = Neighbours(ABLATIONS["shuffled vectors"](knowledge(OPEN)), encoder=encoder())

    assert "nyfødte" not in dict(shuffled.near("newborns"))
