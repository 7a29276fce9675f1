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

from assistant.register.years import QuarterOfYear
from ingest.lexical import fold

__all__ = ["Asked", "find_asked_times", "month_names", "names_part_of_year"]


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
        "i. ii. iii. iv.",
        "_ ii iii iv",
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
_LINK = r"(?:,? (?:og|and|til|to|through|eller|or|samt) (?:the |det )?|,? ?[-–/&+,] ?)"
"""What stands between the quarters of a row."""
_THROUGH = frozenset({"-", "–", "til", "to", "through"})
"""Links of two quarters that take in those between."""
_YEAR_DIGITS = r"(?:19|20)\d\d"
_SHORT_YEAR_DIGITS = r"['’ /-]?2\d"
_QUARTER = re.compile(
    rf"(?:\b|\b{_YEAR_DIGITS}[-/ ]?)(?<![a-z])[qk] ?(?P<row>[1-4](?:{_LINK}(?:[qk] ?)?[1-4]\b)*)"
    rf"(?:[-/]{_YEAR_DIGITS}|{_SHORT_YEAR_DIGITS})?\b(?! ?(?:kvartal|quarter))"
)
_CODED_QUARTER = re.compile(rf"\b(?P<row>[1-4])q(?: ?{_YEAR_DIGITS}|{_SHORT_YEAR_DIGITS})?\b")
_RANK = rf"(?:{_longest_first(_ORDINALS)})"
_RANKED_QUARTER = re.compile(
    r"\b(?<!mal )(?<!malene )(?<!goal )(?<!goals )(?<!nr )(?<!nr\. )"
    rf"(?P<row>{_RANK}(?:{_LINK}{_RANK})*) ?(?:kvartal\w*|quarter\w*|(?:kvt|kv|qtr)\b\.?)"
)
_CARDINAL = rf"(?:[1-4]|{'|'.join(_CARDINALS)})"
_NUMBERED_QUARTER = re.compile(
    r"\b(?:(?:kvartal(?:er|erne)?|(?:kvt|kv|qtr)\.?) ?|quarters? (?!to\b))"
    rf"(?P<row>{_CARDINAL}\b(?:{_LINK}{_CARDINAL}\b)*)"
)
_ROWS = (_QUARTER, _CODED_QUARTER, _RANKED_QUARTER, _NUMBERED_QUARTER)
_HOW_MANY = re.compile(r"[1-4] ?(?:kvartaler\w*|quarters)")
"""As "the next 2 quarters" ends: so many of them, none by its number."""
_FIRST_FEW = re.compile(
    rf"\b(?:(?:first|forste) (?P<many>{_CARDINAL})|(?P<few>{_CARDINAL}) (?:first|forste)) (?:kvartal\w*|quarters?)\b"
)
_LAST_OF_YEAR = re.compile(
    r"\b(?:sidste|afsluttende|last|final) (?:kvartal\w*|quarter)"
    rf"(?= (?:(?:i|af|in|of) )?(?:aret\b|planen\b|the year\b|the plan\b|{_YEAR_DIGITS}\b))"
)
"""The fourth quarter of a year that is named, not the one before this."""
_OF_YEAR = rf"(?:(?:i|in|of|af|pa) )?(?:dette |this |the |naeste )?(?:aret\b|ar\b|year\b|{_YEAR_DIGITS}\b)"
"""A year behind a part of it (folded)."""
_EARLY = re.compile(
    r"\b(?:(?:i|ved|fra) (?:begyndelsen|starten)|(?:at|in|from) the (?:beginning|start)|tidligt|early|primo)"
    rf" {_OF_YEAR}"
)
_LATE = re.compile(
    r"\b(?:(?:i|mod|hen mod|omkring) (?:slutningen|afslutningen)|(?:towards?|around|in|near) the end|sent|sidst|late)"
    rf" {_OF_YEAR}"
)
"""The first and the last quarter, as people say it; what is to be done by the end of a year is due in all of it."""
_HALF = re.compile(
    r"\b(?:(?P<rank>1|2|forste|andet|anden|first|second|1st|2nd)\.? ?(?:halvar\w*|half(?:[- ]?year)?(?: of)?"
    r"|halvdel(?:en)? af (?:(?:det|dette) )?(?=aret\b|ar\b|(?:19|20)\d\d))|h(?P<number>[12]))\b"
)
_SECOND = frozenset({"2", "andet", "anden", "second", "2nd"})
_YEAR = re.compile(rf"(?:\b|(?<=\b[1-4]q))({_YEAR_DIGITS})(?:(?:/(?:20)?\d\d)?\b|(?=[qk] ?[1-4]\b))")
_YEARS_OF_PLAN = re.compile(rf"\b{_YEAR_DIGITS} ?[-–] ?{_YEAR_DIGITS}\b")
"""From the first year of something to its last."""
_SHORT_YEAR = re.compile(r"(?:\b(?:[qk][1-4]|[1-4]q)['’ /-]?|['’])(2\d)\b")
_MONTH = re.compile(rf"\b({_longest_first(_MONTHS)})\b\.?")
_SEASON = re.compile(rf"\b({_longest_first(_SEASONS)})\b")
_SEMESTER = re.compile(
    r"\b(?:(?:the )?(?P<spring>forars|spring )|(?:the )?(?:efterars|autumn |fall ))(?:semest\w*|term)\b"
)
"""At a university: February to June, September to January (folded)."""
_RELATIVE = re.compile(
    r"\b(?:(?P<this>dette|denne|dette her|indevaerende|nuvaerende|this|current|the current)"
    r"|(?P<next>naeste|kommende|next|the next|coming|upcoming)"
    r"|(?P<last>sidste|forrige|foregaende|last|previous|past))"
    r"\s+(?P<unit>kvartal\w*|quarter|ars?\b|arets?\b|year|maned\w*|month|halvar\w*)"
    r"|(?P<thisyear>\bi ar\b|\b(?:inden|for|ved) (?:arets udgang|udgangen af aret|aret er omme|nytar)\b"
    r"|\b(?:by|before|at) (?:the )?(?:end of the year|year[- ]end|year is out|new year)\b)"
    r"|(?P<lastyear>\bi ?fjors?\b|\bfjorarets?\b)"
)
_AT_YEAR_END = re.compile(rf"\bultimo (?:aret\b|ar\b|{_YEAR_DIGITS}\b)")
"""The last days of a year: what is planned for then ends in December."""
_DECEMBER = 12
_SHORT_MONTH = 3
"""Letters of a month's short form."""
_HOLIDAY = re.compile(
    r"\b(?:inden|for|efter|before|after|by|over) (?:the )?"
    r"(?:sommerferie\w*|summer (?:holidays?|vacation|break)|jul(?:en|eferie\w*)?\b|christmas|paske\w*|easter|ferie\w*)"
)
"""A time that nobody can place; it says no more than a quarter or month named beside it."""
_BEFORE_SUMMER = re.compile(
    r"\b(?:inden|for|before) (?:the )?(?:sommer(?:en)?|summer)\b(?! (?:holidays?|vacation|break|school))"
)
"""The first half of a year, as people say it; when holidays begin nobody can tell."""
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
    semesters = [*_SEMESTER.finditer(folded)]
    spoken = _BEFORE_SUMMER.sub(_blank, _SEMESTER.sub(_blank, folded))
    seasons = [found for found in _SEASON.finditer(spoken) if _is_season(found, spoken)]
    years = [*_YEAR.finditer(folded)]
    short_years = [*_SHORT_YEAR.finditer(folded)]
    holidays = [*_HOLIDAY.finditer(folded)] if quarters or months else []
    year_ends = [*_AT_YEAR_END.finditer(folded)]
    matches = (
        *_YEARS_OF_PLAN.finditer(folded),
        *([relative] if relative else []),
        *holidays,
        *year_ends,
        *months,
        *semesters,
        *seasons,
        *years,
        *short_years,
    )
    unit, word = _step(relative) if relative else (None, None)
    return Asked(
        quarters=tuple(dict.fromkeys(number for numbers, _ in quarters for number in numbers)),
        years=tuple(
            dict.fromkeys((*(int(found[1]) for found in years), *(2000 + int(found[1]) for found in short_years)))
        ),
        months=tuple(
            dict.fromkeys(
                [*(_MONTHS[found[1]] for found in months), *(_DECEMBER for _ in year_ends), *_in_semesters(semesters)]
            )
        ),
        seasons=tuple(dict.fromkeys(_SEASONS[found[1]] for found in seasons)),
        relative=_place(word, unit, today) if word and unit else None,
        relative_unit=unit,
        relative_word=word,
        printed=(*(phrase for _, phrase in quarters), *(found[0] for found in matches)),
    )


def names_part_of_year(folded: str) -> bool:
    """Whether a folded text can name a month or a season: most do not, and need not be read for their times."""
    return any(pattern.search(folded) for pattern in (_MONTH, _SEASON, _SEMESTER, _AT_YEAR_END))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _in_semesters(found: Iterable[re.Match[str]]) -> Iterator[int]:
    for each in found:
        yield from (2, 3, 4, 5, 6) if each["spring"] else (9, 10, 11, 12, 1)


def month_names(number: int) -> tuple[str, ...]:
    """The Danish and English names of a month, 1 to 12, and their short forms, folded."""
    return tuple(name for name, month in _MONTHS.items() if month == number)


def _quarters(folded: str) -> Iterator[tuple[Sequence[int], str]]:
    """The quarters of each phrase that names some, half-years included."""
    for found in _FIRST_FEW.finditer(folded):
        yield range(1, _quarter(found["many"] or found["few"]) + 1), found[0]
    for pattern in _ROWS:
        for found in pattern.finditer(folded):
            if not _HOW_MANY.fullmatch(found[0]):
                yield _row(found["row"]), found[0]
    for found in _LAST_OF_YEAR.finditer(folded):
        yield (4,), found[0]
    for found in _BEFORE_SUMMER.finditer(folded):
        yield (1, 2), found[0]
    for pattern, number in ((_EARLY, 1), (_LATE, 4)):
        for found in pattern.finditer(folded):
            yield (number,), found[0]
    for found in _HALF.finditer(folded):
        yield (3, 4) if (found["rank"] or found["number"]) in _SECOND else (1, 2), found[0].strip()


def _row(printed: str) -> Sequence[int]:
    """The quarters of a row as "1., 2. og 4." or "Q2-Q4", those between included where it says "through"."""
    first, *rest = re.split(f"({_LINK})", printed)
    numbers = [_quarter(first)]
    for link, name in zip(rest[::2], rest[1::2], strict=True):
        number = _quarter(name)
        is_span = _THROUGH & set(link.split()) and number > numbers[-1]
        numbers += range(numbers[-1] + 1, number + 1) if is_span else [number]
    return numbers


def _quarter(name: str) -> int:
    name = name.strip("qk ")
    return _CARDINALS.get(name) or _ORDINALS[name]


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
