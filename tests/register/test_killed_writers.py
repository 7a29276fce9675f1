"""A writer may be killed at any instant: what it acknowledged is there, and the next writer goes on."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from registers import METTE, new, register_over

from assistant.register.anchor import Anchor
from assistant.register.register import Register
from assistant.store.location import Location
from assistant.store.store import Store

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["registers", "sqlalchemy.dialects.sqlite"])
MOST_BEFORE = 4
"""Reports that a writer may make before its last moment comes."""
LAST_S = 0.03
"""And how long that may take, in seconds: about as long as one report."""


def _write_for_ever(folder: Path, who: int, told: Connection) -> None:
    register = register_over(Store(Location(file=folder / "rettesnor.db")), folder)
    for n in itertools.count():
        register.report(new(note=f"{who}.{n}", subject=f"m{n % 5}"), by=METTE)
        told.send(f"{who}.{n}")


def _killed(folder: Path, who: int, dice: random.Random) -> list[str]:
    """What a writer acknowledged before it was killed, some time in one of its first reports."""
    here, there = FORKS.Pipe(duplex=False)
    writer = FORKS.Process(target=_write_for_ever, args=(folder, who, there))
    writer.start()
    there.close()
    said = [here.recv() for _ in range(dice.randrange(MOST_BEFORE))]
    time.sleep(dice.uniform(0, LAST_S))
    writer.kill()
    try:
        while True:
            said.append(here.recv())
    except EOFError:
        # A number cut in the middle of being sent was acknowledged to nobody.
        here.close()
    writer.join()
    return said


def _survive(folder: Path, kills: int) -> tuple[int, int]:
    """Kill so many writers one after the other; gives how many reports they acknowledged and how many are there."""
    dice = random.Random(20251001)
    acknowledged: set[str] = set()
    kept: set[str | None] = set()
    for who in range(kills):
        acknowledged |= set(_killed(folder, who, dice))
        store = Store(Location(file=folder / "rettesnor.db"))
        register = Register(store, Anchor(folder / "register.anchor"))
        state = register.check()
        kept = {entry.note for entry in register.entries()}
        store.close()
        assert state.is_whole, (who, state)
        assert acknowledged <= kept, (who, sorted(acknowledged - kept))
    store = Store(Location(file=folder / "rettesnor.db"))
    register = Register(store, Anchor(folder / "register.anchor"))
    register.report(new(note="after"), by=METTE)
    assert register.check().is_whole
    store.close()
    return len(acknowledged), len(kept)


@pytest.mark.slow
def test_killed_writers_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    """SIGKILL at random moments of writing; the reader and the next writer find everything in order."""
    acknowledged, kept = _survive(tmp_path, 10)

    assert 10 <= acknowledged <= kept


@pytest.mark.soak
def test_two_hundred_killed_writers_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    """The same with the full count."""
    acknowledged, kept = _survive(tmp_path, 200)

    assert 200 <= acknowledged <= kept
