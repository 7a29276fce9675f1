"""
A pool of child processes that read files.

Owns starting, timing, ending and renewing them, and the answers in order; leaves what a child does to `child`.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from ingest.contained.frames import FrameBroken, read_frame, write_frame

__all__ = ["Frame", "Limits", "Pool", "Refused"]

MAX_JOBS = 400
"""A child is ended after so many files: what libraries leak is gone with it."""
START_S = 60.0

Frame = tuple[Mapping[str, Any], bytes]
"""The head of an answer and its body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may use."""

    memory_mib: int = 1024
    """Address space of the child that reads it."""
    processor_s: int = 30
    wall_s: float = 60.0


class Refused(Exception):
    """A child broke a limit or ended on a file; the text says how, to follow the file's name."""


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    jobs: int = 0

    def ask(self, head: Mapping[str, Any], body: bytes, limit_s: float) -> Frame:
        """One answer; `Refused` when there is none in time, and then the child is of no more use."""
        self.jobs += 1
        incoming = cast("BinaryIO", self.process.stdin)
        try:
            write_frame(incoming, head, body)
            return self.answer(limit_s)
        except (BrokenPipeError, FrameBroken) as error:
            raise Refused(self._end()) from error

    def answer(self, limit_s: float) -> Frame:
        """The next answer."""
        outgoing = cast("BinaryIO", self.process.stdout)
        deadline = time.monotonic() + limit_s
        # The pipe is unbuffered and large answers come in parts: the clock runs until the first of them.
        if not select.select([outgoing], [], [], max(0.0, deadline - time.monotonic()))[0]:
            msg = f"took longer than {limit_s:.0f} seconds to read"
            raise Refused(msg)
        frame = read_frame(outgoing)
        if frame is None:
            raise FrameBroken
        return frame

    def _end(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(1.0)
        code = self.process.returncode
        if code is not None and code in {-24, -9}:
            return "used up the time or memory that one file may use"
        return f"made the process that read it end ({code})"

    def close(self) -> None:
        """End it, whatever it is doing."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self.process.wait()


class Pool:
    """Reads many files at once, each in a child with limits. Use as a context manager."""

    def __init__(self, *, size: int, limits: Limits) -> None:
        """
        A pool that has started nothing yet.

        Args:
            size: Most children at a time.
            limits: For each file.
        """
        self._limits = limits
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reader")
        self._idle: SimpleQueue[_Child | None] = SimpleQueue()
        self._all: list[_Child] = []
        self._is_closed = False
        for _ in range(size):
            self._idle.put(None)

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every child at once, and with them what they were reading."""
        self._is_closed = True
        for child in list(self._all):
            child.close()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, head: Mapping[str, Any], body: bytes) -> Future[Frame]:
        """
        Have one file read.

        Returns:
            The answer to come, its body an outcome as `wire` packs it; it raises `Refused` where a limit was broken.
        """
        return self._threads.submit(self._run, head, body)

    def _run(self, head: Mapping[str, Any], body: bytes) -> Frame:
        child = self._idle.get()
        try:
            if child is None or child.jobs >= MAX_JOBS:
                self._drop(child)
                child = self._start()
            answer = child.ask(head, body, self._limits.wall_s)
        except BaseException:
            self._drop(child)
            child = None
            raise
        finally:
            self._idle.put(child)
        if answer[0].get("out_of_memory"):
            msg = f"used up the {self._limits.memory_mib} MiB of memory that one file may use"
            raise Refused(msg)
        return answer

    def _start(self) -> _Child:
        if self._is_closed:
            msg = "was not read: the run was ended"
            raise Refused(msg)
        command = [sys.executable, "-m", "ingest.contained.child"]
        limits = [str(self._limits.memory_mib), str(self._limits.processor_s)]
        process = subprocess.Popen(  # noqa: S603 - our own module with two numbers
            [*command, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        child = _Child(process)
        self._all.append(child)
        try:
            child.answer(START_S)
        except FrameBroken as error:
            msg = f"was not read: the reading process did not start ({process.wait(5)})"
            raise Refused(msg) from error
        return child

    def _drop(self, child: _Child | None) -> None:
        if child is not None:
            child.close()
            self._all.remove(child)


def _environment() -> Mapping[str, str]:
    """The parent's, without what is secret, and with one thread to each child."""
    secret = ("TOKEN", "SECRET", "PASSWORD", "KEY", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not any(word in name for word in secret)}
    paths = os.pathsep.join(path for path in sys.path if path)
    return {**kept, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
