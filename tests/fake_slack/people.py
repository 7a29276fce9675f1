"""
The fake Slack as a test uses it: start it, write and click as a person does, wait for what comes back.

Owns the thread it runs in and who does what; leaves payloads to `payloads` and the wire to `api` and `delivery`.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Coroutine, Mapping
from concurrent.futures import Future
from typing import Any, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from fake_slack.api import Api, OnDemand
from fake_slack.delivery import Deliverer
from fake_slack.payloads import action_of, command, envelope, escaped, interaction, state_of
from fake_slack.state import BOT_USER, TEAM, State

__all__ = ["FakeSlack"]

T = TypeVar("T")
_TIMEOUT_S = 25.0


class FakeSlack:
    """A workspace with a channel C1, a channel C2 without the app, people U1, U2 and U3, and the app under test."""

    def __init__(self, *, ack_window_s: float = 1.0, timeout_s: float = _TIMEOUT_S, time_scale: float = 0.0) -> None:
        """`time_scale` is that of the pauses before something is told again; 0 leaves none."""
        self.state = State()
        self.api = Api(self.state)
        self.door = Deliverer(self.api, ack_window_s=ack_window_s, time_scale=time_scale)
        self.timeout_s = timeout_s
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-slack", daemon=True)
        self._ids = itertools.count(1)
        self._deliveries: list[Future[Any]] = []
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
        self._thread.join(self.timeout_s)
        self._loop.close()

    @property
    def api_url(self) -> str:
        """Base address of the Web API."""
        return f"{self.api.address}/api/"

    async def _listen(self) -> None:
        self._runner = web.AppRunner(self.api.application, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.api.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _shut(self) -> None:
        await self.door.disconnect(is_announced=False)
        if self._runner is not None:
            await self._runner.cleanup()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(self.timeout_s)

    def wait_connected(self, count: int = 1) -> None:
        """Wait until the app listens, over `count` connections."""
        there = self.state.wait_until(lambda: len(self.door.sockets) >= count, self.timeout_s)
        assert there, "the app did not connect"

    # What people write

    def dm(
        self,
        text: str,
        *,
        user: str = "U1",
        thread_ts: str | None = None,
        times: int = 1,
        team: str = TEAM,
        **more: Any,
    ) -> str:
        """Write to the app; the message's `ts`."""
        message = self._put(escaped(text), f"D{user}", user=user, thread_ts=thread_ts, team=team, **more)
        self._tell(message, ["message"], channel=f"D{user}", channel_type="im", times=times, team=team)
        return str(message["ts"])

    def mention(
        self,
        text: str,
        *,
        user: str = "U1",
        thread_ts: str | None = None,
        times: int = 1,
        channel: str = "C1",
        team: str = TEAM,
    ) -> str:
        """Write to the app in a channel; told as a mention and as a message, under two event ids."""
        words = f"<@{BOT_USER}> {escaped(text)}"
        message = self._put(words, channel, user=user, thread_ts=thread_ts, team=team)
        self._tell(message, ["app_mention", "message"], channel=channel, channel_type="channel", times=times, team=team)
        return str(message["ts"])

    def say(
        self,
        text: str,
        *,
        user: str = "U2",
        thread_ts: str | None = None,
        channel: str = "C1",
        times: int = 1,
        to: str = "",
    ) -> str:
        """Write to other people in a channel: the app is told, as of every message where it is a member."""
        words = (f"<@{to}> " if to else "") + escaped(text)
        message = self._put(words, channel, user=user, thread_ts=thread_ts, team=TEAM)
        self._tell(message, ["message"], channel=channel, channel_type="channel", times=times, team=TEAM)
        return str(message["ts"])

    def _put(
        self, text: str, channel: str, *, user: str, thread_ts: str | None, team: str, **more: Any
    ) -> dict[str, Any]:
        message = {"type": "message", "text": text, "user": user, "ts": self.state.timestamp(), **more}
        if thread_ts:
            message["thread_ts"] = thread_ts
        self.state.add(channel, message, team)
        return message

    def _tell(
        self, message: Mapping[str, Any], kinds: list[str], *, channel: str, channel_type: str, times: int, team: str
    ) -> None:
        for kind in kinds:
            event = {**message, "type": kind, "channel": channel, "team": team}
            event |= {"channel_type": channel_type} if kind == "message" else {}
            ids = [f"Ev{next(self._ids)}" for _ in range(times)]
            for number in range(times):
                # Every other time as the same event again, otherwise under a new id.
                self.event(event, event_id=ids[number // 2], team=team)

    def event(self, event: Mapping[str, Any], *, event_id: str | None = None, team: str = TEAM) -> None:
        """Deliver any event."""
        self._deliver("events_api", envelope(event, event_id=event_id or f"Ev{next(self._ids)}", team=team))

    def slash(self, text: str, *, user: str = "U1", channel: str = "C1", team: str = TEAM) -> Any:
        """Write the slash command; what the app said at once."""
        more = {"trigger_id": self._trigger(user), "response_url": self.api.response_url(channel, user)}
        return self._asked("slash_commands", command(text, user=user, channel=channel, team=team, **more))

    # What people press

    def click(
        self,
        channel: str,
        message: Mapping[str, Any],
        label: str,
        *,
        user: str = "U1",
        times: int = 1,
        chosen: str | None = None,
        team: str = TEAM,
    ) -> None:
        """Press the button with this label on a message, or on one for a person's eyes; it must be there."""
        action = action_of(message["blocks"], label, at=self.state.timestamp(), chosen=chosen)
        is_whisper = "ts" not in message
        ts = self.state.timestamp() if is_whisper else message["ts"]
        container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": is_whisper}
        container |= {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
        more: dict[str, Any] = {"channel": {"id": channel}, "container": container, "actions": [action]}
        if not is_whisper:
            more["message"] = {key: value for key, value in message.items() if key != "metadata"}
        more["response_url"] = self.api.response_url(channel, user)
        for _ in range(times):
            payload = interaction("block_actions", user=user, team=team, trigger_id=self._trigger(user), **more)
            self._deliver("interactive", payload)

    def stop_stream(self, *, user: str = "U1", team: str = TEAM) -> None:
        """Press Stop on the message that is being written."""
        stream = next(each for each in reversed(self.state.streams) if each.is_open and each.team == team)
        with self.state.condition:
            stream.is_stopped, stream.is_open = True, False
        message = self.state.find(stream.channel, stream.ts, team) or {}
        event = {"type": "agent_session_stopped", "channel": stream.channel, "user": user}
        self.event(event | {"thread_ts": message["thread_ts"], "streaming_message_ts": [stream.ts]}, team=team)

    def click_home(self, label: str, *, user: str = "U1", chosen: str | None = None) -> None:
        """Press something on the home tab; it must be there."""
        view = self.state.home.homes[user]
        self._press_view({**view, "id": f"VH{user}"}, label, user=user, chosen=chosen)

    def click_dialog(self, label: str, *, user: str = "U1", chosen: str | None = None) -> None:
        """Press something in the topmost dialog; it must be there."""
        self._press_view(self.dialog(user=user), label, user=user, chosen=chosen)

    def _press_view(self, view: Mapping[str, Any], label: str, *, user: str, chosen: str | None) -> None:
        action = action_of(view["blocks"], label, at=self.state.timestamp(), chosen=chosen)
        more = {"view": {**view, "state": {"values": state_of(view, {})}}, "container": {"type": "view"}}
        payload = interaction(
            "block_actions", user=user, team=TEAM, trigger_id=self._trigger(user), **more, actions=[action]
        )
        self._deliver("interactive", payload)

    def shortcut(self, ts: str, *, user: str = "U1", channel: str = "C1") -> None:
        """Choose "Ask about this" on a message."""
        more = {
            "callback_id": "ask_about_this",
            "trigger_id": self._trigger(user),
            "message": self.state.find(channel, ts),
            "message_ts": ts,
            "channel": {"id": channel, "name": "kanal"},
            "response_url": self.api.response_url(channel, user),
        }
        self._deliver("interactive", interaction("message_action", user=user, team=TEAM, **more))

    # Dialogs and tabs

    def wait_for_dialog(self, title: str | None = None, *, user: str = "U1") -> dict[str, Any]:
        """The topmost dialog, once there is one with this title."""

        def there() -> bool:
            stack = self.state.views.get(user, [])
            return bool(stack) and title in (None, stack[-1]["title"]["text"])

        assert self.state.wait_until(there, self.timeout_s), f"no dialog {title!r}; {self._journal()}"
        return self.dialog(user=user)

    def dialog(self, *, user: str = "U1") -> dict[str, Any]:
        """The topmost dialog."""
        return self.state.views[user][-1]

    def close(self, *, user: str = "U1") -> None:
        """Close every dialog."""
        self.state.views.pop(user, None)

    def submit(self, *, user: str = "U1", team: str = TEAM, **values: str) -> dict[str, Any]:
        """Fill in and submit the topmost dialog; what the app said: errors by block, a new view, or nothing."""
        view = self.dialog(user=user)
        filled = {**view, "state": {"values": state_of(view, values)}}
        payload = interaction(
            "view_submission", user=user, team=team, trigger_id=self._trigger(user), view=filled, response_urls=[]
        )
        said = self._asked("interactive", payload) or {}
        action = said.get("response_action")
        if action is None:
            self.state.views[user].pop()
        elif action == "clear":
            self.close(user=user)
        elif action in ("update", "push"):
            self.state.shown.append(said["view"])
            if action == "update":
                self.state.views[user].pop()
            self.state.views[user].append({**said["view"], "id": f"V{self.state.number()}"})
        self.state.changed()
        return dict(said)

    def open_tab(self, tab: str = "home", *, user: str = "U1", team: str = TEAM) -> None:
        """Open the app's home or messages tab."""
        event = {
            "type": "app_home_opened",
            "user": user,
            "tab": tab,
            "channel": f"D{user}",
            "event_ts": self.state.timestamp(),
        }
        self.event(event, team=team)

    def wait_for_home(self, *, user: str = "U1", holding: str = "") -> dict[str, Any]:
        """The home tab of a person, once it is there and holds these words."""
        homes = self.state.home.homes
        there = self.state.wait_until(lambda: user in homes and holding in str(homes[user]), self.timeout_s)
        assert there, f"no home with {holding!r}: {homes.get(user)}; {self._journal()}"
        return homes[user]

    def _trigger(self, user: str) -> str:
        trigger = f"trigger-{user}-{self.state.number()}"
        self.state.triggers[trigger] = time.monotonic()
        return trigger

    # Installing

    def authorize(self, url: str, *, team: str) -> str:
        """Allow the app in a workspace, at Slack's page to which `url` leads; the query of the way back."""
        asked = parse_qs(urlsplit(url).query)
        code = f"code-{self.state.number()}"
        self.api.codes[code] = team
        return f"code={code}&state={asked['state'][0]}"

    def uninstall(self, team: str = TEAM) -> None:
        """Remove the app from a workspace; its token stops working."""
        self.state.workspaces[team].is_installed = False
        self.event({"type": "tokens_revoked", "tokens": {"bot": [BOT_USER]}}, team=team)
        self.event({"type": "app_uninstalled"}, team=team)

    def _deliver(self, kind: str, payload: Mapping[str, Any]) -> Future[Any]:
        told = asyncio.run_coroutine_threadsafe(self.door.deliver(kind, payload), self._loop)
        self._deliveries.append(told)
        return told

    def _asked(self, kind: str, payload: Mapping[str, Any]) -> Any:
        return self._deliver(kind, payload).result(self.timeout_s)

    # What a test sees

    def wait_for_reply(self, ts: str, *, channel: str = "DU1", count: int = 1, team: str = TEAM) -> dict[str, Any]:
        """The newest reply under `ts`, once there are `count` of them."""
        there = self.state.wait_until(
            lambda: len(self.replies(ts, channel=channel, team=team)) >= count, self.timeout_s
        )
        found = self.replies(ts, channel=channel, team=team)
        assert there, f"{len(found)} replies instead of {count}; calls: {self._journal()}"
        return found[count - 1]

    def replies(self, ts: str, *, channel: str = "DU1", team: str = TEAM) -> list[dict[str, Any]]:
        """Everything the app wrote under `ts`."""
        return [each for each in self.state.thread(channel, ts, team) if each["user"] == BOT_USER and each["ts"] != ts]

    def own(self, channel: str, team: str = TEAM) -> list[dict[str, Any]]:
        """Everything the app wrote in a channel."""
        return [each for each in self.state.workspaces[team].channels[channel] if each["user"] == BOT_USER]

    def wait_for_own(self, channel: str, *, count: int = 1) -> dict[str, Any]:
        """The newest message of the app in a channel, once there are `count` of them."""
        there = self.state.wait_until(lambda: len(self.own(channel)) >= count, self.timeout_s)
        assert there, f"{len(self.own(channel))} messages instead of {count}; calls: {self._journal()}"
        return self.own(channel)[count - 1]

    def wait_for_whisper(self, count: int = 1) -> dict[str, Any]:
        """The newest message for one person's eyes only, once there are `count` of them."""
        there = self.state.wait_until(lambda: len(self.state.whispers) >= count, self.timeout_s)
        assert there, f"{len(self.state.whispers)} whispers instead of {count}; {self._journal()}"
        return self.state.whispers[count - 1]

    def settle(self) -> None:
        """Wait until every delivery so far was acknowledged, or given up."""
        for delivery in self._deliveries:
            delivery.result(self.timeout_s)
        self._deliveries.clear()

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Arguments of every call of a method that reached it."""
        return [arguments for name, arguments, body in self.state.calls if name == method and body["ok"]]

    def _journal(self) -> list[str]:
        return [f"{name} {body.get('error', 'ok')}" for name, _, body in self.state.calls[-30:]]

    # Faults on demand

    def fail(self, method: str, error: str = "internal_error", *, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method fail."""
        self.api.faults_on_demand.append(OnDemand(method=method, error=error, times=times, **more))

    def rate_limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls of a method be too many."""
        self.fail(method, "ratelimited", times=times, status=429, retry_after=retry_after)

    def disconnect(self, *, is_announced: bool = True) -> None:
        """Close the connection, as Slack does some times a day."""
        self._run(self.door.disconnect(is_announced=is_announced))
