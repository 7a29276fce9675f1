"""Raised digits: marks of notes go, exponents stay, and neither becomes part of a number."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ingest.dates import find_times
from ingest.lexical.analysis import analyse
from ingest.parsers.files import parse_file
from ingest.raised import read_raised
from ingest.records import Language

RUNS = ("Ny bygning på 40 m", "^2", " er åbnet i Q2 2026", "^1", "^0", ".")
READ = "Ny bygning på 40 m² er åbnet i Q2 2026."


@pytest.mark.parametrize(
    ("before", "words", "read"),
    [
        ("inden 2025", "2", ""),
        ("målet", "12", ""),
        ("målet", "[3]", ""),
        ("målet", "1, 2", ""),
        ("målet", "*", ""),
        ("40 m", "2", "²"),
        ("40 m", "4", ""),
        ("3 km", "2", "²"),
        ("10", "6", "⁶"),
        ("2010", "6", ""),
        ("m", "-2", "⁻²"),
        ("film", "2", ""),
        ("den 1", "st", "st"),
        ("Na", "+", "+"),
    ],
)
def test_what_is_raised_is_told_by_what_stands_before(before: str, words: str, read: str) -> None:
    """Two after "m" is a square metre; two after a year is the mark of a note."""
    assert read_raised(words, before=before) == read


def test_a_typed_mark_is_no_part_of_a_word_or_time() -> None:
    """Text files keep it, since quotations are to the letter, but 2025² is neither 20252 nor 202."""
    text = "Målet² er nået i Q3 2026³ på 40 m²"

    assert [(each.printed, each.span.of(text)) for each in find_times(text, period=None)] == [("Q3 2026", "Q3 2026")]
    assert [each.word for each in analyse(text, Language.DANISH)] == ["Målet", "nået", "Q3", "2026", "40", "m²"]
    assert analyse("m²", Language.DANISH)[0].stem == analyse("m2", Language.DANISH)[0].stem


def _slides() -> bytes:
    from pptx import Presentation

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    frame = slide.shapes.title.text_frame
    for words in RUNS:
        run = frame.paragraphs[0].add_run()
        run.text = words.removeprefix("^")
        if words.startswith("^"):
            run.font._element.set("baseline", "30000")
    return _saved(deck)


def _sheet() -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = Workbook()
    raised = InlineFont(vertAlign="superscript")
    runs: Sequence[Any] = [TextBlock(raised, each[1:]) if each.startswith("^") else each for each in RUNS]
    book.active["A1"] = CellRichText(*runs)
    return _saved(book)


def _saved(written: Any) -> bytes:
    file = io.BytesIO()
    written.save(file)
    return file.getvalue()


@pytest.mark.parametrize("made", [_slides, _sheet], ids=["pptx", "xlsx"])
def test_slides_and_sheets_say_what_is_raised(made: Callable[[], bytes]) -> None:
    """A mark that was typed in two goes is one mark."""
    assert parse_file(made(), "plan").text.strip() == READ
