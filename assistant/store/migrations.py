"""
How a database comes to hold the tables that this version needs.

Owns the list of migrations and which of them a database has had; leaves columns to `assistant.store.schema`.
A migration that has been released is never changed: a further one is added at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect, select

from assistant.errors import StoreTooNew
from assistant.store import schema

__all__ = ["MIGRATIONS", "Migration", "migrate", "missing"]

Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = (
    schema.access_tokens,
    schema.outside_identities,
    schema.delivery_items,
    schema.delivery_names,
    schema.register_entries,
    schema.people,
    schema.onboarding_approvals,
    schema.onboarding_enrolments,
    schema.onboarding_steps,
    schema.feedback,
    schema.gaps,
    schema.slack_people,
    schema.slack_threads,
    schema.slack_channels,
    schema.slack_installations,
    schema.slack_states,
    schema.slack_verdicts,
    schema.onboarding_orders,
    schema.slack_channel_digests,
    schema.one_feedback,
    schema.onboarding_notes,
    schema.model_spending,
)
"""In the order of their writing; each is recorded by its function's name."""

_HAD = Table("migrations", MetaData(), Column("name", Text, primary_key=True))


def missing(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> tuple[Migration, ...]:
    """
    The migrations that the database has not had, in order.

    Raises:
        StoreTooNew: If it has had one that this version does not know.
    """
    if not inspect(connection).has_table(_HAD.name):
        return tuple(migrations)
    had = set(connection.scalars(select(_HAD.c.name)))
    unknown = sorted(had - {migration.__name__ for migration in migrations})
    if unknown:
        msg = (
            f"The database has had the migration {unknown[0]!r}, which this version of Rettesnor does not know; "
            "install the newer version that wrote it, or restore a backup from before."
        )
        raise StoreTooNew(msg)
    return tuple(migration for migration in migrations if migration.__name__ not in had)


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """
    Bring the database up to date, inside the writing transaction that `connection` is in.

    Raises:
        StoreTooNew: If it has had a migration that this version does not know.
    """
    _HAD.create(connection, checkfirst=True)
    for migration in missing(connection, migrations):
        migration(connection)
        connection.execute(_HAD.insert().values(name=migration.__name__))
