"""
Giving people their steps: each once, on its day, whichever process looks first and however often.

Owns the round that puts what is due into the outbox; leaves delivery to the outbox and its carriers.
A step is put in under a key of its own and recorded afterwards: a process that dies between the two, and any other
that looks at the same time, puts in the same key again, which changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from assistant.clock import Clock, system_clock
from assistant.delivery import Carrier, Item, Later
from assistant.onboarding.content import Content, fill
from assistant.onboarding.corrections import corrections
from assistant.onboarding.enrolments import Enrolment, Enrolments, GivenStep, StepState
from assistant.onboarding.journeys import Step
from assistant.onboarding.messages import StepMessage, step_message
from assistant.onboarding.schedule import due_steps, room_on
from assistant.onboarding.training import Training
from assistant.onboarding.working_days import WorkingDays, read_hours
from assistant.store.store import Store
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.renderings import Renderings
from ingest.settings import Settings

__all__ = ["CORRECTION", "KIND", "Puts", "QuietHours", "Round", "make_round", "step_of_key", "working_days"]

KIND = "onboarding_step"
CORRECTION = "onboarding_correction"
_KEY = "onboarding"
_CORRECTED = "onboarding_correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """A carrier that keeps what can wait for the next working hours, however late another process left it."""

    carrier: Carrier
    days: WorkingDays
    kinds: frozenset[str] = frozenset({KIND, CORRECTION})
    """Kinds of items that can wait."""
    clock: Clock = system_clock

    def send(self, item: Item) -> None:
        """
        Send it, unless it can wait and people are not at work.

        Raises:
            Later: If it is to wait for the next working hours, or the carrier says so.
        """
        now = self.clock()
        if item.kind in self.kinds and not self.days.is_open(now):
            raise Later(self.days.next_open(now))
        self.carrier.send(item)

    def has_arrived(self, item: Item) -> bool:
        """Whether it stands at its recipient already."""
        return self.carrier.has_arrived(item)


class Puts(Protocol):
    """The outbox, as far as it is needed here: `assistant.delivery.Outbox`."""

    def put(self, item: Item) -> bool:
        """Send `item` once; False when one with its key was put in before."""


@dataclass(frozen=True, kw_only=True)
class _Sources:
    """What steps are made from during one look."""

    knowledge: Knowledge
    approved: frozenset[str]

    @cached_property
    def renderings(self) -> Renderings:
        """What the documents' editions say."""
        return Renderings(self.knowledge)

    filled: dict[tuple[str, dt.date], Content] = field(default_factory=dict)
    """Steps looked up before: people who began together are given the same ones on the same day."""

    def fill(self, step: Step, training: Training, day: dt.date) -> Content:
        """The step as it is on a day."""
        key = (step.id, day)
        if key not in self.filled:
            self.filled[key] = fill(step, training.library, self.knowledge, today=day, approved=self.approved)
        return self.filled[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Looks at every enrolment and gives what is due; safe to run in any number of processes."""

    enrolments: Enrolments
    outbox: Puts
    training: Training
    knowledge: Callable[[], Knowledge]
    """What everybody may read: a step is the same for all."""
    texts: Texts
    days: WorkingDays
    public_url: str = ""

    def give_due(self, now: dt.datetime) -> int:
        """
        Give every step that is due at `now`, and tell of changed documents; how many steps were given.

        Nothing on days off and in quiet hours.
        """
        if not self.days.is_open(now):
            return 0
        enrolments = self.enrolments.all()
        given = self.enrolments.given_to_all()
        if not enrolments:
            return 0
        sources = _Sources(knowledge=self.knowledge(), approved=self.training.approved())
        for each in enrolments:
            self._correct(each, given.get(each.id, {}), now, sources)
        return sum(self._give(each, given.get(each.id, {}), now, sources) for each in enrolments)

    def _correct(
        self, enrolment: Enrolment, given: Mapping[str, GivenStep], now: dt.datetime, sources: _Sources
    ) -> None:
        """Put in a note under each step sent whose words have changed."""
        journey, today = self.training.library.journeys.get(enrolment.journey), self.days.today(now)
        if journey is None:
            return
        contents = {
            (step.id, given[step.id].given_on): sources.fill(step, self.training, given[step.id].given_on)
            for step in journey.steps
            if step.id in given
        }
        for each in corrections(journey, enrolment, given, contents, today=today):
            message = each.message(self.texts, enrolment, today=today, renderings=sources.renderings)
            step, digest = each.given.step, each.content.digest
            self.outbox.put(
                Item(
                    key=f"{_CORRECTED}:{enrolment.id}:{step}:{digest}",
                    kind=CORRECTION,
                    recipient=enrolment.recipient or "",
                    payload=_payload(message, enrolment) | {"under": _key(enrolment, step)},
                    not_before=now,
                )
            )
            self.enrolments.note(enrolment.id, step, digest)

    def _give(self, enrolment: Enrolment, given: Mapping[str, GivenStep], now: dt.datetime, sources: _Sources) -> int:
        journey = self.training.library.journeys.get(enrolment.journey)
        if journey is None:
            return 0
        today, count = self.days.today(now), 0
        room = room_on(today, given)
        for step in due_steps(journey, enrolment, given, today=today, days=self.days):
            if count >= room:
                break
            content = sources.fill(step, self.training, today)
            if content.says_nothing:
                # One that waits for an approval is looked at again; what the documents lack today is left out for good.
                if not content.awaits_approval:
                    self._record(enrolment, content, today, StepState.LEFT_OUT)
                continue
            if enrolment.recipient is not None:
                self.outbox.put(self._item(enrolment, content, now, sources.renderings))
            count += self._record(enrolment, content, today, StepState.GIVEN)
        return count

    def _record(self, enrolment: Enrolment, content: Content, today: dt.date, state: StepState) -> bool:
        return self.enrolments.record(enrolment.id, content.step.id, on=today, state=state, digest=content.digest)

    def _item(self, enrolment: Enrolment, content: Content, now: dt.datetime, renderings: Renderings) -> Item:
        message = step_message(
            content, self.texts, enrolment.language, today=self.days.today(now), renderings=renderings,
            public_url=self.public_url,
        )  # fmt: skip
        return Item(
            key=_key(enrolment, content.step.id),
            kind=KIND,
            recipient=enrolment.recipient or "",
            payload=_payload(message, enrolment),
            not_before=now,
        )


def _key(enrolment: Enrolment, step: str) -> str:
    return f"{_KEY}:{enrolment.id}:{step}"


def _payload(message: StepMessage, enrolment: Enrolment) -> dict[str, Any]:
    return {
        "text": message.text,
        "buttons": [{"label": each.label, "question": each.question} for each in message.buttons],
        "language": enrolment.language.value,
        "behind": [[each.document.id, each.quote.span.start, each.quote.span.end] for each in message.behind],
    }


def step_of_key(key: str) -> tuple[str, str] | None:
    """The enrolment and the step that an item with this key gives; None for any other item's key."""
    first, _, rest = key.partition(":")
    enrolment, _, step = rest.partition(":")
    return (enrolment, step) if first == _KEY and enrolment and step else None


def make_round(
    settings: Settings,
    store: Store,
    outbox: Puts,
    *,
    training: Training,
    knowledge: Callable[[], Knowledge],
    texts: Texts,
) -> Round:
    """The round that `settings` describe."""
    return Round(
        enrolments=Enrolments(store),
        outbox=outbox,
        training=training,
        knowledge=knowledge,
        texts=texts,
        days=working_days(settings),
        public_url=settings.public_url,
    )


def working_days(settings: Settings) -> WorkingDays:
    """The days and hours that `settings` describe."""
    first, last = read_hours(settings.onboarding_hours)
    return WorkingDays(zone=settings.time_zone, first=first, last=last)
