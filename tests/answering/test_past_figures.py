"""Figures of years that no plan is for, told in the text of a plan for another year."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

PLAN = """\
# Resultatplan 2026

## Mål 1: Et godt arbejdssted

Det årlige sygefravær var 9,1 dage pr. medarbejder i 2024. Ved udgangen af 2025 var 212 stillinger besat.

Milepæle:

- Sygefraværet er højst 8,0 dage pr. medarbejder (Q4)
- Kantinen er åbnet (Q2)
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a plan for 2026 that tells of 2024."""
    folder = tmp_path_factory.mktemp("past")
    described = '[[organisation]]\nid = "fyr"\nname = "Fyrvæsenet"\nhome = true\n'
    return assistant_over(write_corpus(folder / "corpus", {"plan.md": PLAN}, described=described), folder / "data")


def _ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(asks(text, on=dt.date(2026, 3, 2)), ANYBODY)


@pytest.mark.parametrize(
    "text",
    [
        "hvad var sygefraværet i 2024?",
        "how high was sick leave in 2024?",
        "What is the target for sick leave, and what was it in 2024?",
    ],
)
def test_the_sentence_with_the_figure_of_the_year_is_told(plan: Assistant, text: str) -> None:
    """That the plan is for another year does not hide what it says of this one."""
    answer = _ask(plan, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert "9,1 dage" in answer.text


@pytest.mark.parametrize(
    "text",
    ["hvad var sygefraværet i 2023?", "hvor mange medarbejdere havde vi i 2024?", "hvilke mål havde vi i 2024?"],
)
def test_no_figure_of_another_year_or_thing_is_told(plan: Assistant, text: str) -> None:
    """A wrong answer is worse than none."""
    assert _ask(plan, text).status is AnswerStatus.ABSTAINED
