"""
An answer shown while it comes: a message that is begun with the first checked sentence and grows.

Owns the calls that begin and lengthen it, and that none of them can cost the answer; leaves the sentences to the
assistant, and the whole message, which takes its place in the end, to `posting`.
What is shown is structure, not markup, as in any other message: no word of a sentence can become a mention or a link,
however the sentences are cut. Source: https://docs.slack.dev/reference/methods/chat.startStream
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.channels.slack.messages import Asked
from assistant.channels.slack.posting import is_unclear, mark_of
from assistant.channels.slack.workspaces import Workspace, error_name, hasty
from assistant.render.slack_text import pieces, rich_text_blocks

__all__ = ["Stream"]

_logger = logging.getLogger(__name__)
_STOPPED = "stopped_by_user"


class Stream:
    """The message of one answer while it grows; what fails on the way shows in its properties, never as an error."""

    def __init__(self, workspace: Workspace, asked: Asked, *, may_begin: Callable[[], bool], ts: str = "") -> None:
        """
        Begin nothing yet.

        Args:
            workspace: Where.
            asked: What is answered; the message stands under it.
            may_begin: Whether the question is still ours to answer; asked once, right before the message is begun.
            ts: The message that an earlier attempt left unfinished; nothing is added to it but its end.
        """
        # Waiting out a rate limit would take longer than the rest of the answer.
        self._client = hasty(workspace.client)
        self._asked = asked
        self._may_begin = may_begin
        self._waiting: list[dict[str, Any]] = []
        self._is_over = bool(ts)
        self.ts = ts
        """The message; "" where none was begun."""
        self.was_stopped = False
        """A person has stopped it."""
        self.doubt: SlackClientError | OSError | None = None
        """Nobody knows whether the message was begun; why."""
        self.shown: list[str] = []
        """The sentences, whether or not they were shown."""

    def add(self, sentence: str) -> None:
        """Show one more sentence, in Markdown; where Slack takes none it is part of the whole message all the same."""
        self.shown.append(sentence)
        if self._is_over:
            return
        self._waiting += rich_text_blocks(pieces(sentence))
        if not self._waiting:
            return
        try:
            if self.ts:
                self._client.chat_appendStream(channel=self._asked.channel, ts=self.ts, chunks=self._chunks())
            else:
                self._begin()
        except (SlackClientError, OSError) as error:
            self._failed(error)
        else:
            self._waiting.clear()

    def _begin(self) -> None:
        if not self._may_begin():
            self._is_over = True
            return
        # The key of the answer goes with its end; until then the first block's name tells whose message it is.
        self._waiting[0]["block_id"] = mark_of(self._asked.key)
        begun = self._client.chat_startStream(
            channel=self._asked.channel,
            thread_ts=self._asked.thread,
            recipient_team_id=self._asked.team,
            recipient_user_id=self._asked.user,
            chunks=self._chunks(),
        )
        self.ts = str(begun["ts"])

    def _chunks(self) -> list[dict[str, Any]]:
        return [{"type": "blocks", "blocks": self._waiting}]

    def _failed(self, error: SlackClientError | OSError) -> None:
        code = error_name(error)
        _logger.info("slack_stream_refused", extra={"error": code})
        if self.ts and code in ("ratelimited", "rate_limited"):
            return
        self.was_stopped = code == _STOPPED
        self._is_over = True
        if not self.ts and (not isinstance(error, SlackApiError) or is_unclear(error)):
            self.doubt = error
