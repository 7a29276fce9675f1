"""
One's own journey on the pages: its progress, the same orders as in Slack, and who has completed theirs.

Owns these routes; leaves what an order changes to `assistant.onboarding.orders` and what steps hold to `content`.
Progress is shown to its person alone; whether somebody has completed to the role that the setting names, and no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.access.identity import Identity
from assistant.access.outside import OutsideIdentities
from assistant.channels.service import AskerHere, editor_of, reporter_of
from assistant.channels.web.form import language_named, read_fields
from assistant.channels.web.layout import Page, PageHere
from assistant.channels.web.onboarding_steps import contents, training_here
from assistant.errors import RequestInvalid
from assistant.onboarding.completion import completed_all
from assistant.onboarding.content import Content, is_out_of_date
from assistant.onboarding.enrolments import Enrolment, Enrolments, GivenStep, StepState
from assistant.onboarding.journeys import Journey
from assistant.onboarding.order_words import MOST_DAYS, USUAL_DAYS, Order, OrderKind
from assistant.onboarding.orders import Orders
from assistant.onboarding.schedule import due_on
from assistant.onboarding.sending import working_days
from assistant.onboarding.training import SeenBy
from assistant.question import Asker

__all__ = ["Own", "OwnStep", "may_see_completion", "own_journeys", "router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SEE_OTHER = 303
_SLACK = "slack:"
_MAX_KEY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStep:
    """One step as its person sees it."""

    content: Content
    due: dt.date | None
    """When it comes, where it was not given yet."""
    given: GivenStep | None
    is_out_of_date: bool
    """Whether the documents say something else now than when it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One's own journey."""

    enrolment: Enrolment
    journey: Journey
    rows: tuple[OwnStep, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(row.given is not None and row.given.done_on is not None for row in self.rows)

    @property
    def coming(self) -> OwnStep | None:
        """The next step that was not given yet."""
        return next((row for row in self.rows if row.given is None), None)


async def _fields(request: Request) -> Mapping[str, str]:
    return read_fields(await request.body())


async def _observer(page: PageHere, asker: AskerHere) -> Identity:
    """Who may see who has completed, as the setting says; 403 for everybody else."""
    least = training_here(page).completion_seen_by
    if least is SeenBy.NOBODY:
        raise HTTPException(403, "Nobody sees who has completed their onboarding; the setting says so.")
    return await (editor_of(asker) if least is SeenBy.EDITOR else reporter_of(asker))


def may_see_completion(page: Page, asker: Asker) -> bool:
    """Whether the setting lets whoever looks see who has completed."""
    may = {SeenBy.EDITOR: lambda who: who.is_editor, SeenBy.MANAGER: lambda who: who.is_reporter}
    is_allowed = may.get(training_here(page).completion_seen_by)
    return is_allowed is not None and asker.identity is not None and is_allowed(asker.identity)


@router.post("/onboarding/order")
def order(page: PageHere, asker: AskerHere, fields: Annotated[Mapping[str, str], Depends(_fields)]) -> Response:
    """Carry out what somebody wants of a journey of their own, or put them on one."""
    wanted = _order(fields)
    if wanted.kind is OrderKind.START and not fields.get("enrolment"):
        _start(page, asker, fields.get("journey", ""))
    else:
        mine = next((each for each in _enrolled(page, asker.identity) if each.id == fields.get("enrolment")), None)
        if mine is None:
            raise HTTPException(404, "You are on no such journey.")
        now, key = page.service.clock(), f"page:{fields['key']}"[:_MAX_KEY] if fields.get("key") else None
        _orders(page).obey(wanted, (mine,), now=now, language=page.language, key=key)
    return RedirectResponse(page.link("/onboarding", did=wanted.kind.value), status_code=_SEE_OTHER)


@router.get("/onboarding/completion", dependencies=[Depends(_observer)])
def completion(page: PageHere) -> HTMLResponse:
    """Who has completed their onboarding, and nothing else of it."""
    journeys, store = training_here(page).library.journeys, Enrolments(page.service.store())
    given = store.given_to_all()
    rows = [
        (each, journeys[each.journey], completed_all(journeys[each.journey], given.get(each.id, {})))
        for each in store.all()
        if each.journey in journeys
    ]
    return page.show("completion.html", here="onboarding", rows=rows)


def own_journeys(page: Page, asker: Asker) -> tuple[Own, ...]:
    """The journeys of whoever looks; none for somebody who is not known."""
    found = (_own(page, asker, each) for each in _enrolled(page, asker.identity))
    return tuple(each for each in found if each is not None)


def _order(fields: Mapping[str, str]) -> Order:
    """
    The order that a form carries.

    Raises:
        RequestInvalid: If it is none.
    """
    name, days = fields.get("order", ""), fields.get("days", str(USUAL_DAYS))
    if name not in list(OrderKind) or not (days.isascii() and days.isdigit() and 1 <= int(days[:4]) <= MOST_DAYS):
        msg = f"{name!r} by {days!r} days is no order; one is {', '.join(OrderKind)}, by 1 to {MOST_DAYS} days."
        raise RequestInvalid(msg, field="order")
    language = language_named(fields.get("language", ""))
    if name == OrderKind.SPEAK and language is None:
        msg = f"{fields.get('language', '')!r} is no language spoken here; choose one of da, en."
        raise RequestInvalid(msg, field="language")
    return Order(kind=OrderKind(name), days=int(days), step=fields.get("step") or None, language=language)


def _start(page: Page, asker: Asker, journey: str) -> None:
    """Put whoever is known on a journey, from today."""
    if asker.identity is None:
        raise HTTPException(403, "Nobody is known here, so nobody's journey can be kept; set RETTESNOR_AUTH.")
    found = training_here(page).library.journey(journey)
    if any(each.journey == found.id for each in _enrolled(page, asker.identity)):
        return
    slack = sorted(each for each in _names(page, asker.identity) if each.startswith(_SLACK))
    _orders(page).start(
        found, person=asker.identity.person, recipient=slack[0] if slack else None, now=page.service.clock(),
        language=page.language,
    )  # fmt: skip


def _orders(page: Page) -> Orders:
    return Orders(
        enrolments=Enrolments(page.service.store()),
        training=training_here(page),
        texts=page.texts,
        days=working_days(page.service.settings),
    )


def _names(page: Page, identity: Identity) -> frozenset[str]:
    return OutsideIdentities(page.service.store()).names(identity.person)


def _enrolled(page: Page, identity: Identity | None) -> tuple[Enrolment, ...]:
    """The enrolments of whoever is known."""
    return () if identity is None else Enrolments(page.service.store()).of_names(_names(page, identity))


def _own(page: Page, asker: Asker, enrolment: Enrolment) -> Own | None:
    """One's own journey with what was given; None for one that is there no more."""
    training, knowledge = training_here(page), page.service.knowledge(asker)
    journey = training.library.journeys.get(enrolment.journey)
    if journey is None:
        return None
    approved = training.approved()
    given = Enrolments(page.service.store()).given(enrolment.id)
    days = working_days(page.service.settings)
    rows = []
    for content in contents(page, asker, journey):
        step = given.get(content.step.id)
        if content.says_nothing if step is None else step.state is StepState.LEFT_OUT:
            continue
        due = due_on(content.step, enrolment, days) if step is None else None
        is_changed = step is not None and is_out_of_date(
            content.step, step, training.library, knowledge, approved=approved
        )
        rows.append(OwnStep(content=content, due=due, given=step, is_out_of_date=is_changed))
    return Own(enrolment=enrolment, journey=journey, rows=tuple(rows))
