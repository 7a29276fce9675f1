"""
What every route works with, and who is asking.

Owns `Service` and the one function that says who asks; leaves the routes to their modules.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from assistant.channels.requests import Clock, moment
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker
from ingest.knowledge import Knowledge
from ingest.settings import Settings

__all__ = ["AskerHere", "Service", "ServiceHere", "asker_of", "service_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The assistant, its settings and the clock."""

    answers: Answers
    settings: Settings
    clock: Clock

    def knowledge(self, asker: Asker) -> Knowledge:
        """What `asker` may read."""
        return self.answers.knowledge(asker)

    def today(self, asked_at: dt.datetime | None = None) -> dt.date:
        """The date of `asked_at`, or of now, in the settings' time zone."""
        return moment(asked_at, clock=self.clock, zone=self.settings.time_zone).date()


async def service_of(request: Request) -> Service:
    """The app's service."""
    return cast("Service", request.app.state.service)


async def asker_of(_request: Request) -> Asker:
    """Who asks: anybody, as long as the server knows nobody."""
    return ANYBODY


ServiceHere = Annotated[Service, Depends(service_of)]
AskerHere = Annotated[Asker, Depends(asker_of)]
