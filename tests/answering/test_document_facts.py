"""Facts about documents themselves: what period they are for, and times that are more than that period."""

from __future__ import annotations

import pytest
from answer_scenes import asks

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY


@pytest.mark.parametrize(
    "text",
    [
        "when does the plan end?",
        "how long is the plan valid?",
        "which period does the plan cover?",
        "Hvornår udløber planen?",
        "hvor længe gælder planen?",
        "Hvilken periode dækker resultatplanen?",
    ],
)
def test_a_plan_is_asked_for_its_period(real: Assistant, text: str) -> None:
    """However it is put."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert "2025" in answer.text
    assert {citation.document for citation in answer.citations} == {"ssi-maal-og-resultatplan-2025"}


@pytest.mark.parametrize("text", ["When does the plan for HAIBA end?", "Hvornår er HAIBA færdig i planen?"])
def test_what_a_plan_plans_is_not_the_plan(real: Assistant, text: str) -> None:
    """A milestone has its own time."""
    answer = real.ask(asks(text), ANYBODY)

    assert any("HAIBA" in citation.quote for citation in answer.citations)


def test_the_year_of_the_plan_is_no_answer_to_when(real: Assistant) -> None:
    """A report "for 2025" may come whenever it likes; one "in March 2026" has its time."""
    answer = real.ask(asks("When is the annual report due?"), ANYBODY)

    assert "marts 2026" in answer.text


@pytest.mark.parametrize("text", ["Summarise the plan", "Giv mig et overblik over planen", "Kan du opsummere planen?"])
def test_a_plan_in_short_is_its_goals(real: Assistant, text: str) -> None:
    """All of them, in order, by their official titles: nothing is retold."""
    answer = real.ask(asks(text), ANYBODY)

    assert [goal.number for goal in answer.goals] == ["1", "2", "3"] * 2


def test_a_strategy_in_short_is_what_the_organisation_is_for(real: Assistant) -> None:
    """In its own words."""
    answer = real.ask(asks("opsummer strategien"), ANYBODY)

    assert answer.text.startswith("»Vi styrker sundhed gennem sygdomskontrol og forskning.«")


@pytest.mark.parametrize("text", ["Hvad var vores resultater i 2024?", "what were our results in 2024?"])
def test_a_plan_tells_nothing_of_a_year_that_it_is_not_for(real: Assistant, text: str) -> None:
    """What the plan of 2025 is meant for answers no question about another year."""
    assert real.ask(asks(text), ANYBODY).status is not AnswerStatus.ANSWERED
