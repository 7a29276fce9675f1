"""Every error is a problem (RFC 9457) that says what was wrong, and nothing of the inside."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from fakes import FakeAnswers, tiny_knowledge
from fastapi.testclient import TestClient

from assistant.answer import Answer
from assistant.channels.hosts import host_check
from assistant.question import Question
from ingest.knowledge import Knowledge
from ingest.settings import Settings

JSON = {"content-type": "application/json"}


def _problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail"} <= set(body)
    return body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n\t\u200b\u00a0"}, "question"),
        ({"question": "x" * 2001}, "question"),
        ({"question": None}, "question"),
        ({"question": 5}, "question"),
        ({"question": ["x"]}, "question"),
        ({"question": "x", "qestion": "y"}, "qestion"),
        ({"question": "x", "language": "de"}, "language"),
        ({"question": "x", "history": "before"}, "history"),
        ({"question": "x", "history": [{"role": "user"}]}, "history.0.content"),
        ({"question": "x", "history": [{"role": "user", "content": 1}]}, "history.0.content"),
        ({"question": "x", "asked_at": 1747724400}, "asked_at"),
        ({"question": "x", "asked_at": "next week"}, "asked_at"),
        ({"question": "x", "asked_at": "0001-01-01T00:00:00"}, "asked_at"),
        ({"question": "x", "asked_at": "9999-12-31T23:59:59Z"}, "asked_at"),
        ([], ""),
        ("x", ""),
    ],
    ids=str,
)
def test_a_body_that_cannot_be_used_names_the_field(client: TestClient, body: object, field: str) -> None:
    """The client's author should find the fault in one look."""
    problem = _problem(client.post("/v1/ask", json=body), 422)

    assert [error["field"] for error in problem["errors"]] == [field]
    assert all(error["detail"] for error in problem["errors"])


@pytest.mark.parametrize(
    ("content", "headers", "status", "word"),
    [
        (b'{"question": ', JSON, 400, "JSON"),
        ('{"question": "Mål"}'.encode("latin-1"), JSON, 400, "UTF-8"),
        (b'{"question": "\\ud800"}', JSON, 422, "surrogate"),
        (b'{"question": "\xed\xa0\x80"}', JSON, 422, "surrogate"),
        (b"[" * 100_000, JSON, 400, "JSON"),
        (b'{"question": 1' + b"0" * 5000 + b"}", JSON, 400, "JSON"),
        (b'{"question": "x"}', {}, 415, "application/json"),
        (b"question=x", {"content-type": "application/x-www-form-urlencoded"}, 415, "application/json"),
        (b'{"question": "' + b"x" * 1_100_000 + b'"}', JSON, 413, "1048576"),
        (b"null", JSON, 422, "the body"),
        (b"", JSON, 422, "the body"),
    ],
    ids=["cut", "latin-1", "escape", "raw", "deep", "digits", "no-type", "form", "large", "null", "empty"],
)
def test_a_body_that_cannot_be_read_says_why(
    client: TestClient, content: bytes, headers: dict[str, str], status: int, word: str
) -> None:
    """A stranger's bytes are answered in a sentence, never with a trace."""
    assert word in _problem(client.post("/v1/ask", content=content, headers=headers), status)["detail"]


def test_a_large_body_without_a_length_is_refused_too(client: TestClient) -> None:
    """A sender who announces nothing gets no more room."""
    _problem(client.post("/v1/ask", content=(b"x" * 100_000 for _ in range(20)), headers=JSON), 413)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/v1/ask", 405),
        ("DELETE", "/v1/documents", 405),
        ("GET", "/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/v1/documents/nothing", 404),
        ("GET", "/v1/goals/nothing", 404),
        ("GET", "/v1/milestones?organisation=nobody", 404),
        ("GET", "/v1/milestones?document=nothing", 404),
        ("GET", "/v1/goals?document=nothing", 404),
        ("GET", "/v1/milestones?quarter=Q5", 422),
        ("GET", "/v1/milestones?quarter=", 422),
        ("GET", "/v1/milestones?quater=Q2", 422),
        ("GET", "/v1/milestones?year=20", 422),
        ("GET", "/v1/milestones?year=soon", 422),
        ("GET", "/v1/milestones?overdue=perhaps", 422),
        ("GET", "/v1/milestones?status=opn", 422),
        ("GET", "/v1/milestones?asked_at=soon", 422),
    ],
)
def test_a_wrong_address_is_a_problem(client: TestClient, method: str, address: str, status: int) -> None:
    """A misspelt filter must not pass for "nothing found", nor an unknown id for an empty list."""
    _problem(client.request(method, address), status)


@pytest.mark.parametrize(
    "body",
    [
        {"query": ""},
        {"query": "x", "limit": 0},
        {"query": "x", "limit": 51},
        {"query": "x", "limit": "5"},
        {"query": "x", "limit": True},
    ],
    ids=str,
)
def test_a_search_keeps_its_limits(client: TestClient, body: dict[str, object]) -> None:
    """A limit that is no number from 1 to 50 is a slip."""
    _problem(client.post("/v1/search", json=body), 422)


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("GET", "/v1/documents/løn", None),
        ("GET", "/v1/goals?document=løn", None),
        ("GET", "/v1/milestones?document=løn", None),
        ("POST", "/v1/search", {"query": "x", "document": "løn"}),
        ("GET", "/documents/løn", None),
        ("GET", "/v1/documents", None),
        ("GET", "/documents", None),
        ("POST", "/v1/ask", {"question": "bonus", "organisation": "nobody"}),
    ],
)
def test_a_hidden_document_looks_like_none(
    client_of: Callable[[FakeAnswers], TestClient], method: str, address: str, body: object
) -> None:
    """What an asker may not read is absent, byte for byte."""
    hidden, absent = (
        client_of(FakeAnswers(tiny_knowledge(with_secret=has))).request(
            method, address, json=body, headers={"x-request-id": "same"}
        )
        for has in (True, False)
    )

    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert dict(hidden.headers) == dict(absent.headers)


@pytest.mark.parametrize("address", ["/v1/documents", "/v1/goals", "/v1/milestones", "/readyz", "/v1/documents/x"])
def test_without_an_index_the_answer_says_what_to_do(
    client_of: Callable[[FakeAnswers], TestClient], address: str
) -> None:
    """The first thing that goes wrong in a new installation explains itself."""
    response = client_of(FakeAnswers(missing=True)).get(address)

    assert "rettesnor ingest" in _problem(response, 503)["detail"]
    assert response.headers["retry-after"]


def test_an_unforeseen_fault_shows_a_reference_and_nothing_else(client: TestClient, answers: FakeAnswers) -> None:
    """A trace would show questions and paths to a stranger."""

    def fail(question: Question, knowledge: Knowledge) -> Answer:
        msg = "secret inside"
        raise ZeroDivisionError(msg)

    answers.replies["x"] = fail
    response = client.post("/v1/ask", json={"question": "x"})

    assert "reference" in _problem(response, 500)["detail"]
    assert "secret" not in response.text
    assert "nosniff" in response.headers["x-content-type-options"]


@pytest.mark.parametrize(
    ("host", "is_served"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("LOCALHOST.", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("192.168.1.4:8000", False),
        ("", False),
    ],
)
def test_only_known_hosts_are_served(client: TestClient, host: str, is_served: bool) -> None:
    """A page elsewhere must not reach a server on this machine through a name of its own (DNS rebinding)."""
    response = client.get("/healthz", headers={"host": host})

    assert response.status_code == (200 if is_served else 421)


@pytest.mark.parametrize(
    ("changes", "host", "is_served"),
    [
        ({"public_url": "https://Spoerg.example.dk/x"}, "spoerg.example.dk", True),
        ({"public_url": "https://spoerg.example.dk"}, "other.example.dk", False),
        ({"host": "0.0.0.0"}, "192.168.1.4:8000", True),
        ({"host": "0.0.0.0"}, "evil.example", False),
        ({"host": "192.168.1.4"}, "192.168.1.4:8000", True),
        ({"host": "192.168.1.4"}, "192.168.1.5", False),
    ],
)
def test_settings_say_which_names_are_served(
    settings: Settings, changes: dict[str, str], host: str, is_served: bool
) -> None:
    """A server bound to every address takes any address in figures, but no stranger's name."""
    assert host_check(dataclasses.replace(settings, **changes))(host) is is_served


def test_every_response_carries_the_security_headers(client: TestClient) -> None:
    """One page without them is the one that is found."""
    for address in ("/", "/v1/documents", "/nothing", "/static/style.css", "/documents/plan-2025"):
        headers = client.get(address).headers

        assert "script-src 'self';" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
