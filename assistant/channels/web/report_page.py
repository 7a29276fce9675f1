"""
The page on which whoever may report says how a goal or milestone stands.

Owns the form and its two routes; leaves what may be reported to `assistant.register.draft`, by whom and in which order
to `assistant.register.register`, and other sites' forms to the gate.
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
from assistant.channels.evidence import CompletionEvidence, with_evidence
from assistant.channels.requests import goal_with_id
from assistant.channels.service import AskerHere, ReporterHere, Service
from assistant.channels.subjects import Given, Subject, subject_with_id
from assistant.channels.web.form import read_fields
from assistant.channels.web.layout import Page, PageHere, anchor_of
from assistant.channels.web.onboarding_steps import training_here
from assistant.errors import ReportConflict, RequestInvalid
from assistant.question import Asker
from assistant.register.draft import LIGHTS, MAX_EVIDENCE_CHARS, MAX_NOTE_CHARS
from assistant.register.opening import open_register
from assistant.register.register import Register
from assistant.status import ReportedStatus
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Milestone

__all__ = ["router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_FIELDS = ("status", "completed_on", "note", "evidence", "counts")
_SEE_OTHER = 303
_MAX_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reported:
    """What is reported on, with the goal that it is or belongs to."""

    subject: Subject
    goal: Goal
    document: Document
    milestone: Milestone | None


async def _fields(request: Request) -> Mapping[str, str]:
    return read_fields(await request.body())


@router.get("/report/{id:path}")
def form(page: PageHere, id: str, asker: AskerHere, reporter: ReporterHere) -> HTMLResponse:
    """The form for the goal or milestone with this id."""
    reported = _reported(page.service.knowledge(asker), id, reporter)
    return _form(page, asker, reported, expected=len(_register(page.service).history(id)))


@router.post("/report/{id:path}")
def report(
    page: PageHere,
    id: str,
    asker: AskerHere,
    reporter: ReporterHere,
    fields: Annotated[Mapping[str, str], Depends(_fields)],
) -> Response:
    """Report what the form says, or show it again with what is wrong with it."""
    reported = _reported(page.service.knowledge(asker), id, reporter)
    register = _register(page.service)
    expected = _expected(fields, len(register.history(id)))
    try:
        new = reported.subject.report(_given(fields), today=page.service.today())
        if fields.get("counts"):
            new = with_evidence(new, _offered(page, asker, reported))
        register.report(new, by=reporter, expected=expected)
    except RequestInvalid as error:
        return _form(page, asker, reported, expected=expected, given=fields, wrong=error.field or "status", status=422)
    except ReportConflict as error:
        return _form(page, asker, reported, expected=error.version, given=fields, wrong="conflict", status=409)
    place = page.link(f"/goals/{reported.goal.id}", fragment=anchor_of(id), reported="yes")
    return RedirectResponse(place, status_code=_SEE_OTHER)


def _offered(page: Page, asker: Asker, reported: _Reported) -> str | None:
    """What the program itself can say for what is reported on."""
    evidence = CompletionEvidence(
        training=training_here(page), texts=page.texts, settings=page.service.settings, store=page.service.store
    )
    knowledge = page.service.knowledge(asker)
    return evidence.offered(reported.milestone, knowledge, page.language, today=page.service.today())


def _register(service: Service) -> Register:
    return open_register(service.settings, service.store(), clock=service.clock)


def _reported(knowledge: Knowledge, id_: str, reporter: Identity) -> _Reported:
    """
    The goal or milestone with this id.

    Raises:
        NotFound: If there is none, or none that they may read.
        HTTPException: 403, if they may not report on it.
    """
    subject = subject_with_id(knowledge, id_)
    if not reporter.may_report(subject.goal):
        raise HTTPException(403, "You may not report on this goal; ask an editor for the role of its manager.")
    goal = goal_with_id(knowledge, subject.goal)
    milestone = next((each for each in goal.milestones if each.id == id_), None)
    return _Reported(subject=subject, goal=goal, document=knowledge.documents[goal.document], milestone=milestone)


def _expected(fields: Mapping[str, str], present: int) -> int:
    """How many reports there were when the form was made; `present` where the form does not say."""
    text = fields.get("expected", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS else present


def _given(fields: Mapping[str, str]) -> Given:
    return Given(
        status=fields.get("status", ""),
        completed_on=_day(fields.get("completed_on", "")),
        note=fields.get("note"),
        evidence=fields.get("evidence") or None,
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        msg = f"{text!r} is no date; write it as 2025-06-30."
        raise RequestInvalid(msg, field="completed_on") from None


def _form(
    page: Page,
    asker: Asker,
    reported: _Reported,
    *,
    expected: int,
    given: Mapping[str, str] | None = None,
    wrong: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    return page.show(
        "report.html",
        here="milestones",
        status=status,
        reported=reported,
        latest=page.service.answers.statuses(asker).latest(reported.subject.id),
        statuses=[each for each in ReportedStatus if reported.milestone or each in LIGHTS],
        given={name: (given or {}).get(name, "") for name in _FIELDS},
        wrong=wrong,
        offered=_offered(page, asker, reported),
        expected=expected,
        max_note=MAX_NOTE_CHARS,
        max_evidence=MAX_EVIDENCE_CHARS,
        back=page.link(f"/goals/{reported.goal.id}", fragment=anchor_of(reported.subject.id)),
    )
