"""
The fake's two doors: the Web API over HTTP, and Socket Mode.

Owns tokens, scopes, arguments, rate limits, faults on demand, and the delivery of envelopes with acknowledgements;
leaves what people do to `people`. Everything here runs in the fake's own event loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType, web

from fake_slack.checks import MOST_CHARS, block_faults, message_size
from fake_slack.methods import ALWAYS_ALLOWED, METHODS, Method
from fake_slack.state import APP_TOKEN, BOT_TOKEN, State

__all__ = ["Door", "OnDemand"]

_DELIVERIES = 4


@dataclass(slots=True, kw_only=True)
class OnDemand:
    """A fault that the next calls of a method meet."""

    method: str
    times: int
    status: int = 200
    error: str = "internal_error"
    retry_after: int | None = None
    is_after: bool = False
    """The call takes effect before it fails, as when a connection breaks while the reply is on its way."""


class Door:
    """The HTTP application of the fake."""

    def __init__(self, state: State, *, ack_window_s: float) -> None:
        self.state = state
        self.ack_window_s = ack_window_s
        self.address = ""
        self.faults_on_demand: list[OnDemand] = []
        self.sockets: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        self.waiting: dict[str, asyncio.Event] = {}
        self.acknowledged: list[tuple[str, float]] = []
        self.application = web.Application()
        self.application.router.add_post("/api/{method}", self.call)
        self.application.router.add_get("/link/", self.link)

    async def call(self, request: web.Request) -> web.Response:
        """One Web API call."""
        name = request.match_info["method"]
        arguments = await _arguments(request)
        header = request.headers.get("Authorization", "").removeprefix("Bearer ")
        demanded = self._demanded(name)
        if demanded is not None and not demanded.is_after:
            return self._failed(name, demanded)
        error = self._refusal(name, arguments, header or arguments.get("token", ""))
        body = {"ok": False, **error} if error else {"ok": True, **self._run(name, arguments)}
        self.state.note_call(name, arguments, body)
        if demanded is not None:
            return self._failed(name, demanded)
        return web.json_response(body)

    def _demanded(self, name: str) -> OnDemand | None:
        for fault in self.faults_on_demand:
            if fault.method == name and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _failed(self, name: str, fault: OnDemand) -> web.Response:
        self.state.note_call(name, {}, {"ok": False, "error": fault.error})
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)

    def _refusal(self, name: str, arguments: Mapping[str, Any], token: str) -> dict[str, Any] | None:
        """Slack's checks in Slack's order: token, method, scope, arguments, then the method's own."""
        method = METHODS.get(name)
        if not token:
            return {"error": "not_authed"}
        if token not in (BOT_TOKEN, APP_TOKEN):
            return {"error": "invalid_auth"}
        if method is None:
            self.state.fault(f"unknown method {name}")
            return {"error": "unknown_method"}
        if not token.startswith(method.token):
            return {"error": "not_allowed_token_type"}
        scope = self._scope(name, method, arguments)
        if scope and scope not in self.state.scopes:
            return {"error": "missing_scope", "needed": scope, "provided": ",".join(sorted(self.state.scopes))}
        return self._bad_arguments(name, method, arguments) or self._own_refusal(name, arguments)

    def _scope(self, name: str, method: Method, arguments: Mapping[str, Any]) -> str | None:
        if name != "conversations.replies":
            return method.scope
        return "im:history" if str(arguments.get("channel", "")).startswith("D") else "channels:history"

    def _bad_arguments(self, name: str, method: Method, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        unknown = set(arguments) - method.required - method.optional - ALWAYS_ALLOWED
        if unknown:
            # Slack ignores them; here they are a mistake in the app.
            self.state.fault(f"{name} with unknown {sorted(unknown)}")
        lacking = sorted(method.required - set(arguments))
        if lacking:
            self.state.fault(f"{name} without {lacking}")
            return {"error": "invalid_arguments", "response_metadata": {"messages": [f"missing {lacking[0]}"]}}
        return None

    def _own_refusal(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        channel = arguments.get("channel", arguments.get("channel_id"))
        if channel is not None and channel not in self.state.channels:
            return {"error": "channel_not_found"}
        if name.startswith("chat."):
            return self._message_refusal(name, arguments)
        if name == "users.info" and arguments["user"] not in self.state.users:
            return {"error": "user_not_found"}
        return None

    def _message_refusal(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        if not (arguments.get("text") or arguments.get("blocks")):
            return {"error": "no_text"}
        if not arguments.get("text"):
            self.state.fault(f"{name} with blocks but no text")
        faults = block_faults(arguments.get("blocks", []))
        if faults:
            self.state.fault(f"{name}: {faults}")
            return {"error": "invalid_blocks", "errors": faults}
        if message_size(arguments) > MOST_CHARS:
            self.state.fault(f"{name} of {message_size(arguments)} characters")
            return {"error": "msg_blocks_too_long"}
        thread = arguments.get("thread_ts")
        if thread and not self.state.find(arguments["channel"], thread):
            return {"error": "thread_not_found"}
        return None

    def _run(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        runs: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "auth.test": lambda _: self.state.who_am_i(),
            "apps.connections.open": lambda _: {"url": self._ticketed()},
            "chat.postMessage": self.state.post,
            "chat.update": self.state.update,
            "chat.postEphemeral": self.state.whisper,
            "conversations.replies": self.state.replies,
            "users.info": lambda given: {
                "user": {"id": given["user"], "name": given["user"].lower(), "locale": "da-DK"}
            },
        }
        return runs.get(name, lambda _: {})(arguments)

    def _ticketed(self) -> str:
        ticket = uuid.uuid4().hex
        self.tickets.add(ticket)
        return f"ws{self.address.removeprefix('http')}/link/?ticket={ticket}&app_id=A1"

    async def link(self, request: web.Request) -> web.StreamResponse:
        """One Socket Mode connection, for a ticket that works once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=401)
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        hello = {"type": "hello", "num_connections": len(self.sockets) + 1, "connection_info": {"app_id": "A1"}}
        await socket.send_json(hello)
        self.sockets.append(socket)
        self.state.changed()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(message.data))
        finally:
            self.sockets.remove(socket)
            self.state.changed()
        return socket

    def _acknowledge(self, message: Mapping[str, Any]) -> None:
        event = self.waiting.get(str(message.get("envelope_id")))
        if event is None:
            self.state.late_acknowledgements += 1
            return
        event.set()

    async def deliver(self, kind: str, payload: Mapping[str, Any]) -> bool:
        """Send an envelope until it is acknowledged, at most four times; whether it was."""
        for attempt in range(_DELIVERIES):
            envelope = {
                "envelope_id": str(uuid.uuid4()),
                "type": kind,
                "accepts_response_payload": kind != "events_api",
                "payload": payload,
            }
            if kind == "events_api":
                # First deliveries carry these too.
                envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            if await self._sent(envelope):
                return True
        self.state.fault(f"{kind} was never acknowledged")
        return False

    async def _sent(self, envelope: Mapping[str, Any]) -> bool:
        event = self.waiting[envelope["envelope_id"]] = asyncio.Event()
        begun = asyncio.get_running_loop().time()
        self.state.deliveries += 1
        try:
            open_ones = [socket for socket in self.sockets if not socket.closed]
            if open_ones:
                with contextlib.suppress(ConnectionError):
                    await random.choice(open_ones).send_json(envelope)
            await asyncio.wait_for(event.wait(), self.ack_window_s)
        except TimeoutError:
            return False
        finally:
            del self.waiting[envelope["envelope_id"]]
        self.acknowledged.append((envelope["type"], asyncio.get_running_loop().time() - begun))
        return True

    async def disconnect(self, *, is_announced: bool) -> None:
        """Close every connection, as Slack does some times a day, with or without a word before."""
        for socket in list(self.sockets):
            if is_announced:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()


async def _arguments(request: web.Request) -> dict[str, Any]:
    """Arguments of a JSON or a form body; lists and objects come as JSON inside a form."""
    if request.content_type == "application/json":
        found = json.loads(await request.text() or "{}")
    else:
        found = {key: _decoded(str(value)) for key, value in (await request.post()).items()}
    return {key: value for key, value in {**request.query, **found}.items() if value is not None}


def _decoded(value: str) -> Any:
    if value[:1] in "[{":
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(value)
    return value
