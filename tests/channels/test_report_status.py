"""`rettesnor report-status`: what a person does by hand, and what they are told."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import FakeAnswers, tiny_knowledge

from assistant.channels.cli import milestones_command
from assistant.channels.register_commands import report_status_command
from assistant.channels.subjects import subject_named
from assistant.errors import NotFound, ReportConflict, RequestInvalid
from assistant.protocols import Answers
from assistant.question import Asker
from assistant.register.opening import reports
from assistant.register.views import NothingReported, Statuses
from ingest.settings import Settings, load_settings

MILESTONE = tiny_knowledge().milestones[0]
SHORT = MILESTONE.id.rpartition("/")[2]


class RegisterAnswers(FakeAnswers):
    """Fake answers over the register that the settings describe, as `bootstrap` wires it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.seen_by = reports(settings)

    def statuses(self, asker: Asker) -> Statuses:
        """What is in the register."""
        return self.seen_by(asker)


def _build(settings: Settings) -> Answers:
    return RegisterAnswers(settings)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs the command over an empty data folder; gives what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LANG", "da_DK.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("getpass.getuser", lambda: "mette")

    def runs(*words: str) -> str:
        assert report_status_command(words, build=_build) == 0
        return capsys.readouterr().out

    return runs


def test_without_a_status_it_shows_what_was_reported(run: Callable[..., str]) -> None:
    """And without a report it says so, in words."""
    assert run(MILESTONE.id) == f"{MILESTONE.quote.text}\n\nDer er ikke indberettet noget.\n"


def test_a_report_is_shown_with_who_and_why(run: Callable[..., str]) -> None:
    """The local account is who reports."""
    shown = run(MILESTONE.id, "yellow", "--note", "Forsinket.", "--evidence", "https://x.example/1")

    assert "gul  (mette)" in shown
    assert "  Kommentar: Forsinket.\n  Dokumentation: https://x.example/1\n" in shown
    assert "Dengang" not in shown
    assert "yellow  (mette)" in run(MILESTONE.id, "--lang", "en")


def test_json_is_what_the_http_interface_gives(run: Callable[..., str]) -> None:
    """A script reads the same either way."""
    run(MILESTONE.id, "completed", "--completed-on", "2025-05-02")
    told = json.loads(run(MILESTONE.id, "--json"))

    assert told["version"] == 1
    assert told["reports"][0]["completed_on"] == "2025-05-02"


def test_a_stale_report_is_refused(run: Callable[..., str]) -> None:
    """A script that has not looked is told to look."""
    run(MILESTONE.id, "green")

    with pytest.raises(ReportConflict, match="report again if it still stands"):
        run(MILESTONE.id, "green", "--expected", "0")


def test_a_report_without_its_reason_is_refused(run: Callable[..., str]) -> None:
    """The same rules as everywhere."""
    with pytest.raises(RequestInvalid, match="needs a comment"):
        run(MILESTONE.id, "red")


def test_the_list_shows_what_was_reported(run: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    """In the table, in JSON and in CSV."""
    run(MILESTONE.id, "red", "--note", "=1+1")
    shown = {}
    for form in ("--ids", "--json", "--csv"):
        milestones_command([form, "--status", "red"], build=_build)
        shown[form] = capsys.readouterr().out

    assert re.search(rf"  rød.*  {re.escape(SHORT)}  ", shown["--ids"])
    assert json.loads(shown["--json"])["milestones"][0]["note"] == "=1+1"
    assert "'=1+1" in shown["--csv"]
    assert shown["--csv"].startswith("id,goal,text,quarters,from,to,status,")


def test_the_end_of_an_id_is_enough_where_it_names_one() -> None:
    """Ids are long; nobody types a whole one."""
    knowledge = tiny_knowledge()
    found = subject_named(knowledge, SHORT)

    assert found.id == MILESTONE.id
    assert found.goal == MILESTONE.goal
    with pytest.raises(NotFound, match="milestones --ids"):
        subject_named(knowledge, "nothing")


def test_an_ending_that_names_two_is_told_with_both() -> None:
    """A guess would report on the wrong one."""
    knowledge = tiny_knowledge()
    goal = knowledge.goals[0]
    pair = tuple(
        dataclasses.replace(each, id=f"{goal.id}/{part}/same")
        for each, part in zip(goal.milestones[:2], "ab", strict=True)
    )
    doubled = dataclasses.replace(knowledge, goals=(dataclasses.replace(goal, milestones=pair),))

    with pytest.raises(NotFound, match=r"may be any of 2: .*a/same, .*b/same; write more"):
        subject_named(doubled, "same")


def test_reports_that_come_later_are_seen_without_a_restart(tmp_path: Path, run: Callable[..., str]) -> None:
    """A server that started before the first report must show it."""
    seen_by = reports(load_settings())
    before = seen_by(Asker())
    run(MILESTONE.id, "green")

    assert isinstance(before, NothingReported)
    assert [report.status for report in seen_by(Asker()).history(MILESTONE.id)] == ["green"]
