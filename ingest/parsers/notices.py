"""
Signatures, contacts and closing logos: what only a run of short lines together can tell.

Owns joining such lines into SIGNATURE and CONTACT blocks and setting furniture apart;
leaves who signed, in what role and when, to `ingest.people`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parsers.inline import has_words, paragraph
from ingest.parsers.pieces import Piece
from ingest.parsers.words import DATE, ORGANISATION_WORD, ROLE, SIGNED_BY, has_contact, is_name
from ingest.records import Block, BlockKind, Span

__all__ = ["gather_notices", "is_place_and_date"]

MAX_LINE_CHARS = 120
MAX_SIGNATURE_PIECES = 8
MAX_LOGO_CHARS = 80
_PLACE = re.compile(
    r"(?:(?:dato|date|dated|sted|place)\s*:?\s*)?(?:[A-ZÆØÅ][\w.-]*(?:\s[A-ZÆØÅ][\w.-]*){0,2}\s*,?\s*)?"
    r"(?:(?:den|d\.|the|on|dated?)\s*:?\s*)?",
)
_FILL = re.compile(r"[_.…\s-]*")
_NEXT_SENTENCE = re.compile(r"\w{3}[.!?] [A-ZÆØÅ]\w+")
"""Where a line goes on to say something else."""


def is_place_and_date(words: str) -> bool:
    """Whether a line is the place and day of a signature ("København, den 17/12 2024") and nothing more."""
    found = DATE.search(words) if len(words) <= MAX_LINE_CHARS else None
    if found is None:
        return False
    return _PLACE.fullmatch(words[: found.start()]) is not None and _FILL.fullmatch(words[found.end() :]) is not None


def gather_notices(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with signatures and contacts joined, and a closing logo set apart as furniture."""
    return _with_contacts(text, _with_signatures(text, _without_logos(text, pieces)))


def _with_signatures(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    number = 0
    while number < len(pieces):
        if not _is_anchor(text, pieces[number]):
            found.append(pieces[number])
            number += 1
            continue
        after = _signature_end(text, pieces, number)
        zone = list(pieces[number:after])
        if not any(_has_name(text, piece) for piece in zone):
            before = _names_before(text, found)
            zone = [*found[len(found) - before :], *zone]
            del found[len(found) - before :]
        if any(_has_name(text, piece) for piece in zone):
            found.append(_joined(text, zone, BlockKind.SIGNATURE))
        else:
            found.extend(zone)
        number = after
    return found


def _words(text: str, piece: Piece) -> str:
    """The words of a paragraph that holds no sentence; empty for anything else."""
    is_short = piece.block.kind is BlockKind.PARAGRAPH and not piece.is_certain and piece.block.span.of(text)
    if not is_short or len(is_short) > MAX_LINE_CHARS or (is_short[-1] in ".!?:;" and len(is_short.split()) > 3):
        return ""
    return piece.block.quote.text if piece.block.quote else is_short


def _is_anchor(text: str, piece: Piece) -> bool:
    words = piece.block.span.of(text) if piece.block.kind is BlockKind.PARAGRAPH and not piece.is_certain else ""
    if not words or len(words) > MAX_LINE_CHARS:
        return False
    if _NEXT_SENTENCE.search(words):  # "Approved by the board on 22 January. Questions: …"
        return False
    signs = SIGNED_BY.match(words) is not None and not (words.endswith(".") and len(words.split()) > 10)
    return signs or is_place_and_date(words)


def _has_name(text: str, piece: Piece) -> bool:
    words = _words(text, piece) or piece.block.span.of(text)
    words = SIGNED_BY.sub("", words).strip(" :,")
    return any(is_name(part.strip(" :")) for part in re.split(r"[,;\n\t]| [-–] |\bby\b|\baf\b", words)[:3])


def _signature_end(text: str, pieces: Sequence[Piece], anchor: int) -> int:
    """The number of the first piece after the signature that begins at `anchor`."""
    number, is_named = anchor + 1, _has_name(text, pieces[anchor])
    while number < min(len(pieces), anchor + MAX_SIGNATURE_PIECES):
        piece = pieces[number]
        if (
            piece.block.kind is BlockKind.FURNITURE
            and not is_named
            and re.match(r"[_.…]{3,}", piece.block.span.of(text))
        ):
            number += 1
            continue
        words = _words(text, piece)
        if not words or (is_named and _begins_another(text, piece, words)):
            break
        fits = is_name(words) or ROLE.search(words) or ORGANISATION_WORD.search(words) or is_place_and_date(words)
        if not fits and not _has_name(text, piece) and (is_named or number > anchor + 1) and piece.gap:
            break
        is_named = is_named or _has_name(text, piece)
        number += 1
    return number


def _begins_another(text: str, piece: Piece, words: str) -> bool:
    return is_place_and_date(words) or (SIGNED_BY.match(words) is not None and _has_name(text, piece))


def _names_before(text: str, found: Sequence[Piece]) -> int:
    """How many of the last pieces are the name and role above a date."""
    for count in (1, 2, 3, 4):
        if count > len(found) or not _words(text, found[-count]):
            return 0
        if _has_name(text, found[-count]):
            return count
    return 0


def _joined(text: str, zone: Sequence[Piece], kind: BlockKind) -> Piece:
    """One block over a run of pieces, with a paragraph for each line that has words."""
    lines: list[Block] = []
    for piece in zone:
        if piece.block.kind in {BlockKind.CONTACT, BlockKind.SIGNATURE}:
            lines.extend(piece.block.children)
        elif has_words(piece.block.span.of(text)):
            lines.append(paragraph(text, piece.block.span))
    span = Span(zone[0].block.span.start, zone[-1].block.span.end)
    return Piece(block=Block(kind=kind, span=span, children=tuple(lines)), words=span.of(text))


def _with_contacts(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Contacts with the name and role lines above them and the number lines below them; names with roles alone too."""
    found: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.block.kind is BlockKind.CONTACT:
            before = 0 if _has_name(text, piece) else _names_before(text, found)
            follows = found and found[-1].block.kind is BlockKind.CONTACT and not _has_name(text, piece)
            before = 1 if follows else before
            zone = [*found[len(found) - before :], piece]
            del found[len(found) - before :]
            found.append(_joined(text, zone, BlockKind.CONTACT) if before else piece)
            continue
        above = pieces[number - 1] if number else None
        words, name = _words(text, piece), _words(text, above) if above else ""
        is_role = bool(words) and ROLE.search(words) and not is_name(words) and is_name(name)
        if is_role and found and above is found[-1] and not has_contact(words):
            found[-1] = _joined(text, [found[-1], piece], BlockKind.CONTACT)
        else:
            found.append(piece)
    return found


def _without_logos(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """A short unpunctuated line at the very end that only repeats a line from the top is furniture."""
    found = list(pieces)
    seen = {_folded(piece.block.span.of(text)) for piece in found[:4]}
    for number in range(len(found) - 1, max(3, len(found) - 4), -1):
        block = found[number].block
        words = block.span.of(text)
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is not BlockKind.PARAGRAPH or len(words) > MAX_LOGO_CHARS or _folded(words) not in seen:
            break
        found[number] = Piece(block=Block(kind=BlockKind.FURNITURE, span=block.span))
    return found


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
