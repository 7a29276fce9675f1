"""The test files of every format, and what is read out of them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import Source, load_document
from ingest.corpus.described import Written
from ingest.records import Document

sys.path.insert(0, str(Path(__file__).parent))

FILES = Path(__file__).parent / "files"


@pytest.fixture
def files() -> Path:
    """The folder of the committed files."""
    return FILES


@pytest.fixture
def load(files: Path) -> Callable[[str], Document]:
    """Reads one of them as a plan for 2026."""

    def loaded(name: str) -> Document:
        written = Written(
            path=name,
            kind="results_plan",
            title="Mål- og resultatplan 2026",
            period_from=dt.date(2026, 1, 1),
            period_to=dt.date(2026, 12, 31),
        )
        source = Source(id="plan", path=name, file=files / name, written=written, is_listed=True)
        return load_document(source)[0]

    return loaded
