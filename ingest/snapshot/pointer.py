"""
Which generation is in force, and which one before it.

Owns the `CURRENT` file: both names with the checksums of their manifests, swapped in one step.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.errors import IndexMissing, IndexUnreadable
from ingest.snapshot.files import MEND, replace_durably

__all__ = ["CURRENT", "Pointer", "Pointers", "read_pointers", "write_pointers"]

CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """One generation."""

    name: str
    manifest: str
    """SHA-256 of its manifest, hex."""
    inputs: str
    """Fingerprint of what it was last made from: files, settings, code. Other inputs may make the same content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointers:
    """The generation in force and the one to fall back to."""

    current: Pointer
    previous: Pointer | None = None


def read_pointers(index: Path) -> Pointers:
    """
    What `CURRENT` says.

    Raises:
        IndexMissing: If there is none.
        IndexUnreadable: If it cannot be read or understood.
    """
    path = index / CURRENT
    try:
        held = json.loads(path.read_bytes())
        previous = held["previous"]
        return Pointers(current=Pointer(**held["current"]), previous=Pointer(**previous) if previous else None)
    except FileNotFoundError as error:
        msg = f"{index} holds no index yet; {MEND} first."
        raise IndexMissing(msg) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} cannot be read or is damaged; {MEND}."
        raise IndexUnreadable(msg) from error


def write_pointers(index: Path, pointers: Pointers) -> None:
    """Put `pointers` in force in one step."""
    replace_durably(index / CURRENT, json.dumps(asdict(pointers)).encode())
