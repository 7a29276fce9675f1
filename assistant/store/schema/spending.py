"""
The table of `assistant.generation.spending`.

Owns its columns at the time of the migration; `assistant.generation.spending` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text

__all__ = ["model_spending"]


def model_spending(connection: Connection) -> None:
    """What the language model has used on a day, in estimated tokens; of who asked, nothing."""
    Table(
        "model_spending",
        MetaData(),
        Column("day", Text, primary_key=True),
        Column("tokens_in", BigInteger, nullable=False),
        Column("tokens_out", BigInteger, nullable=False),
    ).create(connection)
