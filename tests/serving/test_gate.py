"""What every request passes before a route is reached."""

from __future__ import annotations

import asyncio
import dataclasses
import time

import pytest
from access_matrix import Who
from fakes import FakeAnswers
from fastapi.testclient import TestClient

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.answer import Answer
from assistant.channels.http.deadline import BodyLimits, Deadline
from assistant.channels.http.limits import RateLimits
from assistant.channels.http.metrics import Metrics
from assistant.channels.serve import _check_reach
from assistant.question import Question
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.knowledge import Knowledge
from ingest.settings import Settings, load_settings

PROXY = load_settings({"RETTESNOR_PROXY_FROM": "10.0.0.7, 10.1.0.0/24"}).proxy_from
KIM = {"x-forwarded-user": "kim", "x-forwarded-groups": "hr, all"}
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("10.0.0.7", KIM, 200),
        ("10.1.0.9", KIM, 200),
        ("::ffff:10.0.0.7", KIM, 200),
        ("10.0.0.8", KIM, 401),
        ("127.0.0.1", KIM, 401),
        ("10.0.0.7", {}, 401),
        ("10.0.0.7", {"x-forwarded-user": " "}, 401),
    ],
    ids=["proxy", "network", "mapped", "neighbour", "this machine", "nobody", "blank"],
)
def test_only_the_proxy_names_people(client_of: object, peer: str, headers: dict[str, str], status: int) -> None:
    """A header is anybody's to write; the address it comes from is not."""
    client: TestClient = client_of(peer, auth="proxy", proxy_from=PROXY)

    assert client.get("/v1/documents", headers=headers).status_code == status


def test_the_proxys_groups_open_their_documents(client_of: object) -> None:
    """Who reads what is decided where people and groups are kept."""
    client: TestClient = client_of("10.0.0.7", auth="proxy", proxy_from=PROXY)
    hr, other = ({"x-forwarded-user": "kim", "x-forwarded-groups": groups} for groups in ("all, hr", "all"))

    assert client.get("/v1/documents/løn", headers=hr).status_code == 200
    assert client.get("/v1/documents/løn", headers=other).status_code == 404


def test_two_names_are_nobody(client_of: object) -> None:
    """A header smuggled past the proxy must not be the one that is read."""
    client: TestClient = client_of("10.0.0.7", auth="proxy", proxy_from=PROXY)
    twice = [("x-forwarded-user", "kim"), ("x-forwarded-user", "editor")]

    assert client.get("/v1/documents", headers=twice).status_code == 401


def test_a_role_is_granted_here(client_of: object, records: Store) -> None:
    """The proxy says who somebody is; what they may do is said in the register."""
    client: TestClient = client_of("10.0.0.7", auth="proxy", proxy_from=PROXY)
    before = client.get("/v1/gaps", headers=KIM).status_code
    kim = Identity(person="kim@example.dk", name="Kim", role=Role.EDITOR)
    OutsideIdentities(records).grant(OutsideIdentity(provider="proxy", subject="kim", identity=kim))

    assert (before, client.get("/v1/gaps", headers=KIM).status_code) == (403, 200)


def test_proxy_mode_needs_an_address(app_of: object) -> None:
    """Without one, everybody would be the proxy."""
    with pytest.raises(SettingInvalid, match="RETTESNOR_PROXY_FROM"):
        app_of(auth="proxy")


@pytest.mark.parametrize(
    ("changes", "is_allowed"),
    [
        ({"host": "127.0.0.1"}, True),
        ({"host": "::1"}, True),
        ({"host": "localhost"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"host": "192.168.1.4"}, False),
        ({"host": "0.0.0.0", "open_anywhere": True}, True),
        ({"host": "0.0.0.0", "auth": "token"}, True),
    ],
    ids=str,
)
def test_open_stays_on_this_machine(settings: Settings, changes: dict[str, object], is_allowed: bool) -> None:
    """Documents must not be opened to a network by a default."""
    changed = dataclasses.replace(settings, **changes)
    if is_allowed:
        _check_reach(changed)
        return
    with pytest.raises(SettingInvalid, match="RETTESNOR_OPEN_ANYWHERE"):
        _check_reach(changed)


def test_a_caller_beyond_the_limit_waits(client_of: object) -> None:
    """One caller's script must not keep the others waiting; the headers say how long."""
    client: TestClient = client_of(rate_limit=3)
    responses = [client.get("/v1/documents") for _ in range(4)]

    assert [response.status_code for response in responses] == [200, 200, 200, 429]
    assert responses[0].headers["ratelimit-policy"] == '"requests";q=3;w=60'
    assert [response.headers["ratelimit"].split(";")[1] for response in responses] == ["r=2", "r=1", "r=0", "r=0"]
    assert 1 <= int(responses[3].headers["retry-after"]) <= 20


def test_each_person_has_a_limit_of_their_own(client_of: object, secrets_of: dict[Who, str]) -> None:
    """Colleagues behind one address must not use up each other's; a wrong token uses up the address's."""
    client: TestClient = client_of(auth="token", rate_limit=1)
    order = [Who.EMPLOYEE, Who.EMPLOYEE, Who.MANAGER, Who.FORGER, Who.FORGER]
    found = [
        client.get("/v1/documents", headers={"authorization": f"Bearer {secrets_of[who]}"}).status_code for who in order
    ]

    assert found == [200, 429, 200, 401, 429]


def test_watchers_and_style_sheets_are_not_counted(client_of: object) -> None:
    """A monitoring system that is turned away rings the wrong alarm."""
    client: TestClient = client_of(rate_limit=1)

    assert {client.get("/healthz").status_code for _ in range(5)} == {200}
    assert {client.get("/metrics").status_code for _ in range(5)} == {200}


def test_a_limit_fills_up_again() -> None:
    """Whoever waits as told is served."""
    now = [0.0]
    limits = RateLimits(60, clock=lambda: now[0])
    taken = [limits.take("a") for _ in range(61)]
    now[0] = 1.0
    later = limits.take("a")

    assert [each.is_within for each in taken if each] == [True] * 60 + [False]
    assert later is not None
    assert later.is_within
    assert RateLimits(0).take("a") is None


@pytest.mark.parametrize(
    ("given", "is_kept"), [("abc-1", True), ("", False), ("a b", False), ("æ", False), ("x" * 65, False)]
)
def test_a_request_id_goes_through(client_of: object, given: str, is_kept: bool) -> None:
    """One id finds a request in everybody's log; what is no id must not get into ours."""
    response = client_of().get("/v1/nothing", headers={"x-request-id": given.encode()})

    assert (response.headers["x-request-id"] == given) is is_kept
    assert response.json()["request_id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("origin", "is_allowed"), [("https://intranet.example.dk", True), ("https://evil.example", False)]
)
def test_other_sites_are_named_by_setting(client_of: object, origin: str, is_allowed: bool) -> None:
    """An intranet page may ask with a token of its own; no other page reads an answer."""
    client: TestClient = client_of(cors_origins=("https://intranet.example.dk",))
    response = client.post("/v1/ask", json={"question": "x"}, headers={"origin": origin})

    assert (response.headers.get("access-control-allow-origin") == origin) is is_allowed
    assert response.status_code == (200 if is_allowed else 403)
    assert "access-control-allow-credentials" not in response.headers


def test_metrics_count_questions_and_never_quote_them(client_of: object) -> None:
    """Monitoring shows how it goes, and nothing of what anybody asked."""
    client: TestClient = client_of()
    client.post("/v1/ask", json={"question": "Hvilket mål er hemmeligt?"})
    client.get("/v1/documents/hemmeligt")
    found = client.get("/metrics").text

    assert 'rettesnor_questions_total{kind="goal",status="clarify"} 1.0' in found
    assert "rettesnor_answer_seconds_count 1.0" in found
    assert 'rettesnor_index_info{generation="20250520T100000-abc"} 1.0' in found
    assert "rettesnor_index_age_seconds" in found
    assert "hemmeligt" not in found


def test_the_age_of_the_index_counts_from_when_it_was_seen_in_force(answers: FakeAnswers) -> None:
    """Were it counted from the first look at the measures, a server that is watched late would seem just renewed."""
    now = [100.0]
    measures = Metrics(answers, clock=lambda: now[0])
    measures.look_at_index()
    now[0] = 160.0

    assert b"rettesnor_index_age_seconds 60.0" in measures.written()


def test_many_fields_are_refused_before_they_are_checked(client_of: object) -> None:
    """A hundred thousand fields cost the sender nothing, and checking each would cost everybody."""
    body = ("{" + ",".join(f'"f{number}":1' for number in range(60_000)) + "}").encode()
    start = time.perf_counter()
    response = client_of().post("/v1/ask", content=body, headers=JSON)

    assert response.status_code == 413
    assert time.perf_counter() - start < 1


def test_commas_in_a_text_are_no_parts(client_of: object) -> None:
    """A long earlier answer must not be taken for an attack."""
    history = [{"role": "assistant", "content": 'a,"b",' * 5_000}]
    response = client_of().post("/v1/ask", json={"question": "x", "history": history})

    assert response.status_code == 200


def test_an_answer_that_takes_too_long_is_given_up(client_of: object, answers: FakeAnswers) -> None:
    """A caller who waits for ever asks again, and makes it worse."""

    def slow(question: Question, knowledge: Knowledge) -> Answer:
        time.sleep(0.3)
        raise AssertionError

    answers.replies["x"] = slow
    client: TestClient = client_of(request_timeout_s=0.05)
    response = client.post("/v1/ask", json={"question": "x"})

    assert response.status_code == 503
    assert response.headers["retry-after"]


def test_a_body_that_does_not_come_is_not_waited_for(settings: Settings) -> None:
    """A sender of one byte a minute must not hold a place for an hour."""
    sent: list[dict[str, object]] = []
    scope = {"type": "http", "path": "/v1/ask", "method": "POST", "headers": [(b"content-length", b"10")]}

    async def receive() -> dict[str, object]:
        await asyncio.sleep(60)
        return {}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def never(*_: object) -> None:
        raise AssertionError

    quick = dataclasses.replace(settings, body_timeout_s=0.05)
    asyncio.run(BodyLimits(never, settings=quick)(scope, receive, send))

    assert sent[0]["status"] == 408


def test_a_begun_answer_may_go_on(settings: Settings) -> None:
    """A stream is as long as it is; only its beginning is waited for."""
    sent: list[str] = []

    async def app(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(0.1)
        await send({"type": "http.response.body", "body": b"x"})

    async def send(message: dict[str, str]) -> None:
        sent.append(message["type"])

    quick = dataclasses.replace(settings, request_timeout_s=0.02)
    asyncio.run(Deadline(app, settings=quick)({"type": "http"}, None, send))

    assert sent == ["http.response.start", "http.response.body"]
