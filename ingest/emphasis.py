"""
Sentences that emphasis breaks into several stretches ("**Our mission** is to …"), as one.

Owns telling that nothing but bold and italics parts the words, and that all of it closes;
leaves a label beside what it explains ("*Dignity* – nobody …") apart, as the parsers do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.parsers.inline import BLANK, clean_runs, sentences, trim
from ingest.records import Quote, Span

__all__ = ["rejoined", "with_signs"]

_SIGNS = "*_"
_MARKER = re.compile(r"(?:[-*+•]|\d{1,2}[.)])[ \t]+")
"""Of a list item."""
_APART = re.compile(r"[:–—]|\s-|-\s")
"""Between two stretches: the first is a label of the other."""


def rejoined(text: str, span: Span, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """
    `quotes` with each sentence that only emphasis parts as one quotation, its signs included.

    Args:
        text: The whole document.
        span: Of the paragraph.
        quotes: The stretches of it that are free of markup, in order.
    """
    found: list[Quote] = []
    rest = list(quotes)
    for found_at in sentences(text, span) if len(quotes) > 1 else ():
        marker = _MARKER.match(found_at.of(text))
        sentence = Span(found_at.start + marker.end(), found_at.end) if marker else found_at
        inside = [quote for quote in rest if sentence.covers(quote.span)]
        if len(inside) > 1 and _is_one(text, sentence, inside):
            found.append(Quote.at(text, sentence))
            rest = [quote for quote in rest if quote not in inside]
    return tuple(sorted((*found, *rest), key=lambda quote: quote.span.start))


def with_signs(text: str, quote: Quote) -> Quote:
    """A quotation with the signs of emphasis right before and behind it, where those close what opens in it."""
    around = re.compile(rf"[{_SIGNS}]*")
    behind = around.match(text, quote.span.end)
    start = len(text[: quote.span.start].rstrip(_SIGNS))
    wider = Span(start, behind.end() if behind else quote.span.end)
    return Quote.at(text, wider) if _closes(text, wider) else quote


def _is_one(text: str, sentence: Span, quotes: Sequence[Quote]) -> bool:
    """Whether the stretches are parts of one statement."""
    are_joined = all(
        before.text[-1] not in ":–—-"
        and after.text[0] not in "–—-"
        and not _APART.search(text[before.span.end : after.span.start])
        for before, after in pairwise(quotes)
    )
    return are_joined and _closes(text, sentence)


def _closes(text: str, span: Span) -> bool:
    """Whether the signs of emphasis in a span are all that parts its words, each opened and closed."""
    runs = clean_runs(text, span)
    kept = "".join(run.of(text) for run in runs)
    inner = trim(text, span.start, span.end)
    parted = [text[at] for at in range(inner.start, inner.end) if not any(run.start <= at < run.end for run in runs)]
    return set(parted) <= set(_SIGNS + BLANK) and not set(kept) & set(_SIGNS)
