"""
What somebody wants to report, and whether it can be reported so.

Owns the rules for one report by itself; leaves who may report, and on what, to `assistant.register.register`.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import RequestInvalid
from assistant.register.views import Round
from assistant.status import ReportedStatus

__all__ = ["LIGHTS", "MAX_EVIDENCE_CHARS", "MAX_NOTE_CHARS", "NEEDS_NOTE", "RATINGS", "NewReport"]

MAX_NOTE_CHARS, MAX_EVIDENCE_CHARS = 4000, 2000

LIGHTS = frozenset({ReportedStatus.GREEN, ReportedStatus.YELLOW, ReportedStatus.RED})
"""Statuses of the interim report."""
RATINGS = frozenset({ReportedStatus.FULFILLED, ReportedStatus.PARTLY_FULFILLED, ReportedStatus.NOT_FULFILLED})
"""Statuses of the annual report."""
NEEDS_NOTE = frozenset(
    {ReportedStatus.YELLOW, ReportedStatus.RED, ReportedStatus.PARTLY_FULFILLED, ReportedStatus.NOT_FULFILLED}
)
"""Statuses that say nothing without a reason."""
_DATED = frozenset({ReportedStatus.COMPLETED, ReportedStatus.FULFILLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """
    A report before it is in the register.

    Raises:
        RequestInvalid: If the status needs a comment or a date that is not there, does not belong to the round,
            or the link is none; `field` says which part.
    """

    subject: str
    """Id of the goal or milestone."""
    goal: str
    """Id of the goal itself, or of the goal that the milestone belongs to."""
    status: ReportedStatus
    round: Round | None = None
    """The follow-up round; None: the one that the status belongs to, and none for what is merely completed."""
    completed_on: dt.date | None = None
    """The day it was done: needed for completed, possible for fulfilled."""
    note: str | None = None
    """What is said beside it, in any words."""
    evidence: str | None = None
    """A link, http or https."""
    wording: str | None = None
    """The goal's or milestone's own words now."""
    reported_at: dt.datetime | None = None
    """When it counts as reported, for what is imported; None: when the register takes it in."""

    def __post_init__(self) -> None:
        """Read what came as text, and hold it against the rules."""
        put = object.__setattr__
        put(self, "status", ReportedStatus.read(self.status))
        put(self, "note", _cleaned(self.note, "note", most=MAX_NOTE_CHARS))
        put(self, "evidence", _link(_cleaned(self.evidence, "evidence", most=MAX_EVIDENCE_CHARS)))
        put(self, "round", _round(self.status, self.round))
        if self.status in NEEDS_NOTE and not self.note:
            msg = f"The status {self.status.value!r} needs a comment that says why; add one."
            raise RequestInvalid(msg, field="note")
        if self.status is ReportedStatus.COMPLETED and self.completed_on is None:
            msg = "The status 'completed' needs the day it was done; add completed_on."
            raise RequestInvalid(msg, field="completed_on")
        if self.completed_on and self.status not in _DATED:
            msg = f"The status {self.status.value!r} says it is not done, but completed_on gives a day; leave it out."
            raise RequestInvalid(msg, field="completed_on")
        if self.reported_at and self.reported_at.tzinfo is None:
            msg = f"reported_at needs a time zone: got {self.reported_at.isoformat()}; add one."
            raise RequestInvalid(msg, field="reported_at")


def _round(status: ReportedStatus, given: Round | None) -> Round | None:
    given = Round.read(given) if given else None
    belongs = Round.INTERIM if status in LIGHTS else Round.ANNUAL if status in RATINGS else None
    if given is None or belongs is None:
        return given or belongs
    if given != belongs:
        msg = f"The status {status.value!r} belongs to the {belongs.value} round, not to {given.value}; change either."
        raise RequestInvalid(msg, field="round")
    return belongs


def _cleaned(text: str | None, field: str, *, most: int) -> str | None:
    """`text` without white space around it; None when nothing visible is left."""
    if text is None:
        return None
    stripped = text.replace("\r\n", "\n").strip()
    # Format and private characters hide words from a reader; halves and control characters cannot be stored.
    hidden = {char for char in stripped if unicodedata.category(char)[0] == "C" and char not in "\n\t"}
    if hidden:
        msg = f"The {field} holds the invisible character U+{ord(min(hidden)):04X}; remove it."
        raise RequestInvalid(msg, field=field)
    if len(stripped) > most:
        msg = f"The {field} has {len(stripped)} characters; the most is {most}. Make it shorter."
        raise RequestInvalid(msg, field=field)
    return stripped or None


def _link(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        is_link = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_link = False
    if not is_link or any(char.isspace() or char in '<>"`\\' for char in text):
        msg = "The evidence is no link; write one that begins with https:// and has no name or password in it."
        raise RequestInvalid(msg, field="evidence")
    return text
