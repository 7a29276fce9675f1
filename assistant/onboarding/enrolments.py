"""
Who follows which journey, and how far they are: kept for the person, shown to nobody else.

Owns the records of enrolments and steps; leaves when a step is due to `schedule` and sending to `sending`.
Nothing that a person thinks or answers is ever kept: a step was given, and perhaps it is done.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Text, column, or_, select, table

from assistant.errors import NotFound, RequestInvalid
from assistant.store.store import Store
from assistant.store.types import Moment
from ingest.records import Language

__all__ = ["Enrolment", "Enrolments", "GivenStep", "StepState", "make_enrolment"]

_ENROLMENTS = table(
    "onboarding_enrolments",
    column("id", Text),
    column("person", Text),
    column("journey", Text),
    column("start", Text),
    column("language", Text),
    column("recipient", Text),
    column("beside", Text),
    column("shift_days", Integer),
    column("paused_on", Text),
    column("created_at", Moment),
)
_STEPS = table(
    "onboarding_steps",
    column("enrolment", Text),
    column("step", Text),
    column("given_on", Text),
    column("state", Text),
    column("digest", Text),
    column("done_on", Text),
    column("noted", Text),
)
_ORDERS = table(
    "onboarding_orders",
    column("enrolment", Text),
    column("key", Text),
    column("step", Text),
    column("carried_out_on", Text),
)
_ORDERS_KEPT = dt.timedelta(days=30)
"""How long it is remembered that an order was carried out; Slack delivers nothing again after that."""


class StepState(StrEnum):
    """What became of a step that was due."""

    GIVEN = "given"
    """Sent, or shown where there is nobody to send it to."""
    LEFT_OUT = "left_out"
    """The documents had nothing for it on its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One person on one journey."""

    id: str
    person: str
    """Who, as `Identity.person` names them."""
    journey: str
    """`Journey.id`."""
    start: dt.date
    """The first day, from which working days are counted."""
    language: Language
    recipient: str | None = None
    """Where steps are sent, like "slack:T1:U1"; None: they are only shown on the page."""
    beside: str | None = None
    """For a buddy or a manager: the newcomer, as `Identity.person` names them."""
    shift_days: int = 0
    """Working days by which pauses and postponements have put off what was not given yet."""
    paused_on: dt.date | None = None
    """Since when it rests; None: it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStep:
    """A step that was due."""

    step: str
    """`Step.id`."""
    given_on: dt.date
    state: StepState
    digest: str
    """Of the words it quoted; other words today mean that it is out of date."""
    done_on: dt.date | None
    noted: str | None = None
    """Of the later words that its person was told of; None: none."""


class Enrolments:
    """The enrolments of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def enrol(self, wanted: Sequence[Enrolment], *, at: dt.datetime) -> tuple[Enrolment, ...]:
        """
        Record those of `wanted` that are new, all or none; a person starts one journey on one day once.

        Returns:
            Those recorded, in the order given.
        """
        with self._store.writing() as connection:
            return tuple(each for each in wanted if self._enrol(connection, each, at))

    def _enrol(self, connection: Connection, enrolment: Enrolment, at: dt.datetime) -> bool:
        is_same = (
            _ENROLMENTS.c.person == enrolment.person,
            _ENROLMENTS.c.journey == enrolment.journey,
            _ENROLMENTS.c.start == enrolment.start.isoformat(),
        )
        if connection.execute(select(_ENROLMENTS.c.id).where(*is_same)).first() is not None:
            return False
        connection.execute(_ENROLMENTS.insert().values(_row(enrolment) | {"created_at": at}))
        return True

    def all(self) -> tuple[Enrolment, ...]:
        """Every enrolment, by start, journey and person."""
        return self._found()

    def of_person(self, person: str) -> tuple[Enrolment, ...]:
        """The enrolments of one person."""
        return self._found(_ENROLMENTS.c.person == person)

    def of_names(self, names: Collection[str]) -> tuple[Enrolment, ...]:
        """The enrolments of one person, by all they are known as: enrolled by that name, or given their steps there."""
        return self._found(or_(_ENROLMENTS.c.person.in_(names), _ENROLMENTS.c.recipient.in_(names)))

    def _found(self, *wanted: Any) -> tuple[Enrolment, ...]:
        order = (_ENROLMENTS.c.start, _ENROLMENTS.c.journey, _ENROLMENTS.c.person)
        with self._store.reading() as connection:
            rows = connection.execute(select(_ENROLMENTS).where(*wanted).order_by(*order)).all()
        return tuple(map(_enrolment, rows))

    def given(self, enrolment: str) -> Mapping[str, GivenStep]:
        """The steps of one enrolment that were due, by id."""
        return self.given_to_all([enrolment]).get(enrolment, {})

    def given_to_all(self, enrolments: Sequence[str] | None = None) -> Mapping[str, Mapping[str, GivenStep]]:
        """The steps of these enrolments (None: of all) that were due, by enrolment and step."""
        wanted = select(_STEPS)
        if enrolments is not None:
            wanted = wanted.where(_STEPS.c.enrolment.in_(enrolments))
        found: dict[str, dict[str, GivenStep]] = {}
        with self._store.reading() as connection:
            for row in connection.execute(wanted.order_by(_STEPS.c.given_on, _STEPS.c.step)):
                found.setdefault(row.enrolment, {})[row.step] = _given(row)
        return found

    def record(self, enrolment: str, step: str, *, on: dt.date, state: StepState, digest: str) -> bool:
        """Record that a step was given or left out; False when that was recorded before."""
        with self._store.writing() as connection:
            is_same = (_STEPS.c.enrolment == enrolment, _STEPS.c.step == step)
            if connection.execute(select(_STEPS.c.step).where(*is_same)).first() is not None:
                return False
            row = {"enrolment": enrolment, "step": step, "given_on": on.isoformat(), "state": state.value}
            connection.execute(_STEPS.insert().values(row | {"digest": digest, "done_on": None}))
            return True

    def note(self, enrolment: str, step: str, digest: str) -> None:
        """Record that the person was told what a given step says by now."""
        is_same = (_STEPS.c.enrolment == enrolment, _STEPS.c.step == step)
        with self._store.writing() as connection:
            connection.execute(_STEPS.update().where(*is_same).values(noted=digest))

    def done(self, enrolment: str, step: str, *, on: dt.date, order: str | None = None) -> bool:
        """
        The person says that they are done with a step; False when it was not given or was done before.

        Args:
            enrolment: Of the person.
            step: Which.
            on: Today.
            order: Here and below, the key under which a change is made once however often it is asked for.
        """
        is_open = (_STEPS.c.enrolment == enrolment, _STEPS.c.step == step, _STEPS.c.done_on.is_(None))
        given = _STEPS.c.state == StepState.GIVEN.value
        with self._store.writing() as connection:
            if not _is_new(connection, enrolment, order, on=on, step=step):
                return False
            changed = connection.execute(_STEPS.update().where(*is_open, given).values(done_on=on.isoformat()))
            return bool(changed.rowcount)

    def pause(self, enrolment: str, *, on: dt.date, order: str | None = None) -> None:
        """Rest from `on`; nothing is given until it is resumed."""
        self._change(enrolment, on, order, paused_on=on.isoformat())

    def resume(self, enrolment: str, *, shift_days: int, on: dt.date, order: str | None = None) -> None:
        """Go on, with what was not given yet put off to `shift_days` working days in all."""
        self._change(enrolment, on, order, paused_on=None, shift_days=shift_days)

    def postpone(self, enrolment: str, *, by_days: int, on: dt.date, order: str | None = None) -> None:
        """Put off what was not given yet by `by_days` working days more."""
        self._change(enrolment, on, order, shift_days=_ENROLMENTS.c.shift_days + by_days)

    def speak(self, enrolment: str, language: Language, *, on: dt.date, order: str | None = None) -> None:
        """Give what comes in another language."""
        self._change(enrolment, on, order, language=language.value)

    def step_of(self, enrolment: str, order: str) -> str | None:
        """The step that was done under this order; None where it was not carried out, or was about no step."""
        with self._store.reading() as connection:
            return connection.execute(select(_ORDERS.c.step).where(*_is_order(enrolment, order))).scalar()

    def _change(self, enrolment: str, on: dt.date, order: str | None, **values: object) -> None:
        is_same = _ENROLMENTS.c.id == enrolment
        with self._store.writing() as connection:
            if connection.execute(select(_ENROLMENTS.c.id).where(is_same)).first() is None:
                msg = f"There is no enrolment {enrolment!r}."
                raise NotFound(msg, field="enrolment")
            if _is_new(connection, enrolment, order, on=on):
                connection.execute(_ENROLMENTS.update().where(is_same).values(**values))

    def export(self, names: Collection[str]) -> dict[str, Any]:
        """Everything kept of one person, by all they are known as, as JSON: enrolments, steps, those beside them."""
        own = self.of_names(names)
        given = self.given_to_all([each.id for each in own])
        return {
            "enrolments": [
                _row(each)
                | {
                    "steps": [
                        {
                            "step": step.step,
                            "given_on": step.given_on.isoformat(),
                            "state": step.state.value,
                            "digest": step.digest,
                            "noted": step.noted,
                            "done_on": step.done_on.isoformat() if step.done_on else None,
                        }
                        for step in given.get(each.id, {}).values()
                    ],
                    "orders": self._orders(each.id),
                }
                for each in own
            ],
            "accompanied_by": [each.journey for each in self._found(_ENROLMENTS.c.beside.in_(names))],
        }

    def _orders(self, enrolment: str) -> list[dict[str, Any]]:
        wanted = select(_ORDERS.c.key, _ORDERS.c.step, _ORDERS.c.carried_out_on).where(_ORDERS.c.enrolment == enrolment)
        with self._store.reading() as connection:
            return [dict(row) for row in connection.execute(wanted.order_by(_ORDERS.c.key)).mappings()]

    def erase(self, connection: Connection, names: Collection[str]) -> int:
        """Forget one person, by all they are known as, with their name beside others; how many enrolments."""
        is_own = or_(_ENROLMENTS.c.person.in_(names), _ENROLMENTS.c.recipient.in_(names))
        own = select(_ENROLMENTS.c.id).where(is_own)
        for each in (_STEPS, _ORDERS):
            connection.execute(each.delete().where(each.c.enrolment.in_(own)))
        connection.execute(_ENROLMENTS.update().where(_ENROLMENTS.c.beside.in_(names)).values(beside=None))
        return connection.execute(_ENROLMENTS.delete().where(is_own)).rowcount


def _is_order(enrolment: str, order: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _ORDERS.c.enrolment == enrolment, _ORDERS.c.key == order


def _is_new(connection: Connection, enrolment: str, order: str | None, *, on: dt.date, step: str | None = None) -> bool:
    """Whether nothing was changed under this order yet; from now on it is known."""
    if order is None:
        return True
    if connection.execute(select(_ORDERS.c.key).where(*_is_order(enrolment, order))).first() is not None:
        return False
    old = (on - _ORDERS_KEPT).isoformat()
    connection.execute(_ORDERS.delete().where(_ORDERS.c.enrolment == enrolment, _ORDERS.c.carried_out_on < old))
    row = {"enrolment": enrolment, "key": order, "step": step, "carried_out_on": on.isoformat()}
    connection.execute(_ORDERS.insert().values(row))
    return True


def make_enrolment(
    person: str,
    journey: str,
    start: dt.date,
    *,
    language: Language = Language.DANISH,
    recipient: str | None = None,
    beside: str | None = None,
) -> Enrolment:
    """
    A new enrolment, not recorded yet.

    Raises:
        RequestInvalid: If nobody is named.
    """
    if not person.strip():
        msg = "An enrolment needs a person; give an e-mail address or initials."
        raise RequestInvalid(msg, field="person")
    return Enrolment(
        id=secrets.token_hex(8), person=person.strip(), journey=journey, start=start, language=language,
        recipient=recipient or None, beside=beside or None,
    )  # fmt: skip


def _row(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "id": enrolment.id,
        "person": enrolment.person,
        "journey": enrolment.journey,
        "start": enrolment.start.isoformat(),
        "language": enrolment.language.value,
        "recipient": enrolment.recipient,
        "beside": enrolment.beside,
        "shift_days": enrolment.shift_days,
        "paused_on": enrolment.paused_on.isoformat() if enrolment.paused_on else None,
    }


def _enrolment(row: Row[Any]) -> Enrolment:
    return Enrolment(
        id=row.id, person=row.person, journey=row.journey, start=dt.date.fromisoformat(row.start),
        language=Language(row.language), recipient=row.recipient, beside=row.beside, shift_days=row.shift_days,
        paused_on=dt.date.fromisoformat(row.paused_on) if row.paused_on else None,
    )  # fmt: skip


def _given(row: Row[Any]) -> GivenStep:
    return GivenStep(
        step=row.step,
        given_on=dt.date.fromisoformat(row.given_on),
        state=StepState(row.state),
        digest=row.digest,
        done_on=dt.date.fromisoformat(row.done_on) if row.done_on else None,
        noted=row.noted,
    )
