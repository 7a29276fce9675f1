"""
The blocks of a PDF page in reading order: running text, columns of it, and tables without rules.

Owns finding the corridors of white between columns, and telling a table from two columns of prose;
leaves ruled tables to `pdf_tables` and paragraphs to `pdf_lines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.parsers.pdf_words import Printed, Word, lines_of
from ingest.parsers.words import COLUMN_WORDS

__all__ = ["Cell", "Grid", "Prose", "blocks_of"]

MIN_BANDS = 3
"""So many lines must be parted at the same place to make columns of them."""
MIN_CORRIDOR = 0.75
"""Width of the white between columns, in letter heights."""
MIN_PROSE_LINES = 3
FULL = 0.7
MIN_FULL = 0.6
"""A line of prose fills so much of its column, all but the last of each paragraph."""
HEADING = 1.1
ROW_GAP = 0.35
"""Rows are parted by so much more white than lines, in letter heights."""
MAX_HEADER_CHARS = 40

Gap = tuple[float, float]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """Words at one height; in columns set at different heights, all that overlap."""

    words: tuple[Word, ...]
    top: float
    bottom: float


def blocks_of(words: Sequence[Word], *, width: float, rules: Sequence[float]) -> Iterator[Prose | Grid]:
    """
    The blocks of a stretch of a page.

    Args:
        words: All words of it.
        width: Of the page, in points.
        rules: Heights of the horizontal rules on the page.
    """
    bands = _bands(words)
    start = 0
    while start < len(bands):
        end, corridors = _columnar(bands, start, width)
        if corridors:
            yield from _columns(bands[start:end], corridors, rules)
            start = end
            continue
        plain = start
        while end < len(bands) and not (corridors := _columnar(bands, end, width)[1]):
            end += 1
        # The columns beside the first may begin a little higher than it.
        after = end
        while (
            corridors
            and end > plain
            and _is_right_of(bands[end - 1], corridors)
            and _is_near(bands[end - 1], bands[end])
        ):
            end -= 1
        if after > end:
            last = _columnar(bands, after, width)[0]
            yield from _plain(bands[plain:end])
            yield from _columns(bands[end:last], corridors, rules)
            start = last
            continue
        yield from _plain(bands[plain:end])
        start = end


def _plain(bands: Sequence[_Band]) -> Iterator[Prose]:
    if bands:
        yield Prose(lines=tuple(lines_of(word for band in bands for word in band.words)))


def _is_right_of(band: _Band, corridors: Sequence[Gap]) -> bool:
    """Whether a band stands wholly to the right of the first column."""
    return min(word.x0 for word in band.words) >= min(corridors)[1] - 1


def _bands(words: Sequence[Word]) -> list[_Band]:
    bands: list[list[Word]] = []
    bottom = 0.0
    for word in sorted(words, key=lambda each: each.top):
        if bands and word.top < bottom - 0.3 * (word.bottom - word.top):
            bands[-1].append(word)
            bottom = max(bottom, word.bottom)
        else:
            bands.append([word])
            bottom = word.bottom
    return [_Band(words=tuple(row), top=min(w.top for w in row), bottom=max(w.bottom for w in row)) for row in bands]


def _gaps(band: _Band, width: float) -> list[Gap]:
    """Stretches of white in a band, the margins included."""
    least = MIN_CORRIDOR * max(word.size for word in band.words)
    covered: list[list[float]] = []
    for word in sorted(band.words, key=lambda each: each.x0):
        if covered and word.x0 - covered[-1][1] < least:
            covered[-1][1] = max(covered[-1][1], word.x1)
        else:
            covered.append([word.x0, word.x1])
    edges = [0.0, *(edge for pair in covered for edge in pair), width]
    return [(edges[place], edges[place + 1]) for place in range(0, len(edges), 2)]


def _columnar(bands: Sequence[_Band], start: int, width: float) -> tuple[int, list[Gap]]:
    """The end of the longest run of bands from `start` with corridors in common, and those; none for prose."""
    shared = _gaps(bands[start], width)
    if len(shared) < 3:  # noqa: PLR2004 - two margins and nothing between
        return start + 1, []
    end = start + 1
    while end < len(bands) and _is_near(bands[end - 1], bands[end]) and not _stands_out(bands[end], bands[start]):
        narrowed = _inner(_overlaps(shared, _gaps(bands[end], width)), bands[start : end + 1])
        if not narrowed:
            break
        shared = _overlaps(shared, _gaps(bands[end], width))
        end += 1
    corridors = _inner(shared, bands[start:end])
    parted = sum(any(_parts(gap, band) for gap in corridors) for band in bands[start:end])
    return (end, corridors) if parted >= MIN_BANDS else (start + 1, [])


def _stands_out(band: _Band, first: _Band) -> bool:
    """Whether a band is set larger than the columns above it: the heading of what comes next."""
    return max(word.size for word in band.words) > max(word.size for word in first.words) * HEADING


def _is_near(above: _Band, below: _Band) -> bool:
    size = max(word.size for word in below.words)
    return below.top - above.bottom < 3.5 * size


def _overlaps(some: Sequence[Gap], others: Sequence[Gap]) -> list[Gap]:
    found = [(max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others]
    return [gap for gap in found if gap[1] - gap[0] > 2]  # noqa: PLR2004 - points


def _inner(gaps: Sequence[Gap], bands: Sequence[_Band]) -> list[Gap]:
    """The gaps with words on both sides, wide enough for a corridor."""
    words = [word for band in bands for word in band.words]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    least = MIN_CORRIDOR * min(word.size for word in words)
    return [gap for gap in gaps if gap[0] > left and gap[1] < right and gap[1] - gap[0] >= least]


def _parts(gap: Gap, band: _Band) -> bool:
    middle = sum(gap) / 2
    return any(word.x1 <= middle for word in band.words) and any(word.x0 >= middle for word in band.words)


def _columns(bands: Sequence[_Band], corridors: Sequence[Gap], rules: Sequence[float]) -> Iterator[Prose | Grid]:
    cuts = [sum(gap) / 2 for gap in sorted(corridors)]
    columns = [lines_of(words) for words in _cut([word for band in bands for word in band.words], cuts)]
    if _is_prose(bands, columns, cuts):
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


def _cut(words: Sequence[Word], cuts: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in words:
        cells[sum((word.x0 + word.x1) / 2 > cut for cut in cuts)].append(word)
    return cells


def _is_prose(bands: Sequence[_Band], columns: Sequence[Sequence[Printed]], cuts: Sequence[float]) -> bool:
    """Whether columns are running text: each has several lines that fill it, and the first row names no columns."""
    head = [" ".join(word.text for word in cell) for cell in _cut(bands[0].words, cuts)]
    if all(len(words) <= MAX_HEADER_CHARS and COLUMN_WORDS.search(words) for words in head if words) and all(head):
        return False
    for lines in columns:
        if len(lines) < MIN_PROSE_LINES:
            return False
        width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
        full = sum(line.x1 - line.x0 >= FULL * width for line in lines)
        if full < len(lines) * MIN_FULL:
            return False
    return True


def _row_bands(bands: Sequence[_Band], cuts: Sequence[float], rules: Sequence[float]) -> list[list[_Band]]:
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
