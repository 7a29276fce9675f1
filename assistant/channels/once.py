"""
Something that is made when it is first needed, and then kept.

Owns the lock that keeps two threads from making it twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Once"]

T = TypeVar("T")


class Once(Generic[T]):
    """Gives what `make` gave the first time; a failed making is tried again the next time."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: list[T] = []
        self._lock = threading.Lock()

    def __call__(self) -> T:
        """What was made; made now, where it was not before."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

    @property
    def made(self) -> T | None:
        """What was made; None, where nothing has been yet."""
        return self._made[0] if self._made else None
