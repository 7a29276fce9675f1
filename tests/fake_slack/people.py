"""
The fake Slack as a test uses it: start it, write and click as a person does, wait for replies.

Owns the thread it runs in and the payloads that people's doings become; leaves the wire to `server`.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, Self, TypeVar

from aiohttp import web

from fake_slack.server import Door, OnDemand
from fake_slack.state import APP, BOT_USER, TEAM, State

__all__ = ["FakeSlack"]

T = TypeVar("T")
_TIMEOUT_S = 8.0


class FakeSlack:
    """A workspace with a channel C1, the people U1 and U2, and the app under test."""

    def __init__(self, *, ack_window_s: float = 1.0) -> None:
        self.state = State()
        self.door = Door(self.state, ack_window_s=ack_window_s)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-slack", daemon=True)
        self._ids = itertools.count(1)
        self._deliveries: list[Future[bool]] = []
        self._runner: web.AppRunner | None = None

    def __enter__(self) -> Self:
        """Start listening on a free port."""
        self._thread.start()
        self._run(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        """Stop and leave nothing behind."""
        self._run(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_TIMEOUT_S)
        self._loop.close()

    @property
    def api_url(self) -> str:
        """Base address of the Web API."""
        return f"{self.door.address}/api/"

    async def _listen(self) -> None:
        self._runner = web.AppRunner(self.door.application, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.door.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _shut(self) -> None:
        await self.door.disconnect(is_announced=False)
        if self._runner is not None:
            await self._runner.cleanup()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_TIMEOUT_S)

    def wait_connected(self) -> None:
        """Wait until the app listens."""
        assert self.state.wait_until(lambda: bool(self.door.sockets), _TIMEOUT_S), "the app did not connect"

    # What people do

    def dm(self, text: str, *, user: str = "U1", thread_ts: str | None = None, times: int = 1, **more: Any) -> str:
        """Write to the app; the message's `ts`."""
        fields = {"channel": f"D{user}", "channel_type": "im", **more}
        return self._write("message", _escaped(text), user=user, thread_ts=thread_ts, times=times, **fields)

    def mention(self, text: str, *, user: str = "U1", thread_ts: str | None = None, times: int = 1) -> str:
        """Write to the app in the channel; the message's `ts`."""
        words = f"<@{BOT_USER}> {_escaped(text)}"
        return self._write("app_mention", words, user=user, thread_ts=thread_ts, times=times, channel="C1")

    def chat(self, text: str, *, user: str = "U2", thread_ts: str | None = None) -> str:
        """Write to other people in the channel: the app is told nothing."""
        message = {"type": "message", "text": _escaped(text), "user": user, "ts": self.state.timestamp()}
        self.state.add("C1", message | ({"thread_ts": thread_ts} if thread_ts else {}))
        return str(message["ts"])

    def _write(
        self, kind: str, text: str, *, user: str, thread_ts: str | None, times: int, channel: str, **more: Any
    ) -> str:
        message = {"type": "message", "text": text, "user": user, "ts": self.state.timestamp(), **more}
        if thread_ts:
            message["thread_ts"] = thread_ts
        self.state.add(channel, message)
        event = {**message, "type": kind, "channel": channel}
        ids = [f"Ev{next(self._ids)}" for _ in range(times)]
        for number in range(times):
            # Every other time as the same event again, otherwise under a new id.
            self.event(event, event_id=ids[number // 2])
        return str(message["ts"])

    def event(self, event: dict[str, Any], *, event_id: str | None = None) -> None:
        """Deliver any event."""
        payload = {
            "type": "event_callback",
            "event": event,
            "event_id": event_id or f"Ev{next(self._ids)}",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_time": 1_700_000_000,
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }
        self._deliver("events_api", payload)

    def click(self, channel: str, message: dict[str, Any], label: str, *, user: str = "U1", times: int = 1) -> None:
        """Press the button with this label; it must be there."""
        found = [
            (block, element)
            for block in message["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if element["text"]["text"] == label
        ]
        assert found, f"there is no button {label!r}"
        block, element = found[0]
        action = {
            "type": "button",
            "action_id": element["action_id"],
            "block_id": block.get("block_id", "b1"),
            "text": {**element["text"], "text": _escaped(element["text"]["text"])},
            "action_ts": self.state.timestamp(),
        }
        action |= {"value": _escaped(element["value"])} if "value" in element else {}
        payload = {
            "type": "block_actions",
            "user": {"id": user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": APP,
            "trigger_id": f"trigger-{next(self._ids)}",
            "channel": {"id": channel},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel},
            "message": message,
            "actions": [action],
        }
        for _ in range(times):
            self._deliver("interactive", payload)

    def _deliver(self, kind: str, payload: dict[str, Any]) -> None:
        self._deliveries.append(asyncio.run_coroutine_threadsafe(self.door.deliver(kind, payload), self._loop))

    # What a test sees

    def wait_for_reply(self, ts: str, *, channel: str = "DU1", count: int = 1) -> dict[str, Any]:
        """The newest reply under `ts`, once there are `count` of them."""
        there = self.state.wait_until(lambda: len(self.replies(ts, channel=channel)) >= count, _TIMEOUT_S)
        assert there, f"{len(self.replies(ts, channel=channel))} replies instead of {count}; calls: {self._journal()}"
        return self.replies(ts, channel=channel)[count - 1]

    def replies(self, ts: str, *, channel: str = "DU1") -> list[dict[str, Any]]:
        """Everything the app wrote under `ts`."""
        return [each for each in self.state.thread(channel, ts) if each["user"] == BOT_USER]

    def wait_for_whisper(self) -> dict[str, Any]:
        """The first message for one person's eyes only."""
        assert self.state.wait_until(lambda: bool(self.state.whispers), _TIMEOUT_S), "nothing was whispered"
        return self.state.whispers[0]

    def settle(self) -> None:
        """Wait until every delivery so far was acknowledged, or given up."""
        for delivery in self._deliveries:
            delivery.result(_TIMEOUT_S)
        self._deliveries.clear()

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Arguments of every call of a method that reached it."""
        return [arguments for name, arguments, body in self.state.calls if name == method and body["ok"]]

    def _journal(self) -> list[str]:
        return [f"{name} {body.get('error', 'ok')}" for name, _, body in self.state.calls]

    # Faults on demand

    def fail(self, method: str, error: str = "internal_error", *, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method fail."""
        self.door.faults_on_demand.append(OnDemand(method=method, error=error, times=times, **more))

    def rate_limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls of a method be too many."""
        self.fail(method, "ratelimited", times=times, status=429, retry_after=retry_after)

    def disconnect(self, *, is_announced: bool = True) -> None:
        """Close the connection, as Slack does some times a day."""
        self._run(self.door.disconnect(is_announced=is_announced))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
