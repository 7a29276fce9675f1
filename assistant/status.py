"""
How a goal or milestone can stand: what may be reported of it, and that nothing was.

Owns the words for it, in code and in JSON; leaves reports to `assistant.register`, and their names in an answer
to the texts.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from assistant.errors import RequestInvalid

__all__ = ["DONE", "FINAL", "NOT_REPORTED", "ReportedStatus", "Status"]

NOT_REPORTED: Final = "not_reported"


class ReportedStatus(StrEnum):
    """What a goal or milestone can be reported as, in the plan's own terms."""

    GREEN = "green"
    """A light of the interim report, as are the next two."""
    YELLOW = "yellow"
    RED = "red"
    FULFILLED = "fulfilled"
    """A rating of the annual report, as are the next two."""
    PARTLY_FULFILLED = "partly_fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    COMPLETED = "completed"
    """Done, before anyone has rated it."""

    @classmethod
    def read(cls, text: str) -> ReportedStatus:
        """
        The status that is written so.

        Raises:
            RequestInvalid: If it is none of these.
        """
        try:
            return cls(text)
        except ValueError:
            msg = f"{text!r} is no status to report; use one of {', '.join(cls)}."
            raise RequestInvalid(msg, field="status") from None


DONE = frozenset({ReportedStatus.FULFILLED, ReportedStatus.COMPLETED})
"""Statuses that close a milestone."""
FINAL = DONE | {ReportedStatus.PARTLY_FULFILLED, ReportedStatus.NOT_FULFILLED}
"""Statuses that rate, where a traffic light only says how it goes."""

Status = ReportedStatus | Literal["not_reported"]
"""How something stands, as far as it is known."""
