"""
What corpus.toml says of single goals and milestones: who owns them, and which one a new wording is.

Owns `Noted` and setting owners on records; leaves reading the file to `ingest.corpus.described`,
identities to `ingest.identity`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.records import Finding, Goal

__all__ = ["Noted", "unknown_notes", "with_owners"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One `[[goal]]` or `[[milestone]]` of corpus.toml."""

    id: str
    """Of the goal or milestone, as `rettesnor goals --json` prints it."""
    owner: str | None = None
    """Who answers for it; wins over what the plan prints."""
    wording: str | None = None
    """What it reads today, where ingestion could not tell that it is the same."""


def with_owners(goals: Iterable[Goal], noted: Sequence[Noted]) -> tuple[Goal, ...]:
    """`goals` with the owners that corpus.toml names; a goal's owner has its milestones too, unless one has its own."""
    owners = {each.id: each.owner for each in noted if each.owner}
    return tuple(_owned(goal, owners) for goal in goals) if owners else tuple(goals)


def _owned(goal: Goal, owners: dict[str, str]) -> Goal:
    mine = owners.get(goal.id)
    milestones = tuple(
        dataclasses.replace(each, owner=owners.get(each.id) or mine or each.owner) for each in goal.milestones
    )
    return dataclasses.replace(goal, owner=mine or goal.owner, milestones=milestones)


def unknown_notes(goals: Iterable[Goal], noted: Sequence[Noted], *, file: str) -> tuple[Finding, ...]:
    """A finding for each id of corpus.toml that no goal or milestone has."""
    ids = {key for goal in goals for key in (goal.id, *(each.id for each in goal.milestones))}
    return tuple(
        Finding(
            document=file,
            code="unknown_record",
            message=f"no goal or milestone has the id {each.id!r}; copy one from `rettesnor goals --json`.",
        )
        for each in noted
        if each.id not in ids
    )
