"""
Goals and milestones as answers show them: the agreed record beside the reported status.

Owns joining the two and the meaning of "overdue"; leaves where statuses come from to a `Statuses`.
Until something is reported the status is "not_reported" and `overdue` is None: silence accuses nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assistant.answer import GoalView, MilestoneView
from assistant.errors import RequestInvalid
from assistant.status import DONE, NOT_REPORTED, ReportedStatus
from ingest.parsers.inline import without_signs
from ingest.records import Goal, Milestone

__all__ = [
    "AsOf",
    "NothingReported",
    "Report",
    "Round",
    "Statuses",
    "goal_view",
    "milestone_view",
]


class Round(StrEnum):
    """A follow-up round of a plan."""

    INTERIM = "interim"
    """In the course of the plan's period, by traffic lights."""
    ANNUAL = "annual"
    """With the annual report, by fulfilment."""

    @classmethod
    def read(cls, text: str) -> Round:
        """
        The round that is written so.

        Raises:
            RequestInvalid: If it is neither.
        """
        try:
            return cls(text)
        except ValueError:
            msg = f"{text!r} is no follow-up round; use one of {', '.join(cls)}."
            raise RequestInvalid(msg, field="round") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    One thing reported about a goal or milestone.

    Raises:
        RequestInvalid: If the status is none that can be reported.
    """

    status: ReportedStatus
    reported_by: str
    """Whose it is, as named to people."""
    reported_at: dt.datetime
    """With a time zone."""
    completed_on: dt.date | None = None
    """The day it was done; None: not done, or nobody said when."""
    note: str | None = None
    """What was said beside it."""
    round: Round | None = None
    """The follow-up round it was given for; None: outside any."""
    evidence: str | None = None
    """A link to what proves it."""
    wording: str | None = None
    """The goal's or milestone's own words when it was reported, which the plan may have changed since."""

    def __post_init__(self) -> None:
        # A register is read from outside, where the type of the field binds nobody.
        object.__setattr__(self, "status", ReportedStatus.read(self.status))


class Statuses(Protocol):
    """Where reports come from."""

    def latest(self, subject: str) -> Report | None:
        """The latest report about the goal or milestone with this id, or None."""

    def history(self, subject: str) -> Sequence[Report]:
        """Every report about it, oldest first; a correction is one more report."""

    @property
    def head(self) -> str:
        """Names the state of the register; part of what an answer depends on. "" when empty."""


class NothingReported:
    """A register in which nothing has been reported."""

    head = ""

    def latest(self, subject: str) -> Report | None:  # noqa: ARG002 (the protocol's parameter)
        """None, whatever is asked about."""
        return None

    def history(self, subject: str) -> Sequence[Report]:  # noqa: ARG002 (the same)
        """Empty, whatever is asked about."""
        return ()


class AsOf:
    """A register as it stood at the end of a day: later reports are not known yet."""

    def __init__(self, statuses: Statuses, day: dt.date, *, zone: dt.tzinfo) -> None:
        self._statuses = statuses
        self._day = day
        self._zone = zone

    @property
    def head(self) -> str:
        """The state of the whole register: what it held on a day never changes, but may have been imported later."""
        return self._statuses.head

    def latest(self, subject: str) -> Report | None:
        """The last report up to that day."""
        return next(reversed(self.history(subject)), None)

    def history(self, subject: str) -> Sequence[Report]:
        """The reports up to that day, oldest first."""
        known = self._statuses.history(subject)
        return tuple(each for each in known if each.reported_at.astimezone(self._zone).date() <= self._day)


def milestone_view(milestone: Milestone, statuses: Statuses, *, today: dt.date) -> MilestoneView:
    """The milestone beside its latest report, as of `today`."""
    report = statuses.latest(milestone.id)
    quarters = milestone.quarters
    return MilestoneView(
        id=milestone.id,
        goal=milestone.goal,
        text=without_signs(milestone.quote.text),
        quarters=quarters.printed if quarters else None,
        from_=quarters.first if quarters else None,
        to=quarters.last if quarters else None,
        status=report.status if report else NOT_REPORTED,
        completed_on=report.completed_on if report else None,
        reported_by=report.reported_by if report else None,
        reported_at=report.reported_at if report else None,
        note=report.note if report else None,
        overdue=_overdue(milestone, report, today=today),
    )


def _overdue(milestone: Milestone, report: Report | None, *, today: dt.date) -> bool | None:
    if report is None:
        return None
    if report.status in DONE or milestone.quarters is None:
        return False
    return milestone.quarters.last < today


def goal_view(goal: Goal, statuses: Statuses, *, today: dt.date) -> GoalView:
    """The goal with its milestones beside their latest reports, as of `today`."""
    report = statuses.latest(goal.id)
    return GoalView(
        id=goal.id,
        series=goal.series,
        number=goal.number,
        title=without_signs(goal.title.text) if goal.title else None,
        wording=without_signs(goal.wording.text) if goal.wording else None,
        remarks=without_signs(goal.remarks.text) if goal.remarks else None,
        status=report.status if report else NOT_REPORTED,
        milestones=tuple(milestone_view(milestone, statuses, today=today) for milestone in goal.milestones),
    )
