"""
The single time words of a text: "Q2", "2. kvartal 2025", "marts", "uge 12", "17/12 2024".

Owns the layouts of one quarter, half, month, day, week or year, before any missing year is filled in;
leaves the words around them ("by the end of") to `leads`, and their meaning to `times`.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace

from ingest.dates.days import FULL_MONTHS, MONTH_NUMBERS, NUMERIC_DAY, full_year

__all__ = ["Atom", "Need", "Unit", "find_atoms"]


class Unit(enum.Enum):
    """What an atom counts."""

    QUARTER = enum.auto()
    HALF = enum.auto()
    MONTH = enum.auto()
    WEEK = enum.auto()
    DAY = enum.auto()
    YEAR = enum.auto()
    THE_YEAR = enum.auto()
    """ "året", "the year": whichever year the plan is for."""
    THE_PERIOD = enum.auto()
    """ "planperioden", "løbende": all of what the plan is for."""
    SEMESTER = enum.auto()
    """Spring (1) or autumn (2) at a university."""
    TURN = enum.auto()
    """ "årsskiftet": the end of a year as a limit, no day otherwise."""
    OPEN = enum.auto()
    """Names a time but no days: a season, a holiday, "snarest"."""


class Need(enum.IntEnum):
    """What must stand around the word for it to be a time at all."""

    NOTHING = 0
    LEAD = 1
    """ "maj" is a name, "i maj" is a time."""
    STRONG_LEAD = 2
    """ "2025" is anything, "senest 2025" is a time."""
    ALONE = 3
    """ "løbende" says how, unless it is all that a cell or a bracket holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One time word and where it stands."""

    start: int
    end: int
    unit: Unit
    number: int = 0
    """Quarter, half, semester, month or week."""
    number_to: int = 0
    """The last of them; equal to `number` unless printed as one ("Q2/3", "uge 12-14")."""
    day: int = 0
    day_to: int = 0
    year: int | None = None
    year_to: int | None = None
    """The second of two printed years ("2025-26")."""
    is_split: bool = False
    """
    Whether the two years are one that begins in the first ("2025-26", "2025/2026").
    With no first year it is called by the one that it ends in ("FY26").
    """
    need: Need = Need.NOTHING
    is_end: bool = False
    """Means its last day, by itself ("årets udgang")."""


_YEAR = r"(?P<year>20\d\d)(?:\s?[/–-]\s?(?P<year_to>(?:20)?\d\d)(?![\d/.-]))?(?!\d)"
_OF_YEAR = rf"(?:(?:\s*,|\s+of|\s+i|\s+in|\s+af|\s+for|\s?[-/])?\s*{_YEAR}|\s?['’](?P<short>\d\d)(?!\d))?"
_FINANCIAL = r"FY\s?['’]?(?P<fy>(?:20)?\d\d)(?:\s?[/–-]\s?(?P<fy_to>(?:20)?\d\d))?(?!\d)"
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("1. 1st første first", "2. 2nd andet anden second", "3. 3rd tredje third", "4. 4th fjerde fourth"), start=1
    )
    for word in words.split()
} | {"forårs": 1, "spring": 1, "efterårs": 2, "autumn": 2, "fall": 2}
_ORDINAL = r"(?:[1-4](?:st|nd|rd|th|\.)?|første|anden|andet|tredje|fjerde|first|second|third|fourth)"
_TO = r"\s*(?:-|–|—|/|&|og|til|and|to)\s*"
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_NUMBERED = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/-]|\s?\d{4})"
_SEASON = "forår|foråret|sommer|sommeren|efterår|efteråret|vinter|vinteren|spring|summer|autumn|winter|fall"
_BREAK = (
    r"(?:sommer|efterårs|vinter|jule|påske)ferien?|jul|julen|påsken?|christmas|easter"
    r"|(?:summer|winter|autumn|christmas|easter)\s(?:break|holidays?|recess)"
)
_UNDECIDED = (
    r"snarest(?:\s+muligt)?|hurtigst\s+muligt|asap|as\s+soon\s+as\s+possible|tbd|tba|tbc|to\s+be\s+\w+"
    r"|aftales\s+\w+|efter\s+(?:nærmere\s+)?aftale|afklares(?:\s+\w+)?|fastlægges(?:\s+\w+)?|ikke\s+fasts?(?:lagt|at)"
)
_RECURRING = (
    r"løbende|kontinuerligt|hele\s+tiden|ongoing|continuous(?:ly)?|permanent"
    r"|(?:kvartals|måneds|uge|halvårs)vist?|(?:månedlig|ugentlig|halvårlig|årlig)t?|hvert\s+(?:kvartal|halvår|år)"
    r"|hver\s+(?:måned|uge)|quarterly|monthly|weekly|half-yearly|annually|yearly|(?:each|every)\s+(?:quarter|month|week|year)"
)
_THE_YEAR = r"(?:the|this)\s+(?:(?:financial|fiscal|calendar|whole|entire)\s+)?year|året|helår"
_THE_PERIOD = (
    r"(?:plan|aftale|strategi|kontrakt)?perioden|the\s+(?:(?:plan(?:ning)?|strategy|contract|agreement)\s+)?period"
)
_SEMESTER = r"(?:semester(?:et)?|semestret|term)"
_MAY_YEAR = r"(?:\s+(?P<year>20\d\d)(?!\d))?"

_Layout = tuple[Unit, Need, re.Pattern[str]]


def _layouts(*written: tuple[Unit, Need, str]) -> tuple[_Layout, ...]:
    return tuple((unit, need, re.compile(pattern, re.IGNORECASE)) for unit, need, pattern in written)


_WITH_A_DIGIT = _layouts(
    (Unit.DAY, Need.NOTHING, r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    (Unit.DAY, Need.NOTHING, NUMERIC_DAY),
    (
        Unit.DAY,
        Need.NOTHING,
        (r"(?<![\d.,])(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?(?:\s?[-–]\s?(?P<day_to>\d{1,2})(?:\.|st|nd|rd|th)?)?\s*"
        rf"(?:of\s+)?\b(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>20\d\d)(?!\d))?"),
    ),
    (
        Unit.DAY,
        Need.NOTHING,
        rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\.\d)(?:,?\s+(?P<year>20\d\d)(?!\d))?",
    ),
    # "1/3" alone is a third as easily as 1 March
    (Unit.DAY, Need.NOTHING, rf"\b(?:(?:senest|inden)\s+)?(?:den|d\.|senest|inden)\s+{_NUMBERED}"),
    (Unit.DAY, Need.ALONE, rf"(?<![\d./-]){_NUMBERED}"),
    # "vitamin K2" is no quarter
    (
        Unit.QUARTER,
        Need.NOTHING,
        rf"(?<!vitamin )\b(?-i:[QqK])\s?(?P<number>[1-4])(?:\s?[-–—/]\s?(?P<number_to>[1-4])(?!\d))?\b{_OF_YEAR}",
    ),
    (Unit.QUARTER, Need.NOTHING, rf"\b{_FINANCIAL}\s?[-,/]?\s?(?-i:[QK])(?P<number>[1-4])\b"),
    (
        Unit.QUARTER,
        Need.NOTHING,
        rf"\b(?-i:[QK])(?P<number>[1-4])(?:\s?[-–/]\s?(?P<number_to>[1-4]))?,?\s?(?:(?:of|in)\s)?{_FINANCIAL}",
    ),
    (Unit.HALF, Need.NOTHING, rf"\b(?-i:H)(?P<number>[12]),?\s?(?:(?:of|in)\s)?{_FINANCIAL}"),
    (Unit.YEAR, Need.STRONG_LEAD, rf"\b{_FINANCIAL}"),
    (Unit.QUARTER, Need.NOTHING, r"\b(?P<year>20\d\d)\s?[-/]?\s?(?-i:[QK])(?P<number>[1-4])\b"),
    (Unit.QUARTER, Need.NOTHING, rf"\b(?:kvartal|quarter)\s(?P<number>[1-4])\b{_OF_YEAR}"),
    (Unit.HALF, Need.LEAD, rf"\b(?-i:H)(?P<number>[12])\b{_OF_YEAR}"),
    (
        Unit.HALF,
        Need.NOTHING,
        rf"\b(?P<number>første|anden|first|second)\s+(?:halvdel\s+af|half\s+of)\s+{_YEAR}",
    ),
    (
        Unit.WEEK,
        Need.NOTHING,
        rf"\b(?:uge|week)\s?(?P<number>\d{{1,2}})(?:\s?[-–/]\s?(?P<number_to>\d{{1,2}}))?\b{_OF_YEAR}",
    ),
    (Unit.MONTH, Need.NOTHING, r"(?<![\d/.-])(?P<month>0[1-9]|1[0-2])[/-](?P<year>20\d\d)(?![\d/-])"),
    (Unit.YEAR, Need.STRONG_LEAD, rf"(?<![\d.,/–])(?<!\d-){_YEAR}(?![.,]\d|\s*(?:kr|mio|mia|pct|%))"),
)  # fmt: skip
_IN_WORDS = _layouts(
    (
        Unit.QUARTER,
        Need.NOTHING,
        (rf"\b(?!\d\s+quarters\b)(?P<number>{_ORDINAL})(?:{_TO}(?P<number_to>{_ORDINAL}))?\s*"
        rf"(?:kvartal(?:et|s|er|erne)?\b|kvt\b\.?|kv\b\.?|quarters?\b){_OF_YEAR}"),
    ),
    (
        Unit.HALF,
        Need.NOTHING,
        (r"\b(?P<number>(?:1|2)(?:st|nd|\.)?|første|andet|anden|first|second)\s*"
        rf"(?:halvår(?:et)?|half[- ]year|halvdel\s+af\s+året|half\s+of\s+the\s+year)\b{_OF_YEAR}"),
    ),
    (
        Unit.SEMESTER,
        Need.NOTHING,
        rf"\b(?P<number>forårs|efterårs|(?:(?:the\s+)?(?:spring|autumn|fall))\s+){_SEMESTER}\b{_OF_YEAR}",
    ),
    (Unit.MONTH, Need.LEAD, rf"\b(?P<month>{FULL_MONTHS})\b{_OF_YEAR}"),
    (Unit.MONTH, Need.LEAD, rf"\b(?P<month>{_MONTH})\b\.?{_OF_YEAR}"),
    (Unit.THE_YEAR, Need.NOTHING, rf"\b(?P<is_end>årets\s+udgang|the\s+year[’']s\s+end|year[- ]end)\b{_MAY_YEAR}"),
    (Unit.TURN, Need.LEAD, rf"\b(?:årsskiftet|the\s+turn\s+of\s+the\s+year)\b{_MAY_YEAR}(?:/(?:20)?\d\d(?!\d))?"),
    (Unit.THE_YEAR, Need.STRONG_LEAD, rf"\b(?:{_THE_YEAR})\b{_MAY_YEAR}"),
    (Unit.THE_PERIOD, Need.STRONG_LEAD, rf"\b(?:{_THE_PERIOD})\b(?!\s+20\d\d)"),
    (Unit.THE_PERIOD, Need.ALONE, rf"\b(?:{_RECURRING})\b"),
    (Unit.OPEN, Need.LEAD, rf"\b(?:{_SEASON})\b(?:\s+(?:of\s+|i\s+)?(?P<year>20\d\d)(?!\d))?"),
    (Unit.OPEN, Need.LEAD, rf"\b(?:{_BREAK})\b"),
    (Unit.OPEN, Need.ALONE, rf"\b(?:{_UNDECIDED})\b"),
)  # fmt: skip
"""Those that need no digit: most sentences have none, and are held against these alone."""
_LAYOUTS = (*_WITH_A_DIGIT, *_IN_WORDS)
_DIGIT = re.compile(r"\d")


def find_atoms(text: str) -> tuple[Atom, ...]:
    """Every time word in `text`, in order and without overlaps; the earlier wins, then the longer."""
    layouts = _LAYOUTS if _DIGIT.search(text) else _IN_WORDS
    found = sorted(
        (_atom(unit, need, match) for unit, need, pattern in layouts for match in pattern.finditer(text)),
        key=lambda atom: (atom.start, -atom.end),
    )
    kept: list[Atom] = []
    for atom in found:
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return tuple(kept)


def _atom(unit: Unit, need: Need, match: re.Match[str]) -> Atom:
    parts = match.groupdict()
    first, last = _numbers(parts)
    day = int(parts.get("day") or 0)
    year = parts.get("year") or parts.get("short")
    # a printed year makes "marts" or "H2" a time by itself; it does not make "året" one
    is_dated = year is not None and need is Need.LEAD
    atom = Atom(
        start=match.start(),
        end=match.end(),
        unit=unit,
        number=first,
        number_to=last,
        day=day,
        day_to=int(parts.get("day_to") or day),
        year=full_year(year) if year else None,
        need=Need.NOTHING if is_dated else need,
        is_end=bool(parts.get("is_end")),
    )
    if parts.get("fy"):
        return _in_financial_year(atom, parts)
    return _with_second_year(atom, match)


def _in_financial_year(atom: Atom, parts: dict[str, str | None]) -> Atom:
    """What "FY26", which ends in 2026, and "FY2025-26" name."""
    first, last = full_year(parts["fy"] or ""), full_year(parts.get("fy_to") or parts["fy"] or "")
    return replace(atom, year=first if last > first else None, year_to=last, is_split=True)


def _numbers(parts: dict[str, str | None]) -> tuple[int, int]:
    if month := parts.get("month"):
        number = int(month) if month.isdigit() else MONTH_NUMBERS[month.lower()]
        return number, number
    first = parts.get("number")
    if not first:
        return 0, 0
    return _ordinal(first), _ordinal(parts.get("number_to") or first)


def _ordinal(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS[word.lower().removeprefix("the ").strip()]


def _with_second_year(atom: Atom, match: re.Match[str]) -> Atom:
    """Take a second year only where it can be one: "2025-26", not "Q1 2025 - 15 staff"."""
    printed = match.groupdict().get("year_to")
    if not printed or atom.year is None:
        return atom
    second = full_year(printed)
    is_next = second == atom.year + 1
    is_stretch = atom.unit is Unit.YEAR and second > atom.year
    if not is_next and not is_stretch:
        return replace(atom, end=match.end("year"))
    is_split = is_next and (not is_stretch or len(printed) == 2 or "/" in match[0])  # two digits
    return replace(atom, year_to=second, is_split=is_split)
