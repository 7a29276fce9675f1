"""
Tables written as lines: tabs, pipes, and columns lined up with spaces.

Owns where such a table begins and ends, its cells, and whether its first row names the columns;
leaves what stands inside a cell to `ingest.parsers.fragments`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parsers.fragments import read_cell
from ingest.parsers.inline import has_words, trim
from ingest.parsers.lines import Page, read_marker
from ingest.parsers.words import COLUMN_WORDS, is_name
from ingest.records import Block, BlockKind, Span

__all__ = ["read_table", "table_of"]

MAX_HEADER_CHARS = 60
MIN_ALIGNED_ROWS = 3
_RULER = re.compile(r"\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*[|+]?|\+?(?:[-=]+\+)+")
_PIPE = re.compile(r"(?<!\\)\|")
MIN_FIGURES = 2
_FIGURE = re.compile(r"[^\w\s]?\d")
_YEARS = re.compile(r"\b20\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?\b")
_GAP = re.compile(r"[ \u00a0]{2,}")


def read_table(page: Page, first: int) -> tuple[Block, int] | None:
    """The table that begins at line `first`, with the number of the line after it; None when there is none."""
    return _piped(page, first) or _tabbed(page, first) or _aligned(page, first)


def _piped(page: Page, first: int) -> tuple[Block, int] | None:
    """Pipe tables: a ruler beneath the header, or every row between pipes."""
    last = first
    while last < len(page.lines) and _is_piped(page.lines[last].words):
        last += 1
    rulers = [number for number in range(first, last) if _is_ruler(page.lines[number].words, number - first)]
    is_framed = all(page.lines[number].words.startswith(("|", "+")) for number in range(first, last))
    count = last - first - len(rulers)
    if count < 1 or not (rulers or (is_framed and count > 1)):
        return None
    has_header = any(ruler > first and not any(r < ruler for r in rulers if r > first) for ruler in rulers)
    rows = [_cut_pipes(page, number) for number in range(first, last) if number not in rulers]
    return _table(
        page, rows, Span(page.lines[first].span.start, page.lines[last - 1].span.end), header=has_header
    ), last


def _is_piped(words: str) -> bool:
    return bool(_PIPE.search(words)) or (_is_ruler(words, 0) and "+" in words)


def _is_ruler(words: str, row: int) -> bool:
    """Whether a line of a table rules it off; further down than the second row, a single dash is an empty cell."""
    is_ruler = _RULER.fullmatch(words) is not None and ("|" in words or "+" in words)
    return is_ruler and (row <= 1 or "--" in words or "==" in words)


def _cut_pipes(page: Page, number: int) -> list[Span]:
    line = page.lines[number].span
    words = line.of(page.text)
    cuts = [found.start() for found in _PIPE.finditer(words)]
    starts = [0, *(cut + 1 for cut in cuts)]
    ends = [*cuts, len(words)]
    cells = [trim(page.text, line.start + start, line.start + end) for start, end in zip(starts, ends, strict=True)]
    head = 1 if cuts and not words[: cuts[0]].strip() else 0
    tail = -1 if cuts and not words[cuts[-1] + 1 :].strip() else None
    return cells[head:tail]


def _tabbed(page: Page, first: int) -> tuple[Block, int] | None:
    """Tab-separated rows; a quoted cell may run over several lines, as spreadsheets copy it."""
    rows: list[list[Span]] = []
    number = first
    while number < len(page.lines) and "\t" in page.lines[number].words and not _is_item(page, number):
        after, cells = _cut_tabs(page, number)
        rows.append(cells)
        number = after
    widest = max((len(row) for row in rows), default=0)
    is_even = widest > 1 and sum(len(row) == widest for row in rows) * 2 >= len(rows)
    if not is_even or (len(rows) == 1 and widest <= 2):  # one tab in one line is no table
        return None
    span = Span(page.lines[first].span.start, page.lines[number - 1].span.end)
    return _table(page, [_padded(row, widest) for row in rows], span, header=None), number


def _is_item(page: Page, number: int) -> bool:
    line = page.lines[number]
    marker = read_marker(page.text, line.span)
    return marker is not None and "\t" not in marker.words.of(page.text)


def _cut_tabs(page: Page, number: int) -> tuple[int, list[Span]]:
    """The cells of the row that begins at line `number`, and the line after it."""
    text, line = page.text, page.lines[number]
    start = _line_start(text, line.span.start)
    last = _last_of_quoted(page, number)
    end = page.lines[last].span.end
    cells: list[Span] = []
    while start <= end:
        is_quoted = text.startswith('"', start) and last > number
        closing = re.compile(r'"(?=\t|$)', re.MULTILINE).search(text, start + 1, end) if is_quoted else None
        stop = text.find("\t", closing.end() if closing else start, end)
        stop = end if stop < 0 else stop
        cell = trim(text, start, stop)
        cells.append(Span(cell.start + 1, cell.end - 1) if closing and cell.end - cell.start > 1 else cell)
        start = stop + 1
    return last + 1, cells


def _line_start(text: str, start: int) -> int:
    """The start of a line, from its first visible character: a leading tab is an empty first cell."""
    while start > 0 and text[start - 1] in "\t ":
        start -= 1
    return start


def _last_of_quoted(page: Page, number: int) -> int:
    """The line on which a cell opened with a quotation mark in line `number` is closed; `number` when none is open."""
    last = number
    while last < min(len(page.lines) - 1, number + 40):
        words = page.span(number, last).of(page.text)
        is_open = re.search(r'(?:^|\t)"', words) is not None and words.count('"') % 2 == 1
        if not is_open:
            return last
        last += 1
    return number


def _padded(row: list[Span], count: int) -> list[Span]:
    end = row[-1].end
    return [*row, *(Span(end, end) for _ in range(count - len(row)))]


def _aligned(page: Page, first: int) -> tuple[Block, int] | None:
    """Columns lined up with spaces: at least three lines whose columns begin at the same places."""
    columns = _columns(page, first)
    last = first
    while columns and last < len(page.lines) and _columns(page, last) == columns and not _is_item(page, last):
        last += 1
    if len(columns) < 2 or last - first < MIN_ALIGNED_ROWS:  # two columns make a table
        return None
    rows = [_cut_gaps(page, number) for number in range(first, last)]
    return _table(page, rows, page.span(first, last - 1), header=None), last


def _columns(page: Page, number: int) -> tuple[int, ...]:
    line = page.lines[number]
    return tuple(line.indent + cell.start - line.span.start for cell in _cut_gaps(page, number)) if line.words else ()


def _cut_gaps(page: Page, number: int) -> list[Span]:
    span = page.lines[number].span
    gaps = list(_GAP.finditer(span.of(page.text)))
    starts = [span.start, *(span.start + gap.end() for gap in gaps)]
    ends = [*(span.start + gap.start() for gap in gaps), span.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _table(page: Page, rows: Sequence[Sequence[Span]], span: Span, *, header: bool | None) -> Block:
    return table_of(page.text, rows, span, header=header)


def table_of(text: str, rows: Sequence[Sequence[Span]], span: Span, *, header: bool | None) -> Block:
    """
    A TABLE of cells.

    Args:
        text: The whole document.
        rows: The spans of the cells, without blanks at their edges.
        span: The whole table.
        header: Whether the first row names the columns; None means: judge by its words.
    """
    cells = [tuple(read_cell(text, cell) for cell in row) for row in rows]
    named = _is_header(text, rows) if header is None else header
    named = named and any(has_words(cell.of(text)) for cell in rows[0])
    blocks = tuple(
        Block(
            kind=BlockKind.ROW,
            span=Span(row[0].span.start, row[-1].span.end),
            children=row,
            is_header=named and position == 0,
        )
        for position, row in enumerate(cells)
        if row
    )
    start = min([span.start, *(row.span.start for row in blocks)])
    return Block(kind=BlockKind.TABLE, span=Span(start, span.end), children=blocks)


def _is_header(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether the first row names columns: known column words, or short words over longer cells."""
    if len(rows) < 2:  # a header has something beneath it
        return False
    words = [cell.of(text) for cell in rows[0]]
    if len(words) > 2 and not words[0] and all(words[1:]):  # an empty corner over named rows
        return all(row and has_words(row[0].of(text)) for row in rows[1:])
    named = [bool(COLUMN_WORDS.search(each)) and len(each) <= MAX_HEADER_CHARS for each in words]
    if len(words) == 2 and named[0] and not named[1]:  # "Titel | Økonomisk styring": named rows
        return not any(COLUMN_WORDS.search(row[0].of(text)) for row in rows[1:] if row)
    if sum(named) * 2 >= len(words):
        return True
    if all(map(is_name, words)):
        return False
    if _stands_over_figures(words, [[cell.of(text) for cell in row] for row in rows[1:]]):
        return True
    is_short = all(len(each) <= MAX_HEADER_CHARS and not each.endswith((".", ";")) for each in words)
    is_worded = sum(has_words(each) for each in words) >= len(words) - 1 and not any(
        re.search(r"\d{2}", w) for w in words
    )
    longest = max(len(cell.of(text)) for row in rows[1:] for cell in row)
    return is_short and is_worded and longest > max(len(each) for each in words)


def _stands_over_figures(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a first row of words, years aside, has figures alone beneath some of them: it says of what they are."""
    if len(below) < MIN_FIGURES or not all(0 < len(words) <= MAX_HEADER_CHARS for words in first):
        return False
    if not has_words(first[0]) or any(re.search(r"\d", _YEARS.sub("", words)) for words in first):
        return False
    columns = ([row[place] for row in below if place < len(row)] for place in range(1, len(first)))
    return any(len(cells) == len(below) and all(_FIGURE.match(cell) for cell in cells) for cells in columns)
