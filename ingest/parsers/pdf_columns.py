"""
The corridors of white between the columns of a PDF page.

Owns finding them, and that a few lines are parted where the rest of the document is;
leaves what stands in the columns to `pdf_blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.parsers.lines import BULLETS
from ingest.parsers.pdf_words import Word

__all__ = ["Band", "Gap", "Gutter", "columnar_stretches", "gutter_at"]

MIN_BANDS = 3
"""So many lines must be parted at the same place to make columns of them, unless a gutter of the document is there."""
MIN_CORRIDOR = 0.75
"""Width of the white between columns, in letter heights."""
HEADING = 1.1
AT_GUTTER = 2.0
"""A column begins where others do when it begins so few points from there, or is indented so many letter heights."""

_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]")

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gutter:
    """The white between two columns of running text: where a few lines on another page are parted too."""

    page_width: float
    """Of the pages it is on, in points."""
    before: float
    """How wide the column to its left is."""
    right: float
    """Where the column to its right begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Words at one height; in columns set at different heights, all that overlap."""

    words: tuple[Word, ...]
    top: float
    bottom: float


def columnar_stretches(
    words: Sequence[Word], *, width: float, gutters: Collection[Gutter] = ()
) -> Iterator[tuple[Sequence[Band], Sequence[Gap]]]:
    """The bands of a page's words from top to bottom, in runs with corridors in common and runs without any."""
    bands = _bands(words)
    start = 0
    while start < len(bands):
        end, corridors = _columnar(bands, start, width, gutters)
        if corridors:
            yield bands[start:end], corridors
            start = end
            continue
        plain = start
        while end < len(bands) and not (corridors := _columnar(bands, end, width, gutters)[1]):
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
        if end > plain:
            yield bands[plain:end], ()
        start = end
        if after > end:
            start = _columnar(bands, after, width, gutters)[0]
            yield bands[end:start], corridors


def _is_right_of(band: Band, corridors: Sequence[Gap]) -> bool:
    """Whether a band stands wholly to the right of the first column."""
    return min(word.x0 for word in band.words) >= min(corridors)[1] - 1


def _bands(words: Sequence[Word]) -> list[Band]:
    bands: list[list[Word]] = []
    bottom = 0.0
    for word in sorted(words, key=lambda each: each.top):
        if bands and word.top < bottom - 0.3 * (word.bottom - word.top):
            bands[-1].append(word)
            bottom = max(bottom, word.bottom)
        else:
            bands.append([word])
            bottom = word.bottom
    return [Band(words=tuple(row), top=min(w.top for w in row), bottom=max(w.bottom for w in row)) for row in bands]


def _gaps(band: Band, width: float) -> list[Gap]:
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


def _columnar(bands: Sequence[Band], start: int, width: float, gutters: Collection[Gutter]) -> tuple[int, list[Gap]]:
    """The end of the longest run of bands from `start` with corridors in common, and those; none for prose."""
    shared = _gaps(bands[start], width)
    if len(shared) < 3:  # two margins and nothing between
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
    if parted >= MIN_BANDS:
        return end, corridors
    known = [gap for gap in corridors if gutter_at(gap, bands[start:end], gutters)]
    return (end, known) if known else (start + 1, [])


def gutter_at(gap: Gap, bands: Sequence[Band], gutters: Collection[Gutter]) -> Gutter | None:
    """The gutter that a gap stands at: what follows begins where the column after that gutter does, or is indented."""
    size = max(word.size for word in bands[0].words)
    return next(
        (
            gutter
            for gutter in gutters
            if gap[0] <= gutter.right - MIN_CORRIDOR * size
            and -AT_GUTTER <= gap[1] - gutter.right <= max(AT_GUTTER, AT_GUTTER * size)
        ),
        None,
    )


def _stands_out(band: Band, first: Band) -> bool:
    """Whether a band is set larger than the columns above it: the heading of what comes next."""
    return max(word.size for word in band.words) > max(word.size for word in first.words) * HEADING


def _is_near(above: Band, below: Band) -> bool:
    size = max(word.size for word in below.words)
    return below.top - above.bottom < 3.5 * size


def _overlaps(some: Sequence[Gap], others: Sequence[Gap]) -> list[Gap]:
    found = [(max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others]
    return [gap for gap in found if gap[1] - gap[0] > 2]  # points


def _inner(gaps: Sequence[Gap], bands: Sequence[Band]) -> list[Gap]:
    """The gaps with words on both sides, wide enough for a corridor."""
    words = [word for band in bands for word in band.words]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    least = MIN_CORRIDOR * min(word.size for word in words)
    found = sorted(gap for gap in gaps if gap[0] > left and gap[1] < right and gap[1] - gap[0] >= least)
    # What hangs before a list's items is no column: bullets, and numbers where nothing but the items stands beside.
    if found and all(_hangs(word, is_alone=len(found) == 1) for word in words if word.x1 <= found[0][0] + 1):
        del found[0]
    return found


def _hangs(word: Word, *, is_alone: bool) -> bool:
    return word.text in BULLETS or word.text in "–—" or (is_alone and _NUMBER.fullmatch(word.text) is not None)


def _parts(gap: Gap, band: Band) -> bool:
    middle = sum(gap) / 2
    return any(word.x1 <= middle for word in band.words) and any(word.x0 >= middle for word in band.words)
