"""
What a plan says of times outside its goals: when it is followed up, and when it is reported on.

Owns finding these sentences; leaves reading times to `ingest.dates`.
"Autumn 2025" stays as printed: no day is made of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.register.years import PlanYear, year_start
from ingest.dates.times import Found, find_times
from ingest.knowledge import Knowledge
from ingest.records import Document, PassageKind, Quote

__all__ = ["Mention", "mentions"]

_TELLING = frozenset({PassageKind.PARAGRAPH, PassageKind.LIST})
_FEWEST_WORDS = 5
"""Fewer are a date on a cover, not a sentence about one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A sentence of a plan that names a time."""

    document: Document
    quote: Quote
    printed: str
    """The time as it stands there."""
    first: dt.date | None
    """Its first day; None where the words do not say which days."""
    last: dt.date | None
    """Its last day, inclusive."""

    @property
    def middle(self) -> dt.date | None:
        """The day halfway through it."""
        return self.first + (self.last - self.first) / 2 if self.first and self.last else None

    @property
    def years(self) -> tuple[PlanYear, ...]:
        """The years of its first and last day, as its plan counts them; none where it says no days."""
        days = (self.first, self.last) if self.first and self.last else ()
        return tuple(PlanYear.of(day, year_start(self.document)) for day in days)

    def falls_in(self, year: PlanYear) -> bool:
        """Whether it names a day of this year, which its plan counts by, or names the year in words."""
        if year_start(self.document) != year.start:
            return False
        if self.first is None or self.last is None:
            return str(year.year) in self.printed
        return self.first <= year.last and year.first <= self.last


def mentions(knowledge: Knowledge) -> tuple[Mention, ...]:
    """Every such sentence of the documents that hold goals, in document order."""
    plans = {goal.document for goal in knowledge.goals}
    passages = [knowledge.passages[row] for row in knowledge.rows.tolist()]
    quotes = [
        (knowledge.documents[passage.document], quote)
        for passage in passages
        if passage.document in plans and passage.goal is None and passage.kind in _TELLING
        for quote in passage.quotes
        if len(quote.text.split()) >= _FEWEST_WORDS
    ]
    return tuple(mention for document, quote in quotes for mention in _of(document, quote))


def _of(document: Document, quote: Quote) -> Iterator[Mention]:
    first, last = document.period_from, document.period_to
    for found in find_times(quote.text, period=(first, last) if first and last else None):
        yield _mention(document, quote, found)


def _mention(document: Document, quote: Quote, found: Found) -> Mention:
    days = found.quarters
    return Mention(
        document=document,
        quote=quote,
        printed=found.printed,
        first=days.first if days else None,
        last=days.last if days else None,
    )
