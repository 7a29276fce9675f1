"""
A document's lines as pieces: tables, lists, paragraphs, and lines that may be headings.

Owns cutting the lines up and what each run of them is by itself; leaves judging words to `ingest.parsers.looks`,
what only neighbours can tell (headings, signatures) to `ingest.parsers.outline` and `ingest.parsers.notices`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.parsers.contents import contents_lines
from ingest.parsers.explained import Explained, announces_items, read_explained
from ingest.parsers.fragments import BLOCK_TAG, read_fragment
from ingest.parsers.headings import Heading, read_heading
from ingest.parsers.inline import clean_runs, has_words, paragraph
from ingest.parsers.lines import Line, Page, next_words, read_marker
from ingest.parsers.lists import DASHES, marker_at, read_lists
from ingest.parsers.looks import (
    MAX_HEADING_CHARS,
    is_contact,
    is_furniture,
    is_sentence,
    is_updated,
    looks_like_heading,
    rank_of,
)
from ingest.parsers.tables import read_table
from ingest.parsers.words import CONTACT_HEADING, LINK_HEADING
from ingest.records import Block, BlockKind, Span

__all__ = ["Piece", "paragraph_piece", "read_pieces"]

MAX_HTML_LINES = 2000
RULE = re.compile(r"(?:[-*_=~–—.·][ \t]*){3,}")
DIRECTIVE = re.compile(
    r"\{%.*%\}|\{\{[<%].*[>%]\}\}|:{3,}\s*[\w{].*|:{3,}|(?:!!!|\?\?\?\+?|===[+!]?)\s+[\w\"'].*|\[TOC\]", re.IGNORECASE
)
"""A line for the program that makes pages of the file: GitBook, Hugo, MkDocs, Docusaurus."""
MAX_FRONT_LINES = 200
_FRONT_LINES = {
    "---": re.compile(r"[\w.-]+\s*:|#|-\s|[\]}]"),
    "+++": re.compile(r"[\w.\"'-]+\s*=|#|\[|[\]}]"),
}
"""What front matter begins and ends with, and how its lines begin."""
_HASHES = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]+(?P<words>\S.*?))?(?:[ \t]+#+)?(?:[ \t]*\{[#.][^{}]*\})?")
_BOLD = re.compile(
    r"(?:\*\*|__)(?=\S).*\S(?:\*\*|__):?|<(?:b|strong)\b[^<>]*>.*</(?:b|strong)>:?", re.DOTALL | re.IGNORECASE
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-ZÆØÅ])")
_FENCE = re.compile(r"(```|~~~)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of lines and what it may be."""

    block: Block
    """What it is when it is no heading."""
    heading: Heading | None = None
    """What it would be as a heading; None when it cannot be one."""
    is_certain: bool = False
    """Whether its marking makes it a heading whatever stands around it."""
    words: str = ""
    """Its own words when it is a paragraph of one run of lines."""
    gap: bool = True
    """Whether a blank line or another kind of block stands before it."""


def read_pieces(page: Page) -> list[Piece]:
    """Every line of the page in exactly one piece, in order; blank lines in none."""
    contents = contents_lines(page)
    found: list[Piece] = []
    number = next_words(page.lines, 0)
    while number is not None:
        pieces, after = _read(page, number, contents)
        found.extend(pieces)
        number = next_words(page.lines, after)
    return found


def _read(page: Page, number: int, contents: frozenset[int]) -> tuple[list[Piece], int]:
    """The piece or pieces that begin at a line, and the line after them."""
    line = page.lines[number]
    if number in contents:
        return _contents(page, number, contents)
    hashes = _HASHES.fullmatch(line.words)
    if hashes and hashes["words"] and line.indent < 4:  # Markdown's own limit
        heading = read_heading(page.text, line.span, rank=len(hashes["hashes"]), at=hashes.span("words"))
        return [
            Piece(block=paragraph(page.text, line.span), heading=heading, is_certain=heading is not None)
        ], number + 1
    if hashes and not hashes["words"]:
        return [_furniture(line.span)], number + 1
    if line.words in _FRONT_LINES and (end := _front_matter(page, number)):
        return [_furniture(page.span(number, end))], end + 1
    if RULE.fullmatch(line.words) or DIRECTIVE.fullmatch(line.words):
        return [_furniture(line.span)], number + 1
    if _FENCE.match(line.words):
        return _fenced(page, number)
    table = read_table(page, number)
    if table:
        return [Piece(block=table[0])], table[1]
    opening = BLOCK_TAG.match(line.words) or line.words.startswith("<!--")
    if opening:
        return _html(page, number)
    return _list(page, number) or _paragraphs(page, number, contents)


def _furniture(span: Span) -> Piece:
    return Piece(block=Block(kind=BlockKind.FURNITURE, span=span))


def _contents(page: Page, number: int, contents: frozenset[int]) -> tuple[list[Piece], int]:
    last = number
    while (following := next_words(page.lines, last + 1)) in contents and following is not None:
        last = following
    return [Piece(block=Block(kind=BlockKind.CONTENTS, span=page.span(number, last)))], last + 1


def _front_matter(page: Page, number: int) -> int | None:
    """The last line of a YAML or TOML block that the document begins with."""
    if next_words(page.lines, 0) != number:
        return None
    fence = page.lines[number].words
    for last in range(number + 1, min(len(page.lines), number + MAX_FRONT_LINES)):
        line = page.lines[last]
        if line.words == fence or (fence == "---" and line.words == "..."):
            return last if last > number + 1 else None
        if not line.is_blank and line.indent == 0 and not _FRONT_LINES[fence].match(line.words):
            return None
    return None


def _fenced(page: Page, number: int) -> tuple[list[Piece], int]:
    fence = page.lines[number].words[:3]
    last = number + 1
    while last < len(page.lines) and not page.lines[last].words.startswith(fence):
        last += 1
    inner = [_plain(page, each) for each in range(number + 1, last) if not page.lines[each].is_blank]
    closing = [_furniture(page.lines[last].span)] if last < len(page.lines) else []
    return [_furniture(page.lines[number].span), *inner, *closing], last + 1


def _plain(page: Page, number: int) -> Piece:
    return Piece(block=paragraph(page.text, page.lines[number].span))


def _html(page: Page, number: int) -> tuple[list[Piece], int]:
    """HTML from an opening block tag until its tags are balanced, or a blank line comes before any are open."""
    last, depth = number, 0
    while last < min(len(page.lines), number + MAX_HTML_LINES):
        words = page.lines[last].words
        depth += _depth(words)
        following = page.lines[last + 1] if last + 1 < len(page.lines) else None
        last += 1
        if depth <= 0 and (following is None or following.is_blank or not BLOCK_TAG.match(following.words)):
            break
    span = page.span(number, _last_shown(page.lines, number, last))
    pieces = [_of_fragment(page.text, each) for each in read_fragment(page.text, span)]
    return pieces or [_furniture(span)], last


def _depth(words: str) -> int:
    """Tags opened less tags closed on a line, of those that hold blocks; a comment left open counts."""
    depth = words.count("<!--") - words.count("-->")
    for tag in BLOCK_TAG.finditer(words):
        name = (tag["name"] or "").lower()
        if name in {"ul", "ol", "table", "div", "section", "article", "details", "blockquote", "dl", "p"}:
            depth += -1 if tag[0][1] == "/" else 1
    return depth


def _last_shown(lines: Sequence[Line], first: int, after: int) -> int:
    last = after - 1
    while last > first and lines[last].is_blank:
        last -= 1
    return last


def _of_fragment(text: str, found: Block | Heading) -> Piece:
    if isinstance(found, Heading):
        return Piece(block=paragraph(text, found.span), heading=found, is_certain=True)
    return Piece(block=found, words=found.quote.text if found.quote else "")


def _list(page: Page, number: int) -> tuple[list[Piece], int] | None:
    """The list that begins at a line; None when none does."""
    if not marker_at(page, number):
        return None
    if explained := _explained(page, number):
        return [Piece(block=explained.block)], explained.after
    if _is_numbered_heading(page, number):
        return None
    blocks, after = read_lists(page, number)
    return [Piece(block=block) for block in blocks], after


def _explained(page: Page, number: int) -> Explained | None:
    """A list with explanations and blank lines between its items, unless its numbers are those of chapters."""
    found = read_explained(page, number)
    if found is None or not (found.is_apart or _is_numbered_heading(page, number)):
        return None
    may_be_chapters = found.block.is_ordered and _is_numbered_heading(page, number)
    return found if not may_be_chapters or announces_items(page, number, found) else None


def _is_numbered_heading(page: Page, number: int) -> bool:
    """Whether a lone numbered line in a text without `#` headings has body text of its own beneath it."""
    line = page.lines[number]
    marker = marker_at(page, number)
    shown = re.match(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s|(?:[IVX]{1,4}|[A-Z])\.\s", line.words)
    following = next_words(page.lines, number + 1)
    if page.has_hashes or not marker or not shown or following is None or not looks_like_heading(line.words):
        return False
    if number > 0 and not page.lines[number - 1].is_blank and not _is_under_its_number(page, number):
        return False
    after = page.lines[following]
    is_apart = following > number + 1 or page.is_meant(number)
    goes_on = marker_at(page, following)
    like = goes_on or read_marker(page.text, after.span)
    if like and like.style == marker.style:
        return False
    return is_apart and (goes_on is not None or after.indent <= line.indent) and not _is_in_list(page, number, line)


def _is_under_its_number(page: Page, number: int) -> bool:
    """Whether the line above is the heading whose number this one's begins with ("2 Mål" above "2.1 Fokus")."""
    mine, above = (_NUMBERED.match(page.lines[each].words) for each in (number, number - 1))
    return mine is not None and above is not None and mine["number"].startswith(above["number"] + ".")


def _is_in_list(page: Page, number: int, line: Line) -> bool:
    """Whether a colon before the first number, or an indentation, says that this is a list after all."""
    before = next((page.lines[each] for each in range(number - 1, -1, -1) if not page.lines[each].is_blank), None)
    return line.indent > 0 or (before is not None and before.words.endswith(":"))


def _paragraphs(page: Page, number: int, contents: frozenset[int]) -> tuple[list[Piece], int]:
    """The paragraphs of a run of lines without blank ones, cut where a line break was meant."""
    last = number
    while last + 1 < len(page.lines) and not _interrupts(page, last + 1, contents):
        last += 1
    underline = _underline(page, number, last + 1)
    if underline:
        heading = read_heading(page.text, page.lines[number].span, rank=underline)
        span = page.span(number, last + 1)
        return [Piece(block=paragraph(page.text, span), heading=heading, is_certain=heading is not None)], last + 2
    if last > number and _is_heading_over(page, number):
        return [_paragraph(page, number, number, gap=True)], number + 1
    if (end := _contact_end(page, number, last)) is not None:
        lines = tuple(paragraph(page.text, page.lines[each].span) for each in range(number, end + 1))
        block = Block(kind=BlockKind.CONTACT, span=page.span(number, end), children=lines)
        return [Piece(block=block, words=block.span.of(page.text))], end + 1
    if _are_links(page, number, last):
        return [_furniture(page.lines[each].span) for each in range(number, last + 1)], last + 1
    pieces: list[Piece] = []
    first = number
    for each in range(number, last + 1):
        if (
            each == last
            or page.is_meant(each)
            or _stands_alone(page.lines[each])
            or _stands_alone(page.lines[each + 1])
        ):
            pieces.append(_paragraph(page, first, each, gap=first == number and not _is_heading_over(page, number - 1)))
            first = each + 1
    return pieces, last + 1


def _are_links(page: Page, first: int, last: int) -> bool:
    """Whether a run of short lines begins with "Read more" or "Se også": they lead to other pages."""
    words = [page.lines[each].words for each in range(first, last + 1)]
    is_headed = last > first and LINK_HEADING.fullmatch(words[0].rstrip(":")) is not None
    return is_headed and all(len(each) <= MAX_HEADING_CHARS and not is_sentence(each) for each in words)


def _is_heading_over(page: Page, number: int) -> bool:
    """Whether the first line of a run is a numbered or contact heading printed tight over its text."""
    if number < 0 or page.lines[number].is_blank:
        return False
    words = page.lines[number].words
    is_numbered = _NUMBERED.match(words) is not None and looks_like_heading(words) and not page.has_hashes
    return page.is_meant(number) and (is_numbered or CONTACT_HEADING.fullmatch(words) is not None)


def _underline(page: Page, number: int, after: int) -> int | None:
    """The rank of a heading underlined with = or -."""
    if number != after - 1 or after >= len(page.lines) or len(page.lines[number].words) > MAX_HEADING_CHARS:
        return None
    words = page.lines[after].words
    if re.fullmatch(r"={2,}", words):
        return 1
    is_line = re.fullmatch(r"-{3,}", words) and not page.lines[number].words.endswith((".", ":", ","))
    return 2 if is_line and has_words(page.lines[number].words) else None


def _interrupts(page: Page, number: int, contents: frozenset[int]) -> bool:
    """Whether a line ends the paragraph above it."""
    line = page.lines[number]
    if line.is_blank or number in contents or _FENCE.match(line.words):
        return True
    if RULE.fullmatch(line.words) or DIRECTIVE.fullmatch(line.words):
        return True
    if _HASHES.fullmatch(line.words) or line.words.startswith("<!--") or read_table(page, number):
        return True
    tag = BLOCK_TAG.match(line.words)
    if tag and (tag["name"] or "").lower() != "br":
        return True
    marker = marker_at(page, number)
    if marker is None:
        return False
    before = page.lines[number - 1].words
    if before.endswith(":"):
        return True
    if marker.is_ordered:
        return marker.number == 1 and page.is_meant(number - 1)
    return marker.style not in DASHES or marker.style in "*-" or before.endswith((".", ";")) or _repeats(page, number)


def _repeats(page: Page, number: int) -> bool:
    following = marker_at(page, number + 1) if number + 1 < len(page.lines) else None
    here = marker_at(page, number)
    return following is not None and here is not None and following.style == here.style


def _stands_alone(line: Line) -> bool:
    """Whether a line is navigation or a last-updated line, whatever is printed next to it."""
    return is_furniture(line.words) or is_updated(line.words)


def _contact_end(page: Page, first: int, last: int) -> int | None:
    """The last line of a contact that a run of lines is, up to a sentence printed tight under it; None for none."""
    end = last
    while end > first and is_sentence(page.lines[end].words):
        end -= 1
    return end if is_contact([page.lines[each].words for each in range(first, end + 1)]) else None


def _paragraph(page: Page, first: int, last: int, *, gap: bool) -> Piece:
    """A paragraph of lines first..last, with what it would be as a heading."""
    span = page.span(first, last)
    words = span.of(page.text)
    is_bold = _BOLD.fullmatch(words) is not None and len(clean_runs(page.text, span)) == 1
    found = paragraph_piece(page.text, span, is_single=first == last, is_bold=is_bold, gap=gap)
    return found if gap or page.width is None else dataclasses.replace(found, heading=None)


def paragraph_piece(text: str, span: Span, *, is_single: bool, is_bold: bool, gap: bool) -> Piece:
    """
    A stretch of running text, with what it would be as a heading.

    Args:
        text: The whole document.
        span: The stretch.
        is_single: Whether it is one line; several are no heading.
        is_bold: Whether all of it is set bold.
        gap: As in `Piece`.
    """
    words = span.of(text)
    if is_furniture(words) or not has_words(words):
        return _furniture(span)
    if is_updated(words):
        block = paragraph(text, span)
        return Piece(block=Block(kind=BlockKind.UPDATED, span=span, quote=block.quote), words=words)
    rank = rank_of(words, is_single=is_single, is_bold=is_bold)
    heading = read_heading(text, span, rank=rank) if rank is not None else None
    return Piece(block=paragraph(text, span), heading=heading, words=words, gap=gap)
