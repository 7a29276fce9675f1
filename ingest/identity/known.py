"""
The identity map: every goal and milestone that was ever read, with the id it was given and each wording it has had.

Owns the map's values and its file, which lies in the data folder beside the index and the database, so that an index
may be deleted and made anew; leaves telling which record is which to `ingest.identity.match`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import IdentitiesUnreadable
from ingest.records import Document, Goal, Milestone
from ingest.snapshot.files import replace_durably

__all__ = [
    "IDENTITIES",
    "Identities",
    "Known",
    "goal_words",
    "known_goal",
    "known_milestone",
    "plan_of",
    "read_identities",
    "write_identities",
]

IDENTITIES = "identities.json"
"""The file's name, in the data folder."""
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A goal or milestone that some ingestion has read."""

    id: str
    """Its id for ever, `Goal.id` or `Milestone.id`."""
    document: str
    """The plan's `Document.id` when it was last read."""
    series: str
    """`Goal.series` of the goal, or of the milestone's."""
    goal: str | None
    """The id of the milestone's goal; None for a goal."""
    number: str | None
    """The goal's printed number; None for a milestone."""
    planned: str | None
    """The milestone's first and last day, "2025-04-01/2025-06-30"; None for no time, and for a goal."""
    wordings: tuple[str, ...]
    """Each wording it has had, oldest first."""
    is_current: bool = True
    """Whether it stood in its document at the last ingestion; a removed one is kept for its history."""

    @property
    def wording(self) -> str:
        """Its latest words."""
        return self.wordings[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """The identity map: every goal and milestone ever read, and the plans they stood in."""

    records: Mapping[str, Known] = field(default_factory=dict)
    """By id."""
    plans: Mapping[str, str] = field(default_factory=dict)
    """Document id to what kind of plan it is, whose and for when: finds a plan whose file was renamed and edited."""

    @classmethod
    def of(cls, documents: Iterable[Document], goals: Iterable[Goal]) -> Identities:
        """The map that these records would have made."""
        held = tuple(goals)
        with_goals = {goal.document for goal in held}
        return cls(
            records={each.id: each for goal in held for each in _known(goal)},
            plans={each.id: plan_of(each) for each in documents if each.id in with_goals},
        )

    def with_missing(self, other: Identities) -> Identities:
        """This map, with what only `other` has."""
        return Identities(records={**other.records, **self.records}, plans={**other.plans, **self.plans})


def _known(goal: Goal) -> Iterator[Known]:
    yield known_goal(goal)
    yield from (known_milestone(milestone, goal) for milestone in goal.milestones)


def known_goal(goal: Goal) -> Known:
    """A goal as the map holds one that it has not seen before."""
    return Known(
        id=goal.id,
        document=goal.document,
        series=goal.series,
        goal=None,
        number=goal.number,
        planned=None,
        wordings=(goal_words(goal),),
    )


def known_milestone(milestone: Milestone, goal: Goal) -> Known:
    """A milestone as the map holds one that it has not seen before."""
    time = milestone.quarters
    return Known(
        id=milestone.id,
        document=goal.document,
        series=goal.series,
        goal=goal.id,
        number=None,
        planned=f"{time.first}/{time.last}" if time else None,
        wordings=(milestone.quote.text,),
    )


def goal_words(goal: Goal) -> str:
    """A goal's own words: its title, then its wording."""
    return "\n".join(quote.text for quote in (goal.title, goal.wording) if quote)


def plan_of(document: Document) -> str:
    """What tells a plan from others when its id does not: organisation, kind, language and period."""
    parts = (document.organisation, document.kind, document.language, document.period_from, document.period_to)
    return "|".join(str(each) for each in parts)


def read_identities(data: Path) -> Identities | None:
    """
    The map of a data folder; None when none has been written yet.

    Raises:
        IdentitiesUnreadable: If the file is there and cannot be understood.
    """
    path = data / IDENTITIES
    try:
        held = json.loads(path.read_bytes())
        if held["version"] != VERSION:
            msg = (
                f"{path} has version {held['version']}, but this program reads version {VERSION}; install a newer one."
            )
            raise IdentitiesUnreadable(msg)
        return Identities(records={each["id"]: _read(each) for each in held["records"]}, plans=dict(held["plans"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = (
            f"{path} cannot be read or is damaged ({type(error).__name__}); put back its last backup, or remove it to "
            "have ids made from today's wordings, which parts reworded milestones from what was reported on them."
        )
        raise IdentitiesUnreadable(msg) from error


def _read(held: Mapping[str, Any]) -> Known:
    wordings: Sequence[str] = held["wordings"]
    return Known(**{**held, "wordings": tuple(wordings)})


def write_identities(data: Path, identities: Identities) -> None:
    """Put the map in force in one step: a crash leaves the old one or the new one."""
    records = [asdict(each) for _, each in sorted(identities.records.items())]
    held = {"version": VERSION, "plans": dict(sorted(identities.plans.items())), "records": records}
    data.mkdir(parents=True, exist_ok=True)
    replace_durably(data / IDENTITIES, json.dumps(held, ensure_ascii=False, indent=1).encode())
