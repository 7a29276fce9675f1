"""
One calendar day as people print it.

Owns month names and the layouts of a full date; leaves stretches of time to `ingest.dates.times`.
Day before month always: the documents are Danish or European English.
"""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["FULL_MONTHS", "MONTH_NUMBERS", "NUMERIC_DAY", "day_or_none", "full_year", "read_day"]

_MONTHS = """
januar februar marts april maj juni juli august september oktober november december
january february march april may june july august september october november december
"""
_DANISH, _ENGLISH = (line.split() for line in _MONTHS.strip().splitlines())
_SHORT = {"sept": 9, "okt": 10, "oct": 10, "maj": 5, "may": 5}

MONTH_NUMBERS: dict[str, int] = (
    {name[:3]: number for number, name in enumerate(_ENGLISH, start=1)}
    | {name: number for names in (_DANISH, _ENGLISH) for number, name in enumerate(names, start=1)}
    | _SHORT
)
"""Month names and abbreviations in both languages, lower-case, to 1..12."""

FULL_MONTHS = "|".join(sorted({*_DANISH, *_ENGLISH}, key=len, reverse=True))
"""Full month names as a regular expression, longest first."""

_ANY_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))

NUMERIC_DAY = (
    r"(?<![\d.,])(?P<day>\d{1,2})(?:\s?/\s?|\s?-\s?|\.\s?)(?P<month>\d{1,2})(?:\s?[/.-]\s?|\s+)(?P<year>\d{4})(?![\d])"
)
"""17/12 2024, 17/12-2024, 19-12 2024, 01-09-2021, 17.12.2024."""

_LAYOUTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        NUMERIC_DAY,
        r"(?<![\d.,])(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{2})(?![\d/-])",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_ANY_MONTH})\b\.?,?\s*(?P<year>\d{{4}})(?!\d)",
        rf"\b(?P<month>{_ANY_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
    )
)
_CENTURY = 2000


def read_day(text: str) -> dt.date | None:
    """
    The first full date printed in `text`, whatever stands around it ("København, den 17/12 2024").

    Returns:
        None when there is none, or when the first one names no day of the calendar ("31-02-2025").
        Two-digit years are of this century.
    """
    matches = [match for layout in _LAYOUTS if (match := layout.search(text))]
    if not matches:
        return None
    first = min(matches, key=lambda match: (match.start(), -match.end()))
    month = first["month"].lower()
    number = int(month) if month.isdigit() else MONTH_NUMBERS[month]
    return day_or_none(full_year(first["year"]), number, int(first["day"]))


def full_year(digits: str) -> int:
    """The year in "2025" or "25"."""
    year = int(digits)
    return year if year >= 100 else _CENTURY + year  # two digits or four


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
