"""
Every time a text names, made into days where the text says enough.

Owns what a time word means with the words around it and the plan's period; nothing is invented:
a season, "before the summer break" or a "Q2" whose year nobody knows comes back as not understood.

What is decided here:
- "by the end of March", "ultimo juni", "senest 1. juni": the last day, for that is what the words fix.
- "primo/medio juni", "early in Q3": the whole month or quarter; with a year ("primo 2026") not understood.
- "inden Q3", "before June": the day before it begins; "inden 1. juni": that day.
- "løbende", "ongoing", "kvartalsvis": the whole period of the plan, and only where they stand alone
  (a deadline cell, a bracket), since in a sentence they say how and not when.
- "fra Q2", "after May": no end is given, so not understood; "compared with Q4 2024" is no time of the plan at all.
- A bare year counts where it stands alone or is led ("senest 2026", "i løbet af 2025").
- A split year ("Q4 2025-26"), or a quarter in a twelve-month plan that does not begin in January,
  is counted from the plan's first month, and is not understood when that is unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dates.atoms import Atom, Need, Unit, find_atoms
from ingest.dates.leads import LeadKind, lead_before
from ingest.dates.meaning import days_of, limited, with_years
from ingest.dates.periods import Period, follows
from ingest.raised import without_raised
from ingest.records import Quarters, Span

__all__ = ["Found", "find_times"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time that a text names."""

    printed: str
    """As it stands there, with the words that belong to it ("inden udgangen af 2025"), without brackets."""
    span: Span
    """Where, as offsets into the text that was searched."""
    quarters: Quarters | None
    """None when the words do not say which days."""

    @property
    def understood(self) -> bool:
        """Whether the words say which days."""
        return self.quarters is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A time word with the words before it."""

    atom: Atom
    lead: LeadKind
    start: int
    stands_alone: bool
    """Nothing else in the brackets, the cell or the clause."""


_RANGE = re.compile(
    r"\s*(?:-|–|—|/|til\s+og\s+med|t\.?o\.?m\.?|til|to|through|thru|until)\s*"
    r"(?:(?:the\s+)?(?:udgangen\s+af|end\s+of)(?:\s+the)?|ultimo|den|d\.|the)?\s*",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*(?:,|(?:,\s*)?(?:og|and|&|\+|samt))\s*(?:i|in|the|den|d\.)?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:mellem|between)\s*\Z", re.IGNORECASE)
_AND = re.compile(r"\s*(?:og|and)\s*(?:den\s*|the\s*)?", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*,?\s*(?:and\s+)?(?:onwards?|og\s+frem(?:ad|efter)?|og\s+derefter)\b", re.IGNORECASE)
_OPENING = ("(", "[", ":", ";", "|", "–", "—", " -", "\n-", "\t-")
_WINDOW = 40
_CLOSES = re.compile(r"\s*(?:\Z|[)\];|–—]|\.\s*\Z|-\s|\.\))")
_STRONG = {LeadKind.WHOLE, LeadKind.END, LeadKind.DUE, LeadKind.BEFORE, LeadKind.PART}
_ANY = _STRONG | {LeadKind.IN, LeadKind.FROM, LeadKind.AFTER}
_WHOLE_YEARS = {Unit.YEAR, Unit.THE_YEAR, Unit.THE_PERIOD}


def find_times(text: str, *, period: Period | None) -> tuple[Found, ...]:
    """
    Every time that `text` names, in order.

    Args:
        text: A sentence, a cell, a bullet.
        period: What the plan is for; gives the year that "Q2" or "marts" leaves out.
    """
    text = without_raised(text)
    chains = [chain for chain in _chains(text) if _is_meant(chain, text, period)]
    timely = [chain for chain in chains if chain[0].atom.need is not Need.ALONE or chain[0].atom.unit is Unit.DAY]
    found: list[Found] = []
    for chain in timely or chains:
        found.extend(_joined(text, _read(text, chain, period)))
    return tuple(found)


def _chains(text: str) -> list[list[_Piece]]:
    """Time words, those that "-", "to", "and" or a comma binds together in one list."""
    chains: list[list[_Piece]] = []
    for atom in find_atoms(text):
        lead = lead_before(text, atom.start)
        is_alone = _opens(text, lead.start) and bool(_CLOSES.match(text, atom.end))
        piece = _Piece(atom=atom, lead=lead.kind, start=lead.start, stands_alone=is_alone)
        if chains and _are_bound(text, chains[-1][-1].atom, atom):
            chains[-1].append(piece)
        else:
            chains.append([piece])
    return chains


def _are_bound(text: str, left: Atom, right: Atom) -> bool:
    between = text[left.end : right.start]
    if (left.unit in _WHOLE_YEARS) != (right.unit in _WHOLE_YEARS) or Need.ALONE in (left.need, right.need):
        return False
    return bool(_RANGE.fullmatch(between) or _PAIR.fullmatch(between))


def _is_meant(chain: Sequence[_Piece], text: str, period: Period | None) -> bool:
    """Whether this is a time at all; "maj", "2025" and "løbende" need something around them."""
    if chain[0].lead is LeadKind.COMPARED:
        return False
    is_alone = chain[0].stands_alone or _stands_alone(text, chain)
    return any(_is_led(piece) for piece in chain) or (is_alone and _may_stand_alone(chain, text, period))


def _is_led(piece: _Piece) -> bool:
    need = piece.atom.need
    return (
        need is Need.NOTHING
        or (need is Need.LEAD and piece.lead in _ANY)
        or (need is Need.STRONG_LEAD and piece.lead in _STRONG)
    )


def _stands_alone(text: str, chain: Sequence[_Piece]) -> bool:
    return _opens(text, chain[0].start) and bool(_CLOSES.match(text, chain[-1].atom.end))


def _opens(text: str, start: int) -> bool:
    """Whether a cell, a bracket or a clause begins at `start`."""
    before = text[max(0, start - _WINDOW) : start].rstrip()
    return before.endswith(_OPENING) or before == "-" or (not before and start <= _WINDOW)


def _may_stand_alone(chain: Sequence[_Piece], text: str, period: Period | None) -> bool:
    """A year by itself counts as a whole cell, or bracketed at the end of a text in a plan for several years."""
    if chain[0].atom.unit is not Unit.YEAR:
        return True
    before, after = text[: chain[0].start].strip(), text[chain[-1].atom.end :].strip()
    if not before and after in ("", "."):
        return True
    is_planned = period is not None and period[0].year < period[1].year
    return is_planned and before.endswith("(") and after in (")", ").")


def _read(text: str, chain: Sequence[_Piece], period: Period | None) -> list[Found]:
    atoms = with_years([piece.atom for piece in chain])
    found: list[Found] = []
    place = 0
    while place < len(chain):
        piece, start = chain[place], _printed_start(chain, place)
        is_range = place + 1 < len(chain) and _is_range(text, piece, chain[place + 1])
        last = place + 1 if is_range else place
        end = atoms[last].end
        if is_range:
            days = _stretch(piece, atoms[place], atoms[last], period)
        elif piece.lead is LeadKind.FROM and (onwards := _ONWARDS.match(text, end)):
            days, end = _until_the_end(atoms[place], period), onwards.end()
        else:
            days = limited(atoms[place], piece.lead, period)
        found.append(_found(text, Span(start, end), days))
        place = last + 1
    return found


def _printed_start(chain: Sequence[_Piece], place: int) -> int:
    piece = chain[place]
    is_first = place == 0 and piece.lead is not LeadKind.FROM
    return piece.start if is_first or place + 1 == len(chain) == 1 else piece.atom.start


def _is_range(text: str, left: _Piece, right: _Piece) -> bool:
    between = text[left.atom.end : right.atom.start]
    if _RANGE.fullmatch(between):
        return True
    before = text[max(0, left.atom.start - _WINDOW) : left.atom.start]
    return bool(_AND.fullmatch(between)) and bool(_BETWEEN.search(before))


def _stretch(piece: _Piece, left: Atom, right: Atom, period: Period | None) -> Period | None:
    first, last = days_of(left, period), days_of(right, period)
    if not first or not last or piece.lead is LeadKind.AFTER or last[1] < first[0]:
        return None
    return first[0], last[1]


def _until_the_end(atom: Atom, period: Period | None) -> Period | None:
    days = days_of(atom, period)
    return (days[0], period[1]) if days and period and period[0] <= days[0] <= period[1] else None


def _found(text: str, span: Span, days: Period | None) -> Found:
    printed = span.of(text)
    quarters = Quarters(printed=printed, first=days[0], last=days[1]) if days else None
    return Found(printed=printed, span=span, quarters=quarters)


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Two that follow each other without a gap ("Q1 og Q2") as one stretch."""
    joined: list[Found] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and before.quarters and each.quarters and follows(_days(before.quarters), _days(each.quarters)):
            span = Span(before.span.start, each.span.end)
            joined[-1] = _found(text, span, (before.quarters.first, each.quarters.last))
        else:
            joined.append(each)
    return joined


def _days(quarters: Quarters) -> tuple[dt.date, dt.date]:
    return quarters.first, quarters.last
