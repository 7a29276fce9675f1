"""
Generations of a data folder: publish a new one, open the one in force, fall back, roll back, sweep.

Owns the life of a generation; leaves its bytes to `ingest.snapshot.files`, its meaning to `ingest.snapshot.contents`.
At any instant a crash leaves the old generation or the new one in force, and the next ingestion can go on.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.collector import without_collector
from ingest.errors import IndexMissing, IndexUnreadable, RettesnorError
from ingest.knowledge import Knowledge
from ingest.records import Finding
from ingest.snapshot.contents import Contents, documents_of, read_knowledge, read_outline, write_contents
from ingest.snapshot.files import (
    MANIFEST,
    MEND,
    Manifest,
    checksum,
    read_folder,
    sync_folder,
    write_files,
    write_manifest,
)
from ingest.snapshot.lines import Line, Row
from ingest.snapshot.lock import locked
from ingest.snapshot.pointer import Pointer, Pointers, read_pointers, write_pointers

__all__ = [
    "Generation",
    "Outline",
    "index_folder",
    "is_current",
    "open_current",
    "open_generation",
    "outline_of_current",
    "publish",
    "purge",
    "put_in_force",
    "rollback",
    "store",
    "sweep",
]

log = logging.getLogger(__name__)

INDEX = "index"
UNFINISHED = "unfinished-"
FORMAT_ERRORS = (ValueError, KeyError, TypeError, IndexError)


@dataclass(frozen=True, kw_only=True)
class Generation:
    """One generation, verified and opened."""

    manifest: Manifest
    knowledge: Knowledge
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]
    """Its documents; whoever opens the next generation hands them on (`like`)."""

    @property
    def outline(self) -> Outline:
        """What a report says of it."""
        rows = tuple(line.row for line in self.lines)
        return Outline(name=self.manifest.name, rows=rows, findings=self.findings, sources=self.manifest.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A generation without its records and indexes."""

    name: str
    sources: Mapping[str, str]
    """`Manifest.sources`."""
    rows: tuple[Row, ...]
    """Of each document in corpus order, editions among them."""
    findings: tuple[Finding, ...]


def index_folder(data: Path) -> Path:
    """Where the generations of a data folder lie."""
    return data / INDEX


def open_current(data: Path, *, encoder: str | None = None) -> Knowledge:
    """
    The generation in force.

    Args:
        data: The data folder (`Settings.data`).
        encoder: `Encoder.name` of the encoder that questions will be embedded by; None: whichever.

    Raises:
        IndexMissing: If nothing has been ingested yet.
        IndexUnreadable: If neither the current generation nor the one before can be opened, or it is another encoder's.
    """
    return open_generation(data, encoder=encoder).knowledge


def open_generation(data: Path, *, encoder: str | None = None, like: Sequence[Line] = ()) -> Generation:
    """
    The generation in force with its manifest and findings; the one before it when it is damaged, which is logged.

    Args:
        data: As for `open_current`.
        encoder: As for `open_current`.
        like: Documents of a generation that is open; of those that are the same here, what was read is not read again.

    Raises:
        IndexMissing, IndexUnreadable: As `open_current`.
    """
    index = index_folder(data)
    pointers = read_pointers(index)
    try:
        found = _open(index, pointers.current, like=like)
    except IndexUnreadable as error:
        if pointers.previous is None:
            raise
        log.error("generation_damaged", extra={"reason": str(error)})  # noqa: TRY400 - known
        found = _open_fallback(index, pointers.previous, error)
    if encoder is not None and found.manifest.encoder != encoder:
        msg = (
            f"The index in {index} was made with the encoder {found.manifest.encoder!r}, "
            f"but {encoder!r} is configured; {MEND}, or set RETTESNOR_ENCODER back."
        )
        raise IndexUnreadable(msg)
    return found


def outline_of_current(data: Path, inputs: str) -> Outline | None:
    """The generation in force if it is whole, undamaged and was made from `inputs`; its records are not read."""
    index = index_folder(data)
    try:
        current = read_pointers(index).current
        if current.inputs != inputs:
            return None
        manifest, files = read_folder(index / current.name, current.manifest)
        rows, findings = read_outline(files)
    except (IndexMissing, IndexUnreadable, *FORMAT_ERRORS):
        return None
    return Outline(name=manifest.name, rows=rows, findings=findings, sources=manifest.sources)


def is_current(data: Path, inputs: str) -> bool:
    """Whether the generation in force, whole and undamaged, was made from `inputs`."""
    return outline_of_current(data, inputs) is not None


def publish(data: Path, contents: Contents, *, inputs: str) -> Generation:
    """
    Write `contents` as a new generation, verify it by opening it, and put it in force. Hold the lock.

    Args:
        data: The data folder.
        contents: What ingestion made.
        inputs: Fingerprint of what it was made from, found again by `is_current`.

    Returns:
        The generation as read back from the disk.

    Raises:
        RettesnorError: If it cannot be written; the generation in force stays so.
        ValueError: If a quotation is not what its document says.
    """
    return put_in_force(data, store(data, contents, inputs=inputs))


def store(data: Path, contents: Contents, *, inputs: str) -> Pointer:
    """The first half of `publish`: write a generation, so that what it was made of can be let go of."""
    index = index_folder(data)
    with _told_what_to_do(index):
        index.mkdir(parents=True, exist_ok=True)
        return _store(index, contents, inputs)


def put_in_force(data: Path, pointer: Pointer, *, like: Sequence[Line] = (), whole: str | None = None) -> Generation:
    """
    The second half of `publish`: verify what `store` wrote by opening it, and put it in force.

    Args:
        data: The data folder.
        pointer: What `store` returned.
        like: Documents of the generation before: those that are the same were read when it was put in force.
        whole: The name of a generation that this run has opened already, which need not be checked once more.
    """
    index = index_folder(data)
    with _told_what_to_do(index), ThreadPoolExecutor(max_workers=1) as pool:
        # Hashing leaves Python's lock to the opening.
        before = pool.submit(_before, index, pointer, whole)
        generation = _open(index, pointer, like=like, thoroughly=True)
        write_pointers(index, Pointers(current=pointer, previous=before.result()))
    sweep(data)
    return generation


@contextmanager
def _told_what_to_do(index: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = (
            f"The new index could not be written to {index} ({error.strerror}); the old one stays in force. "
            f"Make room or mend the folder's rights, then {MEND}."
        )
        raise RettesnorError(msg) from error


def rollback(data: Path) -> str:
    """
    Put the previous generation back in force and keep the current one in its place; the name now in force.

    Raises:
        IndexMissing: If there is no previous generation.
        IndexUnreadable: If it is damaged.
        IngestBusy: If an ingestion is running.
    """
    index = index_folder(data)
    with locked(index):
        pointers = read_pointers(index)
        if pointers.previous is None:
            msg = f"{index} holds no generation before {pointers.current.name}; there is nothing to roll back to."
            raise IndexMissing(msg)
        _open(index, pointers.previous)
        write_pointers(index, Pointers(current=pointers.previous, previous=pointers.current))
        return pointers.previous.name


def purge(data: Path) -> None:
    """
    Forget the previous generation, so that what was removed from the corpus is off the disk too.

    Raises:
        IndexMissing, IndexUnreadable: If no generation is in force that would remain.
        IngestBusy: If an ingestion is running.
    """
    index = index_folder(data)
    with locked(index):
        current = read_pointers(index).current
        _open(index, current)
        write_pointers(index, Pointers(current=current))
        sweep(data)


def sweep(data: Path) -> None:
    """Remove what no pointer names: unfinished generations of a crash, and those no longer needed. Hold the lock."""
    index = index_folder(data)
    try:
        pointers = read_pointers(index)
    except IndexMissing:
        kept = set()
    except IndexUnreadable:
        return
    else:
        kept = {each.name for each in (pointers.current, pointers.previous) if each}
    for folder in index.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _open(index: Path, pointer: Pointer, *, like: Sequence[Line] = (), thoroughly: bool = False) -> Generation:
    """Every byte checked; of the documents the first is read, or `thoroughly` every one that is not among `like`."""
    manifest, files = read_folder(index / pointer.name, pointer.manifest)
    try:
        with without_collector():
            lines = documents_of(files, like=like)
            known = {id(line) for line in like}
            for line in lines if thoroughly else lines[:1]:
                if id(line) not in known:
                    line.check()
            knowledge = read_knowledge(files, lines, name=manifest.name, encoder=manifest.encoder, dim=manifest.dim)
        return Generation(manifest=manifest, knowledge=knowledge, findings=read_outline(files)[1], lines=lines)
    except FORMAT_ERRORS as error:
        msg = f"{index / pointer.name} was written by another version of Rettesnor; {MEND}."
        raise IndexUnreadable(msg) from error


def _open_fallback(index: Path, pointer: Pointer, reason: IndexUnreadable) -> Generation:
    try:
        return _open(index, pointer)
    except IndexUnreadable:
        raise reason from None


def _manifest(contents: Contents, files: Mapping[str, Mapping[str, Any]]) -> Manifest:
    return Manifest(
        encoder=contents.encoder,
        dim=contents.vectors.shape[1],
        sources={document.id: document.checksum for document in contents.documents},
        code=contents.code,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        files=files,
    )


def _store(index: Path, contents: Contents, inputs: str) -> Pointer:
    """Write the generation under its name, unless it is there already and whole."""
    unfinished = index / f"{UNFINISHED}{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        manifest = _manifest(contents, write_files(unfinished, write_contents(contents)))
        found = _found(index, manifest.name, inputs)
        if found is not None:
            return found
        write_manifest(unfinished, manifest)
        final = index / manifest.name
        shutil.rmtree(final, ignore_errors=True)  # damaged, so that nothing can be using it
        unfinished.rename(final)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    sync_folder(index)
    return Pointer(name=manifest.name, manifest=checksum(manifest.to_bytes()), inputs=inputs)


def _found(index: Path, name: str, inputs: str) -> Pointer | None:
    """The generation `name`, if it lies there whole: a name stands for one content."""
    try:
        pointer = Pointer(name=name, manifest=checksum((index / name / MANIFEST).read_bytes()), inputs=inputs)
    except OSError:
        return None
    return pointer if _is_whole(index, pointer) else None


def _before(index: Path, new: Pointer, whole: str | None) -> Pointer | None:
    """The newest other generation that a pointer names and that can be opened."""
    try:
        pointers = read_pointers(index)
    except (IndexMissing, IndexUnreadable):
        return None
    for pointer in (pointers.current, pointers.previous):
        if pointer is None or pointer.name == new.name:
            continue
        if pointer.name == whole or _is_whole(index, pointer):
            return pointer
    return None


def _is_whole(index: Path, pointer: Pointer) -> bool:
    """Whether its every byte is as it was written, and it was opened then; nothing is made of them."""
    try:
        read_folder(index / pointer.name, pointer.manifest)
    except IndexUnreadable:
        return False
    return True
