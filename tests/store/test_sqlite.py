"""What holds for the SQLite file in particular."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
import time
from pathlib import Path

import pytest

from assistant.errors import StoreUnreadable
from assistant.store.location import Location, locate
from assistant.store.sqlite import has_sound_wal, sqlite_engine, stamp_of
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.settings import load_settings


@pytest.mark.parametrize(
    ("version", "is_sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
    ids=str,
)
def test_a_write_ahead_log_is_kept_only_where_it_is_sound(version: tuple[int, ...], *, is_sound: bool) -> None:
    """Versions with the WAL-reset fault can damage the database."""
    assert has_sound_wal(version) is is_sound


@pytest.mark.parametrize(
    ("version", "expected"),
    [((3, 40, 1), ("delete", 3)), ((3, 51, 3), ("wal", 2))],
    ids=["rollback journal", "write-ahead log"],
)
def test_every_connection_is_durable_and_checked(tmp_path: Path, version: tuple[int, ...], expected: object) -> None:
    """A commit is on disk in either mode: 3 is EXTRA, which syncs the folder too, 2 is FULL."""
    engine = sqlite_engine(tmp_path / "x.db", version=version)
    with engine.connect() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        kept = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("foreign_keys", "secure_delete")]
    engine.dispose()

    assert tuple(told) == expected
    assert kept == [1, 1]


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    """It names people."""
    Store(Location(file=tmp_path / "rettesnor.db")).close()

    assert stat.S_IMODE((tmp_path / "rettesnor.db").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to have a header" * 40, b"SQLite format 3\0" * 90]
)
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """Whatever it is, somebody may want it back."""
    file = tmp_path / "rettesnor.db"
    file.write_bytes(content)

    with pytest.raises(StoreUnreadable, match=r"rettesnor\.db cannot be used .*; check the file"):
        Store(Location(file=file))
    assert file.read_bytes() == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The commonest fault of a first start."""
    tmp_path.chmod(0o500)

    with pytest.raises(StoreUnreadable, match="RETTESNOR_DATA"):
        Store(Location(file=tmp_path / "data" / "rettesnor.db"))


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    """Opening it fails for root too."""
    (tmp_path / "rettesnor.db").mkdir()

    with pytest.raises(StoreUnreadable, match="check RETTESNOR_DATA"):
        Store(Location(file=tmp_path / "rettesnor.db"))


def test_another_program_in_the_way_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    """A backup tool that looks in holds the lock for a moment."""
    file = tmp_path / "rettesnor.db"
    Store(Location(file=file)).close()
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Exception, match=r"locked for 0\.2 s"):
        Store(Location(file=file), patience_s=0.2)
    other.rollback()

    Store(Location(file=file), patience_s=0.2).close()
    other.close()


@pytest.mark.parametrize("writes", [False, True], ids=["reader", "writer"])
def test_whoever_waits_goes_on_as_soon_as_the_database_is_free(tmp_path: Path, *, writes: bool) -> None:
    """SQLite itself looks ever more seldom; beside a busy process a question was then acknowledged seconds late."""
    file = tmp_path / "rettesnor.db"
    store = Store(Location(file=file))
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    def lag_s() -> float:
        """Seconds from the end of the other's transaction to the beginning of ours."""
        freed: list[float] = []

        def free() -> None:
            other.execute("ROLLBACK")
            freed.append(time.monotonic())

        other.execute("BEGIN EXCLUSIVE")
        # SQLite would look 228 ms after it began to wait, and then at 328.
        releasing = threading.Timer(0.24, free)
        releasing.start()
        with store.writing() if writes else store.reading() as connection:
            connection.exec_driver_sql("SELECT 1 FROM sqlite_schema LIMIT 1")
            begun = time.monotonic()
        releasing.join()
        return begun - freed[0]

    shortest = min(lag_s() for _ in range(5))
    other.close()
    store.close()

    assert shortest < 0.05


def test_the_file_lies_in_the_data_folder(tmp_path: Path) -> None:
    """One folder to back up."""
    location = locate(load_settings({"RETTESNOR_DATA": str(tmp_path)}))

    assert location.file == tmp_path / "rettesnor.db"
    assert not location.is_made


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_is_reached_by_its_usual_address(scheme: str) -> None:
    """Hosts write the address in any of three ways."""
    location = locate(load_settings({"RETTESNOR_DATABASE_URL": f"{scheme}://a:secret@db/x"}))

    assert location.server == "postgresql+psycopg://a:secret@db/x"
    assert "secret" not in repr(location) + location.shown


def test_an_address_that_is_no_postgresql_is_refused_without_showing_it() -> None:
    """It may hold a password."""
    with pytest.raises(SettingInvalid, match="postgresql://") as refused:
        locate(load_settings({"RETTESNOR_DATABASE_URL": "mysql://a:secret@db/x"}))

    assert "secret" not in str(refused.value)


def test_a_server_that_is_away_is_told_without_its_password() -> None:
    """The address stands in the settings; the message goes to a screen."""
    with pytest.raises(StoreUnreadable, match="check RETTESNOR_DATABASE_URL") as refused:
        Store(Location(server="postgresql+psycopg://a:secret@127.0.0.1:1/x"))

    assert "secret" not in str(refused.value)


def _long_ago(file: Path) -> None:
    past = time.time() - 60
    os.utime(file, (past, past))


def test_a_file_written_just_now_has_no_stamp(tmp_path: Path) -> None:
    """A second commit within the same tick of the clock would leave the same one, and never be seen."""
    store = Store(Location(file=tmp_path / "x.db"))

    assert store.stamp() is None
    _long_ago(tmp_path / "x.db")
    assert store.stamp() is not None
    store.close()


def test_a_commit_changes_the_stamp(tmp_path: Path) -> None:
    """From any connection, another process's included."""
    file = tmp_path / "x.db"
    store = Store(Location(file=file))
    _long_ago(file)
    before = store.stamp()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE more (n INTEGER)")
    other.close()

    assert store.stamp() is None
    assert stamp_of(file) != before
    store.close()


def test_a_write_ahead_log_has_no_stamp(tmp_path: Path) -> None:
    """There a commit does not touch the file."""
    (tmp_path / "x.db").touch()
    _long_ago(tmp_path / "x.db")

    assert stamp_of(tmp_path / "x.db", version=(3, 51, 3)) is None
    assert stamp_of(tmp_path / "x.db", version=(3, 40, 1)) is not None
    assert stamp_of(tmp_path / "none.db", version=(3, 40, 1)) is None
