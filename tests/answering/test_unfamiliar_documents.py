"""Questions over documents of other make than the corpus: values printed as headings, tables with weights."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

STRATEGY = """\
Forside › Om os › Strategi

Strategi for Havnevæsenet

Her står, hvad vi vil.

Vores værdier

Vi arbejder efter tre værdier.

Åbenhed
Vi deler vores viden, også når den er foreløbig.

Handlekraft
Vi træffer beslutninger i tide og står ved dem.

Respekt
Vi møder hinanden med nysgerrighed.

Sådan følger vi op

Direktionen drøfter strategien i april.
"""
PLAN = """\
# Resultatplan 2026

## Mål for 2026

### Mål 1: Sejladssikkerhed (vægt: 60 pct.)

**Ansvarlig:** Kontoret for Sejlads

| Nr. | Resultatkrav | Målepunkt | Frist | Ejer |
|---|---|---|---|---|
| 1.1 | Farvandskort | Kortet er offentligt tilgængeligt | 1. oktober 2026 | Kortteamet |
| 1.2 | Bøjer | Der er lagt 40 nye bøjer ud | 3. kvartal 2026 | Havneteamet |

### Mål 2: Arbejdsmiljø (vægt: 40 pct.)

| Nr. | Resultatkrav | Målepunkt | Frist | Ejer |
|---|---|---|---|---|
| 2.1 | Sygefravær | Fraværet er højst 7 dage | Ultimo 2026 | HR |
"""
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented harbour authority's documents."""
    described = '[[organisation]]\nid = "havn"\nname = "Havnevæsenet"\nhome = true\n'
    folder = tmp_path_factory.mktemp("harbour")
    corpus = write_corpus(folder / "corpus", {"strategi.txt": STRATEGY, "plan-2026.md": PLAN}, described=described)
    return assistant_over(corpus, folder / "data")


def _says(answer: Answer, *words: str) -> None:
    assert answer.status is AnswerStatus.ANSWERED, answer.text
    assert [each for each in words if each not in answer.text] == [], answer.text


def test_values_printed_as_headings_are_one_list(harbour: Assistant) -> None:
    """A reader sees three values under their heading, so all three are the answer."""
    _says(harbour.ask(asks("hvad er vores værdier?", on=TODAY), ANYBODY), "Åbenhed", "Handlekraft", "Respekt")


@pytest.mark.parametrize("question", ["Hvad betyder handlekraft hos os?", "hvad er den anden værdi?"])
def test_a_heading_is_explained_by_what_stands_under_it(harbour: Assistant, question: str) -> None:
    """The name of a value alone says nothing."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    _says(answer, "Vi træffer beslutninger i tide")
    assert "Vi deler vores viden" not in answer.text


@pytest.mark.parametrize(
    ("question", "expected", "other"),
    [
        ("Hvad vægter mål 2?", "40 pct.", "60 pct."),
        ("which goal has the highest weight?", "Sejladssikkerhed", "Arbejdsmiljø"),
        ("hvem er ansvarlig for de nye bøjer?", "Havneteamet", "Kortteamet"),
    ],
)
def test_weights_and_owners_are_told_of_what_is_asked(
    harbour: Assistant, question: str, expected: str, other: str
) -> None:
    """A weight in a heading is its goal's, and an owner in a row its milestone's."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    _says(answer, expected)
    assert other not in answer.text


def test_a_milestone_is_known_by_the_name_of_its_row(harbour: Assistant) -> None:
    """The plan says what is to be reached; that it is reached nobody has reported."""
    answer = harbour.ask(asks("Er farvandskortet færdigt?", on=TODAY), ANYBODY)

    assert answer.reason is Reason.NOT_REPORTED
    assert "Kortet er offentligt tilgængeligt" in answer.text
    assert "bøjer" not in answer.text
