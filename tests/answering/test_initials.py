"""Owners that a plan prints by initials, whose names stand somewhere else, and owners of something together."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

PLAN = """\
# Arbejdsplan 2026

Planen er lavet af Lone Vester Kjær (LVK) og Tove Rask, sekretær (TR).

## Mål

| Nr. | Mål | Milepæl | Frist | Tovholder |
|---|---|---|---|---|
| 1 | Flere skoleklasser | Folder sendt til alle skoler | Q1 | LVK |
| 2 | Bedre formidling | Ny app er klar | Q2 | NJB/LVK |
| 2 | Bedre formidling | Åbent skib er holdt | Q3 | TR |
| 3 | Skibsfart | Fugtmålere er sat op | Q3 | Drift og Økonomi og Samling |
| 4 | Penge | Ansøgning er sendt | Q4 | Samling |
"""
PEOPLE = """\
# Hvem er hvem

| Navn | Stilling | Initialer |
|---|---|---|
| Niels Juul Bach | Formidlingschef | NJB |
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a plan that explains its own initials."""
    return _over(tmp_path_factory, PLAN)


@pytest.fixture(scope="module")
def explained_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a plan that explains none: another page does."""
    return _over(
        tmp_path_factory, PLAN.replace("Planen er lavet af Lone Vester Kjær (LVK) og Tove Rask, sekretær (TR).", "")
    )


def _over(factory: pytest.TempPathFactory, plan: str) -> Assistant:
    folder = factory.mktemp("archive")
    described = '[[organisation]]\nid = "arkiv"\nname = "Arkivet"\nhome = true\n'
    files = {"plan.md": plan, "hvem.md": PEOPLE}
    return assistant_over(write_corpus(folder / "corpus", files, described=described), folder / "data")


def _ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(asks(text, on=dt.date(2026, 3, 2)), ANYBODY)


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("hvilke milepæle har Lone Vester Kjær?", ["Lone Vester Kjær (LVK)", "Folder sendt", "Ny app"], "Fugtmålere"),
        ("what is Tove responsible for?", ["Tove Rask (TR)", "Åbent skib"], "Folder"),
        ("hvem er tovholder på folderen?", ["»LVK«", "»Lone Vester Kjær«"], "Tove"),
        ("hvad skal Niels Juul Bach levere?", ["Niels Juul Bach og Lone Vester Kjær (NJB/LVK)", "Ny app"], "Folder"),
        ("hvem er TR?", ["»Tove Rask«"], "Lone"),
        ("hvad er Samling ansvarlig for?", ["Ansøgning er sendt", "Fugtmålere er sat op"], "Folder"),
    ],
)
def test_an_owner_is_found_by_name_and_told_by_name(
    archive: Assistant, text: str, said: list[str], unsaid: str
) -> None:
    """People ask for colleagues by name, and few know who "LVK" is."""
    answer = _ask(archive, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert [each for each in said if each not in answer.text] == []
    assert unsaid not in answer.text


def test_initials_are_explained_by_another_page(explained_elsewhere: Assistant) -> None:
    """A list of staff explains the initials of every plan that explains none itself."""
    answer = _ask(explained_elsewhere, "hvad har Niels Juul Bach ansvaret for?")

    assert "Ny app er klar" in answer.text
    assert "Niels Juul Bach" in answer.text


def test_whole_words_of_a_milestone_come_before_a_part_of_a_goal(archive: Assistant) -> None:
    """A ship is a part of "Skibsfart", whose owner has nothing to do with the open ship."""
    answer = _ask(archive, "hvem er ansvarlig for åbent skib?")

    assert "»Tove Rask«" in answer.text
    assert "Drift" not in answer.text


def test_nobody_is_made_of_initials_that_nothing_explains(archive: Assistant) -> None:
    """Capitals alone are no person."""
    assert _ask(archive, "hvem er ABC?").status is AnswerStatus.ABSTAINED
