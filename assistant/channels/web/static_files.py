"""
The style sheet, the script and the icon.

Owns their route; leaves their addresses to `layout`, which change with their content so that they keep for long.
"""

from __future__ import annotations

import gzip
from functools import cache

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from assistant.channels.web.layout import STATIC

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
async def static_file(name: str, request: Request) -> Response:
    """One file, by its name alone: no path of the machine is ever made from the address."""
    if name not in STATIC:
        raise HTTPException(404)
    content, media_type = STATIC[name]
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        content, headers["content-encoding"] = _packed(name), "gzip"
    return Response(content, media_type=media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser names gzip among what it takes, and not to refuse it."""
    found = [each.replace(" ", "").lower() for each in accepted.split(",")]
    return any(each.partition(";")[0] == "gzip" and not each.endswith((";q=0", ";q=0.0")) for each in found)


@cache
def _packed(name: str) -> bytes:
    return gzip.compress(STATIC[name][0], mtime=0)
