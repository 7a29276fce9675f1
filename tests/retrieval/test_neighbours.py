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


class Crowded:
    """An encoder without a quicker way for single words, all of whose vectors lie in a narrow cone, as e5's do."""

    name = "crowded"
    dim = encoder().dim + 1

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Cosines c of the bundled encoder become (c + 4) / 5: between 0.6 and 1."""
        known = encoder().embed_questions(texts)
        return np.hstack([known, np.full((len(texts), 1), 2, np.float32)]) / np.float32(np.sqrt(5))

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `embed_questions`."""
        return self.embed_questions(texts)


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


@pytest.mark.parametrize("word", [*ASKED, "liv", "中文語言"])
def test_any_encoder_will_do(word: str) -> None:
    """In a model from elsewhere a cosine of 0.8 may mean nothing; taken as it is, every word would stand for any."""
    usual = Neighbours(knowledge(ALL), encoder=encoder()).near(word)
    crowded = Neighbours(knowledge(ALL, by=Crowded()), encoder=Crowded()).near(word)

    near = dict(usual)
    assert {each for each, _ in crowded} <= set(near)
    assert {each for each, cosine in usual if cosine > LEAST + 0.1} <= {each for each, _ in crowded}
    assert all(likeness == pytest.approx(near[each], abs=0.05) for each, likeness in crowded)


def test_no_words_have_no_neighbours() -> None:
    """An asker may be allowed no document at all."""
    assert Neighbours(knowledge({}), encoder=encoder()).near("newborns") == ()
    assert Neighbours(ABLATIONS["without FAISS"](knowledge(OPEN)), encoder=encoder()).near("newborns") == ()


def test_shuffled_word_vectors_mislead() -> None:
    """If they did not, the stored vectors would not be what is searched."""
    shuffled = Neighbours(ABLATIONS["shuffled vectors"](knowledge(OPEN)), encoder=encoder())

    assert "nyfødte" not in dict(shuffled.near("newborns"))
