"""
Errors in the form that OpenAI's clients read.

Owns that form; leaves which error it is to `assistant.channels.http.problems`.

Source: https://platform.openai.com/docs/guides/error-codes and the exceptions of the official Python client.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

__all__ = ["PATHS", "openai_error", "openai_status"]

PATHS = ("/v1/chat/", "/v1/models", "/v1/responses")
"""Where errors take this form."""
_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}


def openai_status(status: int) -> int:
    """The status as the protocol has it: what cannot be used as given is a bad request."""
    return HTTPStatus.BAD_REQUEST if status == HTTPStatus.UNPROCESSABLE_ENTITY else status


def openai_error(status: int, message: str, *, param: str | None = None) -> dict[str, Any]:
    """The body of an error with this HTTP status; `param` names the part of the request that is wrong."""
    kind = _TYPES.get(status, "invalid_request_error" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": None}}
