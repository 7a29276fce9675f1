"""
Reminders: who should be told of what, and when, as pure values for the channels to deliver.

Owns who is reminded and of what; leaves sending once to `assistant.delivery` and the words to the channels.
Whoever has reported lately is left alone, and nobody is told that they are late: a reminder names what is coming.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.register.views import DONE, Round, Statuses
from assistant.register.wheel import WheelEntry
from ingest.knowledge import Knowledge
from ingest.records import Goal, Milestone

__all__ = ["Occasion", "Reminder", "reminders"]

LEAD_DAYS = (14, 3)
"""Days before planned time ends on which its owner is reminded."""
QUIET_DAYS = 14
"""Days after a report in which its subject is not brought up again."""


class Occasion(StrEnum):
    """What a reminder is about."""

    DUE_SOON = "due_soon"
    """Planned time ends soon."""
    ROUND = "round"
    """A follow-up round begins, and reports are missing."""
    DIGEST = "digest"
    """The day after a quarter or a round: how much is reported, for those who look after the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One message to one person."""

    key: str
    """The same for the same reminder, so that it is delivered once."""
    occasion: Occasion
    to: str | None
    """The owner, as corpus.toml or the plan names them; None: the editors."""
    on: dt.date
    """The day to send it."""
    plan: str
    """The plan's document id."""
    subjects: tuple[str, ...]
    """Ids of the goals and milestones it is about, in document order."""
    reported: int
    """Of a digest: how many milestones have a report."""
    total: int
    """Of a digest: how many there are; else how many subjects."""
    entry: str | None = None
    """The entry of the year wheel that it belongs to."""


def reminders(
    knowledge: Knowledge,
    statuses: Statuses,
    wheel: Iterable[WheelEntry],
    *,
    today: dt.date,
    lead_days: Sequence[int] = LEAD_DAYS,
    quiet_days: int = QUIET_DAYS,
) -> tuple[Reminder, ...]:
    """
    The reminders to send on `today`, each once.

    Args:
        knowledge: Every plan; a reminder goes to an owner, who may read what they own.
        statuses: What was reported up to `today`.
        wheel: The rounds and quarter ends of these plans.
        today: The day.
        lead_days: Days before planned time ends.
        quiet_days: Leave out what was reported within so many days.
    """
    desk = _Desk(knowledge, statuses, today=today, quiet_days=quiet_days)
    entries = tuple(wheel)
    found = (*desk.due_soon(lead_days), *desk.rounds(entries), *desk.digests(entries))
    return tuple(sorted(found, key=lambda each: each.key))


class _Desk:
    def __init__(self, knowledge: Knowledge, statuses: Statuses, *, today: dt.date, quiet_days: int) -> None:
        self._knowledge = knowledge
        self._statuses = statuses
        self._today = today
        self._quiet_days = quiet_days

    def due_soon(self, lead_days: Sequence[int]) -> Iterator[Reminder]:
        days = {self._today + dt.timedelta(days=lead) for lead in lead_days}
        wanted: dict[tuple[str, str | None, dt.date], list[str]] = defaultdict(list)
        for goal, milestone in self._milestones():
            last = milestone.quarters.last if milestone.quarters else None
            if last in days and self._is_open(milestone) and not self._is_fresh(milestone.id):
                wanted[goal.document, milestone.owner or goal.owner, last].append(milestone.id)
        for (plan, owner, last), ids in wanted.items():
            yield self._reminder(Occasion.DUE_SOON, owner, plan, ids, key=f"{last}|{(last - self._today).days}")

    def rounds(self, entries: Sequence[WheelEntry]) -> Iterator[Reminder]:
        """On the first day of a round: what each owner has not reported in it."""
        for entry in entries:
            if entry.round is None or entry.first != self._today:
                continue
            wanted: dict[str | None, list[str]] = defaultdict(list)
            for goal in self._knowledge.goals:
                if goal.document == entry.plan.id:
                    for owner, subject in self._asked(goal, entry.round):
                        wanted[owner].append(subject)
            for owner, ids in wanted.items():
                yield self._reminder(Occasion.ROUND, owner, entry.plan.id, ids, key=entry.id, entry=entry.id)

    def digests(self, entries: Sequence[WheelEntry]) -> Iterator[Reminder]:
        """On the day after a quarter or a round: how much has been reported."""
        for entry in entries:
            if entry.last + dt.timedelta(days=1) != self._today:
                continue
            every = [each.id for goal, each in self._milestones() if goal.document == entry.plan.id]
            silent = [each for each in every if self._statuses.latest(each) is None]
            yield Reminder(
                key=f"{Occasion.DIGEST}|{entry.id}",
                occasion=Occasion.DIGEST,
                to=None,
                on=self._today,
                plan=entry.plan.id,
                subjects=tuple(silent),
                reported=len(every) - len(silent),
                total=len(every),
                entry=entry.id,
            )

    def _asked(self, goal: Goal, round_: Round) -> Iterator[tuple[str | None, str]]:
        """What a round asks of a goal and nobody has reported lately: its light, or its milestones' ratings."""
        if round_ is Round.INTERIM and not self._is_fresh(goal.id):
            yield goal.owner, goal.id
        for milestone in goal.milestones:
            if not self._is_fresh(milestone.id) and (round_ is Round.ANNUAL or self._is_open(milestone)):
                yield milestone.owner or goal.owner, milestone.id

    def _milestones(self) -> Iterator[tuple[Goal, Milestone]]:
        yield from ((goal, each) for goal in self._knowledge.goals for each in goal.milestones)

    def _is_open(self, milestone: Milestone) -> bool:
        report = self._statuses.latest(milestone.id)
        return report is None or report.status not in DONE

    def _is_fresh(self, subject: str) -> bool:
        report = self._statuses.latest(subject)
        return report is not None and (self._today - report.reported_at.date()).days < self._quiet_days

    def _reminder(
        self,
        occasion: Occasion,
        owner: str | None,
        plan: str,
        ids: Sequence[str],
        *,
        key: str,
        entry: str | None = None,
    ) -> Reminder:
        return Reminder(
            key=f"{occasion}|{plan}|{owner or ''}|{key}",
            occasion=occasion,
            to=owner,
            on=self._today,
            plan=plan,
            subjects=tuple(ids),
            reported=0,
            total=len(ids),
            entry=entry,
        )
