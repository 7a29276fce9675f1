"""Sentences in which signs of markup stand are one thing to quote; labels stay apart from what they explain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.emphasis import rejoined
from ingest.parsers.inline import paragraph, without_signs
from ingest.records import Quote, Span


def _rejoined(text: str) -> list[str]:
    whole = Span(0, len(text))
    block = paragraph(text, whole)
    quotes = [block.quote] if block.quote else [child.quote for child in block.children if child.quote]
    return [quote.text for quote in rejoined(text, whole, quotes)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Vores mission** er at hjælpe.", ["**Vores mission** er at hjælpe."]),
        ("Først det. Så *det* her, __nu__.", ["Først det.", "Så *det* her, __nu__."]),
        ("***Åbent*** og\n*frit*.", ["***Åbent*** og\n*frit*."]),
        ("Se [planen](https://x.dk/a-b.md) og *læs* den.", ["Se [planen](https://x.dk/a-b.md) og *læs* den."]),
        ("Mindre CO<sub>2</sub>-udslip, F&amp;U nu.[^2] Ja.", ["Mindre CO<sub>2</sub>-udslip, F&amp;U nu.", "Ja."]),
        ("Kør `a_b` med 2 * 3 * 4 felter til 5\\* stk.", ["Kør `a_b` med 2 * 3 * 4 felter til 5\\* stk."]),
        ("*Varme* – vi hilser.", ["vi hilser."]),
        ("En *prøve* – en *test* – af os.", ["En", "prøve", "en", "test", "af os."]),
        ("Det er ~~ikke~~ sandt.", ["Det er", "ikke", "sandt."]),
        ("En linje<br>og en til.", ["En linje", "og en til."]),
        ("Et mål.", ["Et mål."]),
    ],
)
def test_only_what_signs_within_a_line_part_is_one(text: str, expected: list[str]) -> None:
    """A colon or dash after bold makes a label of what is before it; a line break and what is struck out part."""
    assert _rejoined(text) == expected


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("**By 2026** we *open*.", "By 2026 we open."),
        ("***Begge*** dele, __under__ og _skrå\nlinje_", "Begge dele, under og skrå\nlinje"),
        ("Se [planen](https://x.dk) om CO<sub>2</sub> &amp; `kode`", "Se planen om CO2 & kode"),
        ("5\\* stk.[^note]", "5* stk."),
    ],
)
def test_a_reader_sees_no_signs(words: str, shown: str) -> None:
    """What is shown of a quotation is what a Markdown reader would see of it."""
    assert without_signs(words) == shown


@pytest.mark.parametrize(
    "words",
    ["2 * 3 * 4", "snake_case_navn", "Målet* nås.", "* Note", "a < b > c", "R&D", "[1] og [2]", "C:\\mappe", "_"],
)
def test_a_sign_that_marks_nothing_is_shown(words: str) -> None:
    """Stars of footnotes, names with underscores and sums are what the document says."""
    assert without_signs(words) == words


@given(st.text(st.sampled_from("ab 1.*_`[]()<>&;\\^#\n"), max_size=40))
def test_what_is_rejoined_is_a_stretch_of_the_text(text: str) -> None:
    """Verbatim or silent: joining never makes words up, nor loses any."""
    whole = Span(0, len(text))
    block = paragraph(text, whole)
    quotes = [child.quote for child in block.children if child.quote]
    found = rejoined(text, whole, quotes)

    assert all(quote == Quote.at(text, quote.span) for quote in found)
    assert all(any(whole.span.covers(quote.span) for whole in found) for quote in quotes)
