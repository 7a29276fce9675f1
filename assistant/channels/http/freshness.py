"""
Answers that a client may keep until something changes.

Owns entity tags and 304; leaves what is answered to the routes.

Source: RFC 9110, section 13, https://www.rfc-editor.org/rfc/rfc9110#section-13.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from assistant.channels.service import Service
from assistant.question import Asker
from assistant.render.json import dump

__all__ = ["tagged"]

_ANY = "*"


def tagged(
    request: Request, service: Service, asker: Asker, make: Callable[[], object], *, day: dt.date | None = None
) -> Response:
    """
    What `make` gives as JSON with its entity tag, or 304 where the client holds it already.

    Args:
        request: The request; its address is part of the tag.
        service: What answers.
        asker: Who asks: the tag depends on what they may read, so that a change they may not see changes nothing.
        make: Makes the value; not called for a 304.
        day: The day that the value depends on, where it depends on one.
    """
    tag = _tag(request, service, asker, day)
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "Authorization, Cookie"}
    if _holds(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(dump(make()), media_type="application/json", headers=headers)


def _tag(request: Request, service: Service, asker: Asker, day: dt.date | None) -> str:
    knowledge = service.knowledge(asker)
    parts = [
        str(request.scope["path"]),
        request.scope["query_string"].decode("latin-1"),
        knowledge.snapshot,
        service.answers.statuses(asker).head,
        service.answers.texts.version,
        asker.identity.person if asker.identity else "",
        day.isoformat() if day else "",
        *knowledge.documents,
    ]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{digest[:24]}"'


def _holds(request: Request, tag: str) -> bool:
    """Whether the client holds what this tag stands for; tags are compared weakly."""
    held = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return _ANY in held or tag.removeprefix("W/") in {each.removeprefix("W/") for each in held}
