"""
Channels and newcomers: how the assistant behaves in a channel, its introduction there, a welcome to new members.

Owns the dialog's listeners and both messages; leaves their form to `assistant.render.slack_workplace`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from assistant.channels.slack.clicks import chosen_value
from assistant.channels.slack.records import ChannelSettings, Records
from assistant.channels.slack.roster import PROVIDER
from assistant.channels.slack.services import Services
from assistant.delivery import Item, Outbox, Queue
from assistant.question import Asker
from assistant.render.slack_views import note_view
from assistant.render.slack_workplace import (
    CHANNEL_VIEW,
    DIGEST_INPUT,
    LANGUAGE_INPUT,
    MODE_INPUT,
    ORGANISATION_INPUT,
    PRIVACY_INPUT,
    channel_view,
)
from ingest.records import Language

__all__ = ["Channels"]

Body = Mapping[str, Any]
Ack = Callable[..., object]
_FRESH = dt.timedelta(days=1)
"""A welcome later than this would only puzzle."""


class Channels:
    """Listens for newcomers, invitations and editors."""

    def __init__(
        self,
        services: Services,
        *,
        records: Records,
        outbox: Outbox,
        inbox: Queue,
    ) -> None:
        self._services = services
        self._records = records
        self._outbox = outbox
        self._inbox = inbox

    def listen(self, app: App) -> None:
        """Register every listener."""
        app.event("member_joined_channel")(self.invited)
        app.event("team_join")(self.joined)
        app.event("tokens_revoked")(self.revoked)
        app.event("app_uninstalled")(self.uninstalled)
        app.view(CHANNEL_VIEW)(self.submitted)

    def invited(self, event: Body, context: BoltContext) -> None:
        """Say in one line what the assistant is, where it was invited; what others join is none of its business."""
        team, channel = str(context.team_id), str(event["channel"])
        if event.get("user") == self._services.workspaces.workspace(team).user:
            language = self._language(team, str(event.get("inviter") or ""))
            words = self._services.answers.texts.say(language, "slack_home.channel_introduction")
            self._send(f"slack:introduction:{team}:{channel}", "introduction", f"slack:{team}:{channel}", words)

    def joined(self, event: Body, context: BoltContext) -> None:
        """Welcome a new member by direct message, where that is switched on."""
        user, team = event["user"], str(context.team_id)
        if not self._services.settings.slack_welcome or user.get("is_bot"):
            return
        language = self._language(team, str(user["id"]))
        say = self._services.answers.texts.say
        words = say(language, "slack_home.welcome") + "\n\n" + say(language, "slack.introduction")
        asks = [{"label": each, "question": each} for each in (say(language, f"slack_app.prompt_{n}") for n in (2, 3))]
        self._send(f"slack:welcome:{team}:{user['id']}", "welcome", f"slack:{team}:{user['id']}", words, buttons=asks)

    def _send(self, key: str, kind: str, recipient: str, words: str, **more: Any) -> None:
        now = self._services.clock()
        payload = {"text": words, **more}
        self._outbox.put(
            Item(key=key, kind=kind, recipient=recipient, payload=payload, not_before=now, expires=now + _FRESH)
        )

    def revoked(self, event: Body, context: BoltContext) -> None:
        """A token was revoked: the assistant falls silent there until the app is installed anew."""
        if (event.get("tokens") or {}).get("bot"):
            self._services.workspaces.forget(str(context.team_id))

    def uninstalled(self, context: BoltContext) -> None:
        """The app was removed: nothing of the workspace is kept."""
        team = str(context.team_id)
        self._services.workspaces.forget(team)
        self._records.erase_team(team)
        for queue in (self._inbox, self._outbox.queue):
            queue.erase_all(f"{PROVIDER}:{team}:")

    def open(self, body: Body, client: WebClient, context: BoltContext) -> None:
        """Open the channel's settings for an editor; somebody else is told who can."""
        team, user, channel = str(context.team_id), str(body["user_id"]), str(body["channel_id"])
        language, texts = self._language(team, user), self._services.answers.texts
        identity = self._services.roster.identity(team, user)
        if identity is None or not identity.is_editor:
            view = note_view(texts, language, "slack_home.editors_only")
        else:
            known = self._services.answers.knowledge(Asker.known(identity)).organisations
            now = self._records.channel(team, channel)
            chosen = {
                MODE_INPUT: "questions" if now.answers_questions else "mention",
                PRIVACY_INPUT: "private" if now.is_private else "public",
                ORGANISATION_INPUT: now.organisation or "-",
                LANGUAGE_INPUT: now.language.value if now.language else "-",
                DIGEST_INPUT: "on" if now.posts_digest else "off",
            }
            carried = json.dumps({"c": channel, "l": language.value})
            view = channel_view([(each.id, each.name) for each in known], chosen, texts, language, carried=carried)
        client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    def submitted(self, ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        """Keep the settings, before the dialog is acknowledged; whether it is an editor is asked again."""
        team, carried = str(context.team_id), json.loads(str(view["private_metadata"]))
        language, texts = Language(carried["l"]), self._services.answers.texts
        identity = self._services.roster.identity(team, str(body["user"]["id"]))
        if identity is None or not identity.is_editor:
            ack(response_action="update", view=note_view(texts, language, "slack_home.editors_only"))
            return
        organisation, answers_in = chosen_value(view, ORGANISATION_INPUT), chosen_value(view, LANGUAGE_INPUT)
        kept = ChannelSettings(
            answers_questions=chosen_value(view, MODE_INPUT) == "questions",
            is_private=chosen_value(view, PRIVACY_INPUT) == "private",
            organisation=None if organisation == "-" else organisation,
            language=None if answers_in == "-" else Language(answers_in),
            posts_digest=chosen_value(view, DIGEST_INPUT) == "on",
        )
        self._records.set_channel(team, carried["c"], kept)
        ack(response_action="update", view=note_view(texts, language, "slack_home.saved"))

    def _language(self, team: str, user: str) -> Language:
        return self._services.language(team, user) if user else Language.DANISH
