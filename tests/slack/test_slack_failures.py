"""Slack out of reach, limits that last, a question that kills: in the end whoever asked is answered, once."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers

from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.messages import Asked, asked_as_json
from assistant.channels.slack.start import make_connection
from assistant.delivery import Item, Queue
from assistant.store.store import Store
from ingest.settings import Settings

WORDS = "Vi måler det, der betyder noget."


@pytest.mark.usefixtures("connection")
def test_limit_that_lasts_ends_in_the_answer(slack: FakeSlack) -> None:
    """Waiting is no failure, however often."""
    slack.rate_limit("chat.postMessage", times=40, retry_after=0)

    assert WORDS in slack.wait_for_reply(slack.dm("Hvad er mål 1?"))["text"]


@pytest.mark.usefixtures("connection")
def test_slack_out_of_reach_for_long_ends_in_the_answer(slack: FakeSlack) -> None:
    """That Slack could not be reached is no reason to tell anybody that something went wrong with their question."""
    slack.fail("chat.postMessage", "service_unavailable", status=503, times=6)
    ts = slack.dm("Hvad er mål 1?")

    assert WORDS in slack.wait_for_reply(ts)["text"]
    assert len(slack.replies(ts)) == 1


def test_question_that_ends_processes_is_apologised_for(
    slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store
) -> None:
    """Otherwise it would take down one process after the other, and nobody else would be answered."""
    ts = slack.state.timestamp()
    slack.state.add("DU1", {"type": "message", "ts": ts, "user": "U1", "text": "Hvad er mål 1?"})
    asked = Asked(team="T1", text="Hvad er mål 1?", user="U1", channel="DU1", thread=ts, key=f"T1:DU1:{ts}", before=ts)
    inbox, now = Queue(records, "in", lease_s=0.01), dt.datetime.now(dt.UTC)
    person = "slack:T1:U1"
    inbox.put(Item(key=asked.key, kind="question", recipient=person, payload=asked_as_json(asked), not_before=now))
    for _ in range(4):
        assert inbox.take()
        time.sleep(0.02)
    opened: SlackConnection = make_connection(answers, settings, records, ping_interval_s=1.0, poll_s=0.1)
    opened.open()
    reply = slack.wait_for_reply(ts)
    opened.close()

    assert reply["text"].startswith("Noget gik galt")
    assert answers.asked == []
