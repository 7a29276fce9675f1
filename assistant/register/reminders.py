"""
Reminders: who should be told of what, and when, as pure values for the channels to deliver.

Owns who is reminded and of what on which day; leaves days off and missed days to `assistant.register.outlook`,
sending once to `assistant.delivery` and the words to the channels.
Whoever has reported lately is left alone, and nobody is told that they are late: a reminder names what is coming.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.register.views import Round, Statuses
from assistant.register.wheel import WheelEntry, year_wheel
from assistant.status import DONE
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Quarters

__all__ = ["LEAD_DAYS", "QUIET_DAYS", "Occasion", "Reminder", "followed_plans", "reminders", "wheel_of"]

LEAD_DAYS = (14, 3)
"""Days before planned time ends on which its owner is reminded."""
QUIET_DAYS = 14
"""Days after a report in which its subject is not brought up again."""
_OF_USE = dt.timedelta(days=13)
"""How long after its day a digest, or word of a round set on a day, still tells somebody something."""


class Occasion(StrEnum):
    """What a reminder is about."""

    DUE_SOON = "due_soon"
    """Planned time ends soon."""
    ROUND = "round"
    """A follow-up round begins, or the day an editor set for it comes near."""
    DIGEST = "digest"
    """The day after a quarter or a round: how much is reported, for those who look after the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One message to one person."""

    key: str
    """The same for the same reminder, so that it is delivered once."""
    about: str
    """The same for all that say the same, only some days apart: somebody who missed several needs the latest."""
    occasion: Occasion
    to: str | None
    """The owner, as corpus.toml or the plan names them; None: the editors, of a digest those who follow the plan."""
    on: dt.date
    """The day it is meant for, which may be one that nobody works on."""
    until: dt.date
    """Of no use later: the last day of the planned time, or of the round."""
    plan: str
    """The plan's document id."""
    subjects: tuple[str, ...]
    """Ids of the goals and milestones it is about, in document order."""
    reported: int
    """Of a digest: how many of the subjects have a report; else 0."""
    entry: WheelEntry | None = None
    """The entry of the year wheel that it belongs to."""


def followed_plans(knowledge: Knowledge) -> tuple[Document, ...]:
    """
    The documents with goals that are followed up, in corpus order.

    Last year's plan is followed up when this year's is in force; an earlier version of the same year's is not.
    """
    with_goals = {goal.document for goal in knowledge.goals}
    plans = (each for each in knowledge.documents.values() if each.id in with_goals)
    return tuple(each for each in plans if not _is_replaced(each, knowledge))


def _is_replaced(plan: Document, knowledge: Knowledge) -> bool:
    newer = knowledge.documents.get(plan.superseded_by or "")
    return newer is not None and newer.period_from == plan.period_from


def wheel_of(knowledge: Knowledge) -> tuple[WheelEntry, ...]:
    """The year wheel of every plan that is followed up."""
    return year_wheel(knowledge, followed_plans(knowledge))


def reminders(
    knowledge: Knowledge,
    statuses: Statuses,
    wheel: Iterable[WheelEntry],
    *,
    today: dt.date,
    lead_days: Sequence[int] = LEAD_DAYS,
    quiet_days: int = QUIET_DAYS,
    zone: dt.tzinfo = dt.UTC,
) -> tuple[Reminder, ...]:
    """
    The reminders meant for `today`, each once.

    Args:
        knowledge: Every plan; a reminder goes to an owner, who may read what they own.
        statuses: What was reported up to `today`.
        wheel: The rounds and quarter ends of these plans.
        today: The day.
        lead_days: Days before planned time ends, and before the day that an editor set for a round.
        quiet_days: Leave out what was reported within so many days.
        zone: Whose days these are.
    """
    desk = _Desk(knowledge, statuses, today=today, quiet_days=quiet_days, zone=zone)
    entries = tuple(wheel)
    found = (*desk.due_soon(lead_days), *desk.rounds(entries, lead_days), *desk.digests(entries))
    return tuple(sorted(found, key=lambda each: each.key))


class _Desk:
    def __init__(
        self, knowledge: Knowledge, statuses: Statuses, *, today: dt.date, quiet_days: int, zone: dt.tzinfo
    ) -> None:
        self._knowledge = knowledge
        self._statuses = statuses
        self._today = today
        self._quiet_days = quiet_days
        self._zone = zone
        self._plans = {plan.id for plan in followed_plans(knowledge)}

    def due_soon(self, lead_days: Sequence[int]) -> Iterator[Reminder]:
        days = {self._today + dt.timedelta(days=lead) for lead in lead_days}
        wanted: dict[tuple[str, str | None, dt.date], list[str]] = defaultdict(list)
        for goal, owner, subject, time in self._timed():
            if time.last in days and self._is_open(subject) and not self._is_fresh(subject):
                wanted[goal.document, owner, time.last].append(subject)
        for (plan, owner, last), ids in wanted.items():
            yield self._reminder(Occasion.DUE_SOON, owner, plan, ids, about=str(last), until=last)

    def rounds(self, entries: Sequence[WheelEntry], lead_days: Sequence[int]) -> Iterator[Reminder]:
        """On the first day of a round, or some days before one that is set: what each owner has not reported in it."""
        for entry in entries:
            if entry.round is None or self._today not in _begins(entry, lead_days):
                continue
            wanted: dict[str | None, list[str]] = defaultdict(list)
            for goal in self._knowledge.goals:
                if goal.document == entry.plan.id:
                    for owner, subject in self._asked(goal, entry.round):
                        wanted[owner].append(subject)
            until = max(entry.last, entry.first + _OF_USE)
            for owner, ids in wanted.items():
                yield self._reminder(
                    Occasion.ROUND, owner, entry.plan.id, ids, about=entry.id, until=until, entry=entry
                )

    def digests(self, entries: Sequence[WheelEntry]) -> Iterator[Reminder]:
        """On the day after a quarter or a round: how much has been reported of what it was about."""
        for entry in entries:
            if entry.last + dt.timedelta(days=1) != self._today:
                continue
            subjects = self._followed_in(entry)
            about = f"{Occasion.DIGEST}|{entry.id}"
            yield Reminder(
                key=about,
                about=about,
                occasion=Occasion.DIGEST,
                to=None,
                on=self._today,
                until=self._today + _OF_USE,
                plan=entry.plan.id,
                subjects=subjects,
                reported=sum(self._is_reported(each, entry.round) for each in subjects),
                entry=entry,
            )

    def _followed_in(self, entry: WheelEntry) -> tuple[str, ...]:
        """Milestones whose planned time ended with a quarter; the goals in an interim round, else every milestone."""
        if entry.round is None:
            return entry.milestones
        goals = [goal for goal in self._knowledge.goals if goal.document == entry.plan.id]
        if entry.round is Round.INTERIM:
            return tuple(goal.id for goal in goals)
        return tuple(each.id for goal in goals for each in goal.milestones)

    def _is_reported(self, subject: str, round_: Round | None) -> bool:
        """Whether there is a report, of a round one that was given in it or says that all is done."""
        if round_ is None:
            return self._statuses.latest(subject) is not None
        return any(each.round is round_ or each.status in DONE for each in self._statuses.history(subject))

    def _asked(self, goal: Goal, round_: Round) -> Iterator[tuple[str | None, str]]:
        """What a round asks of a goal and nobody has reported lately: its light, or its milestones' ratings."""
        if round_ is Round.INTERIM and not self._is_fresh(goal.id):
            yield goal.owner, goal.id
        for milestone in goal.milestones:
            if not self._is_fresh(milestone.id) and (round_ is Round.ANNUAL or self._is_open(milestone.id)):
                yield milestone.owner or goal.owner, milestone.id

    def _timed(self) -> Iterator[tuple[Goal, str | None, str, Quarters]]:
        """Goals and milestones that are planned for a time: the goal, the owner, the id, the time."""
        for goal in self._knowledge.goals:
            if goal.document not in self._plans:
                continue
            if goal.deadline:
                yield goal, goal.owner, goal.id, goal.deadline
            for each in goal.milestones:
                if each.quarters:
                    yield goal, each.owner or goal.owner, each.id, each.quarters

    def _is_open(self, subject: str) -> bool:
        report = self._statuses.latest(subject)
        return report is None or report.status not in DONE

    def _is_fresh(self, subject: str) -> bool:
        report = self._statuses.latest(subject)
        if report is None:
            return False
        return (self._today - report.reported_at.astimezone(self._zone).date()).days < self._quiet_days

    def _reminder(
        self,
        occasion: Occasion,
        owner: str | None,
        plan: str,
        ids: Sequence[str],
        *,
        about: str,
        until: dt.date,
        entry: WheelEntry | None = None,
    ) -> Reminder:
        said = f"{occasion}|{plan}|{owner or ''}|{about}"
        return Reminder(
            key=f"{said}|{(until - self._today).days}",
            about=said,
            occasion=occasion,
            to=owner,
            on=self._today,
            until=until,
            plan=plan,
            subjects=tuple(ids),
            reported=0,
            entry=entry,
        )


def _begins(entry: WheelEntry, lead_days: Sequence[int]) -> set[dt.date]:
    """The first day of a stretch of time; some days before a day that an editor set."""
    if not entry.is_set:
        return {entry.first}
    return {entry.first - dt.timedelta(days=lead) for lead in lead_days}
