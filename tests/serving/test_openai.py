"""Chat programs that speak OpenAI's protocol get the same answers, with their sources."""

from __future__ import annotations

from collections.abc import Iterator

import openai
import pytest
from access_matrix import Who
from fakes import FakeAnswers
from fastapi.testclient import TestClient
from live import serving

from assistant.question import Turn

QUESTION = "Hvad er målet?"
ANSWER = "Planen siger: »Vi måler det, der betyder noget.« [1]"
USER = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def address(app_of: object) -> Iterator[str]:
    """A served app that everybody may ask."""
    with serving(app_of(rate_limit=0)) as at:
        yield at


@pytest.fixture
def official(address: str) -> Iterator[openai.OpenAI]:
    """The official client."""
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as client:
        yield client


@pytest.fixture
def client(client_of: object) -> TestClient:
    """A client without opinions."""
    return client_of(rate_limit=0)


def _cited(text: str, start: int, end: int) -> str:
    return text[start:end]


def test_the_official_client_gets_a_cited_answer(official: openai.OpenAI, address: str) -> None:
    """The annotation stands where the mark does, and leads to the passage."""
    message = official.chat.completions.create(model="any", messages=USER).choices[0].message
    (annotation,) = message.annotations
    cited = annotation.url_citation

    assert message.content.startswith(ANSWER)
    assert _cited(message.content, cited.start_index, cited.end_index) == "[1]"
    assert cited.title == "Resultatplan 2025 › Resultatplan 2025 › 1. Mål"
    assert cited.url.startswith(f"{address}/documents/plan-2025?start=")
    assert f"[1]: {cited.url}" in message.content


def test_a_streamed_answer_is_the_same_answer(official: openai.OpenAI) -> None:
    """Whoever reads along must end where the others begin."""
    whole = official.chat.completions.create(model="m", messages=USER).choices[0].message
    options = {"include_usage": True}
    chunks = list(official.chat.completions.create(model="m", messages=USER, stream=True, stream_options=options))
    said = [chunk.choices[0] for chunk in chunks if chunk.choices]
    annotations = [each for choice in said for each in (choice.delta.model_extra or {}).get("annotations", [])]

    assert "".join(choice.delta.content or "" for choice in said) == whole.content
    assert annotations == [each.model_dump() for each in whole.annotations]
    assert said[-1].finish_reason == "stop"
    assert chunks[-1].usage.total_tokens == 0


def test_the_newer_form_says_the_same(official: openai.OpenAI) -> None:
    """Both of the protocol's forms carry one answer."""
    older = official.chat.completions.create(model="m", messages=USER).choices[0].message
    newer = official.responses.create(model="m", input=QUESTION)
    events = list(official.responses.create(model="m", input=USER, stream=True))

    assert newer.output_text == older.content
    assert newer.output[0].content[0].annotations[0].url == older.annotations[0].url_citation.url
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == older.content
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert events[-1].response.output_text == older.content


def test_there_is_one_model(official: openai.OpenAI) -> None:
    """Chat programs begin by asking which models there are."""
    assert [each.id for each in official.models.list()] == ["rettesnor"]
    assert official.models.retrieve("rettesnor").id == "rettesnor"
    with pytest.raises(openai.NotFoundError):
        official.models.retrieve("gpt-9")


def test_the_conversation_reaches_the_question(client: TestClient, answers: FakeAnswers) -> None:
    """The words "and in Q4?" need what came before; orders to a model are not the documents' words."""
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": "Q2?", "name": "Kim"},
        {"role": "assistant", "content": "…", "tool_calls": []},
        {"role": "user", "content": [{"type": "text", "text": "og i Q4?"}, {"type": "image_url", "image_url": {}}]},
    ]
    client.post("/v1/chat/completions", json={"messages": messages, "tools": [], "n": 3, "frobnicate": True})

    question, _ = answers.asked[0]
    assert question.text == "og i Q4?"
    assert question.history == (Turn(role="user", content="Q2?"), Turn(role="assistant", content="…"))


@pytest.mark.parametrize(
    ("prompt", "reply"),
    [
        ('### Task:\nGenerate a title.\nJSON format: { "title": "…" }\nUSER: Mål?\n', '{"title": "Hvad er målet?"}'),
        ('### Task:\nGenerate 1-3 broad tags.\nJSON format: { "tags": ["…"] }', '{"tags": []}'),
        ('### Task:\nSuggest 3-5 follow-ups.\nJSON format: { "follow_ups": ["…"] }', '{"follow_ups": []}'),
        ('### Task:\nGenerate search queries.\n{ "queries": ["…"] }', '{"queries": []}'),
        ("### Task:\nGenerate a concise title with an emoji summarizing the chat history.\nUSER: Mål?", QUESTION),
        ("### Task:\nSay which tool to use.", "{}"),
        ("Provide a concise, 5-word-or-less title for the conversation, using title case.", QUESTION),
        ("Please generate a four to five word title summarizing our conversation.", QUESTION),
        ("Based on the chat history, give this conversation a name.", QUESTION),
    ],
    ids=["title", "tags", "follow-ups", "queries", "title as text", "any task", "librechat", "nextchat", "chatbox"],
)
def test_a_chat_programs_own_prompts_cost_no_search(
    client: TestClient, answers: FakeAnswers, prompt: str, reply: str
) -> None:
    """Each chat would otherwise ask three questions that no person asked."""
    messages = [*USER, {"role": "assistant", "content": ANSWER}, {"role": "user", "content": prompt}]
    found = client.post("/v1/chat/completions", json={"messages": messages}).json()

    assert found["choices"][0]["message"]["content"] == reply
    assert answers.asked == []


@pytest.mark.parametrize(
    "question",
    ["What is the title of the plan?", "Give me the name of the director", "Summarize the strategy", "### Mål 3"],
)
def test_a_persons_question_is_no_housekeeping(client: TestClient, answers: FakeAnswers, question: str) -> None:
    """A question about titles and names must be answered from the documents."""
    client.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": question}]})

    assert [asked.text for asked, _ in answers.asked] == [question]


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/v1/chat/completions", {}, "messages"),
        ("/v1/chat/completions", {"messages": []}, "messages"),
        ("/v1/chat/completions", {"messages": [{"role": "system", "content": "x"}]}, "messages"),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": ""}]}, "question"),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "x" * 2001}]}, "question"),
        ("/v1/responses", {"input": "x", "previous_response_id": "resp_1"}, "previous_response_id"),
    ],
    ids=["none", "empty", "system only", "blank", "long", "previous"],
)
def test_errors_have_the_protocols_form(client: TestClient, path: str, body: dict[str, object], param: str) -> None:
    """A client that finds no `error` shows its person a riddle."""
    response = client.post(path, json=body)

    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"
    assert response.json()["error"]["type"] == "invalid_request_error"
    assert response.json()["error"]["param"] == param
    assert response.json()["error"]["message"]


def test_the_official_client_knows_our_refusals(app_of: object, secrets_of: dict[Who, str]) -> None:
    """A wrong key must read as a wrong key."""
    with serving(app_of(auth="token")) as at:
        wrong = openai.OpenAI(base_url=f"{at}/v1", api_key=secrets_of[Who.FORGER], max_retries=0)
        right = openai.OpenAI(base_url=f"{at}/v1", api_key=secrets_of[Who.EMPLOYEE], max_retries=0)
        with wrong, right:
            with pytest.raises(openai.AuthenticationError):
                wrong.models.list()
            listed = [each.id for each in right.models.list()]

    assert listed == ["rettesnor"]
