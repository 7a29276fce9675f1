"""
Goals while they are being put together, before they have ids.

Owns the pieces that layouts agree on and small cuts of quotations; leaves reading a layout to `tables` and `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.dates import Period
from ingest.records import Block, BlockKind, Document, Finding, Quarters, Quote, Span

__all__ = [
    "GoalDraft",
    "MilestoneDraft",
    "Place",
    "Workshop",
    "cut",
    "is_blank",
    "is_empty",
    "normal",
    "quotes_in",
    "single_quote",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the outline a goal stands."""

    series: str
    series_number: str | None
    path: tuple[str, ...]
    """Heading path down to the goal."""
    number: str | None = None
    """The number that a goal heading gave."""
    title: Quote | None = None
    """The title that a goal heading gave."""
    span: Span | None = None
    """The section of that heading."""

    @property
    def is_goal(self) -> bool:
        """Whether a goal heading stands above."""
        return self.span is not None


@dataclass(slots=True, kw_only=True)
class MilestoneDraft:
    """A milestone without an id."""

    quote: Quote
    quarters: Quarters | None
    lead_in: Quote | None = None
    owner: str | None = None


@dataclass(slots=True, kw_only=True)
class GoalDraft:
    """A goal without ids; filled in while its rows or lines are read."""

    place: Place
    span: Span
    number: str | None = None
    title: Quote | None = None
    wording: Quote | None = None
    milestones: list[MilestoneDraft] = field(default_factory=list)
    remarks: Quote | None = None
    deadline: Quarters | None = None
    owner: str | None = None
    weight: str | None = None
    result: Quote | None = None
    has_own_weights: bool = False
    """Whether its milestones are weighed one by one, so that no weight is the goal's."""

    def add_owner(self, owner: str | None) -> None:
        """One more owner, of the goal or of a milestone; all that are named are kept."""
        if owner and f", {owner}, " not in f", {self.owner}, ":
            self.owner = f"{self.owner}, {owner}" if self.owner else owner

    def add_weight(self, weight: str | None) -> None:
        """The weight printed in one more row; two that differ belong to the milestones."""
        if weight and self.weight not in (None, weight):
            self.has_own_weights = True
        self.weight = None if self.has_own_weights else weight or self.weight

    @property
    def name(self) -> str:
        """What to call it in a message."""
        best = self.title or self.wording
        return best.text if best else f"{self.place.series} {self.number or ''}".strip()


@dataclass(slots=True, kw_only=True)
class Workshop:
    """What every reader of a layout is handed: the document, its period, and where to report."""

    document: Document
    period: Period | None
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, message: str, span: Span, **details: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(document=self.document.id, code=code, message=message, span=span, details=details))


_EMPTY = re.compile(r"[\s\-–—−.*]*")
_BLANK = re.compile(r"[\s\-–—−.*]*|n/?a|ingen|none|nej", re.IGNORECASE)


def is_empty(text: str) -> bool:
    """Whether a cell holds nothing, or a dash for it."""
    return bool(_EMPTY.fullmatch(text))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, "n/a", "ingen"."""
    return bool(_BLANK.fullmatch(text.strip()))


def normal(text: str) -> str:
    """A text for comparing: lower-case words, nothing else."""
    return " ".join(re.findall(r"\w+", text.lower()))


def cut(quote: Quote, start: int, end: int) -> Quote:
    """The part start..end of `quote`, blanks at its ends left out."""
    text = quote.text[start:end]
    first = quote.span.start + start + len(text) - len(text.lstrip())
    words = text.strip()
    return Quote(text=words, span=Span(first, first + len(words)))


def quotes_in(block: Block) -> Iterator[Quote]:
    """The citable stretches of a block in order, the innermost where there are several: items, paragraphs, cells."""
    if block.kind in (BlockKind.CONTENTS, BlockKind.FURNITURE):
        return
    if block.lead_in:
        yield block.lead_in
    inner = [quote for child in block.children for quote in quotes_in(child)]
    is_whole = block.quote is not None and not block.quote.text.isspace() and block.quote.text
    if is_whole and block.quote and not any(block.quote.span.covers(quote.span) for quote in inner):
        yield block.quote
    yield from inner


def single_quote(block: Block) -> Quote | None:
    """The block's words as one stretch, the first of them where there are several; None when it says nothing."""
    own = block.quote or next(quotes_in(block), None)
    return own if own and not is_blank(own.text) else None
