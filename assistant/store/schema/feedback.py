"""
Tables of `assistant.feedback`.

Owns their columns at the time of each migration; `assistant.feedback` owns their meaning.
"""

from __future__ import annotations

import re

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, text

__all__ = ["feedback", "gaps", "one_feedback"]


def feedback(connection: Connection) -> None:
    """What was said of answers; of who said it, nothing."""
    Table(
        "feedback",
        MetaData(),
        Column("id", Text, primary_key=True),
        Column("answer", Text, nullable=False, index=True),
        Column("verdict", Text, nullable=False),
        Column("reason", Text),
        Column("wrong_source", Integer),
        Column("question", Text),
        Column("comment", Text),
        Column("day", Text, nullable=False),
    ).create(connection)


def gaps(connection: Connection) -> None:
    """Questions that had no answer, counted by day; of who asked, nothing."""
    Table(
        "gaps",
        MetaData(),
        Column("topic", Text, primary_key=True),
        Column("question", Text, primary_key=True),
        Column("day", Text, primary_key=True),
        Column("language", Text, nullable=False),
        Column("times", Integer, nullable=False),
    ).create(connection)


_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b\d{6}[-\s]?\d{4}\b|\+?\d(?:[\s.-]?\d){7,}")
"""What was masked in `feedback`, and not in what Slack kept, when the two became one."""


def one_feedback(connection: Connection) -> None:
    """What people said in Slack goes where all other feedback is, masked as it is, to the day; its own table goes."""
    for column in ("source_document TEXT", "source_start INTEGER", "source_end INTEGER"):
        connection.execute(text(f"ALTER TABLE feedback ADD COLUMN {column}"))
    rows = connection.execute(text("SELECT * FROM slack_verdicts")).mappings().all()
    for row in rows:
        kept = {
            "id": row["id"],
            "answer": row["answer"],
            "verdict": "up" if row["is_helpful"] else "down",
            "reason": "misunderstood" if row["reason"] == "wrong_answer" else row["reason"],
            "question": _masked(row["question"], 300),
            "comment": _masked(row["comment"], 1_000),
            "day": row["given_at"][:10],
            "document": row["document"],
            "start": row["start"],
            "end": row["end"],
        }
        connection.execute(
            text(
                "INSERT INTO feedback "
                "(id, answer, verdict, reason, question, comment, day, source_document, source_start, source_end) "
                "VALUES (:id, :answer, :verdict, :reason, :question, :comment, :day, :document, :start, :end)"
            ),
            kept,
        )
    connection.execute(text("DROP TABLE slack_verdicts"))


def _masked(words: str | None, most: int) -> str | None:
    return _PERSONAL.sub("•••", " ".join(words.split()))[:most] if words else None
