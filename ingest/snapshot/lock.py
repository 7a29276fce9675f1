"""
The lock that lets one ingestion at a time write to a data folder.

Owns the lock file; the operating system frees it when its holder ends, however it ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import IngestBusy

__all__ = ["locked"]

LOCK = "LOCK"


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """
    Hold the ingestion lock of the folder `index`, which is made if it is not there.

    Raises:
        IngestBusy: If another process or thread holds it.
    """
    index.mkdir(parents=True, exist_ok=True)
    with (index / LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            msg = f"Another ingestion is writing to {index}; wait for it to end, then run again."
            raise IngestBusy(msg) from error
        yield
