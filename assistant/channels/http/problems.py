"""
Every error as problem details (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457), or as a page to a browser.

Owns the translation of errors into status, title and detail; leaves raising them to the routes.
Nothing that was sent comes back in a problem, and no trace of the inside.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from assistant.channels.http.headers import SECURITY_HEADERS
from assistant.channels.openai.errors import PATHS as OPENAI_PATHS
from assistant.channels.openai.errors import openai_error, openai_status
from assistant.errors import NotFound, RegisterBroken, RequestInvalid, StoreUnusable
from assistant.render.json import dump
from ingest.errors import EncoderUnavailable, IndexMissing, IndexUnreadable, RettesnorError

__all__ = [
    "MEDIA_TYPE",
    "ErrorPage",
    "add_problem_handlers",
    "failure",
    "problem",
    "refusal",
    "wants_page",
]

MEDIA_TYPE = "application/problem+json"
ErrorPage = Callable[[Request, int, str], Response]
"""Makes the page that a browser sees: request, status, detail."""

_logger = logging.getLogger(__name__)
_NOT_READY = (IndexMissing, IndexUnreadable, EncoderUnavailable, RegisterBroken, StoreUnusable)
_MOST_ERRORS, _LONGEST_FIELD = 20, 100
_API_PATHS = ("/v1/", "/mcp", "/healthz", "/readyz", "/metrics", "/openapi.json")
_DETAILS = {
    400: "The body cannot be read as JSON; send an object, as /openapi.json describes it.",
    404: "There is nothing at this address; /openapi.json lists what there is.",
    405: "This address does not take that method; the Allow header says which it takes.",
}


def _problem_response(
    status: int,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    request_id: str | None = None,
) -> Response:
    """A problem details response; `errors` says which parts of the request are wrong."""
    body = dump(problem(status, detail, errors=errors, request_id=request_id))
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


def refusal(
    scope: Scope,
    status: int,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The error in the form that whoever sent the request reads: a page, OpenAI's form, or a problem."""
    path = str(scope["path"])
    if wants_page(scope):
        page: Response = scope["app"].state.error_page(Request(scope), status, detail)
        page.headers.update(dict(headers or {}))
        return page
    if path.startswith(OPENAI_PATHS):
        told = openai_status(status)
        body = dump(openai_error(told, detail, param=errors[0]["field"] if errors else None))
        return Response(body, status_code=told, media_type="application/json", headers=dict(headers or {}))
    request_id = scope.get("state", {}).get("request_id")
    return _problem_response(status, detail, errors=errors, headers=headers, request_id=request_id)


def wants_page(scope: Scope) -> bool:
    """Whether a browser asked, for something that is not the programs'."""
    if str(scope["path"]).startswith(_API_PATHS):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def add_problem_handlers(app: FastAPI, error_page: ErrorPage) -> None:
    """Translate every error of `app`: as a problem under /v1 and for programs, with `error_page` for browsers."""
    app.state.error_page = error_page
    handlers: dict[type[Exception], Callable[[Request, Any], Awaitable[Response]]] = {
        RequestValidationError: _on_invalid,
        HTTPException: _on_http,
        RettesnorError: _on_known,
        Exception: _on_unknown,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


async def _on_invalid(request: Request, error: RequestValidationError) -> Response:
    """A body or query that does not have the published shape."""
    status, detail, errors = _read_validation(request, error)
    return refusal(request.scope, status, detail, errors=errors)


async def _on_http(request: Request, error: HTTPException) -> Response:
    """No such route or method, or a body that cannot be read at all."""
    detail = _DETAILS.get(error.status_code, str(error.detail))
    if isinstance(error.__cause__, UnicodeDecodeError):
        detail = "The body is not UTF-8; send JSON in UTF-8."
    return refusal(request.scope, error.status_code, detail, headers=error.headers)


async def _on_known(request: Request, error: RettesnorError) -> Response:
    """An error whose text may be shown: the request's fault, or an index that is not there yet."""
    if isinstance(error, RequestInvalid):
        errors = [{"field": error.field, "detail": str(error)}] if error.field else []
        status = 404 if isinstance(error, NotFound) else 422
        return refusal(request.scope, status, str(error), errors=errors)
    if not isinstance(error, _NOT_READY):
        return await _on_unknown(request, error)
    _logger.error("not_ready", extra={"error": type(error).__name__})
    return refusal(request.scope, 503, str(error), headers={"Retry-After": "30"})


async def _on_unknown(request: Request, error: Exception) -> Response:
    """Anything else: a reference to the log, and nothing of the inside."""
    response = refusal(request.scope, 500, failure(request, error))
    response.headers.update(SECURITY_HEADERS)  # this one is sent from outside the guard
    return response


def failure(request: Request, error: Exception) -> str:
    """Log that something failed inside; gives what its caller is told of it: a reference to the log."""
    reference = getattr(request.state, "request_id", None) or secrets.token_hex(4)
    _logger.error("request_failed", extra={"reference": reference, "error": type(error).__name__})
    return f"Something failed inside. Tell whoever runs the server this reference: {reference}."


def problem(
    status: int, detail: str, *, errors: Sequence[Mapping[str, str]] = (), request_id: str | None = None
) -> dict[str, Any]:
    """Problem details; `errors` says which parts of the request are wrong."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        told["errors"] = list(errors)
    if request_id:
        told["request_id"] = request_id
    return told


def _read_validation(request: Request, error: RequestValidationError) -> tuple[int, str, list[dict[str, str]]]:
    found = error.errors()
    if any(each["type"] == "json_invalid" for each in found):
        return 400, f"The body is not valid JSON: {found[0]['ctx']['error']} at character {found[0]['loc'][-1]}.", []
    if any(tuple(each["loc"]) == ("body",) for each in found) and not _is_json(request):
        return 415, 'The body must be JSON; send it with "Content-Type: application/json".', []
    errors = [_located(each) for each in found[:_MOST_ERRORS]]
    parts = ", ".join(dict.fromkeys(each["field"] or "the body" for each in errors))
    return 422, f"The request cannot be used as given: see {parts}.", errors


def _is_json(request: Request) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def _located(error: Mapping[str, Any]) -> dict[str, str]:
    """The field in dotted form ("history.0.role") and what is wrong with it."""
    _, *rest = error["loc"]
    detail = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        detail = "There is no such field; remove it or mend its spelling."
    return {"field": ".".join(str(part) for part in rest)[:_LONGEST_FIELD], "detail": detail}
