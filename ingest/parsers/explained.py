"""
Lists whose items are explained beneath them, printed with blank lines between like chapters.

Owns telling such a run ("1. We answer", a sentence, "2. We mend", a sentence) from numbered chapters;
leaves lists without blank lines to `ingest.parsers.lists` and the blocks to `ingest.parsers.items`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.parsers.inline import paragraph
from ingest.parsers.items import counts_items, make_item, make_list
from ingest.parsers.lines import Marker, Page, next_words
from ingest.parsers.lists import STOPS, marker_at
from ingest.records import Block, Span

__all__ = ["Explained", "announces_items", "read_explained"]

MIN_COUNTED = 3
MIN_BULLETS = 2
MAX_OWN_CHARS = 140
MAX_PARAGRAPHS = 2
MAX_PARAGRAPH_CHARS = 450
MAX_LABEL_CHARS = 90
_SENTENCE = re.compile(r"(?:\S+\s+){4}\S.*\.$")
_DEEP = re.compile(r"\d{1,2}\.\d")
"""A number of two parts ("5.1") is a chapter's."""
_ENDS = (".", "!", '."', ".”", ".)", "»", "”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A list with explanations, as lines."""

    block: Block
    after: int
    """The first line after it."""
    is_tight: bool
    """Whether each explanation stands right under its item, where a chapter's text would stand apart."""
    is_apart: bool
    """Whether blank lines stand between the items; without them it is a list of the usual kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An item with the paragraphs beneath it, as first and last line of each."""

    first: int
    last: int
    marker: Marker
    below: tuple[tuple[int, int], ...]
    is_tight: bool

    @property
    def end(self) -> int:
        """The last line of it all."""
        return self.below[-1][1]


def read_explained(page: Page, first: int) -> Explained | None:
    """The list with explanations that begins at line `first`; None when the lines there are anything else."""
    marker = marker_at(page, first)
    if marker is None or marker.number not in {None, 1}:
        return None
    entries = list(_entries(page, first))
    if not entries:
        return None
    fewest = MIN_COUNTED if entries[0].marker.is_ordered else MIN_BULLETS
    is_tight = all(entry.is_tight for entry in entries)
    if len(entries) < fewest:
        return None
    items = [_item(page, entry) for entry in entries]
    block = make_list(items, is_ordered=entries[0].marker.is_ordered)
    gaps = [page.lines[entry.first - 1].is_blank for entry in entries[1:]]
    return Explained(block=block, after=entries[-1].end + 1, is_tight=is_tight, is_apart=any(gaps))


def announces_items(page: Page, first: int, explained: Explained) -> bool:
    """
    Whether the line above a counted run says that it is a list and no row of chapters.

    It does by a colon, by naming how many follow ("Syv principper"), or as a label amid a text that goes on
    unnumbered after the run; the last only for explanations right under their items. "1)" counts no chapters.
    """
    if (explained.block.children[0].marker or "").endswith(")"):
        return True
    above = next((line for line in range(first - 1, -1, -1) if not page.lines[line].is_blank), None)
    if above is None:
        return False
    words = page.lines[above].words
    if words.rstrip("*_ ").endswith(":"):
        return True
    if _DEEP.match(page.lines[first].words):
        return False
    if counts_items(words, len(explained.block.children)):
        return True
    following = next_words(page.lines, explained.after)
    is_label = len(words) <= MAX_LABEL_CHARS and words[-1] not in ".!?;,"
    has_text_before = any(_SENTENCE.search(line.words) for line in page.lines[:above])
    is_inside = following is not None and not re.match(r"\d", page.lines[following].words)
    return explained.is_tight and is_label and has_text_before and is_inside


def _entries(page: Page, first: int) -> Iterator[_Entry]:
    before: _Entry | None = None
    number: int | None = first
    while number is not None:
        marker = marker_at(page, number, [before.marker.style] if before else [])
        if marker is None or marker.words.start == marker.words.end or (before and not _follows(page, before, number)):
            return
        entry = _entry(page, number, marker, before)
        if entry is None:
            return
        yield entry
        before = entry
        number = next_words(page.lines, entry.end + 1)


def _follows(page: Page, before: _Entry, number: int) -> bool:
    """Whether the marker at a line goes on from the one before it."""
    marker = marker_at(page, number, [before.marker.style])
    if marker is None or marker.style != before.marker.style:
        return False
    is_beside = abs(page.lines[number].indent - page.lines[before.first].indent) <= 1
    return is_beside and (marker.number is None or marker.number == (before.marker.number or 0) + 1)


def _entry(page: Page, first: int, marker: Marker, before: _Entry | None) -> _Entry | None:
    """The item at a line with the paragraphs beneath it; None when it is too long, unexplained or holds more."""
    last = first
    while last + 1 < len(page.lines) and not page.lines[last + 1].is_blank and not page.is_meant(last):
        last += 1
    if page.span(first, last).end - marker.words.start > MAX_OWN_CHARS:
        return None
    below, goes_on = _below(page, last, marker)
    if not goes_on:
        # Nothing says where the last explanation ends: it is as long as the one before it.
        wanted = len(before.below) if before else 0
        below = [part for part in below[:wanted] if _is_explanation(page, part)]
    if not below or len(below) > MAX_PARAGRAPHS or any(_is_long(page, part) for part in below):
        return None
    is_tight = not page.lines[last + 1].is_blank
    return _Entry(first=first, last=last, marker=marker, below=tuple(below), is_tight=is_tight)


def _below(page: Page, last: int, marker: Marker) -> tuple[list[tuple[int, int]], bool]:
    """The paragraphs beneath an item as lines, and whether the next item follows them."""
    found: list[tuple[int, int]] = []
    number = next_words(page.lines, last + 1)
    while number is not None and len(found) <= MAX_PARAGRAPHS:
        here = marker_at(page, number, [marker.style])
        if here is not None:
            is_next = marker.number is None or here.number == marker.number + 1
            return found, here.style == marker.style and is_next and bool(found)
        if STOPS.match(page.lines[number].words):
            return found, False
        end = number
        while end + 1 < len(page.lines) and not page.lines[end + 1].is_blank and not page.is_meant(end):
            end += 1
        found.append((number, end))
        number = next_words(page.lines, end + 1)
    return found, False


def _is_explanation(page: Page, part: tuple[int, int]) -> bool:
    words = page.span(*part).of(page.text)
    return words.rstrip("*_ ").endswith(_ENDS)


def _is_long(page: Page, part: tuple[int, int]) -> bool:
    return len(page.span(*part).of(page.text)) > MAX_PARAGRAPH_CHARS


def _item(page: Page, entry: _Entry) -> Block:
    own = Span(entry.marker.words.start, page.lines[entry.last].span.end)
    below: Sequence[Block] = [paragraph(page.text, page.span(*part)) for part in entry.below]
    span = page.span(entry.first, entry.end)
    return make_item(page.text, span, own, marker=entry.marker.printed, rest=below)
