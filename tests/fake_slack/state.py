"""
What the fake workspaces hold: channels, messages, people, dialogs, and a journal of every call.

Owns the state and its lock; leaves checks to `api` and delivery to `socket` and `events`.
"""

from __future__ import annotations

import copy
import itertools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fake_slack.streams import Stream

__all__ = ["APP", "APP_TOKEN", "BOT_ID", "BOT_TOKEN", "BOT_USER", "SCOPES", "TEAM", "State", "Workspace"]

BOT_TOKEN, APP_TOKEN = "xoxb-fake-bot", "xapp-fake-app"
TEAM, BOT_USER, BOT_ID, APP = "T1", "UBOT", "BBOT", "A1"
SCOPES = {
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
    "connections:write",
}


@dataclass(slots=True, kw_only=True)
class Workspace:
    """One workspace: who and what is in it."""

    id: str
    token: str
    is_installed: bool = True
    channels: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Messages in order, by channel; a channel beginning with D is a direct message with the user after it."""
    outside: set[str] = field(default_factory=set)
    """Channels that the app is not in."""
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    homes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The home tab last published to each person."""

    @classmethod
    def small(cls, id_: str, token: str) -> Workspace:
        """A channel C1, a channel C2 that the app is not in, and the people U1, U2 and U3."""
        users = {
            user: {
                "id": user,
                "name": user.lower(),
                "is_bot": False,
                "locale": locale,
                "profile": {"display_name": f"Navn {user}", "email": f"{user.lower()}@ssi.example"},
            }
            for user, locale in (("U1", "da-DK"), ("U2", "en-GB"), ("U3", "da-DK"))
        }
        users[BOT_USER] = {"id": BOT_USER, "name": "rettesnor", "is_bot": True, "profile": {}}
        channels: dict[str, list[dict[str, Any]]] = {name: [] for name in ("C1", "C2", "DU1", "DU2", "DU3")}
        return cls(id=id_, token=token, channels=channels, outside={"C2"}, users=users)


class State:
    """Everything; methods may be called from any thread."""

    def __init__(self) -> None:
        self.condition = threading.Condition(threading.RLock())
        self.workspaces = {TEAM: Workspace.small(TEAM, BOT_TOKEN)}
        self.scopes = set(SCOPES)
        self.calls: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        self.sent: list[dict[str, Any]] = []
        """Arguments of every message that was posted or changed, as sent."""
        self.whispers: list[dict[str, Any]] = []
        """Messages for one person's eyes: ephemeral ones, and those sent to a response address."""
        self.views: dict[str, list[dict[str, Any]]] = {}
        """Open dialogs by person, the topmost last."""
        self.shown: list[dict[str, Any]] = []
        """Every view that was opened, changed or published, as sent."""
        self.triggers: dict[str, float] = {}
        """Trigger ids that may still be used once, with the moment each was given out."""
        self.streams: list[Stream] = []
        """Every message that was written while people read it."""
        self.stream_idle_s, self.stream_whole_s = 30.0, 300.0
        """How long a stream lives after its last words, and after its first."""
        self.faults: list[str] = []
        """Mistakes of the app that Slack would forgive or refuse; a test ends with none."""
        self.deliveries = 0
        self.late_acknowledgements = 0
        self._clock = 1_700_000_000_000_000
        self._numbers = itertools.count(1)

    @property
    def home(self) -> Workspace:
        """The first workspace."""
        return self.workspaces[TEAM]

    def with_token(self, token: str) -> Workspace | None:
        """The workspace that this bot token belongs to."""
        return next((each for each in self.workspaces.values() if each.token == token), None)

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

    def number(self) -> int:
        """A number that nothing has had."""
        return next(self._numbers)

    def timestamp(self) -> str:
        """A `ts` that no message has had."""
        with self.condition:
            self._clock += 1_000_100
            return f"{self._clock // 1_000_000}.{self._clock % 1_000_000:06d}"

    def add(self, channel: str, message: Mapping[str, Any], team: str = TEAM) -> None:
        """Put a message into a channel."""
        with self.condition:
            self.workspaces[team].channels.setdefault(channel, []).append(dict(message))
            self.condition.notify_all()

    def find(self, channel: str, ts: str, team: str = TEAM) -> dict[str, Any] | None:
        """The message with this `ts`."""
        with self.condition:
            every = self.workspaces[team].channels.get(channel, [])
            return next((message for message in every if message["ts"] == ts), None)

    def thread(self, channel: str, ts: str, team: str = TEAM) -> list[dict[str, Any]]:
        """The message and everything written under it, in order."""
        with self.condition:
            every = self.workspaces[team].channels.get(channel, [])
            return [each for each in every if ts in (each["ts"], each.get("thread_ts"))]

    def posted(self, given: Mapping[str, Any], team: str) -> dict[str, Any]:
        """Put the app's own message into a channel; the message."""
        with self.condition:
            self.sent.append(dict(given))
            return self.put_own(given["channel"], given, team)

    def put_own(self, channel: str, given: Mapping[str, Any], team: str) -> dict[str, Any]:
        """Put a message of the app's own into a channel; the message."""
        message = {"type": "message", "ts": self.timestamp(), "user": BOT_USER, "bot_id": BOT_ID, "app_id": APP}
        message |= {
            key: copy.deepcopy(given[key]) for key in ("text", "blocks", "thread_ts", "metadata") if key in given
        }
        self.add(channel, message, team)
        found = self.find(channel, str(message["ts"]), team)
        assert found is not None
        return found
