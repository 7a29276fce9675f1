"""
The real app, connected over Socket Mode to a fake Slack, over fake answers.

Owns these fixtures; a test ends with no call that Slack would refuse, and no connection left open.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from fake_slack import FakeSlack
from fakes import FakeAnswers

from assistant.channels.slack import desk
from assistant.channels.slack.command import SlackConnection
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
    monkeypatch.setattr(desk, "_PAUSE_S", 0.1)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """The workspace; whatever Slack would have refused fails the test."""
    with FakeSlack() as fake:
        yield fake
        fake.settle()
        assert fake.state.faults == []


@pytest.fixture
def answers() -> FakeAnswers:
    """Answers over the tiny knowledge."""
    return FakeAnswers()


@pytest.fixture
def settings(slack: FakeSlack) -> Settings:
    """Settings that lead to the fake."""
    return dataclasses.replace(
        load_settings({}),
        slack_bot_token="xoxb-fake-bot",
        slack_app_token="xapp-fake-app",
        slack_api_url=slack.api_url,
        public_url="https://rettesnor.example",
    )


@pytest.fixture
def connection(slack: FakeSlack, answers: FakeAnswers, settings: Settings) -> Iterator[SlackConnection]:
    """The app, listening."""
    opened = SlackConnection(answers, settings, ping_interval_s=0.3)
    opened.open()
    slack.wait_connected()
    yield opened
    slack.settle()
    opened.close()
