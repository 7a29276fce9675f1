"""Questions over documents of other make than the corpus: values printed as headings, tables with weights."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
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
TODAY = dt.date(2026, 5, 20)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over an invented harbour authority's documents."""
    described = '[[organisation]]\nid = "havn"\nname = "Havnevæsenet"\nhome = true\n'
    folder = tmp_path_factory.mktemp("harbour")
    corpus = write_corpus(folder / "corpus", {"strategi.txt": STRATEGY}, described=described)
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
