"""
The FastAPI app: routes, errors, and what every request passes on its way to them.

Owns the assembly; leaves each part to its module and the choice of what answers to `assistant.bootstrap`.
A new router goes into `ROUTERS`; its routes are classified in tests/serving/access_matrix.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware

from assistant.channels.http.auth import authenticator_of
from assistant.channels.http.deadline import BodyLimits, Deadline
from assistant.channels.http.feedback import feedback
from assistant.channels.http.followup_routes import followup
from assistant.channels.http.gate import Gate
from assistant.channels.http.guard import Guard
from assistant.channels.http.limits import RateLimits
from assistant.channels.http.login import login
from assistant.channels.http.metrics import Metrics, metrics
from assistant.channels.http.openapi import published
from assistant.channels.http.problems import add_problem_handlers
from assistant.channels.http.register_routes import reporting
from assistant.channels.http.routes import health, v1
from assistant.channels.mcp.mount import McpMount
from assistant.channels.once import Once
from assistant.channels.openai.routes import openai
from assistant.channels.service import Service
from assistant.channels.watched import Watched
from assistant.channels.web import error_page, pages
from assistant.clock import Clock, system_clock
from assistant.generation.notice import notice
from assistant.protocols import Answers
from assistant.store.store import Store, open_store
from ingest.records import Language
from ingest.settings import Settings

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

__all__ = ["ROUTERS", "create_app"]

ROUTERS: tuple[APIRouter, ...] = (
    reporting,
    followup,
    v1,
    health,
    metrics,
    feedback,
    openai,
    login,
    pages,
)
"""Every router, in the order that their routes are tried."""
_PREFLIGHT_S = 600
_THREADS = 4
"""Requests worked on at once, beside those that wait for a language model."""
_DESCRIPTION = """\
Questions about an organisation's mission, strategy and results plan, answered with the official wording.
Every quotation is found, character for character, at `text[start:end]` of the document it names;
offsets count Unicode code points. Errors are problem details (RFC 9457)."""


def _description(answers: Answers, settings: Settings) -> str:
    """What the interface says of itself, with the notice of a language model where one is set."""
    if not settings.llm_model:
        return _DESCRIPTION
    return f"{_DESCRIPTION}\n{notice(answers.texts, settings, Language.ENGLISH)}"


def create_app(
    answers: Answers,
    settings: Settings,
    clock: Clock = system_clock,
    *,
    store: Callable[[], Store] | None = None,
    measures: Metrics | None = None,
) -> FastAPI:
    """
    The HTTP interface and the page over `answers`.

    Args:
        answers: What answers.
        settings: The effective settings.
        clock: Says when a question without `asked_at` is asked.
        store: Gives the store of records; None: the one that `settings` describe, opened when first needed.
        measures: Counts the answers of all channels already; None: those of this app are counted.

    Raises:
        SettingInvalid: If RETTESNOR_AUTH lacks a setting that it cannot do without.
    """
    app = FastAPI(
        title="Rettesnor",
        version=_version(),
        description=_description(answers, settings),
        docs_url=None,  # FastAPI's page loads its scripts from another host
        redoc_url=None,
        lifespan=_lifespan,
        # A question must not leave with a trace of a failed request.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    opened = store or Once(partial(open_store, settings))
    app.state.metrics = measures or Metrics(answers)
    counted = answers if measures else Watched(answers, [app.state.metrics.count_answer])
    app.state.service = Service(answers=counted, settings=settings, clock=clock, store=opened)
    mcp = McpMount(lambda: _mcp_server(app.state.service))
    app.state.threads = _THREADS + (settings.llm_at_once if settings.llm_model else 0)
    app.state.parts = (mcp.running(),)
    app.router.routes.append(mcp.route())
    for router in ROUTERS:
        app.include_router(router)
    add_problem_handlers(app, error_page)
    _add_middleware(app, settings, opened)
    app.openapi = partial(published, app, settings)  # type: ignore[method-assign]  # how FastAPI has it extended
    return app


def _mcp_server(service: Service) -> MCPServer[Any]:
    from assistant.channels.mcp.server import mcp_server  # half a second that many servers never need

    return mcp_server(service.answers, service.settings, service.clock)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    to_thread.current_default_thread_limiter().total_tokens = app.state.threads
    async with AsyncExitStack() as stack:
        for part in app.state.parts:
            await stack.enter_async_context(part)
        yield


def _add_middleware(app: FastAPI, settings: Settings, store: Callable[[], Store]) -> None:
    """What a request passes, the last one added first: guard, other sites' pages, gate, body, clock."""
    app.add_middleware(Deadline, settings=settings)
    app.add_middleware(BodyLimits, settings=settings)
    authenticator = authenticator_of(settings, store)
    app.add_middleware(Gate, authenticator=authenticator, settings=settings, limits=RateLimits(settings.rate_limit))
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type", "if-match", "if-none-match", "x-request-id"],
            expose_headers=["etag", "link", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"],
            max_age=_PREFLIGHT_S,
        )
    app.add_middleware(Guard, settings=settings, metrics=app.state.metrics)


def _version() -> str:
    try:
        return version("rettesnor")
    except PackageNotFoundError:
        return "0"
