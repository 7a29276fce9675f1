"""
Which reminders go out on which working day: days off and missed days put beside what each is meant for.

Owns that nobody is written to on a day off, that a missed day is caught up with and that of several which say the same
only the latest goes out; leaves who is reminded of what to `reminders`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.register.reminders import LEAD_DAYS, QUIET_DAYS, Occasion, Reminder, reminders
from assistant.register.views import Statuses
from assistant.register.wheel import WheelEntry
from ingest.knowledge import Knowledge

__all__ = ["CATCH_UP", "Sending", "Timing", "due_on", "outlook"]

CATCH_UP = dt.timedelta(days=7)
"""How long a reminder that could not go out is made good. Less than an outbox remembers what it sent."""
_DAY = dt.timedelta(days=1)
_LONGEST_BREAK = dt.timedelta(days=14)
"""More than the longest row of days off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When people are reminded."""

    is_working: Callable[[dt.date], bool]
    """Whether people work on a day."""
    lead_days: tuple[int, ...] = LEAD_DAYS
    """Days before planned time ends."""
    quiet_days: int = QUIET_DAYS
    """Days after a report in which its subject is not brought up again."""
    zone: dt.tzinfo = dt.UTC
    """Whose days these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A reminder and the day it goes out."""

    reminder: Reminder
    on: dt.date
    """A working day: the one meant; before a day off for what is coming, after it for what has begun or is over."""


def outlook(
    knowledge: Knowledge,
    statuses: Statuses,
    wheel: Iterable[WheelEntry],
    timing: Timing,
    *,
    first: dt.date,
    last: dt.date,
) -> tuple[Sending, ...]:
    """What goes out from `first` to `last`, both inclusive, by day, as far as is known today."""
    entries = tuple(wheel)
    found: list[Sending] = []
    for day in _days(first - _LONGEST_BREAK, last + _LONGEST_BREAK):
        meant = reminders(
            knowledge, statuses, entries, today=day, lead_days=timing.lead_days, quiet_days=timing.quiet_days,
            zone=timing.zone,
        )  # fmt: skip
        found += [Sending(reminder=each, on=_sent_on(each, timing)) for each in meant]
    wanted = [each for each in found if first <= each.on <= last and each.on <= each.reminder.until]
    # Found in the order of the days meant, so that the later of two that say the same on one day is the one kept.
    kept = {(each.reminder.about, each.on): each for each in wanted}.values()
    return tuple(sorted(kept, key=lambda each: (each.on, each.reminder.on, each.reminder.key)))


def due_on(
    knowledge: Knowledge, statuses: Statuses, wheel: Iterable[WheelEntry], timing: Timing, *, today: dt.date
) -> tuple[Reminder, ...]:
    """What is to have gone out by `today`: its own, and what could not go out in the days before; none on a day off."""
    if not timing.is_working(today):
        return ()
    found = outlook(knowledge, statuses, wheel, timing, first=today - CATCH_UP, last=today)
    of_use = [each.reminder for each in found if today <= each.reminder.until]
    return tuple({each.about: each for each in of_use}.values())


def _sent_on(reminder: Reminder, timing: Timing) -> dt.date:
    step = _DAY if reminder.occasion is not Occasion.DUE_SOON and not _is_ahead(reminder) else -_DAY
    day = reminder.on
    while not timing.is_working(day):
        day += step
    return day


def _is_ahead(reminder: Reminder) -> bool:
    """Whether a round is set on a day, so that people are told before it."""
    return reminder.occasion is Occasion.ROUND and reminder.entry is not None and reminder.entry.is_set


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + _DAY * number for number in range((last - first).days + 1))
