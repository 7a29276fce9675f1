"""
Slips of the pen in the small words that the cues are read from: "hvm", "waht", "teh", "whos".

Owns only function words; slips in content words are `assistant.understanding.meanings`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from assistant.understanding.tables import keyed_words, words
from ingest.lexical import fold, is_stop_word
from ingest.records import Language

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
_NUMBERED = re.compile(
    r"\w*(?:goals?|mal(?:et|ene)?|objectives?|targets?|krav|kvartal\w*|quarters?|milestones?|milepael\w*|punkt\w*"
    r"|principles?|princip\w*|values?|vaerdi\w*|egenskab\w*|lofte\w*|promises?|opgave\w*|tasks?|plan\w*|indikator\w*"
    r"|indicators?)|items?|quality|qualities|spor|tracks?|nr|no|nummer|number|list|top|mindst|hojst|least|most|alle"
    r"|first|forste|last|sidste|next|naeste|q|k"
)
"""Folded words that a digit is a number behind."""


def join_particles(text: str) -> str:
    """`text` with a verb and its particle ("følges der op") made the one word that documents use for it."""
    for pattern, word in _PARTED:
        text = pattern.sub(word, text)
    return text


def mend_small_words(
    text: str, *, is_known: Callable[[str], bool], is_name: Callable[[str], bool] = lambda _: False
) -> str:
    """
    `text` with slips in small words put right, all else untouched.

    Args:
        text: A question.
        is_known: Whether a lower-case word is one of some vocabulary: such a word is never changed.
        is_name: Whether a lower-case word is an organisation's name: only before one may a digit be a word.
    """
    tokens = _TOKEN.findall(text)
    return "".join(
        _mended(token, is_known=is_known) if not token.isdigit() else _spelt(tokens, place, is_name=is_name)
        for place, token in enumerate(tokens)
    )


def _mended(token: str, *, is_known: Callable[[str], bool]) -> str:
    word = token.lower()
    if word in _SLIPS and not (token.isupper() and len(token) > 1):
        return _SLIPS[word]
    if len(word) < _SHORTEST or not word.isalpha() or token.isupper() or is_known(word):
        return token
    best = min(_SMALL, key=lambda small: OSA.distance(word, small))
    most = 2 if len(best) > _LONG else 1
    return best if 0 < OSA.distance(word, best) <= most and word[0] == best[0] else token


def _spelt(tokens: Sequence[str], place: int, *, is_name: Callable[[str], bool]) -> str:
    """The word that a digit is between a noun and a name ("dir 4 ssi"); the digit itself wherever it may count."""
    token = tokens[place]
    around = tokens[max(place - 2, 0) : place + 3]
    if token not in _SLIPS or len(around) != len("n_4_n") or around[1] != " " or around[3] != " ":
        return token
    before, after = around[0].lower(), around[4].lower()
    is_noun = before.isalpha() and not any(is_stop_word(before, language) for language in Language)
    return _SLIPS[token] if is_noun and not _NUMBERED.fullmatch(fold(before)) and is_name(after) else token
