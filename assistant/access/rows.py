"""
How an identity stands in a row.

Owns the columns that tokens and outside identities share.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnClause, Row, Text, column

from assistant.access.identity import Identity, Role
from assistant.store.types import Words

__all__ = ["identity_columns", "identity_of", "identity_values"]


def identity_columns() -> tuple[ColumnClause[Any], ...]:
    """The columns of an identity, for `sqlalchemy.table`."""
    return (
        column("person", Text),
        column("name", Text),
        column("role", Text),
        column("goals", Words),
        column("groups", Words),
    )


def identity_of(row: Row[Any]) -> Identity:
    """The identity in a row that has these columns."""
    return Identity(person=row.person, name=row.name, role=Role(row.role), goals=row.goals, groups=row.groups)


def identity_values(identity: Identity) -> dict[str, Any]:
    """What these columns hold for `identity`."""
    return {
        "person": identity.person,
        "name": identity.name,
        "role": identity.role.value,
        "goals": identity.goals,
        "groups": identity.groups,
    }
