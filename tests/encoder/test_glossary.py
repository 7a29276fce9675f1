"""The bundled glossary: broad, and every line of it in form."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.encoder.glossary import GLOSSARY, read_glossary

LEAST_ENTRIES = 5000
LINES = [line for line in GLOSSARY.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


def test_the_glossary_covers_the_field() -> None:
    """A few thousand entries: what is not there is found only by luck."""
    assert len(read_glossary(GLOSSARY)) == len(LINES) >= LEAST_ENTRIES


@pytest.mark.parametrize("column", [0, 1], ids=["danish", "english"])
def test_every_term_is_written_plainly(column: int) -> None:
    """A stray space or a letter in two parts would make a term that nobody asks for."""
    terms = [term for line in LINES for term in line.split("\t")[column].split("|")]

    assert [term for term in terms if term != term.strip() or not term or "  " in term] == []
    assert [term for term in terms if not unicodedata.is_normalized("NFC", term)] == []


def test_no_line_names_a_term_twice_or_has_too_many_columns() -> None:
    """Danish, English and a note; a term beside itself says nothing."""
    columns = [line.split("\t") for line in LINES]

    assert [each for each in columns if not 2 <= len(each) <= 3] == []
    twice = [each for each in columns for side in each[:2] if len(set(side.split("|"))) < len(side.split("|"))]
    assert twice == []


def test_no_line_stands_twice() -> None:
    """The same pair on two lines is work for whoever corrects one of them."""
    pairs = ["\t".join(line.split("\t")[:2]).casefold() for line in LINES]

    assert [pair for pair in set(pairs) if pairs.count(pair) > 1] == []
