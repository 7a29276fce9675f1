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
from assistant.channels.requests import goal_with_id
from assistant.channels.service import AskerHere, ReporterHere, Service
from assistant.channels.web.form import read_fields
from assistant.channels.web.layout import Page, PageHere
from assistant.errors import ReportConflict, RequestInvalid
from assistant.question import Asker
from assistant.register.draft import LIGHTS, MAX_EVIDENCE_CHARS, MAX_NOTE_CHARS, NEEDS_NOTE, NewReport
from assistant.register.opening import open_register
from assistant.register.register import Register
from assistant.register.views import ReportedStatus
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Milestone

__all__ = ["anchor_of", "router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_FIELDS = ("status", "completed_on", "note", "evidence")
_SEE_OTHER = 303
_MAX_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What is reported on: a goal, or one of its milestones."""

    id: str
    words: str
    goal: Goal
    document: Document
    milestone: Milestone | None


async def _fields(request: Request) -> Mapping[str, str]:
    return read_fields(await request.body())


def anchor_of(subject: str) -> str:
    """The id of the place of a milestone on its goal's page."""
    return subject.replace("/", "-")


@router.get("/report/{id:path}")
def form(page: PageHere, id: str, asker: AskerHere, reporter: ReporterHere) -> HTMLResponse:  # noqa: A002
    """The form for the goal or milestone with this id."""
    subject = _subject(page.service.knowledge(asker), id, reporter)
    register = _register(page.service)
    return _form(page, asker, subject, expected=len(register.history(subject.id)))


@router.post("/report/{id:path}")
def report(
    page: PageHere,
    id: str,  # noqa: A002 (the contract's name)
    asker: AskerHere,
    reporter: ReporterHere,
    fields: Annotated[Mapping[str, str], Depends(_fields)],
) -> Response:
    """Report what the form says, or show it again with what is wrong with it."""
    subject = _subject(page.service.knowledge(asker), id, reporter)
    register = _register(page.service)
    expected = _expected(fields, register, subject)
    try:
        register.report(_draft(subject, fields), by=reporter, expected=expected)
    except RequestInvalid as error:
        return _form(page, asker, subject, expected=expected, given=fields, wrong=error.field or "status", status=422)
    except ReportConflict as error:
        return _form(page, asker, subject, expected=error.version, given=fields, wrong="conflict", status=409)
    place = page.link(f"/goals/{subject.goal.id}", fragment=anchor_of(subject.id), reported="yes")
    return RedirectResponse(place, status_code=_SEE_OTHER)


def _register(service: Service) -> Register:
    return open_register(service.settings, service.store())


def _subject(knowledge: Knowledge, id_: str, reporter: Identity) -> _Subject:
    """
    The goal or milestone with this id.

    Raises:
        NotFound: If there is none, or none that they may read.
        HTTPException: 403, if they may not report on it.
    """
    milestone = next((each for each in knowledge.milestones if each.id == id_), None)
    goal = goal_with_id(knowledge, milestone.goal if milestone else id_)
    if not reporter.may_report(goal.id):
        raise HTTPException(403, "You may not report on this goal; ask an editor for the role of its manager.")
    quote = milestone.quote if milestone else goal.title or goal.wording
    words = quote.text if quote else goal.id
    return _Subject(id=id_, words=words, goal=goal, document=knowledge.documents[goal.document], milestone=milestone)


def _expected(fields: Mapping[str, str], register: Register, subject: _Subject) -> int:
    """How many reports there were when the form was made; the present number where the form does not say."""
    text = fields.get("expected", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    return int(text) if is_number else len(register.history(subject.id))


def _draft(subject: _Subject, fields: Mapping[str, str]) -> NewReport:
    return NewReport(
        subject=subject.id,
        goal=subject.goal.id,
        status=ReportedStatus.read(fields.get("status", "")),
        completed_on=_day(fields.get("completed_on", "")),
        note=fields.get("note"),
        evidence=fields.get("evidence") or None,
        wording=subject.words,
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
    subject: _Subject,
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
        subject=subject,
        latest=page.service.answers.statuses(asker).latest(subject.id),
        statuses=[each for each in ReportedStatus if subject.milestone or each in LIGHTS],
        needs_note=sorted(NEEDS_NOTE),
        given={name: (given or {}).get(name, "") for name in _FIELDS},
        wrong=wrong,
        expected=expected,
        max_note=MAX_NOTE_CHARS,
        max_evidence=MAX_EVIDENCE_CHARS,
        back=page.link(f"/goals/{subject.goal.id}", fragment=anchor_of(subject.id)),
    )
