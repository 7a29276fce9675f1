"""
The smallest parts of Slack's blocks, and what buttons carry.

Owns plain texts, escaping, Slack's lengths, and the form of button values; leaves which parts a message has to others.
A button's value comes back from Slack with the click. It names places in documents, never their words, so that what
the person who clicks may read is looked up anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Citation

__all__ = [
    "MAX_BUTTON",
    "MAX_VALUE",
    "Block",
    "Place",
    "button",
    "cut",
    "escaped",
    "places_of",
    "plain",
    "plain_context",
    "plain_input",
    "plain_section",
    "read_value",
    "value_of",
]

Block = dict[str, Any]

MAX_BUTTON = 75
MAX_VALUE = 2000
MAX_TEXT = 1500
_MAX_CONTEXT = 1900
_MAX_LABEL = 2000
_MAX_SECTION = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of a document."""

    document: str
    start: int
    end: int


def plain(words: str, *, most: int = _MAX_SECTION) -> Block:
    """Words that Slack shows as they stand, cut at `most`."""
    return {"type": "plain_text", "text": cut(words, most), "emoji": False}


def plain_context(words: str) -> Block:
    """Small print that Slack shows as it stands."""
    return {"type": "context", "elements": [plain(words, most=_MAX_CONTEXT)]}


def plain_input(label: str, element: dict[str, Any], block: str, *, optional: bool = False, hint: str = "") -> Block:
    """A field of a dialog under its label; `block` names it in what is sent back."""
    made = {"type": "input", "block_id": block, "label": plain(label, most=_MAX_LABEL), "element": element}
    return made | ({"optional": True} if optional else {}) | ({"hint": plain(hint, most=_MAX_LABEL)} if hint else {})


def plain_section(words: str) -> Block:
    """A paragraph that Slack shows as it stands."""
    return {"type": "section", "text": plain(words)}


def cut(words: str, most: int) -> str:
    """`words`, or as much of them as fits with a mark that they go on."""
    return words if len(words) <= most else words[: most - 1] + "…"


def escaped(words: str, *, most: int = MAX_TEXT) -> str:
    """`words` with the three characters escaped that Slack reads as control characters, cut at `most`."""
    text = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if len(text) <= most:
        return text
    shown = text[: most - 1]
    start = shown.rfind("&")
    # A cut inside "&lt;" would leave a stray piece of it.
    if start != -1 and ";" not in shown[start:]:
        shown = shown[:start]
    return shown + "…"


def button(label: str, *, action: str, value: str | None = None, style: str | None = None) -> Block:
    """A button that tells us of the click; `value` has at most `MAX_VALUE` characters."""
    made: Block = {"type": "button", "action_id": action, "text": plain(label, most=MAX_BUTTON)}
    return made | ({"value": value} if value else {}) | ({"style": style} if style else {})


def places_of(citations: Sequence[Citation]) -> list[Place]:
    """Where the quotations stand, each place once."""
    found = {(each.document, each.start, each.end): None for each in citations}
    return [Place(document=document, start=start, end=end) for document, start, end in found]


def value_of(places: Sequence[Place] = (), **more: str) -> str:
    """A button's value: as many of the places, and beside them `more`, as it holds."""
    kept = [[place.document, place.start, place.end] for place in places]
    while True:
        value = json.dumps({**more, "p": kept}, ensure_ascii=False, separators=(",", ":"))
        # Slack counts what it delivers, in which "&", "<" and ">" are escaped.
        if len(escaped(value, most=10 * MAX_VALUE)) <= MAX_VALUE or not kept:
            return value
        kept.pop()


def read_value(value: str) -> tuple[list[Place], dict[str, str]]:
    """What `value_of` put into a button; nothing where it cannot be read."""
    words = value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    try:
        found = json.loads(words)
        places = [Place(document=str(d), start=int(start), end=int(end)) for d, start, end in found.pop("p", [])]
    except (ValueError, TypeError, AttributeError):
        return [], {}
    return places, {str(key): str(each) for key, each in found.items()}
