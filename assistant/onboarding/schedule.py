"""
When steps are due: pure reckoning over a journey, an enrolment and the calendar.

Owns the days; leaves what was given to `enrolments` and giving it to `sending`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assistant.onboarding.enrolments import Enrolment, GivenStep, StepState
from assistant.onboarding.journeys import Journey, Step
from assistant.onboarding.working_days import WorkingDays

__all__ = ["MOST_A_DAY", "due_on", "due_steps", "room_on", "shift_after_pause"]

MOST_A_DAY = 2
"""Steps given on one day to whoever has some to catch up with."""


def due_on(step: Step, enrolment: Enrolment, days: WorkingDays) -> dt.date:
    """The day that a step is due which was not given yet."""
    return days.nth(enrolment.start, step.day + enrolment.shift_days)


def due_steps(
    journey: Journey, enrolment: Enrolment, given: Mapping[str, GivenStep], *, today: dt.date, days: WorkingDays
) -> tuple[Step, ...]:
    """
    The steps whose day has come and that were not given, oldest first.

    None before the first day, none while it rests. A day that was missed is caught up with on the next.
    """
    if enrolment.paused_on is not None or today < enrolment.start or not days.is_working(today):
        return ()
    reached = days.number(enrolment.start, today)
    return tuple(step for step in journey.steps if step.day + enrolment.shift_days <= reached and step.id not in given)


def room_on(today: dt.date, given: Mapping[str, GivenStep]) -> int:
    """How many steps more may be given on `today`."""
    already = sum(each.given_on == today and each.state is StepState.GIVEN for each in given.values())
    return max(0, MOST_A_DAY - already)


def shift_after_pause(enrolment: Enrolment, *, today: dt.date, days: WorkingDays) -> int:
    """
    Working days by which what is left is put off in all, when a rest ends on `today`.

    The day it began does not count, because what was due on it may have been given; the day it ends does.
    """
    if enrolment.paused_on is None:
        return enrolment.shift_days
    first = max(enrolment.paused_on + dt.timedelta(days=1), enrolment.start)
    return enrolment.shift_days + days.number(first, today)
