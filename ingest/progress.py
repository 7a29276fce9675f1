"""
How far an ingestion has come, for whoever waits: one line that changes on a terminal, now and then a line elsewhere.

Owns rate, remaining time and how often a line is written; leaves the counting to `ingest.pipeline`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from ingest.report import Progress, Step

__all__ = ["ProgressLine"]

EVERY_S = 10.0
"""Seconds between two lines where they stay."""
TERMINAL_EVERY_S = 0.1
MIN_RATED_S = 2.0
"""A rate of fewer seconds says nothing yet."""


class ProgressLine:
    """Call it with each `Progress`."""

    def __init__(self, stream: TextIO, *, is_terminal: bool, clock: Callable[[], float] = time.monotonic) -> None:
        """
        A line on `stream`.

        Args:
            stream: Where to write.
            is_terminal: Whether a line may be written over.
            clock: Seconds, for the rate.
        """
        self._stream = stream
        self._is_terminal = is_terminal
        self._clock = clock
        self._started = clock()
        self._written = self._started if not is_terminal else float("-inf")
        self._step: Step | None = None

    def __call__(self, progress: Progress) -> None:
        """Write where that is due."""
        now = self._clock()
        is_new = progress.step is not self._step
        if is_new:
            self._step, self._started = progress.step, now
        if now - self._written < (TERMINAL_EVERY_S if self._is_terminal else EVERY_S) and not (
            is_new and self._is_terminal
        ):
            return
        self._written = now
        words = self._words(progress, now - self._started)
        self._stream.write(f"\r\x1b[K{words}" if self._is_terminal else f"{words}\n")
        if self._is_terminal and progress.step is Step.WRITING:
            self._stream.write("\r\x1b[K")
        self._stream.flush()

    def _words(self, progress: Progress, seconds: float) -> str:
        if progress.step is Step.WRITING:
            return f"{progress.step} …"
        told = f"{progress.step} {progress.done}/{progress.total}"
        if progress.done == 0 or seconds < MIN_RATED_S:
            return f"{told} …"
        rate = progress.done / seconds
        return f"{told}, {rate:.0f} a second, {_span((progress.total - progress.done) / rate)} left"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
