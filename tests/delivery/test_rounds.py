"""What falls due is looked for by itself, whatever one look ran into, until the process is told to stop."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable

import pytest

from assistant.clock import Clock
from assistant.delivery.rounds import Rounds

NOW = dt.datetime(2025, 5, 20, 9, tzinfo=dt.UTC)


class Looks:
    """Looks that are counted; the first so many fail."""

    def __init__(self, *, failing: int = 0) -> None:
        self.at: list[dt.datetime] = []
        self.failing = failing
        self.condition = threading.Condition()

    def __call__(self, clock: Clock) -> int:
        """Note the time, or fail."""
        with self.condition:
            self.at.append(clock())
            self.condition.notify_all()
        if len(self.at) <= self.failing:
            msg = "the database is away"
            raise OSError(msg)
        return 1

    def wait(self, count: int) -> bool:
        """Whether there came to be so many looks."""
        with self.condition:
            return self.condition.wait_for(lambda: len(self.at) >= count, 5)


def test_a_failed_look_is_logged_and_made_again(caplog: pytest.LogCaptureFixture) -> None:
    """A database that is away for a minute must not end what happens by itself for the rest of the year."""
    first, second = Looks(failing=2), Looks()
    rounds = Rounds({"first": first, "second": second}, every_s=0.01, clock=lambda: NOW)
    with caplog.at_level(logging.INFO):
        rounds.start()
        went_on = first.wait(4) and second.wait(4)
        rounds.stop()
    said = [(record.message, getattr(record, "look", None)) for record in caplog.records]

    assert went_on
    assert set(first.at) == {NOW}
    assert said.count(("round_failed", "first")) == 2
    assert ("round_done", "second") in said


@pytest.mark.parametrize(
    ("make", "every_s"), [(lambda look: {"it": look}, 0.0), (lambda _: {}, 0.01)], ids=["switched off", "nothing to do"]
)
def test_nothing_is_started_where_nothing_is_wanted(make: Callable[[Looks], dict[str, Looks]], every_s: float) -> None:
    """0 minutes means never; stopping what never began is no error."""
    look = Looks()
    before = threading.active_count()
    rounds = Rounds(make(look), every_s=every_s, clock=lambda: NOW)
    rounds.start()
    running = threading.active_count()
    rounds.stop()

    assert (running, look.at) == (before, [])


def test_stopping_lets_the_look_at_hand_end_and_begins_no_other() -> None:
    """The store is closed after it: a look that went on would write into nothing."""
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()
    after = Looks()

    def slow(_clock: Clock) -> int:
        begun.set()
        may_end.wait(5)
        ended.set()
        return 1

    rounds = Rounds({"slow": slow, "after": after}, every_s=60.0, clock=lambda: NOW)
    rounds.start()
    began = begun.wait(5)
    threading.Timer(0.05, may_end.set).start()
    rounds.stop()

    assert began
    assert ended.is_set()
    assert after.at == []
