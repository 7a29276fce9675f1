"""Several things asked for at once: each by a label of its own, or none of them."""

from __future__ import annotations

import pytest
from answer_scenes import asks

from assistant.answer import AnswerStatus, Kind
from assistant.assistant import Assistant
from assistant.question import ANYBODY


@pytest.mark.parametrize("text", ["What are our mission and vision?", "Hvad er vores mission og vision?"])
def test_each_thing_is_quoted_in_the_order_asked(real: Assistant, text: str) -> None:
    """A heading that names both in passing ("Mission, vision og strategi") answers neither."""
    answer = real.ask(asks(text), ANYBODY)

    quotes = [citation.quote for citation in answer.citations]
    assert answer.kind is Kind.WORDING
    assert [quote[:20] for quote in quotes] == [
        "Statens Serum Instit",
        "Vi styrker sundhed g",
        "Visionen er:",
        "SSI som en integrere",
    ]


def test_a_list_among_them_is_given_whole(real: Assistant) -> None:
    """Mission, vision and the five words that stand for values."""
    answer = real.ask(asks("mission, vision og værdier"), ANYBODY)

    assert answer.kind is Kind.LIST
    assert [citation.quote for citation in answer.citations][-5:] == [
        "Beredt",
        "Faglig",
        "Nyttig",
        "Nytænkende",
        "Samarbejdende",
    ]


def test_a_part_without_a_label_is_not_passed_over(real: Assistant) -> None:
    """Half an answer would read as the whole one."""
    answer = real.ask(asks("What are our mission and our parking rules?"), ANYBODY)

    assert answer.status is AnswerStatus.ABSTAINED
    assert "parking" in answer.text


def test_a_comparison_judges_nothing(real: Assistant) -> None:
    """Both are quoted, and it says that nobody weighs them."""
    answer = real.ask(asks("What is the difference between the mission and the vision?"), ANYBODY)

    assert answer.kind is Kind.COMPARISON
    assert "nor do I" in answer.text
