"""
The training texts, each source with its licence, and the glossary as pairs.

Owns reading and choosing them; leaves where they come from to docs/encoder.md.
Texts under share-alike or copyleft licences are read only when asked for, to measure what they are worth.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.encoder.glossary import GlossaryEntry
from ingest.records import Language

__all__ = [
    "LICENCES",
    "RESTRICTED",
    "HeadingBody",
    "Pair",
    "glossary_pairs",
    "read_headings",
    "read_pairs",
    "retrieval",
]

LICENCES = {
    "ms-smb": "CC BY 4.0",
    "ms-po": "CC BY 4.0",
    "tatoeba-manythings": "CC BY 2.0 FR",
    "tatoeba-opus": "CC BY 2.0 FR",
    "eforms": "CC BY 4.0",
    "gnome-help": "CC BY 3.0",
    "coronapas": "MIT",
    "smittestop": "MIT",
    "wagtail": "BSD-3-Clause",
    "enwiktionary": "CC BY-SA 3.0",
    "enwiktionary-gloss": "CC BY-SA 3.0",
    "cdt": "CC BY-SA 4.0",
    "eusurvey": "EUPL 1.2",
    "mozilla-www": "MPL 2.0",
    "gemet": "unclear",
}
RESTRICTED = frozenset({"enwiktionary", "enwiktionary-gloss", "cdt", "eusurvey", "mozilla-www", "gemet"})
"""Sources that stay out of what ships."""

PAIRS = "pairs_permissive.tsv.gz"
HEADINGS = "heading_body.tsv.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One text in both languages."""

    source: str
    danish: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingBody:
    """A heading, and what stands under it."""

    language: Language
    heading: str
    body: str


def read_pairs(folder: Path, *, restricted: bool = False) -> tuple[Pair, ...]:
    """The parallel pairs of `folder`, with the restricted sources only when asked for."""
    with gzip.open(folder / PAIRS, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    allowed = LICENCES.keys() if restricted else LICENCES.keys() - RESTRICTED
    return tuple(Pair(source=row[0], danish=row[1], english=row[2]) for row in rows if row[0] in allowed)


def read_headings(folder: Path) -> tuple[HeadingBody, ...]:
    """The headings of `folder` with their bodies, in both languages."""
    with gzip.open(folder / HEADINGS, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return tuple(HeadingBody(language=Language(row[0]), heading=row[1], body=row[2]) for row in rows)


def glossary_pairs(entries: Iterable[GlossaryEntry]) -> tuple[Pair, ...]:
    """Every Danish term of an entry with every English one, and synonyms of one language with each other's partners."""
    return tuple(
        Pair(source="glossary", danish=danish, english=english)
        for entry in entries
        for danish in entry.danish
        for english in entry.english
    )


def retrieval(headings: Sequence[HeadingBody], pairs: Sequence[Pair]) -> tuple[tuple[str, str], ...]:
    """
    (query, passage) pairs: every heading with its body, and with it the heading's translation where the pairs know it.

    The translated ones teach what an English question over a Danish passage needs, and the other way about.
    """
    over = {Language.DANISH: {pair.danish: pair.english for pair in pairs}}
    over[Language.ENGLISH] = {pair.english: pair.danish for pair in pairs}
    found = [(each.heading, each.body) for each in headings]
    found += [
        (over[each.language][each.heading], each.body) for each in headings if each.heading in over[each.language]
    ]
    return tuple(found)
