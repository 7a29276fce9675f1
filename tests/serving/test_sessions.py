"""Logging in on the page: for the holder of a good token, for a while, and for no other site."""

from __future__ import annotations

from pathlib import Path

import pytest
from access_matrix import Who
from fastapi.testclient import TestClient
from starlette.datastructures import Headers
from starlette.responses import Response

from assistant.access.tokens import AccessTokens
from assistant.channels.http.auth.session import COOKIE, Sessions, session_in
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

OWN = {"origin": "http://localhost"}


@pytest.fixture
def client(client_of: object) -> TestClient:
    """A browser at a server that wants a token."""
    return client_of(auth="token")


def _log_in(client: TestClient, secret: str, target: str = "/documents") -> Response:
    fields = {"token": secret, "next": target}
    return client.post("/login", data=fields, headers=OWN, follow_redirects=False)


def test_a_stranger_is_led_to_the_log_in_page(client: TestClient) -> None:
    """A person who follows a link should not meet an error for programs."""
    response = client.get("/documents", headers={"accept": "text/html"}, follow_redirects=False)

    assert response.status_code == 303
    assert response.headers["location"] == "/login?next=/documents"


def test_a_good_token_begins_a_session_that_its_revoking_ends(
    client: TestClient, secrets_of: dict[Who, str], records: Store
) -> None:
    """Whoever takes a token back must not wait for sessions to run out."""
    begun = _log_in(client, secrets_of[Who.EMPLOYEE])
    before = client.get("/v1/documents").status_code
    AccessTokens(records).revoke(secrets_of[Who.EMPLOYEE].split("_")[1])
    after = client.get("/v1/documents").status_code

    assert (begun.status_code, begun.headers["location"]) == (303, "/documents")
    assert (before, after) == (200, 401)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient, secrets_of: dict[Who, str]) -> None:
    """A stolen or borrowed cookie is a stolen login; the token itself is not in it."""
    cookie = _log_in(client, secrets_of[Who.EMPLOYEE]).headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert secrets_of[Who.EMPLOYEE] not in cookie


def test_over_https_the_cookie_stays_there(client_of: object, secrets_of: dict[Who, str]) -> None:
    """A page opened without encryption must not send the login in the clear."""
    client: TestClient = client_of(auth="token", public_url="https://localhost")

    assert "Secure" in _log_in(client, secrets_of[Who.EMPLOYEE]).headers["set-cookie"]


@pytest.mark.parametrize("who", [Who.FORGER, Who.REVOKED, Who.EXPIRED], ids=str)
def test_a_bad_token_begins_nothing(client: TestClient, secrets_of: dict[Who, str], who: Who) -> None:
    """Knowing what a token looks like is not having one."""
    response = _log_in(client, secrets_of[who])

    assert response.status_code == 401
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/\t/evil.example", ""]
)
def test_logging_in_never_leads_away(client: TestClient, secrets_of: dict[Who, str], target: str) -> None:
    """A link to our log-in page must not end on somebody else's."""
    assert _log_in(client, secrets_of[Who.EMPLOYEE], target).headers["location"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:3000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {},
    ],
    ids=str,
)
def test_another_site_cannot_borrow_the_session(
    client: TestClient, secrets_of: dict[Who, str], headers: dict[str, str]
) -> None:
    """A page elsewhere can make a browser send the cookie; it must not get anything done by it (CSRF)."""
    _log_in(client, secrets_of[Who.EDITOR])
    foreign = client.post("/v1/search", json={"query": "x"}, headers=headers).status_code
    own = client.post("/v1/search", json={"query": "x"}, headers=OWN).status_code

    assert (foreign, own) == (403, 200)


def test_logging_out_ends_the_session_here(client: TestClient, secrets_of: dict[Who, str]) -> None:
    """On a shared machine the next person must not be the one before."""
    _log_in(client, secrets_of[Who.EMPLOYEE])
    client.post("/logout", headers=OWN, follow_redirects=False)

    assert client.get("/v1/documents").status_code == 401


@pytest.mark.parametrize("mode", ["open", "proxy"])
def test_without_tokens_there_is_no_log_in_page(client_of: object, mode: str) -> None:
    """A form that can never work only collects secrets."""
    networks = load_settings({"RETTESNOR_PROXY_FROM": "127.0.0.1"}).proxy_from
    client: TestClient = client_of(auth=mode, proxy_from=networks)

    assert client.get("/login").status_code == 404


@pytest.mark.parametrize("part", range(3), ids=["token", "end", "signature"])
def test_a_changed_cookie_is_worth_nothing(part: int) -> None:
    """Who may come in, and until when, is not the browser's to say."""
    sessions = Sessions(b"k" * 32, lasts_s=60, is_https=False, clock=lambda: 0.0)
    response = Response()
    sessions.begin("abcdefgh", response)
    cookie = response.headers["set-cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
    parts = cookie.split(".")
    parts[part] = parts[part][:-1] + ("1" if parts[part][-1] != "1" else "2")

    assert sessions.token_of(cookie) == "abcdefgh"
    assert sessions.token_of(".".join(parts)) is None


def test_a_session_ends_by_itself() -> None:
    """A cookie found on an old machine must not open the door."""
    now = [0.0]
    sessions = Sessions(b"k" * 32, lasts_s=60, is_https=False, clock=lambda: now[0])
    response = Response()
    sessions.begin("abcdefgh", response)
    cookie = session_in(Headers({"cookie": response.headers["set-cookie"].split(";")[0]})) or ""
    now[0] = 60.0

    assert sessions.token_of(cookie) is None


@pytest.mark.parametrize("cookie", ["", ".", "a.b", "a.b.c", "a.b.c.d", "ø.1.x", "a.-1.", "a.1e9.x"])
def test_what_is_no_session_is_none(cookie: str) -> None:
    """A stranger's cookie is read as strangers' bytes are."""
    assert Sessions(b"k" * 32, lasts_s=60, is_https=False).token_of(cookie) is None


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    """A restart must not log everybody out, and nobody else on the machine may sign sessions."""
    settings = load_settings({"RETTESNOR_DATA": str(tmp_path / "data")})
    one, other = Sessions.of(settings), Sessions.of(settings)
    response = Response()
    one.begin("abcdefgh", response)
    cookie = response.headers["set-cookie"].split(";")[0].removeprefix(f"{COOKIE}=")

    assert other.token_of(cookie) == "abcdefgh"
    assert (tmp_path / "data" / "session.key").stat().st_mode & 0o077 == 0


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    """A key that can be guessed signs everybody's sessions."""
    settings = load_settings({"RETTESNOR_DATA": str(tmp_path), "RETTESNOR_SESSION_KEY": "secret"})

    with pytest.raises(SettingInvalid, match="RETTESNOR_SESSION_KEY"):
        Sessions.of(settings)
