"""`rettesnor check` says whether the register is whole, and where it is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from registers import METTE, new

from assistant.register.opening import anchor_path, open_register, whole_register
from assistant.store.store import open_store
from ingest.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty data folder."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path)})


@pytest.fixture
def reported(settings: Settings) -> Settings:
    """A data folder with three reports."""
    store = open_store(settings)
    for _ in range(3):
        open_register(settings, store).report(new(), by=METTE)
    store.close()
    return settings


def _run(settings: Settings, statement: str) -> None:
    with sqlite3.connect(settings.data / "rettesnor.db") as connection:
        connection.execute(statement)
    connection.close()


def test_nothing_reported_is_well(settings: Settings) -> None:
    """And looking makes no database."""
    assert whole_register(settings) == (True, "nothing has been reported yet.")
    assert not (settings.data / "rettesnor.db").exists()


def test_a_whole_register_is_well(reported: Settings) -> None:
    """How many entries there are, and where."""
    is_well, message = whole_register(reported)

    assert is_well
    assert message.startswith("3 entries in ")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE register_entries SET body = replace(body, 'Fordi', 'Derfor') WHERE n = 2",
            "breaks at entry 2: its con",
        ),
        ("DELETE FROM register_entries WHERE n = 1", "breaks at entry 1: entry 1 is missing"),
        ("DELETE FROM register_entries WHERE n = 3", "breaks at entry 3: the register ends before"),
        ("UPDATE people SET person = 'somebody.else'", "were changed by hand"),
    ],
)
def test_what_was_changed_by_hand_is_told(reported: Settings, statement: str, told: str) -> None:
    """With the entry at which to begin looking."""
    _run(reported, statement)
    is_well, message = whole_register(reported)

    assert not is_well
    assert told in message


def test_a_database_that_is_gone_is_no_empty_register(reported: Settings) -> None:
    """The anchor remembers that there was one."""
    (reported.data / "rettesnor.db").unlink()
    is_well, message = whole_register(reported)

    assert not is_well
    assert "restore a backup" in message


def test_the_anchor_may_lie_elsewhere(tmp_path: Path) -> None:
    """Where another account, or another machine, looks after it."""
    settings = load_settings({"RETTESNOR_DATA": str(tmp_path), "RETTESNOR_ANCHOR": str(tmp_path / "far" / "anchor")})
    store = open_store(settings)
    open_register(settings, store).report(new(), by=METTE)
    store.close()

    assert anchor_path(settings).read_text().count("\n") == 2
    assert whole_register(settings)[0]
