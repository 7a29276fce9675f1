"""
Server-sent events, from values that are ready.

Owns the response; leaves what the events say to those who send them.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse

__all__ = ["Event", "event_stream"]

Event = tuple[str | None, str]
"""Name, or None for a nameless event, and data."""
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def event_stream(events: Iterable[Event]) -> StreamingResponse:
    """The events as a stream, each sent as it comes; no proxy is to hold them back."""

    async def written() -> AsyncIterator[bytes]:
        for name, data in events:
            yield format_sse_event(event=name, data_str=data)

    return StreamingResponse(written(), media_type="text/event-stream", headers=_HEADERS)
