"""The command for administrators: enrol, import, list, approve, send, count, export, erase."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.channels.onboarding_commands import onboarding_command
from assistant.errors import OnboardingInvalid, RequestInvalid

ROOT = Path(__file__).parents[2]
STARTERS = """person;start;journey;language;to;buddy
anna@ssi.example;2025-05-05;leader;en;slack:T1:U1;bo@ssi.example
carl@ssi.example;2025-05-05;;;;
"""

Run = Callable[..., Any]


@pytest.fixture
def run(corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with --json over the real corpus and an empty store; what it prints."""
    data = tmp_path / "data"
    shutil.copytree(corpus_index, data)
    monkeypatch.setenv("RETTESNOR_DATA", str(data))
    monkeypatch.setenv("RETTESNOR_CORPUS", str(ROOT / "corpus"))

    def runs(*words: str) -> Any:
        assert onboarding_command([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return runs


@pytest.fixture
def starters(tmp_path: Path) -> Path:
    """Two starters in a file as a Danish spreadsheet writes it, one with a buddy."""
    file = tmp_path / "starters.csv"
    file.write_text("\ufeff" + STARTERS, encoding="utf-8")
    return file


def test_starters_are_imported_once(run: Run, starters: Path) -> None:
    """The same file again, with one more in it, adds that one."""
    first, second = run("import", str(starters)), run("import", str(starters))
    listed = {each["person"]: each for each in run("list")["enrolments"]}

    assert [each["person"] for each in first["enrolled"]] == ["anna@ssi.example", "bo@ssi.example", "carl@ssi.example"]
    assert (second["enrolled"], second["known_before"]) == ([], 3)
    assert (listed["anna@ssi.example"]["journey"], listed["anna@ssi.example"]["language"]) == ("leader", "en")
    assert (listed["bo@ssi.example"]["journey"], listed["bo@ssi.example"]["beside"]) == ("buddy", "anna@ssi.example")
    assert listed["carl@ssi.example"]["to"] == "-"


def test_a_file_with_a_wrong_row_enrols_nobody(run: Run, starters: Path) -> None:
    """Half a list of starters is worse than none: nobody knows who is missing."""
    starters.write_text(STARTERS + "dan@ssi.example;tomorrow;;;;\n", encoding="utf-8")

    with pytest.raises(RequestInvalid, match="Row 4: the start 'tomorrow' is no date"):
        run("import", str(starters))
    assert run("list")["enrolments"] == []


def test_completion_is_listed_unless_nobody_sees_it(run: Run, starters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting holds on the command line too."""
    run("import", str(starters))
    shown = run("list")["enrolments"]
    monkeypatch.setenv("RETTESNOR_ONBOARDING_COMPLETION", "nobody")
    hidden = run("list")["enrolments"]

    assert [each["completed"] for each in shown] == [False] * len(hidden) != []
    assert not any("completed" in each for each in hidden)


def test_a_module_is_approved_and_taken_back(run: Run) -> None:
    """What is sent depends on somebody's name, from the next step on."""

    def sent() -> set[str]:
        return {step["step"] for step in run("show", "employee")["steps"] if not step["is_left_out"]}

    draft = sent()
    run("approve", "bias", "--by", "Mette Holm")
    approved = sent()
    taken_back = run("withdraw", "bias")

    assert approved - draft == {"bias", "bias-two", "bias-three", "bias-four"}
    assert taken_back == {"module": "bias", "was_approved": True}
    assert sent() == draft
    with pytest.raises(RequestInvalid, match="no module 'none'"):
        run("approve", "none", "--by", "Mette Holm")
    with pytest.raises(RequestInvalid, match="no module 'bais'"):
        run("withdraw", "bais")
    with pytest.raises(RequestInvalid, match="no module 'bais'"):
        run("count", "bais")


def test_small_groups_are_counted_without_numbers(run: Run, starters: Path) -> None:
    """Of one leader everybody knows who it is."""
    run("import", str(starters))

    assert run("count")["groups"] == [
        {"role": "employee", "enrolled": None, "completed": None},
        {"role": "leader", "enrolled": None, "completed": None},
    ]


def test_a_person_is_exported_and_erased(run: Run, starters: Path) -> None:
    """All of it, with their name beside others."""
    run("import", str(starters))
    kept = run("export", "anna@ssi.example")
    erased = run("erase", "anna@ssi.example")
    left = run("list")["enrolments"]

    assert kept["enrolments"][0]["journey"] == "leader"
    assert kept["accompanied_by"] == ["buddy"]
    assert erased == {"erased": 1}
    assert "anna@ssi.example" not in json.dumps(left)
    assert run("export", "anna@ssi.example")["enrolments"] == []


def test_journeys_are_listed_and_shown_in_either_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks after the texts reads them as somebody would get them today."""
    journeys = {each["journey"]: each for each in run("journeys")["journeys"]}
    english = {each["step"]: each["text"] for each in run("show", "employee", "--lang", "en")["steps"]}

    assert {step["day"] for step in journeys["employee"]["steps"]} == {1, 3, 5, 10, 30, 60, 90}
    assert "“We strengthen health through disease control and research.”" in english["purpose"]
    assert "»Vi styrker sundhed gennem sygdomskontrol og forskning.«" in english["purpose"]
    assert "“Prepared” (»Beredt«)" in english["values"]
    monkeypatch.setenv("RETTESNOR_CORPUS", "nowhere")
    assert run("journeys")["journeys"]


def test_a_journey_that_cannot_be_read_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An organisation's own file with a slip in it says which."""
    folder = tmp_path / "own" / "onboarding" / "journeys"
    folder.mkdir(parents=True)
    (folder / "lab.yaml").write_text("id: lab\nrole: king\n", encoding="utf-8")
    monkeypatch.setenv("RETTESNOR_CORPUS", str(tmp_path / "own"))

    with pytest.raises(OnboardingInvalid, match=r"journeys/lab\.yaml"):
        run("journeys")
