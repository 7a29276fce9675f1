"""What a day has used is one sum for all replicas, on SQLite and on PostgreSQL as in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest
from scripted import ScriptedModel, serving, speaks
from spent import Sums

from assistant.bootstrap import load_limited_model
from assistant.errors import ModelFailed, ModelHeldBack
from assistant.generation.chat import Message
from assistant.generation.limits import LimitedModel, Limits, Spending, Spent
from assistant.generation.spending import KEPT, SpendingBook
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import load_settings

DAY = dt.date(2026, 3, 1)
ASKED = (Message(role="user", content="Hvad er vores vision?"),)


class Book(Spending, Protocol):
    """A `Spending` that can be read."""

    def spent(self, day: dt.date) -> Spent:
        """The sums of a day."""


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Book]]:
    """Gives a book over the same sums each time, as a replica or a restart has it."""
    if request.param == "memory":
        sums = Sums()
        yield lambda: sums
        return
    location = (
        Location(file=tmp_path / "rettesnor.db")
        if request.param == "sqlite"
        else request.getfixturevalue("postgres").new_database()
    )
    stores: list[Store] = []

    def book() -> SpendingBook:
        stores.append(Store(location))
        return SpendingBook(lambda store=stores[-1]: store)

    yield book
    for store in stores:
        store.close()


def test_what_one_replica_counts_another_one_sees(opens: Callable[[], Book]) -> None:
    """Sent and received apart, because they cost apart; each day for itself."""
    one, other = opens(), opens()
    assert one.take(DAY, 7, has_room=lambda spent: spent == Spent())
    one.add(DAY, 5)
    other.add(DAY, 6)

    assert other.take(DAY, 3, has_room=lambda spent: spent == Spent(tokens_in=7, tokens_out=11))
    assert one.spent(DAY) == Spent(tokens_in=10, tokens_out=11)
    assert one.spent(DAY + dt.timedelta(days=1)) == Spent()


def test_where_there_is_no_room_nothing_is_counted(opens: Callable[[], Book]) -> None:
    """A question that was not sent has cost nothing."""
    book = opens()

    assert not book.take(DAY, 7, has_room=lambda _: False)
    assert book.spent(DAY) == Spent()


def test_no_count_is_lost_between_replicas(opens: Callable[[], Book]) -> None:
    """Two that ask at the same moment come one after the other, and no more of them than there is room for."""
    books = [opens(), opens()]

    def ask(n: int) -> bool:
        books[n % 2].add(DAY, 1)
        return books[n % 2].take(DAY, 1, has_room=lambda spent: spent.tokens_in < 10)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(ask, range(24)))

    assert sum(taken) == 10
    assert books[0].spent(DAY) == Spent(tokens_in=10, tokens_out=24)


def test_two_replicas_keep_to_one_cap(opens: Callable[[], Book]) -> None:
    """Whichever of them is asked, and after a restart as well."""
    limits = Limits(timeout_s=5.0, at_once=2, daily_tokens=50)
    model = ScriptedModel("a" * 30)
    for _ in range(20):
        with suppress(ModelHeldBack):
            list(LimitedModel(model, limits, spending=opens(), today=lambda: DAY).reply(ASKED))

    assert len(model.sent) == 3


def test_old_days_are_let_go(location: Location) -> None:
    """The sums say nothing of people, and do not heap up."""
    store = Store(location)
    book = SpendingBook(lambda: store)
    book.add(DAY - KEPT - dt.timedelta(days=1), 5)
    book.add(DAY - KEPT, 6)
    book.add(DAY, 7)

    found = [book.spent(day).tokens_out for day in (DAY - KEPT - dt.timedelta(days=1), DAY - KEPT, DAY)]

    store.close()
    assert found == [0, 6, 7]


def _settings(data: Path, url: str, **more: str) -> dict[str, str]:
    return {
        "RETTESNOR_DATA": str(data), "RETTESNOR_LLM_MODEL": "m", "RETTESNOR_LLM_URL": url,
        "RETTESNOR_LLM_DAILY_TOKENS": "30", **more,
    }  # fmt: skip


def _limited(settings: dict[str, str]) -> LimitedModel:
    made = load_limited_model(load_settings(settings, file=Path("/nonexistent/rettesnor.toml")))
    assert made is not None
    return made


@pytest.mark.slow
def test_the_cap_of_the_settings_is_kept_in_the_store(tmp_path: Path) -> None:
    """In the day of the organisation's own zone."""
    with serving(speaks("a" * 90)) as (url, asked):
        settings = _settings(tmp_path, url, RETTESNOR_TIME_ZONE="Pacific/Kiritimati")
        list(_limited(settings).reply(ASKED))
        with pytest.raises(ModelHeldBack):
            list(_limited(settings).reply(ASKED))

    assert len(asked) == 1
    store = Store(Location(file=tmp_path / "rettesnor.db"))
    today = dt.datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    assert SpendingBook(lambda: store).spent(today).tokens_out == 30
    store.close()


@pytest.mark.slow
def test_a_store_that_cannot_be_read_stops_the_model_and_no_answer(tmp_path: Path) -> None:
    """The failure is the one that every answer can do without."""
    (tmp_path / "rettesnor.db").write_bytes(b"this is no database" * 100)

    with serving(speaks("a" * 90)) as (url, asked), pytest.raises(ModelFailed, match="nobody can say"):
        list(_limited(_settings(tmp_path, url)).reply(ASKED))

    assert not asked


def test_without_a_cap_no_store_is_opened(tmp_path: Path) -> None:
    """Nor is one made where none is needed."""
    settings = {key: value for key, value in _settings(tmp_path, "http://127.0.0.1:9/v1").items() if "DAILY" not in key}
    with pytest.raises(ModelFailed):
        list(_limited(settings).reply(ASKED))

    assert not list(tmp_path.iterdir())
