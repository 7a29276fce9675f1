"""Who judges how a goal stands is asked by other words than plans tell it in."""

from __future__ import annotations

import pytest
from invented import DANISH, ENGLISH, bridge, knowledge

from assistant.understanding.judging import as_judged, asks_who_judges
from ingest.lexical import fold
from ingest.records import Language

BRIDGE = bridge(knowledge())
STATUS = ("status",)


@pytest.mark.parametrize(
    ("question", "language", "state"),
    [
        ("Who decides whether a milestone is green?", ENGLISH, "green"),
        ("who judges if a target has been met", ENGLISH, "met"),
        ("Hvem vurderer, om et mål er rødt?", DANISH, "rodt"),
        ("hvem afgør om et målepunkt er opfyldt", DANISH, "opfyldt"),
        ("Who sets the colour of the traffic light?", ENGLISH, "colour"),
        ("Hvem fastsætter farven i trafiklyset?", DANISH, "farven"),
        ("hvem giver et mål dets farve", DANISH, "farve"),
    ],
)
def test_the_state_judged_is_read_as_plans_put_it(question: str, language: Language, state: str) -> None:
    """A plan says who assesses "the status", and not who decides what is green."""
    folded = fold(question)

    judged = {each.words: each for each in as_judged(BRIDGE.concepts(question, language=language), folded, BRIDGE)}

    assert asks_who_judges(folded)
    assert STATUS in judged[state].alternatives


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who decides whether an agent is struck off?", ENGLISH),
        ("Which goals are green?", ENGLISH),
        ("Who decides the colour of the logo?", ENGLISH),
        ("Hvem bestemmer farven på gavlen?", DANISH),
        ("Hvem afgør, om en klage kan behandles?", DANISH),
        ("Er målet opfyldt?", DANISH),
    ],
)
def test_other_questions_keep_their_words(question: str, language: Language) -> None:
    """What is decided of other things, and how goals stand, is asked by its own words alone."""
    concepts = BRIDGE.concepts(question, language=language)

    assert as_judged(concepts, fold(question), BRIDGE) == concepts
    assert not asks_who_judges(fold(question))


def test_those_among_whom_it_is_asked_are_not_what_is_judged() -> None:
    """The plan may name neither: "us or the ministry?"."""
    question = "Hvem fastsætter farven i trafiklyset, os eller departementet?"

    judged = as_judged(BRIDGE.concepts(question, language=DANISH), fold(question), BRIDGE)

    assert "departementet" not in [each.words for each in judged]
