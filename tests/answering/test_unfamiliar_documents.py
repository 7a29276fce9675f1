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
ABOUT = """\
# Om Havnevæsenet

## Formål

Vi holder farvandet åbent for alle.

## Vision

Et farvand uden ulykker.

## Direktionen

Eva Lund, direktør
Bo Ravn, vicedirektør for data

## Risici

- **Vejr**: storme flytter bøjerne.
- **Skibe**: de bliver større.

## Nøgletal

| Nøgletal | 2025 | Mål 2026 |
|---|---|---|
| Anløb | 3.1 mio. | 3.4 mio. |
| Ulykker | 14 | 10 |
| Ventetid | 6 timer | 4 timer |

## Vurdering

- **Opfyldt**: Kravet er nået inden for fristen.
- **Delvist opfyldt**: Tre fjerdedele af kravet er nået.

Et mål er opfyldt, når alle dets krav er opfyldt.

## Økonomi

Vi bruger 80 mio. kr. om året. Resten kommer fra havneafgifter og salg af kort.
"""
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented harbour authority's documents."""
    described = '[[organisation]]\nid = "havn"\nname = "Havnevæsenet"\nhome = true\n'
    folder = tmp_path_factory.mktemp("harbour")
    corpus = write_corpus(
        folder / "corpus", {"strategi.txt": STRATEGY, "plan-2026.md": PLAN, "om.md": ABOUT}, described=described
    )
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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what is our purpose?", ["Vi holder farvandet åbent for alle."]),
        ("hvem sidder i direktionen?", ["Eva Lund", "Bo Ravn"]),
        ("hvilke risici har vi?", ["»Vejr«", "storme flytter bøjerne"]),
        ("list alle nøgletal", ["Anløb", "3.1 mio.", "Ulykker", "Ventetid", "4 timer"]),
        ("Hvad er resultatkrav 1.2?", ["Der er lagt 40 nye bøjer ud", "3. kvartal 2026"]),
        ("hvad er kravet til sygefravær?", ["Fraværet er højst 7 dage"]),
        ("when does it count as partly met?", ["Tre fjerdedele af kravet er nået."]),
        ("Hvornår er et mål opfyldt?", ["Et mål er opfyldt, når alle dets krav er opfyldt."]),
        ("hvilke målepunkter har frist ultimo 2026?", ["Fraværet er højst 7 dage"]),
    ],
    ids=["purpose", "people", "explained", "table", "code", "requirement", "rating", "rule", "year-end"],
)
def test_a_part_of_a_document_is_told_whole(harbour: Assistant, question: str, expected: list[str]) -> None:
    """What belongs together on the page belongs together in the answer."""
    _says(harbour.ask(asks(question, on=TODAY), ANYBODY), *expected)


@pytest.mark.parametrize("question", ["hvad koster et kort?", "How much is the harbour fee?"])
def test_an_amount_of_something_else_is_no_price(harbour: Assistant, question: str) -> None:
    """Eighty million is what is spent, not what the thing in the next sentence costs."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS, answer.text
