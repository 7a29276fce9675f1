"""
The fake's Web API: every call checked as Slack checks it, in Slack's order, then done.

Owns tokens, scopes, arguments, limits of rate and size, faults on demand, OAuth and response addresses;
leaves effects to `runs`. Everything here runs in the fake's own event loop.
"""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from fake_slack.checks import MOST_CHARS, block_faults, message_size, view_faults
from fake_slack.methods import ALWAYS_ALLOWED, METHODS, Method
from fake_slack.runs import RUNS
from fake_slack.state import APP, APP_TOKEN, BOT_USER, State, Workspace
from fake_slack.streams import STREAMING, is_streaming, stream_refusal

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "Api", "OnDemand"]

CLIENT_ID, CLIENT_SECRET = "123.456", "fake-client-secret"
_TRIGGER_S = 3.0
_MOST_VIEWS = 3
_MOST_UPDATED = 4000
_MOST_RESPONSES = 5


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


class Api:
    """The HTTP application of the fake."""

    def __init__(self, state: State, *, trigger_s: float = _TRIGGER_S) -> None:
        self.state = state
        self.address = ""
        self.trigger_s = trigger_s
        self.has_limits = False
        """Whether calls beyond a method's rate are refused, by minutes that last `minute_s`."""
        self.minute_s = 1.0
        self.faults_on_demand: list[OnDemand] = []
        self.tickets: set[str] = set()
        self.codes: dict[str, str] = {}
        """OAuth codes that work once, with the workspace each is for."""
        self.responses: dict[str, int] = {}
        """Response addresses with how often each was used."""
        self._times: dict[tuple[str, str], deque[float]] = {}
        self.application = web.Application()
        self.application.router.add_post("/api/{method}", self.call)
        self.application.router.add_post("/response/{id}", self.respond)

    async def call(self, request: web.Request) -> web.Response:
        """One Web API call."""
        name = request.match_info["method"]
        arguments = await _arguments(request)
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(arguments.get("token", ""))
        demanded = self._demanded(name)
        if demanded is not None and not demanded.is_after:
            return self._failed(name, demanded)
        if self._is_too_many(name, token, arguments):
            return self._failed(name, OnDemand(method=name, times=0, status=429, error="ratelimited", retry_after=1))
        error = self._refusal(name, arguments, token)
        body = {"ok": False, **error} if error else {"ok": True, **self._run(name, arguments, token, header)}
        self.state.note_call(name, arguments, body)
        if demanded is not None:
            return self._failed(name, demanded)
        return web.json_response(body, headers={"x-oauth-scopes": ",".join(sorted(self.state.scopes))})

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

    def _is_too_many(self, name: str, token: str, arguments: Mapping[str, Any]) -> bool:
        """Slack counts by method and workspace over a minute, messages by channel."""
        if not self.has_limits or name not in METHODS:
            return False
        per_channel = name == "chat.postMessage"
        most = 5 if per_channel else METHODS[name].per_minute
        times = self._times.setdefault((name, str(arguments.get("channel")) if per_channel else token), deque())
        now = time.monotonic()
        while times and times[0] < now - self.minute_s:
            times.popleft()
        if len(times) >= most:
            return True
        times.append(now)
        return False

    def _refusal(self, name: str, arguments: Mapping[str, Any], token: str) -> dict[str, Any] | None:
        """Slack's checks in Slack's order: token, kind of token, scope, method, arguments, then the method's own."""
        method = METHODS.get(name)
        if method is not None and method.token is None:
            return self._bad_arguments(name, method, arguments)
        team = self.state.with_token(token)
        if not token:
            return {"error": "not_authed"}
        if token != APP_TOKEN and team is None:
            return {"error": "invalid_auth"}
        if team is not None and not team.is_installed:
            return {"error": "account_inactive"}
        if method is None:
            self.state.fault(f"unknown method {name}")
            return {"error": "unknown_method"}
        if not token.startswith(method.token or ""):
            return {"error": "not_allowed_token_type"}
        scope = self._scope(name, method, arguments)
        if scope and scope not in self.state.scopes:
            return {"error": "missing_scope", "needed": scope, "provided": ",".join(sorted(self.state.scopes))}
        refused = self._bad_arguments(name, method, arguments)
        if refused or team is None:
            return refused
        return self._own_refusal(name, arguments, team)

    @staticmethod
    def _scope(name: str, method: Method, arguments: Mapping[str, Any]) -> str | None:
        if name not in ("conversations.replies", "conversations.history"):
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

    def _own_refusal(self, name: str, arguments: Mapping[str, Any], team: Workspace) -> dict[str, Any] | None:
        channel = arguments.get("channel", arguments.get("channel_id"))
        if channel is not None and channel not in team.channels:
            return {"error": "channel_not_found"}
        if channel in team.outside and name.startswith(("chat.post", "chat.startStream", "conversations.")):
            return {"error": "not_in_channel"}
        if name in STREAMING:
            return stream_refusal(self.state, name, arguments, team)
        if name.startswith("chat.") and name != "chat.getPermalink":
            return self._message_refusal(name, arguments, team)
        if name in ("users.info", "chat.postEphemeral") and arguments["user"] not in team.users:
            return {"error": "user_not_found"}
        if name.startswith("views."):
            return self._view_refusal(name, arguments)
        if name == "assistant.threads.setSuggestedPrompts" and len(arguments["prompts"]) > 4:
            self.state.fault("more than four prompts")
        return None

    def _message_refusal(self, name: str, arguments: Mapping[str, Any], team: Workspace) -> dict[str, Any] | None:
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
        if thread and not self.state.find(arguments["channel"], thread, team.id):
            return {"error": "thread_not_found"}
        return self._update_refusal(arguments, team) if name == "chat.update" else None

    def _update_refusal(self, arguments: Mapping[str, Any], team: Workspace) -> dict[str, Any] | None:
        channel, ts = arguments["channel"], arguments["ts"]
        message = self.state.find(channel, ts, team.id)
        if message is None:
            return {"error": "message_not_found"}
        if message["user"] != BOT_USER:
            self.state.fault("chat.update of somebody else's message")
            return {"error": "cant_update_message"}
        if is_streaming(self.state, channel, ts, team.id):
            return {"error": "streaming_state_conflict"}
        return {"error": "msg_too_long"} if len(arguments["text"]) > _MOST_UPDATED else None

    def _view_refusal(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        faults = view_faults(arguments["view"], kind="home" if name == "views.publish" else "modal")
        if faults:
            self.state.fault(f"{name}: {faults}")
            return {"error": "invalid_arguments", "response_metadata": {"messages": faults}}
        if name in ("views.publish", "views.update"):
            return None
        given_out = self.state.triggers.pop(str(arguments.get("trigger_id")), None)
        if given_out is None:
            self.state.fault(f"{name} with a trigger_id that was used or never given")
            return {"error": "exchanged_trigger_id"}
        if time.monotonic() - given_out > self.trigger_s:
            return {"error": "expired_trigger_id"}
        if len(self.state.views.get(str(arguments["trigger_id"]).split("-")[1], [])) >= _MOST_VIEWS:
            return {"error": "push_limit_reached"}
        return None

    def _run(self, name: str, arguments: Mapping[str, Any], token: str, header: str) -> dict[str, Any]:
        if name == "apps.connections.open":
            ticket = uuid.uuid4().hex
            self.tickets.add(ticket)
            return {"url": f"ws{self.address.removeprefix('http')}/link/?ticket={ticket}&app_id=A1"}
        if name == "oauth.v2.access":
            return self._exchanged(arguments, header)
        team = self.state.with_token(token)
        run = RUNS.get(name)
        return run(self.state, team, arguments) if run and team else {}

    def _exchanged(self, arguments: Mapping[str, Any], header: str) -> dict[str, Any]:
        """A code turned into an installation; the app proves itself by its secret."""
        import base64

        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if header != f"Basic {basic}" and arguments.get("client_secret") != CLIENT_SECRET:
            return {"ok": False, "error": "bad_client_secret"}
        team = self.codes.pop(str(arguments["code"]), None)
        if team is None:
            return {"ok": False, "error": "invalid_code"}
        workspace = self.state.workspaces.setdefault(team, Workspace.small(team, f"xoxb-fake-{team}"))
        workspace.is_installed = True
        return {
            "app_id": APP,
            "authed_user": {"id": "U1"},
            "scope": ",".join(sorted(self.state.scopes - {"connections:write"})),
            "token_type": "bot",
            "access_token": workspace.token,
            "bot_user_id": BOT_USER,
            "team": {"id": team, "name": f"Workspace {team}"},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def response_url(self, channel: str, user: str) -> str:
        """A new address to which the app may write five times for one person's eyes."""
        id_ = f"{channel}-{user}-{uuid.uuid4().hex}"
        self.responses[id_] = 0
        return f"{self.address}/response/{id_}"

    async def respond(self, request: web.Request) -> web.Response:
        """One message to a response address."""
        id_, body = request.match_info["id"], await request.json()
        demanded = self._demanded("response_url")
        if demanded is not None:
            return web.Response(status=demanded.status, text=demanded.error)
        self.responses[id_] = self.responses.get(id_, _MOST_RESPONSES) + 1
        if self.responses[id_] > _MOST_RESPONSES:
            return web.Response(status=404, text="used_url")
        faults = block_faults(body.get("blocks") or [])
        if faults or message_size(body) > MOST_CHARS:
            self.state.fault(f"response: {faults or message_size(body)}")
            return web.Response(status=400, text="invalid_blocks")
        if body.get("blocks") and not body.get("text"):
            self.state.fault("response with blocks but no text")
        channel, user, _ = id_.split("-")
        with self.state.condition:
            self.state.whispers.append({**body, "channel": channel, "user": user})
            self.state.condition.notify_all()
        return web.Response(text="ok")


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
