"""What a day has used, kept in memory: stands for the store where a test is about something else."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

from assistant.errors import StoreUnreadable, StoreUnusable
from assistant.generation.limits import Spent


class Sums:
    """A `Spending`; it passes the same tests as the one in the store."""

    def __init__(self, failure: StoreUnusable | None = None) -> None:
        self._failure = failure
        self._sums: dict[dt.date, Spent] = {}
        self._lock = threading.Lock()
        self.looks = 0
        """How often it was asked for room."""
        self.fails_to_add = 0
        """How many times more it cannot be written to."""
        self.wait: Callable[[], object] = lambda: None
        """Is called before it is asked for room."""

    def take(self, day: dt.date, tokens: int, *, has_room: Callable[[Spent], bool]) -> bool:
        """Count them as sent, where there is room."""
        self.wait()
        with self._lock:
            self.looks += 1
            if self._failure is not None:
                raise self._failure
            spent = self._sums.get(day, Spent())
            if has_room(spent):
                self._sums[day] = Spent(tokens_in=spent.tokens_in + tokens, tokens_out=spent.tokens_out)
                return True
            return False

    def add(self, day: dt.date, tokens: int) -> None:
        """Count them as received."""
        with self._lock:
            if self.fails_to_add:
                self.fails_to_add -= 1
                msg = "away for a moment"
                raise StoreUnreadable(msg)
            spent = self._sums.get(day, Spent())
            self._sums[day] = Spent(tokens_in=spent.tokens_in, tokens_out=spent.tokens_out + tokens)

    def spent(self, day: dt.date) -> Spent:
        """The sums of a day."""
        return self._sums.get(day, Spent())

    def of_today(self) -> Spent:
        """The sums of the day that the machine has."""
        return self.spent(dt.date.today())  # noqa: DTZ011 (as the limits without settings have it)
