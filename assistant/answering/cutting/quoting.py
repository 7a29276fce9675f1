"""
Quotations cut to what a reader needs: whole where they are short, the telling sentences where they are long.

Owns choosing stretches of a passage; never changes a character of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Concept, coverage
from ingest.emphasis import rejoined
from ingest.parsers.inline import sentences
from ingest.records import Document, Passage, PassageKind, Quote, Span

__all__ = ["MONTHS", "TIME", "shorten", "split_sentences", "whole_quotes"]

MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    "|january|february|march|may|june|july|october"
)
"""Names of the months in both languages, for a pattern."""
TIME = re.compile(
    r"\b(?:når|when|Q[1-4]|K[1-4]|\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d"
    rf"|{MONTHS}"
    r"|efterår\w*|forår\w*|sommer\w*|vinter\w*|autumn|spring|summer|winter|kvartal\w*|quarter|halvår\w*"
    r"|ultimo|primo|medio|udgangen af|årsskiftet|årets udgang|(?:end|start|beginning) of|year[- ]end"
    r"|kl\. ?\d{1,2}|\d{1,2} ?(?:am|pm|a\.m|p\.m)|(?:man|tirs|ons|tors|fre|lør|søn)dag\w*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
    r"|årlig\w*|annual\w*|månedlig\w*|monthly|uge \d+|week \d+)\b",
    re.IGNORECASE,
)
"""A printed time: a quarter, a date, a month, a season, a year or its end, a day of the week, an hour."""
LONG = 420
"""Characters from which a quotation is cut to its telling sentences."""


def split_sentences(document: Document, quote: Quote) -> tuple[Quote, ...]:
    """The sentences of `quote`, each a quotation of its own."""
    start = quote.span.start
    return tuple(document.quote(Span(start + part.start, start + part.end)) for part in _sentences_in(quote.text)) or (
        quote,
    )


@lru_cache(maxsize=8_192)
def _sentences_in(words: str) -> tuple[Span, ...]:
    """Where the sentences of a quotation stand in it; documents are asked about again and again."""
    return sentences(words, Span(0, len(words)))


def whole_quotes(document: Document, passage: Passage) -> tuple[Quote, ...]:
    """What a passage may be quoted by, lines in bold that stand together (a cover) as one."""
    if passage.kind is not PassageKind.PARAGRAPH or len(passage.quotes) < 2:  # parts of something
        return passage.quotes
    start = passage.lead_in.span.end if passage.lead_in else passage.span.start
    return rejoined(document.text, Span(max(start, passage.span.start), passage.span.end), passage.quotes)


def shorten(
    document: Document, quote: Quote, concepts: Sequence[Concept], bridge: Bridge, *, most: int = LONG
) -> Quote:
    """`quote` itself up to `most` characters, else the run of its sentences that says most about `concepts`."""
    if len(quote.text) <= most:
        return quote
    parts = split_sentences(document, quote)
    bags = [bridge.bag(part.text, document.language) for part in parts]
    first = last = max(range(len(parts)), key=lambda place: (coverage(concepts, bags[place]), -place))
    while True:
        if last + 1 < len(parts) and _length(parts[first], parts[last + 1]) <= most:
            last += 1
        elif first > 0 and _length(parts[first - 1], parts[last]) <= most:
            first -= 1
        else:
            return document.quote(Span(parts[first].span.start, parts[last].span.end))


def _length(first: Quote, last: Quote) -> int:
    return last.span.end - first.span.start
