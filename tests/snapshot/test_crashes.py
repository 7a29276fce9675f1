"""A process killed at any instant leaves the old generation or the new one, and the next ingestion goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from generation_samples import contents, document

from ingest.snapshot import locked, open_current, publish, sweep

HERE = Path(__file__).parent
SEED = 20261121
KILLS = 20

# The child counts every call that touches the disk and kills itself before or after one of them.
CHILD = """
import io, os, pathlib, shutil, signal, sys
sys.path.insert(0, {here!r})
from generation_samples import contents, document
from ingest.snapshot import locked, publish, sweep
data, at, after = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "after"
calls = 0
def deadly(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        mine = calls
        if mine == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        try:
            return real(*args, **kwargs)
        finally:
            if mine == at and after:
                os.kill(os.getpid(), signal.SIGKILL)
    return call
os.fsync = deadly(os.fsync)
shutil.rmtree = deadly(shutil.rmtree)
for name in ("mkdir", "rename", "replace", "open"):
    setattr(pathlib.Path, name, deadly(getattr(pathlib.Path, name)))
with locked(data / "index"):
    sweep(data)
    publish(data, contents(document(1), document(2)), inputs="b")
print(calls)
"""


def _run(data: Path, at: int, when: str) -> subprocess.CompletedProcess[str]:
    script = CHILD.format(here=str(HERE))
    return subprocess.run(
        [sys.executable, "-c", script, str(data), str(at), when],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _trial(data: Path, at: int, when: str) -> bool:
    """Kill one ingestion, look, ingest again, look; whether it was killed."""
    old = publish(data, contents(document(1)), inputs="a").manifest.name
    ended = _run(data, at, when)
    killed = ended.returncode == -signal.SIGKILL
    assert killed or ended.returncode == 0, ended.stderr
    new = publish(data.with_name("other"), contents(document(1), document(2)), inputs="b").manifest.name

    assert open_current(data).snapshot in ({old, new} if killed else {new})
    with locked(data / "index"):
        sweep(data)
        publish(data, contents(document(1), document(2)), inputs="b")
    assert open_current(data).snapshot == new
    assert {path.name for path in (data / "index").iterdir() if path.is_dir()} == {old, new}
    return killed


@pytest.mark.slow
def test_a_kill_at_seeded_instants_leaves_old_or_new(tmp_path: Path) -> None:
    """Promise 8; each trial also restarts and commits, because an orphan once blocked every later ingestion."""
    chooser = random.Random(SEED)
    total = int(_prepared(tmp_path).stdout)
    instants = [(at, when) for at in range(1, total + 1) for when in ("before", "after")]
    # The last calls are the rename and the switch: always among them.
    chosen = instants[-KILLS // 2 :] + chooser.sample(instants[: -KILLS // 2], KILLS // 2)

    killed = [_trial(tmp_path / f"{at}-{when}", at, when) for at, when in chosen]

    assert all(killed), f"seed {SEED}"


@pytest.mark.soak
def test_a_kill_at_every_instant_leaves_old_or_new(tmp_path: Path) -> None:
    """The same, for every call that touches the disk."""
    total = int(_prepared(tmp_path).stdout)

    for at in range(1, total + 1):
        for when in ("before", "after"):
            assert _trial(tmp_path / f"{at}-{when}", at, when)


def _prepared(folder: Path) -> subprocess.CompletedProcess[str]:
    """A run that is not killed: it says how many instants there are."""
    publish(folder / "counted", contents(document(1)), inputs="a")
    return _run(folder / "counted", 0, "never")
