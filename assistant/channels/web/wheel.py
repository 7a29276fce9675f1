"""
The year as a wheel: where on it each stretch of time lies.

Owns the geometry, as SVG paths; leaves what is drawn to `year_page` and how it looks to the style sheet.
The year begins at the top and runs clockwise; lengths are in the units of a view box of `SIZE` x `SIZE`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.register.years import PlanYear, QuarterOfYear
from ingest.dates import months_of

__all__ = ["SIZE", "Arc", "DayRange", "Mark", "MonthMark", "arcs", "mark_at", "month_marks", "quarter_lines"]

SIZE = 480
_CENTRE = SIZE / 2
_RIM = 196.0
_HUB = 62.0
_MONTHS_AT = 219.0
_GAP = 3.0
_WIDEST = 17.0
_NUMBER_AFTER = 13.0
"""From where an arc begins to its number."""
_FULL_TURN_SHY = 0.9995
"""A whole circle as one arc has no direction; this much of it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """Something that takes some days of a year."""

    first: dt.date
    last: dt.date
    """Inclusive."""
    tone: str
    """The status that it is drawn by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A stretch as drawn."""

    path: str
    """The `d` of an SVG path, a closed shape."""
    tone: str
    x: float
    y: float
    """Where its number stands: in its middle across, a little after its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on the rim."""

    x: float
    y: float
    inner_x: float
    inner_y: float
    """Where the line from the hub to it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthMark:
    """Where the name of a month stands."""

    number: int
    """1 to 12."""
    mark: Mark


def arcs(stretches: Sequence[DayRange], year: PlanYear) -> list[Arc]:
    """Each stretch as an arc, as far out as there is room; stretches that share a day never share a ring."""
    placed = _rings([_cut(each, year) for each in stretches])
    rings = max(placed, default=-1) + 1
    width = min(_WIDEST, (_RIM - _HUB) / rings - _GAP) if rings else 0.0
    drawn = []
    for stretch, ring in zip(stretches, placed, strict=True):
        first, last = _cut(stretch, year)
        outer = _RIM - ring * (width + _GAP)
        middle = outer - width / 2
        x, y = _at(_turn(first, year) + _NUMBER_AFTER / (2 * math.pi * middle), middle)
        drawn.append(
            Arc(
                path=_shape(_turn(first, year), _turn(last + dt.timedelta(days=1), year), outer, outer - width),
                tone=stretch.tone,
                x=x,
                y=y,
            )
        )
    return drawn


def month_marks(year: PlanYear) -> list[MonthMark]:
    """Where the name of each month stands, the first of the year first."""
    months = [months_of(year.year, month, 1) for month in range(year.start, year.start + 12)]
    return [
        MonthMark(number=first.month, mark=_mark(_turn(first, year) + last.day / 2 / _length(year), _MONTHS_AT))
        for first, last in months
    ]


def quarter_lines(year: PlanYear) -> list[Mark]:
    """The four lines from the hub that begin the quarters."""
    quarters = [QuarterOfYear(year.year, number, year.start) for number in (1, 2, 3, 4)]
    return [_mark(_turn(each.first, year), _RIM) for each in quarters]


def mark_at(day: dt.date, year: PlanYear) -> Mark:
    """The place of a day of the year."""
    return _mark(_turn(day, year), _RIM + _GAP)


def _cut(stretch: DayRange, year: PlanYear) -> tuple[dt.date, dt.date]:
    """The part of a stretch that lies in the year."""
    return max(stretch.first, year.first), min(stretch.last, year.last)


def _rings(stretches: Sequence[tuple[dt.date, dt.date]]) -> list[int]:
    """The ring of each, 0 outermost: the first in which it meets no other."""
    taken: list[list[tuple[dt.date, dt.date]]] = []
    placed = []
    for first, last in stretches:
        free = next((n for n, ring in enumerate(taken) if all(last < a or b < first for a, b in ring)), len(taken))
        if free == len(taken):
            taken.append([])
        taken[free].append((first, last))
        placed.append(free)
    return placed


def _length(year: PlanYear) -> int:
    """Days."""
    return (year.last - year.first).days + 1


def _turn(day: dt.date, year: PlanYear) -> float:
    """How much of the year is over when `day` begins, 0..1; 1 for the first day of the next."""
    return (day - year.first).days / _length(year)


def _at(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return round(_CENTRE + radius * math.sin(angle), 1), round(_CENTRE - radius * math.cos(angle), 1)


def _mark(turn: float, radius: float) -> Mark:
    x, y = _at(turn, radius)
    inner_x, inner_y = _at(turn, _HUB)
    return Mark(x=x, y=y, inner_x=inner_x, inner_y=inner_y)


def _shape(start: float, end: float, outer: float, inner: float) -> str:
    """A piece of a ring from one turn to another, a little air at either end."""
    end = min(end, start + _FULL_TURN_SHY)
    air = _GAP / 2 / (2 * math.pi * outer)
    start, end = start + air, end - air
    large = int(end - start > 1 / 2)
    (a, b), (c, d) = _at(start, outer), _at(end, outer)
    (e, f), (g, h) = _at(end, inner), _at(start, inner)
    return f"M{a} {b}A{outer:.1f} {outer:.1f} 0 {large} 1 {c} {d}L{e} {f}A{inner:.1f} {inner:.1f} 0 {large} 0 {g} {h}Z"
