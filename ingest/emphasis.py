"""
Sentences that signs of markup break into several stretches ("**Our mission** is to …"), as one.

Owns telling that nothing but signs within a line (bold, italics, code, links, "CO<sub>2</sub>", "&amp;", "[^2]") parts
the words, and that all of them close; leaves a label beside what it explains ("*Dignity* – nobody …") apart, as the
parsers do, and showing the words without their signs to `without_signs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.parsers.inline import MARK, masked, sentences
from ingest.records import Block, BlockKind, Quote, Section, Span

__all__ = ["joined", "rejoined", "rejoined_parts"]

_MARKER = re.compile(r"(?:[-*+•]|\d{1,2}[.)])[ \t]+")
"""Of a list item."""
_APART = re.compile(r"[:–—]|\s-|-\s")
"""Between two stretches: the first is a label of the other."""
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_DASHES = "–—-"
_OPENING, _CLOSING = "\"'‘“„»«([", ".!?…\"'’”»«)]"
_WITHIN_A_LINE = re.compile(
    r"(?:[*_`]+|\[|\](?:\([^()\n]*\)|\[[^\]\n]*\])|\[\^[^\]\s]+\]|&[#\w]+;|\\(?!\n)"
    r"|</?(?:sub|sup|b|strong|i|em|u|small|span|abbr|mark|code|a)\b[^<>]*>)+",
    re.IGNORECASE,
)
"""Signs that leave a sentence one: no line break, no picture, nothing struck out."""


def rejoined(text: str, span: Span, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """
    `quotes` with each sentence that only signs part as one quotation, the signs inside it included.

    Args:
        text: The whole document.
        span: Of the paragraph, item or cell.
        quotes: The stretches of it that are free of markup, in order.
    """
    if len(quotes) < 2:  # parts of something
        return tuple(quotes)
    line = _Line.at(text, span)
    found: list[Quote] = []
    rest = list(quotes)
    for found_at in sentences(text, span):
        marker = _MARKER.match(found_at.of(text))
        sentence = Span(found_at.start + marker.end(), found_at.end) if marker else found_at
        inside = [quote for quote in rest if sentence.covers(quote.span)]
        whole = line.whole(sentence, inside) if len(inside) > 1 else None
        if whole:
            found.append(whole)
            rest = [quote for quote in rest if quote not in inside]
    return tuple(sorted((*found, *rest), key=lambda quote: quote.span.start))


def rejoined_parts(text: str, block: Block) -> tuple[Quote, ...]:
    """The parts that signs leave of a block's own words, `rejoined`; none where its words are one stretch."""
    parts = [child.quote for child in block.children if child.kind is BlockKind.PARAGRAPH and child.quote]
    if block.quote or not parts:
        return ()
    below = (child.span.start for child in block.children if child.kind is not BlockKind.PARAGRAPH)
    end = min((start for start in below if start >= parts[-1].span.end), default=block.span.end)
    places = [block.span.start, *_paragraphs_below(text, parts), end]
    spans = [Span(start, stop) for start, stop in pairwise(places)]
    return tuple(
        quote
        for span in spans
        for quote in rejoined(text, span, [part for part in parts if span.covers(part.span)])
    )  # fmt: skip


def joined(text: str, section: Section) -> Section:
    """A section whose paragraphs, items and cells have each sentence that only signs part as one quotation."""
    blocks = tuple(_joined_block(text, block) for block in section.blocks)
    return replace(section, blocks=blocks, children=tuple(joined(text, child) for child in section.children))


def _joined_block(text: str, block: Block) -> Block:
    children = tuple(_joined_block(text, child) for child in block.children)
    parts = rejoined_parts(text, block)
    rest = [child for child in children if not any(part.span.covers(child.span) for part in parts)]
    if len(parts) == 1:
        return replace(block, quote=parts[0], children=tuple(rest))
    made = [Block(kind=BlockKind.PARAGRAPH, span=part.span, quote=part) for part in parts]
    return replace(block, children=tuple(sorted((*rest, *made), key=lambda child: child.span)))


def _paragraphs_below(text: str, parts: Sequence[Quote]) -> Iterator[int]:
    """Where a part begins a paragraph of its own: an empty line is no sign within one."""
    for before, after in pairwise(parts):
        if gap := _EMPTY_LINE.search(text, before.span.end, after.span.start):
            yield gap.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A paragraph, item or cell with its signs masked."""

    text: str
    """The whole document."""
    span: Span
    masked: str
    """As long as the span."""
    signs: frozenset[int]
    """Where in the document a sign stands that parts no sentence."""

    @classmethod
    def at(cls, text: str, span: Span) -> _Line:
        """The line that `span` cuts out of a document."""
        hidden = masked(span.of(text))
        runs = (found.span() for found in re.finditer(f"{MARK}+", hidden))
        found = (
            sign for start, end in runs for sign in _WITHIN_A_LINE.finditer(text, span.start + start, span.start + end)
        )
        return cls(
            text=text, span=span, masked=hidden, signs=frozenset(at for sign in found for at in range(*sign.span()))
        )

    def whole(self, sentence: Span, quotes: Sequence[Quote]) -> Quote | None:
        """The stretch of a sentence that holds these parts of it and closes all its signs; None for none."""
        if not all(self._is_joined(before, after) for before, after in pairwise(quotes)):
            return None
        start, end = quotes[0].span.start, quotes[-1].span.end
        while start > sentence.start and self._is_beside(start - 1, _OPENING):
            start -= 1
        while end < sentence.end and self._is_beside(end, _CLOSING) and not self.text.startswith("[^", end):
            end += 1
        wanted = (Span(start, end), sentence)
        return next((Quote.at(self.text, span) for span in wanted if self._closes(span)), None)

    def _is_beside(self, place: int, marks: str) -> bool:
        """Whether what stands beside a sentence's words there belongs to them: a sign, or one of these marks."""
        return place in self.signs or self.text[place] in marks

    def _is_joined(self, before: Quote, after: Quote) -> bool:
        """Whether two neighbours are parts of one statement: no label and what it is for."""
        between = self._masked(Span(before.span.end, after.span.start)).replace(MARK, "")
        return before.text[-1] not in f":{_DASHES}" and after.text[0] not in _DASHES and not _APART.search(between)

    def _closes(self, span: Span) -> bool:
        """Whether the same signs stand in `span` alone as in the line, none of which parts a sentence."""
        alone = self._masked(span)
        parting = (at for at, char in enumerate(alone, start=span.start) if char == MARK and at not in self.signs)
        return masked(span.of(self.text)) == alone and next(parting, None) is None

    def _masked(self, span: Span) -> str:
        return self.masked[span.start - self.span.start : span.end - self.span.start]
