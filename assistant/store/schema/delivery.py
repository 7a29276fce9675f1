"""
Tables of `assistant.delivery`.

Owns their columns at the time of each migration; `assistant.delivery` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Index, Integer, MetaData, Table, Text

__all__ = ["delivery_items", "delivery_names"]


def delivery_items(connection: Connection) -> None:
    """What came in and is to be handled once, and what is to go out once."""
    Table(
        "delivery_items",
        MetaData(),
        Column("box", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("recipient", Text, nullable=False),
        Column("payload", Text, nullable=False),
        Column("not_before", Text, nullable=False),
        Column("expires", Text),
        Column("made_at", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("is_doubtful", Boolean, nullable=False),
        Column("lease", Text),
        Column("lease_until", Text),
        Column("ended_at", Text),
        Index("delivery_items_due", "box", "state", "not_before"),
        Index("delivery_items_recipient", "recipient"),
    ).create(connection)


def delivery_names(connection: Connection) -> None:
    """Every name that an item is known by: its key and its aliases."""
    Table(
        "delivery_names",
        MetaData(),
        Column("box", Text, primary_key=True),
        Column("name", Text, primary_key=True),
        Column("key", Text, nullable=False),
        Index("delivery_names_key", "box", "key"),
    ).create(connection)
