"""Questions over documents of other make than the corpus: values printed as headings, tables with weights."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

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

| Nr. | Resultatkrav | Målepunkt | Frist | Ejer | Budget (kr.) |
|---|---|---|---|---|---|
| 2.1 | Sygefravær | Fraværet er højst 7 dage | Ultimo 2026 | HR | 125.000 |
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
PILLARS = """\
# Strategi 2030

## Strategiens tre søjler

### Søjle A - Sikker sejlads

Vi flytter bøjerne, før isen kommer.

### Søjle B - Åbne havne

Vi holder alle havne åbne hele året.

### Søjle C - Ét væsen

Tre havne er ét væsen.

## Hvordan vi er

**Mod:** Vi siger det, når det er svært.

**Ro:** Vi tænker, før vi handler.

**Ansvar:** Vi følger op og siger til, når vi ikke kan nå det.

## Ansvarlige

Hver søjle har en ansvarlig:

* Søjle A: Havnechef Bo Ravn
* Søjle B: Direktør Eva Lund
* Søjle C: Direktør Eva Lund

## Spørgsmål og svar

### Hvem har været med til at lave den?

Alle tre havne var med i 14 værksteder.

### Lukker havnen i Nord?

Nej. Alle tre havne fortsætter.
"""
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented harbour authority's documents."""
    described = '[[organisation]]\nid = "havn"\nname = "Havnevæsenet"\nhome = true\n'
    folder = tmp_path_factory.mktemp("harbour")
    corpus = write_corpus(
        folder / "corpus",
        {"strategi.txt": STRATEGY, "plan-2026.md": PLAN, "om.md": ABOUT, "strategi-2030.md": PILLARS},
        described=described,
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
        ("hvad er budgettet for sygefravær?", ["125.000"]),
        ("who leads the new buoys?", ["Havneteamet"]),
        ("Hvad er resultatkrav 1.2?", ["Der er lagt 40 nye bøjer ud", "3. kvartal 2026"]),
        ("hvad er kravet til sygefravær?", ["Fraværet er højst 7 dage"]),
        ("when does it count as partly met?", ["Tre fjerdedele af kravet er nået."]),
        ("Hvornår er et mål opfyldt?", ["Et mål er opfyldt, når alle dets krav er opfyldt."]),
        ("hvilke målepunkter har frist ultimo 2026?", ["Fraværet er højst 7 dage"]),
    ],
    ids=[
        "purpose",
        "people",
        "explained",
        "table",
        "column",
        "leads",
        "code",
        "requirement",
        "rating",
        "rule",
        "year-end",
    ],
)
def test_a_part_of_a_document_is_told_whole(harbour: Assistant, question: str, expected: list[str]) -> None:
    """What belongs together on the page belongs together in the answer."""
    _says(harbour.ask(asks(question, on=TODAY), ANYBODY), *expected)


@pytest.mark.parametrize("question", ["hvad koster et kort?", "How much is the harbour fee?"])
def test_an_amount_of_something_else_is_no_price(harbour: Assistant, question: str) -> None:
    """Eighty million is what is spent, not what the thing in the next sentence costs."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS, answer.text


@pytest.mark.parametrize(
    ("question", "expected", "other"),
    [
        ("hvad er søjle B?", "Vi holder alle havne åbne hele året.", "Sikker sejlads"),
        ("What is pillar C?", "Tre havne er ét væsen.", "Sikker sejlads"),
        ("hvem er ansvarlig for søjle A?", "Bo Ravn", "Eva Lund"),
        ("List the three pillars", "Ét væsen", "Bo Ravn"),
        ("hvad betyder ansvar hos os?", "Vi følger op og siger til, når vi ikke kan nå det.", "Vi tænker"),
        ("hvem har været med til at lave strategien?", "14 værksteder", "Eva Lund"),
        ("lukker Nord?", "Alle tre havne fortsætter.", "værksteder"),
    ],
)
def test_lettered_parts_and_asked_questions_are_found(
    harbour: Assistant, question: str, expected: str, other: str
) -> None:
    """A part is called by its letter or number, and a question that the page asks itself is answered there."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    _says(answer, expected)
    assert other not in answer.text


def test_a_part_that_is_not_there_is_said_to_be_none(harbour: Assistant) -> None:
    """What stands under another letter answers nothing."""
    answer = harbour.ask(asks("hvad er søjle E?", on=TODAY), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert "A, B og C" in answer.text


def test_a_plan_for_the_year_stands_beside_one_for_three(tmp_path: Path) -> None:
    """The longer one does not take its place, nor does its period make it a plan of another year."""
    described = '[[organisation]]\nid = "o"\nname = "Skovvæsenet"\nhome = true\n'
    described += '[[document]]\npath = "a.md"\nkind = "results_plan"\ntitle = "Resultatplan 2026"\nperiod = "2026"\n'
    described += '[[document]]\npath = "b.md"\nkind = "policy"\ntitle = "Ligestillingsplan"\nperiod = "2025-2027"\n'
    files = {
        "a.md": "# Resultatplan 2026\n\n## Mål 1: Træer\n\nMilepæle:\n\n- Der er plantet 40 træer (Q2).\n",
        "b.md": "# Ligestillingsplan\n\n## Mål 1: Ansættelse\n\nMilepæle:\n\n- Panelerne er blandede (Q4 2026).\n",
    }
    woods = assistant_over(write_corpus(tmp_path / "corpus", files, described=described), tmp_path / "data")

    _says(woods.ask(asks("hvilke milepæle er der i Q2?", on=TODAY), ANYBODY), "Der er plantet 40 træer")
    earlier = woods.ask(asks("hvad var målene i resultatplanen for 2025?", on=TODAY), ANYBODY)
    assert earlier.reason is Reason.NOT_IN_DOCUMENTS


def test_a_bare_quarter_is_this_years_in_a_plan_for_several_years(tmp_path: Path) -> None:
    """A strategy that began last year does not ask for last year's quarter."""
    described = '[[organisation]]\nid = "o"\nname = "Skovvæsenet"\nhome = true\n'
    described += '[[document]]\npath = "a.md"\nkind = "results_plan"\ntitle = "Plan"\nperiod = "2025-2029"\n'
    files = {"a.md": "# Plan\n\n## Mål 1: Træer\n\nMilepæle:\n\n- 40 træer (Q2 2026)\n- 90 træer (Q2 2025)\n"}
    woods = assistant_over(write_corpus(tmp_path / "corpus", files, described=described), tmp_path / "data")

    answer = woods.ask(asks("hvilke milepæle er der i Q2?", on=TODAY), ANYBODY)

    _says(answer, "40 træer")
    assert "90 træer" not in answer.text
