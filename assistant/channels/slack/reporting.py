"""
Reporting a status from Slack: a button, a dialog, `/rettesnor status`, and the home tab it stands on.

Owns who sees what of it and what a refusal says; leaves the rules of a report to `assistant.register`.
An id can be longer than a value in Slack may be: there a goal or milestone goes by a short key made of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from assistant.access.identity import Identity
from assistant.channels.evidence import Evidence, with_evidence
from assistant.channels.requests import Clock
from assistant.channels.slack.clicks import chosen_value, chosen_values, entered
from assistant.channels.slack.journeys import Journeys
from assistant.channels.slack.roster import Roster
from assistant.channels.slack.workspaces import Workspaces, error_name
from assistant.errors import NotAllowed, ReportConflict, RequestInvalid
from assistant.protocols import Answers
from assistant.question import Asker
from assistant.register.draft import NEEDS_NOTE, NewReport
from assistant.register.filters import MilestoneFilter, QuarterOfYear, select
from assistant.register.register import Register
from assistant.register.views import ReportedStatus
from assistant.render.slack import day_words
from assistant.render.slack_journey import journey_blocks
from assistant.render.slack_reminders import DONE_ACTION, marked_done
from assistant.render.slack_views import note_view
from assistant.render.slack_workplace import (
    COUNTS_INPUT,
    DATE_INPUT,
    MILESTONE_INPUT,
    NOTE_INPUT,
    REPORT_ACTION,
    REPORT_VIEW,
    STATUS_INPUT,
    Offered,
    home_view,
    report_view,
)
from ingest.errors import RettesnorError
from ingest.records import Goal, Language, Milestone
from ingest.settings import Settings

__all__ = ["Reporting", "subject_key", "subject_words"]

_logger = logging.getLogger(__name__)
Body = Mapping[str, Any]
Ack = Callable[..., object]
_HOME, _MESSAGES = "home", "messages"
_FIELDS = {"status": STATUS_INPUT, "completed_on": DATE_INPUT, "note": NOTE_INPUT}
"""Part of a report to the input it is entered in."""


def subject_key(id_: str) -> str:
    """What a goal or milestone goes by in values of Slack."""
    return hashlib.sha256(id_.encode()).hexdigest()[:24]


class Reporting:
    """The home tab, and the dialog behind its buttons."""

    def __init__(
        self,
        *,
        answers: Answers,
        settings: Settings,
        clock: Clock,
        workspaces: Workspaces,
        roster: Roster,
        register: Register,
        journeys: Journeys,
        evidence: Evidence,
    ) -> None:
        self._answers = answers
        self._settings = settings
        self._clock = clock
        self._workspaces = workspaces
        self._roster = roster
        self._register = register
        self._journeys = journeys
        self._evidence = evidence

    def listen(self, app: App) -> None:
        """Register every listener."""
        app.event("app_home_opened")(self.opened)
        app.action(re.compile(rf"^{REPORT_ACTION}_"))(self.clicked)
        app.action(re.compile(rf"^{DONE_ACTION}_"))(self.done_today)
        app.view(REPORT_VIEW)(self.submitted)

    def opened(self, event: Body, client: WebClient, context: BoltContext) -> None:
        """Show the home tab, or greet with first questions where somebody opens a conversation."""
        if event.get("tab") == _MESSAGES:
            self._suggest(event, client, context)
        elif event.get("tab") == _HOME:
            self.show_home(str(context.team_id), str(event["user"]), client)

    def _suggest(self, event: Body, client: WebClient, context: BoltContext) -> None:
        language = self._language(str(context.team_id), str(event["user"]))
        say = self._answers.texts.say
        words = [say(language, f"slack_app.prompt_{number}") for number in range(1, 5)]
        client.api_call(
            "assistant.threads.setSuggestedPrompts",
            json={
                "channel_id": event["channel"],
                "title": say(language, "slack_home.greeting"),
                "prompts": [{"title": each, "message": each} for each in words],
            },
        )

    def show_home(self, team: str, user: str, client: WebClient) -> None:
        """Publish the home tab of one person, as of now."""
        asker, language = self._roster.asker(team, user), self._language(team, user)
        today = self._clock().astimezone(self._settings.time_zone).date()
        quarter = QuarterOfYear.of(today)
        wanted = MilestoneFilter(quarter=quarter.number, year=quarter.year)
        found = select(self._answers.knowledge(asker), self._answers.statuses(asker), wanted, today=today)
        view = home_view(
            [(each, subject_key(each.id)) for each in found],
            self._answers.texts,
            language,
            quarter=f"Q{quarter.number} {quarter.year}",
            can_report=asker.can_report,
            onboarding=journey_blocks(self._journeys.progress(team, user), self._answers.texts, language),
        )
        client.views_publish(user_id=user, view=view)

    def clicked(self, ack: Ack, body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
        """Open the dialog for the goal or milestone of the button."""
        ack()
        user = str(body["user"]["id"])
        self.open(str(context.team_id), user, str(body["trigger_id"]), client, chosen=str(action.get("value") or ""))

    def open(self, team: str, user: str, trigger: str, client: WebClient, *, chosen: str = "") -> None:
        """Open the dialog; somebody who may not report is told who can."""
        identity, language = self._roster.identity(team, user), self._language(team, user)
        texts = self._answers.texts
        own = self._own(identity)
        if not own:
            key = "slack_home.no_milestone_of_yours" if identity and identity.is_reporter else "slack_home.no_role"
            client.views_open(trigger_id=trigger, view=note_view(texts, language, key))
            return
        # The one that is asked about must not be among those that no longer fit.
        ordered = sorted(own.items(), key=lambda each: each[0] != chosen)
        choices = [(key, subject_words(subject)) for key, subject in ordered]
        seen = {key: len(self._register.history(subject.id)) for key, subject in own.items() if key == chosen}
        carried = json.dumps({"l": language.value, "seen": seen})
        client.views_open(
            trigger_id=trigger,
            view=report_view(
                choices, texts, language, chosen=chosen, carried=carried, offered=self._offered(identity, language)
            ),
        )

    def _offered(self, identity: Identity | None, language: Language) -> Offered | None:
        """Evidence for the first of the person's milestones that the program has some for."""
        if identity is None:
            return None
        knowledge = self._answers.knowledge(Asker.known(identity))
        today = self._clock().astimezone(self._settings.time_zone).date()
        for key, subject in self._own(identity).items():
            words = self._evidence.offered(subject, knowledge, language, today=today)
            if words:
                return Offered(key=key, about=subject_words(subject), words=words)
        return None

    def _own(self, identity: Identity | None) -> dict[str, Goal | Milestone]:
        """The goals and milestones that the person may report on, by key, in document order."""
        if identity is None:
            return {}
        found: list[Goal | Milestone] = []
        for goal in self._answers.knowledge(Asker.known(identity)).goals:
            if identity.may_report(goal.id):
                found += [goal, *goal.milestones]
        return {subject_key(each.id): each for each in found}

    def done_today(self, ack: Ack, body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
        """Report the milestone of the button as completed today, unless somebody has reported since it was sent."""
        ack()
        team, user = str(context.team_id), str(body["user"]["id"])
        language, texts = self._language(team, user), self._answers.texts
        key, _, seen = str(action.get("value") or "").partition(":")
        identity = self._roster.identity(team, user)
        subject = self._own(identity).get(key)
        today = self._clock().astimezone(self._settings.time_zone).date()
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
                wording=subject.quote.text,
            )
            try:
                self._register.report(made, by=identity, expected=int(seen))
            except ReportConflict:
                view = note_view(texts, language, "slack_reminders.changed")
            except NotAllowed:
                view = note_view(texts, language, "slack_home.no_role")
            except RettesnorError as error:
                view = note_view(texts, language, "slack.error", reference=_logged(error))
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
            _logger.warning("slack_mark_lost %s", error_name(error))

    def submitted(self, ack: Ack, body: Body, view: Body, client: WebClient, context: BoltContext) -> None:
        """Put the report into the register before the dialog is acknowledged; what is wrong stands beside its input."""
        team, user = str(context.team_id), str(body["user"]["id"])
        carried = json.loads(str(view["private_metadata"]))
        language, key = Language(carried["l"]), chosen_value(view, MILESTONE_INPUT)
        identity = self._roster.identity(team, user)
        subject = self._own(identity).get(key)
        texts = self._answers.texts
        if identity is None or subject is None:
            ack(response_action="errors", errors={MILESTONE_INPUT: texts.say(language, "slack_home.no_role")})
            return
        counts = chosen_values(view, COUNTS_INPUT)
        if counts and key not in counts:
            words = texts.say(language, "onboarding_counts.other_milestone")
            ack(response_action="errors", errors={COUNTS_INPUT: words})
            return
        try:
            report = _report(view, subject)
            if counts:
                offered = self._offered(identity, language)
                report = with_evidence(report, offered.words if offered else None)
            self._register.report(report, by=identity, expected=carried["seen"].get(key))
        except RequestInvalid as error:
            ack(response_action="errors", errors=self._errors(error, view, language))
        except NotAllowed:
            ack(response_action="errors", errors={MILESTONE_INPUT: texts.say(language, "slack_home.no_role")})
        except ReportConflict:
            ack(response_action="errors", errors={STATUS_INPUT: texts.say(language, "slack_home.conflict")})
        except RettesnorError as error:
            words = texts.say(language, "slack.error", reference=_logged(error))
            ack(response_action="errors", errors={STATUS_INPUT: words})
        else:
            ack(response_action="update", view=note_view(texts, language, "slack_home.reported"))
            self.show_home(team, user, client)

    def _errors(self, error: RequestInvalid, view: Body, language: Language) -> dict[str, str]:
        """What is wrong, beside the input it is about."""
        field = _FIELDS.get(error.field or "", STATUS_INPUT)
        status, say = chosen_value(view, STATUS_INPUT), self._answers.texts.say
        if field == NOTE_INPUT and status in {each.value for each in NEEDS_NOTE} and not entered(view, NOTE_INPUT):
            return {field: say(language, "slack_home.note_needed")}
        if field == DATE_INPUT:
            key = "date_wrong" if _date(view) else "date_needed"
            return {field: say(language, f"slack_home.{key}")}
        return {field: str(error)[:150]}

    def _language(self, team: str, user: str) -> Language:
        return self._roster.language(self._workspaces.workspace(team), user)


def subject_words(subject: Goal | Milestone) -> str:
    """A milestone's own words; a goal's number with its title or wording."""
    if isinstance(subject, Milestone):
        return subject.quote.text
    quote = subject.title or subject.wording
    return " ".join(part for part in (subject.number, quote.text if quote else subject.series) if part)


def _logged(error: RettesnorError) -> str:
    """The reference under which a failed report stands in the log."""
    reference = uuid.uuid4().hex[:8]
    _logger.error("slack_report_failed reference=%s %s", reference, error)
    return reference


def _report(view: Body, subject: Goal | Milestone) -> NewReport:
    day = _date(view)
    return NewReport(
        subject=subject.id,
        goal=subject.goal if isinstance(subject, Milestone) else subject.id,
        status=ReportedStatus.read(chosen_value(view, STATUS_INPUT)),
        completed_on=dt.date.fromisoformat(day) if day else None,
        note=entered(view, NOTE_INPUT) or None,
        wording=subject_words(subject),
    )


def _date(view: Body) -> str:
    values: dict[str, dict[str, Any]] = ((view.get("state") or {}).get("values") or {}).get(DATE_INPUT) or {}
    return str(next(iter(values.values()), {}).get("selected_date") or "")
