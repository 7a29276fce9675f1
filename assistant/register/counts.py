"""
Small counts as a plan's rules write them: "mindst to af", "at least 2 of".

Owns the words and what each counts; leaves the rules to `rules` and `point_rules`.
"""

from __future__ import annotations

__all__ = ["COUNT_WORDS", "read_count"]

_COUNTS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
}  # fmt: skip
COUNT_WORDS = "|".join(_COUNTS)
"""The words, for a pattern."""


def read_count(written: str) -> int:
    """
    The count that digits, or one of the words in any case, stand for.

    Raises:
        ValueError: If it is neither.
    """
    word = written.lower()
    return _COUNTS.get(word) or int(word)
