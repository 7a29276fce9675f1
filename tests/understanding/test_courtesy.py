"""Courtesy around a question is taken off; courtesy alone, and the question itself, are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.courtesy import without_courtesy


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(
            "Dear Rettesnor, I hope this finds you well. Which goals do we have? Kind regards",
            "Which goals do we have?",
            id="english-letter",
        ),
        pytest.param(
            "Kære alle. Jeg håber, at I har det godt. Hvilke mål har vi? På forhånd mange tak.",
            "Hvilke mål har vi?",
            id="danish-letter",
        ),
        pytest.param(
            "Would you be so kind as to list our five values", "list our five values", id="would-you-be-so-kind"
        ),
        pytest.param("Vil du være så venlig at vise mig visionen", "vise mig visionen", id="vaere-saa-venlig"),
        pytest.param("I would be most grateful if you could tell me the mission", "tell me the mission", id="grateful"),
        pytest.param("lol what even is a milestone plan", "what is a milestone plan", id="chat"),
        pytest.param("Quick question: which goals do we have? No rush", "which goals do we have?", id="asides"),
        pytest.param(
            "Dumt spørgsmål måske, men hvilke mål har vi? Det haster", "men hvilke mål har vi?", id="asides-da"
        ),
        pytest.param("Hvilke mål har vi? Jeg har ledt overalt, hvis du ved det", "Hvilke mål har vi?", id="afterwards"),
        pytest.param("i’m trying to find out which goals we have", "which goals we have", id="curly-apostrophe"),
        pytest.param(
            "a quick questionnaire about our goals", "a quick questionnaire about our goals", id="whole-words"
        ),
        pytest.param("remind me to book a room", "remind me to book a room", id="an-order-is-no-aside"),
        pytest.param("Quick question", "Quick question", id="aside-alone"),
        pytest.param("Which goals do we have?", "Which goals do we have?", id="none"),
        pytest.param("what can i ask you about?", "what can i ask you about?", id="asks-what-it-can"),
        pytest.param("tak for hjælpen", "tak for hjælpen", id="thanks-alone"),
        pytest.param("Hej!", "Hej!", id="greeting-alone"),
    ],
)
def test_phrases_of_courtesy_are_taken_off(text: str, left: str) -> None:
    """What is asked stays to the letter."""
    assert without_courtesy(text) == left


@given(st.text(max_size=200))
def test_nothing_is_ever_added(text: str) -> None:
    """Whatever comes in, what is left stood there."""
    assert all(word in text for word in without_courtesy(text).split())
