"""
What holds for every response, whatever the route: which Host is served, the security headers, and a request id.

Owns the check against DNS rebinding, the headers, the id and the count of requests;
leaves who may read what to the asker's scope.
"""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.hosts import host_check
from assistant.channels.http.headers import SECURITY_HEADERS
from assistant.channels.http.metrics import Metrics
from assistant.channels.http.problems import refusal
from ingest.settings import Settings

__all__ = ["Guard"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_MOST_RANGES = 10
_FOREIGN = "This server does not answer to that Host; set RETTESNOR_PUBLIC_URL to the address people use."


class Guard:
    """ASGI middleware: refuses a foreign Host with 421, and adds the headers that a response lacks."""

    def __init__(self, app: ASGIApp, *, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics
        self.names_this_server = host_check(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                written = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    written.setdefault(name, value)
                written["x-request-id"] = request_id
            await send(message)

        try:
            await self._serve(scope, headers, receive, send_with_headers)
        finally:
            self.metrics.count_request(scope, status)

    async def _serve(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.names_this_server(hosts[0]):
            await refusal(scope, 421, _FOREIGN)(scope, receive, send)
        elif headers.get("range", "").count(",") >= _MOST_RANGES:
            await refusal(scope, 416, "A request may ask for few ranges; ask for the whole.")(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _request_id(headers: Headers) -> str:
    """The caller's own id where it is one that a log can hold, otherwise a new one."""
    given = headers.get("x-request-id", "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)
