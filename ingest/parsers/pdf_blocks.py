"""
The blocks of a PDF page in reading order: running text, columns of it, and tables without rules.

Owns telling a table from two columns of prose, and a table's rows; leaves where columns are parted to `pdf_columns`,
ruled tables to `pdf_tables` and paragraphs to `pdf_lines`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.parsers.pdf_columns import Band, Gap, Gutter, columnar_stretches, gutter_at
from ingest.parsers.pdf_words import Printed, Word, lines_of
from ingest.parsers.words import COLUMN_WORDS

__all__ = ["Cell", "Grid", "Prose", "blocks_of", "gutters_of"]

MIN_PROSE_LINES = 3
FULL = 0.7
MIN_FULL = 0.6
"""A line of prose fills so much of its column, all but the last of each paragraph."""
ROW_GAP = 0.35
"""Rows are parted by so much more white than lines, in letter heights."""
MAX_HEADER_CHARS = 40
LEVEL = 1.5
"""Lines side by side differ by less in height, in points."""
SENTENCE_ENDS = ".!?:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Lines of one column, from top to bottom."""

    lines: tuple[Printed, ...]
    right: float | None = None
    """Where the column ends; None for lines over the whole width of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table."""

    lines: tuple[Printed, ...]
    right: float
    """Where it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: rows of cells, each with its printed lines."""

    rows: tuple[tuple[Cell, ...], ...]


def blocks_of(
    words: Sequence[Word], *, width: float, rules: Sequence[float], gutters: Collection[Gutter] = ()
) -> Iterator[Prose | Grid]:
    """
    The blocks of a stretch of a page.

    Args:
        words: All words of it.
        width: Of the page, in points.
        rules: Heights of the horizontal rules on the page.
        gutters: Of the whole document.
    """
    known = [gutter for gutter in gutters if abs(gutter.page_width - width) < 1]
    for bands, corridors in columnar_stretches(words, width=width, gutters=known):
        if not corridors:
            yield from _plain(bands)
        else:
            yield from _columns(bands, corridors, rules, known)


def gutters_of(words: Sequence[Word], *, width: float) -> Iterator[Gutter]:
    """The gutters between columns of running text that are long enough to be known as such by themselves."""
    for bands, corridors in columnar_stretches(words, width=width):
        cuts = _cuts(corridors)
        columns = _lines_by_column(bands, cuts)
        if corridors and _is_prose(bands, columns, cuts):
            for before, after in pairwise(columns):
                yield Gutter(page_width=width, before=_width(before), right=min(line.x0 for line in after))


def _plain(bands: Sequence[Band]) -> Iterator[Prose]:
    if bands:
        yield Prose(lines=tuple(lines_of(word for band in bands for word in band.words)))


def _columns(
    bands: Sequence[Band], corridors: Sequence[Gap], rules: Sequence[float], gutters: Collection[Gutter]
) -> Iterator[Prose | Grid]:
    cuts = _cuts(corridors)
    columns = _lines_by_column(bands, cuts)
    if _is_prose(bands, columns, cuts) or _goes_on_as_prose(bands, columns, corridors, gutters):
        for lines in columns:
            yield Prose(lines=tuple(lines), right=max((line.x1 for line in lines), default=0.0))
        return
    rights = [*(gap[0] for gap in sorted(corridors)), max(word.x1 for band in bands for word in band.words)]
    rows = [_cut([word for band in group for word in band.words], cuts) for group in _row_bands(bands, cuts, rules)]
    yield Grid(
        rows=tuple(
            tuple(Cell(lines=tuple(lines_of(words)), right=right) for words, right in zip(row, rights, strict=True))
            for row in rows
        )
    )


def _cuts(corridors: Sequence[Gap]) -> list[float]:
    """Where columns are parted: in the middle of the white between them."""
    return [sum(gap) / 2 for gap in sorted(corridors)]


def _lines_by_column(bands: Sequence[Band], cuts: Sequence[float]) -> list[list[Printed]]:
    return [lines_of(words) for words in _cut([word for band in bands for word in band.words], cuts)]


def _cut(words: Sequence[Word], cuts: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in words:
        cells[sum((word.x0 + word.x1) / 2 > cut for cut in cuts)].append(word)
    return cells


def _is_prose(bands: Sequence[Band], columns: Sequence[Sequence[Printed]], cuts: Sequence[float]) -> bool:
    """Whether columns are running text: each has several lines that fill it, and the first row names no columns."""
    if _is_head(bands[0], cuts) or any(len(lines) < MIN_PROSE_LINES for lines in columns):
        return False
    # Where no lines stand side by side there are no rows, and a paragraph's last line says nothing against prose.
    are_rows = _are_level(columns)
    told = [[line for line in lines if are_rows or line.text[-1] not in SENTENCE_ENDS] for lines in columns]
    return all(
        sum(_is_full(line, _width(lines)) for line in some) >= max(1, len(some) * MIN_FULL)
        for some, lines in zip(told, columns, strict=True)
    )


def _are_level(columns: Sequence[Sequence[Printed]]) -> bool:
    """Whether most lines of the other columns stand at the height of one in the first, as in rows."""
    heights = [line.top for line in columns[0]]
    others = [line.top for lines in columns[1:] for line in lines]
    return sum(any(abs(top - height) < LEVEL for height in heights) for top in others) > len(others) / 2


def _goes_on_as_prose(
    bands: Sequence[Band],
    columns: Sequence[Sequence[Printed]],
    corridors: Sequence[Gap],
    gutters: Collection[Gutter],
) -> bool:
    """Whether columns of few lines are running text: all are parted at gutters, and the first is filled."""
    known = [gutter for gap in sorted(corridors) if (gutter := gutter_at(gap, bands, gutters))]
    if len(known) < len(corridors) or _is_head(bands[0], _cuts(corridors)):
        return False
    # Paragraphs end at different heights, so that the first column may have a line less than those after it.
    if any(len(lines) > len(columns[0]) + 1 for lines in columns):
        return False
    return len(bands) < MIN_PROSE_LINES or any(_is_full(line, known[0].before) for line in columns[0])


def _is_head(band: Band, cuts: Sequence[float]) -> bool:
    """Whether a row names what stands in the columns of a table."""
    head = [" ".join(word.text for word in cell) for cell in _cut(band.words, cuts)]
    return all(head) and all(len(words) <= MAX_HEADER_CHARS and COLUMN_WORDS.search(words) for words in head)


def _width(lines: Sequence[Printed]) -> float:
    return max(line.x1 for line in lines) - min(line.x0 for line in lines)


def _is_full(line: Printed, width: float) -> bool:
    return line.x1 - line.x0 >= FULL * width


def _row_bands(bands: Sequence[Band], cuts: Sequence[float], rules: Sequence[float]) -> list[list[Band]]:
    """Bands as rows: parted by rules where there are any, by wider white, or else by who begins in the first column."""
    groups = [[bands[0]]]
    gaps = [below.top - above.bottom for above, below in pairwise(bands)]
    ruled = [any(above.bottom - 2 <= rule <= below.top + 2 for rule in rules) for above, below in pairwise(bands)]
    size = max(word.size for word in bands[0].words)
    least, most = min(gaps), max(gaps)
    for (_, below), gap, is_ruled in zip(pairwise(bands), gaps, ruled, strict=True):
        if sum(ruled) > 1:
            begins = is_ruled
        elif most - least >= ROW_GAP * size:
            begins = gap > least + ROW_GAP * size
        else:
            begins = bool(_cut(below.words, cuts)[0])
        if begins:
            groups.append([below])
        else:
            groups[-1].append(below)
    return groups
