"""
People whom a document names: who signed it, whom to contact, who is said to hold a role.

Owns reading names, roles, days and numbers from signatures, contacts, tables and single lines;
leaves finding those blocks to `ingest.parsers`. A name without a role, a signature or a contact is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.dates import read_day
from ingest.parsers.inline import BLANK, trim
from ingest.parsers.notices import is_place_and_date
from ingest.parsers.words import DATE, EMAIL, PHONE, ROLE, SIGNED_BY, WRITTEN_NAME, has_contact, is_name
from ingest.records import Block, BlockKind, Document, Person, Quote, Span

__all__ = ["find_people"]

MAX_LINE_CHARS = 160
MAX_ROLE_CHARS = 80
MAX_ROLE_WORDS = 4
MAX_NAME_WORDS = 4
_APART = re.compile(r"[,;\t]\s*|\s[-–—|]\s|\s*\((?=[^)]*\)$)|:\s+")
_LEADING = re.compile(
    rf"(?:{SIGNED_BY.pattern}|\b(?:kontakt(?:person)?|contact(?: person)?|navn|name|af|by|for)\b)\s*:?\s*",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:spørg efter|ask for|(?:skriv|ring|rettes|henvendelse|write|directed) (?:til|to)|kontakt)\s+", re.IGNORECASE
)
_FIELD = re.compile(
    r"(?:ansvarlig(?:e|t)?|(?:\w+)?ansvarlig for \w+|\w*ejer|owners?|responsible|accountable|ansvar)", re.IGNORECASE
)
"""A label that says whose something is, and nothing of what that person is."""
_PLACE = re.compile(
    r"\b\d{4,5} [A-ZÆØÅ]|\w(?:vej|gade|all[eé]|alléen|alleen|plads|torv|kaj|street|road|strasse|avenue)\w* \d",
    re.IGNORECASE,
)
_A_NAME = re.compile(WRITTEN_NAME)
_TITLED = re.compile(
    r"\b(?P<role>(?:(?i:ledende|konstitueret|administrerende|fungerende) )?(?:(?i:[\wæøå-]*"
    r"(?:direktør|chef|leder|formand|forkvinde|minister|rektor|dekan|borgmester|professor|konsulent|koordinator|overlæge"
    r"|sekretær|rådgiver|sygeplejerske|fuldmægtig|inspektør|forstander|konservator))(?:en)?"
    r"|Director[- ]General|Chief Executive|Permanent Secretary|Director|Minister|Chair(?:man|woman|person)?|President"
    rf"|Commissioner|Professor))\s+(?P<name>{WRITTEN_NAME})"
)
_NAMED = re.compile(rf"(?P<name>{WRITTEN_NAME}), (?P<role>[\wæøåÆØÅ-]+(?: [\wæøåÆØÅ-]+){{0,4}})(?=[.,;)]|$)")
"""A name with what the person is after it, in running text: "ledes af Sofie Bech, datachef."."""
_NAMES = re.compile(r"\b(?:navn|name|person|medlem|member|kontakt|contact|deltager|participant)", re.IGNORECASE)
_ROLES = re.compile(r"\b(?:titel|title|stilling|role|rolle|position|funktion|function|job)", re.IGNORECASE)
_HEADS = re.compile(r"head|leder|chef|direktør|director|manager|formand|chair", re.IGNORECASE)
"""Headings of columns that hold those who are it."""
MAX_BODY_ROWS = 2
MAX_LED_WORDS = 2
"""Words before the title in what somebody is: "Acting deputy director"."""
_BODY = re.compile(r"(?:for |på vegne af |on behalf of )?[A-ZÆØÅ][^\d.!?:]{2,70}")
"""What may stand under a name and a role: the body that is signed for."""
_GAP = re.compile(r"\t| {3,}")
"""What parts the columns of a line."""
_OPEN = re.compile(r"\b(?:of|for|af|og|and|i|in|the|til|at|on)$", re.IGNORECASE)
_BOILERPLATE = re.compile(r"\s*(?:se profil|view profile|læs mere|read more)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """A person while the lines about them are read."""

    name: Quote
    role: Quote | None = None
    signed_at: Quote | None = None
    contact: list[Quote] = field(default_factory=list)


def find_people(document: Document) -> tuple[Person, ...]:
    """Everybody the document names with a role, a signature or a contact, in order; nobody twice for the same thing."""
    found: list[Person] = []
    for _, section in document.root.walk():
        for before, block in pairwise((None, *section.blocks)):
            days = _days(document.text, before.quote) if before and before.quote else ()
            found.extend(_in_block(document, block, days) if block else ())
    return _once(found)


def _days(text: str, line: Quote) -> tuple[Quote, ...]:
    """The places and days that a line consists of, side by side where several sign; none of any other line."""
    cuts = [0, *(at for gap in _GAP.finditer(line.text) for at in gap.span()), len(line.text)]
    spans = [trim(text, line.span.start + cuts[at], line.span.start + cuts[at + 1]) for at in range(0, len(cuts), 2)]
    parts = [Quote.at(text, span) for span in spans if span.start < span.end]
    return tuple(parts) if all(is_place_and_date(part.text) for part in parts) else ()


def _once(people: Sequence[Person]) -> tuple[Person, ...]:
    """The people without those who are said again with nothing new."""
    kept: list[Person] = []
    for person in sorted(people, key=lambda each: (not each.signed_on, not each.contact)):
        name = person.name.text.casefold()
        role = person.role.text.casefold() if person.role else ""
        same = [each for each in kept if each.name.text.casefold() == name]
        is_known = any(role in (each.role.text.casefold() if each.role else "") for each in same)
        if not is_known or (person.signed_on and all(each.signed_on != person.signed_on for each in same)):
            kept.append(person)
    return tuple(sorted(kept, key=lambda each: each.name.span))


def _in_block(document: Document, block: Block, days: Sequence[Quote]) -> Iterator[Person]:
    if block.kind in {BlockKind.CONTENTS, BlockKind.FURNITURE, BlockKind.UPDATED}:
        return
    if block.kind in {BlockKind.SIGNATURE, BlockKind.CONTACT}:
        yield from _in_lines(document, block, _lines(document.text, block))
    elif block.kind is BlockKind.TABLE:
        yield from _in_table(document, block, days)
    else:
        for item in (each for each in block.walk() if each.kind is BlockKind.ITEM):
            yield from _in_item(document, item)
        for quote in _quotes(block):
            yield from _in_words(document, block, quote)


def _in_item(document: Document, item: Block) -> Iterator[Person]:
    """Somebody whose name is the term of a list and whose role what stands behind it ("Ida Holm", "Head of Data")."""
    below = next((child.quote for child in item.children if child.kind is BlockKind.PARAGRAPH), None)
    if item.quote is None or below is None or len(below.text) > MAX_ROLE_CHARS:
        return
    role = ROLE.search(below.text)
    if is_name(item.quote.text) and role and len(below.text[: role.start()].split()) <= MAX_LED_WORDS:
        yield _person(document, item, _Draft(name=item.quote, role=below))


def _quotes(block: Block) -> list[Quote]:
    return [each.quote for each in block.walk() if each.quote is not None]


def _lines(text: str, block: Block) -> list[Quote]:
    """The lines of a block; a name and a role parted by a line break alone are two."""
    return [
        Quote.at(text, trim(text, quote.span.start + line.start(), quote.span.start + line.end()))
        for quote in _quotes(block)
        for line in re.finditer(r"[^\n]+", quote.text)
        if line[0].strip()
    ]


def _in_lines(document: Document, block: Block, lines: Sequence[Quote]) -> list[Person]:
    """The people of a signature or contact block; a dated line belongs to the names after it, or else before it."""
    drafts: list[_Draft] = []
    dated: Quote | None = None
    for line in lines:
        if DATE.search(line.text) and block.kind is BlockKind.SIGNATURE:
            dated = line
            for draft in drafts:
                draft.signed_at = draft.signed_at or line
        if not is_place_and_date(line.text):
            _read_line(document.text, line, drafts)
    for draft in drafts:
        draft.signed_at = draft.signed_at or dated
    return [_person(document, block, draft) for draft in drafts if _says_something(draft, block)]


def _says_something(draft: _Draft, block: Block) -> bool:
    return bool(draft.role or draft.contact or block.kind is BlockKind.SIGNATURE)


def _read_line(text: str, line: Quote, drafts: list[_Draft]) -> None:
    """Add what a line says to the person it is about, or begin a new one."""
    awaits_role = bool(drafts) and drafts[-1].role is None and ROLE.match(line.text) is not None
    named = None if awaits_role else _named(text, line)
    if named:
        drafts.append(named)
    if not drafts:
        return
    last = drafts[-1]
    numbers = _numbers(text, line)
    last.contact.extend(numbers)
    if numbers and not named and last.role is None:
        last.role = _before_numbers(text, line)
    if named or numbers or not re.search(r"[^\W\d_]", line.text) or SIGNED_BY.fullmatch(line.text.rstrip(" :,")):
        return
    if last.role is None:
        last.role = line
    elif text[last.role.span.end : line.span.start].count("\n") == 1 and not DATE.search(line.text):
        last.role = Quote.at(text, Span(last.role.span.start, line.span.end))


def _before_numbers(text: str, line: Quote) -> Quote | None:
    """The role at the beginning of a line that ends in telephone and address."""
    role = _role(text, _parts(text, line.span.start, line.span.end))
    return Quote.at(text, role) if role and ROLE.search(role.of(text)) else None


def _numbers(text: str, line: Quote) -> list[Quote]:
    found = [*PHONE.finditer(line.text), *EMAIL.finditer(line.text)]
    spans = (Span(line.span.start + each.start(), line.span.start + each.end()) for each in found)
    return [Quote.at(text, trim(text, span.start, span.end)) for span in spans]


def _named(text: str, line: Quote) -> _Draft | None:
    """The person a line names: "Name", "Name, role", "Role: Name", "Role Name", with what may stand before it."""
    if len(line.text) > MAX_LINE_CHARS:
        return None
    start = line.span.start
    while leading := _LEADING.match(text, start, line.span.end):
        start = leading.end()
    end = start + len(_BOILERPLATE.sub("", text[start : line.span.end]))
    parts = [_unled(text, part) for part in _parts(text, start, end)]
    for number, part in enumerate(parts[:2]):
        if not is_name(part.of(text)) or _is_label(text, part, parts[number + 1 :]):
            continue
        before = parts[0] if number and _says_role(parts[0].of(text)) else None
        role = before or _role(text, parts[number + 1 :])
        if number == 0 or role or _numbers(text, line):
            return _Draft(name=Quote.at(text, part), role=Quote.at(text, role) if role else None)
    found = (_after_role(text, part) for part in (Span(start, end), *parts[:2]) if part.start < part.end)
    return next((draft for draft in found if draft), None)


def _unled(text: str, part: Span) -> Span:
    """A part without what leads to a name ("ask for Liv Mørch")."""
    leading = _LEADING.match(text, part.start, part.end) or _TO.search(text, part.start, part.end)
    return Span(leading.end(), part.end) if leading else part


def _is_label(text: str, part: Span, following: Sequence[Span]) -> bool:
    """Whether capitalised words before a colon only name what follows ("Feltstation Vest: Tangvej 3")."""
    has_colon = text[part.end : part.end + 1] == ":"
    return has_colon and not (following and ROLE.search(following[0].of(text)))


def _says_role(words: str) -> bool:
    """Whether words say what a person is; "Ansvarlig" says only whose something is."""
    return ROLE.search(words) is not None and _FIELD.fullmatch(words) is None


def _after_role(text: str, span: Span) -> _Draft | None:
    """A name at the end of a line with nothing but a role before it ("HR-chef Lise Møller Hansen")."""
    words = [Span(span.start + each.start(), span.start + each.end()) for each in re.finditer(r"\S+", span.of(text))]
    for count in range(min(MAX_NAME_WORDS, len(words) - 1), 1, -1):
        name, head = Span(words[-count].start, span.end), trim(text, span.start, words[-count].start, signs=BLANK + ":")
        is_role = len(words) - count <= MAX_ROLE_WORDS and _says_role(head.of(text)) and not _OPEN.search(head.of(text))
        if is_role and is_name(name.of(text)):
            return _Draft(name=Quote.at(text, name), role=Quote.at(text, head))
    return None


def _parts(text: str, start: int, end: int) -> list[Span]:
    """A line cut at commas, dashes and colons."""
    found: list[Span] = []
    for apart in _APART.finditer(text, start, end):
        found.append(trim(text, start, apart.start()))
        start = apart.end()
    return [part for part in [*found, trim(text, start, end)] if part.start < part.end]


def _role(text: str, parts: Sequence[Span]) -> Span | None:
    """The parts after a name as far as they are words: up to a day, a number or an address."""
    kept: list[Span] = []
    for part in parts:
        words = part.of(text)
        if DATE.search(words) or has_contact(words) or _PLACE.search(words):
            break
        kept.append(part)
    return _whole(text, trim(text, kept[0].start, kept[-1].end, signs=BLANK + ",;()")) if kept else None


def _whole(text: str, span: Span) -> Span:
    """A role with the bracket closed that is opened in it ("skolechef (9 folkeskoler)")."""
    is_open = span.of(text).count("(") > span.of(text).count(")")
    return Span(span.start, span.end + 1) if is_open and text[span.end : span.end + 1] == ")" else span


def _in_words(document: Document, block: Block, quote: Quote) -> Iterator[Person]:
    """People in a line of its own ("Direktør: Lise Hansen") or named with a title in running text."""
    draft = None if quote.text.endswith((".", "!", "?")) else _named(document.text, quote)
    if draft and draft.role and _says_role(draft.role.text):
        yield _person(document, block, draft)
        return
    if not _A_NAME.search(quote.text):  # as in most running text, which is told sooner than that no title is there
        return
    found = [*_TITLED.finditer(quote.text), *_NAMED.finditer(quote.text)]
    said = [each for each in found if is_name(each["name"]) and _says_role(each["role"])]
    for each in said:
        name, role = (
            Quote.at(document.text, Span(quote.span.start + each.start(key), quote.span.start + each.end(key)))
            for key in ("name", "role")
        )
        contact = _numbers(document.text, quote) if len(said) == 1 else []
        yield _person(document, block, _Draft(name=name, role=role, contact=contact))


def _in_table(document: Document, table: Block, days: Sequence[Quote]) -> Iterator[Person]:
    """
    People named in a row beside their role, or in a column above it, as signatures side by side are.

    Args:
        document: Whose table it is.
        table: The table.
        days: The places and days right above it, if there are any: one for all, or one for each column.
    """
    rows = [[cell.quote for cell in row.children] for row in table.children]
    lists_people = bool(rows) and _lists_people([cell.text for cell in rows[0] if cell])
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            draft = _named(document.text, cell) if cell else None
            if draft is None:
                continue
            above, below = _cell(rows, number - 1, column), _cell(rows, number + 1, column)
            dated = next((each for each in (above, below) if each and is_place_and_date(each.text)), None)
            if dated is not None:
                draft.signed_at = dated
                draft.role = draft.role or (below if below and below is not dated and not is_name(below.text) else None)
                yield _person(document, table, draft)
                continue
            if below and _are_signatures(cells, rows[number + 1]) and _are_bodies(rows[number + 2 :]):
                draft.role, draft.signed_at = below, _day_of(cells, cell, days)
                yield _person(document, table, draft)
                continue
            is_own = draft.role is not None
            draft.contact = [each for other in cells if other for each in _numbers(document.text, other)]
            heading = _cell(rows, 0, column) if number else None
            names_role = heading if heading and _HEADS.fullmatch(heading.text) else None
            draft.role = draft.role or _role_beside(cells, cell) or names_role
            is_person = lists_people or draft.contact or is_own or names_role
            if draft.role and is_person and (draft.role is names_role or _says_role(draft.role.text)):
                yield _person(document, table.children[number], draft)


def _are_signatures(names: Sequence[Quote | None], roles: Sequence[Quote | None]) -> bool:
    """Whether a row of names stands over a row of what they are, as beneath an agreement."""
    told = [cell.text for cell in names if cell]
    beneath = [cell.text for cell in roles if cell]
    return len(told) == len(beneath) and all(map(is_name, told)) and all(map(_says_role, beneath))


def _are_bodies(rows: Sequence[Sequence[Quote | None]]) -> bool:
    """Whether nothing stands under signatures but whom each signs for, a name of a body; true of no rows."""
    below = [cell.text for cells in rows for cell in cells if cell and cell.text]
    return len(rows) <= MAX_BODY_ROWS and all(_BODY.fullmatch(words) for words in below)


def _day_of(names: Sequence[Quote | None], name: Quote | None, days: Sequence[Quote]) -> Quote | None:
    """The day that somebody signed on, of those in their order, or the one of all; None where they do not match."""
    signing = [cell for cell in names if cell]
    if name is not None and len(days) == len(signing):
        return days[signing.index(name)]
    return days[0] if len(days) == 1 else None


def _lists_people(header: Sequence[str]) -> bool:
    """Whether a header row names both a column of people and one of what they are."""
    return any(map(_NAMES.search, header)) and any(map(_ROLES.search, header))


def _role_beside(cells: Sequence[Quote | None], name: Quote | None) -> Quote | None:
    others = [cell for cell in cells if cell and cell is not name and len(cell.text) <= MAX_ROLE_CHARS]
    return next((cell for cell in others if ROLE.search(cell.text)), None)


def _cell(rows: Sequence[Sequence[Quote | None]], row: int, column: int) -> Quote | None:
    return rows[row][column] if 0 <= row < len(rows) and column < len(rows[row]) else None


def _person(document: Document, block: Block, draft: _Draft) -> Person:
    return Person(
        name=draft.name,
        role=draft.role,
        document=document.id,
        span=block.span,
        signed_on=read_day(draft.signed_at.text) if draft.signed_at else None,
        signed_at=draft.signed_at,
        contact=tuple(draft.contact),
    )
