"""
What every route works with, and who is asking.

Owns `Service`, and the dependencies that say who asks and what they may do; leaves the routes to their modules.
A route takes `AskerHere`, `ReporterHere` or `EditorHere`; who that is was found out at the gate. The one that is asked
most looks for itself (`service_at`, `asker_at`): to be given both costs it a quarter of what HTTP costs it beside an
empty route.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from assistant.access.identity import Identity
from assistant.channels.requests import moment
from assistant.clock import Clock
from assistant.protocols import Answers
from assistant.question import ANYBODY, Asker
from assistant.store.store import Store
from ingest.knowledge import Knowledge
from ingest.settings import Settings

__all__ = [
    "AskerHere",
    "EditorHere",
    "ReporterHere",
    "Service",
    "ServiceHere",
    "asker_at",
    "asker_of",
    "editor_of",
    "reporter_of",
    "service_at",
    "service_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The assistant, its settings, the clock and the records."""

    answers: Answers
    settings: Settings
    clock: Clock
    store: Callable[[], Store]
    """Opens the store of records at the first call."""

    def knowledge(self, asker: Asker) -> Knowledge:
        """What `asker` may read."""
        return self.answers.knowledge(asker)

    def today(self, asked_at: dt.datetime | None = None) -> dt.date:
        """The date of `asked_at`, or of now, in the settings' time zone."""
        return moment(asked_at, clock=self.clock, zone=self.settings.time_zone).date()


def service_at(request: Request) -> Service:
    """The app's service."""
    return cast("Service", request.app.state.service)


def asker_at(request: Request) -> Asker:
    """Who asks, as the gate found out."""
    caller = getattr(request.state, "caller", None)
    return ANYBODY if caller is None else cast("Asker", caller.asker)


async def service_of(request: Request) -> Service:
    """`service_at`, as a dependency."""
    return service_at(request)


async def asker_of(request: Request) -> Asker:
    """`asker_at`, as a dependency."""
    return asker_at(request)


AskerHere = Annotated[Asker, Depends(asker_of)]


async def reporter_of(asker: AskerHere) -> Identity:
    """Who reports; 403 for somebody who may not."""
    return _allowed(asker, lambda identity: identity.is_reporter, "Only managers and editors report status")


async def editor_of(asker: AskerHere) -> Identity:
    """Who looks after documents and settings; 403 for somebody who may not."""
    return _allowed(asker, lambda identity: identity.is_editor, "Only editors may see this")


def _allowed(asker: Asker, may: Callable[[Identity], bool], otherwise: str) -> Identity:
    if asker.identity is None:
        raise HTTPException(403, f"{otherwise}, and in the mode `open` nobody is known; set RETTESNOR_AUTH.")
    if not may(asker.identity):
        raise HTTPException(403, f"{otherwise}; ask whoever gives out roles.")
    return asker.identity


ServiceHere = Annotated[Service, Depends(service_of)]
ReporterHere = Annotated[Identity, Depends(reporter_of)]
EditorHere = Annotated[Identity, Depends(editor_of)]
