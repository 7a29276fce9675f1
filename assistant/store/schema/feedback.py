"""
Tables of `assistant.feedback`.

Owns their columns at the time of each migration; `assistant.feedback` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text

__all__ = ["feedback", "gaps"]


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
