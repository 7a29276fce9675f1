"""Several processes report on the same things at the same time: nothing is lost, and nobody is told of a lock."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from registers import METTE, new, register_over

from assistant.errors import ReportConflict
from assistant.store.location import Location
from assistant.store.store import Store

WRITERS = 8
"""With the full count; three where every test run waits for them."""


def _write(location: Location, folder: Path, who: int, count: int) -> None:
    """Report so many times on three subjects, each time on what was seen before; other errors end the process."""
    store = Store(location)
    register = register_over(store, folder)
    for n in range(count):
        subject = f"m{n % 3}"
        while True:
            expected = len(register.history(subject))
            try:
                register.report(new(note=f"{who}.{n}", subject=subject), by=METTE, expected=expected)
            except ReportConflict:
                continue
            break
    store.close()


def _all_at_once(location: Location, folder: Path, count: int, *, among: int = WRITERS) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(location, folder, who, count)) for who in range(among)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = Store(location)
    register = register_over(store, folder)
    entries, state = register.entries(), register.check()
    store.close()

    assert [writer.exitcode for writer in writers] == [0] * among
    assert sorted(entry.note or "" for entry in entries) == sorted(
        f"{who}.{n}" for who in range(among) for n in range(count)
    )
    assert state.is_whole


@pytest.mark.slow
def test_nothing_is_lost_and_nobody_is_told_of_a_lock(location: Location, tmp_path: Path) -> None:
    """Who is overtaken looks again and reports again; a lock is waited for."""
    _all_at_once(location, tmp_path, 3, among=3)


@pytest.mark.soak
def test_nothing_is_lost_in_sixteen_hundred_reports(location: Location, tmp_path: Path) -> None:
    """The same with the full count."""
    _all_at_once(location, tmp_path, 200)
