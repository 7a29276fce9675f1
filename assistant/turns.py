"""
One thread at work at a time, the others waiting for their turn.

Owns the waiting. Python runs one thread at a time anyhow: two that work at once take turns every few milliseconds,
and each change costs both of them. What waits for something else (a model, a database) takes no turn.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Turns"]

_PATIENCE_S = 0.25
"""After so long somebody works beside whoever is at work, so that one slow question holds nobody up."""


class Turns:
    """A lock that is only waited for so long."""

    def __init__(self, *, patience_s: float = _PATIENCE_S) -> None:
        self._lock = threading.Lock()
        self._patience_s = patience_s

    @contextmanager
    def taken(self) -> Iterator[None]:
        """The block runs alone, or after `patience_s` seconds beside whoever has not finished."""
        is_alone = self._lock.acquire(timeout=self._patience_s)
        try:
            yield
        finally:
            if is_alone:
                self._lock.release()
