"""A writer may be killed at any instant: what it acknowledged is there, and the next writer goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from registers import METTE, new

from assistant.register.anchor import Anchor
from assistant.register.register import Register
from assistant.store.location import Location
from assistant.store.store import Store

WRITER = """
import sys
from pathlib import Path
from registers import METTE, new, register_over
from assistant.store.location import Location
from assistant.store.store import Store

folder, who = Path(sys.argv[1]), sys.argv[2]
register = register_over(Store(Location(file=folder / "rettesnor.db")), folder)
print("ready", flush=True)
for n in range(10**6):
    register.report(new(note=f"{who}.{n}", subject=f"m{n % 5}"), by=METTE)
    print(f"{who}.{n}", flush=True)
"""


def _killed(folder: Path, who: int, dice: random.Random) -> list[str]:
    """What a writer acknowledged before it was killed, within 60 ms of its first report."""
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")]), *sys.path])
    command = [sys.executable, "-c", WRITER, str(folder), str(who)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path})
    assert writer.stdout
    assert writer.stdout.readline() == "ready\n"
    time.sleep(dice.uniform(0, 0.06))
    writer.send_signal(signal.SIGKILL)
    said = writer.stdout.read().split("\n")
    writer.stdout.close()
    writer.wait()
    # A number cut in the middle of being printed was acknowledged to nobody.
    return said[:-1]


def _survive(folder: Path, kills: int) -> tuple[int, int]:
    """Kill so many writers one after the other; gives how many reports they acknowledged and how many are there."""
    dice = random.Random(20251001)
    acknowledged: set[str] = set()
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
    acknowledged, kept = _survive(tmp_path, 8)

    assert 0 < acknowledged <= kept


@pytest.mark.soak
def test_two_hundred_killed_writers_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    """The same with the full count."""
    acknowledged, kept = _survive(tmp_path, 200)

    assert 200 < acknowledged <= kept
