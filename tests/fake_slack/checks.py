"""
What Slack would refuse in a message, and what in it would be live: a ping, a link, an unfurl.

Owns the limits (Slack's block reference) and the reading of Slack's control sequences; leaves refusing to `server`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["block_faults", "live_constructs", "message_size"]

MOST_BLOCKS = 50
MOST_CHARS = 13_000
_TEXT_LIMITS = {"section": 3000, "button": 75, "header": 150, "context": 3000}
_KEYS = {
    "section": {"type", "block_id", "text", "fields", "accessory", "expand"},
    "context": {"type", "block_id", "elements"},
    "actions": {"type", "block_id", "elements"},
    "rich_text": {"type", "block_id", "elements"},
    "divider": {"type", "block_id"},
    "header": {"type", "block_id", "text"},
    "button": {"type", "action_id", "text", "value", "url", "style", "confirm", "accessibility_label"},
}
_RICH = {
    "rich_text_section": {"type", "elements"},
    "rich_text_quote": {"type", "elements", "border"},
    "rich_text_preformatted": {"type", "elements", "border", "language"},
    "rich_text_list": {"type", "elements", "style", "indent", "offset", "border"},
}
_STYLES = {"bold", "italic", "strike", "code", "underline"}
_ANGLED = re.compile(r"<[^>]*>")
_BARE_LINK = re.compile(
    r"\b(?:https?://|www\.|mailto:)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|dk|example|org|net)\b", re.IGNORECASE
)


def message_size(message: Mapping[str, Any]) -> int:
    """Characters of blocks and text, as sent."""
    return len(json.dumps(message.get("blocks", []), ensure_ascii=False)) + len(message.get("text") or "")


def block_faults(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """Everything Slack's reference forbids in these blocks."""
    faults = [f"{len(blocks)} blocks"] if len(blocks) > MOST_BLOCKS else []
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        faults.append("block_id twice")
    for block in blocks:
        faults += _one_block(block)
    return faults


def _one_block(block: Mapping[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    known = _KEYS.get(str(kind))
    if known is None or kind == "button":
        yield f"unknown block {kind!r}"
        return
    if set(block) - known:
        yield f"{kind} with {sorted(set(block) - known)}"
    if len(str(block.get("block_id", ""))) > 255:
        yield "block_id too long"
    if kind in ("section", "header"):
        yield from _text(block.get("text"), _TEXT_LIMITS[kind])
    if kind == "context":
        yield from _elements(block, 10)
        for element in block.get("elements", []):
            yield from _text(element, _TEXT_LIMITS["context"])
    if kind == "actions":
        yield from _elements(block, 25)
        yield from _actions(block.get("elements", []))
    if kind == "rich_text":
        yield from _elements(block, 10_000)
        for element in block.get("elements", []):
            yield from _rich(element)


def _elements(block: Mapping[str, Any], most: int) -> Iterator[str]:
    if not 1 <= len(block.get("elements", [])) <= most:
        yield f"{block['type']} with {len(block.get('elements', []))} elements"


def _actions(elements: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = [element.get("action_id") for element in elements]
    if len(names) != len(set(names)):
        yield "action_id twice in a block"
    for element in elements:
        if element.get("type") != "button" or set(element) - _KEYS["button"]:
            yield f"bad action element {sorted(element)}"
            continue
        if element["text"].get("type") != "plain_text":
            yield "button text is not plain_text"
        yield from _text(element["text"], _TEXT_LIMITS["button"])
        limits = {"value": 2000, "url": 3000, "action_id": 255}
        yield from (f"button {key} too long" for key, most in limits.items() if len(element.get(key, "")) > most)


def _text(value: Mapping[str, Any] | None, most: int) -> Iterator[str]:
    if not value or value.get("type") not in ("plain_text", "mrkdwn"):
        yield f"no text object: {value}"
        return
    allowed = {"type", "text", "emoji"} if value["type"] == "plain_text" else {"type", "text", "verbatim"}
    if set(value) - allowed:
        yield f"text object with {sorted(set(value) - allowed)}"
    if not 1 <= len(value.get("text", "")) <= most:
        yield f"text of {len(value.get('text', ''))} characters, the most is {most}"


def _rich(element: Mapping[str, Any]) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind not in _RICH or set(element) - _RICH[kind]:
        yield f"bad rich text element {kind} {sorted(element)}"
        return
    if not element["elements"]:
        yield f"empty {kind}"
    if kind == "rich_text_list":
        if element.get("style") not in ("bullet", "ordered") or not 0 <= element.get("indent", 0) <= 8:
            yield "bad list"
        for row in element["elements"]:
            yield from _rich(row)
        return
    for run in element["elements"]:
        if run.get("type") == "text" and (not run.get("text") or set(run.get("style", {})) - _STYLES):
            yield f"bad rich text run {run}"


def live_constructs(message: Mapping[str, Any], *, allowed_url: str = "") -> list[str]:
    """
    Everything in a message that pings, links or unfurls, except buttons to `allowed_url`.

    Slack parses `<…>` in the top-level text and in mrkdwn, links bare addresses unless told not to,
    and shows rich text and plain_text as they are.
    """
    found = list(_ANGLED.findall(message.get("text") or ""))
    if message.get("parse") != "none" or message.get("link_names"):
        found += _BARE_LINK.findall(message.get("text") or "")
    if message.get("unfurl_links") is not False or message.get("unfurl_media") is not False:
        found.append("unfurls")
    for value in _walk(message.get("blocks", [])):
        found += _live_value(value, allowed_url)
    return found


def _live_value(value: Mapping[str, Any], allowed_url: str) -> list[str]:
    kind, words = value.get("type"), value.get("text")
    found = []
    if kind == "mrkdwn" and isinstance(words, str):
        found += _ANGLED.findall(words)
        if value.get("verbatim") is not True:
            found += _BARE_LINK.findall(words)
    if kind in ("link", "user", "usergroup", "channel", "broadcast", "team"):
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
