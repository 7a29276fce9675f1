"""
The model's reply, read: one JSON object a line, each a sentence or a gloss with the evidence it leans on.

Owns the form of a reply; whatever has another form is no part of it. Leaves whether it is true to `.checks`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

__all__ = ["Gloss", "Say", "read_lines"]

LONGEST_LINE = 1_000
"""Characters; a longer line is no sentence."""
LONGEST_SAY = 300
LONGEST_GLOSS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A sentence of the model's own."""

    text: str
    leans_on: tuple[int, ...]
    """Numbers of the evidence it is said to follow from, at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """A quotation in the asker's language, unofficial."""

    text: str
    of: int
    """Number of the quotation."""


def read_lines(pieces: Iterable[str]) -> Iterator[Say | Gloss]:
    """The items of a reply, each as soon as its line is whole."""
    rest = ""
    for piece in pieces:
        rest += piece
        *lines, rest = rest.split("\n")
        for line in lines:
            if item := _read(line):
                yield item
    if item := _read(rest):
        yield item


def _read(line: str) -> Say | Gloss | None:
    """One line; None for anything but an item: a fence, a remark, broken JSON."""
    line = line.strip().removesuffix(",")
    if not line.startswith("{") or len(line) > LONGEST_LINE:
        return None
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return _say(found) or _gloss(found)


def _say(found: dict[str, Any]) -> Say | None:
    text, leans_on = found.get("say"), found.get("from")
    if not _is_text(text, LONGEST_SAY) or not isinstance(leans_on, list) or not leans_on:
        return None
    return Say(text=text.strip(), leans_on=tuple(leans_on)) if all(map(_is_number, leans_on)) else None


def _gloss(found: dict[str, Any]) -> Gloss | None:
    text, of = found.get("gloss"), found.get("of")
    return Gloss(text=text.strip(), of=of) if _is_text(text, LONGEST_GLOSS) and _is_number(of) else None


def _is_text(value: object, longest: int) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value.strip()) <= longest


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
