"""An ingestion killed at a random instant, and again while the next one recovers, leaves old or new answers."""

from __future__ import annotations

import functools
import hashlib
import os
import random
import signal
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest import pipeline
from ingest.embedding import Embedded
from ingest.errors import IndexUnreadable
from ingest.readers import read_here
from ingest.recognise import Understood
from ingest.settings import Settings, load_settings
from ingest.snapshot import open_current

SEED = 20261123
FEW, MANY = 20, 3100
"""Kills; every second one meets an ingestion that recovers from the one before."""
DIM = 8


def _embed(understood: Sequence[Understood], settings: Settings) -> Embedded:
    """Vectors that depend on the words alone, without a model."""
    passages = tuple(passage for each in understood for passage in each.passages)
    rows = [_row(each.indexed_text) for each in passages]
    vectors: NDArray[np.float32] = np.array(rows, dtype=np.float32).reshape(-1, DIM)
    nothing = np.zeros((0, DIM), dtype=np.float32)
    return Embedded(passages=passages, vectors=vectors, words=(), word_vectors=nothing, encoder="fake-8")


def _row(text: str) -> NDArray[np.float64]:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")).normal(size=DIM)


ingest = functools.partial(pipeline.ingest, embed=_embed, read=read_here)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Six documents and a data folder; the words of documents are left out, as their vectors are not at stake."""
    monkeypatch.setattr("ingest.embedding.find_words", lambda _: ())
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(6):
        (corpus / f"{number}.md").write_text(
            f"# Politik {number}\n\nVi arbejder for havn {number}.\n", encoding="utf-8"
        )
    variables = {"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(tmp_path / "var")}
    return load_settings(variables, file=tmp_path / "none.toml")


def _killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Do `work` in a process of its own and kill it after so many seconds; whether it was still at it."""
    with warnings.catch_warnings():
        # Newer Pythons warn of forking beside threads; this process has none that hold anything the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kill(settings: Settings, count: int) -> int:
    """Kill, look, kill the recovery, look, ingest, look, until so many were killed; how many trials that took."""
    chance = random.Random(SEED)
    page = settings.corpus / "0.md"
    ingest(settings)
    began = time.perf_counter()
    old = _changed(page, 0, settings)
    longest_s = time.perf_counter() - began
    killed = trial = 0
    while killed < count:
        trial += 1
        page.write_text(_page(trial), encoding="utf-8")
        for _ in range(2):
            killed += _killed_after(chance.uniform(0.0, longest_s), lambda: ingest(settings))
            seen = open_current(settings.data)
            assert seen.snapshot == old or seen.documents["0"].text == _page(trial), f"trial {trial}, seed {SEED}"
        old = _changed(page, trial, settings)
        assert open_current(settings.data).documents["0"].text == _page(trial), f"trial {trial}, seed {SEED}"
    return trial


def _page(number: int) -> str:
    return f"# Politik 0\n\nVi arbejder for havn nummer {number} i dag.\n"


def _changed(page: Path, number: int, settings: Settings) -> str:
    page.write_text(_page(number), encoding="utf-8")
    return ingest(settings).snapshot


@pytest.mark.slow
def test_a_few_kills_leave_old_or_new(settings: Settings) -> None:
    """Promise 8 over the whole line, reading included; the next ingestion succeeds every time."""
    assert _kill(settings, FEW) < FEW


@pytest.mark.soak
def test_many_kills_leave_old_or_new(settings: Settings) -> None:
    """The same in full."""
    assert _kill(settings, MANY) < MANY


@pytest.mark.slow
def test_without_the_switch_in_one_step_a_kill_is_seen(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trials above would find it: a pointer that is written in place is half there when its writer dies."""

    def in_place(path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            file.write(content[:20])
            file.flush()
            time.sleep(0.05)
            file.write(content[20:])

    monkeypatch.setattr("ingest.snapshot.pointer.replace_durably", in_place)

    with pytest.raises(IndexUnreadable, match="CURRENT"):
        _kill(settings, MANY)
