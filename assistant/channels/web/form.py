"""
What the page's form sends: the question and the conversation so far.

Owns reading and writing the hidden history, with its bounds; leaves checking the question to `requests`.
Whatever cannot be read counts as not sent: a person must not lose a question over a spoilt hidden field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from assistant.answer import Answer
from assistant.channels.hosts import host_check
from assistant.question import Turn
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["Form", "is_from_here", "language_named", "read_fields", "read_form", "with_answer", "written_history"]

MAX_FIELDS = 10
MAX_TURNS = 8
"""Turns kept in the page: four questions with their answers."""
MAX_TURN_CHARS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One filled-in form."""

    question: str
    language: Language | None
    """The language of the page."""
    answer_in: Language | None
    """The language chosen for the answer; None: the question's own."""
    history: tuple[Turn, ...]


def read_fields(body: bytes) -> Mapping[str, str]:
    """The fields of a URL-encoded body by name, of a repeated one the first; none where it cannot be read."""
    try:
        fields = parse_qs(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def read_form(body: bytes) -> Form:
    """The form in a URL-encoded body; what is missing or spoilt is empty."""
    fields = read_fields(body)
    return Form(
        question=fields.get("question", ""),
        language=language_named(fields.get("lang")),
        answer_in=language_named(fields.get("answer_in")),
        history=_read_history(fields.get("history", "")),
    )


def language_named(name: str | None) -> Language | None:
    """The language with this code, or None."""
    return next((language for language in Language if language.value == name), None)


def with_answer(history: Sequence[Turn], question: str, answer: Answer) -> tuple[Turn, ...]:
    """The history with one more question and its answer, bounded."""
    turns = (*history, Turn(role="user", content=question), Turn(role="assistant", content=answer.text))
    return tuple(Turn(role=turn.role, content=turn.content[:MAX_TURN_CHARS]) for turn in turns)[-MAX_TURNS:]


def written_history(history: Sequence[Turn]) -> str:
    """The history as the hidden field holds it."""
    return json.dumps([[turn.role, turn.content] for turn in history], ensure_ascii=False)


def _read_history(text: str) -> tuple[Turn, ...]:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(listed, list):
        return ()
    turns = [Turn(role=each[0], content=each[1][:MAX_TURN_CHARS]) for each in listed if _is_turn(each)]
    return tuple(turns[-MAX_TURNS:])


def _is_turn(value: object) -> bool:
    match value:
        case ["user" | "assistant", str(content)]:
            return not any("\ud800" <= char <= "\udfff" for char in content)
        case _:
            return False


def is_from_here(request: Request, settings: Settings) -> bool:
    """Whether the form was sent from this server's own page: another site could show its words as ours."""
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return host_check(settings)(urlsplit(origin).netloc)
