"""The commands print what the assistant says, and fail in one sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fakes import FakeAnswers

from assistant.channels import cli
from assistant.protocols import Answers
from ingest.records import Language
from ingest.settings import Settings

Command = Callable[..., int]


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rettesnor.toml and no shell language of this machine."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(answers: FakeAnswers, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command over the fake answers; gives exit code, output, errors."""

    def build(_settings: Settings) -> Answers:
        return answers

    def runs(command: Command, *argv: str) -> tuple[int, str, str]:
        code = command(argv, build=build)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return runs


class _Terminal(io.TextIOWrapper):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        return True


def _input(monkeypatch: pytest.MonkeyPatch, content: bytes, *, kind: type[io.TextIOWrapper] = io.TextIOWrapper) -> None:
    monkeypatch.setattr("sys.stdin", kind(io.BytesIO(content), encoding="utf-8"))


def test_ask_prints_the_answer(run: Callable[..., tuple[int, str, str]]) -> None:
    """Words of a question need no quotes around them."""
    assert run(cli.ask_command, "hvad", "er", "målet?") == (
        0,
        "Planen siger: »Vi måler det, der betyder noget.« [1]\n",
        "",
    )


def test_ask_reads_standard_input(
    run: Callable[..., tuple[int, str, str]], answers: FakeAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question may come from a pipe, named by "-" or not."""
    _input(monkeypatch, "Hvad er målet?\n".encode())
    run(cli.ask_command, "-")
    _input(monkeypatch, b"Hvad?\n")
    run(cli.ask_command)

    assert [question.text for question, _ in answers.asked] == ["Hvad er målet?", "Hvad?"]


def test_ask_gives_the_contracts_json(run: Callable[..., tuple[int, str, str]], answers: FakeAnswers) -> None:
    """What a script reads here is what it reads over HTTP."""
    _, out, _ = run(cli.ask_command, "x", "--json", "--lang", "en", "--asked-at", "2025-05-20", "--organisation", "SSI")

    found = json.loads(out)
    question = answers.asked[0][0]
    assert (found["schema_version"], found["language"]) == (1, "en")
    assert found["asked_at"] == "2025-05-20T00:00:00+02:00"
    assert (question.language, question.organisation) == (Language.ENGLISH, "ssi")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([""], "empty"),
        (["x" * 2001], "2001 characters"),
        (["x", "--organisation", "nobody"], "organisation"),
        (["\udcff"], "surrogate"),
    ],
    ids=["empty", "long", "organisation", "bytes"],
)
def test_a_question_that_cannot_be_used_is_one_sentence(
    run: Callable[..., tuple[int, str, str]], argv: Sequence[str], said: str
) -> None:
    """Exit code 1, nothing on standard output, no trace."""
    code, out, err = run(cli.ask_command, *argv)

    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_input_that_is_not_utf8_is_refused(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guessing an encoding would answer another question."""
    _input(monkeypatch, "Hvad er målet?".encode("latin-1"))

    assert run(cli.ask_command, "-")[2] == "rettesnor: Standard input is not UTF-8; send the question in UTF-8.\n"


def test_a_conversation_keeps_its_history_and_its_options(
    run: Callable[..., tuple[int, str, str]], answers: FakeAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal a follow-up is understood, and a number chooses a reading."""
    _input(monkeypatch, "Hvilket mål?\n1\nog for Q4?\n\n".encode(), kind=_Terminal)
    code, out, _ = run(cli.ask_command)

    assert code == 0
    assert [question.text for question, _ in answers.asked] == [
        "Hvilket mål?",
        "Hvad er koncernfælles mål 1?",
        "og for Q4?",
    ]
    assert [len(question.history) for question, _ in answers.asked] == [0, 2, 4]
    assert "1) Koncernfælles" in out


@pytest.mark.parametrize(
    ("argv", "count"),
    [
        ([], 3),
        (["--quarter", "Q2"], 2),
        (["--due", "k2"], 1),
        (["--year", "2024"], 0),
        (["--status", "open", "--quarter", "3"], 1),
        (["--overdue"], 0),
        (["--organisation", "SSI"], 3),
    ],
    ids=str,
)
def test_milestones_are_a_filter(run: Callable[..., tuple[int, str, str]], argv: Sequence[str], count: int) -> None:
    """The same filter as everywhere, as a table and as JSON."""
    _, table, _ = run(cli.milestones_command, *argv)
    _, out, _ = run(cli.milestones_command, *argv, "--json")

    assert len(json.loads(out)["milestones"]) == count
    assert table.count("ikke indberettet") == count


def test_a_milestones_row_says_when_and_what(run: Callable[..., tuple[int, str, str]]) -> None:
    """A quarter without its year would be read as this year's."""
    _, out, _ = run(cli.milestones_command, "--due", "Q2", "--lang", "en")

    assert "Q2 2025      not reported  Nyt register er i drift (Q2)." in out


def test_goals_and_search_name_their_places(run: Callable[..., tuple[int, str, str]]) -> None:
    """Whatever is listed can be found again in its document."""
    _, goals, _ = run(cli.goals_command)
    _, hits, _ = run(cli.search_command, "måler")

    assert "Resultatplan 2025 › Mål › Mål 1" in goals
    assert "[plan-2025 32–64]" in hits
    assert json.loads(run(cli.search_command, "måler", "--json")[1])["hits"][0]["start"] == 32
    assert json.loads(run(cli.goals_command, "--json")[1])["goals"][0]["document"] == "plan-2025"


@pytest.mark.parametrize(
    ("command", "argv"),
    [
        (cli.milestones_command, ["--quarter", "Q5"]),
        (cli.milestones_command, ["--year", "20"]),
        (cli.milestones_command, ["--status", "opn"]),
        (cli.ask_command, ["x", "--lang", "de"]),
        (cli.ask_command, ["x", "--asked-at", "soon"]),
        (cli.search_command, []),
        (cli.search_command, ["x", "--limit", "0"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else " ".join(value),
)
def test_wrong_usage_exits_with_2(command: Command, argv: Sequence[str]) -> None:
    """Scripts tell a slip of the hand from a fault."""
    with pytest.raises(SystemExit) as ended:
        command(argv)

    assert ended.value.code == 2


@pytest.mark.parametrize("command", [cli.goals_command, cli.milestones_command], ids=["goals", "milestones"])
def test_without_an_index_the_sentence_says_what_to_do(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """The first thing that goes wrong in a new installation explains itself."""
    code = command([], build=lambda _settings: FakeAnswers(missing=True))

    assert code == 1
    assert "rettesnor ingest" in capsys.readouterr().err


def test_check_says_what_is_wrong_and_keeps_secrets(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its output is pasted into tickets."""
    monkeypatch.setenv("RETTESNOR_SLACK_BOT_TOKEN", "xoxb-very-secret")
    code, out, _ = run(cli.check_command)
    as_json = run(cli.check_command, "--json")[1]

    assert code == 1
    assert "WRONG  corpus: there is no folder corpus" in out
    assert "very-secret" not in out + as_json
    assert json.loads(as_json)["ok"] is False
    assert "20250520T100000-abc" in out


def test_check_is_content_when_all_is_well(
    run: Callable[..., tuple[int, str, str]], answers: FakeAnswers, tmp_path: Path
) -> None:
    """Exit code 0 is what a deployment waits for; a changed file ends it."""
    corpus = tmp_path / "corpus"
    for document in answers.everything.documents.values():
        file = corpus / document.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
        object.__setattr__(document, "checksum", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    (corpus / "corpus.toml").write_text("", encoding="utf-8")
    well, _, _ = run(cli.check_command)
    (corpus / "plan-2025.md").write_text("changed", encoding="utf-8")
    changed, out, _ = run(cli.check_command)

    assert (well, changed) == (0, 1)
    assert "plan-2025.md changed" in out


def test_asking_loads_nothing_heavy() -> None:
    """A cold `rettesnor ask` is quick because the web, the templates and the trainers stay away."""
    heavy = "fastapi", "jinja2", "markdown_it", "torch", "transformers", "llama_index", "slack_bolt", "uvicorn"
    code = f"import sys, assistant.channels.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert done.stdout.strip() == "[]"
