"""
Items, lists and the words that introduce them, however they were written.

Owns making ITEM and LIST blocks of parts, and giving lead-in sentences to the lists and statements they belong to;
leaves finding the parts to `ingest.parsers.lists` (lines) and `ingest.parsers.fragments` (HTML).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from ingest.emphasis import rejoined_parts
from ingest.parsers.inline import has_words, label_and_rest, own_quote, paragraph, sentences, trim, without_signs
from ingest.parsers.lines import Marker, read_marker
from ingest.records import Block, BlockKind, Quote, Span

__all__ = ["counts_items", "give_lead_ins", "in_order", "make_item", "make_list", "resume_lists"]

MAX_LABEL_CHARS = 160
NUMBERS = (
    "en ét et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv",
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
)
_ANNOUNCES = re.compile(
    r"\b(?:følgende|nedenstående|nedenfor|disse|the following|as follows|below|these)\b", re.IGNORECASE
)


def make_item(text: str, span: Span, own: Span, *, marker: str | None, rest: Sequence[Block] = ()) -> Block:
    """
    A list item.

    Args:
        text: The whole document.
        span: The item with its marker, down to its last child.
        own: Its own words; a label set apart by markup becomes the words, and what follows it a paragraph beneath.
        marker: As printed.
        rest: Paragraphs and lists beneath it.
    """
    quote, below = own_quote(text, own), list(rest)
    if quote is None and (labelled := label_and_rest(text, own)):
        name = labelled[0]
        quote = Quote.at(text, Span(name.span.start, name.span.end - (name.text[-1] == ":")))
        below = [paragraph(text, labelled[1]), *below]
    below = list(give_lead_ins(text, in_order(below)))
    if quote is None and has_words(own.of(text)):
        whole = paragraph(text, own)
        quote, below = whole.quote, [*whole.children, *below]
    return Block(kind=BlockKind.ITEM, span=span, quote=quote, marker=marker, children=tuple(below))


def in_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks by where they begin."""
    return tuple(sorted(blocks, key=lambda block: block.span))


def make_list(items: Sequence[Block], *, is_ordered: bool, span: Span | None = None) -> Block:
    """A list of items; its span reaches from the first to the last unless said otherwise."""
    span = span or Span(items[0].span.start, items[-1].span.end)
    return Block(kind=BlockKind.LIST, span=span, children=tuple(items), is_ordered=is_ordered)


def _number_of(block: Block) -> Marker | None:
    """The printed number of an item; None for a bullet or no marker."""
    if not block.marker:
        return None
    shown = f"{block.marker}  x"
    marker = read_marker(shown, Span(0, len(shown)))
    return marker if marker and marker.is_ordered else None


def resume_lists(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """
    Join a counted list that a paragraph or two interrupts ("1. … text … 2. …").

    What stands between goes beneath the item before it. Only a list that goes on with the very next number is joined.
    """
    found: list[Block] = []
    for block in blocks:
        back = _resumed(found, block)
        if back is None:
            found.append(block)
            continue
        head, between = found[back], found[back + 1 :]
        last = head.children[-1]
        end = between[-1].span.end if between else last.span.end
        last = dataclasses.replace(last, span=Span(last.span.start, end), children=(*last.children, *between))
        items = (*head.children[:-1], last, *block.children)
        found[back:] = [dataclasses.replace(head, span=Span(head.span.start, block.span.end), children=items)]
    return tuple(found)


def _resumed(found: Sequence[Block], block: Block) -> int | None:
    """Where in `found` the list stands that `block` goes on with."""
    if block.kind is not BlockKind.LIST or not block.is_ordered:
        return None
    for back in range(len(found) - 1, max(-1, len(found) - 4), -1):
        before = found[back]
        if before.kind is BlockKind.LIST and before.is_ordered:
            last, first = _number_of(before.children[-1]), _number_of(block.children[0])
            goes_on = last and first and last.style == first.style and (first.number or 0) == (last.number or 0) + 1
            return back if goes_on else None
        if before.kind is not BlockKind.PARAGRAPH or _last_words(before).endswith(":"):
            return None
    return None


def _last_words(block: Block) -> str:
    quote = block.quote or (block.children[-1].quote if block.children else None)
    return quote.text if quote else ""


def give_lead_ins(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """
    Hand the sentence before a list, or a label before a statement, to what it introduces.

    A paragraph that is nothing but the lead-in disappears into the block it introduces, whose span grows over it;
    of a longer paragraph the last sentence goes and the rest stays.
    """
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if (
            before is None
            or before.kind is not BlockKind.PARAGRAPH
            or block.lead_in
            or not _introduces(text, before, block)
        ):
            found.append(block)
            continue
        kept, lead = _split_off(text, before)
        found[-1:] = [] if kept is None else [kept]
        start = before.span.start if kept is None else kept.span.end
        found.append(dataclasses.replace(block, span=trim(text, start, block.span.end), lead_in=lead))
    return tuple(found)


def _introduces(text: str, before: Block, block: Block) -> bool:
    parts = rejoined_parts(text, before)
    words = without_signs(parts[-1].text) if parts else _last_words(before)
    if block.kind is BlockKind.PARAGRAPH:
        is_label = words.endswith(":") and len(words) <= MAX_LABEL_CHARS and not before.lead_in
        return is_label and not _last_words(block).endswith(":") and bool(_last_words(block))
    if block.kind is not BlockKind.LIST or not words or before.lead_in:
        return False
    if words.endswith((":", "…")):
        return True
    last = re.split(r"(?<=[.!?])\s+", words)[-1]
    return bool(_ANNOUNCES.search(last)) or counts_items(last, len(block.children)) or last[-1] not in ".!?;)\"'”»"


def counts_items(words: str, count: int) -> bool:
    """Whether a number word or figure in `words` says how many items follow."""
    named = {str(count)} | {
        part for row in NUMBERS if count <= row.count("|") + 1 for part in row.split("|")[count - 1].split()
    }
    return count > 1 and not named.isdisjoint(re.findall(r"\w+", words.casefold()))


def _split_off(text: str, block: Block) -> tuple[Block | None, Quote]:
    """What stays of a paragraph, and its last sentence."""
    if block.quote is None:
        last = rejoined_parts(text, block)[-1]
        kept = tuple(child for child in block.children if child.span.end <= last.span.start)
        if not kept:
            return None, last
        span = Span(block.span.start, kept[-1].span.end)
        return dataclasses.replace(block, span=span, children=kept), last
    parts = sentences(text, block.quote.span)
    if len(parts) == 1:
        return None, block.quote
    span = Span(block.span.start, parts[-2].end)
    quote = Quote.at(text, Span(block.quote.span.start, parts[-2].end))
    return dataclasses.replace(block, span=span, quote=quote), Quote.at(text, parts[-1])
