"""
What a line is by its words alone: a heading by its look, a sentence, contact details, navigation, a day of update.

Owns these judgements, the same for every format; leaves what stands around a line to `ingest.parsers.outline`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.parsers.headings import BOLD, NUMBERED, PLAIN, UPPER
from ingest.parsers.words import COLUMN_WORDS, DATE, EMAIL, FURNITURE, PHONE, UPDATED, has_contact

__all__ = [
    "MAX_HEADING_CHARS",
    "is_contact",
    "is_furniture",
    "is_sentence",
    "is_updated",
    "looks_like_heading",
    "rank_of",
]

MAX_HEADING_CHARS = 90
MAX_HEADING_WORDS = 12
MAX_FURNITURE_CHARS = 120
_UNFINISHED = re.compile(
    r"\b(?:når|hvis|at|er|vil|skal|kan|for|ved|med|om|som|og|gennem|følgende|when|if|is|are|to|by|will|with|and|the|following)$"
)
_CLAUSE = re.compile(
    r"(?:(?:hvad|hvem|hvor\w*|sådan|det|dette|what|who|where|how|why|this is)\b.*"
    r"\b(?:er|vil|skal|kan|for|ved|med|om|is|are|to|by|with|will))$",
    re.IGNORECASE,
)
"""A heading that only looks unfinished: "Det står vi for", "Who we are"."""
_COUNT = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.):]?|[IVX]{1,4}[.):])\s+(?=\D)")
_LABEL = re.compile(r"[A-ZÆØÅ]\w{2,29} \d{1,2}: \S")
"""A counted heading ("Spor 2: Meters you can count on") is one, whatever word it ends in."""
_ADDRESS = re.compile(r"\b\w+ \d{1,4}[A-Z]?,.{0,30}\b(?:[A-Z]{1,2}-)?\d{4,5} [A-ZÆØÅ]\w+")
"""A street with its number, then a postal code with its town."""


def is_furniture(words: str) -> bool:
    """Whether a line is navigation, a page number or the like."""
    return FURNITURE.match(words.strip("*_ ")) is not None and len(words) <= MAX_FURNITURE_CHARS


def is_updated(words: str) -> bool:
    """Whether a line says when the document was last updated, and little else."""
    words = words.strip("*_() ")
    found = UPDATED.match(words)
    return found is not None and DATE.search(words) is not None and len(words) <= len(found[0]) + 40


def is_contact(lines: Sequence[str]) -> bool:
    """Whether a run of short lines holds a telephone number or an e-mail address, and no sentence."""
    if len(lines) > 8 or not any(map(has_contact, lines)):
        return False
    return all(len(words) <= MAX_FURNITURE_CHARS and not is_sentence(words) for words in lines)


def is_sentence(words: str) -> bool:
    """Whether a line reads as running text: several words and a full stop."""
    rest = PHONE.sub("", EMAIL.sub("", words)) if has_contact(words) else words
    return len(rest.split()) > 12 or (rest.endswith((".", "!", "?")) and len(rest.split()) > 4)


def rank_of(words: str, *, is_single: bool, is_bold: bool) -> int | None:
    """How a line would rank as a heading by its look; None when it does not look like one."""
    if is_bold and len(words) <= MAX_HEADING_CHARS + 20:
        return BOLD
    if not is_single or not looks_like_heading(words):
        return None
    if re.match(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+\S|[IVX]{1,4}[.)]\s+\S", words):
        return NUMBERED
    letters = [sign for sign in words if sign.isalpha()]
    return UPPER if len(letters) > 2 and all(sign.isupper() for sign in letters) else PLAIN


def looks_like_heading(words: str) -> bool:
    """Whether a line is short, begins with a capital or a number, and does not end like a sentence."""
    if len(words) > MAX_HEADING_CHARS or len(words.split()) > MAX_HEADING_WORDS or words[-1] in ".:;,!…-–\"”»)'":
        return bool(re.search(r"\w\)$", words)) and len(words) <= MAX_HEADING_CHARS and words[0].isupper()
    if DATE.search(words) or has_contact(words) or "://" in words or "\t" in words:
        return False
    if _UNFINISHED.search(words) and not (_LABEL.match(words) or _CLAUSE.match(_COUNT.sub("", words))):
        return False
    if _ADDRESS.search(words):
        return False
    if COLUMN_WORDS.fullmatch(words.partition(":")[0]) and ": " in words:
        return False
    numbered = _COUNT.match(words)
    first = words[numbered.end() if numbered else 0 :].lstrip("\"'“„»(")[:1]
    return first.isupper() or (first.isdigit() and numbered is None)
