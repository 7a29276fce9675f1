"""What a process that reads documents may not do, tried from inside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CONFINED = "import ctypes, socket, sys; from ingest.contained.limits import allow_time, confine; {}; print('done')"
TRIES = {
    "a socket": "confine(memory=1 << 30); socket.socket()",
    "a socket past Python": (
        "libc = ctypes.CDLL(None, use_errno=True); assert confine(memory=1 << 30);"
        "code = libc.socket(2, 1, 0); sys.exit(3 if code == -1 and ctypes.get_errno() == 1 else 0)"
    ),
    "a new program": "import subprocess; confine(memory=1 << 30); subprocess.run(['true'])",
    "a file": "confine(memory=1 << 30); open('/tmp/rettesnor-confined', 'w').write('x' * 9000)",
    "memory": "confine(memory=1 << 28); x = bytearray(1 << 29)",
    "time": "confine(memory=1 << 30); allow_time(1); exec('while True: pass')",
}


@pytest.mark.parametrize("try_", TRIES.values(), ids=TRIES)
def test_a_reading_process_is_bound(try_: str) -> None:
    """A library with a hole in it must have nothing to reach through it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}

    ended = subprocess.run(
        [sys.executable, "-c", CONFINED.format(try_)], env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode != 0
    assert "done" not in ended.stdout


@pytest.mark.parametrize("name", ["a socket", "a new program", "a file", "memory"])
def test_an_unbound_process_is_not(name: str, tmp_path: Path) -> None:
    """What the tries above meet is the limits, and no other lack of this machine."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    free = re.sub(r"confine\(memory=[^)]*\)", "None", TRIES[name]).replace("/tmp/", f"{tmp_path}/")

    ended = subprocess.run(
        [sys.executable, "-c", CONFINED.format(free)], env=environment, capture_output=True, text=True, check=True
    )

    assert ended.stdout == "done\n"


def test_a_reading_process_does_its_work() -> None:
    """A limit that stopped everything would pass every other test here."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    work = "confine(memory=1 << 30); allow_time(5); sum(range(1000))"

    ended = subprocess.run(
        [sys.executable, "-c", CONFINED.format(work)], env=environment, capture_output=True, text=True, check=True
    )

    assert ended.stdout == "done\n"
