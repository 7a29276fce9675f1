"""
Whom a user of another system is here: a Slack user id, the subject of a sign-in service.

Owns that table; leaves proving that somebody is that user to the system in question and its channel.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Text, column, select, table

from assistant.access.identity import Identity
from assistant.access.rows import identity_columns, identity_of, identity_values
from assistant.errors import NotFound
from assistant.store.store import Store

__all__ = ["OUTSIDE", "OutsideIdentities", "OutsideIdentity"]

OUTSIDE = table("outside_identities", column("provider", Text), column("subject", Text), *identity_columns())
"""The table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideIdentity:
    """A user of another system, and who that is here."""

    provider: str
    """The other system: "slack", "oidc"."""
    subject: str
    """The user there, as the system names them for good: "T012AB3C4:U045DE6F7", never a display name."""
    identity: Identity


class OutsideIdentities:
    """The outside identities of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def grant(self, outside: OutsideIdentity) -> None:
        """Know this user from now on; what was known of them before is replaced."""
        key = {"provider": outside.provider, "subject": outside.subject}
        with self._store.writing() as connection:
            connection.execute(OUTSIDE.delete().where(*(OUTSIDE.c[name] == key[name] for name in key)))
            connection.execute(OUTSIDE.insert().values(key | identity_values(outside.identity)))

    def revoke(self, *, provider: str, subject: str) -> None:
        """
        Know this user no longer.

        Raises:
            NotFound: If nobody knew them.
        """
        with self._store.writing() as connection:
            is_wanted = (OUTSIDE.c.provider == provider, OUTSIDE.c.subject == subject)
            gone = connection.execute(OUTSIDE.delete().where(*is_wanted)).rowcount
        if not gone:
            msg = f'{provider} has no known user {subject!r}; "rettesnor role list" shows them all.'
            raise NotFound(msg, field="subject")

    def identify(self, *, provider: str, subject: str) -> Identity | None:
        """Who that user is here; None if nobody has said so."""
        with self._store.reading() as connection:
            is_wanted = (OUTSIDE.c.provider == provider, OUTSIDE.c.subject == subject)
            row = connection.execute(select(OUTSIDE).where(*is_wanted)).one_or_none()
        return identity_of(row) if row else None

    def names(self, person: str) -> frozenset[str]:
        """All that a person is known as: the name itself, and "slack:T1:U1" for each system they come from."""
        outside = (each for each in self.all() if each.identity.person == person)
        return frozenset({person, *(f"{each.provider}:{each.subject}" for each in outside)})

    def all(self) -> tuple[OutsideIdentity, ...]:
        """Everybody known, by provider and subject."""
        with self._store.reading() as connection:
            rows = connection.execute(select(OUTSIDE).order_by(OUTSIDE.c.provider, OUTSIDE.c.subject)).all()
        return tuple(
            OutsideIdentity(provider=row.provider, subject=row.subject, identity=identity_of(row)) for row in rows
        )
