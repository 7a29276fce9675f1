"""
What each Web API method does to the fake workspace.

Owns the methods' effects and replies; leaves checking the call to `api`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from fake_slack.state import BOT_ID, BOT_USER, State, Workspace
from fake_slack.streams import RUNS as STREAM_RUNS

__all__ = ["RUNS", "Given"]

Given = Mapping[str, Any]
Run = Callable[[State, Workspace, Given], dict[str, Any]]


def _who_am_i(_state: State, team: Workspace, _given: Given) -> dict[str, Any]:
    who = {"team": "Fake", "team_id": team.id, "user": "rettesnor", "user_id": BOT_USER, "bot_id": BOT_ID}
    return {**who, "url": "https://fake.slack.com/"}


def _post(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    message = state.posted(given, team.id)
    return {"channel": given["channel"], "ts": message["ts"], "message": message}


def _update(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    message = state.find(given["channel"], given["ts"], team.id)
    assert message is not None
    with state.condition:
        message.update({key: copy.deepcopy(given[key]) for key in ("text", "blocks", "metadata") if key in given})
        state.sent.append({"parse": "none", "unfurl_links": False, "unfurl_media": False, **given})
    state.changed()
    return {"channel": given["channel"], "ts": given["ts"]}


def _whisper(state: State, _team: Workspace, given: Given) -> dict[str, Any]:
    with state.condition:
        state.whispers.append(copy.deepcopy(dict(given)))
        state.condition.notify_all()
    return {"message_ts": state.timestamp()}


def _page(found: list[dict[str, Any]], given: Given) -> dict[str, Any]:
    """From the cursor, metadata only when asked for."""
    cursor = int(given.get("cursor") or 0)
    with_metadata = str(given.get("include_all_metadata", "")).lower() in ("true", "1")
    shown = [m if with_metadata else {k: v for k, v in m.items() if k != "metadata"} for m in found]
    end = cursor + int(given.get("limit") or 1000)
    more = end < len(shown)
    return {
        "messages": copy.deepcopy(shown[cursor:end]),
        "has_more": more,
        "response_metadata": {"next_cursor": str(end) if more else ""},
    }


def _replies(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    latest = str(given.get("latest") or "9")
    thread = state.thread(given["channel"], given["ts"], team.id)
    return _page([m for m in thread if m["ts"] < latest or m["ts"] == given["ts"]], given)


def _history(_state: State, team: Workspace, given: Given) -> dict[str, Any]:
    """Newest first, without what stands in threads."""
    oldest, latest = str(given.get("oldest") or "0"), str(given.get("latest") or "9")
    every = [m for m in team.channels.get(given["channel"], []) if m.get("thread_ts", m["ts"]) == m["ts"]]
    return _page([m for m in reversed(every) if oldest < m["ts"] < latest], given)


def _open(_state: State, team: Workspace, given: Given) -> dict[str, Any]:
    user = str(given.get("users", ""))
    if user not in team.users:
        return {"ok": False, "error": "user_not_found"}
    team.channels.setdefault(f"D{user}", [])
    return {"channel": {"id": f"D{user}"}}


def _user(_state: State, team: Workspace, given: Given) -> dict[str, Any]:
    user = dict(team.users[given["user"]])
    if str(given.get("include_locale", "")).lower() not in ("true", "1"):
        user.pop("locale", None)
    return {"user": user}


def _by_email(_state: State, team: Workspace, given: Given) -> dict[str, Any]:
    found = [user for user in team.users.values() if user["profile"].get("email") == given["email"]]
    return {"user": found[0]} if found else {"ok": False, "error": "users_not_found"}


def _permalink(_state: State, _team: Workspace, given: Given) -> dict[str, Any]:
    ts = str(given["message_ts"]).replace(".", "")
    return {"permalink": f"https://fake.slack.com/archives/{given['channel']}/p{ts}"}


def _publish(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    with state.condition:
        team.homes[given["user_id"]] = copy.deepcopy(dict(given["view"]))
        state.shown.append(dict(given["view"]))
        state.condition.notify_all()
    return {"view": {"id": f"VH{given['user_id']}", **given["view"]}}


def _view(state: State, _team: Workspace, given: Given) -> dict[str, Any]:
    """views.open, views.push and views.update; whose dialog it is stands in the trigger."""
    if "view_id" in given:
        for stack in state.views.values():
            for place, view in enumerate(stack):
                if view["id"] == given["view_id"]:
                    stack[place] = {**given["view"], "id": view["id"]}
                    state.shown.append(dict(given["view"]))
                    state.changed()
                    return {"view": stack[place]}
        return {"ok": False, "error": "not_found"}
    user = str(given["trigger_id"]).split("-")[1]
    view = {"id": f"V{state.number()}", **copy.deepcopy(dict(given["view"]))}
    with state.condition:
        state.views.setdefault(user, []).append(view)
        state.shown.append(dict(given["view"]))
        state.condition.notify_all()
    return {"view": view}


RUNS: dict[str, Run] = {
    **STREAM_RUNS,
    "auth.test": _who_am_i,
    "chat.postMessage": _post,
    "chat.update": _update,
    "chat.postEphemeral": _whisper,
    "chat.getPermalink": _permalink,
    "conversations.replies": _replies,
    "conversations.history": _history,
    "conversations.open": _open,
    "users.info": _user,
    "users.lookupByEmail": _by_email,
    "views.publish": _publish,
    "views.open": _view,
    "views.push": _view,
    "views.update": _view,
}
