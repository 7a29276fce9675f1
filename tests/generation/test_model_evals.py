"""`rettesnor evals --model`: what a model adds and costs, in one table that hides nothing."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import scripted
from scripted import Script, say, serving

from evals.cli import evals_command

FEW = ["--set", "golden", "--only", "corpus_lists"]


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    """Wait for the threads of replies, and for their connections."""
    yield
    for thread in threading.enumerate():
        if thread.name == "rettesnor-model":
            thread.join(5)
    gc.collect()


def _told(script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: Path) -> str:
    with serving(script) as (url, _):
        monkeypatch.setenv("RETTESNOR_LLM_MODEL", "scripted")
        monkeypatch.setenv("RETTESNOR_LLM_URL", url)
        assert evals_command(["--model", *FEW, "--data", str(data)]) == 0
    return capsys.readouterr().out


@pytest.mark.slow
def test_both_ways_to_answer_stand_beside_each_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Rightness, faithfulness, length, language, time and cost."""
    monkeypatch.setenv("RETTESNOR_LLM_PRICE_SENT", "1000")
    monkeypatch.setenv("RETTESNOR_LLM_PRICE_RECEIVED", "1000")

    told = _told(scripted.speaks(say("SSI names five qualities.", 1)), monkeypatch, capsys, tmp_path)

    rows = [line.partition("  ")[0] for line in told.splitlines()]
    assert rows[1:8] == [
        "right", "fabricated", "quotations exact", "right language", "characters, median", "seconds, median",
        "seconds, 95 %",
    ]  # fmt: skip
    assert "scripted (127.0.0.1)" in told
    assert "worded with the model; 0 replies failed\n" in told
    assert "for 1000 questions" in told


@pytest.mark.slow
def test_a_model_that_was_left_alone_is_not_judged_in_silence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Answers by rules alone would else be taken for its own."""
    told = _told(scripted.fails(500), monkeypatch, capsys, tmp_path)

    assert "\n0 of " in told
    assert "5 replies failed, " in told
    assert "were not asked for: scripted is left alone after 5 failures in a row" in told


def test_without_a_model_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Minutes of questions before such a sentence would be in vain."""
    monkeypatch.delenv("RETTESNOR_LLM_MODEL", raising=False)

    code = evals_command(["--model", *FEW, "--data", str(tmp_path / "indexes")])

    assert code == 1
    assert "set RETTESNOR_LLM_MODEL and RETTESNOR_LLM_URL" in capsys.readouterr().err
    assert not (tmp_path / "indexes").exists()
