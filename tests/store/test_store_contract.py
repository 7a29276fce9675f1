"""What every store keeps to, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, func, inspect, select
from sqlalchemy.exc import IntegrityError, ProgrammingError

from assistant.errors import StoreBusy, StoreTooNew, StoreUnreadable
from assistant.store.location import Location
from assistant.store.migrations import MIGRATIONS, Migration
from assistant.store.store import Store
from assistant.store.types import Moment, Words

METADATA = MetaData()
NOTES = Table(
    "notes",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Moment),
    Column("words", Words),
)


def notes(connection: Connection) -> None:
    """A migration of these tests' own."""
    NOTES.create(connection)


def second(connection: Connection) -> None:
    """A migration after it."""
    Table("second", MetaData(), Column("n", Integer)).create(connection)


@pytest.fixture
def open_(location: Location) -> Iterator[Callable[..., Store]]:
    """Opens a store over the one database of a test, as often as asked; all are closed at its end."""
    with ExitStack() as stack:

        def opened(*migrations: Migration, patience_s: float = 30.0) -> Store:
            store = Store(location, migrations=migrations, patience_s=patience_s)
            stack.callback(store.close)
            return store

        yield opened


@pytest.fixture
def made(open_: Callable[..., Store]) -> Store:
    """A store that has the table of these tests."""
    return open_(notes)


def _texts(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.scalars(select(NOTES.c.text).order_by(NOTES.c.n)))


def _add(store: Store, text: str) -> None:
    with store.writing() as connection:
        last = connection.scalar(select(func.coalesce(func.max(NOTES.c.n), 0)))
        connection.execute(NOTES.insert().values(n=last + 1, text=text))


def test_what_was_written_is_read(made: Store) -> None:
    """Danish letters and signs outside the basic plane come back as they went in."""
    _add(made, "Blåbærgrød – 🩺 – ½")

    assert _texts(made) == ["Blåbærgrød – 🩺 – ½"]


def test_what_was_written_outlives_the_store(made: Store, open_: Callable[..., Store]) -> None:
    """Another process finds what this one acknowledged."""
    _add(made, "kept")
    made.close()

    assert _texts(open_(notes)) == ["kept"]


def test_an_error_undoes_the_whole_block(made: Store) -> None:
    """Nothing is half done."""

    def half_done() -> None:
        with made.writing() as connection:
            connection.execute(NOTES.insert().values(n=1, text="half"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()

    assert _texts(made) == []


def test_reading_cannot_write(made: Store) -> None:
    """A report that changes what it reports on would be found out too late."""
    with pytest.raises(Exception, match=r"read-?only|readonly"), made.reading() as connection:
        connection.execute(NOTES.insert().values(n=1, text="no"))

    assert _texts(made) == []


def test_writing_is_possible_after_reading(made: Store) -> None:
    """Connections are used again, and what was forbidden to one user of it is not to the next."""
    for n in range(3):
        assert len(_texts(made)) == n
        _add(made, "again")


def test_a_reader_sees_one_moment(made: Store) -> None:
    """Two queries of one answer must not contradict each other."""
    _add(made, "before")
    with made.reading() as connection:
        first = connection.scalar(select(func.count()).select_from(NOTES))
        writer = threading.Thread(target=_add, args=(made, "meanwhile"))
        writer.start()
        writer.join(0.2)
        again = connection.scalar(select(func.count()).select_from(NOTES))
    writer.join()

    assert (first, again) == (1, 1)
    assert _texts(made) == ["before", "meanwhile"]


def test_a_second_transaction_in_one_thread_is_refused(made: Store) -> None:
    """On SQLite it would wait for itself; elsewhere it would see another moment."""
    with made.reading(), pytest.raises(RuntimeError, match="already"), made.writing():
        pass
    with made.writing(), pytest.raises(RuntimeError, match="already"), made.reading():
        pass

    _add(made, "and the store still works")


def test_writers_take_turns(made: Store) -> None:
    """Each sees what the one before it left, so no number is given twice and nothing is lost."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: _add(made, str(n)), range(80)))

    assert sorted(map(int, _texts(made))) == list(range(80))


def _write_in_a_process(location: Location, who: int) -> None:
    store = Store(location, migrations=(notes,))
    for n in range(10):
        _add(store, f"{who}.{n}")
    store.close()


@pytest.mark.slow
def test_processes_that_start_at_once_migrate_once_and_lose_nothing(
    location: Location, open_: Callable[..., Store]
) -> None:
    """Two servers and a command may be started by one script."""
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write_in_a_process, args=(location, who)) for who in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert sorted(_texts(open_(notes))) == sorted(f"{who}.{n}" for who in range(4) for n in range(10))


def test_a_lock_held_too_long_is_told_in_plain_words(made: Store, open_: Callable[..., Store]) -> None:
    """Nobody can do anything with "database is locked"."""
    impatient = open_(notes, patience_s=0.1)
    with made.writing():
        held = pytest.raises(StoreBusy, match="another process; try again")
        with held, ThreadPoolExecutor(1) as pool:
            pool.submit(_add, impatient, "late").result()

    assert _texts(made) == []


def test_a_fault_of_the_program_is_not_told_as_one_of_the_database(made: Store) -> None:
    """Code that inserts a key twice may want to know."""
    _add(made, "one")
    with pytest.raises(IntegrityError), made.writing() as connection:
        connection.execute(NOTES.insert().values(n=1, text="two"))


def test_migrations_run_once_and_in_order(open_: Callable[..., Store]) -> None:
    """A table made twice is an error; a table not made is another."""
    open_(notes)
    store = open_(notes, second)

    with store.reading() as connection:
        assert inspect(connection).has_table("second")
    open_(notes, second)


def test_a_failed_migration_leaves_the_database_as_it_was(open_: Callable[..., Store]) -> None:
    """The next start must be able to try again."""

    def broken(connection: Connection) -> None:
        second(connection)
        connection.exec_driver_sql("NO SQL AT ALL")

    with pytest.raises((StoreUnreadable, ProgrammingError), match=r"syntax"):
        open_(notes, broken)

    store = open_(notes, second)
    with store.reading() as connection:
        assert inspect(connection).has_table("second")


def test_a_newer_database_is_refused(open_: Callable[..., Store]) -> None:
    """An old version would read it wrongly, or harm it."""
    open_(notes, second)

    with pytest.raises(StoreTooNew, match=r"'second'.*install the newer version"):
        open_(notes)


def test_migrations_have_names_of_their_own() -> None:
    """A migration is known by its name."""
    names = [migration.__name__ for migration in MIGRATIONS]

    assert len(set(names)) == len(names)


def test_a_moment_reads_back_in_utc(made: Store) -> None:
    """Autumn has an hour twice; UTC has not."""
    moment = dt.datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    with made.writing() as connection:
        connection.execute(NOTES.insert().values(n=1, text="", at=moment, words=frozenset({"å", "a"})))
        kept = connection.execute(select(NOTES.c.at, NOTES.c.words)).one()

    assert kept.at == moment
    assert kept.at.utcoffset() == dt.timedelta()
    assert kept.words == frozenset({"a", "å"})


def test_a_moment_without_a_zone_is_refused(made: Store) -> None:
    """It would mean another time on another machine."""
    with pytest.raises(Exception, match="time zone"), made.writing() as connection:
        connection.execute(NOTES.insert().values(n=1, text="", at=dt.datetime(2025, 1, 1)))  # noqa: DTZ001


def test_feature_tables_are_there(store: Store) -> None:
    """What a feature reads must be what its migration made."""
    with store.reading() as connection:
        assert {"access_tokens", "outside_identities"} <= set(inspect(connection).get_table_names())


def test_the_data_folder_need_not_exist(tmp_path: Path) -> None:
    """The first command of a new installation makes it."""
    Store(Location(file=tmp_path / "a" / "b" / "rettesnor.db")).close()

    assert (tmp_path / "a" / "b" / "rettesnor.db").exists()
