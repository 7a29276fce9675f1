"""
The Model Context Protocol at /mcp.

Owns the route, and the task that keeps the protocol's sessions while the server runs; leaves Host, Origin, credentials
and limits to the server's own guard and gate, which every request has passed before it comes here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

__all__ = ["PATH", "McpMount"]

PATH = "/mcp"


class McpMount:
    """An ASGI app that is made at its first request: half a second and 40 MiB that many servers never need."""

    def __init__(self, make: Callable[[], MCPServer[Any]]) -> None:
        self._make = make
        self._serve: asyncio.Future[Any] | None = None
        self._over = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    def route(self) -> Route:
        """The route to it: no redirect, nothing beneath it, and no stream held open that nothing would be sent on."""
        return Route(PATH, endpoint=self, methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For the lifetime of the server; ends the sessions after it."""
        try:
            yield
        finally:
            self._over.set()
            if self._keeper is not None:
                await self._keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if self._serve is None:
            self._serve = asyncio.get_running_loop().create_future()
            self._keeper = asyncio.create_task(self._keep(self._serve))
        serve = await asyncio.shield(self._serve)
        await serve(scope, receive, send)

    async def _keep(self, ready: asyncio.Future[Any]) -> None:
        """Begin and end the sessions in one task, as their task group wants."""
        try:
            server = await to_thread.run_sync(self._make)
            # The gate in front has checked Host and Origin already, by the server's own settings.
            server.streamable_http_app(stateless_http=True, json_response=True, host="0.0.0.0")  # noqa: S104 (not bound)
            async with server.session_manager.run():
                ready.set_result(server.session_manager.handle_request)
                await self._over.wait()
        except Exception as error:
            if ready.done():
                raise
            self._serve = None
            ready.set_exception(error)
