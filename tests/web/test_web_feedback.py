"""People say on the page whether an answer helped, and nothing of who they are is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import NOW, FakeAnswers
from fastapi.testclient import TestClient

from assistant.channels.http import create_app
from assistant.feedback.verdicts import Feedback, FeedbackBook
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import Settings

GIVEN = {"answer": "a" * 16, "question": "Hvad er målet?"}


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store(Location(file=tmp_path / "rettesnor.db"))
    yield opened
    opened.close()


@pytest.fixture
def client(settings: Settings, answers: FakeAnswers, records: Store) -> TestClient:
    """A client of the pages over that store."""
    app = create_app(answers, settings, lambda: NOW, store=lambda: records)
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def kept(records: Store) -> Callable[[], list[Feedback]]:
    """What the store holds."""
    return lambda: list(FeedbackBook(records, kept_days=90).latest(limit=10))


def test_the_form_stands_by_the_answer_it_is_about(client: TestClient) -> None:
    """An editor has to know which answer was wrong, and which of its sources."""
    page = client.post("/", data={"question": "Hvad er målet?"}).text

    assert f'name="answer" value="{"a" * 16}"' in page
    assert '<option value="1">Kilde 1</option>' in page


def test_what_is_said_is_kept_with_its_reason(client: TestClient, kept: Callable[[], list[Feedback]]) -> None:
    """The reason and the wrong source are what an editor can act on."""
    fields = {**GIVEN, "verdict": "down", "reason": "wrong_source", "wrong_source": "1", "comment": "Skriv til a@b.dk"}
    response = client.post("/feedback", data=fields)
    (found,) = kept()

    assert response.status_code == 200
    assert "Tak for din tilbagemelding" in response.text
    assert (found.verdict, found.reason, found.wrong_source) == ("down", "wrong_source", 1)
    assert "a@b.dk" not in (found.comment or "")


def test_praise_has_no_reason(client: TestClient, kept: Callable[[], list[Feedback]]) -> None:
    """Fields left over from an opened form must not make a good answer look bad."""
    client.post("/feedback", data={**GIVEN, "verdict": "up", "reason": "wrong", "wrong_source": "1", "comment": "x"})
    (found,) = kept()

    assert (found.verdict, found.reason, found.wrong_source, found.comment) == ("up", None, None, None)


@pytest.mark.parametrize(
    "fields",
    [{}, {"verdict": "up"}, {**GIVEN, "verdict": "sideways"}, {"answer": "<b>", "verdict": "up"}],
    ids=["nothing", "no answer", "no such verdict", "no id"],
)
def test_what_cannot_be_read_is_not_kept(
    client: TestClient, kept: Callable[[], list[Feedback]], fields: dict[str, str]
) -> None:
    """Noise would drown what people said."""
    assert client.post("/feedback", data=fields).status_code == 422
    assert kept() == []
