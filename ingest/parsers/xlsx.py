"""
Spreadsheets as layouts: each sheet a section, each block of filled cells a table.

Owns blocks, merged cells, titles over a table and how a value is written out; leaves opening the workbook to openpyxl.
Formulas are read as the values last calculated; hidden sheets, rows and columns are not read.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ingest.errors import DocumentUnreadable
from ingest.parsers.layout import Doubt, Layout, Line, Look, Row, Table
from ingest.parsers.words import DOCUMENT_WORD
from ingest.raised import read_raised

__all__ = ["read_xlsx"]

MAX_CELLS = 2_000_000
"""Filled or not: a sheet formatted to its last row would take hours."""
MAX_TITLE_CHARS = 100
_DEFAULT_NAME = re.compile(r"(?:ark|sheet|tabelle|feuille|tabel)\s?\d*", re.IGNORECASE)


def read_xlsx(content: bytes, name: str) -> Layout:
    """
    The layout of a workbook; `name` is for messages.

    Raises:
        DocumentUnreadable: If a sheet claims more cells than anybody fills in.
    """
    from openpyxl import load_workbook  # only where a corpus has workbooks

    book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False, rich_text=True)
    parts: list[Line | Table] = []
    sheets: list[tuple[str, list[Line | Table]]] = []
    hidden: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        if sheet.max_row * sheet.max_column > MAX_CELLS:
            msg = f"{name}: sheet {sheet.title!r} has {sheet.max_row} rows; clear the empty ones, then run again."
            raise DocumentUnreadable(msg)
        sheets.append((sheet.title.strip(), list(_sheet(sheet))))
    for name_of_sheet, found in sheets:
        if len(sheets) == 1 and (title := _title(found)):
            found[0] = replace(title, look=Look.HEADING, level=1)
        elif found and not _DEFAULT_NAME.fullmatch(name_of_sheet):
            parts.append(Line(text=name_of_sheet, look=Look.HEADING, level=1))
        parts.extend(found)
    message = f"has hidden sheets ({', '.join(hidden)}), which were not read; show them if they belong to it."
    return Layout(parts=parts, doubts=(Doubt(code="hidden_sheets", message=message),) if hidden else ())


def _title(parts: Sequence[Line | Table]) -> Line | None:
    """The line over a table that names what is in the only sheet, rather than the sheet's own name."""
    first = parts[0] if parts else None
    is_title = isinstance(first, Line) and len(parts) > 1 and DOCUMENT_WORD.search(first.text)
    return first if isinstance(first, Line) and is_title and len(first.text) <= MAX_TITLE_CHARS else None


def _sheet(sheet: Any) -> Iterator[Line | Table]:
    """Its blocks of rows; a row with a single cell above a table is its title, elsewhere a line of text."""
    hidden = {key for key, each in sheet.column_dimensions.items() if each.hidden}
    rows = [
        [cell for cell in row if getattr(cell, "column_letter", None) not in hidden]
        for number, row in enumerate(sheet.iter_rows(), start=1)
        if not sheet.row_dimensions[number].hidden
    ]
    told = [[_told(cell) for cell in row] for row in rows]
    for is_filled, group in groupby(zip(rows, told, strict=True), key=lambda each: any(each[1])):
        if is_filled:
            block = list(group)
            yield from _block([cells for cells, _ in block], [words for _, words in block])


def _block(rows: Sequence[Sequence[Any]], told: Sequence[Sequence[str]]) -> Iterator[Line | Table]:
    start = 0
    while start < len(told) and sum(map(bool, told[start])) == 1 and not _opens_table(told, start):
        place = next(number for number, words in enumerate(told[start]) if words)
        yield Line(text=told[start][place], is_bold=bool(rows[start][place].font and rows[start][place].font.b))
        start += 1
    used = [any(row[column] for row in told[start:]) for column in range(len(told[0]))] if start < len(told) else []
    if not used:
        return
    yield Table(
        rows=tuple(
            Row(
                cells=tuple(
                    (Line(text=words),) if words else () for words, is_used in zip(row, used, strict=True) if is_used
                )
            )
            for row in told[start:]
        )
    )


def _opens_table(told: Sequence[Sequence[str]], start: int) -> bool:
    """Whether everything beneath a row stands in one column: a list of one column is a table too."""
    return start > 0 and all(sum(map(bool, row)) == 1 for row in told[start:]) and len(told) - start > 1


def _told(cell: Any) -> str:
    """A value as a reader of the sheet would write it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%d-%m-%Y}" if is_day else f"{value:%d-%m-%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{value * 100:.10g} %"
        return f"{value:.15g}"
    return (_running(value) if isinstance(value, list) else str(value)).strip()


def _running(runs: Sequence[Any]) -> str:
    """The words of a cell whose letters are set differently; its runs are strings, or blocks with a font."""
    text = ""
    for run in runs:
        font = getattr(run, "font", None)
        words = str(getattr(run, "text", run))
        text += read_raised(words, before=text) if getattr(font, "vertAlign", None) == "superscript" else words
    return text
