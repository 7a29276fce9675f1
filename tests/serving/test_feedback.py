"""What people say of answers is kept without them; editors see it, and what is missing, grouped."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from access_matrix import Who
from fakes import NOW, FakeAnswers, goal_answer
from fastapi.testclient import TestClient

from assistant.answer import AnswerStatus, Reason
from assistant.feedback.gaps import GapBook, GapNotes, topic_of
from assistant.feedback.masking import masked
from assistant.feedback.verdicts import Feedback, FeedbackBook, Verdict
from assistant.question import Question
from assistant.store.store import Store
from ingest.records import Language

GIVEN = {
    "answer": "a" * 16,
    "verdict": "down",
    "reason": "wrong_source",
    "wrong_source": 1,
    "question": "Er HAIBA klar?",
}


@pytest.fixture
def client(client_of: object) -> TestClient:
    """A client of a server that wants a token."""
    return client_of(auth="token")


def _as(secrets: dict[Who, str], who: Who) -> dict[str, str]:
    return {"authorization": f"Bearer {secrets[who]}"}


def test_feedback_reaches_editors_and_not_its_giver(client: TestClient, secrets_of: dict[Who, str]) -> None:
    """People say what they think only where nobody can look it up later."""
    kept = client.post("/v1/feedback", json=GIVEN, headers=_as(secrets_of, Who.EMPLOYEE))
    listed = client.get("/v1/feedback", headers=_as(secrets_of, Who.EDITOR))

    assert kept.status_code == 201
    said = {**GIVEN, "source": None, "comment": None, "day": "2025-05-20"}
    assert listed.json() == {"feedback": [said], "total": 1, "next": None}
    assert "employee" not in listed.text


def test_in_the_open_anybody_may_say_something(client_of: object) -> None:
    """On one's own machine nobody is known, and feedback is still worth something."""
    assert client_of().post("/v1/feedback", json={"answer": "a" * 16, "verdict": "up"}).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "no id"},
        {"verdict": "sideways"},
        {"reason": "just because"},
        {"wrong_source": 0},
        {"verdict": "up"},
        {"name": "Kim"},
        {"comment": "x" * 2_001},
    ],
    ids=str,
)
def test_feedback_that_means_nothing_is_refused(client_of: object, change: dict[str, Any]) -> None:
    """What an editor cannot use should be mended by who knows what was meant."""
    assert client_of().post("/v1/feedback", json=GIVEN | change).status_code == 422


def test_pages_of_feedback_follow_each_other(client: TestClient, secrets_of: dict[Who, str]) -> None:
    """A list that is cut says so, and says where it goes on."""
    for number in range(3):
        client.post("/v1/feedback", json=GIVEN | {"comment": f"c{number}"}, headers=_as(secrets_of, Who.EMPLOYEE))
    first = client.get("/v1/feedback?limit=2", headers=_as(secrets_of, Who.EDITOR)).json()
    second = client.get(first["next"], headers=_as(secrets_of, Who.EDITOR)).json()

    assert (len(first["feedback"]), first["total"], len(second["feedback"]), second["next"]) == (2, 3, 1, None)
    assert {each["comment"] for page in (first, second) for each in page["feedback"]} == {"c0", "c1", "c2"}


def test_old_feedback_is_let_go(store: Store) -> None:
    """What is kept for improving answers is not kept for ever."""
    book = FeedbackBook(store, kept_days=30)
    for day in (dt.date(2025, 1, 1), dt.date(2025, 3, 1)):
        book.add(Feedback(answer="a" * 16, verdict=Verdict.UP, day=day))

    assert [each.day for each in book.latest(limit=9)] == [dt.date(2025, 3, 1)]


def test_questions_about_one_thing_are_one_gap(store: Store) -> None:
    """An editor wants to know what is missing, not how it was phrased."""
    book = GapBook(store, kept_days=365)
    questions = [
        ("Hvad er budgettet for 2025?", dt.date(2025, 5, 2)),
        ("hvad var budgettet i 2025", dt.date(2025, 5, 20)),
        ("Hvad er budgettet for 2025?", dt.date(2025, 5, 9)),
        ("Hvem er chefjurist?", dt.date(2025, 5, 9)),
    ]
    book.add([(topic_of(text, Language.DANISH), text, Language.DANISH, day) for text, day in questions])
    first, second = book.groups()

    assert first.questions == ("Hvad er budgettet for 2025?", "hvad var budgettet i 2025")
    assert (first.times, first.first, first.last) == (3, dt.date(2025, 5, 2), dt.date(2025, 5, 20))
    assert (second.questions, second.times) == (("Hvem er chefjurist?",), 1)


def test_a_gap_counts_on_and_is_let_go(store: Store) -> None:
    """Each day's notes add to the earlier ones, until those are too old to matter."""
    book = GapBook(store, kept_days=30)
    for day in (dt.date(2025, 1, 1), dt.date(2025, 3, 1), dt.date(2025, 3, 1)):
        book.add([("x", "x", Language.DANISH, day)])

    assert [(gap.times, gap.first) for gap in book.groups()] == [(2, dt.date(2025, 3, 1))]


def test_only_what_the_documents_lack_is_noted(records: Store, answers: FakeAnswers) -> None:
    """A question that was answered, or has no reported status, is no gap in the documents."""
    book = GapBook(records, kept_days=365)
    notes = GapNotes(lambda: book)
    question = Question(text="Hvad koster det? Ring 12 34 56 78", asked_at=NOW)
    plain = goal_answer(question, answers.knowledge())
    for reason in (None, Reason.NOT_REPORTED, Reason.NOT_IN_DOCUMENTS):
        status = AnswerStatus.ABSTAINED if reason else AnswerStatus.ANSWERED
        notes.look(question, dataclasses.replace(plain, status=status, reason=reason), 0.0)
    notes.write()

    assert [(gap.questions, gap.times) for gap in book.groups()] == [(("Hvad koster det? Ring •••",), 1)]


def test_editors_see_gaps(client: TestClient, records: Store, secrets_of: dict[Who, str]) -> None:
    """What is missing is shown to those who can add it."""
    GapBook(records, kept_days=365).add([("x", "Hvad koster det?", Language.DANISH, dt.date(2025, 5, 20))])
    found = client.get("/v1/gaps", headers=_as(secrets_of, Who.EDITOR)).json()

    assert found["gaps"] == [
        {"questions": ["Hvad koster det?"], "language": "da", "times": 1, "first": "2025-05-20", "last": "2025-05-20"}
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mit cpr er 010190-1234", "mit cpr er •••"),
        ("0101901234", "•••"),
        ("skriv til kim.hansen@example.dk nu", "skriv til ••• nu"),
        ("ring +45 12 34 56 78", "ring •••"),
        ("Hvad skete der i 2025, afsnit 3.2?", "Hvad skete der i 2025, afsnit 3.2?"),
        ("fra 17-12-2024", "fra •••"),
        ("a\n b", "a b"),
    ],
)
def test_numbers_of_people_are_masked(text: str, kept: str) -> None:
    """A question box gets things that were meant for nobody's list; a date lost is the lesser evil."""
    assert masked(text, max_chars=300) == kept
