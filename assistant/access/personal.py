"""
What is kept about a person, wherever it is kept: to be shown to them, and to be erased.

Owns the seam that every feature with data about people fills, and filling it for tokens and outside identities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import delete, select, update

from assistant.access.outside import OUTSIDE
from assistant.access.rows import identity_of
from assistant.access.tokens import TOKENS
from assistant.store.store import Store

__all__ = ["AccessData", "PersonalData"]


class PersonalData(Protocol):
    """What one feature keeps about people."""

    name: str
    """Of the feature, as an export names its part: "register"."""

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """Everything kept about `person` (`Identity.person`), as JSON values; never a secret."""

    def erase(self, person: str) -> int:
        """Remove it, or what leads from it to the person; how many records that was."""


class AccessData:
    """Tokens and outside identities."""

    name = "access"

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """Each token without its hash, each outside identity, and the tokens that they minted for others."""
        with self._store.reading() as connection:
            tokens = connection.execute(select(TOKENS).where(TOKENS.c.person == person)).all()
            outside = connection.execute(select(OUTSIDE).where(OUTSIDE.c.person == person)).all()
        found: list[dict[str, Any]] = [
            {"token": row.id, "created_at": row.created_at.isoformat(), "created_by": row.created_by} for row in tokens
        ]
        found += [{"provider": row.provider, "subject": row.subject} for row in outside]
        identities = [identity_of(row) for row in (*tokens, *outside)]
        with self._store.reading() as connection:
            is_others = (TOKENS.c.created_by == person, TOKENS.c.person != person)
            minted = connection.scalars(select(TOKENS.c.id).where(*is_others).order_by(TOKENS.c.id)).all()
        own = [
            each | {"name": identity.name, "role": identity.role.value, "groups": sorted(identity.groups)}
            for each, identity in zip(found, identities, strict=True)
        ]
        return [*own, *({"minted_for_somebody_else": id_} for id_ in minted)]

    def erase(self, person: str) -> int:
        """Remove both, so that the tokens are refused from now on; tokens of others are left, minted by nobody."""
        with self._store.writing() as connection:
            gone = [connection.execute(delete(kept).where(kept.c.person == person)) for kept in (TOKENS, OUTSIDE)]
            gone.append(connection.execute(update(TOKENS).where(TOKENS.c.created_by == person).values(created_by="")))
        return sum(result.rowcount for result in gone)
