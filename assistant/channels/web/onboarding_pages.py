"""
The pages of onboarding: the journeys, the lessons, the handouts to print, above them one's own journey.

Owns the routes that show material; leaves one's own journey to `own_onboarding` and what both need to
`onboarding_steps`. What somebody thinks of an exercise or a reflection is never sent anywhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from assistant.channels.service import AskerHere
from assistant.channels.web.layout import Page, PageHere
from assistant.channels.web.onboarding_steps import contents, quoted_documents, training_here
from assistant.channels.web.own_onboarding import may_see_completion, own_journeys
from assistant.onboarding.lessons import Lesson, Module
from assistant.onboarding.order_words import OrderKind
from assistant.onboarding.references import Quoted, resolve
from assistant.question import Asker

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/onboarding")
def onboarding(page: PageHere, asker: AskerHere, did: str = "") -> HTMLResponse:
    """The journeys and modules, and above them the journeys of whoever looks."""
    training = training_here(page)
    own = own_journeys(page, asker)
    modules = [(module, training.approval(module.id)) for module in training.library.modules.values()]
    return page.show(
        "onboarding.html",
        here="onboarding",
        own=own,
        is_known=asker.identity is not None,
        followed={each.journey.id for each in own},
        did=did if did in list(OrderKind) else "",
        key=secrets.token_hex(8),
        sees_completion=may_see_completion(page, asker),
        journeys=list(training.library.journeys.values()),
        modules=modules,
        quoted=partial(quoted_documents, page, asker),
        today=page.service.today(),
    )


@router.get("/onboarding/journeys/{id}")
def journey(page: PageHere, asker: AskerHere, id: str) -> HTMLResponse:
    """A journey as somebody would get it today."""
    found = training_here(page).library.journey(id)
    shown = [each for each in contents(page, asker, found) if not each.says_nothing]
    return page.show(
        "journey.html",
        here="onboarding",
        journey=found,
        contents=shown,
        quoted=partial(quoted_documents, page, asker),
        today=page.service.today(),
    )


@router.get("/onboarding/lessons/{module}/{name}")
def lesson(page: PageHere, asker: AskerHere, module: str, name: str) -> HTMLResponse:
    """One lesson to read."""
    training = training_here(page)
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
        plan=list(_plan(page, asker, within)) if place == 0 else [],
        quoted=partial(quoted_documents, page, asker),
        handouts=within.handouts if found in within.leader else (),
        today=page.service.today(),
    )


@router.get("/onboarding/handouts/{module}/{name}")
def handout(page: PageHere, module: str, name: str) -> HTMLResponse:
    """One handout, made to be printed on one A4 page."""
    training = training_here(page)
    found = training.library.handout(f"{module}/{name}").texts[page.language]
    approval = training.approval(module)
    return page.show("handout.html", here="onboarding", handout=found, approval=approval)


def _neighbour(group: tuple[Lesson, ...], place: int) -> Lesson | None:
    return group[place] if 0 <= place < len(group) else None


def _plan(page: Page, asker: Asker, module: Module) -> Iterable[Quoted]:
    """What the documents say on a module's topic."""
    knowledge, today = page.service.knowledge(asker), page.service.today()
    return (quoted for reference in module.plan for quoted in resolve(reference, knowledge, today=today))
