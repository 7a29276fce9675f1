"""
What is kept about Slack: whom the assistant has met, which threads are its own, how a channel wants it.

Owns these three tables; leaves what follows from them to those who ask.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Row, Text, and_, column, select, table

from assistant.delivery import Commits
from assistant.store.store import Store
from assistant.store.types import Moment
from ingest.records import Language

__all__ = ["ChannelSettings", "Place", "Records", "Thread"]

_PEOPLE = table("slack_people", column("team", Text), column("person", Text), column("met_at", Moment))
_THREADS = table(
    "slack_threads",
    column("team", Text),
    column("channel", Text),
    column("thread", Text),
    column("asker", Text),
    column("is_shared", Boolean),
    column("begun_at", Moment),
)
_CHANNELS = table(
    "slack_channels",
    column("team", Text),
    column("channel", Text),
    column("answers_questions", Boolean),
    column("is_private", Boolean),
    column("organisation", Text),
    column("language", Text),
    column("posts_digest", Boolean),
)
_KEPT = dt.timedelta(days=90)
"""How long a quiet thread is remembered as the assistant's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A thread of a channel."""

    team: str
    channel: str
    thread: str
    """`ts` of its first message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread that the assistant answers in."""

    asker: str
    """Who began it."""
    is_shared: bool
    """Others have written in it: from then on the assistant speaks only when addressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """How the assistant behaves in a channel."""

    answers_questions: bool = False
    """Answers what is asked there without a mention; otherwise mentions only."""
    is_private: bool = False
    """Answers for the asker's eyes only."""
    organisation: str | None = None
    """`Organisation.id` that "we" means there; None: the home organisation."""
    language: Language | None = None
    """What answers are in; None: the question's language."""
    posts_digest: bool = False
    """Gets the digests of the plans of its organisation."""


class Records:
    """The three tables of one store."""

    def __init__(self, store: Store, commits: Commits | None = None) -> None:
        self._store = store
        self._commits = commits or Commits(store)

    def has_met(self, team: str, person: str) -> bool:
        """Whether this person has been told what the assistant is."""
        wanted = select(_PEOPLE.c.met_at).where(_PEOPLE.c.team == team, _PEOPLE.c.person == person)
        with self._store.reading() as connection:
            return connection.execute(wanted).first() is not None

    def meet(self, team: str, person: str, *, at: dt.datetime) -> None:
        """This person has been told."""

        def write(connection: Connection) -> None:
            connection.execute(_PEOPLE.delete().where(_PEOPLE.c.team == team, _PEOPLE.c.person == person))
            connection.execute(_PEOPLE.insert().values(team=team, person=person, met_at=at))

        self._commits.run(write)

    def thread(self, place: Place) -> Thread | None:
        """The assistant's thread there, or None when it is none of its own."""
        with self._store.reading() as connection:
            row = connection.execute(select(_THREADS).where(_at(place))).first()
        return Thread(asker=row.asker, is_shared=row.is_shared) if row else None

    def begin(self, place: Place, asker: str, *, at: dt.datetime) -> None:
        """The assistant answers `asker` there; who began a thread stays its asker. Old threads are forgotten."""
        known_as = self.thread(place)
        if known_as is not None and (known_as.is_shared or known_as.asker == asker):
            return

        def write(connection: Connection) -> None:
            connection.execute(_THREADS.delete().where(_THREADS.c.begun_at < at - _KEPT))
            known = connection.execute(select(_THREADS.c.asker).where(_at(place))).first()
            row = {"team": place.team, "channel": place.channel, "thread": place.thread, "asker": asker}
            if known is None:
                connection.execute(_THREADS.insert().values({**row, "is_shared": False, "begun_at": at}))
            elif known.asker != asker:
                connection.execute(_THREADS.update().where(_at(place)).values(is_shared=True))

        self._commits.run(write)

    def join(self, place: Place) -> None:
        """Somebody else wrote in the thread."""

        def write(connection: Connection) -> None:
            connection.execute(_THREADS.update().where(_at(place)).values(is_shared=True))

        self._commits.run(write)

    def channel(self, team: str, channel: str) -> ChannelSettings:
        """How the assistant behaves there."""
        wanted = select(_CHANNELS).where(_CHANNELS.c.team == team, _CHANNELS.c.channel == channel)
        with self._store.reading() as connection:
            row = connection.execute(wanted).first()
        return ChannelSettings() if row is None else _channel_settings(row)

    def digest_channels(self) -> tuple[tuple[str, str, ChannelSettings], ...]:
        """Workspace, id and settings of every channel that gets digests."""
        wanted = select(_CHANNELS).where(_CHANNELS.c.posts_digest).order_by(_CHANNELS.c.team, _CHANNELS.c.channel)
        with self._store.reading() as connection:
            return tuple((row.team, row.channel, _channel_settings(row)) for row in connection.execute(wanted))

    def set_channel(self, team: str, channel: str, settings: ChannelSettings) -> None:
        """Behave so there from now on, in every process."""
        row = {
            "team": team,
            "channel": channel,
            "answers_questions": settings.answers_questions,
            "is_private": settings.is_private,
            "organisation": settings.organisation,
            "language": settings.language.value if settings.language else None,
            "posts_digest": settings.posts_digest,
        }

        def write(connection: Connection) -> None:
            connection.execute(_CHANNELS.delete().where(_CHANNELS.c.team == team, _CHANNELS.c.channel == channel))
            connection.execute(_CHANNELS.insert().values(row))

        self._commits.run(write)

    def export_person(self, team: str, person: str) -> list[dict[str, Any]]:
        """Everything kept of a person, as JSON values: when they were greeted, and the threads they began."""
        met = select(_PEOPLE).where(_PEOPLE.c.team == team, _PEOPLE.c.person == person)
        begun = select(_THREADS).where(_THREADS.c.team == team, _THREADS.c.asker == person)
        with self._store.reading() as connection:
            people = connection.execute(met).all()
            threads = connection.execute(begun.order_by(_THREADS.c.begun_at)).all()
        return [
            *({"team": team, "person": person, "met_at": row.met_at.isoformat()} for row in people),
            *(
                {"team": team, "channel": row.channel, "thread": row.thread, "begun_at": row.begun_at.isoformat()}
                for row in threads
            ),
        ]

    def erase_person(self, team: str, person: str) -> int:
        """Forget a person, with the threads they began; how many records."""

        def write(connection: Connection) -> int:
            met = connection.execute(_PEOPLE.delete().where(_PEOPLE.c.team == team, _PEOPLE.c.person == person))
            begun = connection.execute(_THREADS.delete().where(_THREADS.c.team == team, _THREADS.c.asker == person))
            return met.rowcount + begun.rowcount

        return self._commits.run(write)

    def erase_team(self, team: str) -> None:
        """Forget a workspace that removed the app."""

        def write(connection: Connection) -> None:
            for each in (_PEOPLE, _THREADS, _CHANNELS):
                connection.execute(each.delete().where(each.c.team == team))

        self._commits.run(write)


def _at(place: Place) -> ColumnElement[bool]:
    return and_(_THREADS.c.team == place.team, _THREADS.c.channel == place.channel, _THREADS.c.thread == place.thread)


def _channel_settings(row: Row[Any]) -> ChannelSettings:
    return ChannelSettings(
        answers_questions=row.answers_questions,
        is_private=row.is_private,
        organisation=row.organisation,
        language=Language(row.language) if row.language else None,
        posts_digest=row.posts_digest,
    )
