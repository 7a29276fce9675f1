"""
The generation on disk: one immutable, checksummed folder per ingestion, and a pointer to the one in force.

Owns writing, verifying, opening, switching and rolling back;
leaves what goes into a generation to `ingest.pipeline`, and its use to `ingest.knowledge`.
"""

from __future__ import annotations

from ingest.snapshot.contents import Contents
from ingest.snapshot.generations import (
    Generation,
    Outline,
    index_folder,
    is_current,
    open_current,
    open_generation,
    outline_of_current,
    publish,
    purge,
    put_in_force,
    rollback,
    store,
    sweep,
)
from ingest.snapshot.lines import Line, Row, texts_digest
from ingest.snapshot.lock import locked
from ingest.snapshot.source import SnapshotSource

__all__ = [
    "Contents",
    "Generation",
    "Line",
    "Outline",
    "Row",
    "SnapshotSource",
    "index_folder",
    "is_current",
    "locked",
    "open_current",
    "open_generation",
    "outline_of_current",
    "publish",
    "purge",
    "put_in_force",
    "rollback",
    "store",
    "sweep",
    "texts_digest",
]
