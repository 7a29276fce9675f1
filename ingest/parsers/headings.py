"""
Headings: what their words and numbers are, and which stands under which.

Owns reading a heading line and placing headings in a tree, printed numbering before number of `#`;
leaves deciding whether a line is a heading to `ingest.parsers.pieces`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.parsers.inline import BLANK, clean_runs, has_words, trim
from ingest.parsers.words import CHAPTER_WORDS, CONTENTS_HEADING
from ingest.records import Block, Quote, Section, Span

__all__ = ["BOLD", "PLAIN", "RUN_IN", "TITLE", "UPPER", "Heading", "grow", "read_heading"]

TITLE = 0
HASHES = 6
UPPER = 7
BOLD = 8
NUMBERED = 9
PLAIN = 10
RUN_IN = 11
"""Ranks of headings without `#`; those with it have the number of `#`, 1 to `HASHES`: bold words never end them."""

MIN_RECURRING = 2
"""From so many headings of the same words on, they are parts of what is counted above them."""
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*|(?:[IVX]{1,4}|[A-ZÆØÅ])\.\d{1,2}|[IVXLC]{1,5}(?=[.)])|[A-ZÆØÅ](?=[.)]))"
    r"[.):]?[ \t\u00a0–-]+(?=[^\s\d.])"
)
_LABEL = re.compile(r"(?P<label>[A-Za-zÆØÅæøå]{3,30})\s+(?P<number>\d{1,3})(?:\b|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading line before it has found its place."""

    span: Span
    """The line or lines with markup."""
    words: Quote
    """Without numbering and markup."""
    rank: int
    """How high its look puts it, 0 highest: the title, 1–6 by `#`, then the ranks above."""
    number: str | None = None
    """As printed: "2", "3.1", "IV"."""
    label: tuple[str, int] | None = None
    """For "Mål 1": its word and count."""

    @property
    def digits(self) -> tuple[int, ...]:
        """The printed number in its parts; empty for none, letters and Roman ones."""
        return tuple(map(int, self.number.split("."))) if self.number and self.number[0].isdigit() else ()


def read_heading(text: str, span: Span, *, rank: int, at: tuple[int, int] | None = None) -> Heading | None:
    """The heading whose line is `span`, its words `at` offsets within it; None when there are no words."""
    inner = Span(span.start + at[0], span.start + at[1]) if at else span
    runs = [run for run in clean_runs(text, inner) if has_words(run.of(text))]
    if not runs:
        return None
    whole = max(runs, key=lambda run: run.end - run.start)
    number = _NUMBER.match(runs[0].of(text))
    if number and runs[0] == whole:
        whole = trim(text, whole.start + number.end(), whole.end)
    elif number is None and re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*[.)]?", runs[0].of(text)) and len(runs) > 1:
        number = re.match(r"(?P<number>[\d.]*\d)", runs[0].of(text))
    words = trim(text, whole.start, whole.end, signs=BLANK + ":#")
    if not has_words(words.of(text)):
        return None
    label = _LABEL.match(words.of(text))
    is_series = label is not None and label["label"].casefold() not in CHAPTER_WORDS
    return Heading(
        span=span,
        words=Quote.at(text, words),
        rank=rank,
        number=number["number"] if number else None,
        label=(label["label"].casefold(), int(label["number"])) if label and is_series else None,
    )


@dataclass(slots=True)
class _Branch:
    """A section while it grows."""

    heading: Heading | None
    rank: int
    blocks: list[Block]
    children: list[_Branch]


def grow(text: str, parts: Sequence[Block | Heading]) -> Section:
    """
    The section tree of a document's blocks and headings in order.

    A number that goes on from an earlier one ("3." after "2.") makes a sibling of that one whatever its `#`;
    a counted label ("Mål 1") goes under the numbered section it is printed in, and beside its own series.
    """
    root = _Branch(None, -1, [], [])
    path = [root]
    recurring = _recurring([part for part in parts if isinstance(part, Heading)])
    for part in parts:
        if isinstance(part, Block):
            path[-1].blocks.append(part)
            continue
        rank = _open(path, part, recurring)
        branch = _Branch(part, rank, [], [])
        path[-1].children.append(branch)
        path.append(branch)
    return _section(root, level=0, end=len(text))


def _recurring(headings: Sequence[Heading]) -> frozenset[str]:
    """What comes again as a heading, or as the label of one: a part of each of several things, no chapter."""
    counts = Counter(_label_of(each) for each in headings if not each.label and not each.number)
    return frozenset(words for words, count in counts.items() if count >= MIN_RECURRING)


def _label_of(heading: Heading) -> str:
    return heading.words.text.casefold().partition(":")[0]


def _open(path: list[_Branch], heading: Heading, recurring: Collection[str]) -> int:
    """Close the sections that `heading` ends; its effective rank."""
    sibling = _sibling(path, heading)
    if sibling is not None:
        rank = min(path[sibling].rank, heading.rank)
        del path[sibling:]
        return rank
    parent = _parent(path, heading)
    if parent is not None:
        del path[parent + 1 :]
        return max(heading.rank, path[-1].rank + 1)
    is_part = not heading.number and _label_of(heading) in recurring
    while len(path) > 1 and (not _holds(path[-1], heading) or (not is_part and _ends_series(path, heading, recurring))):
        path.pop()
    return heading.rank


def _ends_series(path: Sequence[_Branch], heading: Heading, recurring: Collection[str]) -> bool:
    """
    Whether a heading that looks lower than a counted one above it stands beside it all the same.

    "AIM 1" to "AIM 4" are set in capitals and "Money" after them is not; but a heading of its look stood before the
    first of them, and under none of them does any but what recurs under each.
    """
    last, siblings = path[-1], path[-2].children
    if heading.label or last.heading is None or last.heading.label is None or last.rank >= heading.rank:
        return False
    if 0 < last.rank <= HASHES:
        return False
    label = last.heading.label[0]
    series = [each for each in siblings if each.heading and each.heading.label and each.heading.label[0] == label]
    before = siblings[: siblings.index(series[0])]
    has_inner = any(
        child.rank == heading.rank and child.heading and _label_of(child.heading) not in recurring
        for each in series
        for child in each.children
    )
    return not has_inner and any(each.rank == heading.rank for each in before)


def _holds(branch: _Branch, heading: Heading) -> bool:
    """Whether a section may hold that heading; a table of contents holds none."""
    if branch.heading and CONTENTS_HEADING.fullmatch(branch.heading.words.text):
        return False
    if branch.rank == heading.rank and heading.label and branch.heading:
        is_gathering = heading.label[1] == 1 and not branch.heading.label and _names(branch.heading, heading.label[0])
        return branch.heading.number is not None or is_gathering
    return branch.rank < heading.rank


def _names(above: Heading, label: str) -> bool:
    """Whether a heading names the kind of those counted beneath it ("Strategiske spor" over "Spor 1", "Goals")."""
    words = re.findall(r"[^\W\d_]+", above.words.text.casefold())
    plurals = {label + end for end in ("s", "er", "r", "e", "ene", "erne")}
    return any(word.endswith(label) or word in plurals for word in words)


def _sibling(path: Sequence[_Branch], heading: Heading) -> int | None:
    """The innermost open section whose number or label this one counts on from."""
    for depth in range(len(path) - 1, 0, -1):
        other = path[depth].heading
        if other is None:
            continue
        if heading.label and other.label and other.label[0] == heading.label[0] and other.label[1] < heading.label[1]:
            return depth
        mine, its = heading.digits, other.digits
        if mine and len(its) == len(mine) and its[:-1] == mine[:-1] and its[-1] < mine[-1]:
            return depth
    return None


def _parent(path: Sequence[_Branch], heading: Heading) -> int | None:
    """The open section whose number this one's begins with ("3" for "3.1")."""
    for depth in range(len(path) - 1, 0, -1):
        other = path[depth].heading
        if other and other.digits and len(heading.digits) > len(other.digits):
            return depth if heading.digits[: len(other.digits)] == other.digits else None
    return None


def _section(branch: _Branch, *, level: int, end: int) -> Section:
    """The finished section; `end` is where the root ends."""
    children = tuple(_section(child, level=level + 1, end=end) for child in branch.children)
    ends = [block.span.end for block in branch.blocks] + [child.span.end for child in children]
    heading = branch.heading
    span = Span(0, end) if heading is None else Span(heading.span.start, max([heading.span.end, *ends]))
    return Section(
        heading=heading.words if heading else None,
        number=heading.number if heading else None,
        level=level,
        span=span,
        blocks=tuple(branch.blocks),
        children=children,
    )
