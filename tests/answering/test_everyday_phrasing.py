"""Everyday ways to ask: a time with any verb, a place in a text, one thing beside another."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks

from assistant.answer import AnswerStatus, Kind
from assistant.assistant import Assistant
from assistant.question import ANYBODY

IN_2026 = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Hvad skal vi have klaret i andet kvartal?",
        "What do we have to get sorted by in Q2?",
        "hvad har vi tilbage i Q2",
    ],
)
def test_a_quarter_of_the_plan_is_asked_about_whatever_verb_stands_with_it(fjord: Assistant, text: str) -> None:
    """The time narrows the plan; the verb beside it says nothing that a milestone would have to print."""
    answer = fjord.ask(asks(text, on=IN_2026), ANYBODY)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.MILESTONES)
    assert any("introforløb" in citation.quote for citation in answer.citations), answer.text


@pytest.mark.parametrize(
    "text", ["Hvad koster kantinen i andet kvartal?", "Who gets a pay rise in Q2?", "which countries in Q4?"]
)
def test_a_quarter_answers_for_no_other_thing(fjord: Assistant, text: str) -> None:
    """A quarter that stands in the plan is no reason to show milestones to whoever asks for something else."""
    answer = fjord.ask(asks(text, on=IN_2026), ANYBODY)

    assert answer.status is not AnswerStatus.ANSWERED


def test_where_something_is_mentioned_is_a_place_in_the_text(real: Assistant) -> None:
    """No postal address is wanted of a question for where the strategy mentions something."""
    answer = real.ask(asks("Does the strategy mention personalised medicine, and where?"), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert "personalized medicine" in answer.citations[-1].quote


def test_a_name_in_capitals_is_no_question_word(real: Assistant) -> None:
    """The WHO is an organisation; nobody is asked for."""
    answer = real.ask(asks("where does it mention the WHO?"), ANYBODY)

    assert any("WHO" in citation.quote for citation in answer.citations)


def test_a_clause_behind_a_term_explains_it(real: Assistant) -> None:
    """What follows a term as "in which …" says what it is."""
    answer = real.ask(asks("Hvad menes der med trafiklys-model?"), ANYBODY)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.DEFINITION)
    assert "hvor den enkelte institution vurderer" in answer.text


def test_two_things_are_set_beside_each_other(real: Assistant) -> None:
    """Whoever puts one next to the other compares them."""
    answer = real.ask(asks("put our vision next to Socialstyrelsen's"), ANYBODY)

    assert answer.kind is Kind.COMPARISON
    assert {citation.organisation for citation in answer.citations} == {"Statens Serum Institut", "Socialstyrelsen"}
