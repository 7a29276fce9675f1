"""
What one time word means in days.

Owns the arithmetic from a quarter, half, month, week or year to first and last days, the year that is not printed,
and what a limit ("by", "inden", "ultimo") leaves of it; leaves finding the words to `atoms` and `leads`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from ingest.dates.atoms import Atom, Unit
from ingest.dates.days import day_or_none
from ingest.dates.leads import LeadKind
from ingest.dates.periods import Period, is_calendar_year, is_twelve_months, month_of, months_of, week_of, year_of

__all__ = ["days_of", "limited", "with_years"]

_MONTHS_IN = {Unit.QUARTER: 3, Unit.HALF: 6}
_SEMESTERS = {1: (2, 5), 2: (9, 5)}
"""First month and number of months: February to June, September to January, as Danish universities count."""
_SUMMED = (Unit.YEAR, Unit.THE_YEAR, Unit.THE_PERIOD, Unit.HALF)
"""Too long for "early" or "mid" to leave a stretch worth naming."""


def days_of(atom: Atom, period: Period | None) -> Period | None:
    """
    First and last day of what `atom` names, words around it aside.

    Returns:
        None when the calendar has no such day, or the year is neither printed nor the only one that fits the period.
    """
    if atom.unit is Unit.OPEN:
        return None
    if atom.unit is Unit.THE_PERIOD:
        return period
    if _counts_from_the_plan(atom, period):
        return _in_plan_year(atom, period)
    if atom.year is not None:
        return _in_year(atom, atom.year)
    return _in_period(atom, period) if period else None


def limited(atom: Atom, lead: LeadKind, period: Period | None) -> Period | None:
    """First and last day of `atom` with the words before it; None when together they fix no day."""
    days = days_of(atom, period)
    if days is None or lead in (LeadKind.AFTER, LeadKind.FROM):
        return None
    is_long = atom.unit in _SUMMED
    if lead is LeadKind.END or atom.is_end:
        return _last_day(days)
    if atom.unit is Unit.TURN:
        return _last_day(days) if lead in (LeadKind.DUE, LeadKind.BEFORE) else None
    if lead is LeadKind.DUE and atom.unit in (Unit.YEAR, Unit.THE_YEAR, Unit.THE_PERIOD):
        return _last_day(days)
    if lead is LeadKind.BEFORE and atom.unit is not Unit.DAY:
        eve = days[0] - dt.timedelta(days=1)
        return eve, eve
    return None if lead is LeadKind.PART and is_long else days


def with_years(atoms: Sequence[Atom]) -> list[Atom]:
    """The same, a missing year taken from the neighbour ("marts-juni 2026", "Q4 2025 - Q1")."""
    filled = list(atoms)
    for place in range(len(filled) - 2, -1, -1):
        filled[place] = _dated(filled[place], filled[place + 1], step=-1)
    for place in range(1, len(filled)):
        filled[place] = _dated(filled[place], filled[place - 1], step=1)
    return filled


def _dated(atom: Atom, neighbour: Atom, *, step: int) -> Atom:
    """`atom` in its neighbour's year, or the year `step` away where that would put the two in the wrong order."""
    if atom.year is not None or atom.is_split or neighbour.year is None or neighbour.year_to is not None:
        return atom
    same, other = _in_year(atom, neighbour.year), _in_year(neighbour, neighbour.year)
    if not same or not other:
        return atom
    is_in_order = same[0] >= other[0] if step > 0 else same[0] <= other[0]
    return replace(atom, year=neighbour.year if is_in_order else neighbour.year + step)


def _counts_from_the_plan(atom: Atom, period: Period | None) -> bool:
    if atom.is_split:
        return True
    has_own_year = period is not None and is_twelve_months(period) and not is_calendar_year(period)
    return atom.unit in _MONTHS_IN and atom.year is None and has_own_year


def _in_plan_year(atom: Atom, period: Period | None) -> Period | None:
    if period is None or not is_twelve_months(period) or atom.year_to not in (None, period[1].year):
        return None
    if is_calendar_year(period):
        # "FY26" in a plan for 2026; "2025-26" is no calendar year.
        return _in_year(atom, period[0].year) if atom.year is None else None
    if atom.year not in (None, period[0].year):
        return None
    if atom.unit is Unit.YEAR:
        return period
    if atom.unit in _MONTHS_IN:
        return _months(period[0].year, period[0].month, atom, _MONTHS_IN[atom.unit])
    return _in_period(replace(atom, year=None), period)


def _in_year(atom: Atom, year: int) -> Period | None:
    match atom.unit:
        case Unit.QUARTER | Unit.HALF:
            return _months(year, 1, atom, _MONTHS_IN[atom.unit])
        case Unit.SEMESTER:
            month, count = _SEMESTERS[atom.number]
            return months_of(year, month, count)
        case Unit.MONTH:
            return month_of(year, atom.number)
        case Unit.WEEK:
            return _span(week_of(year, atom.number), week_of(year, atom.number_to))
        case Unit.DAY:
            first, last = (day_or_none(year, atom.number, day) for day in (atom.day, atom.day_to))
            return _span((first, first) if first else None, (last, last) if last else None)
        case Unit.YEAR | Unit.THE_YEAR | Unit.TURN:
            return year_of(year)[0], year_of(atom.year_to or year)[1]
        case _:
            return None


def _months(year: int, month: int, atom: Atom, size: int) -> Period | None:
    if atom.number_to < atom.number:
        return None
    return months_of(year, month + (atom.number - 1) * size, (atom.number_to - atom.number + 1) * size)


def _in_period(atom: Atom, period: Period) -> Period | None:
    if atom.unit in (Unit.THE_YEAR, Unit.TURN):
        return period if is_calendar_year(period) or is_twelve_months(period) else None
    fitting = [
        days
        for year in range(period[0].year, period[1].year + 1)
        if (days := _in_year(atom, year)) and _overlaps(days, period)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _overlaps(days: Period, period: Period) -> bool:
    return days[0] <= period[1] and period[0] <= days[1]


def _span(first: Period | None, last: Period | None) -> Period | None:
    if not first or not last or last[1] < first[0]:
        return None
    return first[0], last[1]


def _last_day(days: Period) -> Period:
    return days[1], days[1]
