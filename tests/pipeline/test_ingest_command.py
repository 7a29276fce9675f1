"""The one command finds its sub-commands, starts lean and fails in one sentence."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from ingest import cli, pipeline
from ingest.embedding import Embedded
from ingest.errors import IndexMissing
from ingest.recognise import Understood
from ingest.settings import Settings


def _with_command(monkeypatch: pytest.MonkeyPatch, command: Callable[[Sequence[str]], int]) -> None:
    entry = SimpleNamespace(name="try", load=lambda: command)
    monkeypatch.setattr(cli, "_find", lambda name: entry if name == "try" else None)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is not listed is not found by anybody."""
    assert cli.main(["--help"]) == 0

    shown = capsys.readouterr().out
    assert all(f"\n  {entry.name} " in shown for entry in entry_points(group=cli.GROUP))


@pytest.mark.parametrize("words", [[], ["forgetit"]])
def test_misuse_shows_the_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 is for the person at the keyboard."""
    assert cli.main(words) == 2

    shown = capsys.readouterr()
    assert "usage: rettesnor" in shown.out + shown.err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The first thing a report of a fault needs."""
    assert cli.main(["--version"]) == 0

    assert capsys.readouterr().out.startswith("rettesnor ")


def test_the_words_after_the_command_are_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """And its exit code is ours."""
    seen: list[str] = []
    _with_command(monkeypatch, lambda words: seen.extend(words) or 7)

    assert cli.main(["try", "--help", "a b"]) == 7
    assert seen == ["--help", "a b"]


def test_an_expected_fault_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A stack trace tells an operator nothing."""

    def fail(words: Sequence[str]) -> int:
        message = "There is no index yet; run `rettesnor ingest`."
        raise IndexMissing(message)

    _with_command(monkeypatch, fail)

    assert cli.main(["try"]) == 1
    assert capsys.readouterr().err == "rettesnor try: There is no index yet; run `rettesnor ingest`.\n"


def test_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C is a wish, not a fault."""

    def stop(words: Sequence[str]) -> int:
        raise KeyboardInterrupt

    _with_command(monkeypatch, stop)

    assert cli.main(["try"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_an_interrupted_ingestion_says_that_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever stopped a long run must not fear for what it did."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "ingest", stop)

    assert cli.main(["ingest"]) == 130
    assert "goes on from there.\nInterrupted.\n" in capsys.readouterr().err


def _run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    script = "import sys; from ingest.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    """`rettesnor … | head` ends without a complaint."""
    script = (
        "import sys; from types import SimpleNamespace; from ingest import cli;"
        "cli._find = lambda name: SimpleNamespace(name=name, load=lambda: lambda words: print('x\\n' * 200000) or 0);"
        "sys.exit(cli.main(['try']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        complaint = child.stderr.read()

    assert complaint == ""
    assert child.returncode == 141


def test_the_start_is_lean() -> None:
    """The dispatcher must not cost the commands their speed."""
    script = (
        "import sys; from ingest.cli import main; main(['--version']);"
        "heavy = {'numpy', 'torch', 'faiss', 'llama_index', 'fastapi'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr


def _fake_embed(understood: Sequence[Understood], settings: Settings) -> Embedded:
    passages = tuple(passage for each in understood for passage in each.passages)
    return Embedded(
        passages=passages,
        vectors=np.ones((len(passages), 2), np.float32),
        words=("sundt",),
        word_vectors=np.ones((1, 2), np.float32),
        encoder="fake",
    )


def test_ingest_tells_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For people, for programs, and not at all; and the way back."""
    (tmp_path / "vision.txt").write_text("Vision\n\nEt sundt liv for alle i hele landet.\n", encoding="utf-8")
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "var"))
    monkeypatch.setattr(pipeline, "ingest", functools.partial(pipeline.ingest, embed=_fake_embed))
    monkeypatch.setattr(cli, "AFTER_INGEST", "rettesnor.no_checks")  # they open the index, which no encoder made

    assert cli.main(["ingest", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "added" in told
    assert "1 document, 0 goals" in told
    assert cli.main(["ingest", str(tmp_path), "--json"]) == 0
    assert [each["change"] for each in json.loads(capsys.readouterr().out)["documents"]] == ["unchanged"]
    assert cli.main(["ingest", str(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert cli.main(["ingest", "--rollback"]) == 1
    assert "nothing to roll back to" in capsys.readouterr().err


def test_a_missing_folder_is_said_in_one_line(tmp_path: Path) -> None:
    """The commonest mistake of a first run."""
    ended = _run("ingest", str(tmp_path / "none"), RETTESNOR_DATA=str(tmp_path / "var"))

    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "does not exist" in ended.stderr
