"""Parties, partners, kinds and places are told where the documents show them by other words than the question's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from answer_scenes import asks, assistant_over, quoted, write_corpus

from assistant.answer import AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

TODAY = dt.date(2026, 11, 10)
TOML = """
[[organisation]]
id = "park"
name = "Parkstyrelsen"
home = true

[[document]]
path = "park.md"
organisation = "park"
kind = "results_plan"
title = "Resultatplan 2026"
language = "da"
period = "2026"

[[document]]
path = "strategi.md"
organisation = "park"
kind = "strategy"
title = "Strategi"
language = "da"
"""
PLAN = """# Resultatplan 2026

## 1. Aftale

Resultatplanen indgås mellem parkdirektøren og havneministeren.
Der afrapporteres på målene som led i sammenfatningen af årets resultater i årsrapporten for 2026.

## 2. Egne mål

### Mål 1: Flere bænke

Målepunkter:

- Bænken er stillet op på torvet som forsøg (Q3).
- Behovet for bænke er afdækket i samarbejde med andre styrelser (Q4).

### Mål 2: Grønnere veje

Målepunkter:

- Frø er sået langs vejene (Q4).
"""
STRATEGY = """# Strategi

Parkstyrelsens strategi sætter rammerne for arbejdet. Strategien omfatter vision og opgaver.

## Vision

Parkerne er for alle. Det gør vi i tæt samspil med kommuner, skoler og gartnerier.

## Forskning

Styrelsen forsker i bænke gennem en kobling af botanik, akustik og geologi.
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the plan and strategy of an invented agency."""
    folder: Path = tmp_path_factory.mktemp("park")
    texts = {"park.md": PLAN, "strategi.md": STRATEGY}
    return assistant_over(write_corpus(folder / "corpus", texts, described=TOML), folder / "var")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who are the two parties to the results plan?", "havneministeren"),
        ("Which two parties make the results plan?", "havneministeren"),
        ("Hvem er parterne i resultatplanen?", "havneministeren"),
        ("Hvilke discipliner vil strategien koble i forskningen i bænke?", "akustik"),
        ("Where will the year's results be reported?", "årsrapporten"),
        ("Where are the final results reported?", "årsrapporten"),
        ("Hvor afrapporteres årets resultater?", "årsrapporten"),
        ("Who does the agency work with, according to its vision?", "skoler"),
        ("Hvem arbejder vi sammen med ifølge visionen?", "skoler"),
        ("Is the bench a finished product or a trial?", "som forsøg"),
        ("Er bænken på torvet et færdigt produkt eller et forsøg?", "som forsøg"),
    ],
)
def test_what_the_sentence_shows_answers(park: Assistant, question: str, told: str) -> None:
    """Two between whom something is agreed are its parties, and a list of what is linked tells the disciplines."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any(told in each for each in quoted(answer))


@pytest.mark.parametrize("question", ["Which musicians sit on the board?", "Hvilke skoler forsker vi sammen med?"])
def test_a_list_of_other_things_does_not_answer(park: Assistant, question: str) -> None:
    """Where more than the word for the things is missing, no list shows them."""
    assert park.ask(asks(question, on=TODAY), ANYBODY).status is AnswerStatus.ABSTAINED


@pytest.mark.parametrize("question", ["Did we meet the bench goal?", "Have we hit goal 2?", "Nåede vi målet om bænke?"])
def test_whether_a_goal_was_met_only_a_report_tells(park: Assistant, question: str) -> None:
    """Nothing was reported, which is another thing than that the documents lack the goal."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.reason is Reason.NOT_REPORTED
    assert answer.milestones


@pytest.mark.parametrize("question", ["What's left this year?", "Hvad er der tilbage i år?"])
def test_what_is_left_is_what_is_open(park: Assistant, question: str) -> None:
    """Every milestone that nobody reported as done."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert len(answer.milestones) == 3


def test_what_milestones_mention_names_no_series(park: Assistant) -> None:
    """Only the milestone that says so mentions other agencies."""
    answer = park.ask(asks("Which milestones mention cooperation with other agencies?", on=TODAY), ANYBODY)

    assert ["andre styrelser" in each.text for each in answer.milestones] == [True]
