"""
SQLite as this program uses it: durable, checked, one writer at a time.

Owns connection settings and the choice of journal mode; leaves transactions to `assistant.store.store`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

__all__ = ["BUSY_TIMEOUT_S", "has_sound_wal", "sqlite_engine", "stamp_of"]

BUSY_TIMEOUT_S = 30.0
"""How long to wait for another process, unless told otherwise."""
_PAUSE_S = 0.001
"""
Between two looks whether the database is free. SQLite itself looks less and less often, down to ten times a second, so
that a process that writes again and again keeps another one out for seconds.
"""


_SETTLED_NS = 200_000_000
"""Age from which a file's time tells it from any later one: file systems count in steps of some milliseconds."""


def has_sound_wal(version: tuple[int, ...]) -> bool:
    """
    Whether this SQLite may keep a write-ahead log.

    Versions before 3.51.3, except the mended 3.44.6 and 3.50.7, can damage a database when two connections write
    and checkpoint at once. Source: https://www.sqlite.org/wal.html#walresetbug
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def sqlite_engine(
    file: Path, *, patience_s: float = BUSY_TIMEOUT_S, version: tuple[int, ...] = sqlite3.sqlite_version_info
) -> Engine:
    """
    An engine on the database in `file`, which is made for its owner's eyes only if it is not there.

    Args:
        file: The database; its folder is made as well.
        patience_s: How long a statement waits for another process before it gives up.
        version: The SQLite at hand, which decides on the journal mode.

    Raises:
        OSError: If the folder or the file cannot be made.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": patience_s})
    # A rollback journal is durable only once its folder is synced too (EXTRA); a write-ahead log needs FULL.
    journal, synchronous = ("WAL", "FULL") if has_sound_wal(version) else ("DELETE", "EXTRA")

    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # Python's driver would begin transactions by itself, and late; `begin` below does it instead.
        connection.isolation_level = None
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is erased is overwritten, so that it cannot be read from the file's free pages.
        connection.execute("PRAGMA secure_delete = ON")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", lambda connection: _begin(connection, patience_s=patience_s))
    return engine


def stamp_of(file: Path, *, version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[int, ...] | None:
    """
    When `file` was last written, its size and number; None where that does not tell every commit.

    It is never opened for this: to close a database file beside SQLite gives up SQLite's own locks on it.
    Source: https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
    """
    if has_sound_wal(version):  # a commit writes the log, and the file later
        return None
    try:
        found = file.stat()
    except OSError:
        return None
    is_settled = time.time_ns() - found.st_mtime_ns > _SETTLED_NS
    return (found.st_mtime_ns, found.st_size, found.st_ino) if is_settled else None


def _begin(connection: Connection, *, patience_s: float) -> None:
    """Begin a transaction that has the lock it needs, as soon as that is to be had."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    # A reader takes its lock with the first thing it reads.
    begin = ("BEGIN IMMEDIATE",) if writes else ("BEGIN", "SELECT 1 FROM sqlite_schema LIMIT 1")
    if not _is_begun(connection.connection.driver_connection, begin, patience_s=patience_s):
        for statement in begin:
            connection.exec_driver_sql(statement)
    # A writer waits once more when it commits, for readers to be done.
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(patience_s * 1000)}")


def _is_begun(database: Any, begin: tuple[str, ...], *, patience_s: float) -> bool:
    """Whether the transaction was begun in time; where it was not, the same statements tell why."""
    deadline = time.monotonic() + patience_s
    while True:
        try:
            for statement in begin:
                database.execute(statement).fetchall()
        except sqlite3.Error as error:
            if database.in_transaction:
                database.rollback()
            is_busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE_S)
        else:
            return True
