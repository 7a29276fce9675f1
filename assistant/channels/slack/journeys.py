"""
One's own onboarding in Slack: orders written in a direct message, buttons under a step and on the home tab.

Owns who is meant and where an order may stand; leaves its words and what it changes to `assistant.onboarding`.
Orders count where nobody else reads: in a direct message, or in a private command.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from assistant.channels.slack.messages import Asked
from assistant.channels.slack.roster import PROVIDER, subject
from assistant.channels.slack.services import Services
from assistant.onboarding.enrolments import Enrolment, Enrolments
from assistant.onboarding.opening import training_of
from assistant.onboarding.order_words import Order, OrderKind, read_order
from assistant.onboarding.orders import Orders, Progress, Reply
from assistant.onboarding.sending import step_of_key, working_days
from assistant.question import ANYBODY
from assistant.render.slack_journey import ORDER_ACTION, read_home_order
from assistant.store.store import Store
from assistant.understanding.language import detect
from ingest.records import Language

__all__ = ["Journeys"]

Body = Mapping[str, Any]
Ack = Callable[..., object]
_CUMULATIVE = frozenset({OrderKind.POSTPONE})
"""What adds up: a second click on the same button would do it twice."""


class Journeys:
    """Hears what people say about their own journeys."""

    def __init__(self, services: Services, *, store: Store) -> None:
        self._services = services
        self._enrolments = Enrolments(store)
        self._orders = Orders(
            enrolments=self._enrolments,
            training=training_of(services.settings),
            texts=services.answers.texts,
            days=working_days(services.settings),
        )

    def listen(self, app: App, show_home: Callable[[str, str, WebClient], None]) -> None:
        """Register the buttons of the home tab; `show_home` publishes it anew."""

        def clicked(ack: Ack, body: Body, action: Body, client: WebClient, context: BoltContext) -> None:
            ack()
            team, user = str(context.team_id), str(body["user"]["id"])
            enrolment, text = read_home_order(str(action.get("value") or ""))
            self._clicked(team, user, enrolment, text, key=f"home:{action.get('action_ts')}")
            show_home(team, user, client)

        app.action(re.compile(rf"^{ORDER_ACTION}_"))(clicked)

    def reply(self, asked: Asked, *, written_under: Callable[[], str | None]) -> Reply | None:
        """
        The reply to an order, carried out; None for anything else.

        Args:
            asked: What was written or clicked.
            written_under: Gives the key of the message whose thread it stands in, where it stands in one.
        """
        order = read_order(asked.text) if asked.has_one_reader else None
        if order is None:
            return None
        mine = self._mine(asked.team, asked.user)
        if not self._orders.is_for(order, mine) or (not mine and not order.is_named):
            return None
        if asked.is_follow_up and asked.chosen is None:
            about = step_of_key(written_under() or "")
            if order.kind is OrderKind.SPEAK and about is None and not order.is_named:
                # In the thread of an answer it is the answer that is wanted in another language.
                return None
            if about is not None:
                mine = tuple(each for each in mine if each.id == about[0]) or mine
                order = dataclasses.replace(order, step=order.step or about[1])
        return self._obey(order, mine, asked.team, asked.user, text=asked.text, key=asked.key)

    def is_repeatable(self, text: str) -> bool:
        """Whether a button that says this may be pressed again and again: an order that sets something."""
        order = read_order(text)
        return order is not None and order.kind not in _CUMULATIVE

    def progress(self, team: str, user: str) -> tuple[Progress, ...]:
        """How far somebody is, on each journey."""
        mine = self._mine(team, user)
        # Steps hold what everybody may read, so they are held against that.
        knowledge = self._services.answers.knowledge(ANYBODY) if mine else None
        found = (self._orders.progress(each, knowledge) for each in mine if knowledge is not None)
        return tuple(each for each in found if each is not None)

    def _clicked(self, team: str, user: str, enrolment: str, text: str, *, key: str) -> None:
        order, mine = read_order(text), self._mine(team, user)
        chosen = tuple(each for each in mine if each.id == enrolment) if enrolment else mine
        if order is not None and (chosen or not mine):
            self._obey(order, chosen, team, user, text="", key=key)

    def _obey(self, order: Order, mine: tuple[Enrolment, ...], team: str, user: str, *, text: str, key: str) -> Reply:
        now, language = self._services.clock(), self._language(team, user, text)
        if mine or order.kind is not OrderKind.START:
            return self._orders.obey(order, mine, now=now, language=language, key=key)
        identity, recipient = self._services.roster.identity(team, user), _recipient(team, user)
        person = identity.person if identity else recipient
        journey = self._orders.journey_for(order.role)
        return self._orders.start(journey, person=person, recipient=recipient, now=now, language=language)

    def _mine(self, team: str, user: str) -> tuple[Enrolment, ...]:
        identity = self._services.roster.identity(team, user)
        names = {_recipient(team, user)} | ({identity.person} if identity else set())
        return self._enrolments.of_names(names)

    def _language(self, team: str, user: str, text: str) -> Language:
        said = detect(text, knows=lambda _word, _language: False).answer if text else None
        return said or self._services.language(team, user)


def _recipient(team: str, user: str) -> str:
    return f"{PROVIDER}:{subject(team, user)}"
