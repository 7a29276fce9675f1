"""A knowledge of bare milestones, and a register whose reports a test writes down."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from fakes import quote_of, tiny_knowledge

from assistant.register.views import Report
from ingest.knowledge import Knowledge
from ingest.records import Goal, Milestone, Quarters, Span

__all__ = ["FakeStatuses", "milestone", "plan", "report"]

TEXT = "Målepunkt"


class FakeStatuses:
    """A `Statuses` that has these reports and no others."""

    head = "fake"

    def __init__(self, reports: Mapping[str, Report | Sequence[Report]] | None = None) -> None:
        given = reports or {}
        self._reports = {key: (each,) if isinstance(each, Report) else tuple(each) for key, each in given.items()}

    def latest(self, subject: str) -> Report | None:
        """The last report about `subject`, if there is one."""
        return next(reversed(self.history(subject)), None)

    def history(self, subject: str) -> Sequence[Report]:
        """Every report about `subject`, oldest first."""
        return self._reports.get(subject, ())


def report(status: str, **more: object) -> Report:
    """A report of some status in July 2025."""
    fields: dict[str, object] = {
        "status": status,
        "reported_by": "pseudonym",
        "reported_at": dt.datetime(2025, 7, 3, 12, 0, tzinfo=dt.UTC),
    }
    return Report(**{**fields, **more})


def milestone(id_: str, first: str | None = None, last: str | None = None, *, goal: str = "g") -> Milestone:
    """A milestone planned for these days (ISO, inclusive); without them, one with no time."""
    times = None
    if first and last:
        times = Quarters(
            printed=f"{first}/{last}", first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last)
        )
    return Milestone(id=id_, goal=goal, quote=quote_of(TEXT, TEXT), quarters=times)


def plan(*milestones: Milestone, goals: Mapping[str, str] | None = None) -> Knowledge:
    """Knowledge with these milestones under goals of some documents (goal "g" of the tiny plan when none are given)."""
    documents = goals or {"g": "plan-2025"}
    return dataclasses.replace(
        tiny_knowledge(),
        goals=tuple(
            Goal(
                id=goal,
                document=document,
                series="Mål",
                series_number=None,
                number=None,
                path=(),
                span=Span(0, len(TEXT)),
                title=None,
                wording=quote_of(TEXT, TEXT),
                milestones=tuple(each for each in milestones if each.goal == goal),
            )
            for goal, document in documents.items()
        ),
    )
