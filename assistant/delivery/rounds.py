"""
What is looked at again and again: each thing that may have fallen due since the last look.

Owns the thread, its pauses and that one failed look spoils no other; leaves what is looked at to the callers, who make
it safe to do twice: any number of processes look at the same time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping

from assistant.clock import Clock, system_clock

__all__ = ["Look", "Rounds"]

_logger = logging.getLogger(__name__)
_GRACE_S = 10.0
"""How long stopping waits for a look under way; one that is cut off is made good by the next process."""

Look = Callable[[Clock], int]
"""Does what is due by the clock; how much that was."""


class Rounds:
    """Makes looks on a thread of its own, the first at once."""

    def __init__(self, looks: Mapping[str, Look], *, every_s: float, clock: Clock = system_clock) -> None:
        self._looks = dict(looks)
        self._every_s = every_s
        self._clock = clock
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="rounds", daemon=True)

    def start(self) -> None:
        """Begin; nothing where there is nothing to look at, or no time between two looks is set."""
        if self._looks and self._every_s > 0:
            self._thread.start()

    def stop(self) -> None:
        """Begin no further look, and let the one under way end."""
        self._is_stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_GRACE_S)

    def look(self) -> None:
        """Look at everything once."""
        for name, look in self._looks.items():
            if self._is_stopping.is_set():
                return
            try:
                done = look(self._clock)
            except Exception:
                # Whatever stood in the way may be gone at the next look; a thread that ended would not come back.
                _logger.exception("round_failed", extra={"look": name})
            else:
                _logger.log(logging.INFO if done else logging.DEBUG, "round_done", extra={"look": name, "count": done})

    def _work(self) -> None:
        while not self._is_stopping.is_set():
            self.look()
            self._is_stopping.wait(self._every_s)
