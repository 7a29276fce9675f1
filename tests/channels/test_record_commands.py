"""Looking after the records by hand: backup, restore, and what is kept about a person."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.access.tokens import AccessTokens
from assistant.channels import record_commands as commands
from assistant.delivery import Item, Outbox
from assistant.onboarding.enrolments import Enrolments, make_enrolment
from assistant.register.draft import NewReport
from assistant.register.opening import open_register, whole_register
from assistant.status import ReportedStatus
from assistant.store.store import open_store
from ingest.settings import load_settings

METTE = Identity(person="mette@x.example", name="Mette Sørensen", role=Role.MANAGER)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command over a data folder in which one person has left traces."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "data"))
    settings = load_settings()
    store = open_store(settings)
    AccessTokens(store).mint(METTE, by="x", lasts=None)
    OutsideIdentities(store).grant(OutsideIdentity(provider="slack", subject="T1:U1", identity=METTE))
    open_register(settings, store).report(NewReport(subject="g", goal="g", status=ReportedStatus.GREEN), by=METTE)
    now = dt.datetime.now(dt.UTC)
    item = Item(key="k", kind="step", recipient="slack:T1:U1", payload={"to": METTE.name}, not_before=now)
    Outbox(store).put(item)
    Enrolments(store).enrol([make_enrolment(METTE.person, "employee", now.date())], at=now)
    store.close()

    def runs(command: Callable[..., int], *words: str) -> str:
        assert command(words) == 0
        return capsys.readouterr().out

    return runs


def test_backup_and_restore_say_what_they_did(run: Callable[..., str], tmp_path: Path) -> None:
    """In a sentence for a person, in JSON for a script."""
    assert run(commands.backup_command, "b.zip") == "Reports in b.zip, checked: 1.\n"
    assert json.loads(run(commands.restore_command, "b.zip", "--replace", "--json")) == {"entries": 1, "lost": 0}


def test_everything_about_a_person_is_exported(run: Callable[..., str]) -> None:
    """Their reports, their tokens without the secret, and who they are elsewhere."""
    told = json.loads(run(commands.export_person_command, METTE.person))

    assert [entry["status"] for entry in told["register"]] == ["green"]
    assert {"T1:U1"} == {each["subject"] for each in told["access"] if "subject" in each}
    assert "hash" not in json.dumps(told["access"])


def test_erasing_asks_first_and_leaves_nothing_that_leads_back(run: Callable[..., str], tmp_path: Path) -> None:
    """The reports stay and the chain holds; the file itself holds the name no more."""
    assert "Run again with --yes" in run(commands.erase_person_command, METTE.person)
    assert json.loads(run(commands.export_person_command, METTE.person))["register"]
    assert run(commands.erase_person_command, METTE.person, "--yes") == (
        "Erased: 0 in approvals, 1 in register, 0 in slack, 1 in messages, 1 in onboarding, 2 in access.\n"
    )
    told = json.loads(run(commands.export_person_command, METTE.person))
    content = (tmp_path / "data" / "rettesnor.db").read_bytes()

    assert [told[part] for part in ("register", "messages", "onboarding", "access")] == [[], [], [], []]
    assert METTE.name.encode() not in content
    assert METTE.person.encode() not in content
    assert whole_register(load_settings()) == (True, whole_register(load_settings())[1])


def test_a_person_nobody_knows_has_nothing(run: Callable[..., str]) -> None:
    """An answer, not an error: that is what they wanted to know."""
    told = json.loads(run(commands.export_person_command, "nobody"))

    parts = ("approvals", "register", "slack", "messages", "onboarding", "access")
    assert told == {"person": "nobody"} | {part: [] for part in parts}


def test_where_nothing_is_kept_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asking what is kept must not begin to keep something."""
    monkeypatch.chdir(tmp_path)
    commands.export_person_command(["nobody"])

    assert json.loads(capsys.readouterr().out) == {"person": "nobody"}
    assert list(tmp_path.iterdir()) == []
