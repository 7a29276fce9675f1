"""
Tables of `assistant.channels.slack`.

Owns their columns at the time of each migration; `assistant.channels.slack` owns their meaning.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, Table, Text, text

__all__ = [
    "slack_channel_digests",
    "slack_channels",
    "slack_installations",
    "slack_people",
    "slack_states",
    "slack_threads",
    "slack_verdicts",
]


def slack_people(connection: Connection) -> None:
    """Who has been told that this is an AI assistant, and what is stored."""
    Table(
        "slack_people",
        MetaData(),
        Column("team", Text, primary_key=True),
        Column("person", Text, primary_key=True),
        Column("met_at", Text, nullable=False),
    ).create(connection)


def slack_threads(connection: Connection) -> None:
    """Threads of channels that the assistant answers in: whose they are, and whether others write in them."""
    Table(
        "slack_threads",
        MetaData(),
        Column("team", Text, primary_key=True),
        Column("channel", Text, primary_key=True),
        Column("thread", Text, primary_key=True),
        Column("asker", Text, nullable=False),
        Column("is_shared", Boolean, nullable=False),
        Column("begun_at", Text, nullable=False),
    ).create(connection)


def slack_channels(connection: Connection) -> None:
    """How the assistant behaves in each channel, where an editor has said so."""
    Table(
        "slack_channels",
        MetaData(),
        Column("team", Text, primary_key=True),
        Column("channel", Text, primary_key=True),
        Column("answers_questions", Boolean, nullable=False),
        Column("is_private", Boolean, nullable=False),
        Column("organisation", Text),
        Column("language", Text),
    ).create(connection)


def slack_installations(connection: Connection) -> None:
    """Workspaces that installed the app, each with its token, encrypted."""
    Table(
        "slack_installations",
        MetaData(),
        Column("team", Text, primary_key=True),
        Column("sealed", Text, nullable=False),
        Column("installed_at", Text, nullable=False),
    ).create(connection)


def slack_states(connection: Connection) -> None:
    """Installations under way: each state is good once, for a while."""
    Table(
        "slack_states",
        MetaData(),
        Column("state", Text, primary_key=True),
        Column("expires_at", Text, nullable=False),
    ).create(connection)


def slack_verdicts(connection: Connection) -> None:
    """What people said about answers, without who said it."""
    Table(
        "slack_verdicts",
        MetaData(),
        Column("id", Text, primary_key=True),
        Column("given_at", Text, nullable=False),
        Column("answer", Text, nullable=False),
        Column("is_helpful", Boolean, nullable=False),
        Column("question", Text),
        Column("reason", Text),
        Column("document", Text),
        Column("start", Integer),
        Column("end", Integer),
        Column("comment", Text),
    ).create(connection)


def slack_channel_digests(connection: Connection) -> None:
    """Which channels get the digests of plans."""
    connection.execute(text("ALTER TABLE slack_channels ADD COLUMN posts_digest BOOLEAN NOT NULL DEFAULT FALSE"))
