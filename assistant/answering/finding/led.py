"""
What a line that ends in a colon leads in to: the rows, items or words right beneath it.

Owns finding that and setting it down; leaves which line is meant to the answerers. Such a line alone answers nothing.
"""

from __future__ import annotations

import re

from assistant.answering.context import Context
from assistant.answering.draft import Sheet
from assistant.answering.finding.grids import Row, rows_of
from ingest.records import Document, Passage, PassageKind, Quote

__all__ = ["leads_in", "write_led"]

MOST_ROWS = 20
"""Rows of a table that is given whole."""
_BETWEEN = re.compile(r"[\W_]*(?:\d{1,2}[.)])?[\W_]*")
"""What may stand between a line and what it leads in to: blanks, markup, a bullet."""


def leads_in(quote: Quote) -> bool:
    """Whether a quotation only announces what follows."""
    return quote.text.rstrip("*_ ").endswith(":")


def write_led(context: Context, sheet: Sheet, document: Document, quote: Quote) -> bool:
    """Set down what `quote` leads in to; whether there is anything."""
    for passage in context.knowledge.passages_of(document.id):
        at = passage.lead_in.span if passage.lead_in else None
        if passage.kind is PassageKind.LIST and at and quote.span.covers(at):
            return _write_items(sheet, document, passage, passage.quotes)
        behind = tuple(each for each in passage.quotes if each.span.start >= quote.span.end)
        if behind and passage.kind is not PassageKind.TABLE_ROW and _is_next(document, quote, behind[0].span.start):
            is_list = passage.kind is PassageKind.LIST
            return _write_items(sheet, document, passage, behind if is_list else behind[:1])
    rows = [each for each in rows_of(context.knowledge, document) if _is_next(document, quote, each.table.start)]
    if not 0 < len(rows) <= MOST_ROWS:
        return False
    sheet.write(*(f"{place}. {_told(sheet, row)}" for place, row in enumerate(rows, start=1)))
    return True


def _is_next(document: Document, quote: Quote, start: int) -> bool:
    return start >= quote.span.end and bool(_BETWEEN.fullmatch(document.text, quote.span.end, start))


def _write_items(sheet: Sheet, document: Document, passage: Passage, quotes: tuple[Quote, ...]) -> bool:
    if passage.kind is PassageKind.LIST:
        sheet.write(*(f"{place}. {sheet.quoted(document, each)}" for place, each in enumerate(quotes, start=1)))
    else:
        sheet.write(*(sheet.quoted(document, each) for each in quotes))
    return bool(quotes)


def _told(sheet: Sheet, row: Row) -> str:
    """A table row in words: its first cell, then each cell with its column."""
    cells = [(head, cell) for head, cell in zip(row.heads, row.cells, strict=False) if cell]
    first, *beside = cells
    told = sheet.quoted(row.document, first[1])
    more = ", ".join(f"{head}: {sheet.quoted(row.document, cell)}" for head, cell in beside)
    return f"{told} – {more}" if more else told
