"""
The Web API methods the fake knows: their arguments, tokens and scopes.

Owns the catalogue, written from Slack's method pages; leaves what a method does to `server`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["ALWAYS_ALLOWED", "METHODS", "Method"]

ALWAYS_ALLOWED = frozenset({"token", "team_id"})
"""Both official clients add these to any call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What one method takes."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    scope: str | None = None
    """Bot scope needed; history methods need the one of the channel's kind instead."""
    token: str = "xoxb-"
    types: dict[str, type | tuple[type, ...]] = field(default_factory=dict)


_PLACE = frozenset({"channel"})
_MESSAGE = frozenset(
    {
        "text",
        "blocks",
        "attachments",
        "markdown_text",
        "as_user",
        "icon_emoji",
        "icon_url",
        "link_names",
        "metadata",
        "mrkdwn",
        "parse",
        "reply_broadcast",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
        "username",
    }
)

METHODS: dict[str, Method] = {
    "auth.test": Method(),
    "apps.connections.open": Method(token="xapp-", scope="connections:write"),
    "chat.postMessage": Method(required=_PLACE, optional=_MESSAGE, scope="chat:write"),
    "chat.update": Method(
        required=_PLACE | {"ts"},
        optional=frozenset({*_MESSAGE, "file_ids"}) - {"username", "icon_emoji", "icon_url", "thread_ts"},
        scope="chat:write",
    ),
    "chat.postEphemeral": Method(
        required=_PLACE | {"user"},
        optional=_MESSAGE - {"unfurl_links", "unfurl_media", "metadata", "reply_broadcast", "mrkdwn"},
        scope="chat:write",
    ),
    "conversations.replies": Method(
        required=_PLACE | {"ts"},
        optional=frozenset({"cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest"}),
    ),
    "users.info": Method(required=frozenset({"user"}), optional=frozenset({"include_locale"}), scope="users:read"),
    "assistant.threads.setStatus": Method(
        required=frozenset({"channel_id", "thread_ts", "status"}),
        optional=frozenset({"loading_messages", "username", "icon_emoji", "icon_url"}),
        scope="chat:write",
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        required=frozenset({"channel_id", "prompts"}),
        optional=frozenset({"thread_ts", "title"}),
        scope="assistant:write",
    ),
    "assistant.threads.setTitle": Method(
        required=frozenset({"channel_id", "thread_ts", "title"}), scope="assistant:write"
    ),
}
