"""
Quotations cut to what a reader needs: whole where they are short, the telling sentences where they are long.

Owns choosing stretches of a passage; never changes a character of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Bag, Concept, coverage
from ingest.parsers.inline import sentences
from ingest.records import Document, Passage, Quote, Span

__all__ = ["TIME", "context_bag", "shorten", "split_sentences"]

TIME = re.compile(
    r"\b(?:når|when|Q[1-4]|K[1-4]|\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|january|february|march|may|june|july|october|efterår\w*|forår\w*|sommer\w*|vinter\w*|autumn|spring|summer|winter|kvartal\w*|quarter|halvår\w*|årlig\w*|annual\w*|månedlig\w*|monthly|uge \d+|week \d+)\b",
    re.IGNORECASE,
)  # fmt: skip
"""A printed time: a quarter, a date, a month, a season, a year."""
LONG = 420
"""Characters from which a quotation is cut to its telling sentences."""


def split_sentences(document: Document, quote: Quote) -> tuple[Quote, ...]:
    """The sentences of `quote`, each a quotation of its own."""
    return tuple(document.quote(span) for span in sentences(document.text, quote.span)) or (quote,)


def shorten(
    document: Document, quote: Quote, concepts: Sequence[Concept], bridge: Bridge, *, most: int = LONG
) -> Quote:
    """`quote` itself when it has at most `most` characters, else the run of its sentences that says most about `concepts`."""
    if len(quote.text) <= most:
        return quote
    parts = split_sentences(document, quote)
    bags = [bridge.bag(part.text, document.language) for part in parts]
    best = max(range(len(parts)), key=lambda place: (coverage(concepts, bags[place]), -place))
    first = last = best
    while True:
        if last + 1 < len(parts) and _length(parts[first], parts[last + 1]) <= most:
            last += 1
        elif first > 0 and _length(parts[first - 1], parts[last]) <= most:
            first -= 1
        else:
            break
    return document.quote(Span(parts[first].span.start, parts[last].span.end))


def _length(first: Quote, last: Quote) -> int:
    return last.span.end - first.span.start


def context_bag(passage: Passage, document: Document, bridge: Bridge) -> Bag:
    """What stands around a passage and helps to understand it: heading path, lead-in, the document's title."""
    around = [*passage.path, passage.lead_in.text if passage.lead_in else "", document.title]
    return bridge.bag("\n".join(around), document.language)
