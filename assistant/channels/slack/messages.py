"""
What Slack sends, read: a question out of a message or a click, earlier turns out of a thread.

Owns the form of Slack's payloads and its markup in incoming text; leaves calling Slack to `desk` and `app`.
Slack escapes `&`, `<` and `>` in everything it delivers and writes mentions and links in angle brackets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.question import Turn

__all__ = [
    "ANSWER_EVENT",
    "Asked",
    "Bot",
    "asked_by_click",
    "asked_in_message",
    "is_question_to_us",
    "plain_words",
    "turns",
]

ANSWER_EVENT = "rettesnor_answer"
"""`event_type` of the metadata that every answer carries."""
MOST_TURNS = 20
MOST_TURN_CHARS = 2000
_HUMAN_SUBTYPES = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of a message that a person wrote; the others tell of edits, joins and the like."""
_ANGLED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Who the assistant is in this workspace."""

    user: str | None
    bot: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question out of Slack, and where its answer goes."""

    text: str
    user: str
    channel: str
    thread: str
    """`ts` of the message that the answer is written under."""
    key: str
    """The same however often Slack delivers the question; stands in the answer's metadata."""
    is_direct: bool
    """In a direct message: nobody else reads the answer."""
    before: str | None
    """Earlier turns are the thread's messages before this `ts`; None: all of them."""
    is_follow_up: bool
    """The thread has earlier messages."""
    chosen: str | None = None
    """Label of the button that asked it."""


def is_question_to_us(event: Mapping[str, Any], bot: Bot) -> bool:
    """Whether a person wrote this message to the assistant: not a bot, an edit, a join or our own words."""
    if event.get("subtype") not in _HUMAN_SUBTYPES or event.get("bot_id") or event.get("hidden"):
        return False
    return bool(event.get("user")) and event.get("user") != bot.user and bool(event.get("ts"))


def asked_in_message(event: Mapping[str, Any], bot: Bot) -> Asked:
    """The question in a direct message or a mention; its text may be empty."""
    channel, ts = str(event["channel"]), str(event["ts"])
    thread = str(event.get("thread_ts") or ts)
    return Asked(
        text=plain_words(str(event.get("text") or ""), bot),
        user=str(event["user"]),
        channel=channel,
        thread=thread,
        key=f"{channel}:{ts}",
        is_direct=event.get("channel_type") == "im" or channel.startswith("D"),
        before=ts,
        is_follow_up=thread != ts,
    )


def asked_by_click(body: Mapping[str, Any], action: Mapping[str, Any], bot: Bot) -> Asked | None:
    """The question behind a button; None when the click came from no message."""
    message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id")
    if not (channel and message.get("ts") and action.get("value")):
        return None
    return Asked(
        text=plain_words(str(action["value"]), bot),
        user=str((body.get("user") or {}).get("id", "")),
        channel=str(channel),
        thread=str(message.get("thread_ts") or message["ts"]),
        key=f"{channel}:{message['ts']}:{action.get('block_id', '')}:{action.get('action_id', '')}",
        is_direct=str(channel).startswith("D"),
        before=None,
        is_follow_up=True,
        chosen=_unescaped(str((action.get("text") or {}).get("text", ""))),
    )


def plain_words(text: str, bot: Bot) -> str:
    """Slack's text as a person reads it, without the mention of the assistant."""

    def read(found: re.Match[str]) -> str:
        target, label = found[1], found[2]
        if target[:1] in "@!#":
            if target == f"@{bot.user}":
                return " "
            return label or ("" if target.startswith("@") else target[1:])
        return label or target

    return re.sub(r"[ \t]+", " ", _unescaped(_ANGLED.sub(read, text))).strip()


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def turns(messages: Sequence[Mapping[str, Any]], asked: Asked, bot: Bot) -> tuple[Turn, ...]:
    """
    The earlier turns of the thread, oldest first: questions to the assistant and its answers.

    In a channel people also talk to each other in the thread: what does not mention the assistant is left out.
    """
    found: list[Turn] = []
    for message in messages:
        if f"{asked.channel}:{message.get('ts')}" == asked.key:
            continue
        found += _own_turns(message, bot) if _is_own(message, bot) else _other_turns(message, asked, bot)
    return tuple(found[-MOST_TURNS:])


def _is_own(message: Mapping[str, Any], bot: Bot) -> bool:
    return (bot.user is not None and message.get("user") == bot.user) or (
        bot.bot is not None and message.get("bot_id") == bot.bot
    )


def _own_turns(message: Mapping[str, Any], bot: Bot) -> list[Turn]:
    """An answer; before it the question, where a button asked it and no message holds it."""
    answer = Turn(role="assistant", content=_shortened(plain_words(str(message.get("text") or ""), bot)))
    metadata = message.get("metadata") or {}
    question = (metadata.get("event_payload") or {}).get("question")
    if metadata.get("event_type") != ANSWER_EVENT or not question:
        return [answer]
    return [Turn(role="user", content=_shortened(_unescaped(str(question)))), answer]


def _other_turns(message: Mapping[str, Any], asked: Asked, bot: Bot) -> list[Turn]:
    text = str(message.get("text") or "")
    is_to_us = asked.is_direct or f"<@{bot.user}>" in text or f"<@{bot.user}|" in text
    words = plain_words(text, bot)
    if not (is_question_to_us(message, bot) and is_to_us and words):
        return []
    return [Turn(role="user", content=_shortened(words))]


def _shortened(words: str) -> str:
    return words[:MOST_TURN_CHARS]
