"""
What holds for every response, whatever the route: which Host is served, and the security headers.

Owns the check against DNS rebinding and the headers; leaves who may read what to the asker's scope.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.hosts import host_check
from assistant.channels.http.headers import SECURITY_HEADERS
from assistant.channels.http.problems import problem_response
from ingest.settings import Settings

__all__ = ["Guard"]


class Guard:
    """ASGI middleware: refuses a foreign Host with 421 and adds the security headers that a response lacks."""

    def __init__(self, app: ASGIApp, *, settings: Settings, max_body_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.names_this_server = host_check(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and self.names_this_server(hosts[0]):
            await self.app(scope, self._limited(receive), send_with_headers)
            return
        detail = "This server does not answer to that Host; set RETTESNOR_PUBLIC_URL to the address people use."
        await problem_response(421, detail)(scope, receive, send_with_headers)

    def _limited(self, receive: Receive) -> Receive:
        """`receive`, refusing a body beyond the limit where it is read, so that the app's handlers can say so."""
        taken = 0

        async def receive_limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.max_body_bytes:
                raise HTTPException(413)
            return message

        return receive_limited
