"""Opening and making a generation does not wait for the garbage collector to look through its records."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from generation_samples import contents, document

from ingest import pipeline
from ingest.collector import without_collector
from ingest.errors import CorpusInvalid
from ingest.knowledge import Knowledge
from ingest.settings import load_settings
from ingest.snapshot import generations, is_current, open_generation, publish
from ingest.snapshot.contents import read_knowledge


@pytest.fixture(autouse=True)
def is_on() -> Iterator[None]:
    """Each test begins and ends with a collector that is on."""
    gc.enable()
    yield
    assert gc.isenabled()


def test_the_collector_is_off_within_and_on_again_after_an_error() -> None:
    """A fault in reading must not leave a server without a collector."""
    seen: list[bool] = []

    def fail() -> None:
        with without_collector():
            seen.append(gc.isenabled())
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert seen == [False]


def test_whoever_turned_it_off_keeps_it_off() -> None:
    """Holding it back within a stretch that holds it back ends with the outer one."""
    with without_collector():
        with without_collector():
            pass
        assert not gc.isenabled()


def test_records_are_made_without_the_collector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thirds of opening 60 000 passages were the collector's, which found nothing."""
    publish(tmp_path, contents(document(1)), inputs="a")
    seen: list[bool] = []

    def read(*given: Any, **named: Any) -> Knowledge:
        seen.append(gc.isenabled())
        return read_knowledge(*given, **named)

    monkeypatch.setattr(generations, "read_knowledge", read)

    open_generation(tmp_path)

    assert seen == [False]


def test_an_ingestion_that_fails_leaves_the_collector_on(tmp_path: Path) -> None:
    """The collector is held back for a whole ingestion, however it ends."""
    (tmp_path / "corpus").mkdir()
    variables = {"RETTESNOR_CORPUS": str(tmp_path / "corpus"), "RETTESNOR_DATA": str(tmp_path / "var")}

    with pytest.raises(CorpusInvalid):
        pipeline.ingest(load_settings(variables, file=tmp_path / "none.toml"))


def test_a_whole_generation_is_told_by_its_bytes_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find that nothing has changed, no record is made; a flipped bit is found all the same."""
    name = publish(tmp_path, contents(document(1)), inputs="a").manifest.name

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(generations, "read_knowledge", refuse)

    assert is_current(tmp_path, "a")
    path = tmp_path / "index" / name / "documents.jsonl"
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    assert not is_current(tmp_path, "a")
