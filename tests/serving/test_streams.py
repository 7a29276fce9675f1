"""Answers as they come: sentences first, the rest after, and what no longer stands taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from fakes import FakeAnswers, goal_answer
from fastapi.testclient import TestClient

from assistant.answer import Answer, Sentence
from assistant.question import Asker, Question
from ingest.errors import IndexMissing

ASKED = "Hvad er målet?"
SENTENCES = ("Planen har et mål.", "Det står i planen. [1]")


@pytest.fixture
def client(client_of: Callable[..., TestClient]) -> TestClient:
    """A client of a server that lets everybody in."""
    return client_of(rate_limit=0)


def _events(client: TestClient) -> list[tuple[str, dict[str, object]]]:
    response = client.post("/v1/ask", json={"question": ASKED}, headers={"accept": "text/event-stream"})
    assert response.status_code == 200
    pairs = [dict(line.split(": ", 1) for line in each.splitlines()) for each in response.text.split("\n\n") if each]
    return [(pair["event"], json.loads(pair["data"])) for pair in pairs]


def _chunks(client: TestClient) -> list[dict[str, object]]:
    body = {"model": "rettesnor", "stream": True, "messages": [{"role": "user", "content": ASKED}]}
    response = client.post("/v1/chat/completions", json=body)
    lines = [line.removeprefix("data: ") for line in response.text.split("\n\n") if line]
    return [json.loads(line) for line in lines if line != "[DONE]"]


def test_sentences_come_before_the_rest_of_the_answer(client: TestClient, answers: FakeAnswers) -> None:
    """Read one after the other the pieces are the finished answer, and no word comes twice."""
    answers.sentences[ASKED] = SENTENCES
    answers.saying(ASKED, f"{' '.join(SENTENCES)}\n\n»Vi måler det, der betyder noget.« [1]")

    events = _events(client)

    texts = [data["delta"] for name, data in events if name == "text"]
    assert texts[:2] == [SENTENCES[0], f" {SENTENCES[1]}"]
    assert [name for name, _ in events] == ["text"] * len(texts) + ["answer"]
    assert "".join(map(str, texts)) == events[-1][1]["text"]


def test_what_no_longer_stands_is_replaced(client: TestClient, answers: FakeAnswers) -> None:
    """Whoever reads along must not keep words that the finished answer does not have."""
    answers.sentences[ASKED] = SENTENCES
    answers.saying(ASKED, "Noget andet. [1]")

    names, data = zip(*_events(client), strict=True)

    assert names == ("text", "text", "replace", "answer")
    assert data[2] == {"text": "Noget andet. [1]"}


def test_a_protocol_that_takes_nothing_back_is_told_what_follows(client: TestClient, answers: FakeAnswers) -> None:
    """The whole answer comes after what was sent, and its annotations point at the marks where they came to stand."""
    answers.sentences[ASKED] = SENTENCES
    answers.saying(ASKED, "Noget andet. [1]")

    deltas = [chunk["choices"][0]["delta"] for chunk in _chunks(client)]

    text = "".join(delta.get("content", "") for delta in deltas)
    [annotation] = next(delta["annotations"] for delta in deltas if "annotations" in delta)
    cited = annotation["url_citation"]
    assert text.startswith(f"{' '.join(SENTENCES)}\n\nNoget andet. [1]")
    assert text[cited["start_index"] : cited["end_index"]] == "[1]"
    assert cited["start_index"] > len(" ".join(SENTENCES))


class _BreaksOff(FakeAnswers):
    """Says a sentence, and fails."""

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """One sentence, and no answer."""
        answer = self.ask(question, asker)

        def events() -> Iterator[Sentence | Answer]:
            yield Sentence(text="Planen har et mål.")
            if answer:
                msg = "the secret inside"
                raise RuntimeError(msg)

        return events()


class TestBreakingOff:
    """A stream that fails after its status has been sent."""

    @pytest.fixture
    def answers(self) -> FakeAnswers:
        """Answers that break off."""
        return _BreaksOff()

    def test_the_caller_is_told_with_a_reference(self, client: TestClient) -> None:
        """A stream that just ends would look like an answer."""
        names, data = zip(*_events(client), strict=True)

        assert names == ("text", "error")
        assert data[1]["status"] == 500
        assert "reference" in str(data[1]["detail"])
        assert "secret" not in str(data[1])

    def test_a_chat_program_is_told_in_its_own_form(self, client: TestClient) -> None:
        """OpenAI's clients raise what comes as `error`."""
        assert "reference" in _chunks(client)[-1]["error"]["message"]


class TestMissing:
    """An installation without an index."""

    @pytest.fixture
    def answers(self) -> FakeAnswers:
        """Answers of nothing."""
        return FakeAnswers(missing=True)

    def test_what_cannot_be_answered_is_refused_before_the_stream(
        self, client: TestClient, answers: FakeAnswers
    ) -> None:
        """A status that says 200 cannot be taken back."""
        response = client.post("/v1/ask", json={"question": ASKED}, headers={"accept": "text/event-stream"})

        assert response.status_code == 503
        with pytest.raises(IndexMissing):
            answers.knowledge()


def test_every_event_is_an_answer_that_is_counted_once(client: TestClient, answers: FakeAnswers) -> None:
    """What is streamed counts as what is sent whole."""
    answers.replies[ASKED] = goal_answer
    _events(client)

    assert 'rettesnor_questions_total{kind="goal",status="answered"} 1.0' in client.get("/metrics").text
