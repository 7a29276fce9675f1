"""
Lists that somebody typed: paragraphs that begin with a bullet or count on, without being a list to the program.

Owns telling them from headings and sentences; leaves real lists to the readers of each format.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

from ingest.parsers.layout import Line, Look, Table
from ingest.parsers.lines import BULLETS, Marker, read_marker
from ingest.records import Span

__all__ = ["with_typed_lists"]

DASHES = "-–—*o"
MAX_ITEM_CHARS = 600


def with_typed_lists(parts: Sequence[Line | Table]) -> list[Line | Table]:
    """The parts with typed items as items: every typed bullet, and two numbers or dashes on end that go together."""
    markers = [_marker(part) for part in parts]
    joined = [_go_together(before, after) for before, after in pairwise(markers)]
    found: list[Line | Table] = []
    for number, (part, marker) in enumerate(zip(parts, markers, strict=True)):
        has_company = (number > 0 and joined[number - 1]) or (number < len(joined) and joined[number])
        if isinstance(part, Line) and marker and (marker.style in BULLETS or (has_company and not part.is_bold)):
            found.append(_as_item(part, marker))
        else:
            found.append(part)
    return found


def _marker(part: Line | Table) -> Marker | None:
    if isinstance(part, Table) or part.look is not Look.TEXT or len(part.text) > MAX_ITEM_CHARS:
        return None
    text = part.text.strip()
    marker = read_marker(text, Span(0, len(text))) if text else None
    has_words = marker is not None and marker.words.start < marker.words.end
    return marker if has_words else None


def _go_together(before: Marker | None, after: Marker | None) -> bool:
    if before is None or after is None or before.style != after.style:
        return False
    return before.style in DASHES if before.number is None else after.number == before.number + 1


def _as_item(line: Line, marker: Marker) -> Line:
    text = line.text.strip()
    cut = marker.words.start
    return dataclasses.replace(
        line, text=text[cut:], look=Look.ITEM, marker=marker.printed, label=max(0, line.label - cut)
    )
