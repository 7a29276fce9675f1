"""
Reading what people say about their own onboarding where steps reach them: start, pause, later, done, language.

Owns the words of these orders in Danish and English; leaves carrying them out to `orders`.
Whatever is no such order, word for word, is a question and left to the assistant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.onboarding.journeys import JourneyRole
from ingest.dates.days import MONTH_NUMBERS
from ingest.records import Language

__all__ = ["MOST_DAYS", "USUAL_DAYS", "Order", "OrderKind", "Until", "read_order"]

USUAL_DAYS = 5
MOST_DAYS = 60
"""Working days by which one order may postpone."""


class OrderKind(StrEnum):
    """What is wanted."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    POSTPONE = "postpone"
    DONE = "done"
    SPEAK = "speak"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """A day as people name one."""

    weekday: int | None = None
    """0 for Monday."""
    weeks: int = 0
    """Calendar weeks ahead in which the weekday lies; 0: the next such day, whichever week that is."""
    day: int | None = None
    """Of a month."""
    month: int | None = None
    """1 to 12; None beside a day: the next month that has not passed it."""
    after: int | None = None
    """Days from today."""

    def on(self, today: dt.date) -> dt.date | None:
        """The day that is meant; None where the calendar has none such."""
        if self.after is not None:
            return today + dt.timedelta(days=self.after)
        if self.weekday is not None:
            monday = today - dt.timedelta(days=today.weekday())
            found = monday + dt.timedelta(days=7 * self.weeks + self.weekday)
            return found if self.weeks or found > today else found + dt.timedelta(days=7)
        months = [self.month] if self.month else [(today.month - 1 + ahead) % 12 + 1 for ahead in (0, 1)]
        days = (_date(today.year + ahead, month, self.day or 1) for ahead in (0, 1) for month in months)
        return min((each for each in days if each and each > today), default=None)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order about one's own onboarding."""

    kind: OrderKind
    is_named: bool = True
    """Whether it says that it is about onboarding; the bare word is an order only from somebody who is on a journey."""
    days: int = USUAL_DAYS
    """Working days to postpone by."""
    until: Until | None = None
    """The day before which nothing more is to come; None: see `days`."""
    step: str | None = None
    """The step that is done; None: the latest one."""
    language: Language | None = None
    """To be spoken to in."""
    role: JourneyRole | None = None
    """Whose journey to begin; None: a new employee's."""


_NAMES = re.compile(r"(?:on-?boarding|introforløb)(?:en|et|sforløb(?:et)?|forløb(?:et)?)?")
_FILLERS = frozenset({
    "hej", "hejsa", "hi", "hello", "ok", "okay", "ja", "yes", "nå", "tak", "please", "thanks", "thank", "you",
    "venligst", "gerne", "lige", "nu", "now", "så", "then", "godt", "jeg", "i", "i'd", "i'm", "vil", "ville",
    "would", "like", "want", "to", "at", "kan", "can", "could", "kunne", "du", "will", "få", "have", "get",
    "må", "may", "lad", "let", "me", "mig", "min", "mit", "mine", "my", "den", "det", "de", "the", "it", "this",
    "dette", "denne", "for", "er", "am", "en", "et", "a", "an", "skal", "should", "med", "with", "sæt", "sætte",
    "put", "tag", "take", "hold", "holde", "holder", "skift", "skifte", "switch", "change", "skriv", "skrive",
    "write", "svar", "svare", "forløb", "forløbet", "forløbets", "rejse", "rejsen", "journey", "trin", "trinnet",
    "trinnene", "step", "steps", "resten", "rest", "sprog", "language", "også", "also", "bare", "just",
})  # fmt: skip
"""Words that are part of many orders and decide none."""
_REQUEST = re.compile(r"(?:kan|vil|kunne|gider) du\b|(?:can|could|would|will) you\b")
"""A question that asks for the thing itself."""
_MAY_I = re.compile(r"(?:kan|må|kunne) jeg (?:få|have)\b|(?:can|could|may) i (?:have|get)\b")
"""A question that asks for the language it names."""
_NUMBERS = {"en": 1, "et": 1, "one": 1, "a": 1, "to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4}
_DAYS_OF = {"dag": 1, "day": 1, "uge": 5, "week": 5}
_WEEKDAYS = {
    name: number
    for names in (
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
    )
    for number, name in enumerate(names.split())
}
_TO = re.compile(r"(?:(?:indtil|til|til og med|until|till|to|på|on|efter|after|i|in)\b ?)*(?:den |d\.? |the )?")
"""What may stand before a day."""
_WEEK = re.compile(r"(?:i )?(?:(?:den )?(?:næste|kommende)|(?:the )?(?:next|coming|following)) (?:uge|week)")
_WEEKEND = re.compile(r"(?:the )?weekend(?:en)?")
_WEEKDAY = re.compile(
    rf"(?P<next>(?:næste|next) )?(?:(?:på|kommende|coming|this) )?(?P<day>{'|'.join(_WEEKDAYS)})"
    r"(?: (?:i )?(?P<week>næste uge|next week))?"
)
_MONTH_NAME = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?(?: (?:of )?(?P<month>{_MONTH_NAME})|[ /.-](?P<number>\d{{1,2}}))?"
    rf"|(?P<name>{_MONTH_NAME}) (?P<of>\d{{1,2}})(?:st|nd|rd|th)?"
)
_NEXT_MONTH = re.compile(r"(?:næste|next) (?:måned|month)")
_AMOUNT = re.compile(
    r"(?:(?P<number>\d{1,3}|[a-zæøå]+) )?(?P<unit>(?:arbejds|working )?(?:dag|day|uge|week))(?:e|s|r)?"
    r"|(?P<bare>\d{1,3})"
)
_NAMED = "onboarding: "
"""Stands before the words of an order that says what it is about."""
_STEP = re.compile(r"[\w-]+")
_KINDS: Mapping[OrderKind, re.Pattern[str]] = {
    OrderKind.START: re.compile(r"(?:start(?:e|er)?|begynd(?:e|er)?|begin|get started)(?: (?:som|as))?(?P<rest>.*)"),
    OrderKind.PAUSE: re.compile(r"(?:på |on )?(?:pause|hold)|stop|stopp?e"),
    OrderKind.RESUME: re.compile(r"(?:fortsæt(?:te)?|genoptag(?:e)?|resume|continue|go on|carry on)(?: igen| again)?"),
    OrderKind.POSTPONE: re.compile(
        r"(?:udskyd(?:e)?|udsæt(?:te)?|senere|postpone|later|delay|snooze|vent(?:e)?|wait)(?P<rest>.*)"
    ),
    OrderKind.DONE: re.compile(r"(?:færdig|udført|gjort|klaret|done|finished|completed)(?P<rest>.*)"),
    OrderKind.SPEAK: re.compile(r"(?:på |in |til )?(?P<language>dansk|danish|engelsk|english)"),
    OrderKind.SHOW: re.compile(
        r"hvor(?: langt)? er jeg(?: nået)?|hvor langt|where am i|how far(?: am i)?"
        r"|(?:hvad |hvad er |what's |what is )?(?:mit |det |my |the )?(?:næste|next)(?: trin| step)?"
        rf"|{_NAMED}(?:status|vise?|show|hvor|where)"
    ),
}
_ROLES = {
    "leder": JourneyRole.LEADER, "chef": JourneyRole.LEADER, "leader": JourneyRole.LEADER,
    "makker": JourneyRole.BUDDY, "buddy": JourneyRole.BUDDY,
    "medarbejder": JourneyRole.EMPLOYEE, "employee": JourneyRole.EMPLOYEE,
}  # fmt: skip


def read_order(text: str) -> Order | None:
    """
    The order in "pause", "onboarding udskyd 10", "kan du sætte min onboarding på pause?" and the like; None for others.

    Nothing may be there that is no part of the order, and a question is one only where it asks for the thing itself.
    """
    said = " ".join(text.casefold().split())
    is_question = said.endswith("?")
    words = re.findall(r"[\w'’-]+", said.replace("’", "'"))
    is_named = any(_NAMES.fullmatch(word) for word in words)
    kept = [word for word in words if not _NAMES.fullmatch(word)]
    opening = re.sub(r"^(?:hej|hi|hello|ok|okay)\W+", "", said)
    for wording in _wordings(kept):
        for kind, pattern in _KINDS.items():
            found = pattern.fullmatch(wording) or (pattern.fullmatch(_NAMED + wording) if is_named else None)
            order = _order(kind, found, is_named=is_named) if found else None
            if order is not None and not (is_question and not _is_asked_for(order.kind, opening)):
                return order
    return None


def _wordings(words: list[str]) -> dict[str, None]:
    """The words without those that decide nothing, and with as many of them as an amount may need."""
    # "to" is a number before a unit of time, and says nothing anywhere else.
    is_kept = [
        word not in _FILLERS or bool(re.match("dag|uge|day|week", after)) for word, after in pairwise([*words, ""])
    ]
    decisive = [word for word, keep in zip(words, is_kept, strict=True) if keep]
    head = next((place for place, keep in enumerate(is_kept) if keep), len(words))
    return dict.fromkeys([" ".join(words), " ".join(words[head:]), " ".join(decisive)])


def _is_asked_for(kind: OrderKind, opening: str) -> bool:
    if kind is OrderKind.SHOW:
        return True
    return bool(_REQUEST.match(opening)) or (kind is OrderKind.SPEAK and bool(_MAY_I.match(opening)))


def _order(kind: OrderKind, found: re.Match[str], *, is_named: bool) -> Order | None:
    parts = found.groupdict()
    rest = (parts.get("rest") or "").strip()
    if kind is OrderKind.POSTPONE:
        days = _days(rest) if rest else USUAL_DAYS
        if days:
            return Order(kind=kind, is_named=is_named, days=days)
        until = _until(rest)
        return Order(kind=kind, is_named=is_named, until=until) if until else None
    if kind is OrderKind.DONE:
        step = rest if _STEP.fullmatch(rest) else None
        return Order(kind=kind, is_named=is_named, step=step) if step or not rest else None
    if kind is OrderKind.START:
        role = _ROLES.get(rest.removeprefix("ny ").removeprefix("new "))
        return Order(kind=kind, is_named=is_named, role=role) if role or not rest else None
    if kind is OrderKind.SPEAK:
        language = Language.ENGLISH if parts["language"].startswith("eng") else Language.DANISH
        return Order(kind=kind, is_named=is_named, language=language)
    return Order(kind=kind, is_named=is_named)


def _days(words: str) -> int | None:
    """Working days in "3", "en uge" or "two weeks"; None where it is none of these, or too many."""
    found = _AMOUNT.fullmatch(re.sub(r"^(?:med|by|for|om|in) ", "", words))
    if found is None:
        return None
    number = found["bare"] or found["number"] or "1"
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    unit = found["unit"]
    days = count * next((days for name, days in _DAYS_OF.items() if unit and name in unit), 1)
    return days if 1 <= days <= MOST_DAYS else None


def _until(words: str) -> Until | None:
    """The day in "til mandag", "to next week", "until 3 January"; None where it is none."""
    named = _TO.sub("", words, count=1)
    is_after = bool(re.search(r"\b(?:efter|after)\b", words))
    if named in ("i morgen", "morgen", "tomorrow"):
        return Until(after=1)
    if _WEEK.fullmatch(named) or (_WEEKEND.fullmatch(named) and is_after):
        return Until(weekday=0, weeks=1)
    if _NEXT_MONTH.fullmatch(named):
        return Until(day=1)
    if found := _WEEKDAY.fullmatch(named):
        return Until(weekday=_WEEKDAYS[found["day"]], weeks=1 if found["next"] or found["week"] else 0)
    found = _DATE.fullmatch(named)
    is_dated = bool(re.search(r"\b(?:den|d|the)\b", words))
    if found is None or not (found["name"] or found["month"] or found["number"] or is_dated):
        return None
    month = MONTH_NUMBERS.get(found["month"] or found["name"] or "") or (
        int(found["number"]) if found["number"] else None
    )
    return Until(day=int(found["day"] or found["of"]), month=month)
