"""
What is to be sent: once, to one person or channel, not before its time.

Owns the promise towards those who put something in (onboarding steps, reminders, digests, welcomes);
leaves the sending to a `Carrier`, which every channel that can write to people brings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from assistant.clock import Clock, system_clock
from assistant.delivery.commits import Commits
from assistant.delivery.items import Item, Taken
from assistant.delivery.queue import LEASE_S, Queue
from assistant.delivery.workers import Workers
from assistant.store.store import Store

__all__ = ["BOX", "Carrier", "Outbox"]

BOX = "out"


class Carrier(Protocol):
    """Takes items to the people of one channel, as "slack" does for recipients "slack:…"."""

    def send(self, item: Item) -> None:
        """
        Send it; returning means that it was sent.

        Raises:
            Later: If it was certainly not sent, and when to try again.
        """

    def has_arrived(self, item: Item) -> bool:
        """Whether it stands at its recipient already; asked when an earlier sending ended unseen."""


class Outbox:
    """Where items are put that go out; they are sent by whichever process runs `workers`."""

    def __init__(
        self, store: Store, *, clock: Clock = system_clock, lease_s: float = LEASE_S, commits: Commits | None = None
    ) -> None:
        self._queue = Queue(store, BOX, clock=clock, lease_s=lease_s, commits=commits)
        self._clock = clock
        self._workers: list[Workers] = []

    @property
    def queue(self) -> Queue:
        """The items, for looking after them."""
        return self._queue

    def put(self, item: Item) -> bool:
        """Send `item` once its time has come; False when one with its key was put in before."""
        is_new = self._queue.put(item)
        for workers in self._workers:
            workers.ring()
        return is_new

    def erase(self, recipient: str) -> int:
        """Forget everything for one person, sent or not; how many items."""
        return self._queue.erase(recipient)

    def workers(self, carriers: Mapping[str, Carrier], *, poll_s: float) -> Workers:
        """
        Threads that send what is due, not started yet.

        Args:
            carriers: By the part of a recipient before its first colon: {"slack": …} carries "slack:T1:U1".
            poll_s: Seconds between looks at the queue.
        """

        def handle(taken: Taken) -> None:
            carrier = carriers[taken.item.recipient.split(":", 1)[0]]
            if taken.is_doubtful and carrier.has_arrived(taken.item):
                return
            # A process that slept through its lease must not send beside the one that took over.
            if self._queue.holds(taken):
                carrier.send(taken.item)

        made = Workers(self._queue, handle, threads=1, name="outbox", clock=self._clock, poll_s=poll_s)
        self._workers.append(made)
        return made
