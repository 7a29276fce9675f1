"""Backups are taken while everything runs, checked before they are put back, and never put back unasked."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest
from registers import METTE, new

from assistant.errors import BackupUnusable, RegisterBroken
from assistant.question import ANYBODY
from assistant.register import backup
from assistant.register.anchor import Anchor
from assistant.register.backup import Restored, back_up, restore
from assistant.register.opening import open_register, whole_register
from assistant.register.register import Register
from assistant.register.seen import Sight
from assistant.store.location import Location
from assistant.store.migrations import MIGRATIONS
from assistant.store.store import Store, open_store
from ingest.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder of the test's own."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path / "data")})


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    """A machine with nothing on it."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path / "elsewhere")})


def _report(settings: Settings, *notes: str) -> None:
    store = open_store(settings)
    for note in notes:
        open_register(settings, store).report(new(note=note), by=METTE)
    store.close()


def _notes(settings: Settings) -> list[str | None]:
    store = open_store(settings)
    found = [entry.note for entry in open_register(settings, store).entries()]
    store.close()
    return found


def test_a_backup_restores_on_an_empty_machine(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Reports, names and anchor: all there, and the next report follows."""
    _report(settings, "a", "b")
    (settings.data / "identities.json").write_text("{}")
    assert back_up(settings, tmp_path / "b.zip") == 2
    assert restore(elsewhere, tmp_path / "b.zip") == Restored(entries=2, lost=0)

    assert _notes(elsewhere) == ["a", "b"]
    assert whole_register(elsewhere)[0]
    assert (elsewhere.data / "identities.json").read_text() == "{}"
    _report(elsewhere, "c")
    assert whole_register(elsewhere)[0]


def test_a_backup_is_not_overwritten_unasked(settings: Settings, tmp_path: Path) -> None:
    """Yesterday's may be the good one."""
    _report(settings, "a")
    back_up(settings, tmp_path / "b.zip")
    with pytest.raises(BackupUnusable, match="--replace"):
        back_up(settings, tmp_path / "b.zip")

    assert back_up(settings, tmp_path / "b.zip", replaces=True) == 1


def test_records_are_not_overwritten_unasked(settings: Settings, tmp_path: Path) -> None:
    """And the question says how many reports would go."""
    _report(settings, "a")
    back_up(settings, tmp_path / "b.zip")
    _report(settings, "b", "c")
    with pytest.raises(BackupUnusable, match="lacks 2 of its reports"):
        restore(settings, tmp_path / "b.zip")
    assert _notes(settings) == ["a", "b", "c"]

    assert restore(settings, tmp_path / "b.zip", replaces=True) == Restored(entries=1, lost=2)
    assert _notes(settings) == ["a"]
    assert whole_register(settings)[0]


def test_a_running_server_goes_on_with_what_was_restored(settings: Settings, tmp_path: Path) -> None:
    """Its open connections must not keep writing into a file that is no longer there."""
    store = open_store(settings)
    register = open_register(settings, store)
    sight = Sight(register, employees_see_interim=True)
    register.report(new(note="a"), by=METTE)
    back_up(settings, tmp_path / "b.zip")
    register.report(new(note="b"), by=METTE)
    sight(ANYBODY)
    restore(settings, tmp_path / "b.zip", replaces=True)
    for note in ("c", "d"):
        register.report(new(note=note), by=METTE)
    seen = [report.note for report in sight(ANYBODY).history("g")]
    store.close()

    assert seen == ["a", "c", "d"]
    assert _notes(settings) == ["a", "c", "d"]
    assert whole_register(settings)[0]


def _backups_under_load(settings: Settings, folder: Path, count: int) -> None:
    store = open_store(settings)
    register, stop, acknowledged = open_register(settings, store), threading.Event(), list[str]()

    def writes() -> None:
        while not stop.is_set():
            note = str(len(acknowledged))
            register.report(new(note=note), by=METTE)
            acknowledged.append(note)

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        for n in range(count):
            before = len(acknowledged)
            assert back_up(settings, folder / f"{n}.zip") >= before
    finally:
        stop.set()
        writer.join()
    store.close()
    for n in range(count):
        target = load_settings({"RETTESNOR_DATA": str(folder / f"machine-{n}")})
        restored = restore(target, folder / f"{n}.zip")
        assert whole_register(target)[0]
        assert _notes(target) == acknowledged[: restored.entries]


@pytest.mark.slow
def test_backups_under_writing_restore_whole(settings: Settings, tmp_path: Path) -> None:
    """Each holds one moment, with everything that was acknowledged before it."""
    _report(settings)
    _backups_under_load(settings, tmp_path, 4)


@pytest.mark.soak
def test_a_hundred_backups_under_writing_restore_whole(settings: Settings, tmp_path: Path) -> None:
    """The same with the full count."""
    _report(settings)
    _backups_under_load(settings, tmp_path, 100)


def test_a_report_between_the_two_copies_is_no_break(
    settings: Settings, elsewhere: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The anchor is copied after the database and may know more; the backup holds the moment of the database."""
    _report(settings, "a")
    copy = backup._copy

    def copies(source: Path, target: Path) -> None:
        copy(source, target)
        _report(settings, "b")

    monkeypatch.setattr(backup, "_copy", copies)
    assert back_up(settings, tmp_path / "b.zip") == 1
    monkeypatch.undo()
    restore(elsewhere, tmp_path / "b.zip")

    assert _notes(elsewhere) == ["a"]
    assert whole_register(elsewhere)[0]


@pytest.mark.parametrize("content", [b"", b"no zip at all", None], ids=["empty", "text", "missing"])
def test_what_is_no_backup_is_refused(elsewhere: Settings, tmp_path: Path, content: bytes | None) -> None:
    """And nothing is made."""
    if content is not None:
        (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(BackupUnusable):
        restore(elsewhere, tmp_path / "b.zip")

    assert not (elsewhere.data / "rettesnor.db").exists()


def test_a_backup_with_a_flipped_bit_is_refused(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Tapes rot."""
    _report(settings, "a")
    back_up(settings, tmp_path / "b.zip")
    content = bytearray((tmp_path / "b.zip").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "b.zip").write_bytes(content)

    with pytest.raises(BackupUnusable, match="damaged"):
        restore(elsewhere, tmp_path / "b.zip")


def test_a_backup_that_was_changed_with_care_is_refused(
    settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    """Its checksums can be made anew; the chain cannot."""
    _report(settings, "a", "b")
    back_up(settings, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (tmp_path / "x.db").write_bytes(members["rettesnor.db"])
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("UPDATE register_entries SET body = replace(body, '\"a\"', '\"z\"')")
    connection.close()
    members["rettesnor.db"] = (tmp_path / "x.db").read_bytes()
    manifest = json.loads(members["manifest.json"])
    manifest["sha256"]["rettesnor.db"] = hashlib.sha256(members["rettesnor.db"]).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

    with pytest.raises(RegisterBroken, match="entry 1"):
        restore(elsewhere, tmp_path / "c.zip")


def test_a_broken_register_is_not_backed_up(settings: Settings, tmp_path: Path) -> None:
    """The backup would take the place of the last good one."""
    _report(settings, "a", "b")
    with sqlite3.connect(settings.data / "rettesnor.db") as connection:
        connection.execute("DELETE FROM register_entries WHERE n = 2")
    connection.close()
    with pytest.raises(RegisterBroken):
        back_up(settings, tmp_path / "b.zip")

    assert not (tmp_path / "b.zip").exists()


def test_a_damaged_database_is_moved_aside(settings: Settings, tmp_path: Path) -> None:
    """That is when a backup is needed, and somebody may want to look at what is left."""
    _report(settings, "a")
    back_up(settings, tmp_path / "b.zip")
    (settings.data / "rettesnor.db").write_bytes(b"not a database any more" * 100)
    restore(settings, tmp_path / "b.zip", replaces=True)

    assert _notes(settings) == ["a"]
    assert (settings.data / "rettesnor.db.damaged").exists()


def test_a_backup_of_another_register_is_refused(settings: Settings, elsewhere: Settings, tmp_path: Path) -> None:
    """Its reports would stand under this institution's name."""
    _report(settings, "a")
    _report(elsewhere, "x", "y")
    back_up(elsewhere, tmp_path / "b.zip")
    with pytest.raises(BackupUnusable, match="another register"):
        restore(settings, tmp_path / "b.zip", replaces=True)

    assert _notes(settings) == ["a"]


def test_nothing_yet_is_nothing_to_back_up(settings: Settings, tmp_path: Path) -> None:
    """An empty backup would look like a good one."""
    with pytest.raises(BackupUnusable, match="nothing to back up"):
        back_up(settings, tmp_path / "b.zip")


def test_postgresql_is_left_to_its_own_tools(settings: Settings, tmp_path: Path) -> None:
    """They do it better; the message names them."""
    shared = dataclasses.replace(settings, database_url="postgresql://x/y")
    with pytest.raises(BackupUnusable, match="pg_dump"):
        back_up(shared, tmp_path / "b.zip")
    with pytest.raises(BackupUnusable, match="pg_restore"):
        restore(shared, tmp_path / "b.zip")


def test_only_its_owner_reads_a_backup(settings: Settings, tmp_path: Path) -> None:
    """It names people, as the database does."""
    _report(settings, "a")
    back_up(settings, tmp_path / "b.zip")
    restore(settings, tmp_path / "b.zip", replaces=True)

    modes = {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "b.zip", settings.data / "rettesnor.db")}
    assert modes == {"0o600"}


def test_a_backup_from_before_a_migration_is_brought_up_to_date(tmp_path: Path, elsewhere: Settings) -> None:
    """Last year's backup must not fail in this year's version."""
    old = load_settings({"RETTESNOR_DATA": str(tmp_path / "old")})
    store = Store(Location(file=old.data / "rettesnor.db"), migrations=MIGRATIONS[:6])
    Register(store, Anchor(old.data / "register.anchor")).report(new(note="a"), by=METTE)
    store.close()
    back_up(old, tmp_path / "b.zip")
    restore(elsewhere, tmp_path / "b.zip")

    assert _notes(elsewhere) == ["a"]
