"""
Threads that take items out of a queue and hand each to its handler, until stopped.

Owns waking, renewing leases, and trying again after a failure; leaves what an item means to the handler.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable

from assistant.clock import Clock, system_clock
from assistant.delivery.items import Taken
from assistant.delivery.queue import Queue

__all__ = ["Later", "Workers"]

_logger = logging.getLogger(__name__)
_POLL_S = 2.0
"""How often a queue is looked at where nobody rings: what other processes put in, or what falls due."""
_MOST_ATTEMPTS = 8
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 300.0
_SWEEP_S = 3600.0


class Later(Exception):
    """Raised by a handler that is to be called again at `at`: it did nothing, or, `is_doubtful`, it did a part."""

    def __init__(self, at: dt.datetime, *, is_doubtful: bool = False) -> None:
        super().__init__(at.isoformat())
        self.at = at
        self.is_doubtful = is_doubtful


class Workers:
    """Handles the items of one queue on threads of its own."""

    def __init__(
        self,
        queue: Queue,
        handle: Callable[[Taken], None],
        *,
        threads: int,
        name: str,
        clock: Clock = system_clock,
        poll_s: float = _POLL_S,
        most_attempts: int = _MOST_ATTEMPTS,
    ) -> None:
        self._queue = queue
        self._most_attempts = most_attempts
        self._handle = handle
        self._clock = clock
        self._poll_s = poll_s
        self._bell = threading.Condition()
        self._rings = 0
        self._is_stopping = threading.Event()
        self._held: set[str] = set()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True) for number in range(threads)
        ]
        self._keeper = threading.Thread(target=self._keep, name=f"{name}-keeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        for thread in (*self._threads, self._keeper):
            thread.start()

    def ring(self) -> None:
        """Something was put in: look at once."""
        with self._bell:
            self._rings += 1
            self._bell.notify()

    def stop(self) -> None:
        """Take nothing new, finish what is at hand."""
        self._is_stopping.set()
        with self._bell:
            self._bell.notify_all()
        for thread in (*self._threads, self._keeper):
            if thread.is_alive():
                thread.join()

    def _work(self) -> None:
        while not self._is_stopping.is_set():
            if not self._one():
                with self._bell:
                    if not self._rings and not self._is_stopping.is_set():
                        self._bell.wait(self._poll_s)
                    self._rings = max(0, self._rings - 1)

    def _one(self) -> bool:
        """Handle one item; False when none was to be had."""
        try:
            taken = self._queue.take()
        except Exception:
            # The database may come back; a worker that ended would not.
            _logger.exception("delivery_take_failed")
            return False
        if taken is None:
            return False
        with self._lock:
            self._held.add(taken.lease)
        try:
            self._settle(taken)
        except Exception:
            _logger.exception("delivery_settle_failed", extra={"kind": taken.item.kind})
        finally:
            with self._lock:
                self._held.discard(taken.lease)
        return True

    def _settle(self, taken: Taken) -> None:
        try:
            self._handle(taken)
        except Later as later:
            is_doubtful = taken.is_doubtful or later.is_doubtful
            self._queue.put_back(taken, at=later.at, is_doubtful=is_doubtful, counts=False)
        except Exception as error:
            _logger.exception(
                "delivery_failed",
                extra={"kind": taken.item.kind, "attempt": taken.attempt, "error": type(error).__name__},
            )
            if taken.attempt >= self._most_attempts:
                self._queue.drop(taken)
            else:
                pause = min(_FIRST_PAUSE_S * 2 ** (taken.attempt - 1), _LONGEST_PAUSE_S)
                self._queue.put_back(taken, at=self._clock() + dt.timedelta(seconds=pause), is_doubtful=True)
        else:
            self._queue.finish(taken)

    def _keep(self) -> None:
        """Renew the leases of what is being handled; now and then forget what is long done."""
        beats = 0
        while not self._is_stopping.wait(self._queue.lease_s / 3):
            with self._lock:
                held = set(self._held)
            try:
                self._queue.renew(held)
                beats += 1
                if beats * self._queue.lease_s / 3 >= _SWEEP_S:
                    beats = 0
                    self._queue.sweep()
            except Exception:
                _logger.exception("delivery_renew_failed")
