"""
The store: transactions that read one moment of the database, and transactions that write one after the other.

Owns opening, serialising writers and telling database faults in plain words; leaves tables to those who use it.
A record is acknowledged when `writing` has ended without an error: it is then on disk, whatever happens next.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError

from assistant.errors import StoreBusy, StoreUnreadable
from assistant.store.location import Location, locate
from assistant.store.migrations import MIGRATIONS, Migration, migrate, missing
from assistant.store.sqlite import BUSY_TIMEOUT_S, sqlite_engine, stamp_of
from ingest.settings import Settings

__all__ = ["Store", "open_store"]

_WRITERS = 0x52455454
""" "RETT": the advisory lock that writers of one PostgreSQL database take in turn."""
_LOCK_NOT_AVAILABLE = "55P03"
"""Source: https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_PAUSE_S = 0.02


def open_store(settings: Settings) -> Store:
    """
    The store that `settings` describe, made and brought up to date where needed.

    Raises:
        SettingInvalid: If RETTESNOR_DATABASE_URL is no PostgreSQL address.
        StoreUnreadable: If the database cannot be opened or read.
        StoreTooNew: If a newer version of Rettesnor has written to it.
        StoreBusy: If another process keeps it locked.
    """
    return Store(locate(settings))


class Store:
    """One database; safe to share between threads, and between processes that each open their own."""

    def __init__(
        self,
        location: Location,
        *,
        migrations: Sequence[Migration] = MIGRATIONS,
        patience_s: float = BUSY_TIMEOUT_S,
    ) -> None:
        self.location = location
        """Where the records are."""
        self._patience_s = patience_s
        self._turn = threading.Lock()
        self._inside = threading.local()
        self._engine = self._connect()
        try:
            self._bring_up_to_date(migrations)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """
        A connection that sees one moment of the database and cannot change it.

        Raises:
            StoreUnreadable: If the database cannot be read.
            StoreBusy: If another process keeps it locked.
            RuntimeError: If this thread is in a transaction already.
        """
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        A connection that nobody else writes beside; what it did is kept when the block ends, or not at all.

        Raises:
            StoreUnreadable: If the database cannot be written.
            StoreBusy: If another process keeps it locked.
            RuntimeError: If this thread is in a transaction already.
        """
        with self._transaction(writes=True) as connection:
            yield connection

    def stamp(self) -> tuple[int, ...] | None:
        """
        What changes with every commit, told without a transaction: equal stamps mean that nothing was written between.

        None where that cannot be told so: on a server, in a write-ahead log, or right after a write, since two commits
        within one tick of the file system's clock leave the same stamp.
        """
        return stamp_of(self.location.file) if self.location.file else None

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def _connect(self) -> Engine:
        file = self.location.file
        if file is None:
            return create_engine(self.location.server or "", pool_pre_ping=True)
        try:
            return sqlite_engine(file, patience_s=self._patience_s)
        except OSError as error:
            msg = f"{file} cannot be made or opened ({error.strerror}); check RETTESNOR_DATA and who owns it."
            raise StoreUnreadable(msg) from error

    def _bring_up_to_date(self, migrations: Sequence[Migration]) -> None:
        with self.reading() as connection:
            is_current = not missing(connection, migrations)
        if not is_current:
            with self.writing() as connection:
                migrate(connection, migrations)

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        if getattr(self._inside, "is_open", False):
            # On SQLite the outer one would hold the lock that the inner one waits for.
            msg = "This thread is in a transaction already; use its connection instead of a second one."
            raise RuntimeError(msg)
        self._inside.is_open = True
        try:
            with ExitStack() as stack:
                stack.enter_context(self._told())
                if writes:
                    stack.enter_context(self._turn)
                yield self._begun(stack, writes=writes)
        finally:
            self._inside.is_open = False

    def _begun(self, stack: ExitStack, *, writes: bool) -> Connection:
        """A connection inside a transaction that ends with `stack`; tried again while another process is in the way."""
        deadline = time.monotonic() + self._patience_s
        while True:
            with ExitStack() as attempt:
                try:
                    connection = attempt.enter_context(
                        self._engine.connect().execution_options(**self._options(writes))
                    )
                    attempt.enter_context(connection.begin())
                    if writes and self.location.server:
                        wait_ms = int(self._patience_s * 1000)
                        connection.execute(text(f"SET LOCAL lock_timeout = {wait_ms}"))
                        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS})
                except OperationalError as error:
                    if not _is_locked(error) or time.monotonic() > deadline:
                        raise
                else:
                    stack.enter_context(attempt.pop_all())
                    return connection
            time.sleep(_PAUSE_S)

    def _options(self, writes: bool) -> dict[str, object]:
        if self.location.file:
            return {"writes": writes}
        # One moment for all that is read; writers take turns, so each sees what the one before it left.
        return {"postgresql_readonly": not writes, "isolation_level": "READ COMMITTED" if writes else "REPEATABLE READ"}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell faults of the database; those of the program that uses it pass through."""
        try:
            yield
        except (IntegrityError, ProgrammingError, DataError):
            raise
        except DBAPIError as error:
            if _is_locked(error):
                msg = f"{self.location.shown} has been locked for {self._patience_s:g} s by another process; try again."
                raise StoreBusy(msg) from error
            reason = str(error.orig).strip().partition("\n")[0]
            remedy = (
                "check RETTESNOR_DATABASE_URL and the server"
                if self.location.server
                else "check the file, its owner and the space left, or restore a backup"
            )
            msg = f"{self.location.shown} cannot be used ({reason}); {remedy}."
            raise StoreUnreadable(msg) from error


def _is_locked(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        # The low byte is the primary code. Source: https://www.sqlite.org/rescode.html
        return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE
