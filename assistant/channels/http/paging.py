"""
Long lists in pages.

Owns the two query fields, the total, and the address of the next page; leaves what is listed to the routes.
A list is whole unless it is longer than the largest page, and says so then: nobody takes a part for the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

__all__ = ["PAGE_FIELDS", "PageQuery", "paged"]

MAX_PAGE = 1_000
T = TypeVar("T")

PAGE_FIELDS: dict[str, Any] = {
    "total": {"type": "integer", "description": "How many there are on all pages together."},
    "next": {
        "anyOf": [{"type": "string"}, {"type": "null"}],
        "description": "The path of the next page; null on the last.",
    },
}
"""What a page holds beside its list, as OpenAPI has it."""


class PageQuery(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)
    limit: int = Field(default=MAX_PAGE, ge=1, le=MAX_PAGE)
    """Most to give."""
    offset: int = Field(default=0, ge=0, le=1_000_000)
    """How many to leave out at the beginning."""


def paged(
    name: str,
    found: Sequence[T],
    query: PageQuery,
    request: Request,
    *,
    shown: Callable[[T], object],
    total: int | None = None,
) -> dict[str, Any]:
    """
    The page of `found` that `query` asks for.

    Args:
        name: What the list is called.
        found: Everything, or at least all up to the end of the page.
        query: Which page.
        request: Whose address the next page's is made from.
        shown: Makes JSON of one.
        total: How many there are; None: as many as `found`.

    Returns:
        The list under its name, how many there are in all, and where the next page is.
    """
    count = len(found) if total is None else total
    part = found[query.offset : query.offset + query.limit]
    follows = query.offset + query.limit
    return {
        name: [shown(each) for each in part],
        "total": count,
        "next": _address(request, follows) if follows < count else None,
    }


def _address(request: Request, offset: int) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
    return f"{quote(request.scope['path'])}?{urlencode([*kept, ('offset', str(offset))])}"
