"""Slack over HTTP: signed requests only, several workspaces by OAuth, tokens sealed, gone when removed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
import uvicorn
from fake_slack import FakeSlack
from fake_slack.api import CLIENT_ID, CLIENT_SECRET
from fake_slack.delivery import SIGNING_SECRET, signed
from fakes import FakeAnswers
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.channels.slack.installations import InstallStates
from assistant.channels.slack.start import make_front, make_workspaces
from assistant.channels.slack.web import check_http, slack_router
from assistant.store.store import Store
from ingest.errors import SettingInvalid
from ingest.settings import Settings, load_settings

KEY = "KbFkAQYa1z33YPKRaH6TSXsUsy0zbaFUg5_-TXutfLg="
BODY = json.dumps({"type": "url_verification", "challenge": "abc"})


@pytest.fixture
def http_settings(settings: Settings) -> Settings:
    """HTTP mode, several workspaces."""
    return dataclasses.replace(
        settings,
        slack_mode="http",
        slack_bot_token="",
        slack_signing_secret=SIGNING_SECRET,
        slack_client_id=CLIENT_ID,
        slack_client_secret=CLIENT_SECRET,
        slack_store_key=KEY,
    )


@pytest.fixture
def server(slack: FakeSlack, answers: FakeAnswers, http_settings: Settings, records: Store) -> Iterator[str]:
    """The app's address, listening as `rettesnor serve` does."""
    workspaces = make_workspaces(http_settings, records)
    front = make_front(answers, http_settings, records, workspaces, poll_s=0.1)
    app = FastAPI()
    app.include_router(slack_router(front, http_settings, records))
    web = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=web.run)
    thread.start()
    until = time.monotonic() + 8
    while not web.started and time.monotonic() < until:
        time.sleep(0.01)
    front.start()
    port = web.servers[0].sockets[0].getsockname()[1]
    slack.door.http_url = f"http://127.0.0.1:{port}/slack/events"
    yield f"http://127.0.0.1:{port}"
    slack.settle()
    web.should_exit = True
    thread.join()
    front.stop()


def install(slack: FakeSlack, server: str, team: str) -> str:
    """Go through the pages as somebody who installs the app; what the last page says."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as away:
        urllib.request.build_opener(Stay).open(f"{server}/slack/install")
    way = away.value.headers
    away.value.close()
    query = slack.authorize(way["Location"], team=team)
    request = urllib.request.Request(f"{server}/slack/oauth_redirect?{query}", headers={"Cookie": way["Set-Cookie"]})
    with urllib.request.urlopen(request) as page:
        return str(page.read().decode())


def test_two_workspaces_each_answered_with_their_own_token(slack: FakeSlack, server: str) -> None:
    """One installation serves many, and none with another's token."""
    install(slack, server, "T1")
    install(slack, server, "T2")
    first, second = slack.dm("Hvad er mål 1?"), slack.dm("Hvad er mål 1?", team="T2")

    assert slack.wait_for_reply(first)
    assert slack.wait_for_reply(second, team="T2")


def test_tokens_are_sealed_in_the_store(slack: FakeSlack, server: str, records: Store) -> None:
    """A stolen database speaks for nobody."""
    install(slack, server, "T1")
    with records.reading() as connection:
        rows = connection.exec_driver_sql("SELECT team, sealed FROM slack_installations").all()

    assert [row[0] for row in rows] == ["T1"]
    assert "xoxb" not in rows[0][1]


def test_state_of_an_installation_is_good_once(records: Store) -> None:
    """A link that is followed twice must not install twice."""
    now = dt.datetime(2025, 5, 20, 9, tzinfo=dt.UTC)
    states = InstallStates(records, clock=lambda: now)
    state = states.issue()

    assert [states.consume(state), states.consume(state), states.consume("made-up")] == [True, False, False]


def test_made_up_state_is_refused(slack: FakeSlack, server: str) -> None:
    """Whoever guesses an address installs nothing."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server}/slack/oauth_redirect?code=code-1&state=made-up")

    refused.value.close()
    assert 400 <= refused.value.code < 500


def test_removed_workspace_is_silent_and_forgotten(slack: FakeSlack, server: str, records: Store) -> None:
    """After an uninstall nothing is sent, and no token is left."""
    install(slack, server, "T1")
    slack.wait_for_reply(slack.dm("Hvad er mål 1?"))
    slack.uninstall("T1")
    slack.settle()
    until = time.monotonic() + 5
    rows = ["there"]
    while rows and time.monotonic() < until:
        with records.reading() as connection:
            rows = list(connection.exec_driver_sql("SELECT team FROM slack_installations").all())
    asked = slack.dm("Hvad er mål 2?")
    slack.settle()

    assert rows == []
    assert slack.replies(asked) == []


def forged() -> dict[str, tuple[dict[str, str], str]]:
    """Requests that are not Slack's, or no longer."""
    good, now = signed(BODY), time.time()
    name, stamp = "X-Slack-Signature", "X-Slack-Request-Timestamp"
    return {
        "no headers": ({}, BODY),
        "no signature": ({stamp: good[stamp]}, BODY),
        "no time": ({name: good[name]}, BODY),
        "empty signature": ({**good, name: ""}, BODY),
        "another secret": (signed(BODY, secret="guessed"), BODY),
        "another body": (good, BODY + " "),
        "301 seconds old": (signed(BODY, at=now - 301), BODY),
        "from the future": (signed(BODY, at=now + 400), BODY),
        "time is no number": ({**good, stamp: "abc"}, BODY),
        "time in other digits": ({**good, stamp: "1²"}, BODY),
        "signature not ASCII": ({**good, name: "v0=æ"}, BODY),
        "another version": ({**good, name: good[name].replace("v0=", "v1=")}, BODY),
        "signature without its time": ({**good, stamp: str(int(now) - 5)}, BODY),
    }


@pytest.mark.parametrize("name", forged())
def test_forged_request_is_refused_before_it_is_parsed(
    answers: FakeAnswers, http_settings: Settings, records: Store, name: str
) -> None:
    """Anybody can call a public address; none of it reaches a parser, and none of it breaks anything."""
    headers, body = forged()[name]  # signed now: by when a long run comes here, an earlier signature is merely stale
    front = make_front(answers, http_settings, records, make_workspaces(http_settings, records))
    app = FastAPI()
    app.include_router(slack_router(front, http_settings, records))
    front.app.dispatch = None  # what would parse it
    sent = {key: value.encode("utf-8") for key, value in headers.items()}
    reply = TestClient(app).post("/slack/events", content=body.encode(), headers=sent)
    front._listeners.shutdown()

    assert reply.status_code == 401


def test_address_is_verified(server: str) -> None:
    """Slack asks once whether the address is ours."""
    headers = {"Content-Type": "application/json", **signed(BODY)}
    with urllib.request.urlopen(urllib.request.Request(f"{server}/slack/events", BODY.encode(), headers)) as reply:
        assert "abc" in reply.read().decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slack_signing_secret": " "}, "RETTESNOR_SLACK_SIGNING_SECRET is not set"),
        ({"slack_client_id": ""}, "Nothing speaks for the app"),
        ({"slack_client_secret": ""}, "RETTESNOR_SLACK_CLIENT_SECRET is not"),
    ],
    ids=["no secret", "no token", "no client secret"],
)
def test_it_does_not_start_without_what_proves_a_request(
    http_settings: Settings, change: dict[str, str], words: str
) -> None:
    """A public address that believes everybody is worse than none."""
    with pytest.raises(SettingInvalid, match=words):
        check_http(dataclasses.replace(http_settings, **change))


@pytest.mark.parametrize("key", ["", "short"])
def test_tokens_are_not_stored_without_a_key(http_settings: Settings, records: Store, key: str) -> None:
    """Nothing is ever written in clear because a setting was forgotten."""
    with pytest.raises(SettingInvalid, match="RETTESNOR_SLACK_STORE_KEY"):
        make_workspaces(dataclasses.replace(http_settings, slack_store_key=key), records)


def test_defaults_listen_to_nobody() -> None:
    """HTTP mode is a decision."""
    assert load_settings({}).slack_mode == "socket"
