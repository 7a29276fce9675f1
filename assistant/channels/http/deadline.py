"""
How long a request may take: to send its body, and to begin its answer.

Owns both clocks and the size of a body; leaves what is refused elsewhere to `guard` and `gate`.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.http.problems import refusal
from ingest.settings import Settings

__all__ = ["BodyLimits", "Deadline"]

_MAX_PARTS = 5_000
_MOST_QUOTES = 4 * _MAX_PARTS
"""A field has two for its name and two for its value."""
_CUT_SHORT = {"connection": "close"}
_logger = logging.getLogger(__name__)


class BodyLimits:
    """ASGI middleware: takes in the whole body before anything is done with it; refuses what is too large or slow."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self.max_bytes = settings.max_body_bytes
        self.timeout_s = settings.body_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if "content-length" not in headers and "transfer-encoding" not in headers:
            await self.app(scope, receive, send)
            return
        told = headers.get("content-length", "0")
        if told.isdigit() and int(told) > self.max_bytes:
            await self._refuse_large(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.timeout_s):
                body = await self._whole(receive)
        except TimeoutError:
            detail = f"The body did not arrive within {self.timeout_s} s; send it at once."
            await refusal(scope, 408, detail, headers=_CUT_SHORT)(scope, receive, send)
            return
        if body is None:
            await self._refuse_large(scope, receive, send)
            return
        if _has_too_many_parts(body):
            detail = f"The body has more than {_MAX_PARTS} parts; send one question at a time."
            await refusal(scope, 413, detail)(scope, receive, send)
            return
        await self.app(scope, _replayed(body, receive), send)

    async def _whole(self, receive: Receive) -> bytes | None:
        """The body; None when it is larger than the limit."""
        chunks, taken, is_more = [], 0, True
        while is_more:
            message = await receive()
            chunk = message.get("body", b"")
            taken += len(chunk)
            if taken > self.max_bytes:
                return None
            chunks.append(chunk)
            is_more = message.get("more_body", False)
        return b"".join(chunks)

    async def _refuse_large(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"The body is too large; the most is {self.max_bytes} bytes."
        await refusal(scope, 413, detail, headers=_CUT_SHORT)(scope, receive, send)


def _has_too_many_parts(body: bytes) -> bool:
    """Whether it has more fields or items than any request of ours: checking each would take the server's time."""
    if _separators(body) <= _MAX_PARTS:
        return False
    unescaped = body.replace(rb"\\", b"").replace(rb"\"", b"")
    if unescaped.count(b'"') > _MOST_QUOTES:
        return True
    outside_strings = unescaped.split(b'"')[::2]
    return _separators(b"".join(outside_strings)) > _MAX_PARTS


def _separators(body: bytes) -> int:
    return body.count(b",") + body.count(b"&")


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body once, then what follows it."""
    is_given = False

    async def receive_again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


class Deadline:
    """ASGI middleware: answers 503 where the app has not begun to answer in time; a begun answer may go on."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self.timeout_s = settings.request_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say that it takes too long."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_begun, is_given_up, refusing = False, False, None

        async def send_in_time(message: Message) -> None:
            nonlocal is_begun
            if not is_given_up:
                is_begun = True
                await send(message)

        def give_up() -> None:
            nonlocal is_given_up, refusing
            if not is_begun:
                is_given_up = True
                _logger.warning("request_took_too_long", extra={"timeout_s": self.timeout_s})
                detail = f"No answer within {self.timeout_s} s; try again in a while."
                late = refusal(scope, 503, detail, headers={"retry-after": "10"})
                refusing = asyncio.ensure_future(late(scope, receive, send))

        timer = asyncio.get_running_loop().call_later(self.timeout_s, give_up)
        try:
            await self.app(scope, receive, send_in_time)
        finally:
            timer.cancel()
            if refusing is not None:
                await refusing
