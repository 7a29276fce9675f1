"""
Speed and memory beside the plain pipeline, in one run: `make bench`.

Owns what is measured, the bars, and docs/benchmarks.md; leaves the plain pipeline to `evals.plain`.
Everything is measured from outside, on whole processes, as a user would meet them.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import http.client
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.cases import Case, load_sets

__all__ = ["ROOT", "Measure", "environment_for", "machine", "main", "page", "percentile", "questions", "serving"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
QUESTION = "Hvad er SSI's mission?"
READY_S = 60.0
"""Longest wait for a server to answer."""
MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure with its bar."""

    name: str
    value: float
    bar: float
    """Largest value allowed."""
    unit: str
    """ "×" for a ratio to the plain pipeline, "ms" or "s"."""
    made_of: str
    """What it was reckoned from, in words."""
    is_floor: bool = False
    """Whether the bar is the smallest value allowed instead."""

    @property
    def is_held(self) -> bool:
        """Whether the bar is held."""
        return self.value >= self.bar if self.is_floor else self.value <= self.bar


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure everything once, print it and write docs/benchmarks.md.

    Returns:
        0 when every bar is held, 1 when one is missed.
    """
    parser = argparse.ArgumentParser(prog="make bench", description="Measure beside a plain LlamaIndex pipeline.")
    parser.add_argument("--runs", type=int, default=5, help="cold starts of each program (default 5)")
    parser.add_argument("--no-page", action="store_true", help="leave docs/benchmarks.md as it is")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rettesnor-bench-") as folder:
        measures = _measures(Path(folder), chosen.runs)
    text = page(measures, machine=machine(), day=dt.datetime.now(dt.UTC).date())
    print(text)
    if not chosen.no_page:
        PAGE.write_text(text, encoding="utf-8")
    return 0 if all(measure.is_held for measure in measures) else 1


def _measures(folder: Path, runs: int) -> list[Measure]:
    environment = environment_for(folder / "data")
    program = str(Path(sys.executable).with_name("rettesnor"))
    _cold([program, "ingest"], environment, 1)
    ask = statistics.median(seconds for seconds, _ in _cold([program, "ask", QUESTION], environment, runs))
    plain_s, plain_rss = _plain(folder, environment, runs)
    with serving([program, "serve"], environment) as (server, port):
        times = sorted(_times(port, questions()))
        rss = _memory(server.pid)
    start = _start_s(environment)
    return [
        Measure(
            name="`rettesnor ask`, cold",
            value=ask / plain_s,
            bar=0.15,
            unit="×",
            made_of=f"{ask:.2f} s against {plain_s:.2f} s, median of {runs} starts",
        ),
        Measure(
            name="server memory",
            value=rss / plain_rss,
            bar=0.4,
            unit="×",
            made_of=f"{rss / MIB:.0f} MiB after all questions against {plain_rss / MIB:.0f} MiB after one",
        ),
        Measure(
            name="`POST /v1/ask`, p50",
            value=percentile(times, 0.50),
            bar=15,
            unit="ms",
            made_of=f"{len(times)} golden questions, one after another",
        ),
        Measure(name="`POST /v1/ask`, p95", value=percentile(times, 0.95), bar=40, unit="ms", made_of="the same"),
        Measure(
            name="`make run` repeated",
            value=start,
            bar=10,
            unit="s",
            made_of="from the command to the first answer, documents unchanged",
        ),
    ]


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0..1) of the `ordered` values do not exceed."""
    rank = -(-len(ordered) * share // 1)
    return ordered[max(int(rank), 1) - 1]


def page(measures: Sequence[Measure], *, machine: str, day: dt.date) -> str:
    """docs/benchmarks.md."""
    rows = "\n".join(
        f"| {each.name} | {each.value:.3g} {each.unit} | {each.bar:g} {each.unit} | {'✓' if each.is_held else '✗'} "
        f"| {each.made_of} |"
        for each in measures
    )
    return f"""# Benchmarks

Written by `make bench` on {day.isoformat()}, on {machine}.

× is a ratio to a plain pipeline measured in the same run: LlamaIndex, FAISS and all-MiniLM-L6-v2 over the same files.
It keeps its index on disk between starts too, and answers the same question with the nearest chunk.

| What | Measured | Bar | Held | From |
|---|---|---|---|---|
{rows}
"""


def environment_for(data: Path) -> dict[str, str]:
    """The environment of a server over the corpus, with `data` as its data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RETTESNOR_")}
    # One client asks everything: what is measured is the answering, not the limit.
    measured = {"RETTESNOR_CORPUS": str(ROOT / "corpus"), "RETTESNOR_RATE_LIMIT": "0"}
    return kept | {"RETTESNOR_DATA": str(data)} | measured


def _cold(command: Sequence[str], environment: Mapping[str, str], runs: int) -> list[tuple[float, str]]:
    """Wall seconds and standard error of each of `runs` starts of `command`, one of our own programs."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
        found.append((time.perf_counter() - start, done.stderr))
    return found


def _plain(folder: Path, environment: Mapping[str, str], runs: int) -> tuple[float, float]:
    """Median wall seconds and resident bytes of the plain pipeline's script, its index already on disk."""
    command = [sys.executable, "-m", "evals.plain", QUESTION, "--data", str(folder / "plain")]
    _cold(command, environment, 1)
    found = _cold(command, environment, runs)
    memory = [int(stderr.rsplit("rss ", 1)[1]) for _, stderr in found]
    return statistics.median(seconds for seconds, _ in found), statistics.median(memory)


@contextlib.contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A started server that has answered once, and its port; ended with everything it started."""
    port = _free_port()
    given = dict(environment) | {"RETTESNOR_PORT": str(port)}
    server = subprocess.Popen(
        command, env=given, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _await_answer(server, port)
        yield server, port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=READY_S)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _await_answer(server: subprocess.Popen[bytes], port: int) -> None:
    last = time.monotonic() + READY_S
    while time.monotonic() < last and server.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            _post(http.client.HTTPConnection("127.0.0.1", port, timeout=READY_S), {"question": QUESTION})
            return
        time.sleep(0.02)
    msg = f"the server did not answer within {READY_S:g} s; start it by hand with `make run` and read what it says."
    raise TimeoutError(msg)


def _post(connection: http.client.HTTPConnection, body: Mapping[str, object]) -> None:
    connection.request("POST", "/v1/ask", json.dumps(body).encode(), {"Content-Type": "application/json"})
    response = connection.getresponse()
    text = response.read()
    if response.status != http.HTTPStatus.OK:
        msg = f"POST /v1/ask gave {response.status}: {text[:200]!r}"
        raise ValueError(msg)


def questions() -> list[Case]:
    """Every golden question about the corpus."""
    files = load_sets(ROOT / "evals", corpus=ROOT / "corpus", corpora=ROOT / "evals" / "corpora")
    return [case for file in files if file.corpus == ROOT / "corpus" for case in file.cases]


def _times(port: int, cases: Sequence[Case]) -> Iterator[float]:
    """Wall milliseconds of each question, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=READY_S)
    for case in cases:
        body = {
            "question": case.question,
            "asked_at": case.asks.asked_at.isoformat(),
            "history": [{"role": turn.role, "content": turn.content} for turn in case.history],
        }
        start = time.perf_counter()
        _post(connection, body)
        yield 1000 * (time.perf_counter() - start)


def _memory(pid: int) -> int:
    """Resident bytes of a process and those it started."""
    import psutil  # part of the extra bench

    process = psutil.Process(pid)
    return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))


def _start_s(environment: Mapping[str, str]) -> float:
    """Seconds from `make run` to the first answer, when it has run before."""
    command = ["make", "--no-print-directory", "run", f"VENV={Path(sys.prefix)}"]
    with serving(command, environment):
        pass
    start = time.perf_counter()
    with serving(command, environment):
        return time.perf_counter() - start


def machine() -> str:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} cores of {names[0] if names else platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
