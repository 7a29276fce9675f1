"""
Tables of contents: lines that only point at headings further down.

Owns finding them by leaders and page numbers, by links, or by a contents heading over lines that come again;
leaves the heading "Indhold" itself to be a heading.
"""

from __future__ import annotations

import re

from ingest.parsers.lines import Page
from ingest.parsers.words import CONTENTS_HEADING

__all__ = ["contents_lines"]

LONGEST_HEADING = 60
"""Characters of a heading over a table of contents, signs of markup counted."""
_LEADER = re.compile(r"(?:\.{3,}|…+|(?:\. ){3,}|_{4,})[\s.…]*(?:\d{1,3}|[ivx]{1,5})\s*\|?$")
_PAGE = re.compile(r"(?:[ \t]{2,}|\t|\|)\s*\d{1,3}$")
_LINK = re.compile(r"(?:[-*+•]|\d{1,2}[.)])\s+\[[^\]]+\]\(#[^)]*\)")
_SIGNS = re.compile(r"<[^<>]{0,200}>|^[\W_]*(?:\d+(?:\.\d+)*[.)]?\s+)?|[\s.…_|]*\d*$|[*_#`]")


def contents_lines(page: Page) -> frozenset[int]:
    """The numbers of the lines that belong to a table of contents."""
    found = {number for number, line in enumerate(page.lines) if _has_leader(line.words) or _LINK.match(line.words)}
    headings = [number for number, line in enumerate(page.lines) if _is_heading(line.words)]
    if headings:
        last_seen = {_core(line.words): number for number, line in enumerate(page.lines) if line.words}
        for number in headings:
            found |= _listed(page, number, last_seen)
    return frozenset(found)


def _has_leader(words: str) -> bool:
    """Whether a line ends in dots and the number of a page."""
    # Few lines hold any of these signs, which is told at once.
    return any(sign in words for sign in ("...", "…", ". .", "____")) and _LEADER.search(words) is not None


def _is_heading(words: str) -> bool:
    return len(words) <= LONGEST_HEADING and CONTENTS_HEADING.fullmatch(_core(words)) is not None


def _core(words: str) -> str:
    """A line without markup, numbering, leader and page number, for comparing."""
    return _SIGNS.sub("", _SIGNS.sub("", words)).strip().casefold()


def _listed(page: Page, heading: int, last_seen: dict[str, int]) -> set[int]:
    """The lines under a contents heading that have a page number or come again further down."""
    found: set[int] = set()
    seen: set[str] = set()
    for number in range(heading + 1, len(page.lines)):
        words = page.lines[number].words
        core = _core(words)
        if not words or CONTENTS_HEADING.fullmatch(core):
            continue
        comes_again = last_seen.get(core, number) > number and core not in seen
        if not core or words.startswith("#") or not (comes_again or _LEADER.search(words) or _PAGE.search(words)):
            break
        seen.add(core)
        found.add(number)
    return found
