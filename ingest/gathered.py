"""
Lists that a document prints as headings or labels: values each with a heading and a sentence, counted tracks.

Owns recognising such a run and what names and introduces it;
leaves making passages of it to `ingest.passages`, and lists with bullets or numbers to `ingest.parsers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.goals.roles import label_role
from ingest.parsers.inline import sentences
from ingest.parsers.items import counts_items
from ingest.parsers.words import CHAPTER_WORDS
from ingest.records import Block, BlockKind, Document, Quote, Section, Span

__all__ = ["Gathered", "gathered_lists"]

MIN_MEMBERS = 3
MAX_PARAGRAPHS = 2
MAX_PARAGRAPH_CHARS = 450
MAX_LABEL_CHARS = 60
MAX_LEAD_CHARS = 220
MIN_EXPLAINING_WORDS = 3
MIN_SENTENCE_WORDS = 5
"""From so many words a sentence behind "Ansvar:" explains a value, and names nobody who is responsible."""
_LABELLED = re.compile(r"(?P<label>[A-ZÆØÅ][\w-]*(?: [\w-]+){0,3})(?:: +| [–—-] )(?=\S)")
_COUNTED = re.compile(
    r"(?P<label>[^\W\d_]{3,30}) (?:(?P<number>\d{1,2})\s*(?:[:.–—-]|\s)\s*|(?P<letter>[A-H]|[IVX]{1,4})\s*[:.–—-]\s*)\S"
)
"""A counted heading with words of its own; of "Mål 1" alone there is nothing to list."""
_POINTS_BACK = re.compile(r"\b(?:dem|de|disse|them|these|those)\b", re.IGNORECASE)
_QUIET = {BlockKind.FURNITURE, BlockKind.UPDATED, BlockKind.CONTENTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A list made of headings or labels."""

    path: tuple[str, ...]
    """Heading path of the section that gathers them."""
    quotes: tuple[Quote, ...]
    """The headings or labels in order."""
    span: Span
    """From the first of them to the end of the last one's explanation."""
    lead_in: Quote | None
    is_ordered: bool


def gathered_lists(document: Document) -> Iterator[Gathered]:
    """Every list of the document that is printed as three or more headings or labels with short explanations."""
    tops = [child for child in document.root.children if child.heading]
    for path, section in document.root.walk():
        if section.heading and len(section.children) >= MIN_MEMBERS:
            is_title = tops == [section] or (len(tops) > 0 and section is tops[0] and _holds_most(document, section))
            found = _of_headings(document, path, section, is_title=is_title)
            found = found or _counted_among(document, path, section)
            yield from [found] if found else []
        yield from _of_labels(document, path, section)


def _holds_most(document: Document, section: Section) -> bool:
    """Whether a section is so large a part of the document that its heading is the document's title."""
    return (section.span.end - section.span.start) * 10 > len(document.text) * 8


def _of_headings(document: Document, path: tuple[str, ...], section: Section, *, is_title: bool) -> Gathered | None:
    """The headings under `section` as a list: counted ones ("Spor 1"), or such that each hold a short explanation."""
    counted = [child for child in section.children if _label(child)]
    is_counted = len(counted) >= MIN_MEMBERS and len({_label(child) for child in counted}) == 1
    members = counted if is_counted else _longest([child if _is_short(child) else None for child in section.children])
    quotes = tuple(child.heading for child in members if child.heading)
    if len(quotes) < MIN_MEMBERS or len(quotes) < len(section.children) - 1:
        return None
    lead = _lead_in(document, section.blocks, len(quotes))
    is_announced = section.heading is not None and counts_items(section.heading.text, len(quotes))
    if is_title and not is_announced and not (lead and counts_items(lead.text, len(quotes))):
        return None
    return Gathered(
        path=path,
        quotes=quotes,
        span=Span(members[0].span.start, members[-1].span.end),
        lead_in=lead,
        is_ordered=is_counted or all(child.number for child in members),
    )


def _counted_among(document: Document, path: tuple[str, ...], section: Section) -> Gathered | None:
    """Counted headings on end ("Spor 1" to "Spor 4") beside others, where the section before them says how many."""
    runs = [(label, list(run)) for label, run in groupby(section.children, key=_label)]
    for (_, before), (label, members) in pairwise(runs):
        lead = _lead_in(document, before[-1].blocks, len(members))
        if label and len(members) >= MIN_MEMBERS and lead and counts_items(lead.text, len(members)):
            heading = before[-1].heading
            return Gathered(
                path=(*path, heading.text) if heading else path,
                quotes=tuple(member.heading for member in members if member.heading),
                span=Span(members[0].span.start, members[-1].span.end),
                lead_in=lead,
                is_ordered=True,
            )
    return None


def _label(section: Section) -> str | None:
    found = _COUNTED.match(section.heading.text) if section.heading else None
    return found["label"].casefold() if found and found["label"].casefold() not in CHAPTER_WORDS else None


def _is_short(section: Section) -> bool:
    """Whether a section is a heading with one or two short paragraphs, a short list at most beneath them."""
    told = [block for block in section.blocks if block.kind not in _QUIET]
    if len(told) > 1 and told[-1].kind is BlockKind.LIST:
        told = [*told[:-1], replace(told[-1], kind=BlockKind.PARAGRAPH)]
    is_plain = all(block.kind is BlockKind.PARAGRAPH for block in told)
    are_short = all(block.span.end - block.span.start <= MAX_PARAGRAPH_CHARS for block in told)
    return not section.children and 0 < len(told) <= MAX_PARAGRAPHS and is_plain and are_short


def _longest(members: Sequence[Section | None]) -> list[Section]:
    """The longest run without a gap."""
    runs = [list(run) for is_member, run in groupby(members, key=lambda each: each is not None) if is_member]
    return [each for each in max(runs, key=len, default=[]) if each]


def _of_labels(document: Document, path: tuple[str, ...], section: Section) -> Iterator[Gathered]:
    """Labels of paragraphs that follow each other ("**Tillid.** Vi …", "Tillid: Vi …") as a list."""
    told = [block for block in section.blocks if block.kind not in _QUIET]
    labels = [_run_in(document, block) for block in told]
    start = 0
    for is_run, run in groupby(labels, key=lambda label: label is not None):
        found = list(run)
        end = start + len(found)
        if is_run and len(found) >= MIN_MEMBERS:
            blocks, first = told[start:end], told[start].lead_in
            above = first if first and first.text.rstrip(" :") != (found[0].text if found[0] else None) else None
            yield Gathered(
                path=path,
                quotes=tuple(label for label in found if label),
                span=Span(blocks[0].span.start, blocks[-1].span.end),
                lead_in=above
                or _lead_in(document, told[:start], len(found))
                or _named_after(document, told[end:], len(found)),
                is_ordered=False,
            )
        start = end


def _run_in(document: Document, block: Block) -> Quote | None:
    """The label that a paragraph begins with; None for a field ("Ansvarlig: HR"), a number or no label at all."""
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    quote = block.quote
    found = _LABELLED.match(quote.text) if quote else None
    if quote and found and _explains(quote.text[found.end() :]):
        label = document.quote(Span(quote.span.start, quote.span.start + found.end("label")))
    elif block.lead_in:
        start, words = block.lead_in.span.start, block.lead_in.text.rstrip(" :")
        label = document.quote(Span(start, start + len(words)))
    else:
        return None
    is_name = 1 < len(label.text) <= MAX_LABEL_CHARS and not re.search(r"\d", label.text)
    is_field = label_role(label.text) and len(_told(document, block, label).split()) < MIN_SENTENCE_WORDS
    return label if is_name and not is_field else None


def _told(document: Document, block: Block, label: Quote) -> str:
    """What stands behind the label; empty where that is no sentence, as in "Ansvar: HR og Økonomi"."""
    words = document.text[label.span.end : block.span.end].strip(" :–—-*_\n")
    return words if words.endswith((".", "!")) else ""


def _explains(words: str) -> bool:
    return len(words.split()) >= MIN_EXPLAINING_WORDS and words.rstrip().endswith((".", "!"))


def _named_after(document: Document, blocks: Sequence[Block], count: int) -> Quote | None:
    """The sentence right behind a list that says what its members are ("We call these our four hallmarks")."""
    quote = blocks[0].quote if blocks and blocks[0].kind is BlockKind.PARAGRAPH else None
    if quote is None:
        return None
    first = document.quote(sentences(document.text, quote.span)[0])
    return first if _POINTS_BACK.search(first.text) and counts_items(first.text, count) else None


def _lead_in(document: Document, blocks: Sequence[Block], count: int) -> Quote | None:
    """The sentence right before the list that introduces it: one that counts it, ends in a colon, or stands alone."""
    told = [block for block in blocks if block.kind not in _QUIET]
    if not told or told[-1].kind is not BlockKind.PARAGRAPH or told[-1].quote is None:
        return None
    parts = sentences(document.text, told[-1].quote.span)
    fits = [part for part in parts if counts_items(part.of(document.text), count)]
    fits = fits or [part for part in parts[-1:] if part.of(document.text).endswith(":") or len(parts) == 1]
    chosen = document.quote(fits[-1]) if fits else None
    return chosen if chosen and len(chosen.text) <= MAX_LEAD_CHARS else None
