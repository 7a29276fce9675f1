"""
Journeys: what somebody is given to read and do, a little at a time, counted in working days from their first.

Owns `Journey` and `Step` and reading them; leaves what a step quotes to `references` and when it is sent to `calendar`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.onboarding.reading import Entry
from assistant.onboarding.references import Reference, read_references
from ingest.records import Language

__all__ = ["Journey", "JourneyRole", "Step", "read_journey"]

LAST_DAY = 400
"""Latest day of a step."""


class JourneyRole(StrEnum):
    """Whom a journey is for."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    BUDDY = "buddy"
    """A colleague who shows a newcomer around."""
    MANAGER = "manager"
    """The manager of a newcomer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One message of a journey."""

    id: str
    day: int
    """Working day, the first one being 1."""
    title: Mapping[Language, str]
    text: Mapping[Language, str]
    quotes: tuple[Reference, ...] = ()
    """What of the documents it shows."""
    needs_quotes: bool = True
    """Whether it says nothing without any of its quotations, and is then left out."""
    lessons: tuple[str, ...] = ()
    """Ids of lessons to read: "bias/affinity"."""
    handouts: tuple[str, ...] = ()
    """Ids of handouts."""
    reflect: Mapping[Language, str] | None = None
    """A question to think about; no answer is asked for or kept."""
    do: Mapping[Language, str] | None = None
    ask: Mapping[Language, str] | None = None
    """A question that the assistant answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The steps of one role."""

    id: str
    role: JourneyRole
    title: Mapping[Language, str]
    steps: tuple[Step, ...]
    """By day, those of the journey it stands on top of included."""


def read_journey(entry: Entry, *, below: Mapping[str, Journey]) -> Journey:
    """
    The journey in `entry`.

    Args:
        entry: The file's mapping.
        below: Journeys read already, by id, that it may stand on top of.

    Raises:
        OnboardingInvalid: If it has not the right shape; names the file, the step and the key.
    """
    entry.allow("id", "role", "on_top_of", "title", "steps")
    steps = [_read_step(each) for each in entry.entries("steps")]
    if entry.has("on_top_of"):
        base = below.get(entry.text("on_top_of"))
        if base is None:
            entry.refuse(f"'on_top_of' names {entry.text('on_top_of')!r}, which is no journey.")
        steps = [*base.steps, *steps]
    ids = [step.id for step in steps]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if twice:
        entry.refuse(f"the step {twice!r} is there twice; give one of them another id.")
    if not steps:
        entry.refuse("'steps' is empty; write at least one step.")
    return Journey(
        id=entry.text("id"),
        role=entry.choice("role", JourneyRole),
        title=entry.said("title"),
        steps=tuple(sorted(steps, key=lambda step: step.day)),
    )


def _read_step(entry: Entry) -> Step:
    entry.allow("id", "day", "title", "text", "quotes", "needs_quotes", "lessons", "handouts", "reflect", "do", "ask")
    return Step(
        id=entry.text("id"),
        day=entry.number("day", most=LAST_DAY),
        title=entry.said("title"),
        text=entry.said("text"),
        quotes=read_references(entry, "quotes"),
        needs_quotes=entry.flag("needs_quotes", default=True),
        lessons=entry.texts("lessons"),
        handouts=entry.texts("handouts"),
        reflect=entry.said_if_any("reflect"),
        do=entry.said_if_any("do"),
        ask=entry.said_if_any("ask"),
    )
