"""
The FastAPI app: routes, errors, guard and pages put together.

Owns the assembly; leaves each part to its module and the choice of what answers to `assistant.bootstrap`.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI

from assistant.channels.http.guard import Guard
from assistant.channels.http.problems import add_problem_handlers
from assistant.channels.http.routes import health, v1
from assistant.channels.requests import Clock, system_clock
from assistant.channels.service import Service
from assistant.channels.web import error_page, pages
from assistant.protocols import Answers
from ingest.settings import Settings

__all__ = ["MAX_BODY_BYTES", "create_app"]

MAX_BODY_BYTES = 1_048_576
_DESCRIPTION = """\
Questions about an organisation's mission, strategy and results plan, answered with the official wording.
Every quotation is found, character for character, at `text[start:end]` of the document it names;
offsets count Unicode code points. Errors are problem details (RFC 9457)."""


def create_app(answers: Answers, settings: Settings, clock: Clock = system_clock) -> FastAPI:
    """The HTTP interface and the page over `answers`; `clock` says when a question without `asked_at` is asked."""
    app = FastAPI(
        title="Rettesnor",
        version=_version(),
        description=_DESCRIPTION,
        docs_url=None,  # FastAPI's page loads its scripts from another host
        redoc_url=None,
        # A question must not leave with a trace of a failed request.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.service = Service(answers=answers, settings=settings, clock=clock)
    app.include_router(v1)
    app.include_router(health)
    app.include_router(pages)
    add_problem_handlers(app, error_page)
    app.add_middleware(Guard, settings=settings, max_body_bytes=MAX_BODY_BYTES)
    return app


def _version() -> str:
    try:
        return version("rettesnor")
    except PackageNotFoundError:
        return "0"
