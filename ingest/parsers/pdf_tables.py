"""
Ruled tables of a PDF page, and tables that go on over pages.

Owns choosing which ruled grids are tables and joining what a page break parted;
leaves finding rules to pdfplumber, tables without rules to `pdf_blocks`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from ingest.parsers.layout import Line, Look, Row, Table
from ingest.parsers.pdf_blocks import Cell, Grid
from ingest.parsers.pdf_lines import Style, cell_lines, join_words
from ingest.parsers.pdf_words import Word, lines_of

__all__ = ["Ruled", "join_tables", "ruled_tables", "table_of"]

MIN_FILLED = 0.2
"""A grid with a smaller share of filled cells is a drawing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A ruled table and the words in it."""

    top: float
    bottom: float
    x0: float
    x1: float
    grid: Grid

    def holds(self, word: Word) -> bool:
        """Whether a word is printed inside it."""
        middle_x, middle_y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= middle_x <= self.x1 and self.top <= middle_y <= self.bottom


def ruled_tables(page: Any, words: Sequence[Word]) -> list[Ruled]:
    """The ruled tables of a page, from top to bottom; frames around text are none."""
    found: list[Ruled] = []
    for table in page.find_tables():
        rows = tuple(tuple(_cell(box, words) for box in row.cells) for row in table.rows)
        x0, top, x1, bottom = table.bbox
        filled = [bool(cell.lines) for row in rows for cell in row]
        columns = sum(any(row[place].lines for row in rows) for place in range(len(rows[0]))) if rows else 0
        if columns > 1 and sum(filled) >= MIN_FILLED * len(filled):
            found.append(Ruled(top=top, bottom=bottom, x0=x0, x1=x1, grid=Grid(rows=rows)))
    return sorted(found, key=lambda each: each.top)


def _cell(box: tuple[float, float, float, float] | None, words: Sequence[Word]) -> Cell:
    """The cell in a box; an empty one where a merged cell covers it."""
    if box is None:
        return Cell(lines=(), right=0.0)
    x0, top, x1, bottom = box
    inside = [
        word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    return Cell(lines=tuple(lines_of(inside)), right=x1)


def table_of(grid: Grid, style: Style, *, page: int) -> Table:
    """A table as a layout has it, without columns that are empty throughout."""
    widest = max(len(row) for row in grid.rows)
    nothing = Cell(lines=(), right=0.0)
    used = [any(place < len(row) and row[place].lines for row in grid.rows) for place in range(widest)]
    return Table(
        rows=tuple(
            Row(
                cells=tuple(
                    cell_lines(row[place] if place < len(row) else nothing, style, page=page)
                    for place in range(widest)
                    if used[place]
                ),
                page=page,
            )
            for row in grid.rows
        )
    )


def join_tables(parts: Sequence[Line | Table], style: Style) -> list[Line | Table]:
    """The parts with tables joined that a page break parted; a header row that is printed again is left out."""
    found: list[Line | Table] = []
    for part in parts:
        place = _last_but_notes(found)
        above = found[place] if place is not None else None
        if place is not None and isinstance(part, Table) and isinstance(above, Table) and _goes_on(above, part):
            found[place] = _joined(above, part, style)
        else:
            found.append(part)
    return found


def _last_but_notes(parts: Sequence[Line | Table]) -> int | None:
    """The last part that is no note: notes at the foot of a page do not part what goes on over it."""
    places = range(len(parts) - 1, -1, -1)
    return next((place for place in places if getattr(parts[place], "look", None) is not Look.NOTE), None)


def _goes_on(above: Table, below: Table) -> bool:
    is_next_page = below.rows[0].page == above.rows[-1].page + 1
    return is_next_page and len(above.rows[0].cells) == len(below.rows[0].cells)


def _joined(above: Table, below: Table, style: Style) -> Table:
    rows = list(below.rows)
    if _words(rows[0]) == _words(above.rows[0]):
        del rows[0]
    if rows and _is_rest(rows[0]):
        return Table(rows=(*above.rows[:-1], _healed(above.rows[-1], rows[0], style), *rows[1:]))
    return Table(rows=(*above.rows, *rows))


def _words(row: Row) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row.cells]


def _is_rest(row: Row) -> bool:
    """Whether a row goes on with sentences that the page before began."""
    first = [cell[0] for cell in row.cells if cell]
    return bool(first) and all(line.look is not Look.ITEM and line.text[:1].islower() for line in first)


def _healed(above: Row, rest: Row, style: Style) -> Row:
    cells = []
    for begun, more in zip(above.cells, rest.cells, strict=True):
        if begun and more:
            last = dataclasses.replace(begun[-1], text=join_words([begun[-1].text, more[0].text], style))
            cells.append((*begun[:-1], last, *more[1:]))
        else:
            cells.append(begun or more)
    return dataclasses.replace(above, cells=tuple(cells))
