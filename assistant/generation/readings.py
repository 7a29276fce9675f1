"""
What the words and figures of a sentence say by themselves: classes of words, numbers, amounts and times.

Owns the word tables' form and reading figures, each text once; leaves what must hold between two sentences to
`relations`, single claims to `claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from assistant.understanding.numbers import counted
from assistant.understanding.tables import keyed_words
from ingest.dates import read_day
from ingest.lexical import fold

__all__ = [
    "MOST_TEXTS",
    "TIMES",
    "WORD",
    "Classes",
    "amounts",
    "are_counted_alike",
    "classes",
    "folded_words",
    "numbers",
    "table",
    "times",
]

MOST_TEXTS = 2_048
"""Sentences whose words, numbers and so on are remembered: each is held against several claims."""
Classes = Mapping[str, frozenset[str]]
"""Words by the class they belong to, folded."""
WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_OF_TIME = re.compile(r"\b[QK]\d\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
"""Numbers that belong to a time."""
_DAY = re.compile(
    r"\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/. ]\s?\d{4}\b|\b\d{4}-\d\d-\d\d\b"
    r"|\b\d{1,2}(?:\.|st|nd|rd|th)?\s(?:of\s)?[^\W\d_]{3,9}\.?,?\s\d{4}\b"
    r"|\b[^\W\d_]{3,9}\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b"
)
"""What may be a full date; `read_day` says whether it is."""
_YEAR = re.compile(r"\d{4}")


def table(name: str) -> Classes:
    """The word table `name`, folded."""
    return {key: frozenset(map(fold, members)) for key, members in keyed_words(name).items()}


TIMES = table("claim_times")
"""Words of a time, by class."""


@lru_cache(maxsize=MOST_TEXTS)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of `text`, folded."""
    return tuple(fold(word) for word in WORD.findall(text))


def classes(words: Iterable[str], of: Classes) -> frozenset[str]:
    """The classes of a table that some folded words belong to."""
    found = set(words)
    return frozenset(name for name, members in of.items() if found & members)


@lru_cache(maxsize=MOST_TEXTS)
def numbers(text: str) -> frozenset[str]:
    """Digits as printed, counts in words as either, a full date as one number however it is printed."""
    text = _with_days(text)
    counts = (counted(word) for word in folded_words(text))
    return frozenset(str(count) for count in counts if count) | frozenset(_DIGITS.findall(text))


def are_counted_alike(text: str, other: str) -> bool:
    """Whether figures come in the order that they have there: "from 4.8 to 3.5" is not "from 3.5 to 4.8"."""
    said, printed = _DIGITS.findall(_with_days(text)), iter(_DIGITS.findall(_with_days(other)))
    return all(figure in printed for figure in said if figure in other)


@lru_cache(maxsize=MOST_TEXTS)
def amounts(text: str) -> frozenset[str]:
    """The numbers of `text` that belong to no time."""
    return numbers(_OF_TIME.sub(" ", _with_days(text)))


@lru_cache(maxsize=MOST_TEXTS)
def times(text: str) -> frozenset[str]:
    """The classes of its words of time, and its quarters."""
    text = _with_days(text)
    quarters = (found[0].lower().replace("k", "q") for found in _OF_TIME.finditer(text) if not found[0].isdigit())
    return classes(folded_words(text), TIMES) | frozenset(quarters)


@lru_cache(maxsize=MOST_TEXTS)
def _with_days(text: str) -> str:
    """`text` with each full date as eight digits."""
    if not _YEAR.search(text):
        return text

    def written(found: re.Match[str]) -> str:
        day = read_day(found[0])
        return f"{day:%Y%m%d}" if day else found[0]

    return _DAY.sub(written, text)
