"""Whoever may report does so on a page; what is wrong is said beside the field, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import NOW, FakeAnswers
from fastapi.testclient import TestClient

from assistant.access.identity import Identity, Role
from assistant.access.tokens import AccessTokens
from assistant.channels.http import create_app
from assistant.register.opening import open_register
from assistant.register.register import Register
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import Settings, load_settings

MILESTONE = "plan-2025/mål-1/1"
PAGE = f"/report/{MILESTONE}"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(Location(file=tmp_path / "rettesnor.db"))
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Tokens, and a data folder of the test's own."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path), "RETTESNOR_AUTH": "token"})


@pytest.fixture
def register(settings: Settings, records: Store) -> Register:
    """The register that the pages write to."""
    return open_register(settings, records)


@pytest.fixture
def as_one(settings: Settings, records: Store, answers: FakeAnswers) -> Callable[..., TestClient]:
    """Makes a client that acts for somebody with a role, and for named goals."""

    def make(role: Role, goals: frozenset[str] | None = None) -> TestClient:
        identity = Identity(person="ida@example.dk", name="Ida Holm", role=role, goals=goals)
        secret = AccessTokens(records).mint(identity, by="test", lasts=None).secret
        app = create_app(answers, settings, lambda: NOW, store=lambda: records)
        return TestClient(app, base_url="http://localhost", headers={"authorization": f"Bearer {secret}"})

    return make


def test_a_report_is_kept_with_its_words(as_one: Callable[..., TestClient], register: Register) -> None:
    """What was agreed when it was reported stays beside the status, whatever the plan says later."""
    fields = {"status": "yellow", "note": "Venter på leverandøren.", "expected": "0"}
    response = as_one(Role.MANAGER).post(PAGE, data=fields, follow_redirects=False)
    kept = register.history(MILESTONE)

    assert response.status_code == 303
    assert response.headers["location"].startswith("/goals/plan-2025/m%C3%A5l-1?reported=yes#plan-2025-m")
    assert [(each.status, each.note, each.wording) for each in kept] == [
        ("yellow", "Venter på leverandøren.", "Nyt register er i drift (Q2).")
    ]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, "wrong-status"),
        ({"status": "purple"}, "wrong-status"),
        ({"status": "red"}, "wrong-note"),
        ({"status": "red", "note": "x", "completed_on": "2025-01-02"}, "wrong-completed_on"),
        ({"status": "completed", "completed_on": "i går"}, "wrong-completed_on"),
        ({"status": "green", "evidence": "javascript:alert(1)"}, "wrong-evidence"),
    ],
    ids=["nothing", "unknown status", "no reason", "a day for what is not done", "no date", "no link"],
)
def test_what_is_wrong_is_said_beside_its_field(
    as_one: Callable[..., TestClient], register: Register, fields: dict[str, str], wrong: str
) -> None:
    """The person keeps what was written, and learns what to change."""
    response = as_one(Role.MANAGER).post(PAGE, data={**fields, "expected": "0"})

    assert response.status_code == 422
    assert f'id="{wrong}"' in response.text
    assert register.history(MILESTONE) == ()


def test_nobody_overwrites_what_they_have_not_seen(as_one: Callable[..., TestClient], register: Register) -> None:
    """Of two who report at once the second sees the first one's report before it is sent again."""
    client = as_one(Role.MANAGER)
    client.post(PAGE, data={"status": "green", "expected": "0"})
    second = client.post(PAGE, data={"status": "red", "note": "Nej.", "expected": "0"})

    assert second.status_code == 409
    assert 'name="expected" value="1"' in second.text
    assert [each.status for each in register.history(MILESTONE)] == ["green"]


@pytest.mark.parametrize(
    ("role", "goals", "status"),
    [
        (Role.EMPLOYEE, None, 403),
        (Role.MANAGER, frozenset({"plan-2025/mål-2"}), 403),
        (Role.MANAGER, frozenset({"plan-2025/mål-1"}), 200),
        (Role.EDITOR, None, 200),
    ],
    ids=["employee", "another goal's manager", "the goal's manager", "editor"],
)
def test_the_form_is_for_whoever_may_report(
    as_one: Callable[..., TestClient], role: Role, goals: frozenset[str] | None, status: int
) -> None:
    """A form that refuses what it was filled in with wastes somebody's time."""
    client = as_one(role, goals)

    assert client.get(PAGE).status_code == status
    assert ("/report/" in client.get("/goals/plan-2025/mål-1").text) is (status == 200)


def test_what_is_not_there_cannot_be_reported_on(as_one: Callable[..., TestClient]) -> None:
    """An unknown id looks like a hidden one."""
    assert as_one(Role.EDITOR).get("/report/plan-2025/mål-1/77").status_code == 404
