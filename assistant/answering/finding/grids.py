"""
The tables of documents as rows under named columns.

Owns reading them once, and which cells of a row are its name;
leaves what is asked of them to `assistant.answering.labels.cells`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.finding.once import once
from assistant.understanding.column_kinds import kinds_of, years_in
from ingest.goals.drafts import is_empty, quotes_in
from ingest.knowledge import Knowledge
from ingest.parsers.words import ROLE, is_name
from ingest.records import Block, BlockKind, Document, Quote, Span

__all__ = ["Row", "rows_of"]

_CODE = re.compile(r"[^\W\d_]{0,4}[-. ]?\d{1,3}(?:\.\d{1,2})*[.)]?")
"""A number or code in a cell of its own: "3", "KPI 2", "R1"."""
_FIGURE = re.compile(r"\W*\d")
"""How a cell begins that holds a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table."""

    document: Document
    table: Span
    span: Span
    path: tuple[str, ...]
    """The headings that the table stands under."""
    heads: tuple[str, ...]
    """The heading of each column, "" for none."""
    cells: tuple[Quote | None, ...]
    """None for an empty one."""
    named: tuple[int, ...]
    """Places of the cells that say what the row is about."""

    @property
    def name(self) -> str:
        """What the row is about, with its number or code, a cell a line."""
        last = max(self.named, default=-1)
        return "\n".join(cell.text for cell in self.cells[: last + 1] if cell)


def rows_of(knowledge: Knowledge, document: Document) -> Sequence[Row]:
    """The rows of the tables with named columns of one of its documents."""
    read = _read(knowledge)
    if document.id not in read:
        read[document.id] = tuple(_rows(document))
    return read[document.id]


@once
def _read(_knowledge: Knowledge) -> dict[str, Sequence[Row]]:
    """The rows of each of its documents that was looked into, by its id: of thousands, few ever are."""
    return {}


def _rows(document: Document) -> Iterator[Row]:
    for path, section in document.root.walk():
        for block in section.blocks:
            if block.kind is BlockKind.TABLE and block.children and block.children[0].is_header:
                heads = tuple(map(_heading, block.children[0].children))
                yield from (_row(document, block, row, heads, path) for row in block.children[1:])


def _heading(cell: Block) -> str:
    quote = _words(cell)
    return " ".join(quote.text.split()) if quote else ""


def _words(cell: Block) -> Quote | None:
    quote = cell.quote or next(quotes_in(cell), None)
    return quote if quote and not is_empty(quote.text) else None


def _row(document: Document, table: Block, row: Block, heads: tuple[str, ...], path: tuple[str, ...]) -> Row:
    cells = tuple(map(_words, row.children))
    return Row(
        document=document,
        table=table.span,
        span=row.span,
        path=path,
        heads=heads,
        cells=cells[: len(heads)],
        named=tuple(_named(heads, cells)),
    )


def _named(heads: Sequence[str], cells: Sequence[Quote | None]) -> Iterator[int]:
    """The cells before the first value, numbers and codes aside; the first of them at least."""
    found = False
    for place, (head, cell) in enumerate(zip(heads, cells, strict=False)):
        if cell is None or _CODE.fullmatch(cell.text):
            if found and cell:
                return
            continue
        is_person = is_name(cell.text) or ROLE.search(head)
        is_value = is_person or years_in(head) or kinds_of(head) or _FIGURE.match(cell.text)
        if found and is_value:
            return
        yield place
        found = True
