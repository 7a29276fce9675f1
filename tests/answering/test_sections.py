"""Sections asked for by their heading, and the first questions offered, which ask so."""

from __future__ import annotations

import pytest
from answer_scenes import asks

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY


@pytest.mark.parametrize("name", ["real", "north_sea", "fjord"])
@pytest.mark.parametrize("greeting", ["hej", "hello"])
def test_every_first_question_offered_has_an_answer(name: str, greeting: str, request: pytest.FixtureRequest) -> None:
    """Whoever clicks on a suggestion is not asked what they mean."""
    assistant: Assistant = request.getfixturevalue(name)

    offered = assistant.ask(asks(greeting), ANYBODY).suggestions

    assert len(offered) > 1
    assert {assistant.ask(asks(text), ANYBODY).status for text in offered} == {AnswerStatus.ANSWERED}


@pytest.mark.parametrize("heading", ["“What guides us”", "»2. What guides us«", '"what guides us?"'])
def test_a_quoted_heading_is_found_whatever_its_number_and_capitals(north_sea: Assistant, heading: str) -> None:
    """It need not hold one word that means anything to a search."""
    answer = north_sea.ask(asks(f"What does it say under {heading}"), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert {citation.section[-1] for citation in answer.citations} == {"What guides us"}


def test_what_is_quoted_and_is_no_heading_is_not_made_one(real: Assistant) -> None:
    """Words between quotation marks are first of all words."""
    answer = real.ask(asks("What does it say under “Parking at the lake”?"), ANYBODY)

    assert answer.status is not AnswerStatus.ANSWERED
