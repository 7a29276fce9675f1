"""
What is taken in: which deliveries are questions, written into the inbox before they are acknowledged.

Owns when the assistant is addressed; leaves the form of Slack's payloads to `messages` and answering to `desk`.
In a channel it is addressed by a mention. In a thread that it answers in, whoever began the thread need not mention
it again, until somebody else writes there; and an editor may let it listen for questions in a channel.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.channels.slack.messages import (
    Asked,
    Reply,
    asked_as_json,
    asked_in_command,
    asked_in_message,
    is_by_a_person,
    mentions_others,
    mentions_us,
)
from assistant.channels.slack.records import Place, Records
from assistant.channels.slack.workspaces import Workspace
from assistant.clock import Clock
from assistant.delivery import Item, Queue

__all__ = ["Intake"]

_RESPONSE_LASTS = dt.timedelta(minutes=28)
"""Slack takes a private answer for half an hour."""
_KIND = "question"

Body = Mapping[str, Any]


class Intake:
    """Puts questions into the inbox, each once."""

    def __init__(self, inbox: Queue, records: Records, *, clock: Clock, ring: Callable[[], None]) -> None:
        self._inbox = inbox
        self._records = records
        self._clock = clock
        self._ring = ring

    def message(self, body: Body, us: Workspace) -> None:
        """A message or a mention: taken in when it is a question to us, let go otherwise."""
        event = body["event"]
        if not is_by_a_person(event, us):
            return
        asked = self._addressed(event, us)
        if asked is not None:
            # The same message can come as two events with two ids, and one event can come many times.
            aliases = [f"event:{body['event_id']}"] if body.get("event_id") else []
            self._put(asked, aliases=aliases)

    def _addressed(self, event: Body, us: Workspace) -> Asked | None:
        asked = asked_in_message(event, us)
        if asked.is_direct:
            return asked
        if event.get("type") == "app_mention" or mentions_us(event, us):
            return self._in_channel(asked)
        if asked.is_follow_up:
            return self._follow_up(asked, is_to_others=mentions_others(event))
        settings = self._records.channel(us.team, asked.channel)
        if settings.answers_questions and "?" in asked.text and not mentions_others(event):
            return self._in_channel(dataclasses.replace(asked, is_unprompted=True))
        return None

    def _follow_up(self, asked: Asked, *, is_to_others: bool) -> Asked | None:
        place = Place(team=asked.team, channel=asked.channel, thread=asked.thread)
        thread = self._records.thread(place)
        if thread is None or thread.is_shared:
            return None
        if thread.asker != asked.user:
            self._records.join(place)
            return None
        return None if is_to_others else self._in_channel(asked)

    def _in_channel(self, asked: Asked) -> Asked:
        """The question with what the channel's settings say about its answer."""
        settings = self._records.channel(asked.team, asked.channel)
        return dataclasses.replace(
            asked,
            reply=Reply.PRIVATE if settings.is_private else Reply.THREAD,
            organisation=settings.organisation,
            language=settings.language.value if settings.language else None,
        )

    def command(self, body: Body, us: Workspace) -> None:
        """A slash command's question: its answer is private."""
        asked = asked_in_command(body, us)
        settings = self._records.channel(us.team, asked.channel)
        language = settings.language.value if settings.language else None
        self._put(dataclasses.replace(asked, organisation=settings.organisation, language=language))

    def shortcut(self, body: Body, us: Workspace) -> None:
        """A message that somebody wants to know more about: its words are the question, the answer is private."""
        message = body.get("message") or {}
        command = {
            "text": message.get("text") or "",
            "user_id": body["user"]["id"],
            "channel_id": body["channel"]["id"],
            "trigger_id": body["trigger_id"],
            "response_url": body.get("response_url") or "",
        }
        self.command(command, us)

    def question(self, asked: Asked) -> bool:
        """A question made of a click or a dialog; whether it is new."""
        return self._put(asked)

    def is_new(self, name: str, *, person: str) -> bool:
        """Whether something that needs no answer, like a click, comes for the first time."""
        item = Item(
            key=name, kind="seen", recipient=person, payload={}, not_before=dt.datetime.max.replace(tzinfo=dt.UTC)
        )
        return self._inbox.put(item) and self._inbox.cancel(name)

    def _put(self, asked: Asked, *, aliases: Sequence[str] = ()) -> bool:
        now = self._clock()
        item = Item(
            key=asked.key,
            kind=_KIND,
            recipient=f"slack:{asked.team}:{asked.user}",
            payload=asked_as_json(asked),
            not_before=now,
            expires=now + _RESPONSE_LASTS if asked.response_url else None,
        )
        is_new = self._inbox.put(item, aliases=aliases)
        if is_new:
            self._ring()
        return is_new
