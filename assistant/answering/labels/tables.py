"""
Tables asked for as wholes: all key figures, the list of risks.

Owns finding a table by the heading of its first column, or the one above it, and giving its rows whole and in order;
leaves single rows to the search, and tables of goals to their records.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.judging.accounting import accounts
from assistant.answering.judging.framing import OF_LABELS
from assistant.answering.labels.labelled import find_labelled
from assistant.understanding.concepts import Concept
from ingest.records import Document, Passage, PassageKind

__all__ = ["answer_table"]

MIN_ROWS, MOST_ROWS = 2, 20
"""Rows of a table that is given whole."""


def answer_table(context: Context) -> Draft | None:
    """The rows of the table that the question asks for; None where it asks for less, or no table is named so."""
    inquiry = context.inquiry
    if not inquiry.has("list", "all") or inquiry.has("who", "when", "define", "compare", "how_many", "how_much", "why"):
        return None
    topic = inquiry.solid(*OF_LABELS)
    if not topic or any(each.is_list for each in find_labelled(context, topic)):
        return None
    for first in (each.passage for each in context.candidates() if _is_row(each.passage)):
        document = context.document_of(first)
        if not _names(context, first, document, topic):
            continue
        same = context.knowledge.passages_of(first.document)
        rows = [each for each in same if _is_row(each) and each.columns[0] == first.columns[0]]
        if MIN_ROWS <= len(rows) <= MOST_ROWS:
            return _told(document, rows)
    return None


def _is_row(passage: Passage) -> bool:
    return passage.kind is PassageKind.TABLE_ROW and bool(passage.columns) and passage.goal is None


def _names(context: Context, row: Passage, document: Document, topic: Sequence[Concept]) -> bool:
    """Whether the first column's heading, or the one above, names some of the topic, and the columns the rest."""
    above = row.path[-1] if row.path else ""
    columns = "\n".join(each.text for each in row.columns)
    own = context.bridge.bag(f"{row.columns[0].text}\n{above}", document.language)
    whole = context.bridge.bag(f"{above}\n{document.title}\n{columns}", document.language)
    return any(own.cover_strictly(concept) > 0 for concept in topic) and accounts(whole, topic)


def _told(document: Document, rows: Sequence[Passage]) -> Draft:
    sheet = Sheet(kind=Kind.LIST)
    for place, row in enumerate(rows, start=1):
        sheet.write(f"{place}. {_line(sheet, row, document)}")
    return sheet.answered()


def _line(sheet: Sheet, row: Passage, document: Document) -> str:
    """A table row in words: its first cell, then each cell with its column."""
    head = sheet.quoted(document, row.quotes[0])
    beside = zip(row.columns[1:], row.quotes[1:], strict=True)
    cells = [f"{column.text}: {sheet.quoted(document, quote)}" for column, quote in beside]
    return f"{head} – {', '.join(cells)}" if cells else head
