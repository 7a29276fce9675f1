"""
HTML inside a document: cells, and blocks of it in Markdown.

Owns reading tags with their offsets into paragraphs, lists, tables and headings;
leaves inline signs to `ingest.parsers.inline`. Broken and unclosed tags are read as far as they make sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.parsers.headings import Heading, read_heading
from ingest.parsers.inline import clean_runs, has_words, paragraph, trim
from ingest.parsers.items import give_lead_ins, make_item, make_list
from ingest.parsers.lines import BULLETS, read_marker
from ingest.records import Block, BlockKind, Quote, Span

__all__ = ["BLOCK_TAG", "read_cell", "read_fragment"]

MAX_DEPTH = 16
"""Deeper nesting is read as plain text."""
INLINE_BULLETS = 2
"""So many bullets in one stretch of a cell make it a list."""
BLOCK_TAG = re.compile(
    r"</?(?P<name>p|div|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|h[1-6]|br|hr|section|article|header|footer|main|nav|aside"
    r"|details|summary|blockquote|dl|dt|dd|center|figure|figcaption|caption|pre|form)\b[^<>]{0,500}>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
_TAG_OR_BREAK = re.compile(rf"{BLOCK_TAG.pattern}|[\r\n]+", re.IGNORECASE | re.DOTALL)
_INNER_BULLET = re.compile(rf"[{BULLETS}](?=[\s\u00a0]*\S)")
_CLOSES = {
    "li": frozenset({"li", "ul", "ol"}),
    "td": frozenset({"td", "th", "tr", "table", "tbody", "thead", "tfoot"}),
    "list": frozenset({"ul", "ol"}),
    "table": frozenset({"table"}),
}


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    span: Span
    is_end: bool


def read_cell(text: str, span: Span) -> Block:
    """
    A table cell over `span` (trimmed); a line break inside it separates, as in a cell copied from a spreadsheet.

    Returns:
        CELL; with a quote and no children when it is one stretch of words, otherwise with what it holds as children.
    """
    blocks = tuple(_as_block(text, found) for found in read_fragment(text, span, breaks=True))
    if len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH and not blocks[0].lead_in:
        return Block(kind=BlockKind.CELL, span=span, quote=blocks[0].quote, children=blocks[0].children)
    if not blocks and has_words(span.of(text)) is False and (runs := clean_runs(text, span)):
        return Block(kind=BlockKind.CELL, span=span, quote=Quote.at(text, runs[0]) if len(runs) == 1 else None)
    return Block(kind=BlockKind.CELL, span=span, children=blocks)


def _as_block(text: str, found: Block | Heading) -> Block:
    return found if isinstance(found, Block) else paragraph(text, found.span)


def read_fragment(text: str, span: Span, *, breaks: bool = False) -> tuple[Block | Heading, ...]:
    """What the HTML in `span` holds, in order; line breaks separate like `<br>` only when `breaks` says so."""
    pattern = _TAG_OR_BREAK if breaks else BLOCK_TAG
    tags = tuple(_tag(found, span.start) for found in pattern.finditer(span.of(text)))
    found, _ = _Reader(text, tags, span.end).flow(0, span.start, frozenset(), 0)
    return tuple(found)


def _tag(found: re.Match[str], offset: int) -> _Tag:
    span = Span(offset + found.start(), offset + found.end())
    return _Tag((found["name"] or "!").lower(), span, is_end=found[0].startswith("</"))


class _Reader:
    """Walks the tags of one fragment; each method takes the number of a tag and returns that of the next unread one."""

    def __init__(self, text: str, tags: Sequence[_Tag], end: int) -> None:
        self.text = text
        self.tags = tags
        self.end = end

    def flow(self, number: int, start: int, stops: frozenset[str], depth: int) -> tuple[Sequence[Block | Heading], int]:
        """Paragraphs, lists, tables and headings until a tag in `stops` opens or closes."""
        parts: list[Span | Block | Heading] = []
        while number < len(self.tags):
            tag = self.tags[number]
            if tag.name in stops and (tag.is_end or tag.name not in {"ul", "ol", "table"}):
                break
            parts.append(trim(self.text, start, tag.span.start))
            inner, number = self._inner(number, depth)
            parts.extend([inner] if inner else [])
            start = self.tags[number - 1].span.end if number else start
            start = max(start, inner.span.end if inner else start)
        until = self.tags[number].span.start if number < len(self.tags) else self.end
        parts.append(trim(self.text, start, max(start, until)))
        gathered = _gathered(self.text, parts)
        return (gathered if "li" in stops else _with_lead_ins(self.text, gathered)), number

    def _inner(self, number: int, depth: int) -> tuple[Block | Heading | None, int]:
        """The list, table or heading that opens at tag `number`; None for a tag that only separates."""
        tag = self.tags[number]
        if tag.is_end or depth >= MAX_DEPTH:
            return None, number + 1
        if tag.name in {"ul", "ol"}:
            return self._list(number, depth)
        if tag.name == "table":
            return self._table(number, depth)
        if re.fullmatch("h[1-6]", tag.name) and number + 1 < len(self.tags):
            end = self.tags[number + 1]
            if end.is_end and end.name == tag.name:
                span = Span(tag.span.start, end.span.end)
                return read_heading(self.text, span, rank=int(tag.name[1])), number + 2
        return None, number + 1

    def _list(self, number: int, depth: int) -> tuple[Block | None, int]:
        opening = self.tags[number]
        items: list[Block] = []
        number += 1
        while number < len(self.tags) and not (self.tags[number].is_end and self.tags[number].name in _CLOSES["list"]):
            if self.tags[number].name != "li" or self.tags[number].is_end:
                inner, number = self._inner(number, depth + 1)
                if isinstance(inner, Block) and inner.kind is BlockKind.LIST and items:
                    items[-1] = _with_child(items[-1], inner)
                continue
            item, number = self._item(number, depth)
            items.extend([item] if item else [])
        end = self.tags[number].span.end if number < len(self.tags) else self.end
        span = Span(opening.span.start, end)
        block = make_list(items, is_ordered=opening.name == "ol", span=span) if items else None
        return block, min(number + 1, len(self.tags))

    def _item(self, number: int, depth: int) -> tuple[Block | None, int]:
        start = self.tags[number].span
        found, after = self.flow(number + 1, start.end, _CLOSES["li"], depth + 1)
        is_closed = after < len(self.tags) and self.tags[after].name == "li" and self.tags[after].is_end
        end = self.tags[after].span.end if is_closed else self._before(after)
        blocks = [_as_block(self.text, each) for each in found]
        after += is_closed
        if not blocks:
            return None, after
        first, *rest = _without_own_list(blocks)
        own = first.span if first.kind is BlockKind.PARAGRAPH else Span(first.span.start, first.span.start)
        rest = rest if first.kind is BlockKind.PARAGRAPH else [first, *rest]
        marker = read_marker(self.text, own) if first.kind is BlockKind.PARAGRAPH else None
        words = marker.words if marker else own
        printed = marker.printed if marker else None
        return make_item(self.text, Span(start.start, end), words, marker=printed, rest=rest), after

    def _before(self, number: int) -> int:
        return self.tags[number].span.start if number < len(self.tags) else self.end

    def _table(self, number: int, depth: int) -> tuple[Block | None, int]:
        opening = self.tags[number]
        rows: list[tuple[Span, list[Block], bool]] = []
        number += 1
        while number < len(self.tags) and not (self.tags[number].is_end and self.tags[number].name == "table"):
            tag = self.tags[number]
            if tag.name == "tr" and not tag.is_end:
                rows.append((tag.span, [], False))
            if tag.name not in {"td", "th"} or tag.is_end:
                number += 1
                continue
            found, after = self.flow(number + 1, tag.span.end, _CLOSES["td"], depth + 1)
            cell = _cell_of(self.text, trim(self.text, tag.span.end, self._before(after)), found)
            rows = rows or [(tag.span, [], False)]
            rows[-1] = (rows[-1][0], [*rows[-1][1], cell], rows[-1][2] or tag.name == "th")
            number = after
        end = self.tags[number].span.end if number < len(self.tags) else self.end
        block = _table_of(rows, Span(opening.span.start, end))
        return block, min(number + 1, len(self.tags))


def _gathered(text: str, parts: Sequence[Span | Block | Heading]) -> list[Block | Heading]:
    """Stretches of text as paragraphs, neighbouring ones with bullets as lists."""
    found: list[Block | Heading] = []
    items: list[Block] = []
    for part in _cut(text, parts):
        marker = read_marker(text, part) if isinstance(part, Span) else None
        if marker and isinstance(part, Span) and has_words(marker.words.of(text)):
            items.append(make_item(text, part, marker.words, marker=marker.printed))
            continue
        found.extend([_list_or_paragraph(text, items)] if items else [])
        items = []
        if not isinstance(part, Span):
            found.append(part)
        elif has_words(part.of(text)):
            found.append(paragraph(text, part))
    return [*found, _list_or_paragraph(text, items)] if items else found


def _cut(text: str, parts: Sequence[Span | Block | Heading]) -> Iterator[Span | Block | Heading]:
    for part in parts:
        if isinstance(part, Span):
            yield from _at_bullets(text, part)
        else:
            yield part


def _at_bullets(text: str, span: Span) -> list[Span]:
    """A stretch cut at the bullets printed inside it, when there are several."""
    if span.start == span.end:
        return []
    found = [span.start + bullet.start() for bullet in _INNER_BULLET.finditer(span.of(text))]
    if len(found) < INLINE_BULLETS:
        return [span]
    parts = (trim(text, begin, end) for begin, end in pairwise([span.start, *found, span.end]))
    return [part for part in parts if part.start < part.end]


def _list_or_paragraph(text: str, items: Sequence[Block]) -> Block:
    """One numbered stretch alone ("1. prioritet …", "3.1 million") is no list; one with a bullet is."""
    marker = items[0].marker or ""
    counts = marker.endswith((".", ")"))
    is_number = counts or marker[:1].isdigit()
    return paragraph(text, items[0].span) if is_number and len(items) == 1 else make_list(items, is_ordered=counts)


def _without_own_list(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a list item whose printed bullet made a list of one: the bullet is only its marker."""
    first = blocks[0]
    is_own = first.kind is BlockKind.LIST and len(first.children) == 1 and first.lead_in is None
    if is_own and first.children[0].span == first.span:
        return [Block(kind=BlockKind.PARAGRAPH, span=first.span), *blocks[1:]]
    return list(blocks)


def _with_child(item: Block, child: Block) -> Block:
    """The item with a list that HTML wrongly puts beside instead of inside it."""
    return Block(
        kind=item.kind,
        span=Span(item.span.start, child.span.end),
        quote=item.quote,
        marker=item.marker,
        children=(*item.children, child),
    )


def _cell_of(text: str, span: Span, found: Sequence[Block | Heading]) -> Block:
    blocks = tuple(_as_block(text, each) for each in found)
    if len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH and not blocks[0].lead_in:
        return Block(kind=BlockKind.CELL, span=span, quote=blocks[0].quote, children=blocks[0].children)
    quote = Quote.at(text, span) if not blocks and span.start < span.end and "<" not in span.of(text) else None
    return Block(kind=BlockKind.CELL, span=span, quote=quote, children=blocks)


def _table_of(rows: Sequence[tuple[Span, list[Block], bool]], span: Span) -> Block | None:
    filled = [(opening, cells, header) for opening, cells, header in rows if cells]
    if not filled:
        return None
    blocks = tuple(
        Block(
            kind=BlockKind.ROW,
            span=Span(opening.start, cells[-1].span.end),
            children=tuple(cells),
            is_header=header and position == 0,
        )
        for position, (opening, cells, header) in enumerate(filled)
    )
    return Block(kind=BlockKind.TABLE, span=span, children=blocks)


def _with_lead_ins(text: str, found: Sequence[Block | Heading]) -> tuple[Block | Heading, ...]:
    done: list[Block | Heading] = []
    blocks: list[Block] = []
    for each in found:
        if isinstance(each, Block):
            blocks.append(each)
            continue
        done.extend(give_lead_ins(text, blocks))
        blocks = []
        done.append(each)
    return (*done, *give_lead_ins(text, blocks))
