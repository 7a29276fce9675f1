"""
What a language model has used today, kept in the store: one sum for all replicas, which a restart does not forget.

Owns the sum of a day and asking whether there is room for more; leaves when to ask to `assistant.generation.limits`.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

from sqlalchemy import BigInteger, Connection, Text, column, select, table

from assistant.generation.limits import Spent
from assistant.store.store import Store

__all__ = ["KEPT", "SpendingBook"]

KEPT = dt.timedelta(days=400)
"""Days whose sums are kept, so that a year can be read back."""
_SPENDING = table(
    "model_spending", column("day", Text), column("tokens_in", BigInteger), column("tokens_out", BigInteger)
)


class SpendingBook:
    """The sums in one store, which is opened when they are first needed."""

    def __init__(self, open_: Callable[[], Store]) -> None:
        self._open = open_
        self._store: Store | None = None
        self._lock = threading.Lock()

    def take(self, day: dt.date, tokens: int, *, has_room: Callable[[Spent], bool]) -> bool:
        """
        Count `tokens` as sent on `day` where what has been used leaves room; one replica after the other.

        Returns:
            Whether there was room; nothing is counted where there was none.

        Raises:
            StoreUnusable: If the store cannot be read or written.
        """
        with self._opened().writing() as connection:
            spent = _spent(connection, day)
            if not has_room(spent):
                return False
            _keep(connection, day, Spent(tokens_in=spent.tokens_in + tokens, tokens_out=spent.tokens_out))
        return True

    def add(self, day: dt.date, tokens: int) -> None:
        """
        Count `tokens` as received on `day`.

        Raises:
            StoreUnusable: If the store cannot be read or written.
        """
        with self._opened().writing() as connection:
            spent = _spent(connection, day)
            _keep(connection, day, Spent(tokens_in=spent.tokens_in, tokens_out=spent.tokens_out + tokens))

    def spent(self, day: dt.date) -> Spent:
        """
        What has been used on `day`, by all replicas.

        Raises:
            StoreUnusable: If the store cannot be read.
        """
        with self._opened().reading() as connection:
            return _spent(connection, day)

    def _opened(self) -> Store:
        with self._lock:
            if self._store is None:
                self._store = self._open()
            return self._store


def _spent(connection: Connection, day: dt.date) -> Spent:
    row = connection.execute(select(_SPENDING).where(_SPENDING.c.day == day.isoformat())).first()
    return Spent(tokens_in=row.tokens_in, tokens_out=row.tokens_out) if row else Spent()


def _keep(connection: Connection, day: dt.date, spent: Spent) -> None:
    sums = {"tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out}
    if not connection.execute(_SPENDING.update().where(_SPENDING.c.day == day.isoformat()).values(sums)).rowcount:
        connection.execute(_SPENDING.delete().where(_SPENDING.c.day < (day - KEPT).isoformat()))
        connection.execute(_SPENDING.insert().values(day=day.isoformat(), **sums))
