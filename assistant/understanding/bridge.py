"""
From a question's words to the ways the documents may put them: inflections, synonyms, translations, slips of the pen.

Owns building concepts and bags over one asker's knowledge;
leaves the analysis to `ingest.lexical`, the dictionaries and word vectors to `ingest.encoder`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from assistant.understanding.concepts import Bag, Concept
from assistant.understanding.frame import FRAME, SOFT
from ingest.knowledge import Knowledge
from ingest.lexical import Term, analyse, compound_parts, fold, is_stop_word, near, stem
from ingest.records import Language

__all__ = ["Bridge", "Dictionary", "WordNeighbours"]

OWN, SYNONYM, GLOSSED, CORRECTED, JOINED = 1.0, 0.9, 0.95, 0.85, 0.9
"""Worth of an alternative by how it was found; 1 is the word itself."""
LEARNED_FLOOR, LEARNED_SLOPE, LEARNED_LEAST = 0.4, 0.5, 0.15
"""A learned translation of score s is worth floor + slope * s, and nothing below the least."""
HEAD_OF_COMPOUND, PART_OF_COMPOUND = 0.85, 0.7
SOFT_WEIGHT = 0.25
LONGEST_PHRASE = 4
SHORTEST_SPLIT = 8


class Dictionary(Protocol):
    """What is needed of the bilingual lexicon."""

    def translations(self, word: str, source: Language) -> tuple[tuple[str, float], ...]:
        """Terms of the other language with scores 0..1, best first."""

    def synonyms(self, word: str, language: Language) -> tuple[str, ...]:
        """Terms of the same language that mean the same."""

    def phrases(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Terms of several words with their translations."""


class WordNeighbours(Protocol):
    """Words of the documents that are near another word in meaning."""

    def near(self, word: str) -> Sequence[tuple[str, float]]:
        """Words with a likeness of 0..1, best first; empty for an unknown word."""


class Bridge:
    """Concepts of questions and bags of texts over one body of knowledge; safe to share between threads."""

    def __init__(self, knowledge: Knowledge, *, dictionary: Dictionary, neighbours: WordNeighbours) -> None:
        self._knowledge = knowledge
        self._dictionary = dictionary
        self._neighbours = neighbours
        self.bag = lru_cache(maxsize=20_000)(self._bag)
        self._alternatives = lru_cache(maxsize=5_000)(self._find_alternatives)

    def knows(self, word: str, language: Language) -> bool:
        """Whether `word` belongs to the vocabulary of `language`."""
        return bool(self._dictionary.translations(word, language))

    def gloss(self, word: str, language: Language) -> str | None:
        """What the glossary calls a single `word` of `language` in the other one; None when it has no entry."""
        best = next(iter(self._dictionary.translations(word.lower(), language)), None)
        return best[0] if best and best[1] >= SYNONYM else None

    def concepts(self, text: str, *, language: Language, taken: Collection[str] = ()) -> tuple[Concept, ...]:
        """
        The content-bearing parts of `text`, phrases of the glossary kept whole.

        Args:
            text: A question or a part of one.
            language: Its language; words of the other one are understood too.
            taken: Folded phrases that are accounted for elsewhere (times, goal numbers).
        """
        shouted = text.isupper()
        terms = _without(analyse(text, language, keep_stop_words=True), taken)
        found: list[Concept] = []
        at = 0
        while at < len(terms):
            phrase = self._phrase_at(terms, at, language)
            if phrase:
                found.append(phrase[0])
                at += phrase[1]
                continue
            if not _is_frame(terms[at].word):
                found.append(self._concept(terms[at], language, is_first=at == 0, shouted=shouted))
            at += 1
        return tuple({concept.words: concept for concept in found}.values())

    def _concept(self, term: Term, language: Language, *, is_first: bool, shouted: bool) -> Concept:
        folded = fold(term.word)
        is_name = self._is_name(term.word, is_first=is_first) and not shouted
        return Concept(
            words=folded,
            printed=term.word,
            alternatives=self._alternatives(term.word if not shouted else term.word.lower(), language, is_name),
            weight=SOFT_WEIGHT if folded in SOFT else 1.0,
            is_name=is_name,
        )

    def _is_name(self, word: str, *, is_first: bool) -> bool:
        if any(each.isdigit() for each in word):
            return True
        if len(word) > 1 and word.isupper():
            return True
        known = any(self.knows(word.lower(), language) for language in Language)
        return word[:1].isupper() and not is_first and not known

    def _find_alternatives(self, word: str, language: Language, is_name: bool) -> Mapping[tuple[str, ...], float]:
        found: dict[tuple[str, ...], float] = {}
        for stems, worth in self._ways(word, language, is_name=is_name):
            if stems and worth > found.get(stems, 0.0):
                found[stems] = worth
        return found

    def _ways(self, word: str, language: Language, *, is_name: bool) -> Iterator[tuple[tuple[str, ...], float]]:
        for each in Language:
            yield (stem(word, each),), OWN
        yield from self._meanings(word.lower(), language)
        if is_name:
            return
        yield from self._split(word)
        if not self._is_known(word):
            yield from self._corrections(word, language)
        for neighbour, likeness in self._neighbours.near(word.lower()):
            yield (self._document_stem(neighbour),), likeness

    def _meanings(self, word: str, language: Language) -> Iterator[tuple[tuple[str, ...], float]]:
        """Synonyms and translations; the question's language first, the other for mixed questions."""
        for source in (language, _other(language)):
            for synonym in self._dictionary.synonyms(word, source):
                yield _stems(synonym, source), SYNONYM
            for translation, score in self._dictionary.translations(word, source):
                if score >= LEARNED_LEAST:
                    worth = GLOSSED * score if score >= SYNONYM else LEARNED_FLOOR + LEARNED_SLOPE * score
                    yield _stems(translation, _other(source)), worth
            if self._dictionary.translations(word, source):
                return

    def _split(self, word: str) -> Iterator[tuple[tuple[str, ...], float]]:
        if len(word) >= SHORTEST_SPLIT:
            parts = compound_parts(word, self._parts)
            if parts:
                yield parts, JOINED

    def _is_known(self, word: str) -> bool:
        return any(self.knows(word.lower(), each) or stem(word, each) in self._vocabulary for each in Language)

    def _corrections(self, word: str, language: Language) -> Iterator[tuple[tuple[str, ...], float]]:
        """What a word that nothing knows may be a slip for: a word of the documents, or one of the dictionary."""
        for each in Language:
            for stemmed, _ in near(stem(word, each), self._vocabulary):
                yield (stemmed,), CORRECTED
        for candidate, _ in near(fold(word), self._terms[language].keys()):
            for stems, worth in self._meanings(self._terms[language][candidate], language):
                yield stems, worth * CORRECTED
            yield _stems(candidate, language), CORRECTED

    def _phrase_at(self, terms: Sequence[Term], at: int, language: Language) -> tuple[Concept, int] | None:
        """The longest glossary phrase that begins at `at`, and how many words it takes."""
        for source in (language, _other(language)):
            for size in range(min(LONGEST_PHRASE, len(terms) - at), 1, -1):
                key = tuple(stem(term.word, source) for term in terms[at : at + size])
                phrase = self._phrases[source].get(key)
                if phrase:
                    return self._phrase(phrase, key, source), size
        return None

    def _phrase(self, phrase: str, key: tuple[str, ...], source: Language) -> Concept:
        ways: dict[tuple[str, ...], float] = {key: OWN}
        for stems, worth in self._meanings(phrase, source):
            ways.setdefault(stems, worth)
        words = fold(phrase)
        is_soft = all(_is_frame(word) or fold(word) in SOFT for word in phrase.split())
        return Concept(words=words, printed=phrase, alternatives=ways, weight=SOFT_WEIGHT if is_soft else 1.0)

    def _bag(self, text: str, language: Language) -> Bag:
        """The stems of `text`, parts of its compounds included."""
        stems: dict[str, float] = {}
        for term in analyse(text, language, keep_stop_words=True):
            stems[term.stem] = 1.0
            if language is Language.DANISH and len(term.word) >= SHORTEST_SPLIT:
                for part, worth in _worths(compound_parts(term.word, self._parts)):
                    stems[part] = max(worth, stems.get(part, 0.0))
        return Bag(stems)

    def _document_stem(self, word: str) -> str:
        danish = stem(word, Language.DANISH)
        return danish if danish in self._vocabulary else stem(word, Language.ENGLISH)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """Every stem of the documents."""
        stems: set[str] = set()
        for row in self._knowledge.rows:
            passage = self._knowledge.passages[row]
            stems.update(term.stem for term in analyse(passage.indexed_text, passage.language))
        return frozenset(stems)

    @cached_property
    def _parts(self) -> frozenset[str]:
        """Stems that a Danish compound may be made of: the documents' and the dictionary's."""
        words = self._terms[Language.DANISH].values()
        return self._vocabulary | {stem(word, Language.DANISH) for word in words if len(word) > 3}  # noqa: PLR2004 (shorter ones split anything)

    @cached_property
    def _terms(self) -> Mapping[Language, Mapping[str, str]]:
        """One-word terms of the glossary, folded, with their own spelling."""
        found: dict[Language, dict[str, str]] = {language: {} for language in Language}
        for language in Language:
            for translations in self._dictionary.phrases(_other(language)).values():
                found[language].update({fold(each): each for each in translations if " " not in each})
            terms = getattr(self._dictionary, "terms", None)
            if terms:
                found[language].update({fold(each): each for each in terms(language) if " " not in each})
        return found

    @cached_property
    def _phrases(self) -> Mapping[Language, Mapping[tuple[str, ...], str]]:
        return {
            language: {
                tuple(stem(word, language) for word in words): " ".join(words)
                for words in self._dictionary.phrases(language)
                if len(words) <= LONGEST_PHRASE
            }
            for language in Language
        }


def _other(language: Language) -> Language:
    return Language.ENGLISH if language is Language.DANISH else Language.DANISH


def _is_frame(word: str) -> bool:
    folded = fold(word)
    return folded in FRAME or (len(folded) == 1 and not folded.isdigit()) or _is_stop(word)


def _is_stop(word: str) -> bool:
    return any(is_stop_word(word, language) for language in Language)


def _stems(phrase: str, language: Language) -> tuple[str, ...]:
    """The stems of a term, without the small words of a longer one."""
    words = phrase.split()
    content = [word for word in words if not is_stop_word(word, language)] or words
    return tuple(stem(word, language) for word in content)


def _worths(parts: Sequence[str]) -> Iterator[tuple[str, float]]:
    for place, part in enumerate(parts):
        yield part, HEAD_OF_COMPOUND if place == len(parts) - 1 else PART_OF_COMPOUND


def _without(terms: Sequence[Term], taken: Collection[str]) -> list[Term]:
    """`terms` without the runs of words that spell a phrase of `taken`."""
    runs = [
        tuple(fold(term.word) for term in analyse(phrase, Language.DANISH, keep_stop_words=True)) for phrase in taken
    ]
    kept: list[Term] = []
    at = 0
    while at < len(terms):
        folded = [fold(term.word) for term in terms[at:]]
        size = max((len(run) for run in runs if run and tuple(folded[: len(run)]) == run), default=0)
        if not size:
            kept.append(terms[at])
        at += size or 1
    return kept
