"""
The values of the inbox and the outbox.

Owns `Item`, what is to be done once, and `Taken`, the right to do it now; leaves keeping them to `queue`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Item", "Taken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is to be done once."""

    key: str
    """Names it for ever: a second item with the same key is the same item."""
    kind: str
    """What it is, for whoever handles it: "question", "welcome", "reminder" …"""
    recipient: str
    """Whom it is for, as its carrier names them, like "slack:T1:U1"; lets everything of one person be erased."""
    payload: Mapping[str, Any]
    """What handling needs, as JSON. Deleted as soon as the item is done."""
    not_before: dt.datetime
    """Left alone until then."""
    expires: dt.datetime | None = None
    """From then on it is dropped undone: a reminder of last week helps nobody."""

    def __post_init__(self) -> None:
        """Refuse times without a zone: when an item is due would depend on the machine."""
        for time in (self.not_before, self.expires):
            if time is not None and time.tzinfo is None:
                msg = f"item {self.key!r} needs times with a zone: got {time.isoformat()}"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An item that is ours to handle until its lease runs out."""

    item: Item
    lease: str
    """Proves the right; void once another process has taken the item over."""
    until: dt.datetime
    """Nobody takes it over before then; later, if the lease is renewed."""
    attempt: int
    """1 the first time."""
    is_doubtful: bool
    """An earlier attempt ended unseen, so what it did may have had its effect: look before doing it again."""
    is_orphan: bool
    """The last attempt ended with its process, or took so long that the process counts as gone."""
