"""Where a stretch stands is told by the innermost heading above it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import document_of

from ingest.parsers import parse_text
from ingest.records import Document, Span

REAL = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))


def _read(path: Path) -> Document:
    text = path.read_bytes().decode("utf-8-sig")
    return document_of("plan", text, title="Plan", root=parse_text(text))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_path_is_that_of_the_last_section_that_covers_the_stretch(path: Path) -> None:
    """Sections lie inside each other, so that following the one that covers it leads to the innermost."""
    document = _read(path)

    for at in range(0, len(document.text), 40):
        covering = [found for found, section in document.root.walk() if section.span.covers(Span(at, at + 1))]
        assert document.section_path(Span(at, at + 1)) == (covering[-1] if covering else ())
