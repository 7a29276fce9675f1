"""
What people say about their own onboarding where steps reach them: start, pause, later, done, language.

Owns reading these orders and carrying them out for the one recipient who gave them; leaves hearing and replying to the
channel. Anything that is no such order is left to the assistant.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.onboarding.enrolments import Enrolment, Enrolments, StepState, make_enrolment
from assistant.onboarding.schedule import due_on, shift_after_pause
from assistant.onboarding.training import Training
from assistant.onboarding.working_days import WorkingDays
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["Order", "OrderKind", "Orders", "read_order"]

USUAL_DAYS = 5
MOST_DAYS = 60
"""Working days by which one order may postpone."""


class OrderKind(StrEnum):
    """What is wanted."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    POSTPONE = "postpone"
    DONE = "done"
    SPEAK = "speak"
    SHOW = "show"


_NAMED = r"(?:min |mit |my )?(?:on-?boarding)(?:en|et)?"
_ORDERS = {
    OrderKind.START: r"start|begynd",
    OrderKind.PAUSE: r"pause|stop",
    OrderKind.RESUME: r"fortsæt|genoptag|resume|continue|go on",
    OrderKind.POSTPONE: r"udskyd|udsæt|senere|postpone|later",
    OrderKind.DONE: r"færdig|udført|done|finished",
    OrderKind.SPEAK: r"dansk|danish|engelsk|english|på dansk|på engelsk|in danish|in english",
    OrderKind.SHOW: r"status|vis|show|hvor er jeg|where am i",
}
_ENGLISH = re.compile(r"engelsk|english", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order about one's own onboarding."""

    kind: OrderKind
    days: int = USUAL_DAYS
    """Working days to postpone by."""
    step: str | None = None
    """The step that is done; None: the latest one."""
    language: Language | None = None
    """To be spoken to in."""


def read_order(text: str) -> Order | None:
    """
    The order in "onboarding pause", "pause onboarding", "onboarding udskyd 10" and the like; None for others.

    The word onboarding must be there, and nothing that is no part of the order.
    """
    said = " ".join(text.strip().rstrip(".!").split())
    rest = r"(?P<rest>(?: [\w-]+)?)"
    for kind, words in _ORDERS.items():
        order_words = rf"(?P<order>{words})"
        for pattern in (rf"{_NAMED}:? {order_words}{rest}", rf"{order_words} {_NAMED}{rest}"):
            found = re.fullmatch(pattern, said, re.IGNORECASE)
            order = _order(kind, found["order"], found["rest"].strip()) if found else None
            if order is not None:
                return order
    return None


def _order(kind: OrderKind, words: str, rest: str) -> Order | None:
    if kind is OrderKind.POSTPONE:
        if rest and not (rest.isascii() and rest.isdigit() and 1 <= int(rest) <= MOST_DAYS):
            return None
        return Order(kind=kind, days=int(rest) if rest else USUAL_DAYS)
    if kind is OrderKind.DONE:
        return Order(kind=kind, step=rest or None)
    if rest:
        return None
    if kind is OrderKind.SPEAK:
        return Order(kind=kind, language=Language.ENGLISH if _ENGLISH.search(words) else Language.DANISH)
    return Order(kind=kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Carries out what people order about their own onboarding."""

    enrolments: Enrolments
    training: Training
    texts: Texts
    days: WorkingDays

    def obey(self, text: str, *, recipient: str, person: str, now: dt.datetime) -> str | None:
        """
        The reply to an order, carried out; None where `text` is no order about onboarding.

        Args:
            text: What was written.
            recipient: Where it came from, and where steps go: "slack:T1:U1".
            person: Who that is, as `Identity.person` names them.
            now: The present moment.
        """
        order = read_order(text)
        if order is None:
            return None
        today = self.days.today(now)
        mine = self.enrolments.of_recipient(recipient)
        if order.kind is OrderKind.START and not mine:
            made = make_enrolment(person, "employee", today, recipient=recipient)
            self.enrolments.enrol([made], at=now)
            return self._say(made, "started", day=f"{self.days.nth(today, 1):%d-%m-%Y}")
        if not mine:
            return self.texts.say(Language.DANISH, "onboarding_orders.nobody")
        replies = [self._one(order, each, today) for each in mine]
        found = dict.fromkeys(reply for reply in replies if reply)
        return "\n".join(found) if found else self._say(mine[0], "nothing_open")

    def _one(self, order: Order, mine: Enrolment, today: dt.date) -> str | None:
        """Carry out an order for one enrolment; the reply."""
        if order.kind is OrderKind.PAUSE:
            if mine.paused_on is None:
                self.enrolments.pause(mine.id, on=today)
            return self._say(mine, "paused")
        if order.kind in (OrderKind.RESUME, OrderKind.START):
            if mine.paused_on is not None:
                self.enrolments.resume(mine.id, shift_days=shift_after_pause(mine, today=today, days=self.days))
            return self._say(mine, "resumed")
        if order.kind is OrderKind.POSTPONE:
            self.enrolments.postpone(mine.id, shift_days=mine.shift_days + order.days)
            return self._say(mine, "postponed", days=order.days)
        if order.kind is OrderKind.SPEAK and order.language is not None:
            self.enrolments.speak(mine.id, order.language)
            return self.texts.say(order.language, "onboarding_orders.speaking")
        if order.kind is OrderKind.DONE:
            return self._done(order, mine, today)
        return self._show(mine)

    def _done(self, order: Order, mine: Enrolment, today: dt.date) -> str | None:
        given = [step for step in self.enrolments.given(mine.id).values() if step.state is StepState.GIVEN]
        wanted = order.step or next((step.step for step in reversed(given) if step.done_on is None), None)
        if wanted is None or wanted not in {step.step for step in given}:
            return None if order.step else self._say(mine, "nothing_open")
        self.enrolments.done(mine.id, wanted, on=today)
        return self._say(mine, "done", title=self._title(mine, wanted))

    def _show(self, mine: Enrolment) -> str:
        journey, given = self.training.library.journey(mine.journey), self.enrolments.given(mine.id)
        done = sum(step.done_on is not None for step in given.values())
        coming = next((step for step in journey.steps if step.id not in given), None)
        key, values = ("rests", {}) if mine.paused_on else ("over", {})
        if coming is not None and mine.paused_on is None:
            due = due_on(coming, mine, self.days)
            key, values = "next", {"title": coming.title[mine.language], "day": f"{due:%d-%m-%Y}"}
        head = self._say(mine, "progress", journey=journey.title[mine.language], done=done, steps=len(journey.steps))
        return f"{head} {self._say(mine, key, **values)}"

    def _title(self, mine: Enrolment, step: str) -> str:
        steps = self.training.library.journey(mine.journey).steps
        return next((each.title[mine.language] for each in steps if each.id == step), step)

    def _say(self, mine: Enrolment, key: str, **variables: object) -> str:
        return self.texts.say(mine.language, f"onboarding_orders.{key}", **variables)
