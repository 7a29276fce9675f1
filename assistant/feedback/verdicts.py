"""
What people say of answers.

Owns keeping and listing it; leaves the form it is given in to the channels. Nothing of who said it is kept:
not the person, not the address, not the time of day.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Row, Text, column, func, select, table

from assistant.feedback.masking import masked
from assistant.store.store import Store

__all__ = ["Feedback", "FeedbackBook", "Reason", "Source", "Verdict"]

MAX_COMMENT_CHARS = 1_000
MAX_QUESTION_CHARS = 300
_FEEDBACK = table(
    "feedback",
    column("id", Text),
    column("answer", Text),
    column("verdict", Text),
    column("reason", Text),
    column("wrong_source", Integer),
    column("question", Text),
    column("comment", Text),
    column("day", Text),
    column("source_document", Text),
    column("source_start", Integer),
    column("source_end", Integer),
)


class Verdict(StrEnum):
    """Whether the answer helped."""

    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """Why it did not."""

    WRONG = "wrong"
    """It says something that is not so."""
    WRONG_SOURCE = "wrong_source"
    """It quotes the wrong place."""
    INCOMPLETE = "incomplete"
    MISUNDERSTOOD = "misunderstood"
    """It answers another question."""
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The stretch of a document that an answer quoted."""

    document: str
    start: int
    end: int
    """Exclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody said of one answer."""

    answer: str
    """`Answer.id`."""
    verdict: Verdict
    reason: Reason | None = None
    wrong_source: int | None = None
    """`Citation.n` of the source that is wrong, where the channel knows it by its number."""
    source: Source | None = None
    """The source that is wrong, where the channel knows it by its place."""
    question: str | None = None
    """The question, where the channel sends it along; personal numbers and addresses are masked."""
    comment: str | None = None
    """In their own words, masked the same way."""
    day: dt.date
    """When, to the day."""


class FeedbackBook:
    """The feedback in one store."""

    def __init__(self, store: Store, *, kept_days: int) -> None:
        self._store = store
        self._kept = dt.timedelta(days=kept_days)

    def add(self, given: Feedback) -> str:
        """Keep it, and let go of what is too old; gives the id it is kept under, on disk once this returns."""
        id_ = secrets.token_hex(8)
        row = {
            "id": id_,
            "answer": given.answer,
            "verdict": given.verdict.value,
            "reason": given.reason.value if given.reason else None,
            "wrong_source": given.wrong_source,
            "question": masked(given.question, max_chars=MAX_QUESTION_CHARS) if given.question else None,
            "comment": masked(given.comment, max_chars=MAX_COMMENT_CHARS) if given.comment else None,
            "day": given.day.isoformat(),
            "source_document": given.source.document if given.source else None,
            "source_start": given.source.start if given.source else None,
            "source_end": given.source.end if given.source else None,
        }
        with self._store.writing() as connection:
            connection.execute(_FEEDBACK.delete().where(_FEEDBACK.c.day < (given.day - self._kept).isoformat()))
            connection.execute(_FEEDBACK.insert().values(row))
        return id_

    def count(self) -> int:
        """How much there is."""
        with self._store.reading() as connection:
            return connection.scalar(select(func.count()).select_from(_FEEDBACK)) or 0

    def latest(self, *, limit: int, offset: int = 0) -> Sequence[Feedback]:
        """The feedback, newest day first."""
        wanted = select(_FEEDBACK).order_by(_FEEDBACK.c.day.desc(), _FEEDBACK.c.id).limit(limit).offset(offset)
        with self._store.reading() as connection:
            rows = connection.execute(wanted).all()
        return [
            Feedback(
                answer=row.answer,
                verdict=Verdict(row.verdict),
                reason=Reason(row.reason) if row.reason else None,
                wrong_source=row.wrong_source,
                source=_source(row),
                question=row.question,
                comment=row.comment,
                day=dt.date.fromisoformat(row.day),
            )
            for row in rows
        ]


def _source(row: Row[Any]) -> Source | None:
    if row.source_document is None:
        return None
    return Source(document=row.source_document, start=row.source_start, end=row.source_end)
