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
from ingest.readers import read_here
from ingest.recognise import Understood
from ingest.settings import Settings, load_settings
from ingest.snapshot import open_current

SEED = 20261123
FEW, MANY = 20, 3100
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
    monkeypatch.setattr("ingest.reembedding.find_words", lambda _: ())
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


def _trials(settings: Settings, count: int) -> int:
    """Kill, look, kill the recovery, look, ingest, look; how many kills came before the end."""
    chance = random.Random(SEED)
    page = settings.corpus / "0.md"
    began = time.perf_counter()
    old = ingest(settings).snapshot
    longest_s = time.perf_counter() - began
    killed = 0
    for trial in range(count):
        page.write_text(f"# Politik 0\n\nVi arbejder for havn nummer {trial} i dag.\n", encoding="utf-8")
        for _ in range(2):
            killed += _killed_after(chance.uniform(0.0, longest_s), lambda: ingest(settings))
            seen = open_current(settings.data)
            assert seen.snapshot == old or f"nummer {trial} " in seen.documents["0"].text, f"trial {trial}, seed {SEED}"
        old = ingest(settings).snapshot
        assert f"nummer {trial} " in open_current(settings.data).documents["0"].text, f"trial {trial}, seed {SEED}"
    return killed


@pytest.mark.slow
def test_a_few_kills_leave_old_or_new(settings: Settings) -> None:
    """Promise 8 over the whole line, reading included; the next ingestion succeeds every time."""
    assert _trials(settings, FEW) > FEW // 2


@pytest.mark.soak
def test_many_kills_leave_old_or_new(settings: Settings) -> None:
    """The same in full."""
    assert _trials(settings, MANY) > MANY // 2
