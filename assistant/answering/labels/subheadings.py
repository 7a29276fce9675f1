"""
The headings beneath a sentence that counts them ("The strategy has five focus areas").

Owns finding them; leaves which sentence is meant, and setting them down, to the answerers.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Document, Passage, Quote, Section

__all__ = ["counted_below"]

MOST = 12
"""Headings that a number word may count."""


def counted_below(document: Document, passage: Passage) -> tuple[Quote, ...]:
    """The headings that a passage of a document counts, in order: its section's own, else the next ones of one look."""
    from ingest.parsers.items import counts_items  # few questions are for a list

    found = _place(document.root, passage)
    if found is None:
        return ()
    above, place = found
    section = above.children[place]
    words = " ".join(quote.text for quote in passage.quotes)
    below = _headings(section.children)
    if below and counts_items(words, len(below)):
        return below
    following = above.children[place + 1 :]
    for count in range(2, min(len(following), MOST) + 1):
        headings = _headings(following[:count])
        if len(headings) == count and counts_items(words, count) and _are_alike(following[:count], section):
            return headings
    return ()


def _place(above: Section, passage: Passage) -> tuple[Section, int] | None:
    """The section that holds the innermost one around a passage, and which of its own that is."""
    for place, section in enumerate(above.children):
        if section.span.covers(passage.span):
            return _place(section, passage) or (above, place)
    return None


def _headings(sections: Sequence[Section]) -> tuple[Quote, ...]:
    return tuple(section.heading for section in sections if section.heading)


def _are_alike(sections: Sequence[Section], counting: Section) -> bool:
    """Whether headings are of one look that the heading over the count has not: in capitals, or numbered from 1."""
    numbers = [section.number for section in sections]
    if numbers == [str(number) for number in range(1, len(sections) + 1)]:
        return counting.number is None
    words = [heading.text for heading in _headings(sections)]
    is_upper = counting.heading is not None and counting.heading.text.isupper()
    return all(each.isupper() for each in words) and not is_upper
