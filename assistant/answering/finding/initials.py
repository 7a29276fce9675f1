"""
Who initials stand for: the names that an organisation's documents print beside them.

Owns reading such legends (a column of initials beside one of names, "Ida Skov (IS)", "IS: Ida Skov");
leaves what somebody so named answers for to the answerers of owners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.answering.finding.grids import rows_of
from assistant.answering.finding.once import once
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.parsers.words import WRITTEN_NAME, is_name
from ingest.records import Document, Quote, Span

__all__ = ["Named", "stand_for"]

_INITIALS = re.compile(r"(?<![\w.-])[A-ZÆØÅ]{2,4}(?![\w-])")
_BEHIND = re.compile(rf"(?P<name>{WRITTEN_NAME})(?:, [\w æøå-]{{3,40}})? \((?P<initials>[A-ZÆØÅ]{{2,4}})\)")
"""A name, with what the person is or not, and its initials in brackets."""
_BEFORE = re.compile(rf"(?<![\w.-])(?P<initials>[A-ZÆØÅ]{{2,4}})(?: ?[:=]| [–-]) (?P<name>{WRITTEN_NAME})")
_HEAD = re.compile(r"initial|forkort|abbrev|\bkode\b|\bcode\b")
"""The heading of a column of initials (folded)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody as a legend has them."""

    initials: str
    name: Quote
    document: str
    """Whose legend."""


def stand_for(knowledge: Knowledge, document: Document, printed: str | None) -> tuple[Named, ...]:
    """Those whom the initials in a printed owner stand for; none where it holds none that its documents explain."""
    asked = dict.fromkeys(_INITIALS.findall(printed or ""))
    if not asked:
        return ()
    own = _legend(knowledge, document)
    if not asked.keys() <= own.keys() and not knowledge.has_many:
        others = (each for each in knowledge.originals if each.organisation == document.organisation)
        own = {key: named for each in (*others, document) for key, named in _legend(knowledge, each).items()}
    return tuple(own[each] for each in asked if each in own)


def _legend(knowledge: Knowledge, document: Document) -> Mapping[str, Named]:
    read = _read(knowledge)
    if document.id not in read:
        found: dict[str, Named] = {}
        for initials, name in _explained(knowledge, document):
            found.setdefault(initials, Named(initials=initials, name=name, document=document.id))
        read[document.id] = found
    return read[document.id]


@once
def _read(_knowledge: Knowledge) -> dict[str, Mapping[str, Named]]:
    """The legend of each of its documents that was looked into, by its id."""
    return {}


def _explained(knowledge: Knowledge, document: Document) -> Iterator[tuple[str, Quote]]:
    for row in rows_of(knowledge, document):
        names = [cell for cell in row.cells if cell and is_name(cell.text)]
        for head, cell in zip(row.heads, row.cells, strict=False):
            is_initials = cell is not None and _INITIALS.fullmatch(cell.text)
            if (
                len(names) == 1
                and cell
                and is_initials
                and (_HEAD.search(fold(head)) or _fits(cell.text, names[0].text))
            ):
                yield cell.text, names[0]
    for pattern in (_BEHIND, _BEFORE):
        for found in pattern.finditer(document.text):
            if is_name(found["name"]) and _fits(found["initials"], found["name"]):
                yield found["initials"], document.quote(Span(*found.span("name")))


def _fits(initials: str, name: str) -> bool:
    """Whether initials are a name's: they begin as it does, and each is a letter of it in its order."""
    letters, at = fold(name), 0
    for letter in fold(initials):
        at = letters.find(letter, at) + 1
        if not at:
            return False
    return fold(initials)[0] == letters[0]
