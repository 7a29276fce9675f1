"""
Numbers that a question names: how many of something, and which goals by number.

Owns reading them from a folded question; times are `assistant.understanding.times`'.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.lexical import fold

__all__ = ["find_count", "find_goal_numbers", "find_place", "number_words"]

_COUNTS = {
    fold(word): number
    for words in (
        "_ to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
        "_ two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
        "_ två tre fyra fem sex sju åtta nio tio",
        "_ to tre fire fem seks sju åtte ni ti",
        "_ zwei drei vier fünf sechs sieben acht neun zehn",
    )
    for number, word in enumerate(words.split(), start=1)
    if word != "_"
}
_ORDINALS = {
    fold(word): number
    for words in (
        "første anden tredje fjerde femte sjette syvende ottende niende tiende",
        "first second third fourth fifth sixth seventh eighth ninth tenth",
    )
    for number, word in enumerate(words.split(), start=1)
} | {fold("andet"): 2}
_ONES = {"et": 1, "en": 1, "one": 1}
_GOAL = r"(?:mal(?:et|ene|saetning\w*)?|resultatmal|delmal|sub-?goals?|goals?|objectives?|targets?)"
_MARK = r"(?: ?(?:nr\.?|nummer|number|no\.?|#|-|:))?"
_WORDS = "|".join([*_COUNTS, *_ONES])
_NUMBER = rf"(?:\d+(?:\.\d+)*|{_WORDS})"
_NUMBERED = re.compile(
    rf"\b{_GOAL}(?:{_MARK} ?(?P<digits>\d+(?:\.\d+)*)|{_MARK} (?P<word>{_WORDS}))\b(?P<more>(?:(?:,| og| and| eller| or| vs\.?| versus| med| with| to| &)+ ?(?:{_GOAL}{_MARK} ?)?{_NUMBER}\b)*)"
)
_RANKED = re.compile(rf"\b(?P<rank>{'|'.join(_ORDINALS)}|\d+\.|\d+(?:st|nd|rd|th)) (?:[\w-]+ ){{0,2}}{_GOAL}\b")
_LETTERED = re.compile(r"\b(?:[Mm]ål|[Mm]aal|[Gg]oal|[Oo]bjective|[Tt]arget) (?P<letter>[A-Z]|[b-hj-z])(?!\.?\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})\b(?!\s*(?:[.,/-]\s*\d|pct|procent|percent|%|mio|kr))"
)
_DANISH_TO = re.compile(r"\b(?:vores|de|jeres|alle|vore|deres|begge|s) (?P<count>to)\b")


def find_goal_numbers(
    folded: str, *, printed: str = "", known: Collection[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The goals named by number ("mål 1", "goals 2 and 3", "the third goal"), and the phrases that named them."""
    numbers: list[str] = []
    phrases: list[str] = []
    for found in _NUMBERED.finditer(folded):
        numbers.append(_digits(found["digits"] or found["word"]))
        numbers += [
            _digits(each) for each in re.findall(rf"{_NUMBER}\b", re.sub(rf"{_GOAL}|\bto\b", " ", found["more"]))
        ]
        phrases.append(found[0])
    for found in _LETTERED.finditer(printed):
        numbers.append(found["letter"].upper())
        phrases.append(fold(found[0]))
    for number in known:
        if found := _coded(number, printed):
            numbers.append(number)
            phrases.append(fold(found))
    for found in _RANKED.finditer(folded):
        rank = found["rank"]
        numbers.append(str(_ORDINALS.get(rank) or re.sub(r"\D", "", rank)))
        phrases.append(found["rank"])
    kept = [number for number in numbers if not _YEAR.fullmatch(number)]
    return tuple(dict.fromkeys(kept)), tuple(phrases)


def _coded(number: str, printed: str) -> str | None:
    """Where a goal's printed code of letters or dots and digits ("A.1", "2.3") stands in a question, dots left out or not."""
    parts = re.findall(r"[A-Za-zÆØÅæøå]+|\d+", number)
    if len(parts) < 2:  # noqa: PLR2004 (a bare number is no code)
        return None
    pattern = r"[.\s]?".join(map(re.escape, parts)) if not parts[0].isdigit() else r"\.".join(parts)
    found = re.search(rf"(?<![\w.]){pattern}(?![\w]|\.\d)", printed, re.IGNORECASE)
    return found[0] if found else None


def _digits(word: str) -> str:
    return str(_COUNTS.get(word) or _ONES.get(word) or word)


def find_count(folded: str) -> tuple[int | None, str | None]:
    """How many of something the question says there are ("our five values"), and the word that says it."""
    rest = _NUMBERED.sub(" ", folded)
    rest = re.sub(r"\b[qkh] ?\d\b|\b\d\.? ?kvartal|\bno\.? ?\d+|\bnr\.? ?\d+|\b\d{1,2}[./-]\d{1,2}", " ", rest)
    found = _DANISH_TO.search(rest)
    if not found:
        found = next((each for each in _COUNTED.finditer(rest) if each["count"] != "to"), None)
    if not found:
        return None, None
    word = found["count"]
    number = _COUNTS.get(word) or int(word)
    return (number, word) if number > 1 else (None, None)


_PLACE = re.compile(
    rf"\b(?:(?:princip\w*|principle|vaerdi\w*|value|egenskab\w*|quality|lofte\w*|promise|kerneopgave\w*|task|punkt|item|spor|track) (?P<after>\d{{1,2}})|(?P<rank>{'|'.join(_ORDINALS)})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?:nr\.?|nummer|number|no\.?|#) ?(?P<number>\d{{1,2}}))\b"
)


def find_place(folded: str) -> tuple[int | None, str | None]:
    """Which item of a list the question asks for ("the third principle", "princip nr. 4"), and the words that say it."""
    found = _PLACE.search(_NUMBERED.sub(" ", folded))
    if not found:
        return None, None
    place = _ORDINALS[found["rank"]] if found["rank"] else int(found["digits"] or found["number"] or found["after"])
    return place, found["after"] or found[0]


def number_words(number: int) -> frozenset[str]:
    """Every way to write a count from 2 to 20, folded: digits, Danish and English."""
    return frozenset({str(number), *(word for word, value in _COUNTS.items() if value == number)})
