"""Questions over plans that are one table: who does what, for how much, in the words of its own columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

PLAN = """\
# Handlingsplan 2026

| Tema | Aktivitet | Kendetegn | Kvartal | Ansvarlig | Beløb i t.kr. |
|---|---|---|---|---|---|
| Huset | Køkkenet flyttes | Caféen er åben | Q2 | Bo Berg | 1.250 |
| Huset | Nye skilte i parken | Skiltene står der | Q4 | Ida Skov | - |
| Skolen | To elever begynder | De er ansat | Q3 | Ida Skov | 340 |

Der er afsat 200.000 kr. til uforudsete udgifter.
"""
VISITORS = """\
# Visitor plan 2026

| Goal | Milestone | Due | Funding |
|---|---|---|---|
| 1. More volunteers | Recruitment day held at the school | March | £1,200 |
| 2. Better training | New handbook printed | September | £800 |
"""


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a Danish plan of activities and an English one of milestones."""
    folder = tmp_path_factory.mktemp("museum")
    described = '[[organisation]]\nid = "m"\nname = "Museet"\nhome = true\n'
    files = {"plan.md": PLAN, "visitors.md": VISITORS}
    return assistant_over(write_corpus(folder / "corpus", files, described=described), folder / "data")


def _ask(assistant: Assistant, text: str, *before: str) -> Answer:
    return assistant.ask(asks(text, on=dt.date(2026, 3, 2), history=before), ANYBODY)


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("Hvor meget er der sat af til køkkenet?", "»1.250«", "»340«"),
        ("how much money is set aside for the kitchen?", "»1.250«", "»340«"),
        ("hvor mange penge er der til de nye elever?", "»340«", "»1.250«"),
        ("how much do we spend on recruitment?", "»£1,200«", "£800"),
        ("hvad koster den nye håndbog?", "»£800«", "£1,200"),
        ("hvor mange penge er der til uforudsete udgifter?", "200.000 kr.", "1.250"),
    ],
)
def test_a_sum_stands_under_whatever_its_column_is_called(museum: Assistant, text: str, said: str, unsaid: str) -> None:
    """A budget is "Beløb i t.kr." in one plan and "Funding" in another, and people ask what is set aside."""
    answer = _ask(museum, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.text
    assert unsaid not in answer.text


@pytest.mark.parametrize("text", ["hvad koster de nye skilte?", "hvor meget er der sat af til et nyt tag?"])
def test_no_sum_is_told_where_none_stands(museum: Assistant, text: str) -> None:
    """An empty cell, and a thing in no row, cost what nobody has written down."""
    assert _ask(museum, text).status is AnswerStatus.ABSTAINED


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("Hvilke aktiviteter har Ida Skov ansvaret for?", "Nye skilte", "Køkkenet"),
        ("which activities is Ida Skov responsible for?", "To elever begynder", "Køkkenet"),
        ("hvilke Q2-aktiviteter er stadig åbne?", "Køkkenet flyttes", "Nye skilte"),
    ],
)
def test_milestones_are_asked_for_by_the_word_over_their_column(
    museum: Assistant, text: str, said: str, unsaid: str
) -> None:
    """Nobody calls them milestones where the plan says "Aktivitet"."""
    answer = _ask(museum, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.text
    assert unsaid not in answer.text


def test_whether_pupils_began_is_not_reported(museum: Assistant) -> None:
    """Their stem is that of the English number eleven, which is chance."""
    answer = _ask(museum, "Er de to elever begyndt?")

    assert answer.reason is Reason.NOT_REPORTED
    assert "To elever begynder" in answer.text


def test_the_plans_own_count_is_quoted(tmp_path: Path) -> None:
    """A reader who counts otherwise sees what the plan itself says."""
    described = '[[organisation]]\nid = "m"\nname = "Museet"\nhome = true\n'
    files = {"plan.md": f"{PLAN}\nDer er 12 ansatte. Planen har tre aktiviteter.\n"}
    assistant = assistant_over(write_corpus(tmp_path / "corpus", files, described=described), tmp_path / "data")

    assert "»Planen har tre aktiviteter.«" in _ask(assistant, "hvor mange aktiviteter er der i handlingsplanen?").text
