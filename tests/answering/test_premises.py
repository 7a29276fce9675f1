"""What a question takes for granted and the documents say otherwise is told, with what they say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from answer_scenes import asks, assistant_over, quoted, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

TODAY = dt.date(2026, 5, 20)
TOML = """
[[organisation]]
id = "havn"
name = "Havnestyrelsen"
home = true

[[document]]
path = "havn.txt"
organisation = "havn"
kind = "results_plan"
title = "Resultatplan 2026"
language = "da"
period = "2026"
"""
PLAN = """Resultatplan 2026

Drift

Sagsbehandlingstiden for anløbstilladelser må højst være 14 dage i gennemsnit.

Prøvetagning

• Vi måler vandet i havnebassinet.
  Prøverne tages hver anden uge ved de tre moler og sendes til laboratoriet samme dag.
• Vi deler målingerne.
  Resultaterne lægges frem for sejlere og naboer, så snart laboratoriet har svaret.

Rapporten udgives som led i tilsynet med moler.

Aftale

Havneby, den 3. februar 2026

Karen Lund
Direktør, Havnestyrelsen
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the plan of an invented agency."""
    folder: Path = tmp_path_factory.mktemp("harbour")
    return assistant_over(write_corpus(folder / "corpus", {"havn.txt": PLAN}, described=TOML), folder / "var")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Sagsbehandlingstiden for anløbstilladelser er højst 30 dage, ikke?", "Der står ikke “30”. Der står:"),
        ("Må sagsbehandlingstiden for anløbstilladelser være 30 dage?", "Der står ikke “30”. Der står:"),
    ],
)
def test_a_claimed_figure_is_set_right(harbour: Assistant, question: str, first: str) -> None:
    """What is said first is that the figure does not stand there; then what does."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.text.startswith(first)
    assert any("højst være 14 dage" in quote for quote in quoted(answer)), answer.text


def test_a_figure_that_stands_there_is_not_denied(harbour: Assistant) -> None:
    """The line about what does not stand there is for claims alone that are not borne out."""
    answer = harbour.ask(asks("Sagsbehandlingstiden for anløbstilladelser er højst 14 dage, ikke?", on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert "Der står ikke" not in answer.text


@pytest.mark.parametrize(
    "question", ["Er det 30 dage?", "Er prisen for en bådplads 30 kr., ikke?", "Er lønnen til havnefogeden 30.000?"]
)
def test_a_figure_of_something_else_corrects_nothing(harbour: Assistant, question: str) -> None:
    """A figure with another thing, or with nothing beside it, says nothing of what was claimed."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is not AnswerStatus.ANSWERED, answer.text


@pytest.mark.parametrize(
    "question", ["Planen blev underskrevet af Jens Holm, ikke?", "Har Jens Holm underskrevet planen?"]
)
def test_a_claimed_signatory_is_set_right(harbour: Assistant, question: str) -> None:
    """Who did sign is told, after whom the documents do not name."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.text.startswith("Der står ikke “Jens Holm”. Der står:")
    assert "Karen Lund" in quoted(answer)


def test_an_item_is_quoted_with_what_explains_it(harbour: Assistant) -> None:
    """The item itself only repeats the question."""
    answer = harbour.ask(asks("Hvordan måler vi vandet i havnebassinet?", on=TODAY), ANYBODY)

    assert any("ved de tre moler" in quote for quote in quoted(answer)), answer.text


def test_a_link_in_a_chain_is_no_leader(harbour: Assistant) -> None:
    """Danish "led" and "leder" share a stem, and have nothing to do with each other."""
    answer = harbour.ask(asks("Hvad siger planen om ledere?", on=TODAY), ANYBODY)

    assert not any("som led i" in quote for quote in quoted(answer)), answer.text


def test_an_abbreviation_is_given_with_what_explains_it_on_its_line(tmp_path: Path) -> None:
    """The long form alone would leave out what the line says of it."""
    line = "Farvandsnær beskyttelseszone (FBZ): Det område langs kysten, hvor ingen må ankre op."
    plan = f"Resultatplan 2026\n\nOrd, vi bruger\n\n{line}\n\nMole: En mur ud i vandet, som tager bølgerne.\n"
    corpus = write_corpus(tmp_path / "corpus", {"havn.txt": plan}, described=TOML)

    answer = assistant_over(corpus, tmp_path / "var").ask(asks("hvad betyder FBZ?", on=TODAY), ANYBODY)

    assert quoted(answer) == [line]


@pytest.mark.parametrize(
    "question", ["Blev planen underskrevet af ministeren?", "Er planen underskrevet af ministeren?"]
)
def test_a_claimed_office_is_set_right(harbour: Assistant, question: str) -> None:
    """So it is where the claim says what the signatory is, and not what they are called."""
    answer = harbour.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.text.startswith("Der står ikke “ministeren”. Der står:")
    assert "Karen Lund" in quoted(answer)
