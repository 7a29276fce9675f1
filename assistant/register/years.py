"""
The years that plans count in, and their quarters: calendar years, and years like 2025-26 that begin in another month.

Owns which days a year and a quarter of it are, and what they are called; leaves reading times in texts to
`ingest.dates` and in questions to `assistant.understanding.times`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ingest.dates import is_twelve_months, months_of
from ingest.records import Document

__all__ = ["PlanYear", "QuarterOfYear", "year_start"]

_JANUARY = 1


@dataclass(frozen=True, slots=True, order=True)
class PlanYear:
    """Twelve months from the first of one."""

    year: int
    """The calendar year it begins in."""
    start: int = _JANUARY
    """The month it begins in, 1 to 12."""

    @classmethod
    def of(cls, day: dt.date, start: int = _JANUARY) -> PlanYear:
        """The year that `day` lies in, of those that begin with month `start`."""
        return cls(day.year - (day.month < start), start)

    @property
    def is_calendar(self) -> bool:
        """Whether it begins with January."""
        return self.start == _JANUARY

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, self.start, 1)

    @property
    def last(self) -> dt.date:
        """Its last day, inclusive."""
        return months_of(self.year, self.start, 12)[1]

    @property
    def label(self) -> str:
        """What it is called: "2025", or "2025-26" where it ends in the next calendar year."""
        return str(self.year) if self.is_calendar else f"{self.year}-{(self.year + 1) % 100:02d}"


@dataclass(frozen=True, slots=True, order=True)
class QuarterOfYear:
    """A quarter of such a year."""

    year: int
    """The calendar year that its year begins in."""
    number: int
    """1 to 4."""
    start: int = _JANUARY
    """The month its year begins in, 1 to 12."""

    @classmethod
    def of(cls, day: dt.date, start: int = _JANUARY) -> QuarterOfYear:
        """The quarter that `day` lies in, of years that begin with month `start`."""
        return cls(PlanYear.of(day, start).year, (day.month - start) % 12 // 3 + 1, start)

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return months_of(self.year, self.start + 3 * (self.number - 1), 3)[0]

    @property
    def last(self) -> dt.date:
        """Its last day, inclusive."""
        return months_of(self.year, self.start + 3 * (self.number - 1), 3)[1]

    @property
    def label(self) -> str:
        """What it is called: "Q2 2025", "Q4 2025-26"."""
        return f"Q{self.number} {PlanYear(self.year, self.start).label}"

    @property
    def following(self) -> QuarterOfYear:
        """The next quarter."""
        return QuarterOfYear(self.year + self.number // 4, self.number % 4 + 1, self.start)

    @property
    def preceding(self) -> QuarterOfYear:
        """The quarter before."""
        return QuarterOfYear(self.year - (self.number == 1), (self.number - 2) % 4 + 1, self.start)


def year_start(plan: Document) -> int:
    """The month in which the plan's year begins: another than January only where it is for such twelve months."""
    first, last = plan.period_from, plan.period_to
    return first.month if first and last and is_twelve_months((first, last)) else _JANUARY
