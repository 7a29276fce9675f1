"""
Tables of `assistant.register`.

Owns their columns at the time of each migration; `assistant.register` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, UniqueConstraint

__all__ = ["people", "register_entries"]


def register_entries(connection: Connection) -> None:
    """The chain: each entry's canonical text is the record, the other columns are there to find it by."""
    Table(
        "register_entries",
        MetaData(),
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("subject", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("body", Text, nullable=False),
        Column("hash", Text, nullable=False),
        UniqueConstraint("subject", "version"),
    ).create(connection)


def people(connection: Connection) -> None:
    """Whom a pseudonym stands for; the row goes when the person is erased, and with it the way back."""
    Table(
        "people",
        MetaData(),
        Column("person", Text, primary_key=True),
        Column("pseudonym", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("key", Text, nullable=False),
    ).create(connection)
