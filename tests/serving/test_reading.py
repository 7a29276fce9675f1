"""What a client may keep, take in pages, and read as it comes."""

from __future__ import annotations

import dataclasses
import json

import pytest
from fakes import FakeAnswers
from fastapi.testclient import TestClient

from assistant.register.views import NothingReported

LISTS = ["/v1/documents", "/v1/goals", "/v1/milestones", "/v1/documents/plan-2025"]


@pytest.fixture
def client(client_of: object) -> TestClient:
    """A client of an open server."""
    return client_of(rate_limit=0)


@pytest.mark.parametrize("address", LISTS)
def test_what_has_not_changed_is_not_sent_again(client: TestClient, address: str) -> None:
    """A page that looks every minute should cost next to nothing."""
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": f'"other", {first.headers["etag"]}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"


class _OneReport(NothingReported):
    head = "one"


def test_a_tag_changes_with_what_it_stands_for(
    client_of: object, answers: FakeAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client must never go on showing what is no longer so: other documents, a new report, another day."""
    client: TestClient = client_of(rate_limit=0)

    def tag(address: str = "/v1/milestones") -> str:
        return str(client.get(address).headers["etag"])

    tags = [tag(), tag("/v1/milestones?year=2025"), tag("/v1/milestones?asked_at=2025-06-01")]
    everything = answers.everything
    answers.everything = dataclasses.replace(everything, snapshot="newer")
    tags.append(tag())
    answers.everything = dataclasses.replace(
        everything, documents={name: each for name, each in everything.documents.items() if name != "sider/vision"}
    )
    tags.append(tag())
    answers.everything = everything
    monkeypatch.setattr(answers, "statuses", lambda asker: _OneReport())
    tags.append(tag())

    assert len(set(tags)) == len(tags)


def test_a_hidden_document_does_not_show_in_a_tag(client_of: object, answers: FakeAnswers) -> None:
    """A tag that changes with what one may not read tells that there is something."""
    client: TestClient = client_of(rate_limit=0)
    before = client.get("/v1/documents").headers["etag"]
    shown = {name: each for name, each in answers.everything.documents.items() if name != "løn"}
    answers.everything = dataclasses.replace(answers.everything, documents=shown)

    assert client.get("/v1/documents").headers["etag"] == before


@pytest.mark.parametrize(("address", "name"), [("/v1/milestones", "milestones"), ("/v1/documents", "documents")])
def test_pages_hold_everything_once(client: TestClient, address: str, name: str) -> None:
    """Whoever follows the pages gets what whoever asks for all gets."""
    whole = client.get(address).json()
    pages, following = [], f"{address}?limit=1"
    while following:
        page = client.get(following).json()
        pages += page[name]
        following = page["next"]

    assert pages == whole[name]
    assert whole["next"] is None
    assert whole["total"] == len(whole[name]) > 1


def test_filters_stay_on_the_next_page(client: TestClient) -> None:
    """A next page of something else would be worse than none."""
    page = client.get("/v1/milestones?quarter=Q2&limit=1").json()

    assert page["next"] == "/v1/milestones?quarter=Q2&limit=1&offset=1"
    assert (page["total"], client.get(page["next"]).json()["next"]) == (2, None)


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "offset=-1", "offset=x"])
def test_a_page_that_cannot_be_is_refused(client: TestClient, query: str) -> None:
    """A slip must not pass for an empty list."""
    assert client.get(f"/v1/documents?{query}").status_code == 422


def test_an_answer_can_be_read_as_it_comes(client: TestClient) -> None:
    """The events hold the same answer: its text first, then all of it."""
    plain = client.post("/v1/ask", json={"question": "Hvad?"}).json()
    streamed = client.post("/v1/ask", json={"question": "Hvad?"}, headers={"accept": "text/event-stream"})
    events = [
        dict(line.split(": ", 1) for line in event.splitlines()) for event in streamed.text.split("\n\n") if event
    ]
    said = "".join(json.loads(event["data"])["delta"] for event in events if event["event"] == "text")

    assert streamed.headers["content-type"].startswith("text/event-stream")
    assert said == plain["text"]
    assert json.loads(events[-1]["data"]) == plain
    assert events[-1]["event"] == "answer"


def test_a_question_refused_is_no_stream(client: TestClient) -> None:
    """An error in the middle of a stream is an error that nobody handles."""
    response = client.post("/v1/ask", json={"question": ""}, headers={"accept": "text/event-stream"})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
