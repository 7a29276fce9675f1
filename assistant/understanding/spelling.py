"""
Slips of the pen in the small words that the cues are read from: "hvm", "waht", "teh", "whos".

Owns only function words; slips in content words are `assistant.understanding.meanings`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from assistant.understanding.tables import keyed_words, words

__all__ = ["join_particles", "mend_small_words"]

_SLIPS = {written: " ".join(meant) for written, meant in keyed_words("slips").items()}
_SMALL = words("small_words")
_LONG = 7
"""Letters beyond which two slips are allowed; else one."""
_SHORTEST = 3
"""Letters below which anything is like anything."""
_TOKEN = re.compile(r"[^\W_]+(?:'\w+)?|\W+|_+")
_PARTED = (
    (re.compile(r"\b(?:følge[rs]?|foelge[rs]?|fulgt|fulgte) (?:\w+ ){0,2}?op\b", re.IGNORECASE), "opfølgning"),
    (re.compile(r"\bfollow(?:ed|s|ing)?[ -](?:\w+ )?up\b", re.IGNORECASE), "follow-up"),
)
"""Verbs with their particle, however many small words stand between, and the one word of documents for each."""
_NUMBERED = r"(?:goals?|mål|maal|mal|q|k|nr\.?|no\.?|of|og|and)"
"""What a digit that is a number stands behind."""


def join_particles(text: str) -> str:
    """`text` with a verb and its particle ("følges der op") made the one word that documents use for it."""
    for pattern, word in _PARTED:
        text = pattern.sub(word, text)
    return text


def mend_small_words(text: str, *, is_known: Callable[[str], bool]) -> str:
    """
    `text` with slips in small words put right, all else untouched.

    Args:
        text: A question.
        is_known: Whether a lower-case word is one of some vocabulary: such a word is never changed.
    """
    return "".join(_mended(token, text, is_known=is_known) for token in _TOKEN.findall(text))


def _mended(token: str, text: str, *, is_known: Callable[[str], bool]) -> str:
    word = token.lower()
    if word in _SLIPS and (not word.isdigit() or re.search(rf"[a-zæøå] {word} [a-zæøå]", text)):
        return token if word.isdigit() and _is_number(token, text) else _SLIPS[word]
    if len(word) < _SHORTEST or not word.isalpha() or token.isupper() or is_known(word):
        return token
    best = min(_SMALL, key=lambda small: OSA.distance(word, small))
    most = 2 if len(best) > _LONG else 1
    return best if 0 < OSA.distance(word, best) <= most and word[0] == best[0] else token


def _is_number(token: str, text: str) -> bool:
    """Whether a digit is one: "goal 2 to", not "dir 4 ssi"."""
    return bool(re.search(rf"{_NUMBERED} {token}\b", text.lower()))
