"""
The Slack app put together: what it listens to, what answers, what sends, over one store.

Owns the assembly and the order of listeners; leaves each part to its module, tokens and the connection to
`connection`, HTTP to `web`. Every question is in the inbox before its delivery is acknowledged, and is answered on
threads of their own, so that slow answers never keep Slack waiting.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from assistant.access.outside import OutsideIdentities
from assistant.channels.evidence import CompletionEvidence
from assistant.channels.slack.carrier import SlackCarrier
from assistant.channels.slack.channels import Channels
from assistant.channels.slack.clicks import Clicks
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.home import Home
from assistant.channels.slack.intake import Intake
from assistant.channels.slack.journeys import Journeys
from assistant.channels.slack.manifest import ABOUT_SHORTCUT, COMMAND
from assistant.channels.slack.one_click import OneClick
from assistant.channels.slack.owners import Owners
from assistant.channels.slack.posting import Poster
from assistant.channels.slack.records import Records
from assistant.channels.slack.reminding import DIGEST, REMINDER
from assistant.channels.slack.reporting import Reporting
from assistant.channels.slack.roster import Roster
from assistant.channels.slack.services import Services
from assistant.channels.slack.workspaces import WorkspaceGone, Workspaces, make_client
from assistant.clock import Clock, system_clock
from assistant.delivery import Commits, Outbox, Queue, Workers
from assistant.feedback.verdicts import FeedbackBook
from assistant.onboarding.opening import training_of
from assistant.onboarding.sending import CORRECTION, QuietHours, working_days
from assistant.onboarding.sending import KIND as STEP
from assistant.protocols import Answers
from assistant.register.register import Register
from assistant.store.store import Store
from ingest.settings import Settings

__all__ = ["SlackFront"]

_logger = logging.getLogger(__name__)
_ANSWERERS = 8
_MOST_ATTEMPTS = 24
"""Of one answer: as many as fit into an hour and a half without Slack."""
_LISTENERS = 16
"""Threads for clicks and dialogs, which Slack wants answered within three seconds."""
_STATUS_WORDS = frozenset({"status", "indberet", "report"})
_SETTINGS_WORDS = frozenset({"indstillinger", "settings"})
_CAN_WAIT = frozenset({STEP, CORRECTION, REMINDER, DIGEST})
"""Kinds of messages that are kept for working hours."""
_ANY = re.compile(".*", re.DOTALL)

Body = Mapping[str, Any]
Ack = Callable[..., object]


class _Listener(Protocol):
    """A part of the app with listeners of its own."""

    def listen(self, app: App) -> None:
        """Register them."""


class SlackFront:
    """The assistant as Slack sees it: a Bolt app, and the workers behind it."""

    def __init__(
        self,
        answers: Answers,
        settings: Settings,
        *,
        store: Store,
        workspaces: Workspaces,
        register: Register,
        clock: Clock = system_clock,
        poll_s: float = 2.0,
        lease_s: float = 60.0,
    ) -> None:
        _quieten()
        self._workspaces = workspaces
        self._listeners = ThreadPoolExecutor(max_workers=_LISTENERS, thread_name_prefix="slack-listen")
        commits = Commits(store)
        self.records = Records(store, commits)
        self.inbox = Queue(store, "in", clock=clock, lease_s=lease_s, commits=commits)
        self.outbox = Outbox(store, clock=clock, lease_s=lease_s, commits=commits)
        poster, identities = Poster(clock=clock), OutsideIdentities(store)
        services = Services(
            answers=answers, settings=settings, clock=clock, workspaces=workspaces, roster=Roster(identities)
        )
        owners, journeys = Owners(identities), Journeys(services, store=store)
        home = Home(services, journeys=journeys)
        desk = Desk(services, records=self.records, poster=poster, journeys=journeys, owners=owners, inbox=self.inbox)
        self._answering = _answering(self.inbox, desk, poll_s=poll_s)
        self._sending = self.outbox.workers({"slack": _carrier(services, poster)}, poll_s=poll_s)
        self._intake = Intake(self.inbox, self.records, clock=clock, ring=self._answering.ring)
        clicks = Clicks(
            services,
            intake=self._intake,
            desk=desk,
            outbox=self.outbox,
            owners=owners,
            feedback=FeedbackBook(store, kept_days=settings.gaps_days),
            journeys=journeys,
        )
        self._reporting = _reporting(services, store=store, register=register, home=home)
        self._channels = Channels(services, records=self.records, outbox=self.outbox, inbox=self.inbox)
        self.app = self._bolt(settings)
        self._listen((clicks, home, OneClick(services, register=register), self._reporting, self._channels))
        journeys.listen(self.app, home.show)
        _acknowledge_the_rest(self.app)

    def start(self) -> None:
        """Begin to answer and to send."""
        self._answering.start()
        self._sending.start()

    def stop(self) -> None:
        """Finish what is at hand; what waits stays in the store."""
        self._listeners.shutdown(wait=True)
        self._answering.stop()
        self._sending.stop()

    def _listen(self, parts: Iterable[_Listener]) -> None:
        """Take in what asks a question, and hand the rest to the part it is for, asked in this order."""
        self.app.middleware(self._take_in)
        self.app.command(COMMAND)(self._command)
        self.app.shortcut(ABOUT_SHORTCUT)(self._shortcut)
        for part in parts:
            part.listen(self.app)

    def _bolt(self, settings: Settings) -> App:
        def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
            """Whose token speaks in this workspace; None where the app is not installed."""
            try:
                us = self._workspaces.workspace(str(team_id))
            except WorkspaceGone as error:
                _logger.warning("slack_workspace_gone", extra={"error": str(error)})
                return None
            return AuthorizeResult(
                enterprise_id=enterprise_id, team_id=us.team, bot_user_id=us.user, bot_id=us.bot, bot_token=us.token
            )

        client = make_client(settings)
        client.token = None  # each workspace brings its own
        return App(
            name="rettesnor.slack",
            client=client,
            authorize=authorize,  # type: ignore[arg-type]  # None means "not installed", as Bolt documents
            # Over Socket Mode nothing is signed; in HTTP mode nothing comes this far without a secret (see `web`).
            signing_secret=settings.slack_signing_secret or "unused",
            logger=logging.getLogger("slack_bolt"),
            listener_executor=self._listeners,
        )

    def _take_in(self, body: Body, context: BoltContext, next_: Callable[[], None]) -> BoltResponse | None:
        """Messages go into the inbox and nowhere else; what has no event in it is acknowledged."""
        if body.get("type") == "app_rate_limited":
            _logger.warning("slack_events_limited")
            return BoltResponse(status=200, body="")
        if (body.get("event") or {}).get("type") not in ("message", "app_mention"):
            next_()
            return None
        self._intake.message(body, self._workspaces.workspace(str(context.team_id)))
        return BoltResponse(status=200, body="")

    def _command(self, ack: Ack, body: Body, client: WebClient, context: BoltContext) -> None:
        """A word of its own opens a dialog, anything else is a question."""
        word = str(body.get("text") or "").strip().casefold()
        if word in _STATUS_WORDS:
            ack()
            team, user = str(context.team_id), str(body["user_id"])
            self._reporting.open(team, user, str(body["trigger_id"]), client)
        elif word in _SETTINGS_WORDS:
            ack()
            self._channels.open(body, client, context)
        else:
            self._intake.command(body, self._workspaces.workspace(str(context.team_id)))
            ack()

    def _shortcut(self, ack: Ack, body: Body, context: BoltContext) -> None:
        self._intake.shortcut(body, self._workspaces.workspace(str(context.team_id)))
        ack()


def _answering(inbox: Queue, desk: Desk, *, poll_s: float) -> Workers:
    """Who answers what waits in the inbox."""
    return Workers(
        inbox, desk.handle, threads=_ANSWERERS, name="slack-answer", poll_s=poll_s, most_attempts=_MOST_ATTEMPTS
    )


def _carrier(services: Services, poster: Poster) -> QuietHours:
    """Who takes messages to Slack: onboarding steps and reminders in working hours only."""
    return QuietHours(
        carrier=SlackCarrier(services.workspaces, poster, services.answers.texts),
        days=working_days(services.settings),
        kinds=_CAN_WAIT,
        clock=services.clock,
    )


def _reporting(services: Services, *, store: Store, register: Register, home: Home) -> Reporting:
    """The dialogs in which goals and milestones are reported on."""
    settings, texts = services.settings, services.answers.texts
    evidence = CompletionEvidence(training=training_of(settings), texts=texts, settings=settings, store=lambda: store)
    return Reporting(services, register=register, evidence=evidence, show_home=home.show)


def _quieten() -> None:
    """Keep the libraries from logging what people write: below WARNING they log whole payloads."""
    for name in ("slack_bolt", "slack_sdk", "rettesnor.slack"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _acknowledge_the_rest(app: App) -> None:
    """Acknowledge what asks nothing: Slack delivers again what is not acknowledged. Registered last."""

    def nothing_to_do() -> None:
        """An event that asks nothing."""

    def acknowledge(ack: Ack) -> None:
        ack()

    app.event(_ANY)(nothing_to_do)
    # A button with a link tells of the click, too.
    app.action(_ANY)(acknowledge)
