"""
A folder of files that is whole or not there: written durably, hashed in a manifest, checked when read.

Owns bytes, checksums and the order of fsync and rename;
leaves what the bytes mean to `ingest.snapshot.contents`, and which folder is in force to `ingest.snapshot.pointer`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import IndexUnreadable

__all__ = [
    "MANIFEST",
    "Manifest",
    "Write",
    "checksum",
    "read_folder",
    "replace_durably",
    "sync_folder",
    "write_files",
    "write_manifest",
]

MANIFEST = "manifest.json"
SCHEMA = 3
"""Of the files and their names; a generation of another schema is made anew."""
MEND = "run `rettesnor ingest`"

WRITERS = 2
"""Files written at a time; what makes each is in memory meanwhile."""

READERS = 2
"""Files read at a time."""

Write = Callable[[bytes | memoryview], object]
"""Takes the next bytes of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself."""

    encoder: str
    """`Encoder.name` of the weights its vectors were made by."""
    dim: int
    """Length of a vector."""
    sources: Mapping[str, str]
    """Document id to the checksum of its file."""
    created: str
    """ISO 8601, UTC."""
    code: str
    """Fingerprint of the program that made it: another one may cut words otherwise."""
    files: Mapping[str, Mapping[str, Any]]
    """File name to its `sha256` and `size` in bytes."""

    @property
    def name(self) -> str:
        """The generation's name: the same for the same content, whenever and from whatever it was made."""
        content = [
            SCHEMA,
            self.encoder,
            sorted((name, each["sha256"]) for name, each in self.files.items()),
        ]
        return "g" + checksum(json.dumps(content).encode())[:16]

    def to_bytes(self) -> bytes:
        """As it is written."""
        held = {
            "schema": SCHEMA,
            "name": self.name,
            "encoder": self.encoder,
            "dim": self.dim,
            "created": self.created,
            "code": self.code,
            "sources": dict(self.sources),
            "files": {name: dict(each) for name, each in self.files.items()},
        }
        return json.dumps(held, indent=1, ensure_ascii=False).encode()


def checksum(content: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(content).hexdigest()


def write_files(folder: Path, files: Mapping[str, Callable[[Write], None]]) -> Mapping[str, Mapping[str, Any]]:
    """
    Make `folder` with what `files` write; every byte is on the disk, not only on its way, when it returns.

    Returns:
        `Manifest.files`.
    """
    folder.mkdir()
    # Vectors are packed, hashed and written outside Python's lock, while the next file's records are turned into text.
    with ThreadPoolExecutor(max_workers=WRITERS) as pool:
        written = {name: pool.submit(_written, folder / name, content) for name, content in files.items()}
        return {name: each.result() for name, each in written.items()}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Complete a folder of `write_files`."""
    _write_durably(folder / MANIFEST, manifest.to_bytes())
    sync_folder(folder)


def read_folder(folder: Path, manifest_checksum: str) -> tuple[Manifest, Mapping[str, bytes]]:
    """
    The manifest and the files of a generation, every byte checked.

    Raises:
        IndexUnreadable: If a file is absent, longer, shorter or other than it was written, or of another schema.
    """
    written = _read(folder / MANIFEST)
    if checksum(written) != manifest_checksum:
        msg = f"{folder / MANIFEST} is not the file that was written; {MEND}."
        raise IndexUnreadable(msg)
    manifest = _parse(written, folder)
    # Reading and hashing happen outside Python's lock.
    with ThreadPoolExecutor(max_workers=READERS) as pool:
        found = {name: pool.submit(_checked, folder / name, said) for name, said in manifest.files.items()}
        return manifest, {name: each.result() for name, each in found.items()}


def replace_durably(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: a reader, or a crash, finds the old bytes or the new ones."""
    fresh = path.with_name(path.name + ".new")
    _write_durably(fresh, content)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` survive a power loss: a rename is durable only with its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(path: Path, content: Callable[[Write], None]) -> Mapping[str, Any]:
    """Write a file durably; its checksum and size."""
    digest = hashlib.sha256()
    with path.open("wb") as file:

        def write(piece: bytes | memoryview) -> None:
            digest.update(piece)
            file.write(piece)

        content(write)
        file.flush()
        size = file.tell()
        os.fsync(file.fileno())
    return {"sha256": digest.hexdigest(), "size": size}


def _write_durably(path: Path, content: bytes) -> None:
    def whole(write: Write) -> None:
        write(content)

    _written(path, whole)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); {MEND}."
        raise IndexUnreadable(msg) from error


def _parse(written: bytes, folder: Path) -> Manifest:
    try:
        held = json.loads(written)
        if held.pop("schema") != SCHEMA:
            msg = f"{folder} was written by another version of Rettesnor; {MEND}."
            raise IndexUnreadable(msg)
        name = held.pop("name")
        manifest = Manifest(**held)
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{folder / MANIFEST} was written by another version of Rettesnor; {MEND}."
        raise IndexUnreadable(msg) from error
    if name != manifest.name:
        msg = f"{folder / MANIFEST} names {name}, but its files make {manifest.name}; {MEND}."
        raise IndexUnreadable(msg)
    return manifest


def _checked(path: Path, said: Mapping[str, Any]) -> bytes:
    content = _read(path)
    if len(content) != said["size"] or checksum(content) != said["sha256"]:
        msg = f"{path} is damaged: {len(content)} bytes, not the {said['size']} that were written; {MEND}."
        raise IndexUnreadable(msg)
    return content
