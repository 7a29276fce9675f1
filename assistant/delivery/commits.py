"""
One commit for all who write at the same moment.

Owns gathering them: on a disk a commit takes some twenty milliseconds, however little is in it, so that those who
come while one is under way share the next. Leaves what is written to the callers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from assistant.store.store import Store

__all__ = ["Commits"]

T = TypeVar("T")


@dataclass(slots=True)
class _Waiting:
    """Something to be written, and what came of it."""

    write: Callable[[Connection], Any]
    is_over: bool = False
    gave: Any = None
    error: Exception | None = None


class Commits:
    """Writes to one store; safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Waiting] = []
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def run(self, write: Callable[[Connection], T]) -> T:
        """
        What `write` gives, once it is kept; writes that share a commit are kept together or not at all.

        Raises:
            StoreUnreadable: If the database cannot be written.
            StoreBusy: If another process keeps it locked.
        """
        mine = _Waiting(write)
        with self._lock:
            self._waiting.append(mine)
        with self._turn:
            # Whoever was before us may have written ours along with theirs.
            if not mine.is_over:
                self._write_all()
        if mine.error is not None:
            raise mine.error
        return mine.gave  # type: ignore[no-any-return]  # what `write` gave

    def _write_all(self) -> None:
        with self._lock:
            together, self._waiting = self._waiting, []
        try:
            with self._store.writing() as connection:
                for each in together:
                    each.gave = each.write(connection)
        except Exception as error:  # noqa: BLE001 (raised in every thread that waits for it)
            for each in together:
                each.error = error
        for each in together:
            each.is_over = True
