"""
Slips of the pen in the small words that the cues are read from: "hvm", "waht", "teh", "whos".

Owns function words, everyday verbs and letters typed once too often; other slips in content words are
`assistant.understanding.meanings`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

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
_SHORTEST_EVERYDAY = 6
"""Letters from which a word with one slip can be no other."""
_MOST_WORDS = 4_096
"""Unknown words of which it is kept what they are a slip for."""
_LONGEST_ENDING = 2
"""Letters at the end of a word in which it differs from another form of itself."""
_RUN = re.compile(r"(\w)\1+")
"""A letter that stands more than once in a row."""
_TOKEN = re.compile(r"[^\W_]+(?:'\w+)?|\W+|_+")
_PARTED = (
    (re.compile(r"\b(?:følge[rs]?|foelge[rs]?|fulgt|fulgte) (?:\w+ ){0,2}?op\b", re.IGNORECASE), "opfølgning"),
    (re.compile(r"\bfollow(?:ed|s|ing)?[ -](?:\w+ )?up\b", re.IGNORECASE), "follow-up"),
    (
        re.compile(r"\b(whom?\b[^.?!,]*?\b)work(?:s|ing)? (?:(?:closely|together) )*with\b", re.IGNORECASE),
        r"\1cooperate with",
    ),
    (
        re.compile(r"\b(hvem )arbejder ((?:[^\s.?!]+ ){1,3}?)(?:tæt )?sammen med\b", re.IGNORECASE),
        r"\1samarbejder \2med",
    ),
)
"""Verbs with their particle, however many small words stand between, and what documents use for each."""
_NUMBERED = re.compile(
    r"\w*(?:goals?|mal(?:et|ene)?|objectives?|targets?|krav|kvartal\w*|quarters?|milestones?|milepael\w*|punkt\w*"
    r"|principles?|princip\w*|values?|vaerdi\w*|egenskab\w*|lofte\w*|promises?|opgave\w*|tasks?|plan\w*|indikator\w*"
    r"|indicators?)|items?|quality|qualities|spor|tracks?|nr|no|nummer|number|list|top|mindst|hojst|least|most|alle"
    r"|first|forste|last|sidste|next|naeste|q|k"
)
"""Folded words that a digit is a number behind."""


def join_particles(text: str) -> str:
    """`text` with a verb and its particle ("følges der op", "work with") made what documents use for it."""
    for pattern, word in _PARTED:
        text = pattern.sub(word, text)
    return text


def mend_small_words(
    text: str,
    *,
    is_known: Callable[[str], bool],
    is_printed: Callable[[str], bool] = lambda _: False,
    is_name: Callable[[str], bool] = lambda _: False,
) -> str:
    """
    `text` with slips in small words, and letters typed once too often in any word, put right, all else untouched.

    Args:
        text: A question.
        is_known: Whether a lower-case word is one of some vocabulary: such a word is never changed.
        is_printed: Whether the documents have it: then it is no word of everyday speech with a slip in it.
        is_name: Whether a lower-case word is an organisation's name: only before one may a digit be a word.
    """
    tokens = _TOKEN.findall(text)
    return "".join(
        _mended(token, is_known=is_known, is_printed=is_printed)
        if not token.isdigit()
        else _spelt(tokens, place, is_name=is_name)
        for place, token in enumerate(tokens)
    )


def _mended(token: str, *, is_known: Callable[[str], bool], is_printed: Callable[[str], bool]) -> str:
    word = token.lower()
    if word in _SLIPS and not (token.isupper() and len(token) > 1):
        return _SLIPS[word]
    if len(word) < _SHORTEST or not word.isalpha() or token.isupper() or is_known(word):
        return token
    best = min(_SMALL, key=lambda small: OSA.distance(word, small))
    most = 2 if len(best) > _LONG else 1
    if 0 < OSA.distance(word, best) <= most and word[0] == best[0]:
        return best
    if not token.islower() or is_printed(word):  # what is unknown and has a capital may be anybody's name
        return token
    return next(filter(is_known, _with_fewer(word)), None) or _everyday(word) or token


def _with_fewer(word: str) -> Iterator[str]:
    """`word` with one letter of those that stand twice or more in a row typed once less, or no more than once."""
    for run in _RUN.finditer(word):
        if run.start():
            yield word[: run.start()] + run[0][1:] + word[run.end() :]
            yield word[: run.start()] + run[1] + word[run.end() :]


@lru_cache(maxsize=_MOST_WORDS)
def _everyday(word: str) -> str | None:
    """The one word of everyday speech that an unknown one is a single slip for; None where none or several may be."""
    if len(word) < _SHORTEST_EVERYDAY:
        return None
    near = (each for each in _everyday_words() if each[0] == word[0] and OSA.distance(word, each) == 1)
    found = [each for each in near if not each.startswith(word[:-_LONGEST_ENDING])]
    return found[0] if len(found) == 1 else None


@cache
def _everyday_words() -> tuple[str, ...]:
    """Words that frame questions or count for little."""
    return tuple(dict.fromkeys((*words("frame_words"), *words("soft_words"))))


def _spelt(tokens: Sequence[str], place: int, *, is_name: Callable[[str], bool]) -> str:
    """The word that a digit is between a noun and a name ("dir 4 ssi"); the digit itself wherever it may count."""
    token = tokens[place]
    around = tokens[max(place - 2, 0) : place + 3]
    if token not in _SLIPS or len(around) != len("n_4_n") or around[1] != " " or around[3] != " ":
        return token
    before, after = around[0].lower(), around[4].lower()
    is_noun = before.isalpha() and not any(is_stop_word(before, language) for language in Language)
    return _SLIPS[token] if is_noun and not _NUMBERED.fullmatch(fold(before)) and is_name(after) else token
