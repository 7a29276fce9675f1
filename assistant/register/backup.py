"""
Backups: one file with the database, the anchor and the identity map, taken while everything runs.

Owns taking, checking and putting back; leaves PostgreSQL to its own tools. The index is not in it: ingestion makes it
again from the corpus.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BackupUnusable, RegisterBroken, StoreUnusable
from assistant.register.anchor import Anchor, Anchored, Head
from assistant.register.opening import anchor_path
from assistant.register.register import Register
from assistant.store.location import FILE_NAME, Location, locate
from assistant.store.sqlite import BUSY_TIMEOUT_S
from assistant.store.store import Store, open_store
from ingest.identity.known import IDENTITIES
from ingest.settings import Settings

__all__ = ["Restored", "back_up", "restore"]

_ANCHOR, _MANIFEST = "register.anchor", "manifest.json"
_MOST_BYTES = 4 * 1024**3
"""A member beyond it is no backup of ours; unpacking it could fill the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore put in force."""

    entries: int
    """Reports there are now."""
    lost: int
    """Reports there were in the place of which the backup knew nothing."""


def back_up(settings: Settings, target: Path, *, replaces: bool = False) -> int:
    """
    Write a backup to `target`; gives how many reports are in it.

    Readers and writers go on meanwhile; the backup holds one moment, and whatever was acknowledged before it.

    Raises:
        BackupUnusable: If the records are in PostgreSQL, there are none yet, or `target` is there and stays.
        RegisterBroken: If the register is not what was written to it: such a backup would hide where it broke.
    """
    file = _database(settings)
    if not file.exists():
        msg = f"There is no database {file} yet, so there is nothing to back up."
        raise BackupUnusable(msg)
    if target.exists() and not replaces:
        msg = f"{target} is there already; name another file, or say --replace."
        raise BackupUnusable(msg)
    with _folder_beside(target) as folder:
        before = Anchor(anchor_path(settings)).read()
        _copy(file, folder / FILE_NAME)
        for source, name in ((anchor_path(settings), _ANCHOR), (settings.data / IDENTITIES, IDENTITIES)):
            if source.exists():
                (folder / name).write_bytes(source.read_bytes())
        head = _checked(folder, before)
        if (folder / _ANCHOR).exists():
            # It was copied after the database: what it knows beyond is not part of this moment.
            Anchor(folder / _ANCHOR).restored(head)
        _pack(folder, folder / "packed", head)
        (folder / "packed").replace(target)
    return head.n


def restore(settings: Settings, source: Path, *, replaces: bool = False) -> Restored:
    """
    Put the backup in `source` in force, after checking it; a running server goes on with what it holds.

    Raises:
        BackupUnusable: If the records are in PostgreSQL, `source` is no backup or damaged, or there are records
            already that are not to be replaced.
        RegisterBroken: If the register in it is not whole.
    """
    file = _database(settings)
    with _folder_beside(file) as folder:
        _unpack(source, folder)
        head = _checked(folder)
        lost = _lost(settings, folder, head)
        if file.exists() and not replaces:
            told = f", and the backup lacks {lost} of its reports" if lost else ""
            msg = f"{file} is there already{told}; say --replace to put the backup in its place."
            raise BackupUnusable(msg)
        _make_room(settings, file)
        _copy(folder / FILE_NAME, file)
        _put_beside(settings, folder, head)
    return Restored(entries=head.n, lost=lost)


def _database(settings: Settings) -> Path:
    file = locate(settings).file
    if file is None:
        msg = (
            "The records are in PostgreSQL: back them up with pg_dump and put them back with pg_restore, "
            f"and copy {anchor_path(settings)} after the dump."
        )
        raise BackupUnusable(msg)
    return file


@contextlib.contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """A folder on the same file system, readable by nobody else, that is gone afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        yield Path(folder)


def _copy(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, over whatever the other holds, in one transaction of each."""
    timeout = BUSY_TIMEOUT_S
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=timeout)) as from_,
        contextlib.closing(sqlite3.connect(target, timeout=timeout)) as to,
    ):
        to.execute("PRAGMA synchronous = EXTRA")
        from_.backup(to)
    target.chmod(0o600)


def _checked(folder: Path, before: Anchored | None = None) -> Head:
    """
    The head of the register in `folder`, brought up to this version; `before` is the anchor before it was copied.

    Raises:
        RegisterBroken: If it is not whole.
    """
    store = Store(Location(file=folder / FILE_NAME))
    try:
        state = Register(store, Anchor(folder / _ANCHOR)).check(before=before)
    finally:
        store.close()
    if not state.is_whole:
        where = f"entry {state.broken.n} ({state.broken.reason})" if state.broken else "its anchor or its names"
        msg = f"The register is not what was written to it, at {where}; take a backup from before."
        raise RegisterBroken(msg)
    return state.head


def _pack(folder: Path, packed: Path, head: Head) -> None:
    names = [name for name in (FILE_NAME, _ANCHOR, IDENTITIES) if (folder / name).exists()]
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    manifest = {"backup": 1, "entries": head.n, "head": head.hash, "sha256": sums}
    with packed.open("xb") as file:
        packed.chmod(0o600)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
            for name in names:
                archive.write(folder / name, name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            sums: dict[str, str] = json.loads(archive.read(_MANIFEST))["sha256"]
            for name in sums.keys() & {FILE_NAME, _ANCHOR, IDENTITIES}:
                (folder / name).write_bytes(_member(archive, name, sums[name]))
    except FileNotFoundError as error:
        msg = f"There is no file {source}; name the backup to restore."
        raise BackupUnusable(msg) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        msg = f"{source} is no backup, or it is damaged; take another one."
        raise BackupUnusable(msg) from error
    if not (folder / FILE_NAME).exists():
        msg = f"{source} holds no database; take another backup."
        raise BackupUnusable(msg)


def _member(archive: zipfile.ZipFile, name: str, checksum: str) -> bytes:
    """
    One file of a backup.

    Raises:
        ValueError: If it is not what was packed.
    """
    is_small = archive.getinfo(name).file_size <= _MOST_BYTES
    content = archive.read(name) if is_small else b""
    if hashlib.sha256(content).hexdigest() != checksum:
        raise ValueError(name)
    return content


def _lost(settings: Settings, folder: Path, head: Head) -> int:
    """
    How many acknowledged reports the backup does not have.

    Raises:
        BackupUnusable: If the anchor in place is that of another register.
    """
    in_place = anchor_path(settings)
    if not in_place.exists():
        return 0
    tried = Anchor(folder / "tried.anchor")
    tried.path.write_bytes(in_place.read_bytes())
    last = tried.read().last
    tried.restored(head)
    store = Store(Location(file=folder / FILE_NAME))
    try:
        is_ours = Register(store, tried).check().broken is None
    finally:
        store.close()
    if not is_ours:
        msg = f"The backup is of another register than {in_place} anchors; move that file away if it is the wrong one."
        raise BackupUnusable(msg)
    return max(0, last.n - head.n)


def _make_room(settings: Settings, file: Path) -> None:
    """Make the database in place, or move one that cannot be opened aside, where somebody may look at it."""
    try:
        open_store(settings).close()
    except StoreUnusable:
        for part in (file, *(file.with_name(file.name + end) for end in ("-journal", "-wal", "-shm"))):
            if part.exists():
                part.replace(part.with_name(part.name + ".damaged"))
        open_store(settings).close()


def _put_beside(settings: Settings, folder: Path, head: Head) -> None:
    anchor = Anchor(anchor_path(settings))
    if not anchor.path.exists() and (folder / _ANCHOR).exists():
        anchor.path.parent.mkdir(parents=True, exist_ok=True)
        anchor.path.write_bytes((folder / _ANCHOR).read_bytes())
    if anchor.path.exists():
        anchor.restored(head)
    kept = settings.data / IDENTITIES
    if (folder / IDENTITIES).exists() and not kept.exists():
        (folder / IDENTITIES).replace(kept)
