"""
Which language a question is written in, and which language to answer it in.

Owns the rule: Norwegian and Swedish get a Danish answer, others an English one.
Leaves the wording of the note that goes with it to `prompts/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.understanding.tables import keyed_words
from ingest.records import Language

__all__ = ["NEIGHBOURS", "Tongue", "detect", "function_words", "in_danish"]

NEIGHBOURS = ("no", "sv")
"""Codes (ISO 639-1) of the languages whose readers understand Danish, and are answered in it."""

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|»[^«]*«|„[^“]*“|(?<!\w)['‘][^'’]*['’](?!\w)")

_FUNCTION_WORDS = {code: frozenset(found) for code, found in keyed_words("function_words").items()}
_TELLING_WORDS = {code: frozenset(found) for code, found in keyed_words("telling_words").items()}
"""Words of a neighbouring language that are not Danish."""
_ONLY_DANISH = {code: _FUNCTION_WORDS["da"] - _FUNCTION_WORDS[code] for code in _TELLING_WORDS}
"""Danish function words that a neighbouring language lacks."""
_DANISH_LETTER = re.compile(r"[æøå]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[^\W\d_]['’]s\b(?! [a-zæøå]+(?:en|et|erne)\b)")
"""An apostrophe before the s of a genitive, which Danish does without."""
_SERVED = ("da", "en")
_ANSWERED_IN_DANISH = ("da", *NEIGHBOURS)
"""Codes of ISO 639-1."""
_SISTER_WORDS = {written: " ".join(meant) for written, meant in keyed_words("sister_words").items()}
"""Norwegian and Swedish words of the field as Danish has them."""
_LONGEST_SHARED = 3
"""Letters; words no longer than this belong to both vocabularies too often to tell them apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The language found in a question."""

    code: str | None
    """ISO 639-1; None when nothing tells."""
    answer: Language | None
    """The language to answer in, where `code` tells."""

    @property
    def is_served(self) -> bool:
        """Whether it is answered in the language it was asked in."""
        return self.answer is not None and self.code == self.answer.value


def detect(text: str, *, knows: Callable[[str, Language], bool]) -> Tongue:
    """
    The language of `text`, from its function words, its letters and, when those are silent, its vocabulary.

    Args:
        text: A question, short or long.
        knows: Whether a lower-case word belongs to the vocabulary of a language.
    """
    unquoted = _QUOTED.sub(" ", text)
    words = [word.lower() for word in _WORD.findall(unquoted) or _WORD.findall(text)]
    scores = {code: sum(map(table.__contains__, words)) for code, table in _FUNCTION_WORDS.items()}
    neighbour = _neighbour(words, scores)
    if neighbour:
        return Tongue(code=neighbour, answer=Language.DANISH)
    if any(map(_DANISH_LETTER.search, words)):
        scores["da"] += 1
    if _POSSESSIVE.search(unquoted):
        scores["en"] += 1
    best = max(scores, key=lambda code: (scores[code], code in _SERVED))
    if scores[best] == 0 or (scores["da"] == scores["en"] == scores[best]):
        opener = next((code for code in _SERVED if words and _opens(words[0], code)), None)
        return _tongue(opener) if opener else _by_vocabulary(words, knows)
    return _tongue("da" if best in _ANSWERED_IN_DANISH else best)


def function_words(code: str | None) -> frozenset[str]:
    """
    The function words of a language, lower case; none for an unknown one.

    Norwegian and Swedish have them in common: a short question may be taken for either.
    """
    codes = NEIGHBOURS if code in NEIGHBOURS else (code or "",)
    return frozenset().union(*(_FUNCTION_WORDS.get(each, frozenset()) for each in codes))


def _opens(word: str, code: str) -> bool:
    """Whether a word that a question begins with is a function word of this one of the two languages alone."""
    return all((word in _FUNCTION_WORDS[each]) is (each == code) for each in _SERVED)


def in_danish(text: str) -> str:
    """`text` in Norwegian or Swedish with the words of the field, and the letters, as Danish has them."""
    return _WORD.sub(lambda found: _SISTER_WORDS.get(found[0].lower(), found[0]), text)


def _tongue(code: str) -> Tongue:
    return Tongue(code=code, answer=Language.DANISH if code in _ANSWERED_IN_DANISH else Language.ENGLISH)


def _neighbour(words: list[str], scores: dict[str, int]) -> str | None:
    """Norwegian or Swedish, where the words that tell it outweigh those that only Danish has."""
    for code, table in _TELLING_WORDS.items():
        telling = sum(map(table.__contains__, words))
        only_danish = sum(map(_ONLY_DANISH[code].__contains__, words)) if telling else 0
        if telling > only_danish and telling >= scores["en"] and telling >= scores["de"]:
            return code
    return None


def _by_vocabulary(words: list[str], knows: Callable[[str, Language], bool]) -> Tongue:
    words = [word for word in words if len(word) > _LONGEST_SHARED]
    danish = sum(knows(word, Language.DANISH) and not knows(word, Language.ENGLISH) for word in words)
    english = sum(knows(word, Language.ENGLISH) and not knows(word, Language.DANISH) for word in words)
    if danish == english:
        return Tongue(code=None, answer=None)
    return _tongue("da" if danish > english else "en")
