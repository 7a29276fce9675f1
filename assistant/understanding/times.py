"""
The times that a question names: quarters, half-years, months, seasons, years, and "this", "next" and "last" of them.

Owns reading them and placing them on the calendar of a plan; leaves times printed in documents to `ingest.dates`.
A relative time never maps silently into a plan whose period has ended: it is placed by `asked_at` alone.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from assistant.register.filters import QuarterOfYear
from ingest.lexical import fold

__all__ = ["Asked", "find_asked_times"]

_MONTHS = {
    fold(name): number
    for names in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar mars april mai juni juli august september oktober november desember",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sept oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
_ORDINALS = {
    fold(word): number
    for words in (
        "første anden tredje fjerde",
        "first second third fourth",
        "1st 2nd 3rd 4th",
        "1. 2. 3. 4.",
        "1 2 3 4",
        "i ii iii iv",
    )
    for number, word in enumerate(words.split(), start=1)
}
_ORDINALS[fold("andet")] = 2
_CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "et": 1, "to": 2, "tre": 3, "fire": 4}
_SEASONS = {
    fold(word): season
    for season, words in {
        "spring": "forår foråret spring springtime",
        "summer": "sommer sommeren summer summertime",
        "autumn": "efterår efteråret autumn fall",
        "winter": "vinter vinteren winter",
    }.items()
    for word in words.split()
}
_QUARTER = re.compile(
    r"\b[qk] ?([1-4])(?:(?: ?[-–/&+] ?| (?:og|and|til|to|eller|or) )[qk]? ?([1-4]))?\b(?! ?(?:kvartal|quarter))"
)
_NAMED_QUARTER = re.compile(
    r"\b("
    + "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True))
    + r") ?(?:kvartal\w*|quarter\w*|kvt)\b|\b(?:kvartal|quarter) ([1-4]|one|two|three|four|et|to|tre|fire)\b"
)
_HALF = re.compile(
    r"\b(?:(1|2|forste|andet|anden|first|second|1st|2nd)\.? ?(?:halvar\w*|half(?:[- ]?year)?(?: of)?)|h([12]))\b"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:/(?:20)?\d\d)?\b")
_SHORT_YEAR = re.compile(r"(?:\b(?:q[1-4]|k[1-4]) ?|')(2\d)\b")
_MONTH = re.compile(r"\b(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?")
_SEASON = re.compile(r"\b(" + "|".join(sorted(_SEASONS, key=len, reverse=True)) + r")\b")
_RELATIVE = re.compile(
    r"\b(?:(?P<this>dette|denne|dette her|indevaerende|nuvaerende|this|current|the current)|(?P<next>naeste|kommende|next|the next|coming|upcoming)"
    r"|(?P<last>sidste|forrige|foregaende|last|previous|past))\s+(?P<unit>kvartal\w*|quarter|ar\b|aret\b|year|maned\w*|month|halvar\w*)"
    r"|(?P<thisyear>\bi ar\b)|(?P<lastyear>\bi fjor\b)"
)
_MAYBE_VERB = frozenset({"may", "mar", "fall", "jan", "dec"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The times of one question."""

    quarters: tuple[int, ...] = ()
    """Quarters named without or with a year, 1 to 4, in the order asked."""
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    """1 to 12."""
    seasons: tuple[str, ...] = ()
    """ "spring", "summer", "autumn", "winter": named, never turned into days."""
    relative: tuple[dt.date, dt.date] | None = None
    """First and last day of "this quarter", "next year" …, placed by the day it was asked."""
    relative_unit: str | None = None
    """ "quarter", "month", "year" or "half"."""
    relative_word: str | None = None
    """ "this", "next" or "last"."""
    printed: tuple[str, ...] = ()
    """The folded phrases that were read, for taking them out of the question."""

    @property
    def is_empty(self) -> bool:
        """Whether the question names no time at all."""
        return not (self.quarters or self.years or self.months or self.seasons or self.relative)

    @property
    def has_span(self) -> bool:
        """Whether it names a stretch within a year: a quarter, a half-year or a month, relative ones included."""
        return bool(self.quarters or self.months or (self.relative and self.relative_unit != "year"))


def find_asked_times(folded: str, *, today: dt.date) -> Asked:
    """The times named in a folded question asked on `today`."""
    printed: list[str] = []
    quarters = _quarters(folded, printed)
    relative, unit, word = (None, None, None) if quarters else _relative(folded, printed, today)
    months = [_MONTHS[found[1]] for found in _MONTH.finditer(folded) if _is_month(found, folded)]
    printed += [found[0] for found in _MONTH.finditer(folded) if _is_month(found, folded)]
    seasons = [
        _SEASONS[found[1]]
        for found in _SEASON.finditer(folded)
        if found[1] not in _MAYBE_VERB or _near_year(found, folded)
    ]
    printed += [found[0] for found in _SEASON.finditer(folded) if _SEASONS[found[1]] in seasons]
    years = [int(found[1]) for found in _YEAR.finditer(folded)]
    years += [2000 + int(found[1]) for found in _SHORT_YEAR.finditer(folded)]
    printed += [found[0] for found in _YEAR.finditer(folded)]
    return Asked(
        quarters=_unique(quarters), years=_unique(years), months=_unique(months), seasons=tuple(dict.fromkeys(seasons)),
        relative=relative, relative_unit=unit, relative_word=word, printed=tuple(printed),
    )  # fmt: skip


def _unique(numbers: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _quarters(folded: str, printed: list[str]) -> list[int]:
    found_all: list[int] = []
    for found in _QUARTER.finditer(folded):
        first, second = int(found[1]), int(found[2]) if found[2] else None
        spans = second is not None and re.search(r"[-–]| til | to ", found[0])
        found_all += list(range(first, second + 1)) if spans and second else [first, *([second] if second else [])]
        printed.append(found[0])
    for found in _NAMED_QUARTER.finditer(folded):
        found_all.append(_CARDINALS.get(found[2]) or int(found[2]) if found[2] else _ORDINALS[found[1]])
        printed.append(found[0])
    for found in _HALF.finditer(folded):
        is_second = (found[1] or found[2]) in ("2", "andet", "anden", "second", "2nd")
        found_all += [3, 4] if is_second else [1, 2]
        printed.append(found[0])
    return found_all


def _is_month(found: re.Match[str], folded: str) -> bool:
    """English "may" and short forms count only where a year, a day or a preposition of time stands beside them."""
    word = found[1]
    if len(word) > 3 and word not in _MAYBE_VERB:  # noqa: PLR2004 (the short forms have three letters)
        return True
    before, after = folded[: found.start()].split()[-1:], folded[found.end() :].split()[:1]
    is_dated = bool(after and after[0][:4].isdigit()) or bool(before and before[0].rstrip(".").isdigit())
    return is_dated or bool(
        before and before[0] in ("in", "i", "by", "during", "inden", "til", "ultimo", "primo", "of")
    )


def _near_year(found: re.Match[str], folded: str) -> bool:
    return bool(re.match(r" ?(?:of )?20\d\d", folded[found.end() :])) or folded[: found.start()].rstrip().endswith(
        ("the", "in", "this")
    )


def _relative(
    folded: str, printed: list[str], today: dt.date
) -> tuple[tuple[dt.date, dt.date] | None, str | None, str | None]:
    found = _RELATIVE.search(folded)
    if not found:
        return None, None, None
    printed.append(found[0])
    if found["thisyear"] or found["lastyear"]:
        word, unit = ("this" if found["thisyear"] else "last"), "year"
    else:
        word = "this" if found["this"] else "next" if found["next"] else "last"
        unit = _unit(found["unit"])
    return _place(word, unit, today), unit, word


def _unit(printed: str) -> str:
    if printed.startswith(("kvartal", "quarter")):
        return "quarter"
    if printed.startswith(("maned", "month")):
        return "month"
    return "half" if printed.startswith("halvar") else "year"


def _place(word: str, unit: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of this, next or last `unit`, seen from `today`."""
    step = {"this": 0, "next": 1, "last": -1}[word]
    if unit == "quarter":
        quarter = QuarterOfYear.of(today)
        for _ in range(abs(step)):
            quarter = quarter.following if step > 0 else quarter.preceding
        return quarter.first, quarter.last
    months = {"month": 1, "half": 6, "year": 12}[unit]
    index = ((today.year * 12 + today.month - 1) // months + step) * months
    last_index = index + months - 1
    last_day = calendar.monthrange(last_index // 12, last_index % 12 + 1)[1]
    return dt.date(index // 12, index % 12 + 1, 1), dt.date(last_index // 12, last_index % 12 + 1, last_day)
