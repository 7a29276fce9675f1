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
from fake_slack.live import live_streamed
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


RUN = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}
CHUNKS = [{"type": "blocks", "blocks": [RUN]}]


@pytest.fixture
def streaming(workspace: FakeSlack) -> tuple[FakeSlack, WebClient, dict[str, str]]:
    """A stream under a message of U1's, with a client and the place of it."""
    client = WebClient(token="xoxb-fake-bot", base_url=workspace.api_url)
    begun = client.chat_startStream(channel="DU1", thread_ts=_message(workspace), chunks=CHUNKS)
    return workspace, client, {"channel": "DU1", "ts": str(begun["ts"])}


def _message(workspace: FakeSlack, channel: str = "DU1") -> str:
    message = {"type": "message", "ts": workspace.state.timestamp(), "user": "U1", "text": "hej"}
    workspace.state.add(channel, message)
    return str(message["ts"])


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"channel": "C1"}, "missing_recipient_team_id"),
        ({"channel": "C1", "recipient_team_id": "T1"}, "missing_recipient_user_id"),
        ({"recipient_team_id": "T1", "recipient_user_id": "U9"}, "user_not_found"),
        ({"thread_ts": "1.1"}, "thread_not_found"),
        ({"channel": "C2", "recipient_team_id": "T1", "recipient_user_id": "U1"}, "not_in_channel"),
        ({"markdown_text": "x"}, "cannot_provide_both_markdown_text_and_chunks"),
        ({"chunks": [{"type": "poem"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "task_update", "id": "1", "title": "x" * 257, "status": "pending"}]}, "invalid_chunks"),
        ({"chunks": [{"type": "blocks", "blocks": [{"type": "poem"}]}]}, "invalid_blocks"),
        ({"chunks": [{"type": "blocks", "blocks": [{"type": "divider"}] * 51}]}, "invalid_blocks"),
        ({"chunks": [], "markdown_text": "x" * 12_001}, "msg_blocks_too_long"),
    ],
)
def test_streams_that_slack_does_not_begin_are_refused(workspace: FakeSlack, more: dict[str, Any], error: str) -> None:
    """By the errors of chat.startStream's page."""
    thread = _message(workspace, str(more.get("channel", "DU1")))
    with pytest.raises(SlackApiError, match=error):
        WebClient(token="xoxb-fake-bot", base_url=workspace.api_url).chat_startStream(
            **{"channel": "DU1", "thread_ts": thread, "chunks": CHUNKS} | more
        )


def test_stream_takes_no_more_blocks_than_a_message(streaming: tuple[FakeSlack, WebClient, dict[str, str]]) -> None:
    """In all chunks together."""
    _, client, place = streaming
    client.chat_appendStream(**place, chunks=[{"type": "blocks", "blocks": [{"type": "divider"}] * 49}])
    with pytest.raises(SlackApiError, match="msg_blocks_too_many"):
        client.chat_appendStream(**place, chunks=CHUNKS)


def test_stream_keeps_to_the_mode_it_began_in(streaming: tuple[FakeSlack, WebClient, dict[str, str]]) -> None:
    """Markdown or chunks, never both."""
    _, client, place = streaming
    with pytest.raises(SlackApiError, match="streaming_mode_mismatch"):
        client.chat_appendStream(**place, markdown_text="x")


def test_message_that_is_streaming_is_not_changed(streaming: tuple[FakeSlack, WebClient, dict[str, str]]) -> None:
    """It has to be ended first."""
    _, client, place = streaming
    with pytest.raises(SlackApiError, match="streaming_state_conflict"):
        client.chat_update(**place, text="x")
    client.chat_stopStream(**place, blocks=[{"type": "divider"}])

    assert client.chat_update(**place, text="x")["ok"]


@pytest.mark.parametrize("ends", ["idle", "whole", "stop", "person"])
def test_stream_that_is_over_takes_nothing(streaming: tuple[FakeSlack, WebClient, dict[str, str]], ends: str) -> None:
    """Ended by us, by a person, after too long a silence or too long a time; then it can be changed."""
    workspace, client, place = streaming
    if ends == "stop":
        client.chat_stopStream(**place)
    elif ends == "person":
        workspace.stop_stream()
    else:
        setattr(workspace.state, f"stream_{ends}_s", 0.0)
    error = "stopped_by_user" if ends == "person" else "message_not_in_streaming_state"
    with pytest.raises(SlackApiError, match=error):
        client.chat_appendStream(**place, chunks=CHUNKS)
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        client.chat_stopStream(**place)

    assert client.chat_update(**place, text="x")["ok"]


def test_official_helper_streams(workspace: FakeSlack) -> None:
    """A fake that only our own calls fit would be fitted to them."""
    client = WebClient(token="xoxb-fake-bot", base_url=workspace.api_url)
    thread = _message(workspace, "C1")
    stream = client.chat_stream(
        channel="C1", thread_ts=thread, recipient_team_id="T1", recipient_user_id="U1", buffer_size=5
    )
    stream.append(markdown_text="**hej ve")
    stream.append(markdown_text="rden!**")
    stream.stop(blocks=[RUN], metadata={"event_type": "x", "event_payload": {"key": "k"}})
    message = workspace.replies(thread, channel="C1")[0]

    assert (message["text"], message["blocks"]) == ("**hej verden!**", [RUN])
    assert message["metadata"]["event_payload"] == {"key": "k"}


STREAMED: dict[str, list[str]] = {
    "a ping in two parts": ["<!chan", "nel>"],
    "a link in two parts": ["[SSI](htt", "p://evil.example)"],
    "an address in two parts": ["www.ev", "il.example"],
}


@pytest.mark.parametrize("parts", STREAMED.values(), ids=STREAMED.keys())
def test_what_is_live_in_a_stream_is_seen_where_its_parts_meet(workspace: FakeSlack, parts: list[str]) -> None:
    """The test of hostile payloads must be able to fail."""
    client = WebClient(token="xoxb-fake-bot", base_url=workspace.api_url)
    begun = client.chat_startStream(channel="DU1", thread_ts=_message(workspace), markdown_text=parts[0])
    client.chat_stopStream(channel="DU1", ts=str(begun["ts"]), markdown_text=parts[1])

    assert live_streamed(workspace.state.streams[0])


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
