"""
The server under load, and beside callers that mean it ill: `make load`.

Owns the load, the hostile requests and what is measured of both; leaves starting servers to `evals.bench`.
Everything is measured from outside, in one run, beside an empty FastAPI route served the same way.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.bench import ROOT, Measure, environment_for, machine, percentile, questions, serving

__all__ = ["HOSTILE", "Load", "Shape", "main"]

CONNECTIONS = 32
_TIMEOUT_S = 60.0
_PACED_S = 0.03
_REFUSED = range(400, 500)
_EMPTY = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.post("/v1/ask")
def empty(): return {}
uvicorn.run(app, port=int(__import__("os").environ["RETTESNOR_PORT"]), log_level="error")
"""
_JSON = "Content-Type: application/json\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one burst of questions took."""

    times: tuple[float, ...]
    """Seconds of each, ascending."""
    wall_s: float

    @property
    def rate(self) -> float:
        """Questions a second."""
        return len(self.times) / self.wall_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One hostile request: what is sent, piece by piece, and what waits between the pieces."""

    name: str
    head: str
    """Request line and header fields without Host, each ended by CR LF."""
    body: Callable[[], bytes] = bytes
    pause_s: float = 0.0
    """Between single bytes of the body; 0: it is sent at once."""


def _fields(count: int) -> bytes:
    return ("{" + ",".join(f'"f{number}":1' for number in range(count)) + "}").encode()


def _post(length: int, path: str = "/v1/ask", fields: str = _JSON) -> str:
    return f"POST {path} HTTP/1.1\r\n{fields}Content-Length: {length}\r\n"


HOSTILE: tuple[Shape, ...] = (
    Shape(name="slow body", head=_post(1_000), body=lambda: b" " * 40, pause_s=0.1),
    Shape(name="promised body", head=_post(1_000_000)),
    Shape(name="huge JSON", head=_post(2_000_000), body=lambda: b'{"question": "' + b"x" * 100_000),
    Shape(
        name="endless chunks",
        head=f"POST /v1/ask HTTP/1.1\r\n{_JSON}Transfer-Encoding: chunked\r\n",
        body=lambda: b"".join(b"10000\r\n" + b"x" * 65_536 + b"\r\n" for _ in range(20)),
    ),
    Shape(name="10^5 fields", head=_post(len(_fields(80_000))), body=lambda: _fields(80_000)),
    Shape(name="10^5 items", head=_post(600_013), body=lambda: b'{"history":[' + b"0,0,0," * 99_999 + b"0,0,0]}"),
    Shape(name="deep nesting", head=_post(900_000), body=lambda: b"[" * 900_000),
    Shape(
        name="10^5 form fields",
        head=_post(300_000, "/login", "Content-Type: application/x-www-form-urlencoded\r\n"),
        body=lambda: b"a&b" * 100_000,
    ),
    Shape(name="range storm", head="GET /v1/documents HTTP/1.1\r\nRange: bytes=" + "0-," * 5_000 + "0-\r\n"),
    Shape(name="header flood", head="GET /v1/documents HTTP/1.1\r\n" + "X-A: b\r\n" * 20_000),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure once and print it; 0 when every bar is held, 1 when one is missed.

    The figures are ratios inside one run, so that they mean the same on a busy machine as on an idle one.
    """
    parser = argparse.ArgumentParser(prog="make load", description="Measure the server under load.")
    parser.add_argument("--questions", type=int, default=1_000, help="distinct questions asked (default 1000)")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rettesnor-load-") as folder:
        measures = _measures(Path(folder), chosen.questions)
    print(f"On {machine()}, load average {os.getloadavg()[0]:.1f}:")
    for each in measures:
        told = "held  " if each.is_held else "MISSED"
        print(f"  {told} {each.name}: {each.value:.3g} {each.unit} (bar {each.bar:g}); {each.made_of}")
    return 0 if all(each.is_held for each in measures) else 1


def _measures(folder: Path, count: int) -> list[Measure]:
    environment = environment_for(folder / "data") | {"RETTESNOR_BODY_TIMEOUT_S": "2"}
    program = str(Path(sys.executable).with_name("rettesnor"))
    subprocess.run([program, "ingest", "--quiet"], env=environment, cwd=ROOT, check=True)
    bodies = _bodies(count)
    with serving([sys.executable, "-c", _EMPTY], environment) as (_, port):
        empty = _burst(port, bodies)
    with serving([program, "serve"], environment) as (server, port):
        _burst(port, bodies[:100])
        before = _cpu_s(server.pid)
        asyncio.run(_ask_all(port, bodies, connections=1))
        own_s = (_cpu_s(server.pid) - before) / len(bodies)
        before = _cpu_s(server.pid)
        load = _burst(port, bodies)
        loaded_s = (_cpu_s(server.pid) - before) / len(bodies)
        hostile = [_beside(port, bodies, shape) for shape in HOSTILE]
    worst = max(hostile, key=lambda each: each[1])
    named = ", ".join(f"{name} {status}" for name, _, status in hostile)
    return [
        Measure(
            name="throughput, share of what CPU time allows",
            value=own_s * load.rate,
            bar=0.8,
            unit="×",
            is_floor=True,
            made_of=f"{load.rate:.0f}/s at {1000 * own_s:.2f} ms CPU alone, {1000 * loaded_s:.2f} ms loaded",
        ),
        Measure(
            name="throughput beside an empty route",
            value=load.rate / empty.rate,
            bar=0.08,
            unit="×",
            is_floor=True,
            made_of=f"{empty.rate:.0f}/s empty",
        ),
        Measure(
            name="p99 beside p50 under load",
            value=percentile(load.times, 0.99) / percentile(load.times, 0.5),
            bar=10,
            unit="×",
            made_of=f"p50 {1000 * percentile(load.times, 0.5):.0f} ms, {len(load.times)} questions",
        ),
        Measure(
            name="hostile requests refused",
            value=sum(status in _REFUSED for *_, status in hostile),
            bar=len(HOSTILE),
            unit="of 10",
            is_floor=True,
            made_of=named,
        ),
        Measure(
            name="others' p95 beside hostile requests", value=worst[1], bar=2, unit="×", made_of=f"worst: {worst[0]}"
        ),
    ]


def _bodies(count: int) -> list[bytes]:
    texts = list(dict.fromkeys(case.question for case in questions()))
    if len(texts) < count:
        msg = f"there are {len(texts)} distinct questions, but {count} are wanted; ask for fewer with --questions."
        raise ValueError(msg)
    return [json.dumps({"question": text}).encode() for text in texts[:count]]


def _burst(port: int, bodies: Sequence[bytes]) -> Load:
    return asyncio.run(_ask_all(port, bodies, connections=CONNECTIONS))


async def _ask_all(port: int, bodies: Sequence[bytes], *, connections: int) -> Load:
    waiting, times = iter(bodies), list[float]()
    start = time.perf_counter()
    await asyncio.gather(*(_ask_on(port, waiting, times) for _ in range(connections)))
    return Load(times=tuple(sorted(times)), wall_s=time.perf_counter() - start)


async def _ask_on(port: int, waiting: Iterator[bytes], times: list[float], pause_s: float = 0.0) -> None:
    """Ask over one connection until nothing waits."""
    async with _connected(port) as (reader, writer):
        for body in waiting:
            start = time.perf_counter()
            writer.write(f"{_post(len(body))}Host: localhost\r\n\r\n".encode() + body)
            if await _status(reader) != 200:  # OK
                msg = "a question was refused under load"
                raise ValueError(msg)
            times.append(time.perf_counter() - start)
            await asyncio.sleep(pause_s)


@contextlib.asynccontextmanager
async def _connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _status(reader: asyncio.StreamReader) -> int:
    """The status of the next response, which is read to its end."""
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _TIMEOUT_S)
    lines = head.decode("latin-1").lower().split("\r\n")
    length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
    await reader.readexactly(length)
    return int(lines[0].split()[1])


def _beside(port: int, bodies: Sequence[bytes], shape: Shape) -> tuple[str, float, int]:
    """The shape's name, others' p95 while it is sent again and again beside their p95 alone, and its status."""

    async def measured() -> tuple[str, float, int]:
        alone = await _paced(port, bodies)
        statuses: list[int] = []
        attack = asyncio.create_task(_again_and_again(lambda: _send(port, shape), statuses))
        beside = await _paced(port, bodies)
        attack.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await attack
        status = statuses[0] if statuses else await _send(port, shape)
        return shape.name, percentile(beside.times, 0.95) / percentile(alone.times, 0.95), status

    return asyncio.run(measured())


async def _paced(port: int, bodies: Sequence[bytes]) -> Load:
    """A hundred questions by two callers who think in between."""
    waiting, times = iter(bodies[:100]), list[float]()
    start = time.perf_counter()
    await asyncio.gather(*(_ask_on(port, waiting, times, _PACED_S) for _ in range(2)))
    return Load(times=tuple(sorted(times)), wall_s=time.perf_counter() - start)


async def _again_and_again(send: Callable[[], Awaitable[int]], statuses: list[int]) -> None:
    """Two at a time, up to five times a second: what one script can do."""
    while True:
        statuses += await asyncio.gather(*(send() for _ in range(2)))
        await asyncio.sleep(0.2)


async def _send(port: int, shape: Shape) -> int:
    """The status that a hostile request is answered with; 0 when the connection is closed without one."""
    loop = asyncio.get_running_loop()
    # A stream would close at the first failed write and throw an early answer away unread; a socket keeps it.
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setblocking(False)
        answer = asyncio.create_task(_first_status(connection))
        with contextlib.suppress(OSError):
            await loop.sock_sendall(connection, f"{shape.head}Host: localhost\r\n\r\n".encode())
            body = shape.body()
            for piece in [body[at : at + 1] for at in range(len(body))] if shape.pause_s else [body]:
                if answer.done():
                    break
                await loop.sock_sendall(connection, piece)
                await asyncio.sleep(shape.pause_s)
        return await answer


async def _first_status(connection: socket.socket) -> int:
    """The status of the first response on a connection; 0 when it ends without one."""
    try:
        head = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(connection, 4_096), _TIMEOUT_S)
    except OSError:
        return 0
    return int(head.split()[1]) if head else 0


def _cpu_s(pid: int) -> float:
    import psutil  # part of the extra bench

    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    sys.exit(main())
