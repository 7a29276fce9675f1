"""
Printed lines as paragraphs, headings and list items.

Owns which lines belong together, healing words parted at a line's end, and what size and weight say of headings;
leaves columns to `pdf_blocks`, tables to `pdf_tables`.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.parsers.layout import Line, Look, Table
from ingest.parsers.lines import BULLETS, read_marker
from ingest.parsers.pdf_blocks import Cell, Prose
from ingest.parsers.pdf_words import Printed
from ingest.records import Span

__all__ = ["Style", "cell_lines", "in_flow", "join_words", "paragraphs"]

LARGER = 1.1
"""A line set so much larger than the body is a heading."""
SMALLER = 0.93
APART = 0.4
"""More white than usual between two lines of one paragraph, in letter heights."""
ROOM = 0.9
MAX_LEVELS = 6
INDENT = 6.0
MAX_HEADING_LINES = 3
MIN_PARTED = 30
"""A shorter line without a full stop is no sentence that goes on."""
LONG = 8
"""Letters of a word that may be too long for a narrow cell."""
_AROUND = ".,;:()"
_LETTER_WORDS = "aåioøy"
"""Words of one letter, or parts of a formula."""
_SOFT = "\u00ad"
_KEPT_AFTER = re.compile(r"(?:og|eller|samt|and|or|und)\b")
_MARKED = re.compile(rf"(?P<marker>[{BULLETS}–—*-]|o(?= [A-ZÆØÅ]))\s+(?=\S)")
_COUNTED = re.compile(r"(?P<marker>\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z])(?:\.\)?|\)))\s+(?=\S)")
_NOTE = re.compile(r"(?P<marker>\d{1,2})[.)]?\s*(?=[^\W\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a document is set."""

    body: float
    """The size of its running text, in points."""
    larger: tuple[float, ...]
    """The sizes of its headings, largest first."""
    hyphened: frozenset[str]
    """Words of it that are written with a hyphen ("e-mail"), in lower case."""
    long: frozenset[str]
    """Its long words, in lower case."""
    gap: float
    """The white between two lines of one paragraph."""
    right: float
    """Where its lines end."""

    @classmethod
    def of(cls, lines: Sequence[Printed]) -> Style:
        """The style of a whole document, of its lines in order."""
        sizes: Counter[float] = Counter()
        hyphened: set[str] = set()
        long: set[str] = set()
        for line in lines:
            sizes[line.size] += len(line.text)
            hyphened.update(word.text.strip(_AROUND).lower() for word in line.words if "-" in word.text[1:-1])
            long.update(text for word in line.words if len(text := word.text.strip(_AROUND).lower()) >= LONG)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        larger = sorted((size for size in sizes if size >= body * LARGER), reverse=True)
        gaps = sorted(
            after.top - before.bottom
            for before, after in pairwise(lines)
            if before.size == after.size == body and 0 <= after.top - before.top < 3 * body
        )
        return cls(
            body=body,
            larger=tuple(larger),
            hyphened=frozenset(hyphened),
            long=frozenset(long),
            gap=max(gaps[len(gaps) // 20], 0.0) if gaps else 0.0,
            right=max((line.x1 for line in lines if line.size == body), default=0.0),
        )

    def level(self, size: float) -> int:
        """The level of a heading of this size, 1 the highest; 0 for no heading."""
        return min(self.larger.index(size) + 1, MAX_LEVELS) if size in self.larger else 0


def paragraphs(prose: Prose, style: Style, *, page: int) -> list[Line]:
    """The paragraphs of one column."""
    groups: list[list[Printed]] = []
    right = style.right if prose.right is None else prose.right
    for line in prose.lines:
        if groups and _goes_on(groups[-1], line, style, right):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _made(groups, style, page)


def cell_lines(cell: Cell, style: Style, *, page: int) -> tuple[Line, ...]:
    """The paragraphs of a table's cell; what is set large or bold there is no heading."""
    found = paragraphs(Prose(lines=cell.lines, right=cell.right), style, page=page)
    return tuple(
        line if line.look is Look.ITEM else Line(text=line.text, label=line.label, page=page) for line in found
    )


def _goes_on(group: Sequence[Printed], line: Printed, style: Style, right: float) -> bool:
    """Whether a line belongs to the paragraph above it."""
    before = group[-1]
    if style.level(line.size) or style.level(before.size):
        is_near = line.top - before.bottom <= style.gap + line.size * 0.6
        return before.size == line.size and len(group) < MAX_HEADING_LINES and is_near and not _begins(line)
    if abs(before.size - line.size) > 1 or _begins(line):
        return False
    if line.top - before.bottom > style.gap + APART * line.size:
        return False
    if before.is_bold != line.is_bold and (before.is_bold or line.is_bold):
        return before.is_bold and not _is_short(before, line, right)
    own = group[0]
    hangs = _begins(own) is not None and line.x0 >= own.x0 + INDENT
    if _begins(own) is not None and not hangs and line.x0 < own.x0 + INDENT:
        return not _is_short(before, line, right) and line.text[:1].islower()
    return not (_is_short(before, line, right) and not line.text[:1].islower()) or before.text.endswith(
        ("-", _SOFT, ",")
    )


def _is_short(before: Printed, line: Printed, right: float) -> bool:
    """Whether the first word of a line would have fitted on the one before it: the break was meant."""
    return before.x1 + line.size * 0.3 + (line.words[0].x1 - line.words[0].x0) < right * ROOM + before.x0 * (1 - ROOM)


def _begins(line: Printed) -> re.Match[str] | None:
    """The bullet or number that a line begins with."""
    text = line.text
    found = _MARKED.match(text)
    if found:
        return found
    marker = read_marker(text, Span(0, len(text)))
    return _COUNTED.match(text) if marker and marker.number is not None else None


def _made(groups: Sequence[Sequence[Printed]], style: Style, page: int) -> list[Line]:
    found: list[Line] = []
    depths: list[float] = []
    for group in groups:
        first = group[0]
        text = join_words([line.text for line in group], style)
        level = style.level(first.size)
        marked = _MARKED.match(text)
        if level:
            found.append(Line(text=text, look=Look.HEADING, level=level, page=page))
            depths = []
        elif marked:
            depths = [depth for depth in depths if depth < first.x0 - INDENT / 2]
            depths.append(first.x0)
            label = max(0, _label(group) - marked.end())
            item = Line(
                text=text[marked.end() :],
                look=Look.ITEM,
                level=len(depths) - 1,
                marker=marked["marker"],
                label=label,
                page=page,
            )
            found.append(item)
        elif first.size <= style.body * SMALLER and (note := _NOTE.match(text)):
            found.append(Line(text=text[note.end() :], look=Look.NOTE, marker=note["marker"] + ")", page=page))
        else:
            depths = []
            is_bold = all(line.is_bold for line in group)
            found.append(Line(text=text, is_bold=is_bold, label=0 if is_bold else _label(group), page=page))
    return found


def in_flow(parts: Sequence[Line | Table], style: Style) -> list[Line | Table]:
    """The parts with sentences whole that a column or page parted, and notes at the end of their section."""
    found: list[Line | Table] = []
    notes: list[Line | Table] = []
    for part in parts:
        if isinstance(part, Line) and part.look is Look.NOTE:
            notes.append(part)
            continue
        if isinstance(part, Line) and part.look is Look.HEADING:
            found, notes = [*found, *notes], []
        above = found[-1] if found else None
        if isinstance(part, Line) and isinstance(above, Line) and _is_parted(above, part):
            found[-1] = dataclasses.replace(above, text=join_words([above.text, part.text], style))
        else:
            found.append(part)
    return [*found, *notes]


def _is_parted(above: Line, below: Line) -> bool:
    are_text = above.look in {Look.TEXT, Look.ITEM} and below.look is Look.TEXT
    return are_text and above.text[-1:] not in ".!?:;" and below.text[:1].islower() and len(above.text) > MIN_PARTED


def _label(group: Sequence[Printed]) -> int:
    """How many of a paragraph's first characters are a bold label."""
    return group[0].label


def join_words(lines: Sequence[str], style: Style) -> str:
    """Lines as running text; a word parted at a line's end is made whole again."""
    text = lines[0] if lines else ""
    for above, line in pairwise(lines):
        text = text + line if _is_cut(above, line, style) else _joined(text, line, style)
    return text.replace(_SOFT, "")


def _is_cut(above: str, line: str, style: Style) -> bool:
    """Whether a word too long for a narrow cell was cut without a hyphen: a letter that is no word is left over."""
    first = line.split(maxsplit=1)[0].rstrip(_AROUND) if line.strip() else ""
    if not (above.isalpha() and first.isalpha() and first.islower()):
        return False
    return (len(first) == 1 and first not in _LETTER_WORDS) or (above + first).lower() in style.long


def _joined(text: str, line: str, style: Style) -> str:
    if text.endswith(_SOFT):
        return text[:-1] + line
    if re.search(r"\d[-–/]$", text) and line[:1].isdigit():
        return text + line
    is_parted = re.search(r"[^\W\d_]-$", text) is not None and line[:1].isalnum()
    if not is_parted or _KEPT_AFTER.match(line):
        return f"{text} {line}"
    last, first = text.rsplit(maxsplit=1)[-1], re.split(r"[\s.,;:)]", line, maxsplit=1)[0]
    if not line[:1].islower() or (last + first).strip(_AROUND).lower() in style.hyphened:
        return text + line
    return text[:-1] + line
