"""
Words that are nearly words: compounds, joined and split, and misspellings.

Owns how a word unknown to a vocabulary is led back to words the vocabulary holds;
leaves stems to `ingest.lexical.analysis`, and what such a guess weighs to `ingest.lexical.expansion`.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache

from ingest.lexical.analysis import danish_letters, fold, stem
from ingest.records import Language

__all__ = ["compound_parts", "joined", "near"]

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
LONGEST_COMPOUND = 60
LINKS = ("", "s", "e")
_ENDING = re.compile(r"r?(?:ing(?:en|er|erne)?|ede|ende)s?|ment(?:et|er|erne)?s?|lig[et]?|tør(?:en|er|erne)?s?")
"""What is left of a derived word behind a stem ("reali-se-rede", "evalue-ring"), though it may be a word by itself."""
SHORTEST_FOR_ONE = 5
SHORTEST_FOR_TWO = 8
MOST_VOCABULARIES = 64
"""Vocabularies whose words are kept by length."""


def compound_parts(word: str, vocabulary: Collection[str], *, shortest: int = SHORTEST_PART) -> tuple[str, ...]:
    """
    The stems that a Danish compound is made of, in order; empty when it cannot be split.

    Args:
        word: In any spelling; linking letters ("sygdomsovervågning", "børnehave") are understood.
        vocabulary: Stems that a part must be one of; a set. The word's own stem in it changes nothing.
        shortest: Letters that each part has at least, as it stands in the word.

    Returns:
        At least two stems, as few as possible; of several such splits the one whose shortest part is longest.
        What a verb or noun ends in is no part: nothing red is in "reviderede", and no ring in "evaluering".
    """
    key = danish_letters(word)
    if not SHORTEST_COMPOUND <= len(key) <= LONGEST_COMPOUND or not key.isalpha():
        return ()

    @cache
    def split(start: int) -> tuple[str, ...]:
        whole = _part(key[start:], vocabulary) if start and not _ENDING.fullmatch(key, start) else None
        if whole:
            return (whole,)
        found: list[tuple[str, ...]] = []
        for end in range(start + shortest, len(key) - shortest + 1):
            head = _part(key[start:end], vocabulary)
            rest = split(end) if head else ()
            if head and rest:
                found.append((head, *rest))
        return min(found, key=lambda parts: (len(parts), -min(map(len, parts)), parts), default=())

    return split(0)


def joined(first: str, second: str, vocabulary: Collection[str]) -> str | None:
    """The stem in `vocabulary` of the Danish compound that two neighbouring words would make, if there is one."""
    if not _has_longer(frozenset(vocabulary), fold(first)):  # most pairs are no compound, and stemming is slow
        return None
    candidates = (stem(first + link + second, Language.DANISH) for link in LINKS)
    return next((each for each in candidates if each in vocabulary), None)


def _has_longer(vocabulary: frozenset[str], beginning: str) -> bool:
    """Whether any word of `vocabulary` begins so and goes on."""
    words = _in_order(vocabulary)
    at = bisect.bisect_right(words, beginning)
    return at < len(words) and words[at].startswith(beginning)


@lru_cache(maxsize=8)
def _in_order(vocabulary: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(vocabulary))


def near(word: str, vocabulary: Collection[str]) -> tuple[tuple[str, int], ...]:
    """
    Words of `vocabulary` that `word` may be a misspelling of.

    Args:
        word: A stem or folded word; one that the vocabulary holds is near itself alone.
        vocabulary: Stems; a set.

    Returns:
        Pairs of stem and distance (insertions, deletions, replacements, swaps of neighbours), only the nearest ones:
        distance 1 from 5 letters on, 2 from 8 letters on with the same first letter; none for anything with a digit.
        Alphabetical.
    """
    if len(word) < SHORTEST_FOR_ONE or not word.isalpha():
        return ()
    if word in vocabulary:
        return ((word, 0),)
    # Slow to import, and most questions are spelt right.
    from rapidfuzz.distance import OSA, DamerauLevenshtein

    by_length = _by_length(frozenset(vocabulary))
    # Both count one slip alike, this one in a tenth of the time.
    if once := _within(1, word, _of_length(word, 1, by_length), distance=OSA.distance):
        return tuple((each, 1) for each in once)
    if len(word) < SHORTEST_FOR_TWO:
        return ()
    alike = [each for each in _of_length(word, 2, by_length) if each[0] == word[0]]
    return tuple((each, 2) for each in _within(2, word, alike, distance=DamerauLevenshtein.distance))


def _within(most: int, word: str, candidates: Sequence[str], *, distance: Callable[..., float]) -> list[str]:
    """The candidates at most so far from `word`, in order."""
    from rapidfuzz import process

    found = process.extract(word, candidates, scorer=distance, score_cutoff=most, limit=None)
    return sorted(each for each, _, _ in found)


def _of_length(word: str, most: int, by_length: Mapping[int, Sequence[str]]) -> list[str]:
    """The words about as long as `word`, at most so many letters more or less."""
    lengths = range(max(len(word) - most, SHORTEST_FOR_ONE - 1), len(word) + most + 1)
    return [each for length in lengths for each in by_length.get(length, ())]


@lru_cache(maxsize=MOST_VOCABULARIES)
def _by_length(vocabulary: frozenset[str]) -> Mapping[int, Sequence[str]]:
    """The words of a vocabulary without digits, by their number of letters: few are as long as a misspelt one."""
    found: dict[int, list[str]] = {}
    for word in vocabulary:
        if word.isalpha():
            found.setdefault(len(word), []).append(word)
    return found


def _part(text: str, vocabulary: Collection[str]) -> str | None:
    """The stem of `text` as a part of a compound, its linking letter dropped if it must be."""
    if len(text) < SHORTEST_PART:
        return None
    own = stem(text, Language.DANISH)
    if own in vocabulary:
        return own
    if text[-1] in LINKS and len(text) > SHORTEST_PART:
        shorter = stem(text[:-1], Language.DANISH)
        return shorter if shorter in vocabulary else None
    return None
