"""
What follows a step that was sent when the documents behind it change: a note under it with the words of today.

Owns which steps have one coming and what it says; leaves putting it into the outbox to `sending`.
Each new wording is told once, and only of steps that are fresh enough to be relied on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.onboarding.content import Content
from assistant.onboarding.enrolments import Enrolment, GivenStep, StepState
from assistant.onboarding.journeys import Journey
from assistant.onboarding.messages import StepMessage, step_message
from assistant.texts import Texts
from ingest.renderings import Renderings

__all__ = ["MOST_AGE", "Correction", "corrections"]

MOST_AGE = dt.timedelta(days=90)
"""A step given longer ago is marked where it is looked up, and disturbs nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A step that says something else by now."""

    given: GivenStep
    content: Content
    """What it would say today, had it been given on the day it was."""

    def message(self, texts: Texts, enrolment: Enrolment, *, today: dt.date, renderings: Renderings) -> StepMessage:
        """The note that stands under the step."""
        language = enrolment.language
        anew = step_message(self.content, texts, language, today=today, renderings=renderings)
        lead = texts.say(language, "onboarding_steps.changed", day=f"{self.given.given_on:%d-%m-%Y}")
        return StepMessage(title=anew.title, text=f"{lead}\n\n{anew.text}", buttons=(), behind=anew.behind)


def corrections(
    journey: Journey,
    enrolment: Enrolment,
    given: Mapping[str, GivenStep],
    contents: Mapping[tuple[str, dt.date], Content],
    *,
    today: dt.date,
) -> Iterator[Correction]:
    """
    The steps sent to somebody whose words have changed and who was not told yet.

    Args:
        journey: Theirs.
        enrolment: Theirs; nothing is sent to somebody who rests or has no recipient.
        given: What they were given, by step.
        contents: What each step holds by today's documents, by the step's id and the day it was given.
        today: The day.
    """
    if enrolment.paused_on is not None or enrolment.recipient is None:
        return
    for step in journey.steps:
        was = given.get(step.id)
        if was is None or was.state is not StepState.GIVEN or today - was.given_on > MOST_AGE:
            continue
        content = contents[step.id, was.given_on]
        if content.digest not in (was.digest, was.noted) and not content.says_nothing:
            yield Correction(given=was, content=content)
