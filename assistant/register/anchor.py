"""
The anchor: how far the register has come, written down outside the database.

Owns that file: one line before each commit (what is intended) and one after it (what is confirmed), each on disk
before the next step. Who changes the database alone can then neither cut its end nor add to it unseen.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import StoreUnreadable

__all__ = ["Anchor", "Anchored", "Head"]

_TAIL_BYTES = 16_384


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """How far a chain has come."""

    n: int
    """Number of entries."""
    hash: str
    """Hash of the last one, hex; "" when there is none."""


@dataclass(slots=True, kw_only=True)
class Anchored:
    """What the lines of an anchor say."""

    confirmed: dict[int, str] = field(default_factory=dict)
    """Hash by number of entries, for every head that was acknowledged."""
    intended: set[Head] = field(default_factory=set)
    """Heads that may have been committed."""
    damaged: int = 0
    """Lines that cannot be read."""

    @property
    def last(self) -> Head:
        """The furthest head that was acknowledged."""
        n = max(self.confirmed, default=0)
        return Head(n, self.confirmed.get(n, ""))

    def knows(self, head: Head) -> bool:
        """Whether this program has written `head`, acknowledged or not."""
        return head.n == 0 or self.confirmed.get(head.n) == head.hash or head in self.intended


class Anchor:
    """The anchor in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """Where it is; it need not exist before the first entry."""

    def intend(self, head: Head) -> None:
        """
        Note, on disk, that `head` is about to be committed.

        Raises:
            StoreUnreadable: If the file cannot be written; nothing may be committed then.
        """
        self._append({"intended": head.n, "hash": head.hash})

    def confirm(self, head: Head) -> None:
        """
        Note, on disk, that `head` is committed.

        Raises:
            StoreUnreadable: If the file cannot be written; the commit must not be acknowledged then.
        """
        self._append({"confirmed": head.n, "hash": head.hash})

    def restored(self, head: Head) -> None:
        """
        Note, on disk, that an editor put a backup in force that ends at `head`; later heads count no more.

        Raises:
            StoreUnreadable: If the file cannot be written.
        """
        self._append({"restored": head.n, "hash": head.hash})

    def read(self) -> Anchored:
        """
        All that the file says; nothing where there is no file.

        Raises:
            StoreUnreadable: If it is there and cannot be read.
        """
        return _understood(self._lines(0))

    def tail(self) -> Anchored:
        """
        What its last lines say: enough to know the heads of the last writes.

        Raises:
            StoreUnreadable: If it is there and cannot be read.
        """
        return _understood(self._lines(_TAIL_BYTES))

    def _lines(self, most: int) -> list[bytes]:
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                start = max(0, size - most) if most else 0
                file.seek(start)
                lines = file.read().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unusable(error) from error
        # The first may have been cut by the seek; what follows the last line end was never acknowledged.
        return lines[1 if start else 0 : -1]

    def _append(self, fields: dict[str, object]) -> None:
        line = json.dumps(fields).encode() + b"\n"
        try:
            is_new = not self.path.exists()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                _drop_torn_line(handle)
                os.write(handle, line)
                os.fsync(handle)
            finally:
                os.close(handle)
            if is_new:
                _sync_folder(self.path.parent)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> StoreUnreadable:
        return StoreUnreadable(
            f"{self.path}, which anchors the register, cannot be used ({error.strerror}); "
            "check its owner and the space left."
        )


def _drop_torn_line(handle: int) -> None:
    """Remove a line that a loss of power cut short: it was never acknowledged, and the next must not grow onto it."""
    size = os.fstat(handle).st_size
    tail = os.pread(handle, _TAIL_BYTES, max(0, size - _TAIL_BYTES))
    torn = len(tail) - (tail.rfind(b"\n") + 1)
    if torn:
        os.ftruncate(handle, size - torn)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _understood(lines: Iterable[bytes]) -> Anchored:
    anchored = Anchored()
    for line in lines:
        try:
            fields = json.loads(line)
            head = Head(int(next(iter(fields.values()))), str(fields["hash"]))
            kind = next(iter(fields))
        except (ValueError, TypeError, KeyError, StopIteration, AttributeError):
            anchored.damaged += 1
            continue
        if kind == "restored":
            anchored.confirmed = {n: hash_ for n, hash_ in anchored.confirmed.items() if n < head.n}
            anchored.intended = {each for each in anchored.intended if each.n < head.n}
        if kind == "intended":
            anchored.intended.add(head)
        elif kind in ("confirmed", "restored") and head.n:
            anchored.confirmed[head.n] = head.hash
        elif kind not in ("confirmed", "restored"):
            anchored.damaged += 1
    return anchored
