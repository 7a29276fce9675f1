"""
The period a plan is for, and stretches of days counted within it.

Owns quarters, halves, months and weeks as first and last days, and which year an unprinted year is;
leaves recognising them in text to `ingest.dates.times`.
"""

from __future__ import annotations

import datetime as dt
import re

from ingest.dates.days import full_year

__all__ = [
    "Period",
    "follows",
    "is_calendar_year",
    "is_twelve_months",
    "month_of",
    "months_of",
    "read_period",
    "week_of",
    "year_of",
]

Period = tuple[dt.date, dt.date]
"""First and last day, both inclusive."""

_DECEMBER = 12
_YEARS = re.compile(
    r"(?<![\d.,-])(?P<year>20\d\d)(?:\s?(?P<sep>[/–—-]|to|til)\s?(?P<year_to>(?:20)?\d\d))?(?![\d.,]\d|\d)"
)


def year_of(year: int) -> Period:
    """A calendar year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def months_of(year: int, first: int, count: int) -> Period:
    """`count` whole months from month `first` of `year`, where `first` may pass 12 into later years."""
    start = _month_start(year, first)
    return start, _month_start(year, first + count) - dt.timedelta(days=1)


def month_of(year: int, month: int) -> Period:
    """One month."""
    return months_of(year, month, 1)


def week_of(year: int, week: int) -> Period | None:
    """A week, Monday to Sunday, numbered as in Denmark (ISO 8601); None when the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, week, 1), dt.date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def is_calendar_year(period: Period) -> bool:
    """Whether it is 1 January to 31 December of one year, or lies within one."""
    return period[0].year == period[1].year


def is_twelve_months(period: Period) -> bool:
    """Whether it is twelve whole months from the first of a month, as financial years are."""
    return period[0].day == 1 and period == months_of(period[0].year, period[0].month, _DECEMBER)


def follows(first: Period, second: Period) -> bool:
    """Whether `second` begins on the day after `first` ends."""
    return first[1] + dt.timedelta(days=1) == second[0]


def read_period(text: str) -> Period | None:
    """
    The calendar years a title names ("Mål- og resultatplan 2025", "Strategy 2024-2027").

    Returns:
        None when it names none, several apart, or a split year ("2025/26"), whose first month it does not say.
    """
    found = list(_YEARS.finditer(text))
    if len(found) != 1:
        return None
    first = full_year(found[0]["year"])
    last = full_year(found[0]["year_to"]) if found[0]["year_to"] else first
    is_split = bool(found[0]["year_to"]) and (found[0]["sep"] == "/" or len(found[0]["year_to"]) == 2)  # two digits
    if last < first or (is_split and last == first + 1):
        return None
    return year_of(first)[0], year_of(last)[1]


def _month_start(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // _DECEMBER, (month - 1) % _DECEMBER + 1, 1)
