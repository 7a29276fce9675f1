"""What a quotation must hold: a number of the thing itself, all names of so many, a person and no place."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

STRATEGY = """\
# Strategi 2026-2029

## Hvem vi er

I dag har vi 3.140 boliger fordelt på 14 afdelinger, og vi er 58 ansatte.

## Grønne afdelinger

I 2027. Alle medarbejdere har en samtale, og vi ansætter to elever om året. Der sorteres i ti fraktioner i alle
afdelinger. Vi åbner klubber i mindst 12 afdelinger og renoverer de sidste fem afdelinger.

Svar sendes senest 20 dage efter tilsynsbesøget.

Antallet af ulykker er højst seks.

Vi fører tilsyn med 2.500 brønde.

Vi taler med de otte største leverandører om klimaet. Beboerne må kontakte leverandøren i Frederikshavn.

Formanden giver hvert mål et mærke.

Bliver du syg, ringer du til din leder inden kl. 7.30. Vi spiser sammen hver torsdag.

Naboklubben tilbyder beboerne kaffe, og beboerne holder fest.

## Risici

| Risiko | Håndtering |
|---|---|
| Forsinket levering af elevatoren | Kontakt til leverandøren i Frederikshavn |
"""
PLAN = """\
# Handlingsplan 2026

| Mål | Milepæl | Frist | Ansvarlig |
|---|---|---|---|
| 1. Kortere ventetid | Undersøgelse af årsager til ventetid er lagt frem | Q2 | Tilsyn |
"""


@pytest.fixture(scope="module")
def housing(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented housing association's strategy and plan."""
    folder = tmp_path_factory.mktemp("housing")
    described = '[[organisation]]\nid = "bolig"\nname = "Boligforeningen"\nhome = true\n'
    files = {"strategi.md": STRATEGY, "plan.md": PLAN}
    return assistant_over(write_corpus(folder / "corpus", files, described=described), folder / "data")


def _ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(asks(text, on=dt.date(2026, 3, 2)), ANYBODY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hvor mange afdelinger har vi?", "14 afdelinger"),
        ("Hvor mange ansatte er vi?", "58 ansatte"),
        ("how many employees are there?", "58 ansatte"),
        ("hvor mange ulykker må der være?", "højst seks"),
        ("hvor mange brønde fører vi tilsyn med?", "2.500 brønde"),
    ],
)
def test_how_many_there_are_is_a_number_of_the_thing_itself(housing: Assistant, text: str, said: str) -> None:
    """Neither a year before it, nor a number of something else in it, nor of the last of them, is their number."""
    answer = _ask(housing, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hvornår skal jeg ringe hvis jeg er syg?", "kl. 7.30"),
        ("when do I have to call in sick?", "kl. 7.30"),
        ("hvornår spiser vi sammen?", "hver torsdag"),
    ],
)
def test_an_hour_and_a_day_of_the_week_are_times(housing: Assistant, text: str, said: str) -> None:
    """And when to ring asks for no telephone number."""
    answer = _ask(housing, text)

    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "hvor mange tilsynsbesøg laver vi?",
        "hvilke otte leverandører er det, vi taler med?",
        "which eight suppliers do we talk to? names please",
        "hvem er leverandør af elevatoren?",
        "må beboerne holde hund?",
        "are residents allowed to keep a horse?",
        "hvad tjener formanden?",
        "hvilke klubber hører til foreningen?",
    ],
    ids=["days after", "which eight", "which eight in English", "place", "may", "may in English", "deed", "member"],
)
def test_what_only_comes_near_is_no_answer(housing: Assistant, text: str) -> None:
    """A wrong answer is worse than none."""
    assert _ask(housing, text).status is AnswerStatus.ABSTAINED


def test_how_things_are_now_is_not_told_by_what_is_planned(housing: Assistant) -> None:
    """A plan to look into the waiting time does not say how long it is."""
    answer = _ask(housing, "hvad er årsagerne til ventetid lige nu?")

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_REPORTED)
