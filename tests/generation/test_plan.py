"""A model's reply is read line by line; whatever is no item is nothing."""

from __future__ import annotations

import json

import pytest

from assistant.generation.plan import LONGEST_LINE, LONGEST_SAY, Gloss, Say, read_lines


def test_an_item_is_given_as_soon_as_its_line_is_whole() -> None:
    """The first checked sentence is shown while the rest is still being written."""
    given: list[str] = []

    def pieces() -> object:
        for piece in ('{"say": "A.", ', '"from": [1]}\n{"gl', 'oss": "B", "of": 2}'):
            given.append(piece)
            yield piece

    items = read_lines(pieces())

    assert next(items) == Say(text="A.", leans_on=(1,))
    assert len(given) == 2
    assert list(items) == [Gloss(text="B", of=2)]


@pytest.mark.parametrize(
    "line",
    [
        "Sure! Here is the answer:",
        "```json",
        '{"say": "no evidence"}',
        '{"say": "none", "from": []}',
        '{"say": "a word", "from": ["1"]}',
        '{"say": "true", "from": [true]}',
        '{"say": 5, "from": [1]}',
        '{"say": "  ", "from": [1]}',
        '{"gloss": "of what"}',
        '["say", "from"]',
        '{"say": "cut off", "from": [1',
        "{" * 2_000,
        json.dumps({"say": "x" * (LONGEST_SAY + 1), "from": [1]}),
        json.dumps({"say": "Too much beside it.", "from": [1], "why": "x" * LONGEST_LINE}),
        "",
    ],
)
def test_what_is_no_item_is_left_out(line: str) -> None:
    """A model that chats, or breaks its form, adds nothing and breaks nothing."""
    assert list(read_lines([line, "\n", '{"say": "Good.", "from": [1]}'])) == [Say(text="Good.", leans_on=(1,))]
