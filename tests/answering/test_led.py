"""A line that only leads in to a table or a sentence is given with what it leads in to."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.question import ANYBODY

TEXT = """\
# Our museum 2026

## How we work

We promise three things to every visitor:

| It begins with | What it means |
|---|---|
| A warm welcome | Someone says hello within a minute |
| A clean house | Toilets are checked every hour |
| A good story | Each room has one object with its tale told |

## Neighbours

We share the square with these neighbours:

The school, the church and the library.
"""


@pytest.fixture(scope="module")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over a page with two such lines."""
    folder = tmp_path_factory.mktemp("museum")
    described = '[[organisation]]\nid = "m"\nname = "Museum"\nhome = true\n'
    return assistant_over(write_corpus(folder / "corpus", {"page.md": TEXT}, described=described), folder / "data")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what do we promise a visitor?", ["A warm welcome", "Toilets are checked every hour", "A good story"]),
        ("hvad lover vi de besøgende?", ["A warm welcome", "A clean house", "A good story"]),
        ("what do we share with our neighbours?", ["The school, the church and the library."]),
    ],
)
def test_what_a_line_leads_in_to_is_given_with_it(museum: Assistant, text: str, said: list[str]) -> None:
    """Nobody is helped by "we promise three things:"."""
    answer = museum.ask(asks(text, on=dt.date(2026, 3, 2)), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert [each for each in said if each not in answer.text] == []
