"""The trees of the real documents and of a folder of varied ones, as read and approved by people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.parsers import parse_text, show_tree

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden_trees"
FILES = [*sorted((ROOT / "corpus").glob("*.txt")), *sorted((ROOT / "tests/parsers/documents").iterdir())]
RENEW = "UPDATE_GOLDEN"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_tree_is_the_one_people_approved(file: Path) -> None:
    """A change in how documents are read must be seen in review, never slip in."""
    actual = show_tree(parse_text(file.read_bytes().decode("utf-8")))
    golden = GOLDEN / f"{file.name}.tree"
    if os.environ.get(RENEW):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(actual, encoding="utf-8")

    expected = golden.read_text(encoding="utf-8")

    assert actual == expected, f"set {RENEW}=1 to renew the golden trees, then read the difference"
