"""
The bars of Slack with their full counts: deliveries, kills, processes, golden questions, start and memory.

What `make test` runs of it has smaller counts and the same code; the figures of a full run stand in docs/slack.md.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_slack import FakeSlack

HERE = Path(__file__).parent
SEED = 20250520
_TIME_SCALE = 0.5
"""Slack tells again after a minute and after five; here in half the time, the processes dying all the while."""


@contextmanager
def processes(
    slack: FakeSlack, folder: Path, *, count: int, percent: float, seconds: float
) -> Iterator[Callable[[], int]]:
    """That many app processes; what is called with starts the dead ones again and counts them."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE.parent), os.environ["PYTHONPATH"]])
    }
    deaths = 0

    def start(number: int) -> subprocess.Popen[bytes]:
        given = [
            slack.api_url,
            str(folder / "rettesnor.db"),
            str(SEED + number + 100 * deaths),
            str(percent),
            str(seconds),
        ]
        return subprocess.Popen(
            [sys.executable, str(HERE / "slack_process.py"), *given], env=environment, stderr=subprocess.DEVNULL
        )

    running = [start(number) for number in range(count)]

    def revive() -> int:
        nonlocal deaths
        for number, process in enumerate(running):
            if process.poll() is not None:
                deaths += 1
                running[number] = start(number)
        return deaths

    try:
        yield revive
    finally:
        for process in running:
            process.kill()
            process.wait()


def soak_deliveries(folder: Path, *, events: int, percent: float, seconds: float, pause_s: float) -> dict[str, float]:
    """Deliver that many questions, each 1 to 11 times, to two processes that die; what came of it."""
    chance = random.Random(SEED)
    with (
        FakeSlack(ack_window_s=3.0, timeout_s=60, time_scale=_TIME_SCALE) as slack,
        processes(slack, folder, count=2, percent=percent, seconds=seconds) as revive,
    ):
        slack.wait_connected(2)
        asked: list[str] = []
        for number in range(events):
            asked.append(slack.dm(f"Spørgsmål {number}", times=chance.randint(1, 11)))
            time.sleep(pause_s)
            revive()
        until = time.monotonic() + 120 + events * 0.5
        while any(not is_whole(slack.replies(ts)) for ts in asked) and time.monotonic() < until:
            time.sleep(0.2)
            revive()
        time.sleep(9.0)  # a lease more: whatever would be answered twice has its chance
        deaths = revive()
        replies = {ts: slack.replies(ts) for ts in asked}
        silent = [ts for ts in asked if not replies[ts]]
        taken = sorted(seconds for _, seconds in slack.door.acknowledged)
        return {
            "events": events,
            "deliveries": slack.state.deliveries,
            "acknowledged": len(taken),
            "kills": deaths,
            "streamed": len(slack.state.streams),
            "answered once": sum(is_whole(each) for each in replies.values()),
            "unfinished": sum(len(each) == 1 and not is_whole(each) for each in replies.values()),
            "lost": sum(ts in slack.door.heard for ts in silent),
            "never heard": sum(ts not in slack.door.heard for ts in silent),
            "twice": sum(len(each) > 1 for each in replies.values()),
            "ack p50 ms": round(taken[len(taken) // 2] * 1000),
            "ack p99 ms": round(taken[int(len(taken) * 0.99)] * 1000),
        }


def is_whole(replies: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there is one reply, and it is finished."""
    return len(replies) == 1 and "metadata" in replies[0]


def test_killed_processes_answer_each_question_once(tmp_path: Path) -> None:
    """A crash is no excuse for silence, nor for saying it twice."""
    found = soak_deliveries(tmp_path, events=12, percent=3.0, seconds=0.05, pause_s=0.1)

    assert (found["lost"], found["twice"], found["unfinished"], found["answered once"]) == (0, 0, 0, 12)


@pytest.mark.soak
def test_500_events_are_each_answered_once(tmp_path: Path) -> None:
    """The bar: 500 events, 1 to 11 deliveries each, two processes, kills on both sides of every call that writes."""
    found = soak_deliveries(tmp_path, events=500, percent=1.6, seconds=0.5, pause_s=0.2)
    sys.stdout.write(json.dumps(found) + "\n")

    assert (found["lost"], found["twice"], found["never heard"], found["unfinished"]) == (0, 0, 0, 0)
    assert found["answered once"] == 500
    assert found["kills"] >= 20
    assert found["ack p99 ms"] < 1000


@pytest.mark.soak
def test_process_is_ready_soon_and_small(corpus_index: Path) -> None:
    """The bar: ready in under 4 s, under 300 MB, without torch and transformers."""
    with FakeSlack() as slack:
        environment = os.environ | {
            "RETTESNOR_SLACK_BOT_TOKEN": "xoxb-fake-bot",
            "RETTESNOR_SLACK_APP_TOKEN": "xapp-fake-app",
            "RETTESNOR_SLACK_API_URL": slack.api_url,
            "RETTESNOR_DATA": str(corpus_index),
        }
        command = "import sys; from ingest.cli import main; sys.exit(main(['slack']))"
        begun = time.monotonic()
        with subprocess.Popen([sys.executable, "-c", command], env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            ready_s = time.monotonic() - begun
            for number in range(5):
                slack.wait_for_reply(slack.dm(f"Hvilke målepunkter er planlagt til Q{number % 4 + 1}?"))
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            maps = Path(f"/proc/{process.pid}/maps").read_text(encoding="ascii")
            slack.settle()
            process.terminate()
    megabytes = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    sys.stdout.write(json.dumps({"ready s": round(ready_s, 2), "peak MB": round(megabytes)}) + "\n")

    assert ready_s < 4
    assert megabytes < 300
    assert "/torch/" not in maps
