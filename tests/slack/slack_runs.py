"""
The program as it runs by itself: one process that looks at what is due, sends it, and is gone.

Owns the clock that a test sets and the run of a process; leaves what is due to the tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from assistant.channels.rounds import make_rounds
from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.start import make_front, make_workspaces
from assistant.clock import Clock
from assistant.protocols import Answers
from assistant.store.location import locate
from assistant.store.store import Store
from ingest.settings import Settings

__all__ = ["Hands", "Process", "run_process"]

Process = Callable[[], AbstractContextManager[None]]


class Hands:
    """A clock that the test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now


@contextmanager
def run_process(
    answers: Answers, settings: Settings, clock: Clock, *, connects: Callable[[], None] | None = None
) -> Iterator[None]:
    """
    Looks and sends, and is gone at the end of the block, nothing left to be sent.

    With `connects`, which waits for it, the process is told of clicks, and looks at nothing by itself.
    """
    store = Store(locate(settings))
    workspaces = make_workspaces(settings, store)
    front = make_front(answers, settings, store, workspaces, clock=clock, poll_s=0.02)
    connection = SlackConnection(front, workspaces, settings) if connects else None
    rounds = make_rounds(answers, settings, clock=clock)
    if connection is not None and connects is not None:
        connection.open()
        connects()
    else:
        front.start()
    try:
        if connects is None:
            rounds.start()
        yield
        if connects is None:
            rounds.look()
        until = time.monotonic() + 5
        while front.outbox.queue.waiting() and time.monotonic() < until:
            time.sleep(0.01)
        assert front.outbox.queue.waiting() == 0
    finally:
        rounds.stop()
        if connection is not None:
            connection.close()
        else:
            front.stop()
        store.close()
