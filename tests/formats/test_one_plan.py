"""One plan, written by the programs people write plans with, says the same in every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from plan import COMMON, PROFESSIONAL, ROWS, Goal
from sources import HUNG, PARTED_BY_BROWSER, PARTED_BY_WRITER, column_paragraphs

from ingest.goals import find_goals
from ingest.passages import find_passages
from ingest.records import Document

NAMES = ("plan.md", "plan.html", "plan.docx", "plan.pdf", "plan-browser.pdf", "plan.xlsx", "plan.pptx")
SERIES = {"Fælles mål": COMMON, "Faglige mål": PROFESSIONAL, "Milepæle for havnene": ROWS}


def _wanted() -> list[tuple[object, ...]]:
    return [
        (series, goal.number, goal.title, goal.wording, goal.owner or _owners(goal), goal.weight or None, _steps(goal))
        for series, goals in SERIES.items()
        for goal in goals
    ]


def _owners(goal: Goal) -> str:
    return ", ".join(dict.fromkeys(step.owner for step in goal.steps))


def _steps(goal: Goal) -> list[tuple[str, str | None, str | None]]:
    return [(step.text, step.first, step.last) for step in goal.steps]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_goals_and_milestones_come_out_of_every_format(name: str, load: Callable[[str], Document]) -> None:
    """What a plan says does not depend on the program that saved it."""
    goals, _ = find_goals(load(name))

    found = [
        (
            goal.series,
            goal.number,
            goal.title.text if goal.title else None,
            goal.wording.text if goal.wording else None,
            goal.owner,
            goal.weight,
            [
                (
                    each.quote.text,
                    each.quarters.first.isoformat() if each.quarters else None,
                    each.quarters.last.isoformat() if each.quarters else None,
                )
                for each in goal.milestones
            ],
        )
        for goal in goals
    ]
    assert found == _wanted()


@pytest.mark.parametrize("name", NAMES)
def test_a_time_without_days_is_reported_in_every_format(name: str, load: Callable[[str], Document]) -> None:
    """Before the summer holidays is no day: the milestone has no time, and a person is told which words were meant."""
    _, findings = find_goals(load(name))

    assert [each.details["printed"] for each in findings if each.code == "time_not_understood"] == [
        "inden sommerferien"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_quotations_hold_in_every_format(name: str, load: Callable[[str], Document]) -> None:
    """Whatever is cited stands in the stored text at its place, and the introduction is whole sentences of it."""
    document = load(name)
    goals, _ = find_goals(document)
    passages = find_passages(document, goals)

    quotes = [quote for passage in passages for quote in passage.quotes]
    assert all(quote.span.of(document.text) == quote.text for quote in quotes)
    assert len(quotes) > 20


def test_a_printed_list_in_a_list_keeps_its_steps(load: Callable[[str], Document]) -> None:
    """Browsers draw rings before the inner items, and a blank without room where a soft hyphen broke no line."""
    goals, _ = find_goals(load("steps-browser.pdf"))

    assert [[each.quote.text for each in goal.milestones] for goal in goals] == [
        ["Portalen åbner (Q1)", "20 stationer er opsat (Q2)", "Data er offentlige (Q3)"]
    ]
    assert goals[0].wording is not None
    assert goals[0].wording.text == "Målinger af vandets tilstand er offentlige."


@pytest.mark.parametrize(
    ("name", "words"),
    [(f"columns-{words}.pdf", words) for words in PARTED_BY_WRITER]
    + [(f"columns-{words}-browser.pdf", words) for words in PARTED_BY_BROWSER],
)
def test_columns_of_few_lines_are_read_one_after_the_other(
    name: str, words: int, load: Callable[[str], Document]
) -> None:
    """Where the other pages have columns, two lines beside two are columns too, and neither rows nor one long line."""
    text = load(name).text

    assert text.split() == ["Strategi", "for", "havnene", *" ".join(column_paragraphs(words)).split()]


@pytest.mark.parametrize("name", ["raised.html", "raised.docx", "raised.pdf", "raised-browser.pdf"])
def test_raised_digits_are_read_for_what_they_are(name: str, load: Callable[[str], Document]) -> None:
    """A note's mark is no part of the word or year before it, a square is one, and a formula is one word."""
    assert " ".join(load(name).text.split()) == (
        "Resultatplan 2026 Mål 1: Klima "
        "Vi sænker CO2-udledningen fra 120.000 m² bygninger inden 2025, og 10⁶ børn mærker det. "
        "Portalen er åbnet i Q2 2026. Det er den 1st af dem."
    )


def test_markers_far_from_their_words_are_no_column(load: Callable[[str], Document]) -> None:
    """Word hangs bullets and numbers so far before their items that there is white enough for two columns."""
    goals, _ = find_goals(load("hanging.pdf"))

    assert [tuple(each.quote.text for each in goal.milestones) for goal in goals] == [HUNG, HUNG]
