"""
What people order about their own onboarding, carried out: start, pause, resume, later, done, language, where am I.

Owns what each order changes and the reply to it; leaves its words to `order_words`, hearing it to the channels.
An order that comes again under the same key, because a process died before it replied, changes nothing twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.onboarding.content import is_held_back, is_out_of_date
from assistant.onboarding.enrolments import Enrolment, Enrolments, GivenStep, StepState, make_enrolment
from assistant.onboarding.journeys import Journey, JourneyRole, Step
from assistant.onboarding.messages import Button
from assistant.onboarding.order_words import MOST_DAYS, Order, OrderKind
from assistant.onboarding.schedule import due_on, shift_after_pause
from assistant.onboarding.training import Training
from assistant.onboarding.working_days import WorkingDays
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.records import Language

__all__ = ["Orders", "Progress", "Reply"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is said to an order."""

    text: str
    language: Language
    buttons: tuple[Button, ...] = ()
    """Orders that may follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far somebody is on one journey."""

    enrolment: Enrolment
    title: str
    """The journey's, in its person's language."""
    words: str
    """How much is done, and what comes next when."""
    open_step: str | None
    """The newest step that was given and is not done."""
    changed: tuple[str, ...] = ()
    """Titles of given steps whose documents say something else by now."""

    @property
    def is_paused(self) -> bool:
        """Whether it rests."""
        return self.enrolment.paused_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Carries out what people order about their own onboarding."""

    enrolments: Enrolments
    training: Training
    texts: Texts
    days: WorkingDays

    def obey(
        self, order: Order, mine: Sequence[Enrolment], *, now: dt.datetime, language: Language, key: str | None = None
    ) -> Reply:
        """
        Carry out an order for these enrolments of one person.

        Args:
            order: What is wanted; beginning a journey is `start`'s.
            mine: Where it is wanted; none: the reply says how to begin.
            now: The present moment.
            language: To reply in where no enrolment says another.
            key: The same whenever this order is delivered again; None: it is delivered once.
        """
        known = [each for each in mine if each.journey in self.training.library.journeys]
        if not known:
            return self._nobody(language)
        today = self.days.today(now)
        replies = [self._one(order, each, today, key) for each in known]
        found = dict.fromkeys(reply for reply in replies if reply)
        spoken = order.language or known[0].language
        text = "\n\n".join(found) if found else self.texts.say(spoken, "onboarding_orders.nothing_open")
        return Reply(text=text, language=spoken, buttons=self._following(order.kind, spoken))

    def journey_for(self, role: JourneyRole | None) -> Journey | None:
        """The first journey of a role, a new employee's where none is named; None where there is none."""
        wanted = role or JourneyRole.EMPLOYEE
        return next((each for each in self.training.library.journeys.values() if each.role is wanted), None)

    def start(
        self, journey: Journey | None, *, person: str, recipient: str | None, now: dt.datetime, language: Language
    ) -> Reply:
        """
        Put somebody on a journey, from today.

        Args:
            journey: Which; None: the reply says how to begin.
            person: Who, as `Identity.person` names them.
            recipient: Where steps go: "slack:T1:U1"; None: they are shown on the page.
            now: The present moment.
            language: To be spoken to in.
        """
        if journey is None:
            return self._nobody(language)
        made = make_enrolment(person, journey.id, self.days.today(now), language=language, recipient=recipient)
        self.enrolments.enrol([made], at=now)
        return Reply(text=self._started(made), language=language, buttons=self._following(OrderKind.START, language))

    def is_for(self, order: Order, mine: Sequence[Enrolment]) -> bool:
        """Whether an order can be about these enrolments: what it calls a step is one of theirs."""
        journeys = self.training.library.journeys
        steps = {step.id for each in mine if each.journey in journeys for step in journeys[each.journey].steps}
        return order.step is None or order.step in steps

    def progress(self, mine: Enrolment, knowledge: Knowledge) -> Progress | None:
        """How far they are on a journey, held against the documents as they are; None for one that is gone."""
        journey = self.training.library.journeys.get(mine.journey)
        if journey is None:
            return None
        given = self.enrolments.given(mine.id)
        open_steps = [each.step for each in given.values() if each.state is StepState.GIVEN and each.done_on is None]
        return Progress(
            enrolment=mine,
            title=journey.title[mine.language],
            words=self._show(mine),
            open_step=open_steps[-1] if open_steps else None,
            changed=tuple(self._changed(mine, journey, given, knowledge)),
        )

    def _changed(
        self, mine: Enrolment, journey: Journey, given: Mapping[str, GivenStep], knowledge: Knowledge
    ) -> Iterator[str]:
        library, approved = self.training.library, self.training.approved()
        for step in journey.steps:
            was = given.get(step.id)
            if was is not None and is_out_of_date(step, was, library, knowledge, approved=approved):
                yield step.title[mine.language]

    def _nobody(self, language: Language) -> Reply:
        return Reply(
            text=self.texts.say(language, "onboarding_orders.nobody"),
            language=language,
            buttons=(self._button(language, "start"),),
        )

    def _one(self, order: Order, mine: Enrolment, today: dt.date, key: str | None) -> str | None:
        """Carry out an order for one enrolment; the reply."""
        if order.kind is OrderKind.PAUSE:
            if mine.paused_on is None:
                self.enrolments.pause(mine.id, on=today, order=key)
            return self._say(mine, "paused")
        if order.kind is OrderKind.RESUME or (order.kind is OrderKind.START and mine.paused_on):
            if mine.paused_on is not None:
                shift = shift_after_pause(mine, today=today, days=self.days)
                self.enrolments.resume(mine.id, shift_days=shift, on=today, order=key)
            return f"{self._say(mine, 'resumed')} {self._coming(self._anew(mine))}"
        if order.kind is OrderKind.START:
            return self._show(mine) if self.enrolments.given(mine.id) else self._started(mine)
        if order.kind is OrderKind.POSTPONE:
            return self._postponed(order, mine, today, key)
        if order.kind is OrderKind.SPEAK and order.language is not None:
            self.enrolments.speak(mine.id, order.language, on=today, order=key)
            return self.texts.say(order.language, "onboarding_orders.speaking")
        return self._done(order, mine, today, key) if order.kind is OrderKind.DONE else self._show(mine)

    def _postponed(self, order: Order, mine: Enrolment, today: dt.date, key: str | None) -> str:
        """Put off what is left: by so many days, or so that nothing more comes before a day."""
        if order.until is None:
            self.enrolments.postpone(mine.id, by_days=order.days, on=today, order=key)
            return f"{self._say(mine, 'postponed', days=order.days)} {self._coming(self._anew(mine))}"
        day, coming = order.until.on(today), self._next_step(mine)
        if day is None or coming is None:
            return self._coming(mine)
        due, first = due_on(coming, mine, self.days), self.days.nth(day, 1)
        by_days = self.days.number(due, first) - 1
        if by_days > MOST_DAYS:
            return self._say(mine, "too_far", days=MOST_DAYS)
        if by_days > 0:
            self.enrolments.postpone(mine.id, by_days=by_days, on=today, order=key)
        return f"{self._say(mine, 'postponed_until', day=f'{day:%d-%m-%Y}')} {self._coming(self._anew(mine))}"

    def _done(self, order: Order, mine: Enrolment, today: dt.date, key: str | None) -> str | None:
        given = [step for step in self.enrolments.given(mine.id).values() if step.state is StepState.GIVEN]
        before = self.enrolments.step_of(mine.id, key) if key else None
        newest = next((step.step for step in reversed(given) if step.done_on is None), None)
        wanted = before or order.step or newest
        if wanted is None or wanted not in {step.step for step in given}:
            return None
        self.enrolments.done(mine.id, wanted, on=today, order=key)
        return self._say(mine, "done", title=self._title(mine, wanted))

    def _started(self, mine: Enrolment) -> str:
        return self._say(mine, "started", day=f"{self.days.nth(mine.start, 1 + mine.shift_days):%d-%m-%Y}")

    def _show(self, mine: Enrolment) -> str:
        journey, given = self.training.library.journey(mine.journey), self.enrolments.given(mine.id)
        done = sum(step.done_on is not None for step in given.values())
        left_out = sum(step.state is StepState.LEFT_OUT for step in given.values())
        waiting = len([step for step in self._steps_to_come(mine) if step.id not in given])
        title, steps = journey.title[mine.language], len(given) - left_out + waiting
        return f"{self._say(mine, 'progress', journey=title, done=done, steps=steps)} {self._coming(mine)}"

    def _coming(self, mine: Enrolment) -> str:
        """What comes next and when."""
        if mine.paused_on is not None:
            return self._say(mine, "rests")
        coming = self._next_step(mine)
        if coming is None:
            return self._say(mine, "over")
        day = f"{due_on(coming, mine, self.days):%d-%m-%Y}"
        return self._say(mine, "next", title=coming.title[mine.language], day=day)

    def _next_step(self, mine: Enrolment) -> Step | None:
        """The first step that was not given yet; None where all were."""
        given = self.enrolments.given(mine.id)
        return next((step for step in self._steps_to_come(mine) if step.id not in given), None)

    def _steps_to_come(self, mine: Enrolment) -> list[Step]:
        """The steps that are given when their day comes: without those that wait for an approval."""
        approved = self.training.approved()
        steps = self.training.library.journey(mine.journey).steps
        return [step for step in steps if not is_held_back(step, approved)]

    def _anew(self, mine: Enrolment) -> Enrolment:
        """The enrolment as it is kept now."""
        return next((each for each in self.enrolments.of_person(mine.person) if each.id == mine.id), mine)

    def _following(self, kind: OrderKind, language: Language) -> tuple[Button, ...]:
        """The orders that people may give next."""
        if kind is OrderKind.PAUSE:
            return (self._button(language, "resume"),)
        if kind is OrderKind.DONE:
            return (self._button(language, "show"),)
        other = "danish" if language is Language.ENGLISH else "english"
        names = ("pause", other) if kind in (OrderKind.START, OrderKind.SHOW) else ("pause",)
        return tuple(self._button(language, name) for name in names)

    def _button(self, language: Language, name: str) -> Button:
        label = self.texts.say(language, f"onboarding_orders.{name}_label")
        return Button(label=label, question=self.texts.say(language, f"onboarding_orders.{name}_order"))

    def _title(self, mine: Enrolment, step: str) -> str:
        steps = self.training.library.journey(mine.journey).steps
        return next((each.title[mine.language] for each in steps if each.id == step), step)

    def _say(self, mine: Enrolment, key: str, **variables: object) -> str:
        return self.texts.say(mine.language, f"onboarding_orders.{key}", **variables)
