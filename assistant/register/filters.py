"""
Which milestones a person means: filters over typed records, complete by construction.

Owns the meaning of `quarter` (overlap), `due` (last quarter), `open` and `overdue`, and quarters as filters have them
written ("Q2", "Q4 2025-26"); leaves ranking to nobody, for there is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import MilestoneView
from assistant.errors import RequestInvalid
from assistant.register.views import Statuses, milestone_view
from assistant.register.years import PlanYear, QuarterOfYear, year_start
from assistant.status import DONE, NOT_REPORTED
from ingest.knowledge import Knowledge
from ingest.records import Milestone, Quarters

__all__ = ["AskedQuarter", "AskedYear", "MilestoneFilter", "select"]

_YEAR = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2})(?:[-–/](?P<to>(?:[0-9]{2})?[0-9]{2}))?")
_QUARTER = re.compile(rf"[QqKk]?(?P<number>[1-4])(?:[ -]?{_YEAR.pattern})?")


@dataclass(frozen=True, slots=True)
class AskedYear:
    """A year as a filter names it."""

    year: int
    """The calendar year it begins in."""
    is_split: bool = False
    """Written "2025-26": meant of plans whose year is no calendar year."""

    @classmethod
    def read(cls, text: str) -> AskedYear:
        """
        The year in "2025" or "2025-26".

        Raises:
            RequestInvalid: If it is neither.
        """
        found = _YEAR.fullmatch(text.strip())
        year = _year(found) if found else None
        if year is None:
            msg = f'{text!r} is no year; write it like "2025" or, where it ends in the next one, "2025-26".'
            raise RequestInvalid(msg, field="year")
        return year


@dataclass(frozen=True, slots=True)
class AskedQuarter:
    """A quarter as a filter names it."""

    number: int
    """1 to 4, counted in each plan's own year."""
    year: AskedYear | None = None
    """None: of any year."""

    @classmethod
    def read(cls, text: str) -> AskedQuarter:
        """
        The quarter in "Q2", "K2", "2", "Q2 2025" or "Q4 2025-26".

        Raises:
            RequestInvalid: If it is none of these.
        """
        found = _QUARTER.fullmatch(text.strip())
        year = _year(found) if found and found["year"] else None
        if not found or (found["year"] and year is None):
            msg = f'{text!r} is no quarter; write Q1, Q2, Q3 or Q4, with its year if you like ("Q4 2025-26").'
            raise RequestInvalid(msg)
        return cls(int(found["number"]), year)


def _year(found: re.Match[str]) -> AskedYear | None:
    """None where the second of two years is not the next one."""
    year = int(found["year"])
    if found["to"] is None:
        return AskedYear(year)
    return AskedYear(year, is_split=True) if str(year + 1).endswith(found["to"]) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFilter:
    """Conditions that all must hold; None asks nothing."""

    quarter: AskedQuarter | None = None
    """Any day in this quarter."""
    due: AskedQuarter | None = None
    """The last quarter is this one."""
    year: AskedYear | None = None
    """Any day in it; with `quarter` or `due` that name no year, that quarter of it."""
    within: tuple[dt.date, dt.date] | None = None
    """Any day from the first to the second, both inclusive."""
    status: str | None = None
    """ "open", or a status of the register ("not_reported", "fulfilled" …)."""
    overdue: bool | None = None
    """Whether its time has passed and the latest report says that it is not done."""
    organisation: str | None = None
    """`Organisation.id`."""
    document: str | None = None
    """`Document.id` of the plan."""
    goal: str | None = None
    """`Goal.id`."""


def select(
    knowledge: Knowledge, statuses: Statuses, wanted: MilestoneFilter, *, today: dt.date
) -> tuple[MilestoneView, ...]:
    """Every milestone in `knowledge` that meets `wanted`, in document order."""
    views = (
        milestone_view(milestone, statuses, today=today)
        for milestone in knowledge.milestones
        if _stands_where(milestone, knowledge, wanted) and _falls_when(milestone, wanted, _start(milestone, knowledge))
    )
    return tuple(view for view in views if _is_reported_as(view, wanted))


def _start(milestone: Milestone, knowledge: Knowledge) -> int:
    """The month in which the year of its plan begins."""
    return year_start(knowledge.documents[knowledge.goals_by_id[milestone.goal].document])


def _stands_where(milestone: Milestone, knowledge: Knowledge, wanted: MilestoneFilter) -> bool:
    goal = knowledge.goals_by_id[milestone.goal]
    document = knowledge.documents[goal.document]
    return (
        wanted.goal in (None, goal.id)
        and wanted.document in (None, document.id)
        and wanted.organisation in (None, document.organisation)
    )


def _falls_when(milestone: Milestone, wanted: MilestoneFilter, start: int) -> bool:
    """Whether its planned time meets the times wanted, in a plan whose year begins with month `start`."""
    if not (wanted.quarter or wanted.due or wanted.year or wanted.within):
        return True
    time = milestone.quarters
    if time is None or (wanted.within and not time.overlaps(*wanted.within)):
        return False
    asked = [each for each in (wanted.quarter, wanted.due) if each]
    is_of_year = any(each.year is None for each in asked)
    if wanted.year and not is_of_year and not _is_in_year(time, wanted.year, start):
        return False
    if wanted.due:
        ends = _meant(wanted.due, wanted.year, time, start)
        if not any(each.first <= time.last <= each.last for each in ends):
            return False
    if wanted.quarter:
        return any(time.overlaps(each.first, each.last) for each in _meant(wanted.quarter, wanted.year, time, start))
    return True


def _meant(asked: AskedQuarter, year: AskedYear | None, time: Quarters, start: int) -> Sequence[QuarterOfYear]:
    """The quarters asked for in a plan's own year; of every year that `time` reaches into, where none is named."""
    year = asked.year or year
    if year and year.is_split and PlanYear(year.year, start).is_calendar:
        return ()
    first, last = PlanYear.of(time.first, start).year, PlanYear.of(time.last, start).year
    years = (year.year,) if year else range(first, last + 1)
    return tuple(QuarterOfYear(each, asked.number, start) for each in years)


def _is_in_year(time: Quarters, year: AskedYear, start: int) -> bool:
    meant = PlanYear(year.year, start if year.is_split else 1)
    return meant.is_calendar is not year.is_split and time.overlaps(meant.first, meant.last)


def _is_reported_as(view: MilestoneView, wanted: MilestoneFilter) -> bool:
    if wanted.overdue is not None and view.overdue is not wanted.overdue:
        return False
    if wanted.status in (None, "all"):
        return True
    if wanted.status == "open":
        return view.status not in DONE
    return view.status == wanted.status or (wanted.status == "none" and view.status == NOT_REPORTED)
