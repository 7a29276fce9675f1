"""
Tables of `assistant.onboarding`.

Owns their columns at the time of each migration; `assistant.onboarding` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, UniqueConstraint, text

__all__ = [
    "onboarding_approvals",
    "onboarding_enrolments",
    "onboarding_notes",
    "onboarding_orders",
    "onboarding_steps",
]


def onboarding_approvals(connection: Connection) -> None:
    """Who stands behind which writing of a module."""
    Table(
        "onboarding_approvals",
        MetaData(),
        Column("module", Text, primary_key=True),
        Column("digest", Text, primary_key=True),
        Column("approver", Text, nullable=False),
        Column("approved_at", Text, nullable=False),
    ).create(connection)


def onboarding_enrolments(connection: Connection) -> None:
    """Who follows which journey from when."""
    Table(
        "onboarding_enrolments",
        MetaData(),
        Column("id", Text, primary_key=True),
        Column("person", Text, nullable=False),
        Column("journey", Text, nullable=False),
        Column("start", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("recipient", Text),
        Column("beside", Text),
        Column("shift_days", Integer, nullable=False),
        Column("paused_on", Text),
        Column("created_at", Text, nullable=False),
        UniqueConstraint("person", "journey", "start"),
    ).create(connection)


def onboarding_steps(connection: Connection) -> None:
    """Which steps of an enrolment were given, and which of them are done; never what anybody answered."""
    Table(
        "onboarding_steps",
        MetaData(),
        Column("enrolment", Text, primary_key=True),
        Column("step", Text, primary_key=True),
        Column("given_on", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("done_on", Text),
    ).create(connection)


def onboarding_orders(connection: Connection) -> None:
    """Which orders of a person about their enrolment were carried out, so that none is twice."""
    Table(
        "onboarding_orders",
        MetaData(),
        Column("enrolment", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("step", Text),
        Column("carried_out_on", Text, nullable=False),
    ).create(connection)


def onboarding_notes(connection: Connection) -> None:
    """Which later wording of a given step its person was told of."""
    connection.execute(text("ALTER TABLE onboarding_steps ADD COLUMN noted TEXT"))
