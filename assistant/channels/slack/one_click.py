"""
Reporting a milestone as completed today by one press of a reminder's button.

Owns that press; leaves everything that needs more than a press to `reporting`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from assistant.channels.slack.reportable import reportable
from assistant.channels.slack.reporting import logged
from assistant.channels.slack.services import Services
from assistant.channels.slack.workspaces import error_name
from assistant.errors import NotAllowed, ReportConflict
from assistant.register.draft import NewReport
from assistant.register.register import Register
from assistant.render.slack import day_words
from assistant.render.slack_reminders import DONE_ACTION, marked_done
from assistant.render.slack_views import note_view
from assistant.status import ReportedStatus
from ingest.errors import RettesnorError
from ingest.parsers.inline import without_signs
from ingest.records import Milestone

__all__ = ["OneClick"]

_logger = logging.getLogger(__name__)
Body = Mapping[str, Any]
Ack = Callable[..., object]


class OneClick:
    """Listens for presses."""

    def __init__(self, services: Services, *, register: Register) -> None:
        self._services = services
        self._register = register

    def listen(self, app: App) -> None:
        """Register the listener."""
        app.action(re.compile(rf"^{DONE_ACTION}_"))(self.done_today)

    def done_today(self, ack: Ack, body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
        """Report the milestone of the button as completed today, unless somebody has reported since it was sent."""
        ack()
        team, user = str(context.team_id), str(body["user"]["id"])
        language, texts = self._services.language(team, user), self._services.answers.texts
        key, _, seen = str(action.get("value") or "").partition(":")
        identity = self._services.roster.identity(team, user)
        subject = reportable(self._services.answers, identity).get(key)
        today = self._services.today()
        day = day_words(today, language)
        if identity is None or not isinstance(subject, Milestone):
            view = note_view(texts, language, "slack_reminders.gone")
        else:
            view = note_view(texts, language, "slack_reminders.reported_done", day=day)
            made = NewReport(
                subject=subject.id,
                goal=subject.goal,
                status=ReportedStatus.COMPLETED,
                completed_on=today,
                wording=without_signs(subject.quote.text),
            )
            try:
                self._register.report(made, by=identity, expected=int(seen))
            except ReportConflict:
                view = note_view(texts, language, "slack_reminders.changed")
            except NotAllowed:
                view = note_view(texts, language, "slack_home.no_role")
            except RettesnorError as error:
                view = note_view(texts, language, "slack.error", reference=logged(error))
            else:
                self._mark_done(body, action, client, texts.say(language, "slack_reminders.marked_done", day=day))
        client.views_open(trigger_id=str(body["trigger_id"]), view=view)

    @staticmethod
    def _mark_done(body: Body, action: Body, client: WebClient, words: str) -> None:
        """Put what was reported in the place of the buttons; that this is lost does no harm."""
        message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id")
        if not (channel and message.get("blocks")):
            return
        shown = marked_done(message["blocks"], str(action.get("block_id") or ""), words)
        try:
            client.chat_update(
                channel=channel, ts=message["ts"], text=message.get("text") or words, blocks=shown, parse="none"
            )
        except (SlackClientError, OSError) as error:
            _logger.warning("slack_mark_lost", extra={"error": error_name(error)})
