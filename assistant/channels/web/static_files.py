"""
The style sheet, the script and the icon.

Owns their route; leaves their addresses to `layout`, which change with their content so that they keep for long.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from assistant.channels.web.layout import STATIC

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
async def static_file(name: str) -> Response:
    """One file, by its name alone: no path of the machine is ever made from the address."""
    if name not in STATIC:
        raise HTTPException(404)
    content, media_type = STATIC[name]
    return Response(content, media_type=media_type, headers={"cache-control": "public, max-age=31536000, immutable"})
