"""
What Slack sends, read: a question out of a message, a command or a click, earlier turns out of a thread.

Owns the form of Slack's payloads and its markup in incoming text; leaves whether to answer to `intake`.
Slack escapes `&`, `<` and `>` in everything it delivers and writes mentions and links in angle brackets.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.channels.slack.workspaces import Workspace
from assistant.question import Turn

__all__ = [
    "ANSWER_EVENT",
    "Asked",
    "Reply",
    "asked_as_json",
    "asked_by_click",
    "asked_in_command",
    "asked_in_message",
    "asked_of_json",
    "is_by_a_person",
    "mentions_others",
    "mentions_us",
    "turns",
]

ANSWER_EVENT = "rettesnor_answer"
"""`event_type` of the metadata that every answer carries."""
MOST_TURNS = 20
MOST_TURN_CHARS = 2000
_HUMAN_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of a message that a person wrote; the others tell of edits, joins and the like."""
_ANGLED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


class Reply(StrEnum):
    """Where an answer goes, and who reads it."""

    THREAD = "thread"
    """Under the question: everybody in the channel reads it, in a direct message one person."""
    PRIVATE = "private"
    """For the asker's eyes only."""
    CHANNEL = "channel"
    """Into the channel itself: shared by the asker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question out of Slack, and where its answer goes."""

    team: str
    text: str
    user: str
    channel: str
    thread: str
    """`ts` of the message that the answer is written under; "" where it is written under none."""
    key: str
    """The same however often Slack delivers the question; stands in the answer's metadata."""
    reply: Reply = Reply.THREAD
    before: str | None = None
    """Earlier turns are the thread's messages before this `ts`; None: all of them."""
    is_follow_up: bool = False
    """The thread has earlier messages."""
    chosen: str | None = None
    """Label of the button that asked it."""
    response_url: str = ""
    """Where a private answer is sent, for half an hour."""
    is_unprompted: bool = False
    """Nobody addressed the assistant: it speaks only if it has an answer."""
    organisation: str | None = None
    language: str | None = None

    @property
    def is_direct(self) -> bool:
        """In a direct message."""
        return self.channel.startswith("D")

    @property
    def has_one_reader(self) -> bool:
        """Nobody but the asker reads the answer."""
        return self.reply is Reply.PRIVATE or (self.is_direct and self.reply is Reply.THREAD)

    @property
    def is_awaited(self) -> bool:
        """Somebody looks at the thread in which the answer will stand."""
        return self.reply is Reply.THREAD and bool(self.thread) and not self.is_unprompted


def asked_as_json(asked: Asked) -> dict[str, Any]:
    """What the inbox keeps of it until it is answered."""
    return dataclasses.asdict(asked)


def asked_of_json(kept: Mapping[str, Any]) -> Asked:
    """What the inbox kept."""
    return Asked(**{**kept, "reply": Reply(kept["reply"])})


def is_by_a_person(event: Mapping[str, Any], us: Workspace) -> bool:
    """Whether a person wrote this message: not a bot, an edit, a join or our own words."""
    if event.get("subtype") not in _HUMAN_SUBTYPES or event.get("bot_id") or event.get("hidden"):
        return False
    return bool(event.get("user")) and event.get("user") != us.user and bool(event.get("ts"))


def mentions_us(event: Mapping[str, Any], us: Workspace) -> bool:
    """Whether the message names the assistant."""
    text = str(event.get("text") or "")
    return f"<@{us.user}>" in text or f"<@{us.user}|" in text


def mentions_others(event: Mapping[str, Any]) -> bool:
    """Whether the message names anybody."""
    return "<@" in str(event.get("text") or "")


def asked_in_message(event: Mapping[str, Any], us: Workspace) -> Asked:
    """The question in a direct message, a mention or a thread; its text may be empty."""
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = str(event.get("thread_ts") or ts)
    return Asked(
        team=us.team,
        text=_plain_words(str(event.get("text") or ""), us),
        user=str(event["user"]),
        channel=channel,
        thread=thread,
        key=f"{us.team}:{channel}:{ts}",
        before=ts,
        is_follow_up=thread != ts,
    )


def asked_in_command(body: Mapping[str, Any], us: Workspace) -> Asked:
    """The question of a slash command, answered for the asker's eyes."""
    return Asked(
        team=us.team,
        text=_plain_words(str(body.get("text") or ""), us),
        user=str(body["user_id"]),
        channel=str(body["channel_id"]),
        thread="",
        key=f"{us.team}:command:{body['trigger_id']}",
        reply=Reply.PRIVATE,
        response_url=str(body.get("response_url") or ""),
    )


def asked_by_click(body: Mapping[str, Any], action: Mapping[str, Any], us: Workspace) -> Asked | None:
    """The question behind a button; None when the click came from no message. A private answer stays private."""
    container, channel = body.get("container") or {}, (body.get("channel") or {}).get("id")
    ts = container.get("message_ts")
    if not (channel and ts and action.get("value")):
        return None
    is_private = bool(container.get("is_ephemeral"))
    message = body.get("message") or {}
    return Asked(
        team=us.team,
        text=_plain_words(str(action["value"]), us),
        user=str((body.get("user") or {}).get("id", "")),
        channel=str(channel),
        thread="" if is_private else str(message.get("thread_ts") or ts),
        key=f"{us.team}:{channel}:{ts}:{action.get('block_id', '')}:{action.get('action_id', '')}",
        reply=Reply.PRIVATE if is_private else Reply.THREAD,
        is_follow_up=not is_private,
        chosen=_unescaped(str((action.get("text") or {}).get("text", ""))),
        response_url=str(body.get("response_url") or "") if is_private else "",
    )


def _plain_words(text: str, us: Workspace) -> str:
    """Slack's text as a person reads it, without the mention of the assistant."""

    def read(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target[:1] in "@!#":
            if target == f"@{us.user}":
                return " "
            return label or ("" if target.startswith("@") else target[1:])
        return label or target

    return re.sub(r"[ \t]+", " ", _unescaped(_ANGLED.sub(read, text))).strip()


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def turns(messages: Sequence[Mapping[str, Any]], asked: Asked, us: Workspace) -> tuple[Turn, ...]:
    """
    The earlier turns of the thread, oldest first: questions to the assistant and its answers.

    In a channel people also talk to each other in the thread. What does not mention the assistant is left out, but for
    what the one who began the thread wrote while nobody else had.
    """
    found: list[Turn] = []
    beginner = messages[0].get("user") if messages else None
    is_alone = True
    for message in messages:
        if message.get("ts") == asked.before:
            continue
        if _is_own(message, us):
            found += _own_turns(message, us)
            continue
        is_alone = is_alone and message.get("user") == beginner
        if asked.is_direct or mentions_us(message, us) or (is_alone and not mentions_others(message)):
            found += _other_turns(message, us)
    return tuple(found[-MOST_TURNS:])


def _is_own(message: Mapping[str, Any], us: Workspace) -> bool:
    return message.get("user") == us.user or message.get("bot_id") == us.bot


def _own_turns(message: Mapping[str, Any], us: Workspace) -> list[Turn]:
    """An answer; before it the question, where a button asked it and no message holds it."""
    answer = Turn(role="assistant", content=_shortened(_plain_words(str(message.get("text") or ""), us)))
    metadata = message.get("metadata") or {}
    question = (metadata.get("event_payload") or {}).get("question")
    if metadata.get("event_type") != ANSWER_EVENT or not question:
        return [answer]
    return [Turn(role="user", content=_shortened(_unescaped(str(question)))), answer]


def _other_turns(message: Mapping[str, Any], us: Workspace) -> list[Turn]:
    words = _plain_words(str(message.get("text") or ""), us)
    return [Turn(role="user", content=_shortened(words))] if is_by_a_person(message, us) and words else []


def _shortened(words: str) -> str:
    return words[:MOST_TURN_CHARS]
