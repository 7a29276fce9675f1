"""
Who has completed what: for the person all of it, for the organisation a number that names nobody.

Owns what "completed" means and how small a group may be counted; leaves who may see what to the channels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.onboarding.enrolments import Enrolment, GivenStep, StepState
from assistant.onboarding.journeys import Journey, JourneyRole, Step
from assistant.onboarding.library import Library

__all__ = ["GroupCount", "completed_all", "completed_module", "count_groups"]

Completed = Callable[[Journey, Mapping[str, GivenStep]], bool]
"""Tells from a journey and what was given of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """How many of one role have completed something; names nobody."""

    role: JourneyRole
    enrolled: int | None
    """None where the group is too small to be counted."""
    completed: int | None
    """None where the group is too small."""


def completed_all(journey: Journey, given: Mapping[str, GivenStep]) -> bool:
    """Whether every step was given or left out, and every given one is done."""
    return _is_done(journey.steps, given)


def completed_module(module: str) -> Completed:
    """Whether every step with a lesson of `module` is done; never true of a journey without one."""

    def is_completed(journey: Journey, given: Mapping[str, GivenStep]) -> bool:
        steps = [step for step in journey.steps if _has_lesson(step, module)]
        return bool(steps) and _is_done(steps, given)

    return is_completed


def count_groups(
    library: Library,
    enrolments: Sequence[Enrolment],
    given: Mapping[str, Mapping[str, GivenStep]],
    *,
    completed: Completed,
    least: int,
    module: str | None = None,
) -> tuple[GroupCount, ...]:
    """
    How many people of each role are enrolled and have completed.

    Args:
        library: The journeys.
        enrolments: Of everybody.
        given: Their steps, by enrolment.
        completed: What counts as completed.
        least: Smallest group that is counted. There is no sum over roles, from which a small group could be reckoned.
        module: Counts only journeys with lessons of this module.
    """
    found = []
    for role in JourneyRole:
        journeys = {
            journey.id: journey
            for journey in library.journeys.values()
            if journey.role is role and (module is None or any(_has_lesson(step, module) for step in journey.steps))
        }
        people: dict[str, bool] = {}
        for each in enrolments:
            if each.journey in journeys:
                is_done = completed(journeys[each.journey], given.get(each.id, {}))
                people[each.person] = people.get(each.person, False) or is_done
        if journeys and people:
            is_shown = len(people) >= least
            found.append(
                GroupCount(
                    role=role,
                    enrolled=len(people) if is_shown else None,
                    completed=sum(people.values()) if is_shown else None,
                )
            )
    return tuple(found)


def _is_done(steps: Sequence[Step], given: Mapping[str, GivenStep]) -> bool:
    found = [given.get(step.id) for step in steps]
    return all(each is not None and (each.done_on or each.state is StepState.LEFT_OUT) for each in found)


def _has_lesson(step: Step, module: str) -> bool:
    return any(lesson.partition("/")[0] == module for lesson in step.lessons)
