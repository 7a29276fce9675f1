"""
Reading what people say about their own onboarding where steps reach them: start, pause, later, done, language.

Owns the words of these orders in Danish and English; leaves carrying them out to `orders`.
Whatever is no such order, word for word, is a question and left to the assistant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.onboarding.journeys import JourneyRole
from ingest.records import Language

__all__ = ["MOST_DAYS", "USUAL_DAYS", "Order", "OrderKind", "read_order"]

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
class Order:
    """One order about one's own onboarding."""

    kind: OrderKind
    is_named: bool = True
    """Whether it says that it is about onboarding; the bare word is an order only from somebody who is on a journey."""
    days: int = USUAL_DAYS
    """Working days to postpone by."""
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
_UNTIL = {"i morgen": 1, "til i morgen": 1, "tomorrow": 1, "until tomorrow": 1, "next week": 5, "until next week": 5,
          "næste uge": 5, "til næste uge": 5}  # fmt: skip
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
        return Order(kind=kind, is_named=is_named, days=days) if days else None
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
    """Working days in "3", "en uge", "two weeks" or "until tomorrow"; None where it is none of these, or too many."""
    if words in _UNTIL:
        return _UNTIL[words]
    found = _AMOUNT.fullmatch(words.removeprefix("med ").removeprefix("by ").removeprefix("for "))
    if found is None:
        return None
    number = found["bare"] or found["number"] or "1"
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    unit = found["unit"]
    days = count * next((days for name, days in _DAYS_OF.items() if unit and name in unit), 1)
    return days if 1 <= days <= MOST_DAYS else None
