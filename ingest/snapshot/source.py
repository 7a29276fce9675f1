"""
The generation in force, for a process that runs while others ingest.

Owns noticing a newer generation; leaves opening it to `ingest.snapshot.generations`.
"""

from __future__ import annotations

import logging
import threading
from functools import partial
from pathlib import Path

from ingest.errors import IndexMissing, IndexUnreadable
from ingest.knowledge import Knowledge
from ingest.snapshot.generations import Generation, index_folder, open_generation
from ingest.snapshot.pointer import CURRENT

__all__ = ["SnapshotSource"]

log = logging.getLogger(__name__)


class SnapshotSource:
    """
    A `KnowledgeSource` over a data folder. Safe to share between threads.

    Each call costs one look at a file's date. A newer generation that cannot be opened is logged once, and the one
    already open stays in use.
    """

    def __init__(self, data: Path, *, encoder: str | None = None) -> None:
        self._data = data
        self._pointer = index_folder(data) / CURRENT
        self._encoder = encoder
        self._guard = threading.Lock()
        self._seen: tuple[int, ...] | None = None
        self._generation: Generation | None = None

    def current(self) -> Knowledge:
        """
        All of the generation in force; a newer one is picked up when there is one.

        Raises:
            IndexMissing: If nothing has been ingested yet.
            IndexUnreadable: If no generation can be opened.
        """
        generation, stamp = self._generation, self._stamp()
        if generation is not None and stamp == self._seen:
            return generation.knowledge
        with self._guard:
            return self._refresh()

    def _refresh(self) -> Knowledge:
        stamp = self._stamp()
        if self._generation is not None and stamp == self._seen:
            return self._generation.knowledge
        try:
            self._generation = self._open(stamp)
        except (IndexMissing, IndexUnreadable) as error:
            if self._generation is None:
                raise
            log.error("new_generation_unusable", extra={"reason": str(error)})  # noqa: TRY400 - known
        self._seen = stamp
        return self._generation.knowledge

    def _open(self, stamp: tuple[int, ...] | None) -> Generation:
        """Open it; again when an ingestion switched and swept between reading `CURRENT` and the files it names."""
        open_ = partial(
            open_generation,
            self._data,
            encoder=self._encoder,
            like=self._generation.lines if self._generation else (),
        )
        try:
            return open_()
        except IndexUnreadable:
            if self._stamp() == stamp:
                raise
            return open_()

    def _stamp(self) -> tuple[int, ...] | None:
        """Changes whenever `CURRENT` is replaced; None while there is none."""
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size
