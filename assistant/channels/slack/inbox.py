"""
What has already been taken in, so that a question delivered twice is answered once.

Owns the seam `Inbox` and its form in memory; leaves what counts as the same question to `messages`.
A durable inbox, shared by several processes, takes the place of `MemoryInbox` without touching the app.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from typing import Protocol

__all__ = ["Inbox", "MemoryInbox"]

_MOST_KEYS = 20_000


class Inbox(Protocol):
    """Remembers what was taken in; asked before the delivery is acknowledged."""

    def claim(self, keys: Collection[str]) -> bool:
        """Whether none of `keys` was claimed before; all of them are from now on, either way."""

    def forget(self, keys: Collection[str]) -> None:
        """Let `keys` be claimed again."""


class MemoryInbox:
    """An inbox that lasts as long as the process and keeps the newest keys."""

    def __init__(self, *, most: int = _MOST_KEYS) -> None:
        self._most = most
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def claim(self, keys: Collection[str]) -> bool:
        """Whether none of `keys` was claimed before; all of them are from now on, either way."""
        with self._lock:
            is_new = not any(key in self._keys for key in keys)
            for key in keys:
                self._keys[key] = None
                self._keys.move_to_end(key)
            while len(self._keys) > self._most:
                self._keys.popitem(last=False)
        return is_new

    def forget(self, keys: Collection[str]) -> None:
        """Let `keys` be claimed again."""
        with self._lock:
            for key in keys:
                self._keys.pop(key, None)
