"""
What a report can be about, as a person names it: a goal or milestone, by its id or the end of it.

Owns finding it among what the asker may read, and making a report of what was given; leaves the rules for reports to
`assistant.register.draft`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.errors import NotFound
from assistant.register.draft import NewReport
from assistant.register.views import Round
from assistant.status import ReportedStatus
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Goal, Milestone, Quote

__all__ = ["Given", "Subject", "subject_named", "subject_of_history", "subject_with_id"]

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a reporter says; what is left out is None."""

    status: str
    round: str | None = None
    completed_on: dt.date | None = None
    note: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A goal or milestone that can be reported on."""

    id: str
    goal: str
    """Id of the goal itself, or of the goal that the milestone belongs to."""
    wording: str | None
    """Its own words now; None for what the plan no longer has."""

    def report(self, given: Given, *, today: dt.date) -> NewReport:
        """
        The report that `given` makes; what is completed without a day was completed today.

        Raises:
            RequestInvalid: If it cannot be reported so.
        """
        status = ReportedStatus.read(given.status)
        is_done_now = status is ReportedStatus.COMPLETED and given.completed_on is None
        return NewReport(
            subject=self.id,
            goal=self.goal,
            status=status,
            round=Round.read(given.round) if given.round else None,
            completed_on=today if is_done_now else given.completed_on,
            note=given.note,
            evidence=given.evidence,
            wording=self.wording,
        )


def subject_with_id(knowledge: Knowledge, id_: str, *, kind: type[Goal | Milestone] | None = None) -> Subject:
    """
    The goal or milestone with this id; with `kind`, only if it is one of those.

    Raises:
        NotFound: If there is none, or none that the asker may read.
    """
    found = _records(knowledge).get(id_)
    if found is None or not isinstance(found, kind or (Goal, Milestone)):
        name = "goal" if kind is Goal else "milestone" if kind is Milestone else "goal or milestone"
        msg = f"No {name} has this id; the list of them gives the ids."
        raise NotFound(msg, field="id")
    return _subject(found)


def subject_named(knowledge: Knowledge, name: str) -> Subject:
    """
    The goal or milestone with this id, or whose id alone ends with it: "91c3f8d2" is enough where it is the only one.

    Raises:
        NotFound: If there is none, or more than one.
    """
    records = _records(knowledge)
    if name in records:
        return _subject(records[name])
    found = [id_ for id_ in records if id_.endswith("/" + name.strip("/"))]
    if len(found) == 1:
        return _subject(records[found[0]])
    if not found:
        msg = f'{name!r} is the id of no goal or milestone; "rettesnor milestones --ids" shows them.'
        raise NotFound(msg, field="id")
    shown = ", ".join(found[:MOST_NAMED]) + (" …" if len(found) > MOST_NAMED else "")
    msg = f"{name!r} may be any of {len(found)}: {shown}; write more of the id."
    raise NotFound(msg, field="id")


def subject_of_history(knowledge: Knowledge, id_: str, *, kind: type[Goal | Milestone]) -> Subject:
    """
    The goal or milestone with this id, or a milestone that its goal no longer has: what was reported on it remains.

    Raises:
        NotFound: If it is neither, or of a goal that the asker may not read.
    """
    goal = id_.rpartition("/")[0]
    if kind is Milestone and id_ not in _records(knowledge) and goal in knowledge.goals_by_id:
        return Subject(id=id_, goal=goal, wording=None)
    return subject_with_id(knowledge, id_, kind=kind)


def _records(knowledge: Knowledge) -> dict[str, Goal | Milestone]:
    records: list[Goal | Milestone] = [*knowledge.goals, *knowledge.milestones]
    return {record.id: record for record in records}


def _subject(record: Goal | Milestone) -> Subject:
    if isinstance(record, Milestone):
        return Subject(id=record.id, goal=record.goal, wording=without_signs(record.quote.text))
    words: Quote | None = record.title or record.wording
    return Subject(id=record.id, goal=record.id, wording=without_signs(words.text) if words else None)
