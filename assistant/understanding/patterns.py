"""
Many patterns as one that is quick to search for, and patterns that are to come one after another.

Owns joining them, and their order. Python's `re` tries every alternative at every letter unless all begin with the same
condition, and most phrases begin at a word: looked at once, that leaves the beginnings of words to be tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

__all__ = ["come_in_order", "joined"]

_AT_WORD = r"\b"
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""An escape, a set of characters, or any other single character of a pattern."""


def joined(patterns: Iterable[str]) -> str:
    r"""
    A pattern for any of `patterns`, of two that fit at one place the first.

    Neighbours that begin with `\b` share it: `\ba|\bb|c` becomes `\b(?:a|b)|c`.
    """
    every = (branch for pattern in patterns for branch in _branches(pattern))
    runs = groupby(every, key=lambda branch: branch.startswith(_AT_WORD))
    return "|".join(_shared(run) if is_at_word else "|".join(run) for is_at_word, run in runs)


def _shared(branches: Iterable[str]) -> str:
    return rf"{_AT_WORD}(?:{'|'.join(branch.removeprefix(_AT_WORD) for branch in branches)})"


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern; those inside a group are left in it."""
    found, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


def come_in_order(text: str, first: re.Pattern[str], between: re.Pattern[str], last: re.Pattern[str]) -> bool:
    """
    Whether `first` is found in `text`, `between` somewhere after it, and `last` somewhere after that.

    One pattern with `.*` between them would try every way to match, which for a long text takes seconds.
    """
    begins, ends = first.search(text), [each.start() for each in last.finditer(text)]
    return begins is not None and bool(ends) and between.search(text, begins.end(), ends[-1]) is not None
