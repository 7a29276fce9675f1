"""
The pages of onboarding: the journeys, one's own with its progress, the lessons, the handouts to print.

Owns the routes; leaves what a step holds to `assistant.onboarding.content`. Progress is shown to its person alone;
what somebody thinks of an exercise or a reflection is never sent anywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.access.identity import Identity
from assistant.channels.service import AskerHere
from assistant.channels.web.form import read_fields
from assistant.channels.web.layout import Page, PageHere
from assistant.onboarding.content import Content, fill
from assistant.onboarding.enrolments import Enrolment, Enrolments, GivenStep, StepState
from assistant.onboarding.journeys import Journey
from assistant.onboarding.lessons import Lesson, Module
from assistant.onboarding.opening import training_of
from assistant.onboarding.references import resolve
from assistant.onboarding.schedule import due_on
from assistant.onboarding.training import Training
from assistant.onboarding.working_days import WorkingDays
from assistant.question import Asker
from ingest.records import Document

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SEE_OTHER = 303


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One step as a page shows it."""

    content: Content
    due: dt.date | None
    """When it comes, of a journey somebody is on and that was not given yet."""
    given: GivenStep | None
    is_out_of_date: bool
    """Whether the documents say something else now than when it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """One's own journey."""

    enrolment: Enrolment
    journey: Journey
    rows: tuple[_Row, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(row.given is not None and row.given.done_on is not None for row in self.rows)


async def _fields(request: Request) -> Mapping[str, str]:
    return read_fields(await request.body())


@router.get("/onboarding")
def onboarding(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """The journeys and modules, and above them the journeys of whoever looks."""
    training = _training(page)
    own = tuple(_own(page, asker, each) for each in _enrolled(page, asker.identity))
    modules = [(module, training.approval(module.id)) for module in training.library.modules.values()]
    return page.show(
        "onboarding.html",
        here="onboarding",
        own=[each for each in own if each is not None],
        journeys=list(training.library.journeys.values()),
        modules=modules,
        today=page.service.today(),
    )


@router.post("/onboarding/done")
def done(page: PageHere, asker: AskerHere, fields: Annotated[Mapping[str, str], Depends(_fields)]) -> Response:
    """Note that somebody is done with a step of their own."""
    mine = next((each for each in _enrolled(page, asker.identity) if each.id == fields.get("enrolment")), None)
    if mine is None:
        raise HTTPException(404, "You are on no such journey.")
    Enrolments(page.service.store()).done(mine.id, fields.get("step", ""), on=page.service.today())
    return RedirectResponse(page.link("/onboarding"), status_code=_SEE_OTHER)


@router.get("/onboarding/journeys/{id}")
def journey(page: PageHere, asker: AskerHere, id: str) -> HTMLResponse:  # noqa: A002 (the name in the address)
    """A journey as somebody would get it today."""
    found = _training(page).library.journey(id)
    rows = [_Row(content=each, due=None, given=None, is_out_of_date=False) for each in _contents(page, asker, found)]
    shown = [row for row in rows if not row.content.says_nothing]
    return page.show("journey.html", here="onboarding", journey=found, rows=shown, today=page.service.today())


@router.get("/onboarding/lessons/{module}/{name}")
def lesson(page: PageHere, asker: AskerHere, module: str, name: str) -> HTMLResponse:
    """One lesson to read."""
    training = _training(page)
    found, within = training.library.lesson(f"{module}/{name}"), training.library.modules[module]
    group = within.leader if found in within.leader else within.lessons
    place = group.index(found)
    return page.show(
        "lesson.html",
        here="onboarding",
        lesson=found.texts[page.language],
        sources=found.sources,
        module=within,
        number=place + 1,
        count=len(group),
        before=_neighbour(group, place - 1),
        after=_neighbour(group, place + 1),
        approval=training.approval(module),
        plan=_plan(page, asker, within) if place == 0 else (),
        handouts=within.handouts if found in within.leader else (),
    )


@router.get("/onboarding/handouts/{module}/{name}")
def handout(page: PageHere, module: str, name: str) -> HTMLResponse:
    """One handout, made to be printed on one A4 page."""
    training = _training(page)
    found = training.library.handout(f"{module}/{name}").texts[page.language]
    approval = training.approval(module)
    return page.show("handout.html", here="onboarding", handout=found, approval=approval)


def _training(page: Page) -> Training:
    """The material of this server, read once."""
    state = page.request.app.state
    if not hasattr(state, "training"):
        state.training = training_of(page.service.settings)
    return cast("Training", state.training)


def _enrolled(page: Page, identity: Identity | None) -> tuple[Enrolment, ...]:
    """The enrolments of whoever is known."""
    return () if identity is None else Enrolments(page.service.store()).of_person(identity.person)


def _own(page: Page, asker: Asker, enrolment: Enrolment) -> _Own | None:
    """One's own journey with what was given; None for one that is there no more."""
    library = _training(page).library
    found = library.journeys.get(enrolment.journey)
    if found is None:
        return None
    given = Enrolments(page.service.store()).given(enrolment.id)
    days = WorkingDays(zone=page.service.settings.time_zone)
    rows = []
    for content in _contents(page, asker, found):
        step = given.get(content.step.id)
        if step is None and content.says_nothing:
            continue
        if step is not None and step.state is StepState.LEFT_OUT:
            continue
        due = due_on(content.step, enrolment, days) if step is None else None
        then = _content_on(page, asker, content, step.given_on) if step else content
        rows.append(
            _Row(content=content, due=due, given=step, is_out_of_date=step is not None and then.digest != step.digest)
        )
    return _Own(enrolment=enrolment, journey=found, rows=tuple(rows))


def _contents(page: Page, asker: Asker, journey: Journey) -> list[Content]:
    training, knowledge, today = _training(page), page.service.knowledge(asker), page.service.today()
    approved = training.approved()
    return [fill(step, training.library, knowledge, today=today, approved=approved) for step in journey.steps]


def _content_on(page: Page, asker: Asker, content: Content, day: dt.date) -> Content:
    """The step from today's documents, but as of the day it was given: another quarter is no other text."""
    training = _training(page)
    knowledge, approved = page.service.knowledge(asker), training.approved()
    return fill(content.step, training.library, knowledge, today=day, approved=approved)


def _neighbour(group: tuple[Lesson, ...], place: int) -> Lesson | None:
    return group[place] if 0 <= place < len(group) else None


def _plan(page: Page, asker: Asker, module: Module) -> tuple[tuple[Document, tuple[str, ...]], ...]:
    """What the documents say on a module's topic, by document."""
    knowledge, today = page.service.knowledge(asker), page.service.today()
    found: dict[str, list[str]] = {}
    for reference in module.plan:
        for quoted in resolve(reference, knowledge, today=today):
            found.setdefault(quoted.document.id, []).append(quoted.quote.text)
    return tuple((knowledge.documents[id_], tuple(dict.fromkeys(quotes))) for id_, quotes in found.items())
