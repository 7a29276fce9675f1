"""
A question's words to the weighted terms that the lexical index is searched for.

Owns the weights of translations, synonyms, compounds, corrections and grams;
leaves translations themselves to the lexicon, ranking to `ingest.lexical.bm25`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from ingest.lexical.analysis import Term, analyse, fold, stem
from ingest.lexical.bm25 import grams
from ingest.lexical.words import compound_parts, joined, near
from ingest.records import Language

__all__ = ["Translations", "expand"]

# A translation counts the less, the more of the question the passages hold in its own words: over Danish passages an
# English question is found by its translations, and a Danish one is led astray by them.
TRANSLATION = 1.0
TRANSLATION_OF_KNOWN = 0.65
SYNONYM = 0.6
JOINED = 0.8
PART = 0.6
CORRECTION = {1: 0.8, 2: 0.5}
GRAM_WEIGHT = 0.3
OTHER = {Language.DANISH: Language.ENGLISH, Language.ENGLISH: Language.DANISH}
MOST_WORDS = 32_768
"""Words whose other names and grams are kept."""
Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]


class Translations(Protocol):
    """What is needed of a bilingual lexicon; `ingest.encoder.lexicon.Lexicon` is one."""

    def __hash__(self) -> int: ...

    def translations(self, word: str, source: Language, /) -> Sequence[tuple[str, float]]:
        """Terms of the other language with scores in 0..1; a term may be of several words."""

    def synonyms(self, word: str, language: Language, /) -> Sequence[str]:
        """Other terms of the same language that mean the same."""

    def phrases(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The translations of terms of several words, by the stems of the two or more that have content."""


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
    for stemmed, weight in _stems(terms, language, vocabulary=vocabulary, lexicon=lexicon) if terms else ():
        if weight > weights.get(stemmed, 0.0):
            weights[stemmed] = weight
    for stemmed, weight in list(weights.items()):
        for gram in _grams(stemmed):
            if weight * GRAM_WEIGHT > weights.get(gram, 0.0):
                weights[gram] = weight * GRAM_WEIGHT
    return weights


def _stems(
    terms: Sequence[Term], language: Language, *, vocabulary: Collection[str], lexicon: Translations | None
) -> Iterator[tuple[str, float]]:
    owns = [_own(term.word, language) for term in terms]
    known = sum(any(each in vocabulary for each in own) for own in owns) / max(len(owns), 1)
    translation = TRANSLATION + known * (TRANSLATION_OF_KNOWN - TRANSLATION)
    for place, (term, own) in enumerate(zip(terms, owns, strict=True)):
        others: dict[str, float] = {}
        if lexicon:
            synonyms, translations = _named_otherwise(term.word.strip("'’").lower(), language, lexicon)
            others = dict.fromkeys(synonyms, SYNONYM) | {each: translation * score for each, score in translations}
        pair = joined(term.word, terms[place + 1].word, vocabulary) if place + 1 < len(terms) else None
        yield from ((each, 1.0) for each in own)
        yield from others.items()
        if pair:
            yield pair, JOINED
        if not any(each in vocabulary for each in (*own, *others)):
            yield from _guesses(term, vocabulary)
    if lexicon:
        yield from ((each, translation) for each in _phrases_in(terms, language, lexicon))


@lru_cache(maxsize=MOST_WORDS)
def _own(word: str, language: Language) -> tuple[str, ...]:
    """The stems of a word in both languages, in order."""
    return tuple(sorted({stem(word, language), stem(word, OTHER[language])}))


@lru_cache(maxsize=MOST_WORDS)
def _named_otherwise(
    word: str, language: Language, lexicon: Translations
) -> tuple[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """Stems of the synonyms of `word`, and those of its translations with their scores, best last."""
    synonyms = (each for synonym in lexicon.synonyms(word, language) for each in _content(synonym, language))
    translations = (
        (each, score)
        for translation, score in reversed(lexicon.translations(word, language))
        for each in _content(translation, OTHER[language])
    )
    return tuple(synonyms), tuple(translations)


def _phrases_in(terms: Sequence[Term], language: Language, lexicon: Translations) -> Iterator[str]:
    """Stems of the translations of the lexicon's phrases that stand in the question."""
    phrases = _phrases(lexicon, language)
    stems = tuple(term.stem for term in terms)
    for place, first in enumerate(stems):
        for wanted, translations in phrases.get(first, ()):
            if stems[place : place + len(wanted)] == wanted:
                yield from (each for translation in translations for each in _content(translation, OTHER[language]))


_grams = lru_cache(maxsize=MOST_WORDS)(grams)


@lru_cache(maxsize=MOST_WORDS)
def _content(term: str, language: Language) -> tuple[str, ...]:
    """The stems of a term of the lexicon."""
    return tuple(each.stem for each in analyse(term, language))


@lru_cache(maxsize=8)
def _phrases(lexicon: Translations, language: Language) -> Phrases:
    """The lexicon's phrases with their translations, by the first of their stems."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for stems, translations in lexicon.phrases(language).items():
        found.setdefault(stems[0], []).append((stems, translations))
    return found


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
