"""
What a step holds today: its quotations from the documents as they are now, its lessons where they are approved.

Owns filling a step, telling one that has nothing to say, and what is wrong with the references of all journeys.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from assistant.onboarding.journeys import Step
from assistant.onboarding.lessons import Handout, Lesson
from assistant.onboarding.library import Library
from assistant.onboarding.references import Quoted, Reference, resolve
from ingest.knowledge import Knowledge

__all__ = ["Content", "Lack", "fill", "find_lacks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A step as it would be shown on one day."""

    step: Step
    quotes: tuple[Quoted, ...]
    lessons: tuple[Lesson, ...]
    """Those of approved modules."""
    handouts: tuple[Handout, ...]
    awaits_approval: bool
    """Whether a lesson or handout is held back until somebody approves its module."""

    @property
    def says_nothing(self) -> bool:
        """Whether it is left out: it lives by quotations and has none, or by lessons that are not approved."""
        if self.step.quotes and self.step.needs_quotes and not self.quotes:
            return True
        wants_lessons = bool(self.step.lessons or self.step.handouts)
        return wants_lessons and not (self.lessons or self.handouts) and not self.step.do

    @property
    def digest(self) -> str:
        """Of the words quoted: changes when a document says something else."""
        return hashlib.sha256("\x1f".join(each.quote.text for each in self.quotes).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A reference that finds nothing in the documents at hand."""

    journey: str
    step: str
    """The step's id, or the module's where the reference is its link to the documents."""
    reference: Reference

    @property
    def is_broken(self) -> bool:
        """Whether it names what must be there; otherwise the documents merely have nothing for it."""
        return self.reference.is_exact

    @property
    def message(self) -> str:
        """The sentence that tells it."""
        where = f"journey {self.journey!r}, step {self.step!r}"
        if self.is_broken:
            return f"{where}: {self.reference.shown} is in no document any more; mend the reference or take it out."
        return f"{where}: these documents have nothing for {self.reference.shown}."


def fill(step: Step, library: Library, knowledge: Knowledge, *, today: dt.date, approved: Collection[str]) -> Content:
    """
    `step` as it is on one day.

    Args:
        step: The step.
        library: Where its lessons are.
        knowledge: What its reader may read.
        today: The day; decides which quarter is meant.
        approved: Ids of the modules that somebody stands behind as they are written now.
    """
    lessons = [library.lesson(each) for each in step.lessons if _module(each) in approved]
    handouts = [library.handout(each) for each in step.handouts if _module(each) in approved]
    quotes = [quoted for reference in step.quotes for quoted in resolve(reference, knowledge, today=today)]
    return Content(
        step=step,
        quotes=tuple(dict.fromkeys(quotes)),
        lessons=tuple(lessons),
        handouts=tuple(handouts),
        awaits_approval=any(_module(each) not in approved for each in (*step.lessons, *step.handouts)),
    )


def find_lacks(library: Library, knowledge: Knowledge, *, today: dt.date) -> tuple[Lack, ...]:
    """Every reference of a journey that finds nothing, a step of several journeys named once."""
    found: dict[tuple[str, Reference], Lack] = {}
    for journey in library.journeys.values():
        for step in journey.steps:
            for reference in step.quotes:
                if not resolve(reference, knowledge, today=today):
                    lack = Lack(journey=journey.id, step=step.id, reference=reference)
                    found.setdefault((step.id, reference), lack)
    return tuple(found.values())


def _module(id_: str) -> str:
    return id_.partition("/")[0]
