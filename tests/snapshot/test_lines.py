"""Documents are read when asked for, and what one generation read the next one does not read again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from generation_samples import contents, document

from ingest.errors import IndexUnreadable
from ingest.snapshot import SnapshotSource, lines, open_generation, publish, put_in_force, store

NEW = contents(document(1), document(2))


def _count_reading(patch: pytest.MonkeyPatch) -> list[str]:
    """The ids of documents as they are read."""
    real, seen = lines.read_held, list[str]()

    def read(written: bytes) -> lines.Held:
        held = real(written)
        seen.append(held.document.id)
        return held

    patch.setattr(lines, "read_held", read)
    return seen


def test_rows_of_passages_are_those_of_a_tuple(tmp_path: Path) -> None:
    """Row numbers of the indexes point into them, read or not, from the front, the back, or as a slice."""
    publish(tmp_path, NEW, inputs="a")
    count = len(NEW.passages)

    for at in (*range(-count, count), slice(1, 3), slice(None)):
        assert open_generation(tmp_path).knowledge.passages[at] == NEW.passages[at]
    with pytest.raises(IndexError):
        open_generation(tmp_path).knowledge.passages[count]


def test_a_document_is_read_once_and_when_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening thousands of documents to change one would take longer than the change."""
    publish(tmp_path, dataclasses.replace(NEW, goals=(), people=()), inputs="a")
    seen = _count_reading(monkeypatch)
    knowledge = open_generation(tmp_path).knowledge

    assert seen == ["plan-1"]  # looked at, to tell whether another version of the program wrote it
    assert [knowledge.documents["plan-2"].title, knowledge.passages[3].document] == ["Plan 2", "plan-2"]
    assert seen == ["plan-1", "plan-2"]
    assert knowledge.rows.tolist() == [0, 1, 2, 3]
    assert seen == ["plan-1", "plan-2"]


def test_the_next_generation_shares_what_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A running server answers from a changed document without reading all others again."""
    source = SnapshotSource(tmp_path)
    publish(tmp_path, contents(document(1), document(2)), inputs="a")
    old = source.current()
    before = tuple(old.passages)
    changed = contents(document(1), document(2, extra=" og klar"))
    publish(tmp_path, changed, inputs="b")
    seen = _count_reading(monkeypatch)
    now = source.current()

    assert tuple(now.passages) == changed.passages
    assert set(seen) == {"plan-2"}
    assert now.passages[0] is before[0]
    assert old.documents["plan-2"].text != now.documents["plan-2"].text


def test_every_new_document_is_read_before_the_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read back must not come into force; what was read for the generation before need not be again."""
    publish(tmp_path, contents(document(1)), inputs="a")
    before = open_generation(tmp_path).lines
    pointer = store(tmp_path, NEW, inputs="b")
    seen = _count_reading(monkeypatch)
    put_in_force(tmp_path, pointer, like=before)

    assert set(seen) == {"plan-2"}

    def fail(written: bytes) -> lines.Held:
        raise ValueError(written)

    pointer = store(tmp_path, contents(document(3)), inputs="c")
    monkeypatch.setattr(lines, "read_held", fail)
    with pytest.raises(IndexUnreadable):
        put_in_force(tmp_path, pointer, like=before)
    monkeypatch.undo()
    assert list(open_generation(tmp_path).knowledge.documents) == ["plan-1", "plan-2"]


def test_records_out_of_order_are_refused(tmp_path: Path) -> None:
    """Row numbers of the indexes would point at other passages."""
    with pytest.raises(ValueError, match="in the order of their documents"):
        publish(tmp_path, dataclasses.replace(NEW, passages=NEW.passages[::-1]), inputs="a")
    with pytest.raises(ValueError, match="not there"):
        publish(tmp_path, dataclasses.replace(NEW, documents=NEW.documents[:1]), inputs="a")
