"""Promises by year, lettered priorities, glossaries, values that say what they mean, and questions asked in a sheet."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus, Kind
from assistant.assistant import Assistant
from assistant.question import ANYBODY

STRATEGY = """\
# Varm suppe

**Køkkenets strategi 2026–2031**

## Principper

Fire principper gælder:

- Døren er åben. Ingen spørger, hvorfor man kommer.
- Plads. Der dækkes altid ét bord mere.

## Vores tre prioriteter

### Prioritet A: Nå flere

- **Inden 2027** åbner vi køkkener i fem havne.
- **Inden 2029** er hver tredje gæst henvist af en anden gæst.

### Prioritet B: Bliv bedre

- **Inden 2027** har alle kokke et hygiejnebevis.
- **Inden 2031** kommer halvdelen af råvarerne fra overskud.

### Prioritet C: Bliv ved

Ved svind forstår vi mad, der er tilberedt og ikke spist.

- **Inden 2028** er huset vores eget.

## Opfølgning

I årsrapporten får hver prioritet en farve. Rød betyder, at den ikke ventes nået, og at der skal en ny plan til.
"""
SHEET = """\
# Spørgsmål og svar

## Hvor mange gæster må en vært have?

En frivillig vært har højst otte gæster. En ansat vært har højst tyve.

## Hvad sker der med klager?

Klagen sendes til køkkenchefen, som svarer inden for ti hverdage.

# Hvem gør hvad

Jo Bak: Køkkenchef. Prioritet A

Ea Lund: Husleder. Prioritet B

# Ord, vi bruger

Vært – en, der tager imod gæster ved døren.

Madven – en gæst, der spiser med en ny gæst de første gange.
"""
YEAR = """\
# Handlingsplan 2026

## Vores prioriteter i år

### Prioritet A: Nå flere

- Køkkenet i Nordhavn er åbnet (Q3)
"""
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented soup kitchen's strategy and sheet."""
    described = '[[organisation]]\nid = "suppe"\nname = "Suppekøkkenet"\nhome = true\n'
    folder = tmp_path_factory.mktemp("kitchen")
    files = {"strategi.md": STRATEGY, "spoergsmaal.md": SHEET, "handlingsplan.md": YEAR}
    return assistant_over(write_corpus(folder / "corpus", files, described=described), folder / "data")


def _ask(assistant: Assistant, text: str, *before: str) -> Answer:
    return assistant.ask(asks(text, on=TODAY, history=before), ANYBODY)


def _quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize("question", ["hvad har vi lovet at nå inden 2027?", "What have we committed to do by 2027?"])
def test_what_is_promised_by_a_year_comes_whole(kitchen: Assistant, question: str) -> None:
    """Of every priority, and of that year alone."""
    answer = _ask(kitchen, question)

    assert answer.kind is Kind.MILESTONES
    assert [each for each in _quotes(answer) if "**" in each] == [
        "**Inden 2027** åbner vi køkkener i fem havne.",
        "**Inden 2027** har alle kokke et hygiejnebevis.",
    ]


def test_another_year_is_asked_for_in_short(kitchen: Assistant) -> None:
    """After a question for promises, the year alone is new."""
    answer = _ask(kitchen, "og inden 2031?", "hvad har vi lovet at nå inden 2027?")

    assert "**Inden 2031** kommer halvdelen af råvarerne fra overskud." in _quotes(answer)
    assert not any("2027" in quote for quote in _quotes(answer))


def test_a_year_without_promises_is_no_promise(kitchen: Assistant) -> None:
    """Nothing is due in 2030."""
    assert _ask(kitchen, "hvad har vi lovet at nå inden 2030?").status is not AnswerStatus.ANSWERED


def test_a_priority_is_known_by_its_letter(kitchen: Assistant) -> None:
    """What a plan calls its goals is said of one with its letter."""
    quotes = _quotes(_ask(kitchen, "hvilke mål er der under prioritet B?"))

    assert "**Inden 2027** har alle kokke et hygiejnebevis." in quotes
    assert not any("havne" in quote for quote in quotes)


def test_a_goal_that_a_plan_for_the_year_takes_up_is_told_whole(kitchen: Assistant) -> None:
    """What the strategy wants by then, and what is to be done this year."""
    quotes = _quotes(_ask(kitchen, "what will we do under priority A?"))

    assert "**Inden 2027** åbner vi køkkener i fem havne." in quotes
    assert "Køkkenet i Nordhavn er åbnet (Q3)" in quotes


def test_whose_a_lettered_priority_is_may_stand_in_another_text(kitchen: Assistant) -> None:
    """The plan names nobody; a list of people does."""
    answer = _ask(kitchen, "hvem er ansvarlig for prioritet B?")

    assert answer.status is AnswerStatus.ANSWERED
    assert "Ea Lund" in answer.text
    assert "Jo Bak" not in answer.text


def test_the_years_of_a_plan_tell_which_is_meant(kitchen: Assistant) -> None:
    """They stand below the title; the wrong count is put right by the list."""
    answer = _ask(kitchen, "hvorfor har vi syv prioriteter for 2026-2031?")

    assert {"Nå flere", "Bliv bedre", "Bliv ved"} <= set(_quotes(answer))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hvad menes der med ordet døren er åben", ["Døren er åben.", "Ingen spørger, hvorfor man kommer."]),
        ("hvad betyder princippet Plads?", ["Plads.", "Der dækkes altid ét bord mere."]),
        ("What do we mean by Madven?", ["Madven – en gæst, der spiser med en ny gæst de første gange."]),
        ("how do you define svind?", ["Ved svind forstår vi mad, der er tilberedt og ikke spist."]),
        (
            "hvad betyder rød i årsrapporten?",
            ["Rød betyder, at den ikke ventes nået, og at der skal en ny plan til."],
        ),
    ],
)
def test_a_term_is_explained_where_it_is_printed(kitchen: Assistant, question: str, expected: list[str]) -> None:
    """In a list, a glossary, under a goal, or of a word in one place."""
    assert _quotes(_ask(kitchen, question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("hvor mange gæster kan en frivillig vært have?", "En frivillig vært har højst otte gæster."),
        ("hvor lang tid har vi til at svare på en klage?", "ti hverdage"),
    ],
)
def test_a_question_near_one_of_the_sheets_is_answered_by_it(kitchen: Assistant, question: str, expected: str) -> None:
    """Words of the question may stand in the answer beneath, and "tid" asks for a length of time."""
    answer = _ask(kitchen, question)

    assert answer.status is AnswerStatus.ANSWERED
    assert expected in answer.text


def test_a_term_that_is_only_used_is_not_explained(kitchen: Assistant) -> None:
    """Standing in a list does not explain a word."""
    assert _ask(kitchen, "hvad betyder hygiejnebevis?").status is AnswerStatus.ABSTAINED
