"""
What in a message or a dialog would be live: a ping, a link, an unfurl.

Owns the reading of Slack's control sequences. Slack parses `<…>` in the top-level text and in mrkdwn, links bare
addresses unless told not to, and shows rich text and plain_text as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fake_slack.streams import Stream

__all__ = ["live_constructs", "live_streamed", "live_values"]

_ANGLED = re.compile(r"<[^>]*>")
_BARE_LINK = re.compile(
    r"\b(?:https?://|www\.|mailto:)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|dk|example|org|net)\b", re.IGNORECASE
)
_MARKDOWN_LINK = re.compile(r"(?<!\\)\]\(")
_LIVE_KINDS = ("link", "user", "usergroup", "channel", "broadcast", "team")


def live_constructs(
    message: Mapping[str, Any], *, allowed_url: str = "", allowed_users: frozenset[str] = frozenset()
) -> list[str]:
    """Everything in a message that pings, links or unfurls, except buttons to `allowed_url` and these users' names."""
    found = list(_ANGLED.findall(message.get("text") or ""))
    if message.get("parse") != "none" or message.get("link_names"):
        found += _BARE_LINK.findall(message.get("text") or "")
    if message.get("unfurl_links") is not False or message.get("unfurl_media") is not False:
        found.append("unfurls")
    return found + live_values(message.get("blocks", []), allowed_url=allowed_url, allowed_users=allowed_users)


def live_streamed(stream: Stream) -> list[str]:
    """Everything live in what was streamed, its Markdown read in one piece, as Slack reads it."""
    return live_values(stream.blocks) + live_markdown(stream.markdown)


def live_values(tree: Any, *, allowed_url: str = "", allowed_users: frozenset[str] = frozenset()) -> list[str]:
    """Everything live in blocks or a view."""
    return [each for value in _walk(tree) for each in _live_value(value, allowed_url, allowed_users)]


def live_markdown(words: str) -> list[str]:
    """Everything live in the Markdown of a stream: control sequences, links and bare addresses."""
    return [*_ANGLED.findall(words), *_MARKDOWN_LINK.findall(words), *_BARE_LINK.findall(words)]


def _live_value(value: Mapping[str, Any], allowed_url: str, allowed_users: frozenset[str]) -> list[str]:
    kind, words = value.get("type"), value.get("text")
    found = []
    if kind == "mrkdwn" and isinstance(words, str):
        found += _ANGLED.findall(words)
        if value.get("verbatim") is not True:
            found += _BARE_LINK.findall(words)
    if kind in ("markdown", "markdown_text"):
        found += live_markdown(str(words))
    if kind in _LIVE_KINDS and value.get("user_id") not in allowed_users:
        found.append(f"rich text {kind}")
    if "url" in value and not (allowed_url and str(value["url"]).startswith(allowed_url)):
        found.append(str(value["url"]))
    return found


def _walk(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for each in value.values():
            yield from _walk(each)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each)
