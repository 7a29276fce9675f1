"""Cells of tables, asked for by row and column, in Danish and English, over tables of two makes."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

PLAN = """\
# Canal Board business plan 2026

## Key performance indicators

| Ref | Indicator | Baseline 2024–25 | Target 2025–26 | Target 2026–27 | Source |
|---|---|---|---|---|---|
| K1 | Lock failures per month | 14 | 10 | 6 | Fault log |
| K2 | Visitors on the towpath | 210,000 | 230,000 | 250,000 | Counters |
| K3 | Staff turnover | 12% | 11% | – | HR system |
| K4 | Locks repainted | 20 | 30 | 40 | Fault log |

## Risks

| Risk | Likelihood | What we are doing about it | Owner |
|---|---|---|---|
| R1 A wall collapses | Low | Yearly inspection by divers | Chief Engineer |
| R2 Drought closes the summit | High | Back pumping from the reservoir | Head of Waterways |

## Who we are

| Department | Head | Staff |
|---|---|---|
| Waterways | Isla Brandreth | 88 |
| Communities and Heritage | Tom Penhale | 17 |
"""
STRATEGY = """\
# Strategi 2024-2027

## Sådan måler vi

| Indikator | Udgangspunkt 2023 | Måltal 2025 | Måltal 2027 | Ejer |
|---|---|---|---|---|
| Frafald på første studieår | 22 % | 19 % | 15 % | Studiechefen |
| Virksomheder med samarbejdsaftale | 140 | 200 | 300 | Erhvervschefen |
| Energiforbrug (kWh pr. m²) | 128 | 118 | 105 | Ressourcechefen |
"""


@pytest.fixture(scope="module")
def canal(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over indicators by financial year, risks and departments, in English."""
    folder = tmp_path_factory.mktemp("canal")
    described = '[[organisation]]\nid = "canal"\nname = "Canal Board"\nhome = true\n'
    return assistant_over(write_corpus(folder / "corpus", {"plan.md": PLAN}, described=described), folder / "data")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over indicators by year with their owners, in Danish."""
    folder = tmp_path_factory.mktemp("school")
    described = '[[organisation]]\nid = "skole"\nname = "Akademiet"\nhome = true\n'
    return assistant_over(write_corpus(folder / "corpus", {"s.md": STRATEGY}, described=described), folder / "data")


def _ask(assistant: Assistant, text: str, *before: str) -> Answer:
    return assistant.ask(asks(text, on=dt.date(2026, 3, 2), history=before), ANYBODY)


@pytest.mark.parametrize(
    ("text", "facts", "others"),
    [
        ("What is the target for lock failures in 2026-27?", ["Lock failures per month", "»6«"], ["»10«", "»14«"]),
        ("what is the target for lock failures?", ["»10«", "»6«"], ["»14«"]),
        ("What is the baseline and the 2026-27 target for lock failures?", ["»14«", "»6«"], ["»10«"]),
        ("hvad er målet for personaleomsætning i 2025-26?", ["Staff turnover", "»11%«"], ["»12%«"]),
        ("how many visitors do we want in 2026-27, compared with 2024-25?", ["250,000", "210,000"], ["230,000"]),
        ("Who owns the risk of drought?", ["Drought", "Head of Waterways"], ["Chief Engineer"]),
        ("hvem ejer risikoen for tørke?", ["Head of Waterways"], ["Chief Engineer"]),
        ("how likely is it that a wall collapses?", ["Low"], ["High"]),
        ("who is head of communities and heritage?", ["Tom Penhale"], ["Isla"]),
        ("what is the source of the figure for staff turnover?", ["HR system"], ["12%"]),
    ],
)
def test_the_cell_where_row_and_column_meet_is_told(
    canal: Assistant, text: str, facts: list[str], others: list[str]
) -> None:
    """With the name of its row and the heading of its column, and no other cell of the row."""
    answer = _ask(canal, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert [fact for fact in facts if fact not in answer.text] == []
    assert [fact for fact in others if fact in answer.text] == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("hvad er måltallet for frafald i 2027?", ["»15 %«"]),
        ("Hvor mange virksomheder skal vi have aftale med i 2027, sammenlignet med 2023?", ["»300«", "»140«"]),
        ("what is the target for energy consumption in 2025?", ["»118«"]),
        ("hvem ejer indikatoren for frafald?", ["Studiechefen"]),
    ],
)
def test_danish_headings_name_the_same_kinds_of_columns(school: Assistant, text: str, facts: list[str]) -> None:
    """A baseline is an "udgangspunkt" and a target a "måltal"."""
    answer = _ask(school, text)

    assert [fact for fact in facts if fact not in answer.text] == []


def test_another_year_after_it_is_of_the_same_row(school: Assistant) -> None:
    """Whoever has read one target asks for the next by its year alone."""
    answer = _ask(school, "og i 2025?", "hvad er måltallet for frafald i 2027?")

    assert "»19 %«" in answer.text
    assert "»15 %«" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "what is the target for lock failures in 2031?",
        "what is the target for bridge failures in 2026-27?",
        "who owns the risk of flooding?",
        "who is head of finance?",
    ],
)
def test_no_cell_is_told_for_another_row_or_year(canal: Assistant, text: str) -> None:
    """A wrong answer is worse than none."""
    assert not any(figure in _ask(canal, text).text for figure in ("»6«", "»10«", "Waterways", "Penhale", "Brandreth"))
