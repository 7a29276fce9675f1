"""The fake refuses what Slack refuses: a fake that takes anything proves nothing."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from fake_slack import FakeSlack, live_constructs
from fake_slack.checks import block_faults, view_faults
from fake_slack.official import type_faults
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks, views

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


@pytest.mark.parametrize("shown", BAD.values(), ids=BAD.keys())
def test_blocks_that_slack_refuses_are_refused(shown: list[dict[str, Any]]) -> None:
    """Slack loses the whole message for one such fault."""
    assert block_faults(shown)


@pytest.mark.parametrize(
    "shown",
    [
        section({"type": "markdown", "text": "x"}),
        {"type": "divider", "colour": "red"},
        {"type": "table", "rows": [[{"type": "number", "text": "1"}]]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text"}]}]},
        {"type": "modal", "blocks": []},
        {"type": "poem"},
    ],
    ids=lambda shown: shown["type"],
)
def test_what_is_none_of_slacks_types_is_refused(shown: dict[str, Any]) -> None:
    """By Slack's own definitions, apart from the list of fields that the fake keeps."""
    assert list(type_faults(shown))


def _actions(**more: Any) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": [{**BUTTON, **more}]}]


def _view(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": TEXT, "close": TEXT, "blocks": [{"type": "divider"}], **more}


def _words(count: int) -> dict[str, Any]:
    return {**TEXT, "text": "x" * count}


def _chosen(count: int, **more: Any) -> dict[str, Any]:
    options = [{"text": TEXT, "value": str(number), **more} for number in range(count)]
    return _view(submit=TEXT, blocks=[_asking({"type": "static_select", "action_id": "a", "options": options})])


def _asking(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": TEXT, "element": element, **more}


_FIELD = {"type": "plain_text_input", "action_id": "a"}
LIMITS: dict[str, tuple[int, Callable[[int], Any]]] = {
    "section": (blocks.SectionBlock.text_max_length, lambda n: [section(_words(n))]),
    "fields": (blocks.SectionBlock.fields_max_length, lambda n: [{"type": "section", "fields": [TEXT] * n}]),
    "header": (blocks.HeaderBlock.text_max_length, lambda n: [{"type": "header", "text": _words(n)}]),
    "context": (blocks.ContextBlock.elements_max_length, lambda n: [{"type": "context", "elements": [TEXT] * n}]),
    "actions": (
        blocks.ActionsBlock.elements_max_length,
        lambda n: [{"type": "actions", "elements": [{**BUTTON, "action_id": str(each)} for each in range(n)]}],
    ),
    "block_id": (blocks.Block.block_id_max_length, lambda n: [{"type": "divider", "block_id": "x" * n}]),
    "action_id": (blocks.InteractiveElement.action_id_max_length, lambda n: _actions(action_id="x" * n)),
    "button": (blocks.ButtonElement.text_max_length, lambda n: _actions(text=_words(n))),
    "button value": (blocks.ButtonElement.value_max_length, lambda n: _actions(value="x" * n)),
    "button url": (blocks.ButtonElement.url_max_length, lambda n: _actions(url="x" * n)),
    "options": (blocks.StaticSelectElement.options_max_length, _chosen),
    "option": (blocks.Option.label_max_length, lambda n: _chosen(1, text=_words(n))),
    "option value": (blocks.Option.value_max_length, lambda n: _chosen(1, value="x" * n)),
    "label": (
        blocks.InputBlock.label_max_length,
        lambda n: _view(submit=TEXT, blocks=[_asking(_FIELD, label=_words(n))]),
    ),
    "hint": (
        blocks.InputBlock.hint_max_length,
        lambda n: _view(submit=TEXT, blocks=[_asking(_FIELD, hint=_words(n))]),
    ),
    "view": (views.View.blocks_max_length, lambda n: _view(blocks=[{"type": "divider"}] * n)),
    "title": (views.View.title_max_length, lambda n: _view(title=_words(n))),
    "metadata": (views.View.private_metadata_max_length, lambda n: _view(private_metadata="x" * n)),
    "callback_id": (views.View.callback_id_max_length, lambda n: _view(callback_id="x" * n)),
}


@pytest.mark.parametrize("name", LIMITS)
def test_limits_are_those_of_the_official_client(name: str) -> None:
    """The longest that Slack's own client takes is taken, one more is refused."""
    most, make = LIMITS[name]

    assert _faults(make(most)) == []
    assert _faults(make(most + 1))


def _faults(made: Any) -> list[str]:
    return view_faults(made, kind="modal") if isinstance(made, dict) else block_faults(made)


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
