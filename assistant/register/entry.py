"""
One entry of the register and the bytes it is hashed over.

Owns the canonical form; leaves what may be reported to `draft` and the order of entries to `chain`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from assistant.register.views import Report, Round
from assistant.status import ReportedStatus

__all__ = ["Entry", "body_of", "entry_of", "hash_of"]

_FORM = 1
"""Version of the canonical form; an entry keeps the one it was written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report as the register holds it; never changed, only followed by another."""

    n: int
    """Place in the chain, from 1."""
    previous: str
    """Hash of the entry before, hex; "" for the first."""
    subject: str
    """Id of the goal or milestone."""
    goal: str
    """Id of the goal itself, or of the goal that the milestone belongs to."""
    status: ReportedStatus
    round: Round | None
    """The follow-up round it was given for; None: outside any."""
    completed_on: dt.date | None
    """The day it was done; None: not done, or nobody said when."""
    note: str | None
    """What was said beside it."""
    evidence: str | None
    """A link to what proves it."""
    wording: str | None
    """The goal's or milestone's own words when it was reported."""
    by: str
    """Pseudonym of who reported."""
    reported_at: dt.datetime
    """When it counts as reported, in UTC; before `recorded_at` for what was imported."""
    recorded_at: dt.datetime
    """When the register took it in, in UTC, by the clock of the machine."""

    def report(self, name: str | None = None) -> Report:
        """As answers show it: by `name` where the person is known, else by the pseudonym."""
        return Report(
            status=self.status,
            reported_by=name or self.by,
            reported_at=self.reported_at,
            completed_on=self.completed_on,
            note=self.note,
            round=self.round,
            evidence=self.evidence,
            wording=self.wording,
        )


def body_of(entry: Entry) -> str:
    """The entry as canonical JSON: every field, keys in alphabetical order, no white space between."""
    fields = {
        "v": _FORM,
        "n": entry.n,
        "previous": entry.previous,
        "subject": entry.subject,
        "goal": entry.goal,
        "status": entry.status.value,
        "round": entry.round.value if entry.round else None,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "note": entry.note,
        "evidence": entry.evidence,
        "wording": entry.wording,
        "by": entry.by,
        "reported_at": entry.reported_at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_of(body: str) -> Entry:
    """
    The entry that `body` is the canonical form of.

    Raises:
        ValueError: If it is none, or not in canonical form.
    """
    try:
        fields: dict[str, Any] = json.loads(body)
        form = fields.pop("v")
        entry = Entry(
            **fields
            | {
                "status": ReportedStatus(fields["status"]),
                "round": Round(fields["round"]) if fields["round"] else None,
                "completed_on": dt.date.fromisoformat(fields["completed_on"]) if fields["completed_on"] else None,
                "reported_at": dt.datetime.fromisoformat(fields["reported_at"]),
                "recorded_at": dt.datetime.fromisoformat(fields["recorded_at"]),
            }
        )
    except (KeyError, TypeError, AttributeError) as error:
        msg = f"no entry of the register: {error}"
        raise ValueError(msg) from error
    if form != _FORM or body_of(entry) != body:
        msg = "an entry that is not in canonical form"
        raise ValueError(msg)
    return entry


def hash_of(body: str) -> str:
    """SHA-256 of the canonical form, hex; it covers the hash of the entry before, and so the whole chain."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
