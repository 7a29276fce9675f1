"""
What is done with an answer: see a source, copy the wording, share it, say what was wrong, ask a person.

Owns the listeners behind the buttons that `assistant.render.slack_buttons` makes; leaves the dialogs' form to
`assistant.render.slack_views`. What a dialog shows is looked up anew, as the person who clicked may read it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.intake import Intake
from assistant.channels.slack.journeys import Journeys
from assistant.channels.slack.messages import Asked, Reply, asked_by_click
from assistant.channels.slack.owners import Owners
from assistant.channels.slack.services import Services
from assistant.channels.slack.workspaces import Workspace
from assistant.delivery import Item, Outbox
from assistant.feedback.verdicts import Feedback, FeedbackBook, Reason, Source, Verdict
from assistant.render.slack_buttons import (
    ASK_ACTION,
    FEEDBACK_ACTION,
    PERSON_ACTION,
    SHARE_ACTION,
    SOURCE_ACTION,
    WORDING_ACTION,
)
from assistant.render.slack_parts import Place, read_value
from assistant.render.slack_views import (
    COMMENT_INPUT,
    OWNER_INPUT,
    PERSON_VIEW,
    QUESTION_INPUT,
    REASON_INPUT,
    REASON_VIEW,
    SOURCE_INPUT,
    note_view,
    passage_view,
    person_view,
    reason_view,
    wording_view,
)
from ingest.records import Document, Language

__all__ = ["Clicks", "chosen_value", "chosen_values", "entered"]

Body = Mapping[str, Any]
Ack = Callable[..., object]


class Clicks:
    """Listens for clicks on answers."""

    def __init__(
        self,
        services: Services,
        *,
        intake: Intake,
        desk: Desk,
        outbox: Outbox,
        owners: Owners,
        feedback: FeedbackBook,
        journeys: Journeys,
    ) -> None:
        self._services = services
        self._intake = intake
        self._desk = desk
        self._outbox = outbox
        self._owners = owners
        self._feedback = feedback
        self._journeys = journeys

    def listen(self, app: App) -> None:
        """Register every listener."""
        app.action(re.compile(rf"^{ASK_ACTION}_"))(self.ask)
        app.action(re.compile(rf"^{SOURCE_ACTION}_"))(self.source)
        app.action(WORDING_ACTION)(self.wording)
        app.action(SHARE_ACTION)(self.share)
        app.action(PERSON_ACTION)(self.person)
        app.action(FEEDBACK_ACTION)(self.feedback)
        app.view(REASON_VIEW)(self.reason)
        app.view(PERSON_VIEW)(self.send_to_person)

    def ask(self, ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        """Ask or order what the button says; a second click, by anybody, asks nothing new."""
        us = self._us(context)
        asked = asked_by_click(body, action, us)
        if asked is not None and self._journeys.is_repeatable(asked.text):
            asked = dataclasses.replace(asked, key=f"{asked.key}:{action.get('action_ts')}")
        delivery = f"click:{_user(body)}:{action.get('action_ts')}:{action.get('action_id')}"
        is_redelivered = asked is not None and not self._intake.is_new(delivery, person=_person(context, body))
        is_new = asked is not None and not is_redelivered and self._intake.question(asked)
        ack()
        if asked is not None and not is_new and not is_redelivered:
            self._desk.tell(us, asked, "slack.already")

    def source(self, ack: Ack, body: Body, action: Body, context: BoltContext, client: WebClient) -> None:
        """Show the passage; a button with a link opens it by itself and only tells of the click."""
        ack()
        if action.get("value"):
            self._show(body, action, context, client, passage_view)

    def wording(self, ack: Ack, body: Body, action: Body, context: BoltContext, client: WebClient) -> None:
        """Show the official wording to be copied."""
        ack()
        self._show(body, action, context, client, wording_view)

    def _show(
        self, body: Body, action: Body, context: BoltContext, client: WebClient, make: Callable[..., Any]
    ) -> None:
        places, fields = read_value(str(action.get("value") or ""))
        language = _language(fields)
        shown = self._readable(places, context, body)
        view = make(shown, self._services.answers.texts, language) if shown else None
        view = view or note_view(self._services.answers.texts, language, "slack.gone")
        client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    def _readable(self, places: list[Place], context: BoltContext, body: Body) -> list[tuple[Document, Place]]:
        """Those places that the person may read and that are there still."""
        documents = self._services.answers.knowledge(
            self._services.roster.asker(str(context.team_id), _user(body))
        ).documents
        return [
            (documents[place.document], place)
            for place in places
            if place.document in documents and 0 <= place.start < place.end <= len(documents[place.document].text)
        ]

    def share(self, ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        """Answer in the channel what was answered for one person: asked anew, for what everybody there may read."""
        _, fields = read_value(str(action.get("value") or ""))
        channel, container = str((body.get("channel") or {}).get("id")), body.get("container") or {}
        us = self._us(context)
        asked = Asked(
            team=us.team,
            text=fields.get("q", ""),
            user=_user(body),
            channel=channel,
            thread="",
            key=f"{us.team}:share:{channel}:{container.get('message_ts')}",
            reply=Reply.CHANNEL,
            response_url=str(body.get("response_url") or ""),
            language=_language(fields).value,
        )
        is_new = bool(asked.text) and self._intake.question(asked)
        ack()
        if not is_new:
            self._desk.tell(us, asked, "slack.already_shared")

    def person(self, ack: Ack, body: Body, action: Body, context: BoltContext, client: WebClient) -> None:
        """Ask whom to ask."""
        ack()
        places, fields = read_value(str(action.get("value") or ""))
        language, texts = _language(fields), self._services.answers.texts
        documents = [document for document, _ in self._readable(places, context, body)]
        owners = self._owners.of(documents, self._us(context))
        if not owners:
            view = note_view(texts, language, "slack.nobody_found")
            client.views_open(trigger_id=str(body["trigger_id"]), view=view)
            return
        channel, thread = _thread_of(body)
        in_thread = bool(thread) and not channel.startswith("D")
        lead = texts.say(language, "slack.person_in_thread" if in_thread else "slack.person_alone")
        carried = json.dumps({"l": language.value, "c": channel, "t": thread if in_thread else ""})
        choices = [(owner.user, owner.name) for owner in owners]
        view = person_view(choices, fields.get("q", ""), texts, language, lead=lead, carried=carried)
        client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    def send_to_person(self, ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        """Pass the question on: in the channel's thread, or as a direct message to the person."""
        carried = json.loads(str(view["private_metadata"]))
        language = _language(carried)
        owner, question = chosen_value(view, OWNER_INPUT), entered(view, QUESTION_INPUT)
        team, user = str(context.team_id), _user(body)
        to = carried["c"] if carried["t"] else owner
        lead = self._services.answers.texts.say(language, "slack.asks_person")
        runs = [
            *([{"type": "user", "user_id": owner}, {"type": "text", "text": " – "}] if carried["t"] else []),
            {"type": "user", "user_id": user},
            {"type": "text", "text": f" {lead}"},
        ]
        quoted = {"type": "rich_text_quote", "elements": [{"type": "text", "text": question}]}
        shown = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": runs}, quoted]}]
        now = self._services.clock()
        self._outbox.put(
            Item(
                key=f"slack:person:{team}:{view['id']}",
                kind="question_to_person",
                recipient=f"slack:{team}:{to}",
                payload={"text": f"{lead} {question}", "blocks": shown, "thread": carried["t"]},
                not_before=now,
                expires=now + dt.timedelta(days=1),
            )
        )
        ack(response_action="update", view=note_view(self._services.answers.texts, language, "slack.passed_on"))

    def feedback(self, ack: Ack, body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
        """Keep that it helped; where it did not, ask why."""
        ack()
        value = str(action.get("value") or "")
        places, fields = read_value(value)
        if fields.get("v") == "1":
            self._feedback.add(Feedback(answer=fields["a"], verdict=Verdict.UP, day=self._services.today()))
        elif fields:
            shown = self._readable(places, context, body)
            view = reason_view(shown, self._services.answers.texts, _language(fields), carried=value)
            client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    def reason(self, ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        """Keep why it did not help."""
        places, fields = read_value(str(view["private_metadata"]))
        number, reason = chosen_value(view, SOURCE_INPUT), chosen_value(view, REASON_INPUT)
        # The dialog numbered those that the person may read.
        shown = self._readable(places, context, body)
        place = shown[int(number)][1] if number.isdigit() and int(number) < len(shown) else None
        given = Feedback(
            answer=fields["a"],
            verdict=Verdict.DOWN,
            # A dialog may have been open since before the reasons were what they are.
            reason=Reason(reason) if reason in list(Reason) else None,
            source=Source(document=place.document, start=place.start, end=place.end) if place else None,
            question=fields.get("q") or None,
            comment=entered(view, COMMENT_INPUT) or None,
            day=self._services.today(),
        )
        self._feedback.add(given)
        ack(response_action="update", view=note_view(self._services.answers.texts, _language(fields), "slack.thanks"))

    def _us(self, context: BoltContext) -> Workspace:
        return self._services.workspaces.workspace(str(context.team_id))


def chosen_value(view: Body, block: str) -> str:
    """The value chosen in a dialog's input, "" for none."""
    return str((_input(view, block).get("selected_option") or {}).get("value") or "")


def chosen_values(view: Body, block: str) -> tuple[str, ...]:
    """The values ticked in a dialog's input."""
    return tuple(str(each.get("value") or "") for each in _input(view, block).get("selected_options") or ())


def entered(view: Body, block: str) -> str:
    """The words written into a dialog's input, "" for none."""
    return str(_input(view, block).get("value") or "").strip()


def _input(view: Body, block: str) -> dict[str, Any]:
    values: dict[str, dict[str, Any]] = ((view.get("state") or {}).get("values") or {}).get(block) or {}
    return next(iter(values.values()), {})


def _user(body: Body) -> str:
    return str((body.get("user") or {}).get("id", ""))


def _person(context: BoltContext, body: Body) -> str:
    return f"slack:{context.team_id}:{_user(body)}"


def _language(fields: Mapping[str, str]) -> Language:
    return Language.ENGLISH if fields.get("l") == Language.ENGLISH.value else Language.DANISH


def _thread_of(body: Body) -> tuple[str, str]:
    """Channel and thread of the message that was clicked on; no thread for a private one."""
    container, message = body.get("container") or {}, body.get("message") or {}
    thread = "" if container.get("is_ephemeral") else str(message.get("thread_ts") or message.get("ts") or "")
    return str((body.get("channel") or {}).get("id", "")), thread
