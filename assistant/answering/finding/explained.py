"""
What stands under a heading or beside a list item to explain it, as a sentence under the heading "Trust" does.

Owns finding that explanation; leaves which heading or item is meant to the answerers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.context import Context
from ingest.records import Document, Passage, PassageKind, Quote, Section, Span

__all__ = ["explanation_of"]

_LABELLED = re.compile(r":|\s[–—-]\s")
"""Between a label and what it is of, on one line."""
MOST_QUOTES = 5
"""Paragraphs and list items that are given of one explanation."""
MOST_CHARS = 700
"""Characters of all of them together; what goes beyond is a part of the document, not the explanation of a word."""


def explanation_of(context: Context, document: Document, term: Quote) -> tuple[Quote, ...]:
    """The words that explain a heading or list item, in order; empty where nothing does, or far more than that."""
    passages = _passages(context, document)
    section = _section_of(document, term)
    if section is not None and not section.children:
        return _short([quote for passage in passages if _is_under(section, passage) for quote in passage.quotes])
    for passage in passages:
        if passage.kind is not PassageKind.PARAGRAPH:
            continue
        first = passage.quotes[0]
        if len(passage.quotes) > 1 and first == term:
            return _short(passage.quotes[1:])
        if passage.lead_in and passage.lead_in.span.covers(term.span):
            return _short(passage.quotes)
        if first.span.start == term.span.start and _LABELLED.match(first.text, len(term.text)):
            return _short([_behind(document, first, term)])
    return ()


def _behind(document: Document, line: Quote, label: Quote) -> Quote:
    """What a line says behind its label: "Trust: We rely on each other"."""
    words = document.text[label.span.end : line.span.end]
    return document.quote(Span(line.span.end - len(words.lstrip(": –—-")), line.span.end))


def _is_under(section: Section, passage: Passage) -> bool:
    """Whether a paragraph or list stands in a section."""
    is_text = passage.kind in (PassageKind.PARAGRAPH, PassageKind.LIST)
    return is_text and section.span.covers(passage.span)


def _passages(context: Context, document: Document) -> Sequence[Passage]:
    rows = context.knowledge.rows_by_document.get(document.id)
    return [context.knowledge.passages[row] for row in rows.tolist()] if rows is not None else []


def _section_of(document: Document, heading: Quote) -> Section | None:
    return next((each for _, each in document.root.walk() if each.heading == heading), None)


def _short(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations where they are few and short together, else the first ones that are."""
    kept: list[Quote] = []
    for quote in quotes[:MOST_QUOTES]:
        if sum(len(each.text) for each in (*kept, quote)) > MOST_CHARS:
            break
        kept.append(quote)
    return tuple(kept)
