"""Every route lets in whom it should and nobody else, in every mode."""

from __future__ import annotations

import re

import pytest
from access_matrix import ALLOWED, ROUTES, Access, Who
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

REFUSED = {401, 403}
ASKS_FOR_A_TOKEN = {"POST /login"}
"""Lets everybody in, and answers 401 to a wrong token as every form does."""
_SENT_WITH_A_BODY = {"POST", "PUT"}


def _declared(app: FastAPI) -> set[str]:
    contexts = list(iter_route_contexts(app.routes))
    return {f"{method} {each.path}" for each in contexts for method in (each.methods or ()) if method != "HEAD"}


def _statuses(client: TestClient, secret: str | None) -> dict[str, int]:
    with client:
        return {route: _status(client, route, _bearer(secret)) for route in ROUTES}


def _status(client: TestClient, route: str, headers: dict[str, str] | None = None) -> int:
    method, path = route.split(" ", 1)
    address = re.sub(r"\{[^}]*\}", "x", path)
    content = b"{}" if method in _SENT_WITH_A_BODY else None
    sent = {"content-type": "application/json"} if content else {}
    response = client.request(method, address, content=content, headers=sent | (headers or {}), follow_redirects=False)
    return response.status_code


def _bearer(secret: str | None) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"} if secret else {}


def test_every_route_is_classified(app_of: object) -> None:
    """A route that nobody has thought about lets in whoever finds it."""
    declared = _declared(app_of())

    assert sorted(declared - set(ROUTES)) == [], "new routes: classify them in tests/serving/access_matrix.py"
    assert sorted(set(ROUTES) - declared) == [], "classified, but there is no such route"


@pytest.mark.parametrize("who", Who, ids=str)
def test_with_tokens_each_lets_in_whom_it_should(client_of: object, secrets_of: dict[Who, str], who: Who) -> None:
    """All routes, all seven identities: no more than allowed, and no less."""
    client: TestClient = client_of(auth="token", rate_limit=0)
    statuses = _statuses(client, secrets_of.get(who))
    let_in = {route for route, status in statuses.items() if status not in REFUSED or route in ASKS_FOR_A_TOKEN}

    assert let_in == {route for route, access in ROUTES.items() if who in ALLOWED[access]}


@pytest.mark.parametrize("who", [Who.STRANGER, Who.FORGER, Who.REVOKED, Who.EXPIRED], ids=str)
def test_nobody_known_gets_no_more_than_unauthorised(client_of: object, secrets_of: dict[Who, str], who: Who) -> None:
    """A different answer to a revoked token than to an invented one would tell whoever found it."""
    client: TestClient = client_of(auth="token", rate_limit=0)
    statuses = _statuses(client, secrets_of.get(who))

    assert {statuses[route] for route, access in ROUTES.items() if access is not Access.PUBLIC} == {401}


@pytest.mark.parametrize("who", Who, ids=str)
def test_open_lets_everybody_read_and_nobody_more(client_of: object, secrets_of: dict[Who, str], who: Who) -> None:
    """Where nobody is known nobody reports or edits, whatever token they send."""
    client: TestClient = client_of(auth="open", rate_limit=0)
    statuses = _statuses(client, secrets_of.get(who))
    let_in = {route for route, status in statuses.items() if status not in REFUSED}

    assert let_in == {route for route, access in ROUTES.items() if access in (Access.PUBLIC, Access.READING)}
