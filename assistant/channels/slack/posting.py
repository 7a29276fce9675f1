"""
Posting into Slack once: the key of what is posted stands in the message and is looked for before it is posted again.

A message that was begun while its answer was still on its way bears a mark instead, until the whole takes its place.

Owns the calls that write messages and what their failures mean; leaves the words to those who post.
A message for one person's eyes has no key that could be looked up: after a crash it may come twice, never not at all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from assistant.channels.slack.messages import ANSWER_EVENT, Asked, Reply
from assistant.channels.slack.workspaces import Workspace, error_name
from assistant.clock import Clock
from assistant.delivery import Later

__all__ = [
    "GONE",
    "Message",
    "Posted",
    "Poster",
    "has_key",
    "is_unclear",
    "key_of",
    "mark_of",
    "metadata",
    "recent_messages",
    "thread_messages",
]

_logger = logging.getLogger(__name__)
Message = dict[str, Any]
_PAGE = 200
_MOST_PAGES = 3
_PAUSE = dt.timedelta(seconds=30)
_FORM_ERRORS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_metadata_format"})
"""Slack refused how the message is built; the words alone can still be posted."""
GONE = frozenset(
    {
        "account_inactive",
        "channel_not_found",
        "invalid_auth",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "thread_not_found",
        "token_revoked",
        "user_not_found",
        "user_not_in_channel",
    }
)
"""There is nobody left to tell."""
_FIXED = frozenset({"block_mismatch", "cant_update_message", "edit_window_closed", "is_inactive", "message_not_found"})
"""The message that was begun can no longer be changed."""
_BLIND = frozenset({"access_denied", "missing_scope", "no_permission"})
"""What was said there cannot be read, now or later."""
_UNCLEAR = frozenset(
    {"fatal_error", "internal_error", "messaging_processing_failed", "request_timeout", "service_unavailable"}
)
_QUIET: Message = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False, "mrkdwn": False}


def metadata(key: str, **more: str) -> Message:
    """What tells later which question a message answers."""
    return {"event_type": ANSWER_EVENT, "event_payload": {"key": key, **more}}


def mark_of(key: str) -> str:
    """The name of the first block of a message that was begun for the question with this key."""
    return f"begun_{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def is_unclear(error: SlackApiError) -> bool:
    """Whether the call may have had its effect all the same."""
    status = error.response.status_code if error.response is not None else 500
    return status >= 500 or error_name(error) in _UNCLEAR  # the server's own fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What stands of an answer already."""

    ts: str
    is_whole: bool
    """False for a message that was begun and not finished."""


class Poster:
    """Writes messages."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock

    def answer(self, workspace: Workspace, asked: Asked, message: Message) -> bool:
        """
        Post where the answer belongs; False when nobody can be told there.

        Raises:
            Later: If Slack takes nothing right now; nothing was posted.
            SlackClientError, OSError: If nobody knows whether it was posted.
        """
        if asked.reply is not Reply.PRIVATE:
            return self.post(workspace, asked.channel, message, thread=asked.thread)
        if asked.response_url:
            return self._respond(workspace, asked.response_url, message)
        return self.whisper(workspace, asked, message)

    def post(self, workspace: Workspace, channel: str, message: Message, *, thread: str = "") -> bool:
        """Post into a channel, under `thread` where one is given; the rest is as with `answer`."""
        place: Message = {"channel": channel, **({"thread_ts": thread} if thread else {})}
        return self._sent(lambda form: workspace.client.chat_postMessage(**place, **_QUIET, **form), message)

    def whisper(self, workspace: Workspace, asked: Asked, message: Message) -> bool:
        """Show it to the asker alone, where they asked; the rest is as with `answer`."""
        place: Message = {"channel": asked.channel, "user": asked.user}
        place |= {"thread_ts": asked.thread} if asked.thread and asked.is_follow_up else {}
        shown = {key: value for key, value in message.items() if key != "metadata"}
        return self._sent(lambda form: workspace.client.chat_postEphemeral(**place, parse="none", **form), shown)

    def finish(self, workspace: Workspace, asked: Asked, message: Message, *, ts: str) -> bool:
        """
        Put the whole message in the place of the one that was begun, or beside it where that cannot be changed.

        Returns:
            As with `answer`.

        Raises:
            Later: If Slack takes nothing right now; the message stands there as it was begun.
            SlackClientError, OSError: If nobody knows whether it was put there.
        """
        place: Message = {"channel": asked.channel, "ts": ts}
        try:
            self._end(workspace, place)
            return self._sent(lambda form: workspace.client.chat_update(**place, parse="none", **form), message)
        except Later as later:
            raise Later(later.at, is_doubtful=True) from later
        except SlackApiError as error:
            if error_name(error) not in _FIXED:
                raise
            _logger.warning("slack_begun_message_fixed", extra={"error": error_name(error)})
            return self.post(workspace, asked.channel, message, thread=asked.thread)

    def _end(self, workspace: Workspace, place: Message) -> None:
        """End the stream: while it lasts the message cannot be changed. Slack ends one by itself after minutes."""
        try:
            self._sent(lambda _: workspace.client.chat_stopStream(**place), {})
        except SlackApiError as error:
            if error_name(error) not in ("message_not_in_streaming_state", "stopped_by_user"):
                raise

    def _sent(self, send: Any, message: Message) -> bool:
        try:
            send(message)
        except SlackApiError as error:
            code = error_name(error)
            if code in GONE:
                _logger.warning("slack_nobody_there", extra={"error": code})
                return False
            if code in ("ratelimited", "rate_limited"):
                wait = str(error.response.headers.get("Retry-After", ""))
                pause = dt.timedelta(seconds=int(wait)) if wait.isdigit() else _PAUSE
                raise Later(self._clock() + pause) from error
            if code not in _FORM_ERRORS or "blocks" not in message:
                raise
            _logger.warning("slack_form_refused", extra={"error": code})
            kept = ("text",) if code == "invalid_metadata_format" else ("text", "metadata")
            send({name: message[name] for name in kept if name in message})
        return True

    def _respond(self, workspace: Workspace, url: str, message: Message) -> bool:
        hook = WebhookClient(url, proxy=workspace.client.proxy)
        reply = hook.send(
            text=message["text"], blocks=message.get("blocks"), response_type="ephemeral", replace_original=False,
            unfurl_links=False, unfurl_media=False,
        )  # fmt: skip
        if reply.status_code == 200:  # HTTP's word for well
            return True
        if reply.status_code >= 500:  # the server's own fault
            msg = f"Slack's response address gave {reply.status_code}"
            raise OSError(msg)
        _logger.warning("slack_response_refused", extra={"status": reply.status_code})
        return hook.send(text=message["text"], response_type="ephemeral").status_code == 200

    def find(self, workspace: Workspace, asked: Asked) -> Posted | None:
        """
        What stands of the answer already; None where nothing does, or nobody can say.

        Raises:
            SlackClientError, OSError: If Slack does not give the messages.
        """
        if asked.reply is Reply.PRIVATE:
            return None
        try:
            if asked.thread:
                found = thread_messages(workspace, asked.channel, asked.thread)
            else:
                found = recent_messages(workspace, asked.channel)
        except SlackApiError as error:
            if error_name(error) not in _BLIND:
                raise
            _logger.warning("slack_history_unreadable", extra={"error": error_name(error)})
            return None
        whole = next((each for each in found if has_key([each], asked.key)), None)
        begun = next((each for each in found if _is_marked(each, mark_of(asked.key))), None)
        there = whole or begun
        return Posted(ts=str(there["ts"]), is_whole=whole is not None) if there else None


def _is_marked(message: Mapping[str, Any], mark: str) -> bool:
    return any(block.get("block_id") == mark for block in message.get("blocks") or ())


def has_key(messages: list[Mapping[str, Any]], key: str) -> bool:
    """Whether one of the messages was posted under `key`."""
    payloads = [(message.get("metadata") or {}).get("event_payload") or {} for message in messages]
    return any(payload.get("key") == key for payload in payloads)


def key_of(messages: list[Mapping[str, Any]]) -> str | None:
    """The key that the first of the messages was posted under; None where it has none, or there is no message."""
    payload = ((messages[0].get("metadata") or {}).get("event_payload") or {}) if messages else {}
    return str(payload["key"]) if payload.get("key") else None


def thread_messages(
    workspace: Workspace, channel: str, thread: str, *, before: str | None = None
) -> list[Mapping[str, Any]]:
    """
    The thread's messages in order, at most some hundreds, those before `before` where it is given.

    Raises:
        SlackClientError, OSError: If Slack does not give them.
    """
    found: list[Mapping[str, Any]] = []
    cursor = None
    for _ in range(_MOST_PAGES):
        page = workspace.client.conversations_replies(
            channel=channel, ts=thread, latest=before, limit=_PAGE, cursor=cursor, include_all_metadata=True
        )
        found += page.get("messages") or []
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return found


def recent_messages(workspace: Workspace, channel: str) -> list[Mapping[str, Any]]:
    """
    The newest messages of a channel, newest first.

    Raises:
        SlackClientError, OSError: If Slack does not give them.
    """
    page = workspace.client.conversations_history(channel=channel, limit=_PAGE, include_all_metadata=True)
    return list(page.get("messages") or [])
