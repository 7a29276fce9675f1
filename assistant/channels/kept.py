"""
Everything kept about a person, of every feature in one place.

Owns the list: a feature that keeps something about people joins it here. Leaves what is kept to the features.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.access.outside import OutsideIdentities
from assistant.access.personal import AccessData, PersonalData
from assistant.delivery.outbox import BOX
from assistant.delivery.queue import Queue
from assistant.onboarding.enrolments import Enrolments
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
        RegisterData(open_register(settings, store)),
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
        """What waits, by kind and time; what is done is swept by itself."""
        names = sorted(self._recipients(person))
        items = [item for queue in self._queues for name in names for item in queue.items(name)]
        return [{"kind": item.kind, "recipient": item.recipient, "payload": item.payload} for item in items]

    def erase(self, person: str) -> int:
        """Forget all of it, done or not."""
        return sum(queue.erase(name) for queue in self._queues for name in self._recipients(person))


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
