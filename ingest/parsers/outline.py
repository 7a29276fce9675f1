"""
Which lines are headings, judged by what stands around them, and the tree they make.

Owns that judgement, lists without bullets, lead-ins across the document and the finished section tree;
leaves the pieces to `ingest.parsers.pieces` and the order of headings to `ingest.parsers.headings`.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ingest.parsers.headings import BOLD, NUMBERED, PLAIN, RUN_IN, TITLE, UPPER, Heading, grow
from ingest.parsers.inline import paragraph
from ingest.parsers.items import counts_items, give_lead_ins, make_item, make_list, resume_lists
from ingest.parsers.lines import Page
from ingest.parsers.notices import gather_notices
from ingest.parsers.pieces import Piece, read_pieces
from ingest.parsers.words import (
    CONTACT_HEADING,
    CONTENTS_HEADING,
    DATE,
    DOCUMENT_WORD,
    EMAIL,
    ORGANISATION_WORD,
    ROLE,
    has_contact,
    is_name,
)
from ingest.records import Block, BlockKind, Quote, Section, Span

__all__ = ["parse_text", "tree_of"]

MIN_BOLD_HEADINGS = 2
"""From so many bold headings on, plain short lines are no headings."""
MIN_BARE_ITEMS = 2
MIN_ALIKE = 2
"""So many lists with one label show that it is theirs."""
MIN_RUN_IN = 2
"""From so many headings on end that are printed tight over their text, they stand under the spaced one before them."""
LONG_LINE = 90
COVER_LINES = 3
"""So many short lines on end at the top are a cover."""
_VALUE = re.compile(r"[^\W\d]{3,30}:? \d[\d.,]*\s?(?:%|pct\.?|procent|per ?cent|points?)\.?", re.IGNORECASE)
"""A line that gives one value by its name ("Vægt 30 %"): it is no heading."""
_SIGNED = re.compile(rf"[A-ZÆØÅ][\w .-]{{1,30}},? (?:den |the )?{DATE.pattern}", re.IGNORECASE)
"""Where and when somebody signs: "København, den 14. januar 2025"."""
_NAMED = re.compile(r"(?P<name>[A-ZÆØÅ][\w-]*(?: [\w-]+){0,2})(?:\.|:| [–-]) (?P<rest>[A-ZÆØÅ]\S+ .*\S)\s*\Z")
"""A line that explains the name it begins with."""
_PAIR = re.compile(r"[A-ZÆØÅ][^:\n]{1,60}: \S")


def parse_text(text: str) -> Section:
    """The section tree of a plain text or Markdown document; any text has one."""
    page = Page.of(text)
    return tree_of(text, read_pieces(page), has_hashes=page.has_hashes)


def tree_of(text: str, read: Sequence[Piece], *, has_hashes: bool = False) -> Section:
    """
    The section tree of a document's pieces.

    Args:
        text: The whole document.
        read: Its pieces in order.
        has_hashes: Whether headings are marked the Markdown way, so that unmarked lines are none.
    """
    pieces = _with_bare_lists(text, gather_notices(text, read))
    parts: list[Block | Heading] = []
    run: list[Block] = []
    for part in _judged(text, pieces, has_hashes=has_hashes):
        if isinstance(part, Block):
            run.append(part)
            continue
        parts.extend(_finished(text, run))
        run = []
        parts.append(part)
    return grow(text, [*parts, *_finished(text, run)])


def _finished(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    return give_lead_ins(text, resume_lists(blocks))


def _judged(text: str, pieces: Sequence[Piece], *, has_hashes: bool) -> list[Block | Heading]:
    """Each piece as the heading or the block it is."""
    bold = sum(piece.heading is not None and piece.heading.rank == BOLD for piece in pieces)
    is_marked = has_hashes or any(piece.is_certain for piece in pieces)
    lowest = BOLD if is_marked else UPPER + BOLD if bold < MIN_BOLD_HEADINGS else NUMBERED
    people = _people_lines(text, pieces)
    leads = _leads_into_lists(text, pieces)
    chosen = [
        number not in leads and _is_heading(pieces, number, lowest, is_marked, people) for number in range(len(pieces))
    ]
    chosen = _without_cover(text, pieces, chosen)
    first = next((number for number, is_chosen in enumerate(chosen) if is_chosen), None)
    run_in = _run_in(pieces, chosen, first)
    parts: list[Block | Heading] = []
    for number, piece in enumerate(pieces):
        heading = piece.heading if chosen[number] else None
        if heading and number == first and _is_title(pieces, chosen, number):
            heading = dataclasses.replace(heading, rank=TITLE)
        elif heading and number in run_in:
            heading = dataclasses.replace(heading, rank=RUN_IN)
        is_caption = piece.heading is not None and piece.words.casefold() in people
        parts.append(
            heading or (dataclasses.replace(piece.block, kind=BlockKind.FURNITURE) if is_caption else piece.block)
        )
    return parts


def _is_heading(pieces: Sequence[Piece], number: int, lowest: int, is_marked: bool, people: frozenset[str]) -> bool:
    """Whether a line is a heading: its mark says so, or it stands alone over body text."""
    piece = pieces[number]
    heading = piece.heading
    if heading is None or piece.is_certain:
        return heading is not None
    if _VALUE.fullmatch(piece.words):
        return False
    if heading.rank > lowest or (is_marked and heading.rank != BOLD) or piece.block.kind is not BlockKind.PARAGRAPH:
        return False
    is_tight = number > 0 and not piece.gap and not _is_numbered(piece) and _is_numbered(pieces[number - 1])
    is_tight = is_tight and not heading.label and not _has_like(pieces, number)
    if heading.words.text.casefold() in people or is_tight or _is_pair_among_pairs(pieces, number):
        return False
    if _is_under_contact(pieces, number) or _is_person_line(piece.words):
        return False
    following = next((each for each in pieces[number + 1 :] if each.block.kind is not BlockKind.FURNITURE), None)
    if following is None or following.is_certain:
        return False
    if following.heading is None or _is_person_line(following.words) or _VALUE.fullmatch(following.words):
        return _is_body(following)
    return not is_marked and (following.heading.rank >= heading.rank or number == 0)


def _run_in(pieces: Sequence[Piece], chosen: Sequence[bool], first: int | None) -> frozenset[int]:
    """
    Headings printed tight over their text in a section whose own heading has space beneath it ("Our values", "Trust").

    One alone may be chance; of several on end the spacing tells which stand beneath which.
    """
    places = [number for number, is_chosen in enumerate(chosen) if is_chosen]
    found: set[int] = set()
    run: list[int] = []
    is_under_spaced = False
    for number in places:
        if _is_tight_plain(pieces, number) and number != first:
            run.append(number)
            continue
        found.update(run if is_under_spaced and len(run) >= MIN_RUN_IN else ())
        run = []
        heading = pieces[number].heading
        is_under_spaced = heading is not None and heading.rank == PLAIN and number != first
    found.update(run if is_under_spaced and len(run) >= MIN_RUN_IN else ())
    return frozenset(found)


def _is_tight_plain(pieces: Sequence[Piece], number: int) -> bool:
    heading = pieces[number].heading
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    is_plain = heading is not None and heading.rank == PLAIN and not heading.label and not heading.number
    return is_plain and following is not None and not following.gap


def _leads_into_lists(text: str, pieces: Sequence[Piece]) -> frozenset[int]:
    """
    The lines that go on as a sentence in the items printed tight under them ("The agency", "- inspects …").

    And bold labels with a colon over a list that come again over others ("**What we will do:**"): no chapter ends so.
    """
    places = range(len(pieces) - 1)
    goes_on = {number for number in places if _goes_on(text, pieces[number], pieces[number + 1])}
    labels = {number: label for number in places if (label := _label_of_list(text, pieces[number], pieces[number + 1]))}
    counts = Counter(labels.values())
    return frozenset(goes_on | {number for number, label in labels.items() if counts[label] >= MIN_ALIKE})


def _label_of_list(text: str, piece: Piece, following: Piece) -> str:
    """A bold line that ends in a colon right over a list, folded; empty for any other."""
    is_bold = piece.heading is not None and piece.heading.rank == BOLD and not piece.is_certain
    words = piece.block.span.of(text).strip("*_ \n") if is_bold and following.block.kind is BlockKind.LIST else ""
    return words.casefold() if words.endswith(":") else ""


def _goes_on(text: str, piece: Piece, following: Piece) -> bool:
    block, heading = following.block, piece.heading
    if block.kind is not BlockKind.LIST or heading is None or heading.rank != PLAIN:
        return False
    between = text[piece.block.span.end : block.span.start]
    openings = [item.quote.text[:1] for item in block.children if item.quote]
    return between.count("\n") <= 1 and bool(openings) and all(each.islower() for each in openings)


def _is_pair_among_pairs(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a line "Budget: 3 mio. kr." is printed tight with others of its kind, or one names a person."""
    piece = pieces[number]
    if not _PAIR.match(piece.words) or (piece.heading and (piece.heading.label or piece.heading.number)):
        return False
    if ROLE.search(piece.words) and is_name(piece.words.partition(": ")[2].partition(",")[0]):
        return True
    above = pieces[number - 1] if number and not piece.gap else None
    is_of_counted = above is not None and above.heading is not None and above.heading.label is not None
    before = above is not None and (is_of_counted or _PAIR.match(above.words))
    following = pieces[number + 1] if number + 1 < len(pieces) else None
    return bool(before) or (following is not None and not following.gap and bool(_PAIR.match(following.words)))


def _is_under_contact(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a line stands in the block of lines (an address) right under "Kontakt"."""
    while number > 0 and not pieces[number].gap:
        number -= 1
    return number > 0 and CONTACT_HEADING.fullmatch(pieces[number - 1].words) is not None


def _has_like(pieces: Sequence[Piece], number: int) -> bool:
    """Whether another line between text is printed as this one, before the next number ("Mission" … "Vision" …)."""
    if number + 1 >= len(pieces) or pieces[number + 1].heading is not None or not _is_body(pieces[number + 1]):
        return False
    for at in range(number + 2, len(pieces) - 1):
        piece = pieces[at]
        if _is_numbered(piece) or piece.is_certain:
            return False
        if piece.heading is not None and not piece.gap and pieces[at + 1].heading is None and _is_body(pieces[at + 1]):
            return True
    return False


def _is_numbered(piece: Piece) -> bool:
    return piece.heading is not None and piece.heading.rank == NUMBERED


def _is_body(piece: Piece) -> bool:
    """Whether a piece is text that a heading can stand over."""
    block = piece.block
    if block.kind in {BlockKind.LIST, BlockKind.TABLE, BlockKind.CONTACT, BlockKind.SIGNATURE, BlockKind.CONTENTS}:
        return True
    words = piece.words
    return block.kind is BlockKind.PARAGRAPH and (
        _PAIR.match(words) is not None
        or _VALUE.fullmatch(words) is not None
        or len(words) > LONG_LINE
        or bool(block.children)
        or words.endswith((".", ":", "!", "?", '"', "”", "»", ")", ";"))
        or _is_person_line(words)
        or _SIGNED.fullmatch(words) is not None
    )


def _is_person_line(words: str) -> bool:
    """Whether a line names somebody with a role: "Lise Hansen, kontorchef"."""
    name, comma, role = words.partition(", ")
    return bool(comma) and is_name(name) and ROLE.match(role) is not None


def _people_lines(text: str, pieces: Sequence[Piece]) -> frozenset[str]:
    """Lines that are a person's name and come again with a role, a telephone number or an address."""
    names = {piece.words.casefold() for piece in pieces if piece.heading and is_name(piece.words)}
    found: set[str] = set()
    for piece in pieces if names else ():
        if piece.block.kind not in {BlockKind.CONTACT, BlockKind.SIGNATURE, BlockKind.PARAGRAPH, BlockKind.TABLE}:
            continue
        words = piece.block.span.of(text)
        if ROLE.search(words) or has_contact(words):
            found.update(name for name in names if name in words.casefold() and name != words.casefold())
    return frozenset(found)


def _without_cover(text: str, pieces: Sequence[Piece], chosen: Sequence[bool]) -> list[bool]:
    """The choice without cover lines: of short lines on end, only the last (and before it a title) are headings."""
    kept = list(chosen)
    cover = _cover_end(pieces)
    number = 0
    while number < len(pieces):
        last = number
        while last < len(pieces) and (chosen[last] or last < cover) and not pieces[last].is_certain:
            last += 1
        run = last - number
        is_numbered = any(_is_numbered(piece) for piece in pieces[number:last])
        is_named = run == 2 and number == 0 and _is_cover(text, pieces[number], pieces[number + 1])
        if (run >= COVER_LINES and not is_numbered) or is_named:
            kept[number : last - 1] = [False] * (run - 1)
        number = max(last, number + 1)
    return kept


def _cover_end(pieces: Sequence[Piece]) -> int:
    """How many short lines a document begins with, before its contents or its first text."""
    for number, piece in enumerate(pieces):
        if piece.heading is None or piece.is_certain or CONTENTS_HEADING.fullmatch(piece.heading.words.text):
            return number
    return len(pieces)


def _is_cover(text: str, first: Piece, second: Piece) -> bool:
    """Whether the first of two lines at the top names the organisation and the second the document."""
    words, others = first.block.span.of(text), second.block.span.of(text)
    return (
        bool(ORGANISATION_WORD.search(words)) and not DOCUMENT_WORD.search(words) and bool(DOCUMENT_WORD.search(others))
    )


def _is_title(pieces: Sequence[Piece], chosen: Sequence[bool], number: int) -> bool:
    """Whether the first heading names the whole document: it opens it and a heading or body of its kind follows."""
    piece = pieces[number]
    heading = piece.heading
    if heading is None or piece.is_certain or heading.number or sum(chosen) < 2:  # alone it is no title
        return False
    if any(before.block.kind is not BlockKind.FURNITURE and before.heading is None for before in pieces[:number]):
        return False
    is_followed = number + 1 < len(pieces) and chosen[number + 1]
    return is_followed or DOCUMENT_WORD.search(heading.words.text) is not None


def _with_bare_lists(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Short lines on end after a colon, without bullets, as the list they are."""
    found: list[Piece] = []
    number = 0
    while number < len(pieces):
        last = number
        while found and _announces(found[-1]) and last < len(pieces) and _is_bare_item(pieces, number, last):
            last += 1
        if named := _named_items(text, found, pieces[number:]):
            found.append(Piece(block=make_list(named, is_ordered=False)))
            number += len(named)
            continue
        if last - number < MIN_BARE_ITEMS:
            found.append(pieces[number])
            number += 1
            continue
        items = [make_item(text, each.block.span, each.block.span, marker=None) for each in pieces[number:last]]
        found.append(Piece(block=make_list(items, is_ordered=False)))
        number = last
    return found


def _named_items(text: str, before: Sequence[Piece], pieces: Sequence[Piece]) -> list[Block]:
    """
    Lines on end that each explain a name ("Trust. We keep our word."), as many as the line before them counts.

    None where that line counts none, or the lines are fewer, more or of another make.
    """
    if not before or not _announces(before[-1]):
        return []
    tight = 1 + sum(1 for _ in itertools.takewhile(lambda piece: not piece.gap, pieces[1:]))
    lines = [_NAMED.match(piece.block.span.of(text)) for piece in pieces[:tight]]
    if tight < MIN_BARE_ITEMS or not all(lines) or not counts_items(before[-1].words, tight):
        return []
    items = []
    for piece, line in zip(pieces[:tight], lines, strict=True):
        start = piece.block.span.start
        name = Quote.at(text, Span(start, start + line.end("name"))) if line else None
        below = paragraph(text, Span(start + line.start("rest"), piece.block.span.end)) if line else piece.block
        items.append(Block(kind=BlockKind.ITEM, span=piece.block.span, quote=name, children=(below,)))
    return items


def _announces(piece: Piece) -> bool:
    return piece.block.kind is BlockKind.PARAGRAPH and piece.words.endswith(":") and not re.match(r"\W*$", piece.words)


def _is_bare_item(pieces: Sequence[Piece], first: int, number: int) -> bool:
    """Whether a line is one of a list without bullets: plain, short, and printed tight under the one before it."""
    piece = pieces[number]
    if piece.block.kind is not BlockKind.PARAGRAPH or (piece.heading is None and piece.gap):
        return False
    is_tight = number == first or not piece.gap
    is_plain = bool(piece.words) and len(piece.words) <= LONG_LINE and piece.words[-1] not in ".:!?"
    return (
        is_tight
        and is_plain
        and piece.block.quote is not None
        and not (ROLE.search(piece.words) or EMAIL.search(piece.words))
    )
