"""
Which milestones a person means: filters over typed records, complete by construction.

Owns the meaning of `quarter` (overlap), `due` (last quarter), `open` and `overdue`;
leaves ranking to nobody, for there is none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assistant.answer import MilestoneView
from assistant.errors import RequestInvalid
from assistant.register.views import DONE, NOT_REPORTED, Statuses, milestone_view
from ingest.knowledge import Knowledge
from ingest.records import Milestone

__all__ = ["MilestoneFilter", "QuarterOfYear", "select"]

_QUARTER = re.compile(r"[QqKk]?([1-4])\Z")


@dataclass(frozen=True, slots=True, order=True)
class QuarterOfYear:
    """A quarter of a calendar year."""

    year: int
    number: int
    """1 to 4."""

    @classmethod
    def of(cls, day: dt.date) -> QuarterOfYear:
        """The quarter that `day` lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.following.first - dt.timedelta(days=1)

    @property
    def following(self) -> QuarterOfYear:
        """The next quarter."""
        return QuarterOfYear(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def preceding(self) -> QuarterOfYear:
        """The quarter before."""
        return QuarterOfYear(self.year - (self.number == 1), (self.number - 2) % 4 + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFilter:
    """Conditions that all must hold; None asks nothing."""

    quarter: int | None = None
    """Any day in this quarter (1 to 4) of `year`; without a year, of any year."""
    due: int | None = None
    """The last quarter is this one."""
    year: int | None = None
    """Any day in this calendar year; with `quarter` or `due`, that quarter of it."""
    status: str | None = None
    """ "open", or a status of the register ("not_reported", "fulfilled" …)."""
    overdue: bool | None = None
    organisation: str | None = None
    document: str | None = None
    goal: str | None = None

    @classmethod
    def read_quarter(cls, text: str) -> int:
        """
        The quarter's number in "Q2", "K2" or "2".

        Raises:
            RequestInvalid: If it is none of these.
        """
        found = _QUARTER.match(text.strip())
        if not found:
            msg = f"{text!r} is no quarter; write Q1, Q2, Q3 or Q4."
            raise RequestInvalid(msg)
        return int(found[1])


def select(
    knowledge: Knowledge, statuses: Statuses, wanted: MilestoneFilter, *, today: dt.date
) -> tuple[MilestoneView, ...]:
    """Every milestone in `knowledge` that meets `wanted`, in document order."""
    views = (
        milestone_view(milestone, statuses, today=today)
        for milestone in knowledge.milestones
        if _stands_where(milestone, knowledge, wanted) and _falls_when(milestone, wanted)
    )
    return tuple(view for view in views if _is_reported_as(view, wanted))


def _stands_where(milestone: Milestone, knowledge: Knowledge, wanted: MilestoneFilter) -> bool:
    goal = knowledge.goals_by_id[milestone.goal]
    document = knowledge.documents[goal.document]
    return (
        wanted.goal in (None, goal.id)
        and wanted.document in (None, document.id)
        and wanted.organisation in (None, document.organisation)
    )


def _falls_when(milestone: Milestone, wanted: MilestoneFilter) -> bool:
    if wanted.quarter is None and wanted.due is None and wanted.year is None:
        return True
    quarters = milestone.quarters
    if quarters is None:
        return False
    years = range(quarters.first.year, quarters.last.year + 1) if wanted.year is None else (wanted.year,)
    last = QuarterOfYear.of(quarters.last)
    if wanted.due is not None and not any(last == QuarterOfYear(year, wanted.due) for year in years):
        return False
    if wanted.quarter is not None:
        asked = [QuarterOfYear(year, wanted.quarter) for year in years]
        return any(quarters.overlaps(quarter.first, quarter.last) for quarter in asked)
    return wanted.year is None or quarters.overlaps(dt.date(wanted.year, 1, 1), dt.date(wanted.year, 12, 31))


def _is_reported_as(view: MilestoneView, wanted: MilestoneFilter) -> bool:
    if wanted.overdue is not None and view.overdue is not wanted.overdue:
        return False
    if wanted.status in (None, "all"):
        return True
    if wanted.status == "open":
        return view.status not in DONE
    return view.status == wanted.status or (wanted.status == "none" and view.status == NOT_REPORTED)
