"""
The published description of the interface, as the mode in force has it.

Owns what holds for many routes at once: who must be known, and the refusals from before a route is reached;
leaves each route's own shapes to `schema`.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.channels.http.gate import PUBLIC_PATHS, UNCOUNTED_PATHS
from assistant.channels.http.schema import refused
from assistant.channels.openai.errors import PATHS as OPENAI_PATHS
from ingest.settings import Settings

__all__ = ["published"]

_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token from `rettesnor token`."},
    "oidc": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The sign-in service's token."},
}
_METHODS = frozenset({"get", "post", "put", "delete"})


def published(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            # Relative, so that it is true behind every proxy.
            servers=[{"url": "/"}],
        )
        app.openapi_schema = _with_what_holds_for_all(made, settings)
    return app.openapi_schema


def _with_what_holds_for_all(made: dict[str, Any], settings: Settings) -> dict[str, Any]:
    schema = deepcopy(made)
    scheme = _SCHEMES.get(settings.auth)
    if scheme:
        schema.setdefault("components", {})["securitySchemes"] = {settings.auth: scheme}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method in _METHODS:
                if path.startswith(OPENAI_PATHS):
                    operation["responses"].pop("422", None)  # FastAPI's own; that protocol has 400 for it
                operation["responses"] |= _refusals(path, settings, has_body="requestBody" in operation)
                if scheme and path not in PUBLIC_PATHS:
                    operation["security"] = [{settings.auth: []}]
    return schema


def _refusals(path: str, settings: Settings, *, has_body: bool) -> dict[str, Any]:
    statuses = [421]
    if settings.auth != "open" and path not in PUBLIC_PATHS:
        statuses.append(401)
    if path not in UNCOUNTED_PATHS:
        statuses += [429, 503]
    if has_body:
        statuses += [403, 408, 413]
    return refused(statuses, is_openai=path.startswith(OPENAI_PATHS))
