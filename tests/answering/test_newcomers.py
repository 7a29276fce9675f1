"""Newcomers who say who they are: their role is no condition, and what they ask is answered."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.understanding.presented import presented

PLAN = """\
# Fjeldredningens plan 2026-2029

## Vores formål og vision

### Vores formål

Ingen skal ligge alene på fjeldet.

### Vores vision

Et fjeld uden dødsulykker.

## Mål

### Mål 1: Flere frivillige

Vi uddanner 40 frivillige om året.

### Mål 2: Kortere ventetid

Vi er fremme inden for to timer.
"""
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(scope="module")
def rescue(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented rescue service's plan."""
    described = '[[organisation]]\nid = "fjeld"\nname = "Fjeldredningen"\nhome = true\n'
    folder = tmp_path_factory.mktemp("rescue")
    return assistant_over(write_corpus(folder / "corpus", {"plan.md": PLAN}, described=described), folder / "data")


@pytest.mark.parametrize(
    "question",
    [
        "hej jeg er ny bogholder, hvad skal jeg vide om planen?",
        "I start as stable hand on Monday. What should I know?",
        "Jeg starter som uddannelseskonsulent på mandag. Hvad skal jeg vide?",
    ],
)
def test_a_newcomer_learns_what_it_is_for_and_what_it_wants(rescue: Assistant, question: str) -> None:
    """Whatever the role: no document speaks of it, and a word like it elsewhere is no answer."""
    answer = rescue.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    quotes = [citation.quote for citation in answer.citations]
    assert quotes == ["Ingen skal ligge alene på fjeldet.", "Flere frivillige", "Kortere ventetid"]


def test_a_newcomers_question_is_answered(rescue: Assistant) -> None:
    """What somebody asks beside saying who they are is what they want to know."""
    answer = rescue.ask(asks("I've just joined as a finance officer - what is our vision?", on=TODAY), ANYBODY)

    assert [citation.quote for citation in answer.citations] == ["Et fjeld uden dødsulykker."]


def test_a_newcomers_question_for_more_than_there_is_stays_open(rescue: Assistant) -> None:
    """The role may be left out, what is asked may not."""
    answer = rescue.ask(asks("jeg er ny bogholder, hvad er lønnen for chauffører?", on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ABSTAINED


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Jeg er ny på kontoret for klima og miljø, hvad gør vi?", "Jeg er ny på kontoret for klima og miljø"),
        ("Hi, I'm the new press officer. Who chairs the board?", "I'm the new press officer"),
        ("New volunteer here :) what must I know?", "New volunteer here"),
        ("jeg er ny konsulent og vil vide hvad vi gør", "jeg er ny konsulent"),
        ("Is there a new press officer in the plan?", ""),
        ("hvornår startede projektet i mandags?", ""),
        ("I'm new", ""),
    ],
)
def test_only_words_on_oneself_are_taken_for_such(text: str, own: str) -> None:
    """What comes after a mark, or asks, is the question; a newcomer spoken of is a subject."""
    assert presented(text).strip(" .:,") == own
