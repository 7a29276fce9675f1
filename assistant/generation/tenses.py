"""
Whether a sentence tells of what has been, by its words alone.

Owns the forms of the past in both languages; leaves what a claim may say of it to `assistant.generation.relations`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.understanding.tables import keyed_words
from ingest.lexical import fold, is_stop_word
from ingest.records import Language

__all__ = ["acted", "has_been", "is_passive"]

_PARTICIPLE = re.compile(r"\w{3,}(?:t|ed|en|ede|te)")
_PAST = re.compile(r"\w{3,}(?:ed|ede|[^ts]te)")
"""A regular past or participle, folded; nouns among them are told apart by what stands before."""
_ARTICLES = frozenset(("a", "an", "en", "et"))
_SAID_AS_DONE = 4
"""Words from "has" within which a participle makes a perfect of it."""
_PASTS = {key: frozenset(map(fold, members)) for key, members in keyed_words("claim_pasts").items()}


def has_been(words: Sequence[str]) -> bool:
    """Whether an auxiliary puts a sentence in the past: "was", "has strengthened"."""
    return any(
        word in _PASTS["by itself"]
        or (word in _PASTS["perfect"] and any(map(_PARTICIPLE.fullmatch, _up_to_article(words[at + 1 :]))))
        for at, word in enumerate(words)
    )


def _up_to_article(words: Sequence[str]) -> Sequence[str]:
    """Where a participle may stand after "has": in "has a budget" none does."""
    near = words[:_SAID_AS_DONE]
    end = next((at for at, word in enumerate(near) if word in _ARTICLES), len(near))
    return near[:end]


def acted(words: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether a verb is in the past, in a form that the evidence does not print."""
    return any(
        (word in _PASTS["strong"] or _PAST.fullmatch(word)) and word not in printed and _may_act(before)
        for before, word in itertools.pairwise(words)
    )


def _may_act(before: str) -> bool:
    """Whether the word before a past form makes it a verb: "SSI revised guidelines", not "the revised guidelines"."""
    return before in _PASTS["pronouns"] or not (
        before in _PASTS["after"] or any(is_stop_word(before, language) for language in Language)
    )


def is_passive(words: Sequence[str]) -> bool:
    """Whether something is said to be done: another language may put it as having been done."""
    return any(before in _PASTS["after"] and _PARTICIPLE.fullmatch(word) for before, word in itertools.pairwise(words))
