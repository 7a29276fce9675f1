"""
The words before a time that change what it means: "by the end of", "inden", "primo", "compared with".

Owns those words in both languages; leaves the days to `ingest.dates.times`.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

__all__ = ["Lead", "LeadKind", "lead_before"]


class LeadKind(enum.Enum):
    """What the words before a time make of it."""

    NONE = enum.auto()
    PLAIN = enum.auto()
    """ "den", "for": adds nothing."""
    IN = enum.auto()
    """ "i", "in": adds nothing, but shows that the next word is a time."""
    WHOLE = enum.auto()
    """ "hele", "in the course of": the stretch itself, a year included."""
    DUE = enum.auto()
    """ "senest", "by": a limit."""
    BEFORE = enum.auto()
    """ "inden", "before": over before it begins, if it is a stretch."""
    END = enum.auto()
    """ "by the end of", "ultimo": its last day."""
    PART = enum.auto()
    """ "primo", "mid-", "early": somewhere inside."""
    FROM = enum.auto()
    """ "from": a beginning without an end."""
    AFTER = enum.auto()
    """ "after": no day at all."""
    COMPARED = enum.auto()
    """ "compared with", "since": a yardstick, not a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The words before a time, and where they begin."""

    kind: LeadKind
    start: int
    """Where the printed time begins, these words included when they belong to it."""


_WINDOW = 80
"""Longer than any lead; a whole document's text before each time would cost its length squared."""
_LIMIT = r"(?:senest|inden|før|ved|med|til|by|at|before|until|no\s+later\s+than)"
_ARTICLE = r"(?:\s+(?:the|den|d\.))?"

# In order: a longer phrase stands before the short one it ends with.
_LEADS: tuple[tuple[LeadKind, bool, re.Pattern[str]], ...] = tuple(
    (kind, is_printed, re.compile(rf"(?<!\w)(?:{words})\s*\Z", re.IGNORECASE))
    for kind, is_printed, words in (
        (
            LeadKind.COMPARED,
            False,
            (rf"(?:i\s+forhold\s+til|ift\.?|sammenlignet\s+med|sammenholdt\s+med|compared\s+(?:to|with)|relative\s+to"
            rf"|versus|vs\.?|end|(?<!later )(?<!earlier )than|siden|since|baseline:?)(?:\s+(?:i|in))?{_ARTICLE}"),
        ),
        (
            LeadKind.PART,
            True,
            (r"(?:(?:senest|inden|by)\s+)?(?:primo|medio|early(?:\s+in)?|mid|mid-|late(?:\s+in)?)"
            r"|(?:(?:i|in|at|ved|around|omkring|towards?|mod)\s+)?(?:the\s+)?"
            r"(?:starten|begyndelsen|midten|midt|start|beginning|middle)(?:\s+(?:af|i|of|in))(?:\s+the)?"
            r"|(?:i|in|towards?|hen\s+mod|mod)\s+(?:the\s+)?(?:slutningen|end)\s+(?:af|of)(?:\s+the)?"),
        ),
        (
            LeadKind.END,
            True,
            (rf"(?:{_LIMIT}\s+)?(?:the\s+)?(?:udgangen\s+af|slutningen\s+af|end\s+of|end-of-|close\s+of){_ARTICLE}"
            rf"|(?:{_LIMIT}\s+)?ultimo"),
        ),
        (LeadKind.DUE, True, rf"(?:senest|by|no(?:t)?\s+later\s+than|until|due(?:\s+by)?){_ARTICLE}"),
        (
            LeadKind.WHOLE,
            True,
            (r"(?:i\s+|gennem\s+)?hele|(?:i|inden\s+for|in|over)\s+(?:the\s+)?period(?:en)?(?:\s+of)?"
            r"|i\s+løbet\s+af|throughout|during|(?:in|over)\s+the\s+course\s+of|all(?:\s+of)?"),
        ),
        (LeadKind.IN, False, rf"(?:i|in|pr\.|inden\s?for|within){_ARTICLE}"),
        (LeadKind.BEFORE, True, rf"(?:inden|før|before|prior\s+to|ahead\s+of){_ARTICLE}"),
        (LeadKind.AFTER, True, rf"(?:efter|after|following|tidligst|not?\s+(?:before|earlier\s+than)){_ARTICLE}"),
        (LeadKind.FROM, True, rf"(?:fra(?:\s+og\s+med)?|from|starting(?:\s+in)?|as\s+of|mellem|between){_ARTICLE}"),
        (LeadKind.PLAIN, False, rf"(?:on|pr|per|til|for|of|af|frist:?|deadline:?|tidspunkt:?|the|den|d\.){_ARTICLE}"),
    )
)  # fmt: skip


def lead_before(text: str, position: int) -> Lead:
    """What stands right before `position`."""
    first = max(0, position - _WINDOW)
    before = text[first:position]
    for kind, is_printed, pattern in _LEADS:
        if match := pattern.search(before):
            return Lead(kind=kind, start=first + match.start() if is_printed else position)
    return Lead(kind=LeadKind.NONE, start=position)
