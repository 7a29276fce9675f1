"""Whoever waits for thousands of documents sees how long it will take."""

from __future__ import annotations

import io

import pytest

from ingest.progress import ProgressLine
from ingest.report import Progress, Step


def _told(times: list[float], *, is_terminal: bool) -> str:
    stream = io.StringIO()
    clock = iter([0.0, *times])
    line = ProgressLine(stream, is_terminal=is_terminal, clock=lambda: next(clock))
    for done, _ in enumerate(times):
        line(Progress(step=Step.READING, done=done * 100, total=1000))
    return stream.getvalue()


def test_a_terminal_shows_rate_and_remaining_time() -> None:
    """An operator decides whether to wait."""
    assert _told([0.0, 10.0, 20.0], is_terminal=True).endswith("reading 200/1000, 10 a second, 1 min 20 s left")


@pytest.mark.parametrize(("times", "lines"), [([0.0, 1.0, 2.0], 0), ([0.0, 11.0, 12.0, 22.0], 2)])
def test_elsewhere_a_line_is_written_now_and_then(times: list[float], lines: int) -> None:
    """A log of a short run stays empty, and that of a long one readable."""
    assert _told(times, is_terminal=False).count("\n") == lines
