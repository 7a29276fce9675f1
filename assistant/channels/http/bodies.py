"""
What clients send: the bodies and query strings of /v1, with their limits.

Owns shapes and their first checks; leaves checks against settings and knowledge to `assistant.channels.requests`.
A field that does not exist is refused, so that a misspelt filter cannot pass for "no filter".
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

from assistant.channels.http.examples import ASK_EXAMPLE
from assistant.channels.http.paging import PageQuery
from assistant.channels.requests import MAX_YEAR, MIN_YEAR
from assistant.errors import RequestInvalid
from assistant.register.filters import AskedQuarter
from ingest.records import Language

__all__ = ["AskBody", "GoalQuery", "HistoryTurn", "ListQuery", "MilestoneQuery", "SearchBody"]


def _written_time(value: Any) -> Any:
    """A number would be taken for seconds since 1970; only a written time will do."""
    if value is None or isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str):
        msg = 'must be a time as text, like "2025-05-20T09:00:00+02:00"'
        raise ValueError(msg)  # noqa: TRY004 (pydantic turns only ValueError into a report)
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError as error:
        msg = 'must be an ISO 8601 time, like "2025-05-20T09:00:00+02:00" or "2025-05-20"'
        raise ValueError(msg) from error


def _quarter(value: str | None) -> str | None:
    if value is not None:
        try:
            AskedQuarter.read(value)
        except RequestInvalid as error:
            raise ValueError(str(error)) from error
    return value


WrittenTime = Annotated[dt.datetime | None, BeforeValidator(_written_time)]
QuarterName = Annotated[str | None, AfterValidator(_quarter)]
_CLOSED = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class HistoryTurn(BaseModel):
    """An earlier message of the conversation."""

    model_config = _CLOSED
    role: str
    """"user" or "assistant"; others are ignored."""
    content: str


class AskBody(BaseModel):
    """One question with what its answer may depend on."""

    model_config = ConfigDict(**_CLOSED, json_schema_extra={"example": ASK_EXAMPLE})
    question: str
    """The question, in Danish or English; at most 2000 characters unless the server is set otherwise."""
    history: list[HistoryTurn] = Field(default_factory=list, max_length=1_000)
    """Earlier turns, oldest first, so that "and in Q4?" is understood; the last 50 count."""
    organisation: str | None = None
    """Id or name of the organisation that "we" means; the home organisation when left out."""
    language: Language | None = None
    """The language to answer in; the question's own when left out."""
    asked_at: WrittenTime = None
    """When the question counts as asked: "this quarter" and "overdue" depend on it; now when left out.
    A time without a zone is taken to be in the server's (Europe/Copenhagen unless set otherwise)."""


class SearchBody(BaseModel):
    """Words to find passages for."""

    model_config = _CLOSED
    query: str
    limit: StrictInt = Field(default=10, ge=1, le=50)
    """Most hits to give."""
    organisation: str | None = None
    """Id or name: search its documents only."""
    document: str | None = None
    """Id: search this document only."""


class ListQuery(PageQuery):
    """Which documents to list."""

    model_config = _CLOSED
    organisation: str | None = None
    """Id or name."""


class GoalQuery(PageQuery):
    """Which goals to list."""

    model_config = _CLOSED
    organisation: str | None = None
    """Id or name."""
    document: str | None = None
    """Id of the plan."""
    asked_at: WrittenTime = None
    """The day that "overdue" is reckoned from; now when left out."""


class MilestoneQuery(PageQuery):
    """Conditions that all must hold; left out, a condition asks nothing."""

    model_config = _CLOSED
    quarter: QuarterName = None
    """"Q2" or "Q4 2025-26": shares at least one day with this quarter of the plan's own year."""
    due: QuarterName = None
    """"Q2" or "Q4 2025-26": the last quarter of the planned time is this one."""
    year: int | None = Field(default=None, gt=MIN_YEAR, lt=MAX_YEAR)
    """A calendar year; with a `quarter` or `due` that names none, that quarter of the plan's year that begins in it."""
    status: str | None = None
    """"open" (not reported as fulfilled or completed), "none" (nothing reported), or a status of the register."""
    organisation: str | None = None
    """Id or name."""
    document: str | None = None
    """Id of the plan."""
    goal: str | None = None
    """Id of the goal."""
    overdue: bool | None = None
    """Whether the last quarter is over and the latest report says it is not done."""
    asked_at: WrittenTime = None
    """The day that "overdue" is reckoned from; now when left out."""
