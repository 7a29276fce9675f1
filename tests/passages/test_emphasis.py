"""Sentences in which emphasis stands are one thing to quote; labels stay apart from what they explain."""

from __future__ import annotations

import pytest

from ingest.emphasis import rejoined, with_signs
from ingest.parsers.inline import paragraph
from ingest.records import Quote, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Vores mission** er at hjælpe.", ["**Vores mission** er at hjælpe."]),
        ("Først det. Så *det* her, __nu__.", ["Først det.", "Så *det* her, __nu__."]),
        ("*Varme* – vi hilser.", ["vi hilser."]),
        ("En *prøve* – en *test* – af os.", ["En", "prøve", "en", "test", "af os."]),
        ("Se [planen](x.md) og *læs* den.", ["Se", "planen", "og", "læs", "den."]),
        ("Et mål.", ["Et mål."]),
    ],
)
def test_only_what_emphasis_parts_is_one(text: str, expected: list[str]) -> None:
    """A link is no emphasis, and a colon or dash after bold makes a label of what is before it."""
    whole = Span(0, len(text))
    block = paragraph(text, whole)
    quotes = [block.quote] if block.quote else [child.quote for child in block.children if child.quote]

    assert [quote.text for quote in rejoined(text, whole, quotes)] == expected


def test_signs_are_taken_along_where_they_close() -> None:
    """What opens before the first word of a quotation belongs to it, an unclosed sign does not."""
    text = "- **By 2026** we open. * and **this"

    assert with_signs(text, Quote.at(text, Span(4, 22))).text == "**By 2026** we open."
    assert with_signs(text, Quote.at(text, Span(29, 33))).text == text[29:33]
