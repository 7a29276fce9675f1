"""
What a quotation stands under in its document: the heading, the sentence or the label that says what it is.

Owns finding these and how many things stand under them; leaves what they let one say to `assistant.generation.headed`.
A heading tells what a text is only where the text comes first under it, or is one of a list that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Block, BlockKind, Document, Quote, Section, Span

__all__ = ["Title", "titles_of"]

LONGEST_LABEL = 60
_NO_TEXT = frozenset((BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.UPDATED))
_LABEL = re.compile(r"[\W\d_]*(?P<label>[^\W\d_].*?)[*_]*\s*(?::|\s[-–—])[*_]*\s*", re.DOTALL)
"""From the beginning of a line to the quotation: "**Open by default.** – "."""
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Words that say what stands under them."""

    text: str
    items: int
    """How many things stand under it: the items of a list, or 1."""
    is_sentence: bool = False
    """Whether it introduces a list ("The five values are:"): only what it begins with says what the items are."""


def titles_of(document: Document, span: Span) -> tuple[Title, ...]:
    """What the quotation at `span` stands under, nearest first; empty where it is not told what it is."""
    return tuple(_titles(document, span))


def _titles(document: Document, span: Span) -> Iterator[Title]:
    if label := _label(document.text, span):
        yield Title(text=label, items=1)
        return
    above, section = _around(document.root, None, span)
    if section.heading and section.heading.span.covers(span):
        if above is not None and above.heading and not _blocks(above):
            yield Title(text=above.heading.text, items=len(above.children))
        return
    blocks = _blocks(section)
    at = next((n for n, block in enumerate(blocks) if block.span.covers(span)), None)
    if at is None or not _begins(document.text, blocks[at], span):
        return
    block = blocks[at]
    items = sum(child.kind is BlockKind.ITEM for child in block.children) if block.kind is BlockKind.LIST else 1
    opening = block.lead_in or _opening(blocks[:at])
    if opening and opening.span.covers(span):
        return
    if opening:
        yield Title(text=opening.text, items=items, is_sentence=opening.text.rstrip().endswith(":"))
    if section.heading and all(opening is not None and each.span.covers(opening.span) for each in blocks[:at]):
        yield Title(text=section.heading.text, items=items)


def _around(section: Section, above: Section | None, span: Span) -> tuple[Section | None, Section]:
    """The innermost section around `span`, and the one around that."""
    for child in section.children:
        if child.span.covers(span):
            return _around(child, section, span)
    return above, section


def _blocks(section: Section) -> Sequence[Block]:
    return [block for block in section.blocks if block.kind not in _NO_TEXT]


def _opening(before: Sequence[Block]) -> Quote | None:
    """The words before a block that introduce it: they end in a colon, or are a line that is no sentence."""
    quote = before[-1].quote if before else None
    text = quote.text.rstrip() if quote else ""
    is_line = 0 < len(text) <= LONGEST_LABEL and text[-1].isalpha()
    return quote if text.endswith(":") or is_line else None


def _begins(text: str, block: Block, span: Span) -> bool:
    """Whether the quotation is what a paragraph, or an item of a list, begins with."""
    if block.kind is BlockKind.LIST:
        block = next((child for child in block.children if child.span.covers(span)), block)
    begins = block.quote.span.start if block.quote else block.span.start
    is_text = block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    return is_text and not _LETTER.search(text[begins : span.start])


def _label(text: str, span: Span) -> str | None:
    line = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    found = _LABEL.fullmatch(line) if len(line) <= LONGEST_LABEL else None
    return found["label"].strip(" .*_") if found else None
