"""The fake refuses what Slack refuses: a fake that takes anything proves nothing."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from typing import Any

import pytest
from aiohttp import ClientSession
from fake_slack import FakeSlack, live_constructs
from fake_slack.checks import block_faults
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

TEXT = {"type": "plain_text", "text": "x"}
BUTTON = {"type": "button", "action_id": "a", "text": TEXT}


def section(text: dict[str, Any]) -> dict[str, Any]:
    """A section with this text object."""
    return {"type": "section", "text": text}


BAD: dict[str, list[dict[str, Any]]] = {
    "51 blocks": [{"type": "divider"}] * 51,
    "section of 3001": [section({"type": "mrkdwn", "text": "x" * 3001})],
    "empty text": [section({"type": "plain_text", "text": ""})],
    "unknown text type": [section({"type": "markdown", "text": "x"})],
    "unknown field": [{"type": "divider", "colour": "red"}],
    "unknown block": [{"type": "poem"}],
    "11 context elements": [{"type": "context", "elements": [TEXT] * 11}],
    "26 buttons": [{"type": "actions", "elements": [{**BUTTON, "action_id": str(n)} for n in range(26)]}],
    "button text of 76": [{"type": "actions", "elements": [{**BUTTON, "text": {**TEXT, "text": "x" * 76}}]}],
    "button value of 2001": [{"type": "actions", "elements": [{**BUTTON, "value": "x" * 2001}]}],
    "action_id twice": [{"type": "actions", "elements": [BUTTON, BUTTON]}],
    "block_id twice": [{"type": "divider", "block_id": "a"}] * 2,
    "empty rich text": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    "empty run": [
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": ""}]}]}
    ],
}


@pytest.mark.parametrize("blocks", BAD.values(), ids=BAD.keys())
def test_blocks_that_slack_refuses_are_refused(blocks: list[dict[str, Any]]) -> None:
    """Slack loses the whole message for one such fault."""
    assert block_faults(blocks)


LIVE: dict[str, dict[str, Any]] = {
    "a ping in the text": {"text": "hej <!channel>"},
    "a forged link in the text": {"text": "<http://evil.example|SSI>"},
    "a ping in mrkdwn": {"blocks": [section({"type": "mrkdwn", "text": "<@U2>", "verbatim": True})]},
    "a bare link in mrkdwn": {"blocks": [section({"type": "mrkdwn", "text": "www.evil.example"})]},
    "a bare link in the text": {"text": "http://evil.example", "parse": "full"},
    "a mention in rich text": {"blocks": [{"type": "rich_text", "elements": [{"type": "user", "user_id": "U2"}]}]},
    "a button elsewhere": {"blocks": [{"type": "actions", "elements": [{**BUTTON, "url": "http://evil.example"}]}]},
    "unfurling": {"text": "x", "unfurl_links": True},
}


@pytest.mark.parametrize("message", LIVE.values(), ids=LIVE.keys())
def test_what_is_live_is_seen(message: dict[str, Any]) -> None:
    """The test of hostile payloads must be able to fail."""
    quiet = {"text": "x", "parse": "none", "unfurl_links": False, "unfurl_media": False}

    assert live_constructs(quiet, allowed_url="https://rettesnor.example/") == []
    assert live_constructs(quiet | message, allowed_url="https://rettesnor.example/")


@pytest.fixture
def workspace() -> Any:
    """A fake without an app."""
    with FakeSlack(ack_window_s=0.1) as fake:
        yield fake


@pytest.mark.parametrize(
    ("token", "arguments", "error"),
    [
        ("xoxb-other", {"channel": "C1", "text": "x"}, "invalid_auth"),
        ("xapp-fake-app", {"channel": "C1", "text": "x"}, "not_allowed_token_type"),
        ("xoxb-fake-bot", {"channel": "C9", "text": "x"}, "channel_not_found"),
        ("xoxb-fake-bot", {"channel": "C1", "text": "x", "thread_ts": "1.1"}, "thread_not_found"),
        ("xoxb-fake-bot", {"channel": "C1", "text": "x" * 13_001}, "msg_blocks_too_long"),
    ],
    ids=["wrong token", "wrong kind of token", "no channel", "no thread", "too long"],
)
def test_calls_that_slack_refuses_are_refused(
    workspace: FakeSlack, token: str, arguments: dict[str, str], error: str
) -> None:
    """An error that only the real Slack gives is found too late."""
    client = WebClient(token=token, base_url=workspace.api_url)
    with pytest.raises(SlackApiError, match=error):
        client.chat_postMessage(**arguments)


def test_missing_scope_says_which(workspace: FakeSlack) -> None:
    """As Slack does, so that the app can pass it on."""
    workspace.state.scopes.discard("chat:write")
    with pytest.raises(SlackApiError) as caught:
        WebClient(token="xoxb-fake-bot", base_url=workspace.api_url).chat_postMessage(channel="C1", text="x")

    assert caught.value.response["needed"] == "chat:write"


def test_unknown_argument_is_noted(workspace: FakeSlack) -> None:
    """Slack ignores a misspelt argument, and with it what was meant."""
    client = WebClient(token="xoxb-fake-bot", base_url=workspace.api_url)
    client.api_call("chat.postMessage", json={"channel": "C1", "text": "x", "thread": "1.1"})

    assert workspace.state.faults == ["chat.postMessage with unknown ['thread']"]


def test_what_is_not_acknowledged_is_delivered_again(workspace: FakeSlack) -> None:
    """Same event id, new envelope, counted attempts; the first delivery says attempt 0."""

    def ticket() -> str:
        headers = {"Authorization": "Bearer xapp-fake-app"}
        request = urllib.request.Request(f"{workspace.api_url}apps.connections.open", data=b"", headers=headers)
        with urllib.request.urlopen(request) as reply:
            return str(json.load(reply)["url"])

    async def listen(url: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        async with ClientSession() as session, session.ws_connect(url) as socket:
            found.append(await socket.receive_json())
            workspace.dm("hej")
            while found[-1].get("retry_attempt") != 2:
                found.append(await socket.receive_json())
            await socket.send_json({"envelope_id": found[-1]["envelope_id"]})
            await asyncio.to_thread(workspace.settle)
        return found

    hello, *envelopes = asyncio.run(listen(ticket()))

    assert hello["type"] == "hello"
    assert [each["retry_attempt"] for each in envelopes] == [0, 1, 2]
    assert len({each["envelope_id"] for each in envelopes}) == 3
    assert len({each["payload"]["event_id"] for each in envelopes}) == 1
