"""
A layout set as text: the words that are stored and quoted, and the section tree over them.

Owns the form of that text (paragraphs apart, items with their markers, rows with tabs between cells) and all offsets;
leaves reading files to the readers of each format, judging plain short lines to `ingest.parsers.outline`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.parsers.contents import contents_lines
from ingest.parsers.headings import TITLE, read_heading
from ingest.parsers.inline import BLANK, has_words, paragraph, trim
from ingest.parsers.items import make_item, make_list
from ingest.parsers.layout import Doubt, Layout, Line, Look, Row, Table
from ingest.parsers.lines import Page, read_marker
from ingest.parsers.looks import is_contact
from ingest.parsers.outline import tree_of
from ingest.parsers.pieces import Piece, paragraph_piece
from ingest.parsers.tables import table_of
from ingest.records import Block, BlockKind, Quote, Section, Span

__all__ = ["Parsed", "typeset"]

INDENT = "  "
_SPACES = re.compile(r"[ \t\u00a0]+")
_DROPPED = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Soft hyphens, invisible joiners and control characters."""
_MARKS = ":.–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One file, read."""

    text: str
    """What is stored and quoted: the decoded file for plain text and Markdown, the extracted text for all others."""
    root: Section
    pages: tuple[int, ...] = ()
    """Where each page begins in `text`, ascending; empty for formats without pages."""
    doubts: tuple[Doubt, ...] = ()
    title: str | None = None
    """What the file calls itself, apart from its text."""
    language: str | None = None
    """The two-letter code of the language it says it is in."""
    published: dt.date | None = None
    """The day it says it was published."""
    is_draft: bool = False
    """Whether it calls itself a draft."""


def typeset(layout: Layout) -> Parsed:
    """The text of a layout, and its tree."""
    setter = _Setter()
    for part in layout.parts:
        if isinstance(part, Table):
            setter.table(part)
        else:
            setter.line(part)
    setter.end_list()
    text = "".join(setter.text)
    pieces = [_piece(text, each) for each in setter.pieces]
    return Parsed(
        text=text,
        root=tree_of(text, _without_contents(text, pieces)),
        pages=tuple(setter.pages),
        doubts=tuple(layout.doubts),
        title=layout.title,
        language=layout.language,
    )


@dataclass(slots=True)
class _Item:
    """A list item that has been written."""

    line: Line
    span: Span
    own: Span
    rest: list[Span | list[_Item]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Set:
    """A part that has been written, before the whole text is there to cut blocks from."""

    span: Span
    line: Line | None = None
    items: Sequence[_Item] = ()
    rows: Sequence[tuple[Row, tuple[Span, ...]]] = ()
    gap: bool = True


class _Setter:
    """Writes part after part and remembers where each stands."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.pieces: list[_Set] = []
        self.pages: list[int] = []
        self._at = 0
        self._list: list[tuple[Line, int, Span]] = []

    def line(self, line: Line) -> None:
        """A paragraph, heading or item."""
        words = _cleaned(line.text)
        if not words.strip(BLANK):
            return
        if line.look is Look.ITEM:
            self._open(line.page, tight=bool(self._list))
            start = self._at
            before = INDENT * line.level + (f"{line.marker} " if line.marker else INDENT)
            self._write(before)
            own = self._write(words)
            self._list.append((line, start + len(INDENT) * line.level, own))
            return
        self.end_list()
        self._open(line.page)
        start = self._at
        if line.marker:
            self._write(f"{line.marker} ")
        self._write(words)
        self.pieces.append(_Set(span=Span(start, self._at), line=line))

    def table(self, table: Table) -> None:
        """Its rows a line each, or more where a cell has several."""
        self.end_list()
        rows: list[tuple[Row, tuple[Span, ...]]] = []
        start = None
        for row in table.rows:
            if not any(line.text.strip() for cell in row.cells for line in cell):
                continue
            self._open(row.page, tight=bool(rows))
            start = self._at if start is None else start
            rows.append((row, tuple(self._cells(row))))
        if rows and start is not None:
            self.pieces.append(_Set(span=Span(start, self._at), rows=rows))

    def _cells(self, row: Row) -> list[Span]:
        spans: list[Span] = []
        for number, cell in enumerate(row.cells):
            if number:
                self._write("\t")
            start = self._at
            lines = [f"{line.marker} {_cleaned(line.text)}".strip() for line in cell]
            self._write("\n".join(line for line in lines if line))
            spans.append(Span(start, self._at))
        return spans

    def end_list(self) -> None:
        """Close the list that is being written."""
        if not self._list:
            return
        items = _nested(self._list)
        span = Span(self._list[0][1], self._list[-1][2].end)
        self.pieces.append(_Set(span=span, items=items))
        self._list = []

    def _open(self, page: int, *, tight: bool = False) -> None:
        """Begin a new line, on a new page where the part stands on one."""
        if self._at:
            self._write("\n" if tight else "\n\n")
        while len(self.pages) < page:
            self.pages.append(self._at)

    def _write(self, words: str) -> Span:
        self.text.append(words)
        start, self._at = self._at, self._at + len(words)
        return Span(start, self._at)


def _cleaned(words: str) -> str:
    """Words without invisible signs, blanks as single spaces, line breaks kept."""
    lines = (_SPACES.sub(" ", _DROPPED.sub("", line)).strip() for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def _nested(written: Sequence[tuple[Line, int, Span]]) -> list[_Item]:
    """Items as lists of lists by their level; a line without marker goes beneath the item before it."""
    top: list[_Item] = []
    path: list[list[_Item]] = [top]
    for line, start, own in written:
        if not line.marker and path[-1]:
            del path[max(1, line.level + 1) :]
            path[-1][-1].rest.append(own)
            continue
        depth = min(line.level, len(path) if path[-1] else len(path) - 1)
        del path[depth + 1 :]
        if depth == len(path):
            inner: list[_Item] = []
            path[-1][-1].rest.append(inner)
            path.append(inner)
        path[-1].append(_Item(line, Span(start, own.end), own))
    return top


def _piece(text: str, part: _Set) -> Piece:
    if part.rows:
        return _table(text, part)
    if part.items:
        return Piece(block=_list(text, part.items))
    line = part.line
    if line is None or not has_words(part.span.of(text)):
        return Piece(block=Block(kind=BlockKind.FURNITURE, span=part.span))
    words = Span(part.span.start + len(f"{line.marker} " if line.marker else ""), part.span.end)
    match line.look:
        case Look.HEADING:
            rank = min(line.level, 6) or TITLE
            heading = read_heading(text, part.span, rank=rank)
            return Piece(block=paragraph(text, part.span), heading=heading, is_certain=heading is not None)
        case Look.CONTENTS:
            return Piece(block=Block(kind=BlockKind.CONTENTS, span=part.span))
        case Look.NOTE | Look.CAPTION:
            return Piece(block=paragraph(text, words, whole=part.span))
        case _:
            return _running(text, part.span, line)


def _running(text: str, span: Span, line: Line) -> Piece:
    words = span.of(text)
    if is_contact(words.split("\n")):
        inner = tuple(paragraph(text, each) for each in _lines(text, span))
        return Piece(block=Block(kind=BlockKind.CONTACT, span=span, children=inner), words=words)
    labelled = _labelled(text, span, line)
    if labelled:
        name, rest = labelled
        return Piece(block=paragraph(text, rest, lead_in=name, whole=span), words=words)
    return paragraph_piece(text, span, is_single="\n" not in words, is_bold=line.is_bold, gap=True)


def _lines(text: str, span: Span) -> list[Span]:
    cuts = [span.start, *(span.start + found.end() for found in re.finditer("\n", span.of(text))), span.end]
    parts = (trim(text, start, end) for start, end in pairwise(cuts))
    return [part for part in parts if part.start < part.end]


def _labelled(text: str, span: Span, line: Line) -> tuple[Quote, Span] | None:
    """A label set apart in bold and what follows it; None unless it ends like one, or a new sentence follows."""
    if not 0 < line.label < span.end - span.start:
        return None
    label = trim(text, span.start, span.start + line.label)
    start = trim(text, span.start + line.label, span.end, signs=BLANK + _MARKS).start
    rest = trim(text, start, span.end)
    if not has_words(label.of(text)) or not has_words(rest.of(text)):
        return None
    is_apart = label.of(text)[-1] in _MARKS or text[label.end : rest.start].strip(BLANK) or rest.of(text)[0].isupper()
    name = trim(text, label.start, label.end, signs=BLANK + ".–—-")
    return (Quote.at(text, name), rest) if is_apart and name.start < name.end else None


def _list(text: str, items: Sequence[_Item]) -> Block:
    marker = items[0].line.marker
    shown = read_marker(f"{marker} x", Span(0, len(marker) + 2)) if marker else None
    return make_list([_item(text, item) for item in items], is_ordered=bool(shown and shown.is_ordered))


def _item(text: str, item: _Item) -> Block:
    rest = [paragraph(text, each) if isinstance(each, Span) else _list(text, each) for each in item.rest]
    end = max([item.own.end, *(block.span.end for block in rest)])
    labelled = _labelled(text, item.own, item.line)
    own = item.own
    if labelled:
        name, words = labelled
        own = trim(text, name.span.start, name.span.end, signs=BLANK + ":")
        rest = [paragraph(text, words), *rest]
    return make_item(text, Span(item.span.start, end), own, marker=item.line.marker or None, rest=rest)


def _table(text: str, part: _Set) -> Piece:
    rows = [[trim(text, cell.start, cell.end) for cell in cells] for _, cells in part.rows]
    widest = max(map(len, rows))
    padded = [[*row, *(Span(row[-1].end, row[-1].end) for _ in range(widest - len(row)))] for row in rows]
    is_told = any(row.is_header for row, _ in part.rows)
    header = None if not is_told else part.rows[0][0].is_header
    return Piece(block=table_of(text, padded, part.span, header=header))


def _without_contents(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with those that only point further down ("2. Mål ..... 4") as contents."""
    page = Page.of(text)
    spans = [page.lines[number].span for number in contents_lines(page)]
    return [
        Piece(block=Block(kind=BlockKind.CONTENTS, span=piece.block.span))
        if any(piece.block.span.covers(span) for span in spans) and not piece.is_certain and _is_flat(piece)
        else piece
        for piece in pieces
    ]


def _is_flat(piece: Piece) -> bool:
    return piece.block.kind is BlockKind.PARAGRAPH and "\n" not in piece.words
