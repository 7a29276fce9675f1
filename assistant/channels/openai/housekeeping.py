"""
What chat programs ask a model on their own account: a title, tags, next questions for a chat.

Owns telling such a prompt from a person's question, and a reply in the form it asks for.
Nothing is looked up for it: each would cost a search, and be counted as a question that nobody asked.

Source: the default prompts of Open WebUI, LibreChat, NextChat and Chatbox.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from assistant.question import Turn

__all__ = ["housekeeping_reply"]

_TASK = re.compile(r"\s*### Task:", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:generate|provide|create|give|write|summari[sz]e)\b[^\n]{0,80}\b(?:title|name)\b[^\n]{0,80}"
    r"\b(?:conversation|chat)\b|\b(?:conversation|chat)\b[^\n]{0,60}\b(?:a|the) (?:short |concise )?(?:title|name)\b",
    re.IGNORECASE,
)
_HEAD_CHARS = 400
"""Where a prompt says what it wants."""
_REPLIES: tuple[tuple[str, object], ...] = (
    ("follow_ups", {"follow_ups": []}),
    ("tags", {"tags": []}),
    ("queries", {"queries": []}),
    ("text", {"text": ""}),
)
"""The key that a prompt names, and a reply that is right for it."""
_FIRST_USER = re.compile(r"^\s*(?:USER|User|Human)\s*:\s*(?P<words>.+)$", re.MULTILINE)
_TITLE_CHARS = 60


def housekeeping_reply(history: Sequence[Turn], prompt: str) -> str | None:
    """The reply to a chat program's own prompt; None for a person's question."""
    if _TASK.match(prompt):
        named = next((reply for key, reply in _REPLIES if f'"{key}"' in prompt), None)
        if named is not None:
            return json.dumps(named)
        if '"title"' in prompt:
            return json.dumps({"title": _title(history, prompt)}, ensure_ascii=False)
    if _TITLE.search(prompt[:_HEAD_CHARS]):
        return _title(history, prompt)
    return "{}" if _TASK.match(prompt) else None


def _title(history: Sequence[Turn], prompt: str) -> str:
    """The first question of the conversation, cut at a word."""
    earlier = [turn.content for turn in history if turn.role == "user"]
    quoted = _FIRST_USER.search(prompt)
    words = " ".join((earlier[0] if earlier else quoted["words"] if quoted else "").split())
    if len(words) <= _TITLE_CHARS:
        return words or "Rettesnor"
    return words[:_TITLE_CHARS].rpartition(" ")[0] + " …"
