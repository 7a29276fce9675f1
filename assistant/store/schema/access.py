"""
Tables of `assistant.access`.

Owns their columns at the time of each migration; `assistant.access` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, Table, Text

__all__ = ["access_tokens", "outside_identities"]


def access_tokens(connection: Connection) -> None:
    """Tokens of people and programs: never the secret, only its hash."""
    Table(
        "access_tokens",
        MetaData(),
        Column("id", Text, primary_key=True),
        Column("hash", Text, nullable=False),
        Column("person", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("goals", Text),
        Column("groups", Text, nullable=False),
        Column("created_at", Text, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("expires_at", Text),
        Column("revoked_at", Text),
    ).create(connection)


def outside_identities(connection: Connection) -> None:
    """Whom another system's user is here."""
    Table(
        "outside_identities",
        MetaData(),
        Column("provider", Text, primary_key=True),
        Column("subject", Text, primary_key=True),
        Column("person", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("goals", Text),
        Column("groups", Text, nullable=False),
    ).create(connection)
