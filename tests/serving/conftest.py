"""
Servers in every mode over fake answers and a real store, with a token for each identity.

Owns these fixtures; leaves the table of routes to `access_matrix`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from access_matrix import Who
from fakes import NOW, FakeAnswers
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.access.identity import Identity, Role
from assistant.access.tokens import AccessTokens
from assistant.channels.http import create_app
from assistant.store.location import Location
from assistant.store.store import Store
from ingest.settings import Settings, load_settings

AppOf = Callable[..., FastAPI]
ClientOf = Callable[..., TestClient]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file."""
    opened = Store(Location(file=tmp_path / "data" / "rettesnor.db"))
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, with a data folder of the test's own."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path / "data")})


@pytest.fixture
def answers() -> FakeAnswers:
    """Answers over the tiny knowledge."""
    return FakeAnswers()


@pytest.fixture
def app_of(settings: Settings, records: Store, answers: FakeAnswers) -> AppOf:
    """Makes an app with the given settings changed."""

    def make(**changes: object) -> FastAPI:
        changed = dataclasses.replace(settings, **changes)
        return create_app(answers, changed, lambda: NOW, store=lambda: records)

    return make


@pytest.fixture
def client_of(app_of: AppOf) -> ClientOf:
    """Makes a client of such an app; `peer` is the address that it calls from."""

    def make(peer: str = "127.0.0.1", **changes: object) -> TestClient:
        app = app_of(**changes)
        return TestClient(app, base_url="http://localhost", raise_server_exceptions=False, client=(peer, 50_000))

    return make


@pytest.fixture
def secrets_of(records: Store) -> dict[Who, str]:
    """The token that each identity sends; a stranger's is missing."""
    tokens = AccessTokens(records)
    past = AccessTokens(records, clock=lambda: dt.datetime.now(dt.UTC) - dt.timedelta(days=10))

    def identity(who: Who, role: Role) -> Identity:
        return Identity(person=f"{who}@example.dk", name=who.title(), role=role)

    held = {
        who: tokens.mint(identity(who, Role(who)), by="test", lasts=None).secret
        for who in (Who.EMPLOYEE, Who.MANAGER, Who.EDITOR)
    }
    revoked = tokens.mint(identity(Who.REVOKED, Role.EDITOR), by="test", lasts=None)
    tokens.revoke(revoked.token.id)
    expired = past.mint(identity(Who.EXPIRED, Role.EDITOR), by="test", lasts=dt.timedelta(days=1))
    forged = "rettesnor_" + revoked.token.id + "_" + "A" * 43
    return held | {Who.REVOKED: revoked.secret, Who.EXPIRED: expired.secret, Who.FORGER: forged}
