"""
What is printed raised: the mark of a note, an exponent, or letters.

Owns telling them apart by the words before, and raised digits that are typed as such ("målet²");
leaves to the readers of each format finding what is raised.
"""

from __future__ import annotations

import re

__all__ = ["DIGITS", "read_raised", "without_raised"]

DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Typed raised digits: letters to regular expressions, and no part of the word or number that they follow."""
_RAISED = str.maketrans("0123456789-−", f"{DIGITS}⁻⁻")
_BLANK = dict.fromkeys(map(ord, DIGITS), " ")
_ONE = r"(?:\d{1,3}|\*{1,3}|[†‡])"
_MARK = re.compile(rf"[\[(]?{_ONE}(?:\s*[,;]\s*{_ONE})*[\])]?[,;]?")
_POWER = re.compile(r"[23]|[-−]\d{1,2}")
_POWER_OF_TEN = re.compile(r"[-−]?\d{1,2}")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[a-zA-Z]|[kcmdhM]m|ft)$")
_TEN = re.compile(r"(?<![\d.,])10$")


def read_raised(words: str, *, before: str) -> str:
    """
    What raised words say in running text: nothing for the mark of a note, "²" for a square, else the words themselves.

    Args:
        words: What is raised, all of it.
        before: What stands before it in its line.
    """
    told = words.strip()
    if (_POWER.fullmatch(told) and _UNIT.search(before)) or (_POWER_OF_TEN.fullmatch(told) and _TEN.search(before)):
        return told.translate(_RAISED)
    return "" if _MARK.fullmatch(told) else words


def without_raised(text: str) -> str:
    """`text` with a blank for each typed raised digit, so that places in it stay the same."""
    return text.translate(_BLANK)
