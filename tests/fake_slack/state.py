"""
What the fake workspace holds: channels, messages, who is who, and a journal of every call.

Owns the state and its lock; leaves checks and delivery to `server`.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["APP_TOKEN", "BOT_ID", "BOT_TOKEN", "BOT_USER", "State"]

BOT_TOKEN, APP_TOKEN = "xoxb-fake-bot", "xapp-fake-app"
TEAM, BOT_USER, BOT_ID, APP = "T1", "UBOT", "BBOT", "A1"
SCOPES = {"app_mentions:read", "chat:write", "im:history", "channels:history", "groups:history", "connections:write"}


class State:
    """Everything in the workspace; methods may be called from any thread."""

    def __init__(self) -> None:
        self.condition = threading.Condition(threading.RLock())
        self.channels: dict[str, list[dict[str, Any]]] = {"C1": [], "DU1": [], "DU2": []}
        self.users = {"U1", "U2", BOT_USER}
        self.scopes = set(SCOPES)
        self.calls: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        self.sent: list[dict[str, Any]] = []
        """Arguments of every message that was posted, as sent."""
        self.whispers: list[dict[str, Any]] = []
        self.faults: list[str] = []
        """Mistakes of the app that Slack would forgive or refuse; a test ends with none."""
        self.deliveries = 0
        self.late_acknowledgements = 0
        self._clock = 1_700_000_000_000_000

    def changed(self) -> None:
        """Wake whoever waits for something to happen."""
        with self.condition:
            self.condition.notify_all()

    def wait_until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """Whether `holds` came true in time."""
        with self.condition:
            return self.condition.wait_for(holds, timeout_s)

    def fault(self, what: str) -> None:
        """Note a mistake of the app."""
        self.faults.append(what)

    def note_call(self, name: str, arguments: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Write a call into the journal."""
        with self.condition:
            self.calls.append((name, dict(arguments), dict(body)))
            self.condition.notify_all()

    def timestamp(self) -> str:
        """A `ts` that no message has had."""
        with self.condition:
            self._clock += 1_000_100
            return f"{self._clock // 1_000_000}.{self._clock % 1_000_000:06d}"

    def add(self, channel: str, message: Mapping[str, Any]) -> None:
        """Put a message into a channel."""
        with self.condition:
            self.channels[channel].append(dict(message))
            self.condition.notify_all()

    def find(self, channel: str, ts: str) -> dict[str, Any] | None:
        """The message with this `ts`."""
        with self.condition:
            return next((message for message in self.channels.get(channel, []) if message["ts"] == ts), None)

    def thread(self, channel: str, ts: str) -> list[dict[str, Any]]:
        """The message and everything written under it, in order."""
        with self.condition:
            return [each for each in self.channels[channel] if ts in (each["ts"], each.get("thread_ts"))]

    def who_am_i(self) -> dict[str, Any]:
        """The reply of auth.test."""
        return {"team": "Fake", "team_id": TEAM, "user": "rettesnor", "user_id": BOT_USER, "bot_id": BOT_ID, "url": "-"}

    def post(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """chat.postMessage."""
        message = {"type": "message", "ts": self.timestamp(), "user": BOT_USER, "bot_id": BOT_ID, "app_id": APP}
        message |= {
            key: copy.deepcopy(given[key]) for key in ("text", "blocks", "thread_ts", "metadata") if key in given
        }
        self.sent.append(dict(given))
        self.add(given["channel"], message)
        return {"channel": given["channel"], "ts": message["ts"], "message": message}

    def update(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """chat.update."""
        message = self.find(given["channel"], given["ts"])
        if message is not None:
            message.update({key: given[key] for key in ("text", "blocks") if key in given})
        self.sent.append(dict(given))
        self.changed()
        return {"channel": given["channel"], "ts": given["ts"]}

    def whisper(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """chat.postEphemeral."""
        self.whispers.append(dict(given))
        self.changed()
        return {"message_ts": self.timestamp()}

    def replies(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """conversations.replies: in order, from the cursor, metadata only when asked for."""
        latest, cursor = str(given.get("latest") or "9"), int(given.get("cursor") or 0)
        found = [m for m in self.thread(given["channel"], given["ts"]) if m["ts"] < latest or m["ts"] == given["ts"]]
        with_metadata = str(given.get("include_all_metadata", "")).lower() in ("true", "1")
        shown = [m if with_metadata else {k: v for k, v in m.items() if k != "metadata"} for m in found]
        end = cursor + int(given.get("limit") or 1000)
        more = end < len(shown)
        return {
            "messages": shown[cursor:end],
            "has_more": more,
            "response_metadata": {"next_cursor": str(end) if more else ""},
        }
