"""
What somebody says of an answer, on the page that shows it.

Owns the form's route and the sentence of thanks; leaves keeping it to `assistant.feedback`, which keeps nothing of who.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from assistant.channels.service import AskerHere
from assistant.channels.web.form import language_named, read_fields
from assistant.channels.web.layout import PageHere
from assistant.errors import RequestInvalid
from assistant.feedback.verdicts import Feedback, FeedbackBook, Reason, Verdict

__all__ = ["REASONS", "router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

REASONS = tuple(Reason)
"""What the form offers as reasons, in order."""
_ANSWER = re.compile(r"[0-9a-f]{8,64}")
_SOURCE = re.compile(r"[1-9][0-9]{0,2}")


async def _fields(request: Request) -> Mapping[str, str]:
    return read_fields(await request.body())


@router.post("/feedback")
def give(page: PageHere, _asker: AskerHere, fields: Annotated[Mapping[str, str], Depends(_fields)]) -> HTMLResponse:
    """Keep what the form says, and say thanks."""
    page, service = page.speaking(language_named(fields.get("lang"))), page.service
    book = FeedbackBook(service.store(), kept_days=service.settings.gaps_days)
    book.add(_feedback(fields, day=service.today()))
    return page.show("thanks.html", here="ask")


def _feedback(fields: Mapping[str, str], *, day: dt.date) -> Feedback:
    """
    What the form says.

    Raises:
        RequestInvalid: If it names no answer or no verdict.
    """
    answer, verdict = fields.get("answer", ""), fields.get("verdict", "")
    if not _ANSWER.fullmatch(answer) or verdict not in list(Verdict):
        msg = "The form names no answer or no verdict; send it from the page that shows the answer."
        raise RequestInvalid(msg, field="verdict")
    is_down = verdict == Verdict.DOWN
    reason, source = fields.get("reason", ""), fields.get("wrong_source", "")
    return Feedback(
        answer=answer,
        verdict=Verdict(verdict),
        reason=Reason(reason) if is_down and reason in list(Reason) else None,
        wrong_source=int(source) if is_down and _SOURCE.fullmatch(source) else None,
        question=fields.get("question") or None,
        comment=(fields.get("comment") if is_down else None) or None,
        day=day,
    )
