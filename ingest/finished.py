"""
Files that were read before, so that no run reads them again: a run that was ended goes on where it stopped.

Owns where what was read of each file lies between runs, and that a damaged one is read anew;
leaves its form to `ingest.contained.wire`. An entry is named for all that it was made of, so it is never out of date.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest.contained.wire import unpack_outcome
from ingest.recognise import Outcome

__all__ = ["FinishedFiles"]

FOLDER = "finished"
DIGEST_BYTES = 32


class FinishedFiles:
    """What was read of each file, in a data folder. Safe to share between threads."""

    def __init__(self, data: Path, *, code: str) -> None:
        """
        The store of a data folder.

        Args:
            data: The folder (`Settings.data`).
            code: Fingerprint of the program's code: another version may read otherwise.
        """
        self._folder = data / FOLDER
        self._code = code
        self._used: set[str] = set()

    def key(self, source: Mapping[str, Any], checksum: str) -> str:
        """The name of what is read of a source (as JSON values) whose bytes have this checksum."""
        made_of = json.dumps([self._code, checksum, source], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(made_of.encode()).hexdigest()

    def get(self, key: str) -> Outcome | None:
        """What was read before; None when nothing was, or it is damaged."""
        self.keep(key)
        try:
            held = (self._folder / key).read_bytes()
            packed = held[DIGEST_BYTES:]
            if hashlib.sha256(packed).digest() != held[:DIGEST_BYTES]:
                return None
            return unpack_outcome(packed)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str) -> None:
        """Hold on to what was read before, without reading it."""
        self._used.add(key)

    def put(self, key: str, packed: bytes) -> None:
        """Keep what was read, as `wire` packs it; a full disk costs only the time to read it again."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = self._folder / f"{key}.{os.getpid()}.{threading.get_ident()}"
            fresh.write_bytes(hashlib.sha256(packed).digest() + packed)
            fresh.replace(self._folder / key)

    def sweep(self) -> None:
        """Forget what this run had no use for: what was removed from the corpus must be off the disk too."""
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in self._used:
                    path.unlink(missing_ok=True)
