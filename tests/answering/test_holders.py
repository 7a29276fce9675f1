"""Who holds an office, where a list under the office names each place with its holder."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, quoted, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

TODAY = dt.date(2026, 5, 20)
PAGE = """\
# Om Bibliotekerne

## Ledelse

Hvert hus har en husleder. De tre husledere er:

- Hobro: Ida Skov
- Skive: Palle Holm
- Thisted: Rikke Bak

Samarbejdsudvalget (SU) mødes fire gange om året.

En ny bogholder mødes med sin makker i Hus Skive den første onsdag i maj.
"""
DESCRIBED = """\
[[organisation]]
id = "bib"
name = "Bibliotekerne"
home = true

[[document]]
id = "om"
path = "om.md"
title = "Om Bibliotekerne"
kind = "strategy"
organisation = "bib"
"""


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a page that lists who heads each house."""
    corpus = write_corpus(tmp_path_factory.mktemp("holders") / "corpus", {"om.md": PAGE}, described=DESCRIBED)
    return assistant_over(corpus, corpus.parent / "data")


@pytest.mark.parametrize("text", ["Hvem er husleder i Skive?", "hvem er huslederen i skive"])
def test_the_holder_is_told_by_place(libraries: Assistant, text: str) -> None:
    """The words that lead in to the list say what they are, the item who it is."""
    assert "Skive: Palle Holm" in quoted(libraries.ask(asks(text, on=TODAY), ANYBODY))


def test_all_holders_are_told_where_all_are_asked_for(libraries: Assistant) -> None:
    """The whole list, and not the sentence that says there are some."""
    quotes = quoted(libraries.ask(asks("Hvem er huslederne?", on=TODAY), ANYBODY))

    assert [each for each in quotes if ": " in each] == ["Hobro: Ida Skov", "Skive: Palle Holm", "Thisted: Rikke Bak"]


@pytest.mark.parametrize("text", ["Hvem er husleder i Viborg?", "Hvem er bogholder i Skive?"])
def test_a_place_or_an_office_that_the_list_lacks_has_no_holder(libraries: Assistant, text: str) -> None:
    """Neither half of the question is enough, and a house is nobody."""
    assert libraries.ask(asks(text, on=TODAY), ANYBODY).status is AnswerStatus.ABSTAINED


@pytest.mark.parametrize("text", ["Hvad står SU for?", "What does SU stand for?"])
def test_a_compound_is_the_long_form_of_its_letters(libraries: Assistant, text: str) -> None:
    """Danish writes in one word what elsewhere has several initials."""
    assert quoted(libraries.ask(asks(text, on=TODAY), ANYBODY)) == ["Samarbejdsudvalget (SU)"]
