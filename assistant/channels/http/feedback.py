"""
The routes for what people say of answers, and for what editors see of it.

Owns translating the request and the lists; leaves keeping to `assistant.feedback`.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator
from starlette.responses import Response

from assistant.channels.feedback_commands import feedback_json
from assistant.channels.http.paging import PageQuery, paged
from assistant.channels.http.schema import FEEDBACK, GAPS, KEPT, documented
from assistant.channels.service import AskerHere, EditorHere, Service, ServiceHere
from assistant.feedback.gaps import Gap, GapBook
from assistant.feedback.verdicts import Feedback, FeedbackBook, Reason, Verdict
from assistant.render.json import dump

__all__ = ["FeedbackBody", "feedback"]

_CREATED = 201

feedback = APIRouter(prefix="/v1", tags=["feedback"])


class FeedbackBody(BaseModel):
    """What somebody says of one answer. Nothing of who they are is kept."""

    model_config = ConfigDict(
        extra="forbid",
        use_attribute_docstrings=True,
        json_schema_extra={
            "example": {
                "answer": "8a5e67d05075baf62c3f",
                "verdict": "down",
                "reason": "wrong_source",
                "wrong_source": 1,
            }
        },
    )
    answer: str = Field(pattern=r"^[0-9a-f]{8,64}$")
    """The `id` of the answer."""
    verdict: Verdict
    """Whether it helped."""
    reason: Reason | None = None
    """Why it did not."""
    wrong_source: StrictInt | None = Field(default=None, ge=1, le=1_000)
    """The number of the source that is wrong, `n` of the citation."""
    question: str | None = Field(default=None, max_length=2_000)
    """The question, so that an editor understands; addresses and numbers of people are masked."""
    comment: str | None = Field(default=None, max_length=2_000)
    """In one's own words; masked the same way."""

    @model_validator(mode="after")
    def _reasons_are_for_what_did_not_help(self) -> FeedbackBody:
        if self.verdict is Verdict.UP and (self.reason or self.wrong_source):
            msg = 'a reason and a wrong source go with the verdict "down" only'
            raise ValueError(msg)
        return self


@feedback.post(
    "/feedback",
    summary="Say whether an answer helped",
    **documented(KEPT, tags=["feedback"], refusals=(400, 413, 415, 422, 503), success=_CREATED),
)
def give(body: FeedbackBody, service: ServiceHere, _asker: AskerHere) -> Response:
    """Keep what somebody says of an answer, for editors; it is on disk once this is answered."""
    given = Feedback(**body.model_dump(), day=service.today())
    return Response(dump({"id": _book(service).add(given)}), status_code=_CREATED, media_type="application/json")


@feedback.get(
    "/feedback",
    summary="What was said of answers (editors)",
    **documented(FEEDBACK, tags=["feedback"], refusals=(403, 422, 503)),
)
def given(
    query: Annotated[PageQuery, Query()], service: ServiceHere, _editor: EditorHere, request: Request
) -> Response:
    """List what was said of answers, newest day first."""
    book = _book(service)
    everything = book.latest(limit=query.offset + query.limit + 1)
    return _respond(paged("feedback", everything, query, request, shown=feedback_json, total=book.count()))


@feedback.get(
    "/gaps",
    summary="Questions without an answer, grouped (editors)",
    **documented(GAPS, tags=["feedback"], refusals=(403, 422, 503)),
)
def gaps(query: Annotated[PageQuery, Query()], service: ServiceHere, _editor: EditorHere, request: Request) -> Response:
    """List what was asked and is not in the documents, the commonest first: when and how often, never by whom."""
    found = GapBook(service.store(), kept_days=service.settings.gaps_days).groups()
    return _respond(paged("gaps", found, query, request, shown=_gap_json))


def _book(service: Service) -> FeedbackBook:
    return FeedbackBook(service.store(), kept_days=service.settings.gaps_days)


def _respond(value: object) -> Response:
    return Response(dump(value), media_type="application/json")


def _gap_json(gap: Gap) -> dict[str, object]:
    return {
        "questions": list(gap.questions),
        "language": gap.language.value,
        "times": gap.times,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
    }
