"""What goals and their requirements weigh, how many there are and who answers for them, in a typed plan."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

PLAN = """\
RESULTATPLAN 2026

Fyrvæsenet

Indledning

Planen er aftalt med ministeriet.

MÅL 1. SIKRE FYR
Vægt 60 %
Målansvarlig: Driftsenheden

Hvorfor

Fyrene er gamle, og mange skal have nye lamper.

Delmål og krav

1.1 Mindst 40 fyr har fået nye lamper inden 1. september 2026. (vægt 45 %)
1.2 Alle fyrmestre har gennemført kurset i førstehjælp. (vægt 15 %)

Målopfyldelse

Krav 1.1 er delvist opfyldt, hvis 30 fyr har fået nye lamper. Krav 1.2 kan alene være opfyldt eller ikke opfyldt.

MÅL 2. GODE KORT
Vægt 40 %
Målansvarlig: Kortkontoret

Hvorfor

Kortene bruges af alle, der sejler.

Delmål og krav

2.1 Nye søkort over bæltet er udgivet i 2. kvartal 2026. (vægt 40 %)

Opfølgning

Der gøres status i august.
"""
BARE = """\
# Strategi

## Mål 1: Flere fugle

Fuglene skal tilbage til engen.

## Mål 2: Færre myg

Der skal være til at være.
"""


@pytest.fixture(scope="module")
def lights(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the plan of an invented agency."""
    folder = tmp_path_factory.mktemp("lights")
    described = '[[organisation]]\nid = "fyr"\nname = "Fyrvæsenet"\nhome = true\n'
    return assistant_over(write_corpus(folder / "corpus", {"plan.txt": PLAN}, described=described), folder / "data")


@pytest.mark.parametrize(
    ("text", "facts", "others"),
    [
        ("hvad vægter de to mål?", ["60 %", "40 %"], []),
        ("which goal has the highest weight?", ["SIKRE FYR", "60 %"], ["GODE KORT"]),
        ("hvad vejer kurset i førstehjælp?", ["vægt 15 %"], ["60 %"]),
        ("hvad vægter krav 1.2?", ["vægt 15 %"], ["45 %"]),
        ("Hvor mange krav er der i alt?", ["3 målepunkter"], []),
        ("hvor mange delmål har mål 1?", ["2 målepunkter"], ["søkort"]),
        ("Hvem er målansvarlig for mål 2?", ["Kortkontoret"], ["Driftsenheden"]),
    ],
)
def test_weights_counts_and_owners_are_told(lights: Assistant, text: str, facts: list[str], others: list[str]) -> None:
    """Each from its own line, of what is asked for and nothing else."""
    answer = lights.ask(asks(text, on=dt.date(2026, 3, 2)), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert [fact for fact in facts if fact not in answer.text] == []
    assert [fact for fact in others if fact in answer.text] == []


def test_goals_without_milestones_are_counted_without_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Nobody is told of "0 milestones in all"."""
    folder = tmp_path_factory.mktemp("birds")
    described = '[[organisation]]\nid = "eng"\nname = "Engkontoret"\nhome = true\n'
    birds = assistant_over(write_corpus(folder / "corpus", {"plan.md": BARE}, described=described), folder / "data")
    answer = birds.ask(asks("hvor mange mål har vi?"), ANYBODY)

    assert "2 mål" in answer.text
    assert "målepunkter" not in answer.text


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("hvornår er krav 1.1 delvist opfyldt?", []),
        ("hvad hvis kun 30 fyr får nye lamper?", []),
        ("og hvad hvis vi først når det i oktober?", ["hvornår skal de 40 fyr have nye lamper?"]),
    ],
)
def test_when_a_requirement_is_partly_met_is_told_with_it(lights: Assistant, text: str, before: list[str]) -> None:
    """By its code, its words or the question before: the month asked about is no filter."""
    answer = lights.ask(asks(text, on=dt.date(2026, 3, 2), history=before), ANYBODY)

    assert "Krav 1.1 er delvist opfyldt, hvis 30 fyr" in answer.text
    assert "Mindst 40 fyr" in answer.text
    assert "Krav 1.2" not in answer.text
