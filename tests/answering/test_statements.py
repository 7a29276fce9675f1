"""Missions, visions and values as documents print them: in bold at a sentence's beginning, or under another name."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

BOLD = """\
# Broen: strategi 2026-2030

## Mission, vision og værdier

**Vores vision** er en by, hvor ingen spiser alene.

**Vores mission** er at dække bord for *alle*, der ringer på, og at gøre det hver dag.

**Vores værdier**

- *Varme* – vi siger goddag først.
- *Orden* – vi rydder op, før vi går.

## Hvad vi tror på: vores forandringsteori

Vi tror, at **hvis** to spiser sammen, **så** taler de sammen.

Det hviler på to antagelser:

1. Folk kommer, når der dufter.
2. Ingen går, før kaffen er drukket.

## Naboerne

Vi deler køkken med Husk, hvis mission er at redde mad.
"""
NAMED = """\
# Broen plan

## Our purpose, vision and values

### Our purpose

To set a table for anybody who rings the bell.

### Our vision

A town in which nobody eats alone.
"""
TODAY = dt.date(2026, 5, 20)
MISSION = "**Vores mission** er at dække bord for *alle*, der ringer på, og at gøre det hver dag."
PURPOSE = "To set a table for anybody who rings the bell."


def _over(folder_of: pytest.TempPathFactory, name: str, text: str) -> Assistant:
    described = '[[organisation]]\nid = "broen"\nname = "Broen"\nhome = true\n'
    folder = folder_of.mktemp(name)
    return assistant_over(write_corpus(folder / "corpus", {f"{name}.md": text}, described=described), folder / "data")


@pytest.fixture(scope="module")
def bold(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a strategy with statements that begin in bold."""
    return _over(tmp_path_factory, "bold", BOLD)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a plan that calls its mission a purpose."""
    return _over(tmp_path_factory, "named", NAMED)


def _ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(asks(text, on=TODAY), ANYBODY)


def _quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize("question", ["Hvad er vores mission?", "what's our mission?"])
def test_a_statement_that_begins_in_bold_is_quoted_whole(bold: Assistant, question: str) -> None:
    """Bold parts the words of one sentence, and the heading names three statements; the neighbours' is not ours."""
    assert _quotes(_ask(bold, question)) == [MISSION]


def test_what_a_heading_alone_names_is_told_from_its_beginning(bold: Assistant) -> None:
    """The list beneath says what a theory rests on, not what it is."""
    quotes = _quotes(_ask(bold, "hvad er vores forandringsteori?"))

    assert quotes[0] == "Vi tror, at **hvis** to spiser sammen, **så** taler de sammen."
    assert "Ingen går, før kaffen er drukket." in quotes


@pytest.mark.parametrize("question", ["Do we have a mission statement?", "hvad er vores mission?"])
def test_a_purpose_beside_the_vision_stands_for_a_mission(named: Assistant, question: str) -> None:
    """It is said what the document calls it."""
    answer = _ask(named, question)

    assert _quotes(answer) == [PURPOSE]
    assert "Our purpose" in answer.text


def test_a_purpose_is_one_of_several_things_asked_for(named: Assistant) -> None:
    """Beside a vision the word names a statement."""
    answer = _ask(named, "What are our purpose and our vision?")

    assert answer.status is AnswerStatus.ANSWERED
    assert _quotes(answer) == [PURPOSE, "A town in which nobody eats alone."]
