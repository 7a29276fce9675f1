"""
Server-sent events, each sent as it comes.

Owns the response, and what is said when making the events fails; leaves what they say to those who send them.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator
from contextlib import suppress

from fastapi import Request
from fastapi.sse import format_sse_event
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import StreamingResponse

from assistant.channels.http.problems import failure

__all__ = ["Event", "event_stream"]

Event = tuple[str | None, str]
"""Name, or None for a nameless event, and data."""
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def event_stream(events: Generator[Event], request: Request, *, failed: Callable[[str], Event]) -> StreamingResponse:
    """
    The events as a stream; no proxy is to hold them back.

    Args:
        events: May wait for something: they are taken from in a thread of the pool.
        request: What they answer.
        failed: Makes the last event of a stream that breaks off, from what to tell the caller.
    """

    async def written() -> AsyncIterator[bytes]:
        try:
            async for name, data in iterate_in_threadpool(events):
                yield format_sse_event(event=name, data_str=data)
        except Exception as error:  # noqa: BLE001 (the status has been sent: nobody else can tell the caller)
            name, data = failed(failure(request, error))
            yield format_sse_event(event=name, data_str=data)
        finally:
            with suppress(ValueError):  # it is at work in a thread that the caller no longer waits for
                events.close()

    return StreamingResponse(written(), media_type="text/event-stream", headers=_HEADERS)
