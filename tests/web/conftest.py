"""
A client of the app over fake answers, as a browser or program on this machine is.

Owns these fixtures; leaves the fake to `fakes`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import NOW, FakeAnswers
from fastapi.testclient import TestClient

from assistant.channels.http import create_app
from ingest.settings import Settings, load_settings


@pytest.fixture
def answers() -> FakeAnswers:
    """Answers over the tiny knowledge."""
    return FakeAnswers()


@pytest.fixture
def settings() -> Settings:
    """The defaults, whatever the environment says."""
    return load_settings({})


@pytest.fixture
def client_of(settings: Settings) -> Callable[[FakeAnswers], TestClient]:
    """Makes a client of an app over the given answers; the clock stands at `NOW`."""

    def make(answers: FakeAnswers) -> TestClient:
        app = create_app(answers, settings, lambda: NOW)
        return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)

    return make


@pytest.fixture
def client(client_of: Callable[[FakeAnswers], TestClient], answers: FakeAnswers) -> TestClient:
    """A client of an app over `answers`."""
    return client_of(answers)
