"""
Financial years: a plan for 2025-26 that counts its quarters from April.

Owns reading from a text which twelve months such a plan is for; leaves times within them to `ingest.dates.times`.
"""

from __future__ import annotations

import re

from ingest.dates.days import FULL_MONTHS, MONTH_NUMBERS
from ingest.dates.periods import Period, is_twelve_months, months_of

__all__ = ["financial_period"]

_YEAR_WORD = (
    r"(?:(?:financial|fiscal|budget|reporting|plan) year"
    r"|regnskabsår(?:et)?|budgetår(?:et)?|planår(?:et)?|skoleår(?:et)?)"
)
_FIRST = r"(?:1(?:st)?\.? )?"
_BEGINS = re.compile(
    rf"\b{_YEAR_WORD}\b[^.\n]{{0,60}}?\b"
    rf"(?:1(?:st)?\.? (?P<month>{FULL_MONTHS})|(?P<named>{FULL_MONTHS})(?: 1(?:st)?)?)\b",
    re.IGNORECASE,
)
""" "Our financial year runs from 1 April", "regnskabsåret går fra 1. juli". """
_FIRST_QUARTER = re.compile(
    r"\b(?:Q1|K1|1\. kvartal|first quarter)\b[^.;\n\w]*"
    r"(?:(?:is|means|covers|runs from|from|er|dækker|fra|betyder)\s+)?(?:the months (?:of )?)?"
    rf"[^.;\n\w]*{_FIRST}(?P<month>{FULL_MONTHS})\b[^.;\n\w]*(?:to|til|-|–|—)\s*(?:\d{{1,2}}\.? )?"
    rf"(?P<last>{FULL_MONTHS})\b",
    re.IGNORECASE,
)
""" "Q1 (April–June)". """
_FROM_TO = re.compile(
    rf"\b1(?:st)?\.? (?P<month>{FULL_MONTHS}) (?P<year>20\d\d) ?(?:to|until|and|til|og|-|–|—)(?: og med)? ?"
    rf"(?:\d{{1,2}})(?:th|st)?\.? (?P<last>{FULL_MONTHS}) (?P<year_to>20\d\d)\b",
    re.IGNORECASE,
)
""" "between 1 April 2025 and 31 March 2026". """
_QUARTER_MONTHS = 2
"""From the first month of a quarter to its last."""


def financial_period(text: str, year: int) -> Period | None:
    """
    The twelve months that begin in `year` and are no calendar year, as a text says of its plan.

    Args:
        text: The whole document.
        year: The first of the two years it names.

    Returns:
        None where the text does not say in which month its year begins, or says January.
    """
    first = _first_month(text, year)
    if first is None or first == 1:
        return None
    period = months_of(year, first, 12)
    return period if is_twelve_months(period) else None


def _first_month(text: str, year: int) -> int | None:
    for found in _FROM_TO.finditer(text):
        begins, ends = MONTH_NUMBERS[found["month"].lower()], MONTH_NUMBERS[found["last"].lower()]
        if int(found["year"]) == year and int(found["year_to"]) == year + 1 and ends == (begins - 2) % 12 + 1:
            return begins
    for found in _FIRST_QUARTER.finditer(text):
        begins, ends = MONTH_NUMBERS[found["month"].lower()], MONTH_NUMBERS[found["last"].lower()]
        if ends == (begins + _QUARTER_MONTHS - 1) % 12 + 1:
            return begins
    stated = _BEGINS.search(text)
    return MONTH_NUMBERS[(stated["month"] or stated["named"]).lower()] if stated else None
