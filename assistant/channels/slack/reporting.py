"""
Reporting a status from Slack: a button or `/rettesnor status`, and the dialog behind them.

Owns who sees what of it and what a refusal says; leaves the rules of a report to `assistant.register`, and the button
that needs no dialog to `one_click`.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from assistant.access.identity import Identity
from assistant.channels.evidence import CompletionEvidence, with_evidence
from assistant.channels.slack.clicks import chosen_value, chosen_values, entered
from assistant.channels.slack.reportable import reportable, subject_words
from assistant.channels.slack.services import Services
from assistant.errors import NotAllowed, ReportConflict, RequestInvalid
from assistant.question import Asker
from assistant.register.draft import NEEDS_NOTE, NewReport
from assistant.register.register import Register
from assistant.render.slack import day_words
from assistant.render.slack_parts import cut
from assistant.render.slack_views import note_view
from assistant.render.slack_workplace import (
    COUNTS_INPUT,
    DATE_INPUT,
    EVIDENCE_INPUT,
    MILESTONE_INPUT,
    NOTE_INPUT,
    REPORT_ACTION,
    REPORT_VIEW,
    STATUS_INPUT,
    Offered,
    report_view,
)
from assistant.status import ReportedStatus
from ingest.errors import RettesnorError
from ingest.records import Goal, Language, Milestone

__all__ = ["Reporting", "logged"]

_logger = logging.getLogger(__name__)
Body = Mapping[str, Any]
Ack = Callable[..., object]
_FIELDS = {"status": STATUS_INPUT, "completed_on": DATE_INPUT, "note": NOTE_INPUT, "evidence": EVIDENCE_INPUT}
"""Part of a report to the input it is entered in."""
_MAX_NOTE_SHOWN = 300


class Reporting:
    """Listens for who wants to report."""

    def __init__(
        self,
        services: Services,
        *,
        register: Register,
        evidence: CompletionEvidence,
        show_home: Callable[[str, str, WebClient], None],
    ) -> None:
        self._services = services
        self._register = register
        self._evidence = evidence
        self._show_home = show_home

    def listen(self, app: App) -> None:
        """Register every listener."""
        app.action(re.compile(rf"^{REPORT_ACTION}_"))(self.clicked)
        app.view(REPORT_VIEW)(self.submitted)

    def clicked(self, ack: Ack, body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
        """Open the dialog for the goal or milestone of the button."""
        ack()
        user = str(body["user"]["id"])
        self.open(str(context.team_id), user, str(body["trigger_id"]), client, chosen=str(action.get("value") or ""))

    def open(self, team: str, user: str, trigger: str, client: WebClient, *, chosen: str = "") -> None:
        """Open the dialog; somebody who may not report is told who can."""
        identity, language = self._services.roster.identity(team, user), self._services.language(team, user)
        texts = self._services.answers.texts
        own = reportable(self._services.answers, identity)
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
                choices,
                texts,
                language,
                chosen=chosen,
                carried=carried,
                latest=self._latest(own.get(chosen), language, identity),
                offered=self._offered(identity, language),
            ),
        )

    def _latest(self, subject: Goal | Milestone | None, language: Language, identity: Identity | None) -> str:
        """What was last reported of what the dialog opens on; "" where it opens on nothing in particular."""
        if subject is None or identity is None:
            return ""
        say, report = (
            self._services.answers.texts.say,
            self._services.answers.statuses(Asker.known(identity)).latest(subject.id),
        )
        if report is None:
            return say(language, "slack_home.never_reported")
        return say(
            language,
            "slack_home.latest",
            status=say(language, f"milestones.status_{report.status.value}"),
            day=day_words(report.reported_at.astimezone(self._services.settings.time_zone).date(), language),
            who=report.reported_by,
            note=f" – {cut(report.note, _MAX_NOTE_SHOWN)}" if report.note else "",
        )

    def _offered(self, identity: Identity | None, language: Language) -> Offered | None:
        """Evidence for the first of the person's milestones that the program has some for."""
        if identity is None:
            return None
        knowledge = self._services.answers.knowledge(Asker.known(identity))
        today = self._services.today()
        for key, subject in reportable(self._services.answers, identity).items():
            words = self._evidence.offered(subject, knowledge, language, today=today)
            if words:
                return Offered(key=key, about=subject_words(subject), words=words)
        return None

    def submitted(self, ack: Ack, body: Body, view: Body, client: WebClient, context: BoltContext) -> None:
        """Put the report into the register before the dialog is acknowledged; what is wrong stands beside its input."""
        team, user = str(context.team_id), str(body["user"]["id"])
        carried = json.loads(str(view["private_metadata"]))
        language, key = Language(carried["l"]), chosen_value(view, MILESTONE_INPUT)
        identity = self._services.roster.identity(team, user)
        subject = reportable(self._services.answers, identity).get(key)
        texts = self._services.answers.texts
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
            words = texts.say(language, "slack.error", reference=logged(error))
            ack(response_action="errors", errors={STATUS_INPUT: words})
        else:
            ack(response_action="update", view=note_view(texts, language, "slack_home.reported"))
            self._show_home(team, user, client)

    def _errors(self, error: RequestInvalid, view: Body, language: Language) -> dict[str, str]:
        """What is wrong, beside the input it is about."""
        field = _FIELDS.get(error.field or "", STATUS_INPUT)
        status, say = chosen_value(view, STATUS_INPUT), self._services.answers.texts.say
        if field == NOTE_INPUT and status in {each.value for each in NEEDS_NOTE} and not entered(view, NOTE_INPUT):
            return {field: say(language, "slack_home.note_needed")}
        if field == DATE_INPUT:
            key = "date_wrong" if _date(view) else "date_needed"
            return {field: say(language, f"slack_home.{key}")}
        if field == EVIDENCE_INPUT:
            return {field: say(language, "slack_home.evidence_wrong")}
        return {field: str(error)[:150]}


def logged(error: RettesnorError) -> str:
    """The reference under which a failed report stands in the log."""
    reference = uuid.uuid4().hex[:8]
    _logger.error("slack_report_failed", extra={"reference": reference, "error": str(error)})
    return reference


def _report(view: Body, subject: Goal | Milestone) -> NewReport:
    day = _date(view)
    return NewReport(
        subject=subject.id,
        goal=subject.goal if isinstance(subject, Milestone) else subject.id,
        status=ReportedStatus.read(chosen_value(view, STATUS_INPUT)),
        completed_on=dt.date.fromisoformat(day) if day else None,
        note=entered(view, NOTE_INPUT) or None,
        evidence=entered(view, EVIDENCE_INPUT) or None,
        wording=subject_words(subject),
    )


def _date(view: Body) -> str:
    values: dict[str, dict[str, Any]] = ((view.get("state") or {}).get("values") or {}).get(DATE_INPUT) or {}
    return str(next(iter(values.values()), {}).get("selected_date") or "")
