"""
The times that a question names: quarters, half-years, months, seasons, years, and "this", "next" and "last" of them.

Owns reading them and placing them on the calendar of a plan; leaves times printed in documents to `ingest.dates`.
A relative time never maps silently into a plan whose period has ended: it is placed by `asked_at` alone.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.register.filters import QuarterOfYear
from ingest.lexical import fold

__all__ = ["Asked", "find_asked_times"]


def _longest_first(words: Iterable[str]) -> str:
    """A pattern of any of `words`, none hidden by a shorter one."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


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
"""Folded names of months and their short forms, in five languages, 1 to 12."""
_ORDINALS = {
    fold(word): number
    for words in (
        "første anden tredje fjerde",
        "_ andet",
        "first second third fourth",
        "1st 2nd 3rd 4th",
        "1. 2. 3. 4.",
        "1 2 3 4",
        "i ii iii iv",
    )
    for number, word in enumerate(words.split(), start=1)
    if word != "_"
}
"""Folded ranks of quarters, before the word."""
_CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "et": 1, "to": 2, "tre": 3, "fire": 4}
"""Numbers of quarters, after the word."""
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
    r"\b[qk] ?(?P<first>[1-4])(?:(?P<link> ?[-–/&+] ?| (?:og|and|til|to|eller|or) )[qk]? ?(?P<second>[1-4]))?\b"
    r"(?! ?(?:kvartal|quarter))"
)
_THROUGH = frozenset({"-", "–", "til", "to"})
"""Links of two quarters that take in those between."""
_NAMED_QUARTER = re.compile(
    rf"\b(?P<rank>{_longest_first(_ORDINALS)}) ?(?:kvartal\w*|quarter\w*|kvt)\b"
    rf"|\b(?:kvartal|quarter) (?P<number>[1-4]|{'|'.join(_CARDINALS)})\b"
)
_HALF = re.compile(
    r"\b(?:(?P<rank>1|2|forste|andet|anden|first|second|1st|2nd)\.? ?(?:halvar\w*|half(?:[- ]?year)?(?: of)?)"
    r"|h(?P<number>[12]))\b"
)
_SECOND = frozenset({"2", "andet", "anden", "second", "2nd"})
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:/(?:20)?\d\d)?\b")
_SHORT_YEAR = re.compile(r"(?:\b(?:q[1-4]|k[1-4]) ?|')(2\d)\b")
_MONTH = re.compile(rf"\b({_longest_first(_MONTHS)})\b\.?")
_SEASON = re.compile(rf"\b({_longest_first(_SEASONS)})\b")
_RELATIVE = re.compile(
    r"\b(?:(?P<this>dette|denne|dette her|indevaerende|nuvaerende|this|current|the current)"
    r"|(?P<next>naeste|kommende|next|the next|coming|upcoming)"
    r"|(?P<last>sidste|forrige|foregaende|last|previous|past))"
    r"\s+(?P<unit>kvartal\w*|quarter|ar\b|aret\b|year|maned\w*|month|halvar\w*)"
    r"|(?P<thisyear>\bi ar\b)|(?P<lastyear>\bi fjor\b)"
)
_SHORT_MONTH = 3
"""Letters of a month's short form."""
_MAYBE_VERB = frozenset({"may", "mar", "fall", "jan", "dec"})
"""Months and seasons that are words of other kinds too."""
_BEFORE_MONTH = frozenset({"in", "i", "by", "during", "inden", "til", "ultimo", "primo", "of"})
_BEFORE_SEASON = ("the", "in", "this")


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
    quarters = [*_quarters(folded)]
    relative = None if quarters else _RELATIVE.search(folded)
    months = [found for found in _MONTH.finditer(folded) if _is_month(found, folded)]
    seasons = [found for found in _SEASON.finditer(folded) if _is_season(found, folded)]
    years = [*_YEAR.finditer(folded)]
    short_years = (2000 + int(found[1]) for found in _SHORT_YEAR.finditer(folded))
    matches = (*([relative] if relative else []), *months, *seasons, *years)
    unit, word = _step(relative) if relative else (None, None)
    return Asked(
        quarters=tuple(dict.fromkeys(number for numbers, _ in quarters for number in numbers)),
        years=tuple(dict.fromkeys((*(int(found[1]) for found in years), *short_years))),
        months=tuple(dict.fromkeys(_MONTHS[found[1]] for found in months)),
        seasons=tuple(dict.fromkeys(_SEASONS[found[1]] for found in seasons)),
        relative=_place(word, unit, today) if word and unit else None,
        relative_unit=unit,
        relative_word=word,
        printed=(*(phrase for _, phrase in quarters), *(found[0] for found in matches)),
    )


def _quarters(folded: str) -> Iterator[tuple[Sequence[int], str]]:
    """The quarters of each phrase that names some, half-years included."""
    for found in _QUARTER.finditer(folded):
        first, second = int(found["first"]), int(found["second"] or found["first"])
        is_span = found["second"] and found["link"].strip() in _THROUGH
        yield range(first, second + 1) if is_span else (first, second), found[0]
    for found in _NAMED_QUARTER.finditer(folded):
        number = found["number"]
        yield [_CARDINALS.get(number) or int(number) if number else _ORDINALS[found["rank"]]], found[0]
    for found in _HALF.finditer(folded):
        yield (3, 4) if (found["rank"] or found["number"]) in _SECOND else (1, 2), found[0]


def _is_month(found: re.Match[str], folded: str) -> bool:
    """English "may" and short forms count only where a year, a day or a preposition of time stands beside them."""
    if len(found[1]) > _SHORT_MONTH and found[1] not in _MAYBE_VERB:
        return True
    before, after = folded[: found.start()].split()[-1:], folded[found.end() :].split()[:1]
    is_dated = any(word[:4].isdigit() for word in after) or any(word.rstrip(".").isdigit() for word in before)
    return is_dated or any(word in _BEFORE_MONTH for word in before)


def _is_season(found: re.Match[str], folded: str) -> bool:
    """English "fall" counts only beside a year or an article."""
    if found[1] not in _MAYBE_VERB:
        return True
    is_dated = re.match(r" ?(?:of )?20\d\d", folded[found.end() :])
    return bool(is_dated) or folded[: found.start()].rstrip().endswith(_BEFORE_SEASON)


def _step(found: re.Match[str]) -> tuple[str, str]:
    """The unit of a relative time, and whether it is this one, the next or the last."""
    if found["thisyear"] or found["lastyear"]:
        return "year", "this" if found["thisyear"] else "last"
    return _unit(found["unit"]), "this" if found["this"] else "next" if found["next"] else "last"


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
