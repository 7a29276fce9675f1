"""
Who stands behind a pseudonym.

Owns the keys: a pseudonym is a keyed hash of the person, and who destroys the key erases the person.
The register itself never names anybody.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping

from sqlalchemy import Connection, Text, column, select, table

from assistant.access.identity import Identity

__all__ = ["erase", "false_pseudonyms", "name_of", "names", "pseudonym_for", "pseudonym_of"]

_PEOPLE = table("people", column("person", Text), column("pseudonym", Text), column("name", Text), column("key", Text))
_LENGTH = 20
"""Hex digits, 80 bits: two people share one about once in 10^12 registers of a million people."""


def pseudonym_for(connection: Connection, identity: Identity) -> str:
    """The pseudonym of `identity`, made with a new key at their first report; their name is kept up to date."""
    row = connection.execute(select(_PEOPLE).where(_PEOPLE.c.person == identity.person)).one_or_none()
    if row is None:
        key = secrets.token_hex(32)
        made = _keyed(key, identity.person)
        fields = {"person": identity.person, "pseudonym": made, "name": identity.name, "key": key}
        connection.execute(_PEOPLE.insert().values(fields))
        return made
    if row.name != identity.name:
        connection.execute(_PEOPLE.update().where(_PEOPLE.c.person == identity.person).values(name=identity.name))
    return str(row.pseudonym)


def pseudonym_of(connection: Connection, person: str) -> str | None:
    """The pseudonym of `person`; None if they never reported, or were erased."""
    return connection.scalar(select(_PEOPLE.c.pseudonym).where(_PEOPLE.c.person == person))


def name_of(connection: Connection, person: str) -> str | None:
    """What `person` is called; None if they never reported, or were erased."""
    return connection.scalar(select(_PEOPLE.c.name).where(_PEOPLE.c.person == person))


def names(connection: Connection) -> Mapping[str, str]:
    """The name behind each pseudonym whose person has not been erased."""
    return {row.pseudonym: row.name for row in connection.execute(select(_PEOPLE.c.pseudonym, _PEOPLE.c.name))}


def erase(connection: Connection, person: str) -> bool:
    """Destroy the key of `person` and forget their name; False if there was nothing to forget."""
    return bool(connection.execute(_PEOPLE.delete().where(_PEOPLE.c.person == person)).rowcount)


def false_pseudonyms(connection: Connection) -> tuple[str, ...]:
    """Pseudonyms that are not what person and key make: rows that somebody has changed by hand."""
    rows = connection.execute(select(_PEOPLE)).all()
    return tuple(row.pseudonym for row in rows if not hmac.compare_digest(_keyed(row.key, row.person), row.pseudonym))


def _keyed(key: str, person: str) -> str:
    return "p-" + hmac.new(bytes.fromhex(key), person.encode(), hashlib.sha256).hexdigest()[:_LENGTH]
