"""A generation is whole or not there, the newest whole one is in force, and the one before it can come back."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import json
import logging
import os
import random
import threading
from pathlib import Path

import numpy as np
import pytest
from generation_samples import ENCODER, contents, document

from ingest.errors import IndexMissing, IndexUnreadable, IngestBusy, RettesnorError
from ingest.snapshot import (
    SnapshotSource,
    files,
    is_current,
    locked,
    open_current,
    open_generation,
    publish,
    purge,
    rollback,
    sweep,
)

OLD = contents(document(1))
NEW = contents(document(1), document(2))


def _folder(data: Path) -> Path:
    return data / "index" / open_current(data).snapshot


def test_what_was_published_is_opened(tmp_path: Path) -> None:
    """Nothing is lost or changed on the way through the disk."""
    publish(tmp_path, NEW, inputs="a")

    found = open_generation(tmp_path)
    knowledge = found.knowledge
    assert tuple(knowledge.documents.values()) == NEW.documents
    assert (knowledge.goals, knowledge.people, tuple(knowledge.passages)) == (NEW.goals, NEW.people, NEW.passages)
    assert (knowledge.organisations, found.findings) == (NEW.organisations, NEW.findings)
    assert knowledge.vectors.vectors(knowledge.rows).tolist() == NEW.vectors.tolist()
    assert knowledge.words.spelling == NEW.words == ("færdig", "holdt", "målet", "plan", "øvelse")
    assert knowledge.words.vectors.vectors(knowledge.word_rows).tolist() == NEW.word_vectors.tolist()
    assert knowledge.lexical.search({"plan": 1.0}, among=knowledge.rows, limit=9)[0].tolist() == [0, 2]
    assert found.manifest.sources == {each.id: each.checksum for each in NEW.documents}


def test_the_name_follows_the_content(tmp_path: Path) -> None:
    """The same documents give the same name anywhere, so answers can name what they came from."""
    names = [
        publish(tmp_path / folder, made, inputs=inputs).manifest.name
        for folder, made, inputs in (("a", NEW, "x"), ("b", NEW, "y"), ("c", OLD, "x"))
    ]

    assert names[0] == names[1]
    assert len(set(names)) == 2


def test_publishing_the_same_again_keeps_the_previous_one(tmp_path: Path) -> None:
    """The way back must not be overwritten by a repetition."""
    first = publish(tmp_path, OLD, inputs="a").manifest.name
    for _ in range(3):
        publish(tmp_path, NEW, inputs="b")

    assert rollback(tmp_path) == first


def test_nothing_yet_is_said_so(tmp_path: Path) -> None:
    """The first thing a newcomer sees must tell what to do."""
    with pytest.raises(IndexMissing, match="run `rettesnor ingest`"):
        open_current(tmp_path)


def test_another_encoders_index_is_refused_by_name(tmp_path: Path) -> None:
    """Vectors of two models have nothing to do with each other, and no error would show it."""
    publish(tmp_path, NEW, inputs="a")

    assert open_current(tmp_path, encoder=ENCODER).encoder_name == ENCODER
    with pytest.raises(IndexUnreadable, match="'fake-1', but 'other' is configured"):
        open_current(tmp_path, encoder="other")


@pytest.mark.parametrize("flips", [25, pytest.param(100, marks=pytest.mark.soak)])
def test_every_flipped_bit_is_detected(tmp_path: Path, flips: int) -> None:
    """FAISS takes a flipped id for a true one, which is a wrong citation."""
    publish(tmp_path, NEW, inputs="a")
    chooser = random.Random(20260101)
    folder = _folder(tmp_path)

    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        for _ in range(flips):
            at = chooser.randrange(len(whole))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chooser.randrange(8))]) + whole[at + 1 :])
            with pytest.raises(IndexUnreadable, match="ingest"):
                open_current(tmp_path)
        path.write_bytes(whole)

    assert tuple(open_current(tmp_path).passages) == NEW.passages


@pytest.mark.parametrize("fault", ["missing", "empty", "longer"])
def test_every_file_of_another_length_is_detected(tmp_path: Path, fault: str) -> None:
    """A full disk or a half copied backup leaves such files."""
    publish(tmp_path, NEW, inputs="a")

    for path in sorted(_folder(tmp_path).iterdir()):
        whole = path.read_bytes()
        path.unlink() if fault == "missing" else path.write_bytes(b"" if fault == "empty" else whole + b"\n")
        with pytest.raises(IndexUnreadable, match="ingest"):
            open_current(tmp_path)
        path.write_bytes(whole)


def test_files_swapped_between_generations_are_detected(tmp_path: Path) -> None:
    """Passages of one and vectors of another generation would cite the wrong words."""
    publish(tmp_path, OLD, inputs="a")
    old = _folder(tmp_path)
    publish(tmp_path, NEW, inputs="b")
    new = _folder(tmp_path)

    for path in sorted(new.iterdir()):
        whole = path.read_bytes()
        other = (old / path.name).read_bytes()
        path.write_bytes(other)
        assert open_current(tmp_path).snapshot == (new.name if other == whole else old.name)
        path.write_bytes(whole)


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b'{"current": {"name": "x"}, "previous": null}', b"\xff"])
def test_a_damaged_pointer_is_said_so(tmp_path: Path, content: bytes) -> None:
    """It must not look like an empty data folder, nor like an index."""
    publish(tmp_path, NEW, inputs="a")
    (tmp_path / "index" / "CURRENT").write_bytes(content)

    with pytest.raises(IndexUnreadable, match="run `rettesnor ingest`"):
        open_current(tmp_path)
    assert publish(tmp_path, OLD, inputs="b").manifest.name == open_current(tmp_path).snapshot


def test_a_damaged_generation_gives_way_to_the_one_before(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An older answer with a loud log is better than none."""
    old = publish(tmp_path, OLD, inputs="a").manifest.name
    publish(tmp_path, NEW, inputs="b")
    (_folder(tmp_path) / "documents.jsonl").write_bytes(b"[]")

    with caplog.at_level(logging.ERROR):
        assert open_current(tmp_path).snapshot == old
    assert [record.message for record in caplog.records] == ["generation_damaged"]


def test_a_damaged_generation_is_never_kept_as_the_previous_one(tmp_path: Path) -> None:
    """The way back must lead somewhere."""
    old = publish(tmp_path, OLD, inputs="a").manifest.name
    damaged = publish(tmp_path, NEW, inputs="b").manifest.name
    (tmp_path / "index" / damaged / "documents.jsonl").write_bytes(b"[]")
    publish(tmp_path, contents(document(3)), inputs="c")

    assert rollback(tmp_path) == old


def test_a_damaged_generation_is_made_anew_under_its_name(tmp_path: Path) -> None:
    """Its own leftovers must not block the repair."""
    name = publish(tmp_path, NEW, inputs="b").manifest.name
    (tmp_path / "index" / name / "documents.jsonl").write_bytes(b"[]")
    publish(tmp_path, NEW, inputs="b")

    assert open_current(tmp_path).goals == NEW.goals


def test_the_same_content_from_other_inputs_is_not_written_again(tmp_path: Path) -> None:
    """A change of code that changes nothing must not use up the way back."""
    old = publish(tmp_path, OLD, inputs="a").manifest.name
    publish(tmp_path, NEW, inputs="b")
    publish(tmp_path, NEW, inputs="c")

    assert [is_current(tmp_path, inputs) for inputs in ("a", "b", "c")] == [False, False, True]
    assert rollback(tmp_path) == old


def test_a_damaged_generation_is_not_current(tmp_path: Path) -> None:
    """Ingesting again is the remedy, so it must not be skipped."""
    publish(tmp_path, NEW, inputs="a")
    (_folder(tmp_path) / "documents.jsonl").write_bytes(b"[]")

    assert not is_current(tmp_path, "a")
    assert not is_current(tmp_path / "none", "a")


def test_rolling_back_twice_returns(tmp_path: Path) -> None:
    """A way back that loses the way forward would be another fault."""
    old = publish(tmp_path, OLD, inputs="a").manifest.name
    new = publish(tmp_path, NEW, inputs="b").manifest.name

    assert [rollback(tmp_path), open_current(tmp_path).snapshot] == [old, old]
    assert [rollback(tmp_path), open_current(tmp_path).snapshot] == [new, new]


def test_purging_leaves_the_current_one_alone(tmp_path: Path) -> None:
    """A document that must be gone may not wait on the disk for the next change."""
    publish(tmp_path, NEW, inputs="a")
    name = publish(tmp_path, OLD, inputs="b").manifest.name
    purge(tmp_path)

    assert [path.name for path in (tmp_path / "index").iterdir() if path.is_dir()] == [name]
    assert open_current(tmp_path).snapshot == name
    with pytest.raises(IndexMissing):
        rollback(tmp_path)


def test_a_damaged_current_one_is_not_all_that_is_left(tmp_path: Path) -> None:
    """Purging then would lose the index."""
    old = publish(tmp_path, OLD, inputs="a").manifest.name
    publish(tmp_path, NEW, inputs="b")
    (_folder(tmp_path) / "documents.jsonl").write_bytes(b"[]")

    with pytest.raises(IndexUnreadable):
        purge(tmp_path)
    assert open_current(tmp_path).snapshot == old


def test_without_a_previous_one_there_is_no_way_back(tmp_path: Path) -> None:
    """And the current one stays in force."""
    name = publish(tmp_path, OLD, inputs="a").manifest.name

    with pytest.raises(IndexMissing, match="nothing to roll back to"):
        rollback(tmp_path)
    assert open_current(tmp_path).snapshot == name


def test_only_two_generations_are_kept(tmp_path: Path) -> None:
    """A removed document must be gone after the second ingestion, and disks are finite."""
    names = [publish(tmp_path, contents(document(number)), inputs="a").manifest.name for number in range(1, 5)]

    assert {path.name for path in (tmp_path / "index").iterdir() if path.is_dir()} == set(names[-2:])


def test_leftovers_are_swept(tmp_path: Path) -> None:
    """An orphan that blocked the next rename stopped 181 of 200 runs of an earlier design."""
    name = publish(tmp_path, OLD, inputs="a").manifest.name
    for leftover in ("unfinished-77", "g0123456789abcdef"):
        (tmp_path / "index" / leftover).mkdir()
    sweep(tmp_path)

    assert [path.name for path in (tmp_path / "index").iterdir() if path.is_dir()] == [name]


def test_one_ingestion_at_a_time(tmp_path: Path) -> None:
    """Two writers would sweep each other's work."""
    with locked(tmp_path), pytest.raises(IngestBusy, match="wait"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


@pytest.mark.slow
def test_a_write_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk at any file, at the rename or at the pointer leaves the old generation in force."""
    real, syncs = os.fsync, 0
    calls = itertools.count(1)

    def full(handle: int) -> None:
        if next(calls) == failing:
            raise OSError(28, "No space left on device")
        real(handle)

    for failing in itertools.count(1):
        data = tmp_path / str(failing)
        old = publish(data, OLD, inputs="a").manifest.name
        calls = itertools.count(1)
        monkeypatch.setattr(os, "fsync", full)
        with contextlib.suppress(RettesnorError):
            syncs = failing
            publish(data, NEW, inputs="b")
            break
        monkeypatch.setattr(os, "fsync", real)
        # Only the last one comes after the switch.
        assert open_current(data).snapshot == old or next(calls) > len(list(_folder(data).iterdir())) + 4
        assert publish(data, NEW, inputs="b").manifest.name == open_current(data).snapshot

    assert syncs > len(list(_folder(tmp_path / "1").iterdir())) + 3


def test_indexes_over_other_passages_are_refused() -> None:
    """A row too few would move every citation by one."""
    with pytest.raises(ValueError, match="equally many"):
        dataclasses.replace(NEW, vectors=np.zeros((3, 4), np.float32))


@pytest.mark.parametrize("shape", [(4, 4), (5, 3)], ids=["too few", "another length"])
def test_words_without_their_vectors_are_refused(shape: tuple[int, int]) -> None:
    """A row too few would give every word the next one's meaning."""
    with pytest.raises(ValueError, match="a vector each"):
        dataclasses.replace(NEW, word_vectors=np.zeros(shape, np.float32))


def test_an_older_form_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """An update of the program must not show a stack trace."""
    name = publish(tmp_path, NEW, inputs="a").manifest.name
    manifest = tmp_path / "index" / name / "manifest.json"
    held = json.loads(manifest.read_bytes()) | {"schema": 0}
    manifest.write_text(json.dumps(held))
    pointer = {"name": name, "manifest": files.checksum(manifest.read_bytes()), "inputs": "a"}
    (tmp_path / "index" / "CURRENT").write_text(json.dumps({"current": pointer, "previous": None}))

    with pytest.raises(IndexUnreadable, match="another version"):
        open_current(tmp_path)


class TestSnapshotSource:
    """A running server."""

    def test_it_picks_up_a_newer_generation(self, tmp_path: Path) -> None:
        """Without a restart, and without reading the disk again while nothing changed."""
        source = SnapshotSource(tmp_path)
        publish(tmp_path, OLD, inputs="a")
        first = source.current()

        assert source.current() is first
        publish(tmp_path, NEW, inputs="b")
        assert len(source.current().documents) == 2
        rollback(tmp_path)
        assert source.current().snapshot == first.snapshot

    def test_it_starts_before_the_first_ingestion(self, tmp_path: Path) -> None:
        """A server may be up before the documents are."""
        source = SnapshotSource(tmp_path)
        with pytest.raises(IndexMissing):
            source.current()
        publish(tmp_path, OLD, inputs="a")

        assert len(source.current().documents) == 1

    def test_it_keeps_what_it_has_when_the_new_one_is_unusable(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Other people's faults must not stop answers; one log line is enough."""
        source = SnapshotSource(tmp_path, encoder=ENCODER)
        publish(tmp_path, OLD, inputs="a")
        first = source.current()
        publish(tmp_path, contents(document(2), encoder="other"), inputs="b")

        with caplog.at_level(logging.ERROR):
            found = [source.current() for _ in range(3)]
        assert all(each is first for each in found)
        assert len(caplog.records) == 1

    @pytest.mark.slow
    def test_threads_always_get_a_whole_generation(self, tmp_path: Path) -> None:
        """Switching while many ask must not show to any of them."""
        publish(tmp_path, OLD, inputs="a")
        source = SnapshotSource(tmp_path)
        done, faults = threading.Event(), []

        def ask() -> None:
            while not done.is_set():
                try:
                    knowledge = source.current()
                    assert len(knowledge.passages) == 2 * len(knowledge.documents)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
                    faults.append(error)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(12):
            publish(tmp_path, contents(*(document(each) for each in range(1, 2 + number % 3))), inputs="a")
        done.set()
        for thread in threads:
            thread.join()

        assert faults == []
