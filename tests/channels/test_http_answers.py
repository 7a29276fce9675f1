"""What /v1 gives is what `Answers` gives, no more and no less."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes import NOW, PAGE, PLAN, FakeAnswers, document_of, tiny_knowledge
from fastapi.testclient import TestClient

from assistant.answer import Answer, Citation, GoalView, MilestoneView
from assistant.channels.http.examples import ANSWER_EXAMPLE, ASK_EXAMPLE, DOCUMENT_EXAMPLE, HIT_EXAMPLE
from assistant.channels.openai.errors import PATHS as OPENAI_PATHS
from assistant.question import ANYBODY, Question, Turn
from assistant.render.json import answer_json
from ingest.records import Language

CORPUS = Path(__file__).parents[2] / "corpus"


def test_ask_gives_the_answer_of_the_assistant(client: TestClient, answers: FakeAnswers) -> None:
    """Every channel renders the same answer: over HTTP it is the value itself."""
    question = Question(text="Hvad er målet?", asked_at=NOW.astimezone(ZoneInfo("Europe/Copenhagen")))

    response = client.post("/v1/ask", json={"question": "Hvad er målet?"})

    assert response.status_code == 200
    assert response.json() == answer_json(answers.ask(question, ANYBODY))
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize("kind", [Answer, Citation, MilestoneView, GoalView], ids=lambda kind: kind.__name__)
def test_no_field_of_an_answer_is_left_out(client: TestClient, kind: type) -> None:
    """A field that a later version adds must reach clients, or this fails."""
    answer = client.post("/v1/ask", json={"question": "Hvad?"}).json()
    found = {
        Answer: answer,
        Citation: answer["citations"][0],
        MilestoneView: answer["milestones"][0],
        GoalView: answer["goals"][0],
    }[kind]

    made = {name for name, each in vars(kind).items() if isinstance(each, property)}
    assert set(found) == {field.name.removesuffix("_") for field in dataclasses.fields(kind)} | made


def test_everything_an_answer_depends_on_reaches_the_question(client: TestClient, answers: FakeAnswers) -> None:
    """History, organisation, language and time are the client's to set."""
    client.post(
        "/v1/ask",
        json={
            "question": "  og for Q4?\n",
            "history": [{"role": "user", "content": "Q2?"}, {"role": "assistant", "content": "…"}],
            "organisation": "serum institute",
            "language": "en",
            "asked_at": "2026-01-01T00:30:00+02:00",
        },
    )

    question, asker = answers.asked[0]
    assert asker == ANYBODY
    assert question.text == "og for Q4?"
    assert question.history == (Turn(role="user", content="Q2?"), Turn(role="assistant", content="…"))
    assert question.organisation == "ssi"
    assert question.language is Language.ENGLISH
    assert question.asked_at.isoformat() == "2025-12-31T23:30:00+01:00"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2025-05-20T09:00:00", "2025-05-20T09:00:00+02:00"),
        ("2025-01-20", "2025-01-20T00:00:00+01:00"),
        ("2025-05-20T22:30:00Z", "2025-05-21T00:30:00+02:00"),
        (None, "2025-05-20T09:00:00+02:00"),
    ],
    ids=["naive", "date", "utc", "now"],
)
def test_a_question_is_asked_in_the_servers_zone(
    client: TestClient, answers: FakeAnswers, given: str | None, meant: str
) -> None:
    """The words "this quarter" are the organisation's, wherever the client sits."""
    client.post("/v1/ask", json={"question": "x", "asked_at": given})

    assert answers.asked[0][0].asked_at == dt.datetime.fromisoformat(meant)
    assert answers.asked[0][0].asked_at.isoformat() == meant


def test_search_gives_ranked_stretches_of_the_document(client: TestClient, answers: FakeAnswers) -> None:
    """A hit is quoted as exactly as an answer."""
    response = client.post("/v1/search", json={"query": "måler", "limit": 3, "document": "plan-2025"})

    (hit,) = response.json()["hits"]
    assert PLAN[hit["start"] : hit["end"]] == hit["quote"]
    assert set(hit) == {"document", "path", "title", "section", "page", "quote", "shown", "start", "end", "rank"}
    assert answers.searched == [("måler", ANYBODY, 3, None, "plan-2025")]


def test_documents_are_listed_as_originals_with_their_editions(client_of: object) -> None:
    """The corpus counts as its originals; an edition is found by its id."""
    edition = document_of("plan-2025-en", "# Plan\n\nWords\n", title="Plan", edition_of="plan-2025", is_official=False)
    client = client_of(FakeAnswers(tiny_knowledge(documents=[edition])))

    listed = client.get("/v1/documents").json()["documents"]
    found = client.get("/v1/documents/plan-2025-en").json()

    assert [each["id"] for each in listed] == ["plan-2025", "sider/vision"]
    assert listed[0]["editions"] == ["plan-2025-en"]
    assert (found["edition_of"], found["official"]) == ("plan-2025", False)


def test_a_document_comes_with_the_text_that_offsets_point_into(client: TestClient) -> None:
    """A client can check every quotation by itself."""
    found = client.get("/v1/documents/sider/vision").json()

    assert found["text"] == PAGE
    assert found["outline"] == [
        {"section": ["Vision <script>alert(1)</script>"], "level": 1, "start": 0, "end": len(PAGE)}
    ]


def test_a_goal_is_found_by_its_id(client: TestClient) -> None:
    """Ids hold slashes and Danish letters."""
    listed = client.get("/v1/goals").json()["goals"]

    assert client.get(f"/v1/goals/{listed[0]['id']}").json() == listed[0]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3]),
        ("quarter=Q2", [1, 2]),
        ("quarter=k3&year=2025", [2]),
        ("due=2", [1]),
        ("year=2024", []),
        ("status=open&quarter=Q2", [1, 2]),
        ("status=fulfilled", []),
        ("overdue=true&asked_at=2026-01-01", []),
        ("organisation=SSI&document=plan-2025", [1, 2, 3]),
    ],
)
def test_milestones_are_a_filter(client: TestClient, query: str, numbers: list[int]) -> None:
    """Complete by construction: what meets the conditions is there, nothing else."""
    found = client.get(f"/v1/milestones?{query}").json()["milestones"]

    assert [each["id"] for each in found] == [f"plan-2025/mål-1/{number}" for number in numbers]


def test_health_and_readiness_say_different_things(client_of: object, answers: FakeAnswers) -> None:
    """A server without an index is alive, and not ready."""
    client = client_of(FakeAnswers(missing=True))

    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.head("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client_of(answers).get("/readyz").json()["status"] == "ready"


def test_the_published_examples_are_real(client: TestClient) -> None:
    """Examples that nobody checks are the first to lie."""
    text = (CORPUS / HIT_EXAMPLE["path"]).read_text(encoding="utf-8")
    citation = ANSWER_EXAMPLE["citations"][0]

    checksum = hashlib.sha256((CORPUS / DOCUMENT_EXAMPLE["path"]).read_bytes()).hexdigest()

    assert checksum == DOCUMENT_EXAMPLE["checksum"]
    assert text[citation["start"] : citation["end"]] == citation["quote"] == HIT_EXAMPLE["quote"]
    assert client.post("/v1/ask", json=ASK_EXAMPLE).status_code == 200
    assert set(ANSWER_EXAMPLE) == set(client.post("/v1/ask", json=ASK_EXAMPLE).json())
    assert set(DOCUMENT_EXAMPLE) == set(client.get("/v1/documents").json()["documents"][0])


def test_the_published_interface_holds_what_is_served(client: TestClient) -> None:
    """OpenAPI is what clients are made from."""
    published = client.get("/openapi.json").json()
    answer = published["paths"]["/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]

    assert set(answer["properties"]) == set(client.post("/v1/ask", json={"question": "x"}).json())
    assert answer["properties"]["milestones"]["items"]["properties"]["from"]["anyOf"][0]["format"] == "date"
    assert all(
        ("application/json" if path.startswith(OPENAI_PATHS) else "application/problem+json") in response["content"]
        for path, operations in published["paths"].items()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status.startswith(("4", "5"))
    )
