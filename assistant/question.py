"""
What is asked, by whom, and what they may read: the values every channel makes before its one call.

Owns `Question`, `Turn` and `Asker`; leaves their interpretation to `assistant.understanding`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assistant.access.identity import Identity
from ingest.records import Language

__all__ = ["ANYBODY", "Asker", "Question", "Turn"]

_HALF = re.compile(r"[\ud800-\udfff]")
"""A lone surrogate, as JSON and file names may bring: no text can be encoded that has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier message of the conversation."""

    role: str
    """ "user" or "assistant"; open, because chat programs send others too, which are ignored."""
    content: str
    """As written, U+FFFD for every half of a character."""

    def __post_init__(self) -> None:
        """Make the words such as can be written out again."""
        object.__setattr__(self, "content", _whole_characters(self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with everything its answer may depend on, except who asks."""

    text: str
    """As written, U+FFFD for every half of a character."""
    asked_at: dt.datetime
    """With a time zone; "today" in the answer is its date there."""
    history: tuple[Turn, ...] = ()
    """Earlier turns, oldest first."""
    organisation: str | None = None
    """`Organisation.id` that "we" means here, instead of the home organisation."""
    language: Language | None = None
    """The language to answer in; None: the question's own."""

    def __post_init__(self) -> None:
        """Refuse a time without a zone: "this quarter" would depend on the machine."""
        object.__setattr__(self, "text", _whole_characters(self.text))
        if self.asked_at.tzinfo is None:
            msg = f"asked_at needs a time zone: got {self.asked_at.isoformat()}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, as far as answers depend on it."""

    groups: frozenset[str] = frozenset()
    """Groups the asker belongs to: a document with an audience is read by those in one of its groups.
    For an answer shown in a channel: the groups that everybody in the channel belongs to."""
    can_report: bool = False
    """Whether to offer the reporting of a status."""
    identity: Identity | None = None
    """Who it is, for what only a known person may do; None: nobody in particular."""

    @classmethod
    def known(cls, identity: Identity) -> Asker:
        """The asker that `identity` is: reads what their groups read, and reports where they may."""
        return cls(groups=identity.groups, can_report=identity.is_reporter, identity=identity)


ANYBODY = Asker()
"""An asker who reads what everybody may read."""


def _whole_characters(text: str) -> str:
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)
