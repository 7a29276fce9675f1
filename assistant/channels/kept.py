"""
Everything kept about a person, of every feature in one place.

Owns the list: a feature that keeps something about people joins it here. Leaves what is kept to the features.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from assistant.access.outside import OutsideIdentities
from assistant.access.personal import AccessData, PersonalData
from assistant.access.tokens import AccessTokens
from assistant.channels.slack.records import Records
from assistant.delivery.outbox import BOX
from assistant.delivery.queue import Queue
from assistant.onboarding.approvals import Approvals
from assistant.onboarding.enrolments import Enrolments
from assistant.register import people
from assistant.register.opening import open_register
from assistant.register.personal import RegisterData
from assistant.store.store import Store
from ingest.settings import Settings

__all__ = ["kept_about_people"]

_BOXES = ("in", BOX)


def kept_about_people(settings: Settings, store: Store) -> tuple[PersonalData, ...]:
    """Every feature with its part; those that are needed to find a person elsewhere go last."""
    names = OutsideIdentities(store).names

    def addresses(person: str) -> frozenset[str]:
        """Everywhere that something may be waiting for the person."""
        enrolled = {each.recipient for each in Enrolments(store).of_names(names(person)) if each.recipient}
        return names(person) | enrolled

    return (
        _Approvals(store, partial(_called, store)),
        RegisterData(open_register(settings, store)),
        _Slack(store, addresses),
        _Messages(store, addresses),
        _Onboarding(store, names),
        AccessData(store),
    )


class _Messages:
    """What came from somebody or is to be sent to them."""

    name = "messages"

    def __init__(self, store: Store, recipients: Callable[[str], frozenset[str]]) -> None:
        self._queues = tuple(Queue(store, box) for box in _BOXES)
        self._recipients = recipients

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """What waits, and of what is done its keys and times, which are swept after some weeks."""
        return [
            item for queue in self._queues for name in sorted(self._recipients(person)) for item in queue.export(name)
        ]

    def erase(self, person: str) -> int:
        """Forget all of it, done or not, and what waits for others with this person's user id in it."""
        names = self._recipients(person)
        users = {each[1] for each in map(_slack_user, names) if each}
        own = sum(queue.erase(name) for queue in self._queues for name in names)
        return own + sum(queue.erase_mentions(user) for queue in self._queues for user in users)


class _Slack:
    """Who was told what the assistant is, and who began which thread."""

    name = "slack"

    def __init__(self, store: Store, recipients: Callable[[str], frozenset[str]]) -> None:
        self._store = store
        self._recipients = recipients

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """Both, for each workspace they are in."""
        records = Records(self._store)
        return [each for team, user in self._users(person) for each in records.export_person(team, user)]

    def erase(self, person: str) -> int:
        """Forget both."""
        records = Records(self._store)
        return sum(records.erase_person(team, user) for team, user in self._users(person))

    def _users(self, person: str) -> list[tuple[str, str]]:
        found = map(_slack_user, sorted(self._recipients(person)))
        return [each for each in found if each]


class _Approvals:
    """Modules that somebody stands behind by name."""

    name = "approvals"

    def __init__(self, store: Store, called: Callable[[str], frozenset[str]]) -> None:
        self._store = store
        self._called = called

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """Which modules, and when."""
        return Approvals(self._store).export(self._called(person))

    def erase(self, person: str) -> int:
        """Take the name off them."""
        return Approvals(self._store).erase(self._called(person))


class _Onboarding:
    """Enrolments and the steps that were given."""

    name = "onboarding"

    def __init__(self, store: Store, names: Callable[[str], frozenset[str]]) -> None:
        self._store = store
        self._names = names

    def export(self, person: str) -> Sequence[Mapping[str, Any]]:
        """One record, or none where there is nothing."""
        found = Enrolments(self._store).export(self._names(person))
        return [found] if any(found.values()) else []

    def erase(self, person: str) -> int:
        """Forget the enrolments, and the name beside others."""
        names = self._names(person)
        with self._store.writing() as connection:
            return Enrolments(self._store).erase(connection, names)


def _called(store: Store, person: str) -> frozenset[str]:
    """The person and the names that they go by in roles, tokens and the register."""
    outside = (each.identity for each in OutsideIdentities(store).all())
    tokens = (each.identity for each in AccessTokens(store).all())
    names = {each.name for each in (*outside, *tokens) if each.person == person}
    with store.reading() as connection:
        reporter = people.name_of(connection, person)
    return frozenset({person, *names, *([reporter] if reporter else [])})


def _slack_user(name: str) -> tuple[str, str] | None:
    """Workspace and user in "slack:T1:U1"; None for other names."""
    provider, _, rest = name.partition(":")
    team, _, user = rest.partition(":")
    return (team, user) if provider == "slack" and team and user else None
