"""
What people said about answers in Slack, kept without who said it.

Owns the value, its table and the seam; leaves the buttons to `clicks` and showing them to `command`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Boolean, Integer, Text, column, select, table

from assistant.channels.requests import Clock
from assistant.render.slack_parts import Place
from assistant.store.store import Store
from assistant.store.types import Moment

__all__ = ["Feedback", "KeptFeedback", "Verdict"]

_VERDICTS = table(
    "slack_verdicts",
    column("id", Text),
    column("given_at", Moment),
    column("answer", Text),
    column("is_helpful", Boolean),
    column("question", Text),
    column("reason", Text),
    column("document", Text),
    column("start", Integer),
    column("end", Integer),
    column("comment", Text),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody said about an answer."""

    answer: str
    """`Answer.id`."""
    is_helpful: bool
    question: str | None = None
    """Only with a reason: what was asked, so that it can be looked into."""
    reason: str | None = None
    """One of `slack_views.REASONS`."""
    source: Place | None = None
    """The quotation it is about."""
    comment: str | None = None
    given_at: dt.datetime | None = None
    """When it was kept; None: it is not yet."""


class Feedback(Protocol):
    """Where verdicts are kept."""

    def record(self, verdict: Verdict) -> None:
        """Keep it; nobody's name goes with it."""


class KeptFeedback:
    """The verdicts of one store."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def record(self, verdict: Verdict) -> None:
        """Keep it; nobody's name goes with it."""
        place = verdict.source
        row = {
            "id": uuid.uuid4().hex,
            "given_at": self._clock(),
            "answer": verdict.answer,
            "is_helpful": verdict.is_helpful,
            "question": verdict.question,
            "reason": verdict.reason,
            "document": place.document if place else None,
            "start": place.start if place else None,
            "end": place.end if place else None,
            "comment": verdict.comment,
        }
        with self._store.writing() as connection:
            connection.execute(_VERDICTS.insert().values(row))

    def all(self) -> tuple[Verdict, ...]:
        """Everything that was said, oldest first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(_VERDICTS).order_by(_VERDICTS.c.given_at, _VERDICTS.c.id)).all()
        return tuple(
            Verdict(
                answer=row.answer,
                is_helpful=row.is_helpful,
                question=row.question,
                reason=row.reason,
                source=Place(document=row.document, start=row.start, end=row.end) if row.document else None,
                comment=row.comment,
                given_at=row.given_at,
            )
            for row in rows
        )
