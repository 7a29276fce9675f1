"""
The routes of following up: the pack of a plan, and the year wheel as a calendar.

Owns their parameters and headers; leaves both to `assistant.channels.packs`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from assistant.channels.http.schema import refused
from assistant.channels.packs import MEDIA_TYPES, PackForm, calendar_of, draw_up, file_name
from assistant.channels.requests import moment
from assistant.channels.service import AskerHere, ServiceHere
from assistant.register.views import Round
from ingest.records import Language

__all__ = ["CalendarQuery", "PackQuery", "followup"]

followup = APIRouter(prefix="/v1")


def _published(kinds: Sequence[str], refusals: Sequence[int]) -> dict[str, Any]:
    """The arguments of a route that gives a file of one of these media types."""
    shapes = {kind: {"schema": {"type": "object" if kind == "application/json" else "string"}} for kind in kinds}
    told = {int(status): each for status, each in refused(refusals).items()}
    return {
        "tags": ["status"],
        "responses": {200: {"description": "As asked.", "content": shapes}, **told},
        "response_model": None,
        "response_class": Response,
    }


class PackQuery(BaseModel):
    """Which pack, in which form."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)
    round: Literal["interim", "annual"] = "annual"
    """The follow-up round."""
    format: Literal["json", "md", "csv", "docx"] = "json"
    language: Literal["da", "en"] = "da"
    """Of the frame; the wording stays in the plan's own."""
    asked_at: dt.datetime | None = None
    """As of then; now when left out."""


@followup.get(
    "/reports/{plan:path}",
    summary="The follow-up pack of a plan",
    **_published([kind.partition(";")[0] for kind in MEDIA_TYPES.values()], (404, 422, 503)),
)
def pack(plan: str, query: Annotated[PackQuery, Query()], service: ServiceHere, asker: AskerHere) -> Response:
    """Give what a plan promised beside what was reported in a round, as JSON, Markdown, CSV or a Word document."""
    form = PackForm(round=Round(query.round), format=query.format, language=Language(query.language))
    as_of = moment(query.asked_at, clock=service.clock, zone=service.settings.time_zone)
    drawn, content = draw_up(service.answers, asker, plan=plan, form=form, as_of=as_of)
    name = file_name(drawn, form)
    headers = {} if form.format == "json" else {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[form.format], headers=headers)


class CalendarQuery(BaseModel):
    """The year wheel in which language."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)
    language: Literal["da", "en"] = "da"
    """Of the titles; the plan's words stay as they are."""


@followup.get(
    "/calendar.ics",
    summary="The year wheel as a calendar",
    **_published(["text/calendar"], (422, 503)),
)
def calendar(query: Annotated[CalendarQuery, Query()], service: ServiceHere, asker: AskerHere) -> Response:
    """Give every follow-up round and quarter end of the plans you may read, for a calendar program to subscribe to."""
    _, content = calendar_of(service.answers, asker, language=Language(query.language))
    return Response(content, media_type="text/calendar; charset=utf-8")
