"""
PDF files with a text layer as layouts.

Owns putting a page's parts in order, what runs along on every page, and files without readable letters;
leaves finding letters and rules to pdfplumber, lines, columns and tables to the `pdf_` modules.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.errors import DocumentUnreadable
from ingest.parsers.layout import Doubt, Layout, Line, Table
from ingest.parsers.pdf_blocks import Prose, blocks_of, gutters_of
from ingest.parsers.pdf_columns import Gutter
from ingest.parsers.pdf_lines import Style, in_flow, paragraphs
from ingest.parsers.pdf_tables import Ruled, join_tables, ruled_tables, table_of
from ingest.parsers.pdf_words import Printed, Word, lines_of, page_words
from ingest.parsers.typed import with_typed_lists

__all__ = ["read_pdf"]

EDGE = 0.12
"""Running headers and footers stand in so much of a page's height, at its top and bottom."""
MIN_SHARE = 0.4
"""A running line is printed on at least two pages and so many of them."""
MAX_LISTED = 12
MAX_UNKNOWN = 0.2
"""More letters than this without a meaning, and the text is not readable."""
_PAGE_NUMBER = re.compile(
    r"(?:(?:side|page|s\.|p\.)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:af|of|/)\s*\d{1,4})?", re.IGNORECASE
)
_CID = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    tables: tuple[Ruled, ...]
    rules: tuple[float, ...]
    has_pictures: bool


def read_pdf(content: bytes, name: str) -> Layout:
    """
    The layout of a PDF file; `name` is for messages.

    Raises:
        DocumentUnreadable: If it is encrypted, or holds pictures of text only.
    """
    pages = _opened(content, name)
    _refuse_unreadable(pages, name)
    style = Style.of([line for page in pages for line in lines_of(page.words)])
    running = _running(pages)
    gutters = _gutters(pages, running)
    parts = [part for page in pages for part in _parts(page, style, running, gutters)]
    return Layout(parts=with_typed_lists(in_flow(join_tables(parts, style), style)), doubts=tuple(_doubts(pages)))


def _opened(content: bytes, name: str) -> list[_Page]:
    import pdfplumber  # only where a corpus has PDF files
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    locked = (PDFPasswordIncorrect, PDFEncryptionError)
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            return [_read(page) for page in document.pages]
    except (*locked, PdfminerException) as error:
        if isinstance(error, locked) or any(isinstance(each, locked) for each in error.args):
            msg = f"{name} is encrypted; save it without a password."
            raise DocumentUnreadable(msg) from error
        raise


def _read(page: Any) -> _Page:
    words = page_words(page)
    found = _Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(words),
        tables=tuple(ruled_tables(page, words)) if words else (),
        rules=tuple(sorted({round(edge["top"], 1) for edge in page.horizontal_edges})),
        has_pictures=bool(page.images),
    )
    page.close()
    return found


def _refuse_unreadable(pages: Sequence[_Page], name: str) -> None:
    text = " ".join(word.text for page in pages for word in page.words)
    if not text and any(page.has_pictures for page in pages):
        msg = f"{name} is scanned: it holds pictures of text, not text; run it through text recognition (OCR) first."
        raise DocumentUnreadable(msg)
    if not text:
        msg = f"{name} has no text on its {len(pages)} pages; save it anew from the program it was made with."
        raise DocumentUnreadable(msg)
    if len(_CID.findall(text)) > MAX_UNKNOWN * len(text.split()):
        msg = f"{name} does not say which letters its signs are; save it anew from the program it was made with."
        raise DocumentUnreadable(msg)


def _doubts(pages: Sequence[_Page]) -> Iterator[Doubt]:
    empty = [str(page.number) for page in pages if not page.words and page.has_pictures]
    if empty:
        shown = ", ".join(empty[:MAX_LISTED]) + (" …" if len(empty) > MAX_LISTED else "")
        message = f"has only pictures on page {shown}; what they say is not read."
        yield Doubt(code="page_without_text", message=message)


def _parts(
    page: _Page, style: Style, running: frozenset[tuple[str, int]], gutters: frozenset[Gutter]
) -> Iterator[Line | Table]:
    """The page in reading order: what stands above a ruled table, the table, what stands below it."""
    *above, below = _stretches(page, running)
    for words, table in zip(above, page.tables, strict=True):
        yield from _free(words, page, style, gutters)
        yield table_of(table.grid, style, page=page.number)
    yield from _free(below, page, style, gutters)


def _stretches(page: _Page, running: frozenset[tuple[str, int]]) -> Iterator[list[Word]]:
    """The words above each ruled table, and at last those below them all."""
    words = [word for line in _free_lines(page) if not _runs(line, page, running) for word in line.words]
    for table in page.tables:
        yield [word for word in words if _is_above(word, table)]
        words = [word for word in words if not _is_above(word, table)]
    yield words


def _gutters(pages: Sequence[_Page], running: frozenset[tuple[str, int]]) -> frozenset[Gutter]:
    return frozenset(
        gutter
        for page in pages
        for words in _stretches(page, running)
        if words
        for gutter in gutters_of(words, width=page.width)
    )


def _is_above(word: Word, table: Ruled) -> bool:
    return (word.top + word.bottom) / 2 <= table.top


def _free(words: Sequence[Word], page: _Page, style: Style, gutters: frozenset[Gutter]) -> Iterator[Line | Table]:
    for block in blocks_of(words, width=page.width, rules=page.rules, gutters=gutters) if words else ():
        if isinstance(block, Prose):
            yield from paragraphs(block, style, page=page.number)
        else:
            yield table_of(block, style, page=page.number)


def _free_lines(page: _Page) -> list[Printed]:
    return lines_of(word for word in page.words if not any(table.holds(word) for table in page.tables))


def _edge(line: Printed, page: _Page) -> int:
    """-1 in the upper edge of the page, 1 in the lower one, 0 between."""
    return -1 if line.bottom < page.height * EDGE else int(line.top > page.height * (1 - EDGE))


def _key(line: Printed, page: _Page) -> tuple[str, int]:
    """Equal for lines that say the same on several pages, whatever their numbers."""
    return re.sub(r"\d+", "#", line.text).casefold(), _edge(line, page)


def _running(pages: Sequence[_Page]) -> frozenset[tuple[str, int]]:
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_key(line, page) for line in _free_lines(page) if _edge(line, page)})
    least = max(2, MIN_SHARE * len(pages))
    return frozenset(key for key, count in seen.items() if count >= least)


def _runs(line: Printed, page: _Page, running: frozenset[tuple[str, int]]) -> bool:
    if not _edge(line, page):
        return False
    return _key(line, page) in running or _PAGE_NUMBER.fullmatch(line.text) is not None
