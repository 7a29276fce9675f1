"""
What takes items of the outbox into Slack: a direct message to a person, a message to a channel.

Owns finding the conversation, the form of the message and whether it has arrived; leaves when to send to the outbox.
A recipient is "slack:<workspace>:<user or channel>". A payload holds `text`, Markdown unless `blocks` are given, and
may hold `buttons` ({label, question}: what a click asks), `behind` ([document, start, end]: quotations whose official
words a click shows) with `language`, `blocks` (Slack's own), and `thread`, or `under`: the key of the message in whose
thread it belongs.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from assistant.channels.slack.posting import GONE, Message, Poster, has_key, metadata, recent_messages, thread_messages
from assistant.channels.slack.workspaces import Workspace, WorkspaceGone, Workspaces, error_name
from assistant.delivery import Item
from assistant.render.markdown import plain_text
from assistant.render.slack_buttons import ASK_ACTION, WORDING_ACTION
from assistant.render.slack_parts import MAX_VALUE, Block, Place, button, escaped, value_of
from assistant.render.slack_text import pieces, rich_text_blocks
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["SlackCarrier", "markdown_blocks"]

_logger = logging.getLogger(__name__)
_MOST_BLOCKS = 45


class SlackCarrier:
    """Carries items whose recipient begins with "slack:"."""

    def __init__(self, workspaces: Workspaces, poster: Poster, texts: Texts) -> None:
        self._workspaces = workspaces
        self._poster = poster
        self._texts = texts

    def send(self, item: Item) -> None:
        """
        Post it; nothing where the workspace or the person is gone.

        Raises:
            Later: If Slack takes nothing right now.
            SlackClientError, OSError: If nobody knows whether it was posted.
        """
        found = self._conversation(item)
        if found is not None:
            workspace, channel = found
            message = _message(item, self._texts)
            self._poster.post(workspace, channel, message, thread=_thread(item, workspace, channel))

    def has_arrived(self, item: Item) -> bool:
        """Whether a message with the item's key stands there."""
        found = self._conversation(item)
        if found is None:
            return False
        workspace, channel = found
        thread = _thread(item, workspace, channel)
        there = thread_messages(workspace, channel, thread) if thread else recent_messages(workspace, channel)
        return has_key(there, item.key)

    def _conversation(self, item: Item) -> tuple[Workspace, str] | None:
        _, team, to = item.recipient.split(":", 2)
        try:
            workspace = self._workspaces.workspace(team)
        except WorkspaceGone:
            return None
        if to[:1] not in "UW":
            return workspace, to
        try:
            opened = workspace.client.conversations_open(users=to)
        except SlackApiError as error:
            if error_name(error) not in GONE:
                raise
            _logger.warning("slack_nobody_there", extra={"error": error_name(error)})
            return None
        return workspace, str(opened["channel"]["id"])


def _thread(item: Item, workspace: Workspace, channel: str) -> str:
    """Where it belongs: "" for the conversation itself, also where the message it follows cannot be found."""
    under = str(item.payload.get("under") or "")
    if not under:
        return str(item.payload.get("thread") or "")
    return next((str(each["ts"]) for each in recent_messages(workspace, channel) if has_key([each], under)), "")


def _message(item: Item, texts: Texts) -> Message:
    text = str(item.payload["text"])
    given = item.payload.get("blocks")
    shown = (
        list(given)
        if given
        else [
            *markdown_blocks(text, item.payload.get("buttons") or ()),
            *_behind(item, texts),
        ]
    )
    return {"text": escaped(text if given else plain_text(text)), "blocks": shown, "metadata": metadata(item.key)}


def _behind(item: Item, texts: Texts) -> list[Block]:
    """A button that shows the official words of quotations given in an edition's."""
    places = [
        Place(document=document, start=start, end=end) for document, start, end in item.payload.get("behind") or ()
    ]
    if not places:
        return []
    language = Language(item.payload["language"])
    value = value_of(places, l=language.value)
    wording = button(texts.say(language, "slack.official_wording"), action=WORDING_ACTION, value=value)
    return [{"type": "actions", "block_id": WORDING_ACTION, "elements": [wording]}]


def markdown_blocks(text: str, buttons: Any = ()) -> list[Block]:
    """Markdown as blocks that hold nothing live, with a row of buttons that ask something."""
    found: list[Block] = rich_text_blocks(pieces(text))[:_MOST_BLOCKS]
    row = [_ask(number, each) for number, each in enumerate(buttons, start=1) if len(each["question"]) <= MAX_VALUE]
    return [*found, {"type": "actions", "block_id": f"{ASK_ACTION}_sent", "elements": row[:5]}] if row else found


def _ask(number: int, given: Mapping[str, str]) -> Block:
    return button(given["label"], action=f"{ASK_ACTION}_sent_{number}", value=given["question"])
