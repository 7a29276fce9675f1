"""
The milestones of an answer as a Slack table.

Owns recognising the rows of milestones in an answer's pieces and setting them in columns; leaves the rest of the
message to `assistant.render.slack`. Cells are structure, not markup: Slack shows their words as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, MilestoneView
from assistant.render.slack_parts import Block
from assistant.render.slack_text import Piece
from assistant.texts import Texts

__all__ = ["MOST_ROWS", "Rows", "find_rows", "table"]

MOST_ROWS = 99
"""Of the 100 that a table may have; the first is for the heads."""
_FEWEST = 3
"""Fewer milestones read better as lines."""
_EMPTY = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The part of an answer's pieces that is a list of milestones."""

    first: int
    last: int
    """Inclusive."""
    rows: tuple[tuple[Piece, MilestoneView | None], ...]
    """Each piece with its milestone; None for the line above a group."""


def find_rows(answer: Answer, pieces: Sequence[Piece]) -> Rows | None:
    """Where the answer lists its milestones, one a row and nothing between but the lines above groups."""
    left = list(answer.milestones)
    found: list[tuple[int, MilestoneView]] = []
    for place, piece in enumerate(pieces):
        words = "".join(element["text"] for element in piece.elements)
        if piece.kind == "ordered" and left and left[0].text in words:
            found.append((place, left.pop(0)))
    if len(found) < _FEWEST or left:
        return None
    milestones = dict(found)
    first, last = found[0][0], found[-1][0]
    # The line above the first group belongs to the table as well.
    if first and pieces[first - 1].kind == "section" and first > 1:
        first -= 1
    rows = tuple((pieces[place], milestones.get(place)) for place in range(first, last + 1))
    is_plain = all(milestone is not None or piece.kind == "section" for piece, milestone in rows)
    return Rows(first=first, last=last, rows=rows) if is_plain else None


def table(rows: Sequence[tuple[Piece, MilestoneView | None]], answer: Answer, texts: Texts) -> Block:
    """The rows in three columns under their heads: the milestone, when it is planned for, what was reported."""
    heads = [texts.say(answer.language, f"slack.column_{name}") for name in ("milestone", "time", "status")]
    lines = [[_cell(head, is_bold=True) for head in heads]]
    for piece, milestone in rows:
        lines.append(_group(piece) if milestone is None else _row(piece, milestone, answer, texts))
    return {
        "type": "table",
        "block_id": "milestones",
        "column_settings": [{"is_wrapped": True}, {"is_wrapped": False}, {"is_wrapped": True}],
        "rows": lines,
    }


def _row(piece: Piece, milestone: MilestoneView, answer: Answer, texts: Texts) -> list[Block]:
    status = texts.say(answer.language, f"milestones.status_{milestone.status}")
    words = "".join(element["text"] for element in piece.elements)
    # The status has a column of its own.
    shown = words.removesuffix(f" – {status}")
    return [_cell(f"{piece.number}. {shown}"), _cell(milestone.quarters or _EMPTY), _cell(status)]


def _group(piece: Piece) -> list[Block]:
    words = "".join(element["text"] for element in piece.elements)
    return [_cell(words, is_bold=True), _cell(_EMPTY), _cell(_EMPTY)]


def _cell(words: str, *, is_bold: bool = False) -> Block:
    if not is_bold:
        return {"type": "raw_text", "text": words}
    run = {"type": "text", "text": words, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [run]}]}
