"""
The real app, connected over Socket Mode to a fake Slack, over fake answers.

Owns these fixtures; a test ends with no call that Slack would refuse, and no connection left open.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers
from slack_runs import Hands, Process, run_process

from assistant.channels.slack.connection import SlackConnection
from assistant.channels.slack.start import make_connection
from assistant.delivery import workers
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import Settings, load_settings

PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's proxy must not stand between the app and the fake."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time before a doubtful posting is looked up, scaled."""
    monkeypatch.setattr(workers, "_FIRST_PAUSE_S", 0.1)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    """The store, in a SQLite file: what it promises over PostgreSQL is tested with it."""
    opened = Store(Location(file=tmp_path / "rettesnor.db"))
    yield opened
    opened.close()


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """The workspace; whatever Slack would have refused fails the test."""
    # Slack's own three seconds: the machine that runs the tests may be busy with others.
    with FakeSlack(ack_window_s=3.0) as fake:
        yield fake
        fake.settle()
        assert fake.state.faults == []
        # A message that is never finished looks for ever as if more were to come.
        assert [stream.ts for stream in fake.state.streams if stream.is_open] == []


@pytest.fixture
def answers() -> FakeAnswers:
    """Answers over the tiny knowledge."""
    return FakeAnswers()


@pytest.fixture
def settings(slack: FakeSlack, tmp_path: Path) -> Settings:
    """Settings that lead to the fake."""
    return dataclasses.replace(
        load_settings({}),
        data=tmp_path,
        slack_bot_token="xoxb-fake-bot",
        slack_app_token="xapp-fake-app",
        slack_api_url=slack.api_url,
        public_url="https://rettesnor.example",
    )


@pytest.fixture
def connection(slack: FakeSlack, answers: FakeAnswers, settings: Settings, records: Store) -> Iterator[SlackConnection]:
    """The app, listening."""
    opened = make_connection(answers, settings, records, ping_interval_s=1.0, poll_s=0.1)
    opened.open()
    slack.wait_connected()
    yield opened
    slack.settle()
    opened.close()


@pytest.fixture
def process(slack: FakeSlack, answers: FakeAnswers, settings: Settings, hands: Hands) -> Process:
    """Runs the program once, by the clock `hands` of the test."""
    assert slack.own("DU1") == []
    return lambda: run_process(answers, settings, hands)
