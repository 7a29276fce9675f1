"""Reporting over HTTP: who may, what is refused, and that nobody overrules a report they have not seen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from access_matrix import Who
from fakes import FakeAnswers, tiny_knowledge
from fastapi.testclient import TestClient
from httpx2 import Response

from assistant.access.identity import Identity, Role
from assistant.access.tokens import AccessTokens
from assistant.question import Asker
from assistant.register.opening import open_register
from assistant.register.register import Register
from assistant.register.seen import Sight
from assistant.register.views import Statuses
from assistant.store.store import Store
from ingest.settings import Settings

GOAL = tiny_knowledge().goals[0]
MILESTONE = GOAL.milestones[0]
ADDRESS = f"/v1/milestones/{MILESTONE.id}"
YELLOW = {"status": "yellow", "note": "Forsinket.", "expected": 0}


class Answers(FakeAnswers):
    """Fake answers over a real register."""

    sight: Sight

    def statuses(self, asker: Asker) -> Statuses:
        """What is in the register."""
        return self.sight(asker)


@pytest.fixture
def register(records: Store, settings: Settings) -> Register:
    """The register behind the server."""
    return open_register(settings, records)


@pytest.fixture
def answers(register: Register) -> Answers:
    """Answers over the tiny knowledge; employees do not see the interim round."""
    made = Answers()
    made.sight = Sight(register, employees_see_interim=False)
    return made


@pytest.fixture
def as_(client_of: Callable[..., TestClient], secrets_of: dict[Who, str]) -> Callable[[Who], TestClient]:
    """A client that sends the token of an identity."""

    def client(who: Who) -> TestClient:
        made = client_of(auth="token", rate_limit=0)
        made.headers["authorization"] = f"Bearer {secrets_of[who]}"
        return made

    return client


@pytest.fixture
def manager(as_: Callable[[Who], TestClient]) -> TestClient:
    """A manager of every goal."""
    return as_(Who.MANAGER)


def test_a_report_comes_back_as_history(manager: TestClient) -> None:
    """What was kept is shown at once, with the version the next report must name."""
    answer = manager.post(f"{ADDRESS}/status", json=YELLOW)

    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert answer.json()["version"] == 1
    (report,) = answer.json()["reports"]
    assert (report["status"], report["round"], report["note"]) == ("yellow", "interim", "Forsinket.")
    assert (report["reported_by"], report["wording"]) == ("Manager", MILESTONE.quote.text)
    assert manager.get(f"{ADDRESS}/history").json() == answer.json()


def test_a_goal_is_reported_on_like_a_milestone(manager: TestClient) -> None:
    """The traffic light of the autumn is a goal's."""
    answer = manager.post(f"/v1/goals/{GOAL.id}/status", json={"status": "green", "expected": 0})

    assert answer.status_code == 201
    assert manager.get(f"/v1/goals/{GOAL.id}").json()["status"] == "green"
    assert manager.get(f"/v1/goals/{GOAL.id}/history").json()["version"] == 1


def test_an_id_of_the_other_kind_is_not_found(manager: TestClient) -> None:
    """A goal is no milestone."""
    assert manager.post(f"/v1/milestones/{GOAL.id}/status", json=YELLOW).status_code == 404
    assert manager.post(f"/v1/goals/{MILESTONE.id}/status", json=YELLOW).status_code == 404
    assert manager.get(f"/v1/goals/{MILESTONE.id}/history").status_code == 404


def test_a_stale_report_is_refused_with_the_state_as_it_is(
    manager: TestClient, as_: Callable[[Who], TestClient]
) -> None:
    """Two people look, one reports, the other must look again."""
    manager.post(f"{ADDRESS}/status", json=YELLOW)
    late = as_(Who.EDITOR).post(f"{ADDRESS}/status", json={"status": "green", "expected": 0})

    assert late.status_code == 409
    assert late.headers["content-type"] == "application/problem+json"
    assert late.headers["etag"] == '"1"'
    assert late.json()["current"]["version"] == 1
    assert late.json()["current"]["reports"][0]["note"] == "Forsinket."
    assert manager.get(f"{ADDRESS}/history").json()["version"] == 1


@pytest.mark.parametrize("tag", ['"0"', 'W/"0"', ' "0" '])
def test_if_match_says_which_version_is_known(manager: TestClient, tag: str) -> None:
    """The header every client library knows does as well as the field."""
    sent = {"status": "green"}

    assert manager.post(f"{ADDRESS}/status", json=sent, headers={"If-Match": tag}).status_code == 201
    assert manager.post(f"{ADDRESS}/status", json=sent, headers={"If-Match": tag}).status_code == 409


@pytest.mark.parametrize("tag", ["0", "*", '"x"', '"-1"', '"1", "2"'])
def test_an_if_match_that_says_nothing_is_refused(manager: TestClient, tag: str) -> None:
    """Least of all "whatever there is"."""
    answer = manager.post(f"{ADDRESS}/status", json={"status": "green"}, headers={"If-Match": tag})

    assert answer.status_code == 422


def test_two_versions_that_disagree_are_refused(manager: TestClient) -> None:
    """Nobody can say which was meant."""
    sent = {"status": "green", "expected": 1}

    assert manager.post(f"{ADDRESS}/status", json=sent, headers={"If-Match": '"0"'}).status_code == 422


def test_a_report_that_names_no_version_is_refused(manager: TestClient) -> None:
    """It could overrule a report that nobody has seen."""
    answer = manager.post(f"{ADDRESS}/status", json={"status": "green"})

    assert answer.status_code == 428
    assert "If-Match" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"status": "red"}, "note"),
        ({"status": "blue"}, "status"),
        ({"status": "green", "evidence": "javascript:alert(1)"}, "evidence"),
        ({"status": "green", "round": "annual"}, "round"),
        ({"status": "green", "round": "autumn"}, "round"),
        ({"status": "completed", "completed_on": "2025-05-21"}, "completed_on"),
        ({"status": "completed", "completed_on": "soon"}, "completed_on"),
        ({"status": "green", "expected": -1}, "expected"),
        ({"status": "green", "reported_by": "somebody else"}, "reported_by"),
        ({}, "status"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_report_is_told_by_field(manager: TestClient, sent: dict[str, object], field: str) -> None:
    """A form shows the message where the mistake is."""
    answer = manager.post(f"{ADDRESS}/status", json={"expected": 0} | sent)

    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json()["errors"]]


def test_what_is_completed_without_a_day_was_completed_today(manager: TestClient) -> None:
    """Today is the server's clock's, in its time zone."""
    answer = manager.post(f"{ADDRESS}/status", json={"status": "completed", "expected": 0})

    assert answer.json()["reports"][0]["completed_on"] == "2025-05-20"
    assert manager.get("/v1/milestones?status=completed").json()["milestones"][0]["id"] == MILESTONE.id


@pytest.mark.parametrize("who", [Who.EMPLOYEE, Who.STRANGER, Who.FORGER, Who.REVOKED, Who.EXPIRED])
def test_who_may_not_report_changes_nothing(
    as_: Callable[[Who], TestClient], secrets_of: dict[Who, str], register: Register, who: Who
) -> None:
    """Refused, and nothing kept."""
    secrets_of.setdefault(who, "")

    assert as_(who).post(f"{ADDRESS}/status", json=YELLOW).status_code in {401, 403}
    assert register.head().n == 0


def test_in_the_open_mode_nobody_reports(client_of: Callable[..., TestClient], register: Register) -> None:
    """Where nobody is known a report would be nobody's."""
    answer = client_of(auth="open").post(f"{ADDRESS}/status", json=YELLOW)

    assert answer.status_code == 403
    assert register.head().n == 0


def test_a_manager_of_other_goals_may_not(client_of: Callable[..., TestClient], records: Store) -> None:
    """Named goals are the only ones."""
    other = Identity(person="o", name="O", role=Role.MANAGER, goals=frozenset({"another"}))
    client = client_of(auth="token")
    client.headers["authorization"] = "Bearer " + AccessTokens(records).mint(other, by="x", lasts=None).secret
    answer = client.post(f"{ADDRESS}/status", json=YELLOW)

    assert answer.status_code == 403
    assert "may not report on this goal" in answer.json()["detail"]


def test_an_interim_report_is_absent_for_employees(manager: TestClient, as_: Callable[[Who], TestClient]) -> None:
    """In lists, records, history and version alike."""
    employee = as_(Who.EMPLOYEE)
    paths = [f"{ADDRESS}/history", f"/v1/goals/{GOAL.id}", "/v1/milestones", "/v1/milestones?status=yellow"]
    before = [(answer.content, answer.headers.get("etag")) for answer in map(employee.get, paths)]
    manager.post(f"{ADDRESS}/status", json=YELLOW)
    after = [(answer.content, answer.headers.get("etag")) for answer in map(employee.get, paths)]

    assert after == before
    assert manager.get(f"{ADDRESS}/history").json()["version"] == 1


def test_a_milestone_that_its_goal_no_longer_has_keeps_its_history(manager: TestClient, answers: Answers) -> None:
    """What was said about it was said; what was never there is not found."""
    manager.post(f"{ADDRESS}/status", json=YELLOW)
    goal = dataclasses.replace(GOAL, milestones=GOAL.milestones[1:])
    answers.everything = dataclasses.replace(answers.everything, goals=(goal, *answers.everything.goals[1:]))
    kept = manager.get(f"{ADDRESS}/history")

    assert kept.json()["wording"] is None
    assert kept.json()["reports"][0]["wording"] == MILESTONE.quote.text
    assert manager.get(f"/v1/milestones/{GOAL.id}/never").status_code == 404
    assert manager.get(f"/v1/milestones/{GOAL.id}/never/history").status_code == 404
    assert manager.post(f"{ADDRESS}/status", json=YELLOW).status_code == 404


def test_a_broken_register_is_told_and_added_to_by_nobody(manager: TestClient, register: Register) -> None:
    """503 with what to do; answers that need no status go on."""
    manager.post(f"{ADDRESS}/status", json=YELLOW)
    register.anchor.path.unlink()
    answer = manager.post(f"{ADDRESS}/status", json=YELLOW | {"expected": 1})

    assert answer.status_code == 503
    assert "rettesnor check" in answer.json()["detail"]
    assert manager.get("/v1/documents").status_code == 200


def test_reporters_at_once_are_all_heard_or_told(manager: TestClient, register: Register) -> None:
    """Each reads, reports, and on a conflict reads again; nothing is lost, nothing fails."""

    def reports(who: int) -> list[str]:
        notes = [f"{who}.{n}" for n in range(3)]
        for note in notes:
            while True:
                version = manager.get(f"{ADDRESS}/history").json()["version"]
                answer: Response = manager.post(
                    f"{ADDRESS}/status", json={"status": "red", "note": note, "expected": version}
                )
                assert answer.status_code in {201, 409}
                if answer.status_code == 201:
                    break
        return notes

    with ThreadPoolExecutor(4) as pool:
        acknowledged = [note for notes in pool.map(reports, range(4)) for note in notes]

    assert sorted(entry.note or "" for entry in register.entries()) == sorted(acknowledged)
