"""
The app's manifest: what Slack is asked for, and why.

Owns the scopes with their reasons, the events, and the limits that Slack's schema does not know;
leaves printing it to `command`. Source: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.texts import Texts
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["ABOUT_SHORTCUT", "APP_SCOPE", "COMMAND", "EVENTS", "SCOPES", "make_manifest", "problems"]

COMMAND = "/rettesnor"
ABOUT_SHORTCUT = "ask_about_this"
APP_SCOPE = "connections:write"
"""Of the app-level token, which opens the connection; no manifest can ask for it."""
SCOPES: Mapping[str, str] = {
    "app_mentions:read": "To be told when somebody mentions the assistant in a channel.",
    "assistant:write": "To suggest first questions where people open a conversation with it.",
    "channels:history": "To hear a follow-up in its own threads of public channels, and to read such a thread.",
    "chat:write": "To answer, and to show that it is looking.",
    "commands": "For `/rettesnor` and the shortcut *Ask about this*.",
    "groups:history": "The same as `channels:history` in private channels it was invited to.",
    "im:history": "To hear direct messages to it, and to read the thread of a follow-up.",
    "im:write": "To open a direct message: welcomes, reminders, a question passed on to a person.",
    "users:read": "For the language of somebody's Slack where no question shows it, and to be told of new members.",
    "users:read.email": "To find a document's owner by the e-mail address in corpus.toml.",
}
"""Bot scopes, each with its reason."""
EVENTS: Mapping[str, str] = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "member_joined_channel": "channels:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "team_join": "users:read",
    "tokens_revoked": "",
}
"""Bot events, each with a scope it needs."""
_LIMITS = {"name": 35, "description": 140, "agent_description": 300}
_MOST_PROMPTS = 4


def make_manifest(settings: Settings, texts: Texts, language: Language) -> dict[str, Any]:
    """The manifest for these settings, its words in `language`; over HTTP its addresses lead to the public URL."""

    def say(key: str) -> str:
        return texts.say(language, f"slack_app.{key}")

    is_http = settings.slack_mode == "http"
    address = {"request_url": f"{settings.public_url.rstrip('/')}/slack/events"} if is_http else {}
    command = {"command": COMMAND, "description": say("command"), "usage_hint": say("usage"), "should_escape": True}
    shortcut = {"name": say("shortcut"), "type": "message", "callback_id": ABOUT_SHORTCUT}
    prompts = [{"title": say(f"prompt_{n}"), "message": say(f"prompt_{n}")} for n in range(1, _MOST_PROMPTS + 1)]
    oauth: dict[str, Any] = {"scopes": {"bot": sorted(SCOPES)}}
    if settings.slack_client_id:
        oauth["redirect_urls"] = [f"{settings.public_url.rstrip('/')}/slack/oauth_redirect"]
    return {
        "display_information": {"name": say("name"), "description": say("description")},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": say("name"), "always_online": True},
            "agent_view": {"agent_description": say("description"), "suggested_prompts": prompts},
            "slash_commands": [command | ({"url": address["request_url"]} if is_http else {})],
            "shortcuts": [{**shortcut, "description": say("shortcut_description")}],
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**address, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not is_http,
            "token_rotation_enabled": False,
        },
    }


def problems(manifest: Mapping[str, Any]) -> list[str]:
    """What Slack would refuse in it, beyond what its schema says: lengths, two views, an event without its scope."""
    about, features = manifest["display_information"], manifest["features"]
    texts = {**about, "agent_description": (features.get("agent_view") or {}).get("agent_description", "")}
    found = [
        f"{name} has {len(texts[name])} characters; the most is {most}"
        for name, most in _LIMITS.items()
        if len(texts.get(name, "")) > most
    ]
    if {"agent_view", "assistant_view"} <= set(features):
        found.append("agent_view and assistant_view exclude each other")
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    found += [f"{scope} has no reason in SCOPES" for scope in sorted(scopes - set(SCOPES))]
    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        if event not in EVENTS:
            found.append(f"{event} is an event nobody listens to")
        elif EVENTS[event] and EVENTS[event] not in scopes:
            found.append(f"{event} needs {EVENTS[event]}")
    addresses = [manifest["settings"]["interactivity"].get("request_url", "https://")]
    if any(not address.startswith("https://") for address in addresses):
        found.append("Slack sends requests to https:// only; set RETTESNOR_PUBLIC_URL to an https address")
    return found
