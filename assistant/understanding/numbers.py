"""
Numbers that a question names: how many of something, and which goals by number.

Owns reading them from a folded question; times are `assistant.understanding.times`'.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.lexical import fold

__all__ = ["Numbers", "counted", "find_count", "find_goal_numbers", "find_numbers", "find_place", "number_words"]

_COUNTS = {
    fold(word): number
    for words in (
        "_ to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
        (
            "_ two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen twenty"
        ),
        "_ två tre fyra fem sex sju åtta nio tio",
        "_ to tre fire fem seks sju åtte ni ti",
        "_ zwei drei vier fünf sechs sieben acht neun zehn",
    )
    for number, word in enumerate(words.split(), start=1)
    if word != "_"
}
"""Folded words of a count, 2 to 20; "one" is as often an article."""
_ORDINALS = {
    fold(word): number
    for words in (
        "første anden tredje fjerde femte sjette syvende ottende niende tiende",
        "_ andet",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for number, word in enumerate(words.split(), start=1)
    if word != "_"
}
_ONES = {"et": 1, "en": 1, "one": 1}
_DANISH_TWO = "to"
"""A count in Danish, the commonest preposition in English."""
_ITEM = (
    r"(?:princip\w*|principle|vaerdi\w*|value|egenskab\w*|quality|lofte\w*|promise|kerneopgave\w*|task|punkt|item"
    r"|spor|track)"
)
_GOAL = r"(?:mal(?:et|ene|saetning\w*)?|resultatmal|delmal|sub-?goals?|goals?|objectives?|targets?)"
_CALLED = (
    r"(?: (?:that|which|der|som|both|begge|all|alle|are|is|er)){0,3}"
    r" (?:numbered|nummereret|called|kaldt)"
)
_MARK = rf"(?:{_CALLED})?(?: ?(?:nr\.?|nummer|number|no\.?|#|-|:))?"
_AND = r"(?:,| og| and| eller| or| vs\.?| versus| med| with| to| til| through| &| ?[-–])"
_THROUGH = frozenset({"-", "–", "til", "to", "through"})
"""What stands between the first and the last of a row of goals."""
_LONGEST_ROW = 20
"""Goals that "goals 1 to 20" may name."""
_NO_GOAL = r"(?! ?(?:%|(?:pct|procent|percent|kr|mio)\b)|\. ?\||st\b|nd\b|rd\b|th\b)"
"""What a number that is a share, a sum or a date is known by."""
_TIME = r"(?:kvartal\w*|quarters?|halvar\w*|halves|maneder|maned|months?|ars?|arige?|years?|uger?|weeks?|dage?|days?)\b"
_RANK = "|".join(_ORDINALS)
_WORDS = "|".join([*_COUNTS, *_ONES])
_NUMBER = rf"(?:\d+(?:\.\d+)*|{_WORDS})"
_NUMBERED = re.compile(
    rf"\b{_GOAL}(?:{_MARK} ?(?P<digits>\d+(?:\.\d+)*){_NO_GOAL}|{_MARK} (?P<word>{_WORDS}))\b"
    rf"(?P<more>(?:{_AND}+ ?(?:{_GOAL}{_MARK} ?)?{_NUMBER}\b{_NO_GOAL})*)"
)
_FURTHER = re.compile(rf"(?P<link>{_AND}+) ?(?P<again>{_GOAL}{_MARK} ?)?(?P<number>{_NUMBER})\b")
_SMALL = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"
_FIRST_FEW = re.compile(
    rf"\b(?P<said>(?:first|forste) (?P<many>{_SMALL})|(?P<few>{_SMALL}) (?:first|forste))"
    rf" (?:[\w-]+ ){{0,2}}{_GOAL}\b"
)
_RANKED = re.compile(rf"\b(?P<rank>{_RANK}|\d+\.|\d+(?:st|nd|rd|th)) (?:[\w-]+ ){{0,2}}{_GOAL}\b")
_LETTERED = re.compile(r"\b(?:[Mm]ål|[Mm]aal|[Gg]oal|[Oo]bjective|[Tt]arget) (?P<letter>[A-Z]|[b-hj-z])(?!\.?\w)")
_LETTERED_OTHERWISE = re.compile(
    r"\b(?:[Pp]riorit(?:y|et)|[Pp]illar|[Ss]øjle|[Tt]rack|[Ss]por|[Tt]heme|[Tt]ema|[Aa]mbition|[Aa]im|[Ii]ndsatsområde"
    r"|[Ff]okusområde|[Ff]ocus [Aa]rea|[Pp]ejlemærke|[Oo]utcome|[Ii]nitiative?) (?P<letter>[A-Z])(?![\w.-]*\w)"
)
"""The same by what plans call goals beside that word: only where a goal has that letter."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SURE = "|".join(word for word in _COUNTS if word != _DANISH_TWO)
"""Words that are a number in either language."""
_COUNTED = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})\b"
    rf"(?!\s*(?:[.,/-]\s*\d|\.\s*\||pct|procent|percent|%|mio|kr|{_TIME}))"
)
_EITHER_COUNT = re.compile(rf"\b{_SMALL} (?:eller|or) {_SMALL}\b(?! {_TIME})")
"""Two counts to choose from ("4 or 5?"): neither is claimed."""
_COUNTED_TWO = re.compile(rf"\b(?:vores|de|jeres|alle|vore|deres|begge|s) (?P<count>{_DANISH_TWO})\b(?! {_TIME})")
_TIME_OR_NUMBER = re.compile(r"\b[qkh] ?\d\b|\b\d\.? ?kvartal|\bno\.? ?\d+|\bnr\.? ?\d+|\b\d{1,2}[./-]\d{1,2}")
_PLACE = re.compile(
    rf"\b(?:{_ITEM} (?P<after>\d{{1,2}}|{_SURE})|(?P<rank>{_RANK})(?! (?:{_TIME}|time|gang|omgang))"
    rf"|(?P<digits>\d{{1,2}})(?:st|nd|rd|th)"
    rf"|(?:nr\.?|nummer|number|no\.?|#) ?(?P<number>\d{{1,2}})"
    rf"|(?:nr\.?|number) (?P<word>{_SURE}|one)|nummer (?P<danish>{_SURE}|et|to))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers of one question."""

    goals: tuple[str, ...]
    """Goals by number, as printed in plans ("2", "A.1"), in the order read."""
    count: int | None
    """How many of something there are said to be; from 2."""
    place: int | None
    """Which item of a list is asked for; from 1. None beside a goal, whose number it would be."""
    printed: tuple[str, ...]
    """The folded phrases that were read, for taking them out of the question."""


def find_numbers(
    text: str, *, known: Collection[str], called: frozenset[str] = frozenset(), taken: Collection[str] = ()
) -> Numbers:
    """
    The goals, the count and the place that a question names.

    Args:
        text: The question as written.
        known: Numbers that goals are printed with.
        called: Folded words that their documents count them by ("spor", "theme").
        taken: Folded phrases that are accounted for elsewhere (times): their numbers are no others.
    """
    folded = _without(fold(text), taken)
    goals, phrases = find_goal_numbers(folded, printed=text, known=known, called=called)
    either = _EITHER_COUNT.search(folded)
    count, count_word = (None, either[0]) if either and not goals else find_count(folded)
    place, place_word = (None, None) if goals else find_place(folded)
    words = tuple(word for word in (count_word, place_word) if word)
    return Numbers(goals=goals, count=count, place=place, printed=(*phrases, *words))


def find_goal_numbers(
    folded: str, *, printed: str = "", known: Collection[str] = (), called: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The goals named by number ("mål 1", "goals 2 and 3", "the third goal"), and the phrases that named them."""
    found = [
        *_first_few(folded),
        *_numbered(folded),
        *_lettered(printed, known),
        *_coded(printed, known),
        *_called(folded, called, known),
        *_ranked(folded),
    ]
    numbers = dict.fromkeys(number for named, _ in found for number in named if not _YEAR.fullmatch(number))
    return tuple(numbers), tuple(phrase for _, phrase in found)


def _numbered(folded: str) -> Iterator[tuple[list[str], str]]:
    for found in _NUMBERED.finditer(folded):
        numbers = [_digits(found["digits"] or found["word"])]
        for further in _FURTHER.finditer(found["more"]):
            number = _digits(further["number"])
            is_row = not further["again"] and _THROUGH & set(further["link"].split())
            numbers += [*(_between(numbers[-1], number) if is_row else ()), number]
        yield numbers, found[0]


def _between(first: str, last: str) -> Iterator[str]:
    """The goals that "1 to 4" leaves unsaid."""
    if first.isdecimal() and last.isdecimal() and int(last) - int(first) < _LONGEST_ROW:
        yield from map(str, range(int(first) + 1, int(last)))


def _first_few(folded: str) -> Iterator[tuple[list[str], str]]:
    for found in _FIRST_FEW.finditer(folded):
        last = int(_digits(found["many"] or found["few"]))
        yield [str(number) for number in range(1, min(last, _LONGEST_ROW) + 1)], found["said"]


def _lettered(printed: str, known: Collection[str]) -> Iterator[tuple[list[str], str]]:
    for found in _LETTERED.finditer(printed):
        yield [found["letter"].upper()], fold(found[0])
    for found in _LETTERED_OTHERWISE.finditer(printed):
        if found["letter"] in known:
            yield [found["letter"]], fold(found[0])


def _called(folded: str, called: frozenset[str], known: Collection[str]) -> Iterator[tuple[list[str], str]]:
    """Goals by the word that their documents count them by, where one has that number."""
    for found in _calling(called).finditer(folded) if called else ():
        if found["number"] in known:
            yield [found["number"]], found[0]


@lru_cache(maxsize=64)
def _calling(called: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(called, key=len, reverse=True))
    return re.compile(rf"\b(?:{words}){_MARK} ?(?P<number>\d+(?:\.\d+)*)\b{_NO_GOAL}")


def _coded(printed: str, known: Collection[str]) -> Iterator[tuple[list[str], str]]:
    """
    Goals whose printed code of letters or dots and digits ("A.1", "2.3") stands there, dots left out or not.

    With a space in it only as printed: "i 2. kvartal" is no goal I.2.
    """
    for number in known:
        pattern = _code(number)
        found = pattern.search(printed) if pattern else None
        if found:
            yield [number], fold(found[0])


@lru_cache(maxsize=4096)
def _code(number: str) -> re.Pattern[str] | None:
    """Finds a goal's code of several parts; None for a plain number."""
    parts = re.findall(r"[A-Za-zÆØÅæøå]+|\d+", number)
    if len(parts) < 2:  # several
        return None
    tight = (r"\." if parts[0].isdigit() else r"\.?").join(parts)
    apart = r"\.".join(parts) if parts[0].isdigit() else r"[.\s]".join(parts)
    return re.compile(rf"(?<![\w.])(?:(?i:{tight})|{apart})(?![\w]|\.\d)")


def _ranked(folded: str) -> Iterator[tuple[list[str], str]]:
    for found in _RANKED.finditer(folded):
        yield [str(_ORDINALS.get(found["rank"]) or re.sub(r"\D", "", found["rank"]))], found["rank"]


def _without(folded: str, taken: Collection[str]) -> str:
    """`folded` with a bar for each phrase of `taken`, so that the words around it do not meet."""
    for phrase in sorted(taken, key=len, reverse=True):
        folded = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", "|", folded)
    return folded


def _digits(word: str) -> str:
    return str(_COUNTS.get(word) or _ONES.get(word) or word)


def find_count(folded: str) -> tuple[int | None, str | None]:
    """How many of something the question says there are ("our five values"), and the word that says it."""
    without_goals = _NUMBERED.sub(" ", _FIRST_FEW.sub(" ", folded))
    rest = _TIME_OR_NUMBER.sub(" ", _PLACE.sub(" ", without_goals))
    found = _COUNTED_TWO.search(rest)
    if not found:
        found = next((each for each in _COUNTED.finditer(rest) if each["count"] != _DANISH_TWO), None)
    if not found:
        return None, None
    word = found["count"]
    number = _COUNTS.get(word) or int(word)
    return (number, word) if number > 1 else (None, None)


def find_place(folded: str) -> tuple[int | None, str | None]:
    """Which item of a list is asked for ("the third principle", "princip nr. 4"), and the words that say it."""
    found = _PLACE.search(_NUMBERED.sub(" ", folded))
    if not found:
        return None, None
    said = next(filter(None, found.groups()))
    return _ORDINALS.get(said) or int(_digits(said)), found["after"] or found[0]


def counted(word: str) -> int | None:
    """The count from 2 to 20 that a folded word says; None for another, and for "to", which is rarely one."""
    return None if word == _DANISH_TWO else _COUNTS.get(word)


@lru_cache(maxsize=256)
def number_words(number: int) -> frozenset[str]:
    """Every way to write a count from 2 to 20, folded: digits and words."""
    return frozenset({str(number), *(word for word, value in _COUNTS.items() if value == number)})
