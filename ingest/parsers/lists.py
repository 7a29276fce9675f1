"""
Lists written as lines: bullets and numbers of every style, nesting, explanations beneath an item.

Owns which lines belong to which item and which item to which list;
leaves the blocks themselves to `ingest.parsers.items`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.parsers.inline import paragraph
from ingest.parsers.items import make_item, make_list
from ingest.parsers.lines import Line, Marker, Page, next_words, read_marker
from ingest.records import Block, Span

__all__ = ["marker_at", "read_lists"]

MAX_DEPTH = 12
MAX_GAP = 2
"""Blank lines that may stand between two items of one list."""
MIN_PASTED = 2
"""From so many dashes on lines of their own they are bullets."""
_DASH_ALONE = frozenset("-–*")
_CIRCLED = re.compile(r"o \w")
DASHES = frozenset("-–—*+o")
STOPS = re.compile(r"(?:#{1,6}[ \t]+\S|```|~~~|\||<(?:table|h[1-6]|div|ul|ol)\b|(?:[-*_=][ \t]*){3,}$)", re.IGNORECASE)


@dataclass(slots=True)
class _Item:
    """An item while its lines are gathered."""

    marker: Marker
    indent: int
    start: int
    own_end: int
    rest: list[Span] = field(default_factory=list)
    lists: list[list[_Item]] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether the marker stands alone on its line and its words are still to come."""
        return self.own_end <= self.marker.words.end and self.marker.words.start == self.marker.words.end

    @property
    def end(self) -> int:
        """One past its last character, children included."""
        own = self.rest[-1].end if self.rest else self.own_end
        return max([own, *(items[-1].end for items in self.lists)])


def marker_at(page: Page, number: int, open_styles: Sequence[str] = ()) -> Marker | None:
    """The list marker of a line, where a list may begin or go on there; letters count only from the first one on."""
    line = page.lines[number]
    if line.is_blank or re.fullmatch(r"(?:[-*_][ \t]*){3,}", line.words):
        return None
    marker = read_marker(page.text, line.span) or _pasted(page, number)
    if marker is None or (marker.style.startswith(("lower", "upper")) and not _may_count(marker, open_styles)):
        return None
    return marker


def _pasted(page: Page, number: int) -> Marker | None:
    """The bullet that a web page's list leaves when it is copied: a dash on a line of its own, or "o" before words."""
    line = page.lines[number]
    if line.words in _DASH_ALONE and page.lone_dashes >= MIN_PASTED and number + 1 < len(page.lines):
        end = Span(line.span.end, line.span.end)
        is_empty = page.lines[number + 1].is_blank
        return None if is_empty else Marker(printed=line.words, style=line.words, number=None, words=end)
    beside = (page.lines[other].words for other in (number - 1, number + 1) if 0 <= other < len(page.lines))
    if _CIRCLED.match(line.words) and any(_CIRCLED.match(words) for words in beside):
        words = Span(line.span.start + len("o "), line.span.end)
        return Marker(printed="o", style="o", number=None, words=words)
    return None


def _may_count(marker: Marker, open_styles: Sequence[str]) -> bool:
    return marker.style in open_styles or marker.printed.strip("().") in {"a", "A", "i", "I"}


def read_lists(page: Page, first: int) -> tuple[list[Block], int]:
    """
    The list, or several side by side, that begins at line `first`.

    Returns:
        LIST blocks and the number of the first line after them.
    """
    items: list[_Item] = []
    number: int | None = first
    after = first
    while number is not None:
        styles = [item.marker.style for item in items]
        marker = marker_at(page, number, styles)
        gap = number - after
        if marker and (not items or _goes_on(items, marker, page.lines[number], gap)):
            items.append(_open(page, number, marker))
            after = number + 1
        elif items and marker is None and _continues(page, number, items, gap):
            _append(page, number, items[-1], gap)
            after = number + 1
        else:
            break
        number = next_words(page.lines, after)
    return [_built(page, group) for group in _nested(items)], after


def _open(page: Page, number: int, marker: Marker) -> _Item:
    line = page.lines[number]
    return _Item(marker=marker, indent=line.indent, start=line.span.start, own_end=line.span.end)


def _goes_on(items: Sequence[_Item], marker: Marker, line: Line, gap: int) -> bool:
    """Whether a marker after `gap` blank lines still belongs to the list."""
    if gap == 0:
        return True
    same = [item for item in items if item.marker.style == marker.style and abs(item.indent - line.indent) <= 1]
    counts = bool(same) and marker.number is not None and marker.number == (same[-1].marker.number or 0) + 1
    if same and marker.number is not None:
        return counts
    return gap <= MAX_GAP and (bool(same) or line.indent >= items[-1].indent + 2 or _is_word_level(items[-1], marker))


def _is_word_level(item: _Item, marker: Marker) -> bool:
    """Whether the marker is the "o" that word processors print one level below "•"."""
    return marker.style == "o" and item.marker.style in "•·●\uf0b7"


def _continues(page: Page, number: int, items: Sequence[_Item], gap: int) -> bool:
    """Whether a line without marker belongs to the item above it."""
    item, line = items[-1], page.lines[number]
    if STOPS.match(line.words) and line.indent <= item.indent:
        return False
    if item.is_bare:
        return gap == 0
    if line.indent > item.indent:
        return gap <= MAX_GAP and (gap == 0 or line.indent >= item.indent + 2)
    return gap == 0 and (not page.is_meant(number - 1) or _explains(page, number, items))


def _explains(page: Page, number: int, items: Sequence[_Item]) -> bool:
    """Whether an unindented line explains the item above it: the list goes on beneath, or all before were explained."""
    item = items[-1]
    if item.rest:
        return False
    for later in range(number + 1, min(len(page.lines), number + 3)):
        marker = marker_at(page, later, [item.marker.style])
        if page.lines[later].is_blank:
            break
        if marker and marker.style == item.marker.style and page.lines[later].indent == item.indent:
            return marker.number is None or marker.number == (item.marker.number or 0) + 1
    return len(items) > 1 and all(each.rest for each in items[:-1])


def _append(page: Page, number: int, item: _Item, gap: int) -> None:
    """Add a line to the item: to its own words, to its last paragraph, or as a new paragraph beneath."""
    line = page.lines[number]
    if not item.is_bare and (gap > 0 or page.is_meant(number - 1)):
        item.rest.append(line.span)
    elif item.rest:
        item.rest[-1] = Span(item.rest[-1].start, line.span.end)
    else:
        item.own_end = line.span.end


def _nested(items: Sequence[_Item]) -> list[list[_Item]]:
    """The items as lists of lists: deeper indentation nests, and so do other markers inside a count that goes on."""
    top: list[list[_Item]] = []
    path: list[list[_Item]] = []
    for position, item in enumerate(items):
        keep = _level(path, item, items[position + 1 :])
        del path[keep + 1 :]
        if keep < len(path) and path[keep][-1].marker.style == item.marker.style:
            path[keep].append(item)
            continue
        del path[keep:]
        group = [item]
        (path[-1][-1].lists if path else top).append(group)
        path.append(group)
    return top


def _level(path: Sequence[list[_Item]], item: _Item, later: Sequence[_Item]) -> int:
    """The depth, 0 outermost, at which an item stands given the lists open above it."""
    for depth in range(len(path) - 1, -1, -1):
        last = path[depth][-1]
        same = last.marker.style == item.marker.style
        if same and item.indent - last.indent <= 1:
            if item.indent - last.indent < -1 and depth > 0:
                continue
            return depth
        if item.indent > last.indent:
            return min(depth + 1, MAX_DEPTH)
        if not same and item.indent == last.indent and not _is_open_above(path[:depth], item):
            is_deeper = _count_goes_on(last, item, later) or _is_word_level(last, item.marker)
            return min(depth + 1, MAX_DEPTH) if is_deeper else depth
    return 0


def _is_open_above(path: Sequence[list[_Item]], item: _Item) -> bool:
    return any(group[-1].marker.style == item.marker.style for group in path)


def _count_goes_on(last: _Item, item: _Item, later: Sequence[_Item]) -> bool:
    """Whether `item` interrupts a count that `last` belongs to and a later item takes up again."""
    if not last.marker.is_ordered or item.marker.style.startswith("digit1") > last.marker.style.startswith("digit1"):
        return False
    following = next((each for each in later if each.marker.style == last.marker.style), None)
    return following is not None and following.marker.number == (last.marker.number or 0) + 1


def _built(page: Page, items: Sequence[_Item]) -> Block:
    blocks = [_item(page, item) for item in items]
    return make_list(blocks, is_ordered=items[0].marker.is_ordered)


def _item(page: Page, item: _Item) -> Block:
    below = [paragraph(page.text, span) for span in item.rest]
    below.extend(_built(page, group) for group in item.lists)
    own = Span(item.marker.words.start, max(item.marker.words.start, item.own_end))
    return make_item(page.text, Span(item.start, item.end), own, marker=item.marker.printed, rest=below)
