"""
What a file of any format holds, before it has a text of its own: lines, list items and tables in reading order.

Owns these values, which every reader of a format (`docx`, `html`, `pdf`, `pptx`, `xlsx`) gives and `typeset` takes;
leaves offsets and the section tree to `ingest.parsers.typeset`.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Doubt", "Layout", "Line", "Look", "Row", "Table"]


class Look(enum.Enum):
    """What a line is by its style."""

    TEXT = "text"
    """Running text; a short line may still turn out to be a heading."""
    HEADING = "heading"
    """The format itself says that it is one."""
    ITEM = "item"
    """A list item, or with no marker a paragraph beneath one."""
    NOTE = "note"
    """A footnote or endnote."""
    CAPTION = "caption"
    """The words under a table or picture: never a heading."""
    CONTENTS = "contents"
    """A line of a table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph, heading or list item."""

    text: str
    """Its words without marker; a line feed where the writer broke the line on purpose."""
    look: Look = Look.TEXT
    level: int = 0
    """Of a heading: 0 for the title, then 1 (highest) to 6. Of an item: its depth, 0 outermost."""
    marker: str = ""
    """As printed before it: "•", "2.", "b)"; for a note its number."""
    is_bold: bool = False
    """Whether all of it is set bold, so that it may be a heading."""
    label: int = 0
    """How many of its first characters are a label set apart in bold ("Beredt: Vi er klar"); 0 for none."""
    page: int = 0
    """The page it begins on, 1 the first; 0 where the format has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table, with as many cells as the table has columns; what a merged cell covers is empty."""

    cells: tuple[tuple[Line, ...], ...]
    is_header: bool = False
    """Whether the format itself says that it names the columns."""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of cells."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something about a file that a person should know."""

    code: str
    """A stable word, as in `Finding.code`."""
    message: str
    """What was got and what to do, to follow the file's name in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a file holds in reading order, before it has a text and offsets."""

    parts: Sequence[Line | Table]
    """In reading order."""
    doubts: Sequence[Doubt] = field(default_factory=tuple)
    """What a person should know of the reading."""
    title: str | None = None
    """What the file calls itself, where it says so apart from its text."""
    language: str | None = None
    """The language it says it is in, as a two-letter code."""
