"""
The stretches of time that a question about a plan asks for: quarters and months of the plan's year, "this quarter".

Owns `Window`, what it is for planned time to meet one, to span quarters, or to have gone by, and the answer that
a relative time lies outside every plan; leaves reading times out of a question to `assistant.understanding.times`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.finding.absence import outside_plans
from assistant.register.years import QuarterOfYear, year_start
from assistant.understanding.times import Asked
from ingest.dates import is_twelve_months
from ingest.records import Document, Milestone, Quarters

__all__ = [
    "UNITS",
    "Window",
    "asked_windows",
    "has_passed",
    "have_ended",
    "meets",
    "overlaps_period",
    "relative_outside",
    "spans",
]

UNITS = ("quarter", "month", "half")
"""Units of a relative time that narrow a plan; "this year" is the whole of it."""
_LAST_QUARTER = 4
"""Of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time that the question asks about."""

    label: str
    """ "Q2 2025"."""
    first: dt.date
    """Inclusive."""
    last: dt.date
    """Inclusive."""


def asked_windows(context: Context, documents: Sequence[Document]) -> tuple[Window, ...]:
    """The stretches asked about, a quarter or a month without a year in each plan's own year."""
    times = context.inquiry.times
    if times.relative and times.relative_unit in UNITS:
        return (_relative_window(times, documents, context.inquiry.today),)
    planned = dict.fromkeys(filter(None, (_year_meant(document, context.inquiry.today) for document in documents)))
    years = times.years or tuple(planned) or (context.inquiry.today.year,)
    starts = _financial_starts(documents)
    quarters = tuple(_quarter(year, number, starts.get(year, 1)) for year in years for number in times.quarters)
    months = tuple(_month(context, _year_of(year, month, starts), month) for year in years for month in times.months)
    return (*quarters, *months)


def _year_meant(document: Document, today: dt.date) -> int | None:
    """The year that a bare quarter is of in a plan: its first; in a plan for several years, this one if it is in it."""
    first, last = document.period_from, document.period_to
    if first is None or last is None:
        return first.year if first else None
    is_long = last.year > first.year and not is_twelve_months((first, last))
    return today.year if is_long and first <= today <= last else first.year


def _relative_window(times: Asked, documents: Sequence[Document], today: dt.date) -> Window:
    """The quarter, as the plan in force counts quarters; a month or half as the calendar does."""
    first, last = times.relative or (today, today)
    unit = times.relative_unit or ""
    start = next((year_start(each) for each in documents if overlaps_period(each, first, last)), 1)
    if unit != "quarter" or start == 1:
        return Window(label=_span_label(unit, first, last), first=first, last=last)
    here = QuarterOfYear.of(today, start)
    quarter = {"next": here.following, "last": here.preceding}.get(times.relative_word or "", here)
    return Window(label=quarter.label, first=quarter.first, last=quarter.last)


def _financial_starts(documents: Sequence[Document]) -> dict[int, int]:
    """The year and the month in which each plan begins that is for twelve months other than a calendar year."""
    starts = [(each.period_from, year_start(each)) for each in documents]
    return {first.year: start for first, start in starts if first and start != 1}


def _year_of(year: int, month: int, starts: Mapping[int, int]) -> int:
    """The calendar year of a month asked for in the plan that begins in `year`."""
    return year + 1 if month < starts.get(year, 1) else year


def _quarter(year: int, number: int, start: int) -> Window:
    """A quarter of the year that begins with month `start`."""
    quarter = QuarterOfYear(year, number, start)
    return Window(label=quarter.label, first=quarter.first, last=quarter.last)


def _month(context: Context, year: int, month: int) -> Window:
    name = context.say("milestones.months").split()[month - 1]
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return Window(label=f"{name} {year}", first=dt.date(year, month, 1), last=last)


def _span_label(unit: str, first: dt.date, last: dt.date) -> str:
    """What to call the stretch from `first` to `last`: "Q2 2025" for a quarter, "2025" for a year, else both days."""
    if unit == "year":
        return str(first.year)
    if unit == "quarter":
        return QuarterOfYear.of(first).label
    return f"{first:%d-%m-%Y} – {last:%d-%m-%Y}"


def meets(quarters: Quarters, window: Window, *, ends: bool) -> bool:
    """Whether planned time and window share a day; with `ends`, whether its last day lies in the window."""
    if ends:
        return window.first <= quarters.last <= window.last
    return quarters.overlaps(window.first, window.last)


def spans(quarters: Quarters, plan: Document, *, whole_year: bool) -> bool:
    """Whether planned time reaches over more than one quarter; with `whole_year`, over just the four of a year."""
    start = year_start(plan)
    first, last = QuarterOfYear.of(quarters.first, start), QuarterOfYear.of(quarters.last, start)
    if whole_year:
        return first.number == 1 and last.number == _LAST_QUARTER and first.year == last.year
    return first != last


def has_passed(milestone: Milestone, *, today: dt.date) -> bool:
    """Whether its planned time has gone by; says nothing of whether it is done."""
    return milestone.quarters is not None and milestone.quarters.last < today


def have_ended(documents: Sequence[Document], *, today: dt.date) -> bool:
    """Whether the periods of all these plans are over; false where one does not say its period."""
    return all(document.period_to is not None and document.period_to < today for document in documents)


def relative_outside(context: Context, documents: Sequence[Document], kind: Kind, *, suggest: str) -> Draft | None:
    """
    That "this quarter" or "next year" lies outside every plan's period, so that no old plan answers for it.

    Returns:
        The abstention; None where a plan covers a part of it, or where no relative time or a year beside it is named.
    """
    times = context.inquiry.times
    if times.relative is None or times.relative_unit is None or (times.years and times.relative_unit == "year"):
        return None
    first, last = times.relative
    if any(overlaps_period(document, first, last) for document in documents):
        return None
    is_over = have_ended(documents, today=context.inquiry.today)
    return outside_plans(
        context,
        kind,
        "milestones.relative_outside" if is_over else "milestones.relative_without_plan",
        known=documents,
        suggest=suggest,
        label=_span_label(times.relative_unit, first, last),
    )


def overlaps_period(document: Document, first: dt.date, last: dt.date) -> bool:
    """Whether any day from `first` to `last` lies in the plan's period; true of a plan without one."""
    if document.period_from is None or document.period_to is None:
        return True
    return document.period_from <= last and first <= document.period_to
