"""
A question's words to the weighted terms that the lexical index is searched for.

Owns the weights of translations, compounds, corrections and grams;
leaves translations themselves to the lexicon, ranking to `ingest.lexical.bm25`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from ingest.lexical.analysis import Term, fold, is_stop_word, stem
from ingest.lexical.bm25 import grams
from ingest.lexical.words import compound_parts, joined, near
from ingest.records import Language

__all__ = ["Translations", "expand"]

TRANSLATION = 0.8
JOINED = 0.8
PART = 0.6
CORRECTION = {1: 0.8, 2: 0.5}
GRAM_WEIGHT = 0.3
OTHER = {Language.DANISH: Language.ENGLISH, Language.ENGLISH: Language.DANISH}


class Translations(Protocol):
    """What is needed of a bilingual lexicon."""

    def translate(self, word: str, language: Language) -> Sequence[tuple[str, float]]:
        """Translations of `word`, which is in `language`, with scores in 0..1; empty when it has none."""


def expand(
    terms: Sequence[Term], language: Language, *, vocabulary: Collection[str], lexicon: Translations | None = None
) -> Mapping[str, float]:
    """
    The weighted terms to search for: each word in both languages' stems, and what it may stand for.

    Args:
        terms: The question's content words in order, from `analyse`.
        language: The question's.
        vocabulary: The stems of the passages to be searched (`Bm25.vocabulary`): compounds and misspellings are
            resolved against these alone, so that a hidden document cannot be felt.
        lexicon: Translates words; without it the search stays in the words' own form.

    Returns:
        Stems and grams with weights in 0..1; 1 is a word as asked.
    """
    weights: dict[str, float] = {}
    for stemmed, weight in _stems(terms, language, vocabulary=vocabulary, lexicon=lexicon):
        weights[stemmed] = max(weight, weights.get(stemmed, 0.0))
    for stemmed, weight in list(weights.items()):
        for gram in grams(stemmed):
            weights[gram] = max(weight * GRAM_WEIGHT, weights.get(gram, 0.0))
    return weights


def _stems(
    terms: Sequence[Term], language: Language, *, vocabulary: Collection[str], lexicon: Translations | None
) -> Iterator[tuple[str, float]]:
    for place, term in enumerate(terms):
        own = {stem(term.word, language), stem(term.word, OTHER[language])}
        translated = dict(_translated(term.word, language, lexicon=lexicon))
        pair = joined(term.word, terms[place + 1].word, vocabulary) if place + 1 < len(terms) else None
        yield from ((each, 1.0) for each in sorted(own))
        yield from translated.items()
        if pair:
            yield pair, JOINED
        if not any(each in vocabulary for each in (*own, *translated)):
            yield from _guesses(term, vocabulary)


def _translated(word: str, language: Language, *, lexicon: Translations | None) -> Iterator[tuple[str, float]]:
    found = lexicon.translate(word, language) if lexicon else ()
    for each, score in found:
        if not is_stop_word(each, OTHER[language]):
            yield stem(each, OTHER[language]), TRANSLATION * score


def _guesses(term: Term, vocabulary: Collection[str]) -> Iterator[tuple[str, float]]:
    """What a word that nothing holds may stand for: a genitive, a compound, or else a misspelling."""
    key = fold(term.word)
    if key.endswith("s") and key[:-1] in vocabulary:
        yield key[:-1], 1.0
        return
    parts = compound_parts(term.word, vocabulary)
    yield from ((part, PART) for part in parts)
    if not parts:
        yield from ((each, CORRECTION[distance]) for each, distance in near(term.stem, vocabulary))
