"""A database of an earlier version keeps what it holds when a newer one takes it over."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from assistant.feedback.verdicts import FeedbackBook, Reason, Source, Verdict
from assistant.store import schema
from assistant.store.location import Location
from assistant.store.migrations import MIGRATIONS
from assistant.store.store import Store

SAID = {
    "id": "1",
    "given_at": "2025-05-20T21:00:00.000000+00:00",
    "answer": "a" * 16,
    "is_helpful": False,
    "question": "Hvad er mål 1? Svar til kim@ssi.example",
    "reason": "wrong_answer",
    "document": "plan-2025",
    "start": 3,
    "end": 9,
    "comment": "Ring til\n+45 12 34 56 78",
}


@pytest.fixture
def before(location: Location) -> None:
    """A database in which two people have said something in Slack, before all feedback was in one place."""
    store = Store(location, migrations=MIGRATIONS[: MIGRATIONS.index(schema.one_feedback)])
    columns = ", ".join(f'"{name}"' for name in SAID)
    values = ", ".join(f":{name}" for name in SAID)
    with store.writing() as connection:
        for row in (SAID, {**SAID, "id": "2", "is_helpful": True, "reason": None, "question": None, "document": None}):
            connection.execute(text(f"INSERT INTO slack_verdicts ({columns}) VALUES ({values})"), row)
    store.close()


@pytest.mark.usefixtures("before")
def test_what_was_said_in_slack_is_kept_with_the_rest(location: Location) -> None:
    """Masked as all feedback is, to the day, with its source; the table it stood in is gone."""
    store = Store(location)
    down, up = sorted(FeedbackBook(store, kept_days=90).latest(limit=9), key=lambda each: each.verdict)
    with store.reading() as connection:
        tables = inspect(connection).get_table_names()
    store.close()

    assert (down.verdict, down.reason, str(down.day)) == (Verdict.DOWN, Reason.MISUNDERSTOOD, "2025-05-20")
    assert (down.question, down.comment) == ("Hvad er mål 1? Svar til •••", "Ring til •••")
    assert down.source == Source(document="plan-2025", start=3, end=9)
    assert (up.verdict, up.reason, up.source) == (Verdict.UP, None, None)
    assert "slack_verdicts" not in tables
