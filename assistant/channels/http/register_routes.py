"""
The routes that report a status and show what was reported.

Owns the precondition and the conflict; leaves who reports to `assistant.channels.service`, what may be reported to
`assistant.register`. A report says which version it follows, so that nobody overrules a report they have not seen.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from assistant.access.identity import Identity
from assistant.channels.http.examples import REPORT_EXAMPLE
from assistant.channels.http.problems import MEDIA_TYPE
from assistant.channels.http.schema import HISTORY, documented
from assistant.channels.service import AskerHere, ReporterHere, Service, ServiceHere
from assistant.channels.subjects import Given, Subject, subject_of_history, subject_with_id
from assistant.errors import NotAllowed, NotFound, ReportConflict, RequestInvalid
from assistant.question import Asker
from assistant.register.opening import open_register
from assistant.render.json import dump, report_json
from ingest.records import Goal, Milestone

__all__ = ["StatusBody", "reporting"]

reporting = APIRouter(prefix="/v1")
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')
_REFUSALS = (400, 403, 404, 409, 413, 415, 422, 428, 503)


class StatusBody(BaseModel):
    """What is reported about one goal or milestone."""

    model_config = ConfigDict(
        extra="forbid", use_attribute_docstrings=True, json_schema_extra={"example": REPORT_EXAMPLE}
    )
    status: str
    """"green", "yellow" or "red" in the interim round; "fulfilled", "partly_fulfilled" or "not_fulfilled" in the annual
    one; "completed" at any time."""
    round: str | None = None
    """"interim" or "annual"; the one that the status belongs to when left out."""
    completed_on: dt.date | None = None
    """The day it was done; today when left out of what is completed."""
    note: str | None = None
    """Why; needed for yellow, red, partly and not fulfilled."""
    evidence: str | None = None
    """A link to what proves it, http or https."""
    expected: int | None = Field(default=None, ge=0)
    """How many reports there are, as far as you know; the ETag of the history, which If-Match may carry instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where one request to report is dealt with."""

    service: Service
    asker: Asker
    reporter: Identity
    if_match: str | None
    """The header, as sent."""

    def report(self, subject: Subject, body: StatusBody) -> Response:
        """Report it; 201 with the history, or what stands in the way."""
        service = self.service
        new = subject.report(Given(**body.model_dump(exclude={"expected"})), today=service.today())
        expected = _expected(body, self.if_match)
        register = open_register(service.settings, service.store(), clock=service.clock)
        try:
            register.report(new, by=self.reporter, expected=expected)
        except NotAllowed as error:
            raise HTTPException(403, str(error)) from error
        except ReportConflict as error:
            return _conflict(error, _history(subject, service, self.asker))
        return _respond(_history(subject, service, self.asker), status=201)


def _desk_of(
    service: ServiceHere,
    asker: AskerHere,
    reporter: ReporterHere,
    if_match: Annotated[str | None, Header(description="The ETag of the history that you have seen.")] = None,
) -> _Desk:
    return _Desk(service=service, asker=asker, reporter=reporter, if_match=if_match)


DeskHere = Annotated[_Desk, Depends(_desk_of)]


@reporting.post(
    "/milestones/{id:path}/status",
    summary="Report the status of a milestone",
    **documented(HISTORY, tags=["status"], refusals=_REFUSALS, success=201),
)
def report_milestone(
    id: str,
    body: StatusBody,
    desk: DeskHere,
) -> Response:
    """Report how a milestone stands; a correction is a further report."""
    subject = subject_with_id(desk.service.knowledge(desk.asker), id, kind=Milestone)
    return desk.report(subject, body)


@reporting.post(
    "/goals/{id:path}/status",
    summary="Report the status of a goal",
    **documented(HISTORY, tags=["status"], refusals=_REFUSALS, success=201),
)
def report_goal(
    id: str,
    body: StatusBody,
    desk: DeskHere,
) -> Response:
    """Report how a goal stands; a correction is a further report."""
    subject = subject_with_id(desk.service.knowledge(desk.asker), id, kind=Goal)
    return desk.report(subject, body)


@reporting.get(
    "/milestones/{id:path}/history",
    summary="What was reported on a milestone",
    **documented(HISTORY, tags=["status"], refusals=(404, 422, 503)),
)
def milestone_history(id: str, service: ServiceHere, asker: AskerHere) -> Response:
    """List every report on a milestone, oldest first; also on one that its goal no longer has."""
    subject = subject_of_history(service.knowledge(asker), id, kind=Milestone)
    history = _history(subject, service, asker)
    if subject.wording is None and not history["reports"]:
        msg = "No milestone has this id; the list of them gives the ids."
        raise NotFound(msg, field="id")
    return _respond(history)


@reporting.get(
    "/goals/{id:path}/history",
    summary="What was reported on a goal",
    **documented(HISTORY, tags=["status"], refusals=(404, 422, 503)),
)
def goal_history(id: str, service: ServiceHere, asker: AskerHere) -> Response:
    """List every report on a goal, oldest first."""
    return _respond(_history(subject_of_history(service.knowledge(asker), id, kind=Goal), service, asker))


def _expected(body: StatusBody, if_match: str | None) -> int:
    if if_match is None and body.expected is None:
        msg = (
            "Say which version you have seen, so that nobody's report is overruled unread: "
            "send the ETag of the history as If-Match, or its version as `expected`."
        )
        raise HTTPException(428, msg)
    if if_match is None:
        return body.expected or 0
    found = _VERSION.fullmatch(if_match.strip())
    if not found:
        msg = 'If-Match must be the ETag of the history, like "3" with its quotation marks.'
        raise RequestInvalid(msg, field="If-Match")
    if body.expected not in (None, int(found[1])):
        msg = f"If-Match says {found[1]}, but expected says {body.expected}; send one of them."
        raise RequestInvalid(msg, field="expected")
    return int(found[1])


def _history(subject: Subject, service: Service, asker: Asker) -> dict[str, Any]:
    reports = service.answers.statuses(asker).history(subject.id)
    return {
        "id": subject.id,
        "goal": subject.goal,
        "wording": subject.wording,
        "version": len(reports),
        "reports": [report_json(report) for report in reports],
    }


def _respond(history: dict[str, Any], *, status: int = 200) -> Response:
    headers = {"ETag": f'"{history["version"]}"'}
    return Response(dump(history), status_code=status, media_type="application/json", headers=headers)


def _conflict(error: ReportConflict, current: dict[str, Any]) -> Response:
    """409 with the state that the reporter had not seen."""
    problem = {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "detail": str(error),
        "current": current,
    }
    headers = {"ETag": f'"{current["version"]}"'}
    return Response(dump(problem), status_code=409, media_type=MEDIA_TYPE, headers=headers)
