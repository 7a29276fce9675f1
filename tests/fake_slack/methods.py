"""
The Web API methods the fake knows: their arguments, tokens, scopes and rates.

Owns the catalogue, written from Slack's method pages; leaves what a method does to `api`.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    token: str | None = "xoxb-"
    """How its token begins; None: it takes none."""
    per_minute: int = 50
    """Calls a minute that Slack promises to take; `chat.postMessage` is limited per channel instead."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MESSAGE = _names(
    "text blocks attachments markdown_text as_user icon_emoji icon_url link_names metadata mrkdwn parse "
    "reply_broadcast thread_ts unfurl_links unfurl_media username"
)
_HISTORY = _names("cursor include_all_metadata inclusive latest limit oldest")
_TIER = {1: 1, 2: 20, 3: 50, 4: 100}

METHODS: dict[str, Method] = {
    "auth.test": Method(per_minute=600),
    "apps.connections.open": Method(token="xapp-", scope="connections:write"),
    "oauth.v2.access": Method(
        required=_names("code"), optional=_names("client_id client_secret redirect_uri"), token=None, per_minute=600
    ),
    "chat.postMessage": Method(required=_names("channel"), optional=_MESSAGE, scope="chat:write", per_minute=60),
    "chat.update": Method(
        required=_names("channel ts"),
        optional=_MESSAGE - _names("username icon_emoji icon_url thread_ts unfurl_links unfurl_media mrkdwn")
        | {"file_ids"},
        scope="chat:write",
    ),
    "chat.startStream": Method(
        required=_names("channel thread_ts"),
        optional=_names(
            "chunks icon_emoji icon_url markdown_text recipient_team_id recipient_user_id task_display_mode username"
        ),
        scope="chat:write",
        per_minute=_TIER[2],
    ),
    "chat.appendStream": Method(
        required=_names("channel ts"),
        optional=_names("chunks markdown_text"),
        scope="chat:write",
        per_minute=_TIER[4],
    ),
    "chat.stopStream": Method(
        required=_names("channel ts"),
        optional=_names("blocks chunks markdown_text metadata"),
        scope="chat:write",
        per_minute=_TIER[2],
    ),
    "chat.postEphemeral": Method(
        required=_names("channel user"),
        optional=_MESSAGE - _names("unfurl_links unfurl_media metadata reply_broadcast mrkdwn"),
        scope="chat:write",
        per_minute=_TIER[4],
    ),
    "chat.getPermalink": Method(required=_names("channel message_ts"), per_minute=600),
    "conversations.replies": Method(required=_names("channel ts"), optional=_HISTORY),
    "conversations.history": Method(required=_names("channel"), optional=_HISTORY),
    "conversations.open": Method(optional=_names("channel prevent_creation return_im users"), scope="im:write"),
    "users.info": Method(
        required=_names("user"), optional=_names("include_locale"), scope="users:read", per_minute=_TIER[4]
    ),
    "users.lookupByEmail": Method(required=_names("email"), scope="users:read.email"),
    "views.open": Method(
        required=_names("view"), optional=_names("trigger_id interactivity_pointer"), per_minute=_TIER[4]
    ),
    "views.push": Method(
        required=_names("view"), optional=_names("trigger_id interactivity_pointer"), per_minute=_TIER[4]
    ),
    "views.update": Method(required=_names("view"), optional=_names("external_id hash view_id"), per_minute=_TIER[4]),
    "views.publish": Method(required=_names("user_id view"), optional=_names("hash"), per_minute=_TIER[4]),
    "assistant.threads.setStatus": Method(
        required=_names("channel_id thread_ts status"),
        optional=_names("loading_messages username icon_emoji icon_url"),
        scope="chat:write",
        per_minute=600,
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        required=_names("channel_id prompts"),
        optional=_names("thread_ts title"),
        scope="assistant:write",
        per_minute=_TIER[4],
    ),
    "assistant.threads.setTitle": Method(
        required=_names("channel_id thread_ts title"), scope="assistant:write", per_minute=_TIER[4]
    ),
}
