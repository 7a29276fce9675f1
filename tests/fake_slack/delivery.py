"""
How the fake tells the app of what people do: over Socket Mode, or as signed HTTP requests.

Owns envelopes, acknowledgement windows, delivering again, signatures and lost connections;
leaves what is told to `people`. Everything here runs in the fake's own event loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import random
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, WSMsgType, web

from fake_slack.api import Api

__all__ = ["SIGNING_SECRET", "Deliverer", "signed"]

SIGNING_SECRET = "fake-signing-secret"
RETRIES_S = (0.0, 60.0, 300.0)
"""
When Slack tells again what was not acknowledged: at once, after a minute, after five.

Source: https://docs.slack.dev/apis/events-api/#retries
"""
_MOST_SOCKETS = 10


def signed(body: str, *, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """The headers by which Slack proves that a request is its own."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


class Deliverer:
    """Tells the app, again and again until it acknowledges."""

    def __init__(self, api: Api, *, ack_window_s: float, time_scale: float) -> None:
        self.api = api
        self.state = api.state
        self.ack_window_s = ack_window_s
        self.retries_s = tuple(pause * time_scale for pause in RETRIES_S)
        """Pauses before the deliveries after the first."""
        self.http_url: str | None = None
        """Where requests are posted; None delivers over Socket Mode."""
        self.sockets: list[web.WebSocketResponse] = []
        self.waiting: dict[str, asyncio.Event] = {}
        self.payloads: dict[str, Any] = {}
        """What the app said in its acknowledgements, by envelope."""
        self.acknowledged: list[tuple[str, float]] = []
        """Kind and seconds of every acknowledgement."""
        self.heard: set[str] = set()
        """`ts` of every message that the app acknowledged to have been told of."""
        api.application.router.add_get("/link/", self.link)

    async def link(self, request: web.Request) -> web.StreamResponse:
        """One Socket Mode connection, for a ticket that works once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.api.tickets:
            return web.Response(status=401)
        self.api.tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.sockets) >= _MOST_SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
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
        self.payloads[str(message["envelope_id"])] = message.get("payload")
        event.set()

    async def deliver(self, kind: str, payload: Mapping[str, Any]) -> Any:
        """
        Tell the app until it acknowledges, at most four times; what it said with that, {} for nothing.

        Only events are told again: a click or a dialog that is not acknowledged is lost, as with Slack.
        """
        for attempt, pause_s in enumerate((0.0, *(self.retries_s if kind == "events_api" else ()))):
            await asyncio.sleep(pause_s)
            said = await (self._posted(kind, payload, attempt) if self.http_url else self._sent(kind, payload, attempt))
            if said is not None:
                self.heard.add(str((payload.get("event") or {}).get("ts", "")))
                return said
        self.state.fault(f"{kind} was never acknowledged")
        return None

    async def _sent(self, kind: str, payload: Mapping[str, Any], attempt: int) -> Any:
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            # First deliveries carry these too.
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        id_ = envelope["envelope_id"]
        event = self.waiting[id_] = asyncio.Event()
        begun = asyncio.get_running_loop().time()
        self.state.deliveries += 1
        try:
            open_ones = [socket for socket in self.sockets if not socket.closed]
            if open_ones:
                with contextlib.suppress(ConnectionError):
                    await random.choice(open_ones).send_json(envelope)
            await asyncio.wait_for(event.wait(), self.ack_window_s)
        except TimeoutError:
            return None
        finally:
            del self.waiting[id_]
        self.acknowledged.append((kind, asyncio.get_running_loop().time() - begun))
        return self.payloads.pop(id_) or {}

    async def _posted(self, kind: str, payload: Mapping[str, Any], attempt: int) -> Any:
        assert self.http_url
        body, content_type = _as_request(kind, payload)
        headers = {"Content-Type": content_type, **signed(body)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"}
        begun = asyncio.get_running_loop().time()
        self.state.deliveries += 1
        try:
            async with (
                ClientSession(timeout=ClientTimeout(total=self.ack_window_s)) as session,
                session.post(self.http_url, data=body.encode(), headers=headers) as reply,
            ):
                text = await reply.text()
                if reply.status != 200:
                    return None
        except (TimeoutError, ClientError):
            return None
        self.acknowledged.append((kind, asyncio.get_running_loop().time() - begun))
        return json.loads(text) if text.startswith("{") else {}

    async def disconnect(self, *, is_announced: bool) -> None:
        """Close every connection, as Slack does some times a day, with or without a word before."""
        for socket in list(self.sockets):
            if is_announced:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()


def _as_request(kind: str, payload: Mapping[str, Any]) -> tuple[str, str]:
    """Body and content type as Slack sends them over HTTP."""
    form = "application/x-www-form-urlencoded"
    if kind == "slash_commands":
        return urlencode({key: str(value) for key, value in payload.items()}), form
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), form
    return json.dumps(payload), "application/json"
