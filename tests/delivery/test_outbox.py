"""What goes out reaches its recipient once, whenever the process that sends it dies."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.delivery import Item, Later, Outbox, workers
from assistant.store.location import Location
from assistant.store.store import Store

PAST = dt.datetime(2025, 5, 20, 9, tzinfo=dt.UTC)
SENDER = """
import os, signal, sys, time
from pathlib import Path
from assistant.delivery import Item, Outbox
from assistant.store.location import Location
from assistant.store.store import Store

box, dies = Path(sys.argv[1]), sys.argv[2]

class Letterbox:
    def send(self, item):
        if dies == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        with (box / "sent").open("a") as file:
            file.write(item.key + chr(10))
        if dies == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    def has_arrived(self, item):
        return (box / "sent").exists() and item.key in (box / "sent").read_text().split()

outbox = Outbox(Store(Location(file=box / "rettesnor.db")), lease_s=0.3)
running = outbox.workers({"paper": Letterbox()}, poll_s=0.05)
running.start()
until = time.monotonic() + 8
while outbox.queue.waiting() and time.monotonic() < until:
    time.sleep(0.02)
running.stop()
"""


def letter(key: str = "a", *, not_before: dt.datetime = PAST) -> Item:
    """An item for somebody."""
    return Item(key=key, kind="reminder", recipient="paper:somebody", payload={"text": "x"}, not_before=not_before)


class Letterbox:
    """A carrier that notes what it carries, and fails as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.sent: list[str] = []
        self.asked: list[str] = []

    def send(self, item: Item) -> None:
        """Carry it, or fail."""
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(item.key)

    def has_arrived(self, item: Item) -> bool:
        """Whether it was carried."""
        self.asked.append(item.key)
        return item.key in self.sent


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outbox]:
    """An outbox whose workers do not wait long."""
    monkeypatch.setattr(workers, "_FIRST_PAUSE_S", 0.02)
    store = Store(Location(file=tmp_path / "rettesnor.db"))
    yield Outbox(store)
    store.close()


def carried(outbox: Outbox, carrier: Letterbox) -> list[str]:
    """What is sent until nothing waits any more."""
    running = outbox.workers({"paper": carrier}, poll_s=0.02)
    running.start()
    until = time.monotonic() + 5
    while outbox.queue.waiting() and time.monotonic() < until:
        time.sleep(0.01)
    running.stop()
    return carrier.sent


def test_item_is_sent_once(outbox: Outbox) -> None:
    """However often a feature asks for it."""
    assert outbox.put(letter())
    assert not outbox.put(letter())

    assert carried(outbox, Letterbox()) == ["a"]
    assert not outbox.put(letter())


def test_failure_is_tried_again_after_a_look(outbox: Outbox) -> None:
    """An error does not say whether the message went out."""
    outbox.put(letter())
    carrier = Letterbox(OSError("broken pipe"))

    assert carried(outbox, carrier) == ["a"]
    assert carrier.asked == ["a"]


def test_later_raises_no_doubt(outbox: Outbox) -> None:
    """A rate limit says that nothing went out: no call is spent on looking."""
    outbox.put(letter())
    carrier = Letterbox(Later(PAST))

    assert carried(outbox, carrier) == ["a"]
    assert carrier.asked == []


def test_later_is_no_attempt(outbox: Outbox) -> None:
    """An item that has waited long may fail as often as any other."""
    outbox.put(letter())

    assert carried(outbox, Letterbox(*[Later(PAST)] * 20, OSError("broken pipe"))) == ["a"]


def test_later_after_a_part_raises_doubt(outbox: Outbox) -> None:
    """What was begun has to be found before it is done again."""
    outbox.put(letter())
    carrier = Letterbox(Later(PAST, is_doubtful=True))

    assert carried(outbox, carrier) == ["a"]
    assert carrier.asked == ["a"]


def test_carrier_that_never_works_is_given_up(outbox: Outbox) -> None:
    """An item that fails for ever must not keep the others waiting, nor the log growing."""
    outbox.put(letter())
    carrier = Letterbox(*[OSError("gone")] * 20)

    assert carried(outbox, carrier) == []
    assert outbox.queue.waiting() == 0


@pytest.mark.parametrize("dies", ["before", "after"])
def test_killed_on_either_side_of_the_call_it_is_sent_once(tmp_path: Path, dies: str) -> None:
    """A kill is the one thing no `except` sees."""
    Outbox(Store(Location(file=tmp_path / "rettesnor.db"))).put(letter())

    def run(how: str) -> int:
        return subprocess.run([sys.executable, "-c", SENDER, tmp_path, how], check=False, env=os.environ).returncode

    assert run(dies) == -signal.SIGKILL
    assert run("not") == 0
    assert (tmp_path / "sent").read_text().split() == ["a"]


def test_two_processes_send_each_item_once(tmp_path: Path) -> None:
    """Several processes share one outbox."""
    outbox = Outbox(Store(Location(file=tmp_path / "rettesnor.db")))
    for number in range(20):
        outbox.put(letter(f"{number:02}"))
    running = [subprocess.Popen([sys.executable, "-c", SENDER, tmp_path, "not"]) for _ in range(2)]

    assert [process.wait(20) for process in running] == [0, 0]
    sent = (tmp_path / "sent").read_text().split()
    assert json.dumps(sorted(sent)) == json.dumps([f"{number:02}" for number in range(20)])
