"""
The ways a document may put a word or phrase: inflections, synonyms, translations, compounds, slips of the pen.

Owns finding them and what each is worth as evidence;
leaves the dictionaries and vectors to `ingest.encoder`, making concepts of them to `assistant.understanding.bridge`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from assistant.understanding.concepts import ROOT_MARK
from assistant.understanding.frame import FRAME, SOFT, light_words
from assistant.understanding.numbers import counted, number_words
from ingest.lexical import analyse, compound_parts, fold, near, stem
from ingest.records import Language

__all__ = ["Dictionary", "Meanings", "WordNeighbours", "family", "other", "root", "stems_of"]

OWN, SYNONYM, GLOSSED, CORRECTED, JOINED = 1.0, 0.9, 0.95, 0.85, 0.9
"""Worth of a way by how it was found; 1 is the word itself."""
GLOSSARY = 0.9
"""Score from which a translation is the glossary's rather than learned from texts, 0..1."""
LEARNED_FLOOR, LEARNED_SLOPE, LEARNED_LEAST = 0.4, 0.5, 0.3
"""A learned translation of score s is worth floor + slope * s, and nothing below the least."""
NEIGHBOUR_FLOOR, NEIGHBOUR_SLOPE = 0.3, 0.4
"""A word near in meaning is worth floor + slope * cosine."""
NEUTER = 0.95
"""Worth of an adjective without its neuter t, which the stemmer keeps: "internationalt"."""
FAMILY = 0.85
"""Worth of a word of the same family: "vurderes" for "vurdering"."""
HEAD = 0.4
"""Worth of a phrase's last word alone, "resistens" for "antibiotic resistance": near it, too little to answer by."""
LEAST_SHARED = 4
"""Two words that share so many letters in a row are near by their spelling, which says nothing of their meaning."""
LONGEST_ENDING = 3
"""Letters that a word may have beyond a stem of the documents and still be one of its forms."""
SHORTEST_SPLIT, SHORTEST_PART = 8, 4
"""Letters from which a word is taken for a compound, or mended, and of which a compound's parts are."""
LONG_WORD, MOST_SLIPS = 10, 2
"""Letters from which a word may hold two slips; a shorter one with two is another word."""
SHORTEST_ROOT = 5
"""Letters by which a word family can be told."""
MOST_WAYS = 4
"""Ways of each word of a phrase that are combined."""

_NUMBERS = frozenset(
    form
    for number in range(2, 21)
    for word in number_words(number)
    for form in (word, *(stem(word, each) for each in Language))
    if len(word) - len(form) <= 1
)
"""With their stems, but for those that lack an ending: in Danish the stem of "eleven" is that of "elever"."""
_PREFIXES = frozenset(
    stem(word, Language.DANISH)
    for word in (
        "under", "over", "efter", "frem", "mellem", "inden", "uden", "imod", "gennem", "sammen", "tilbage", "videre",
    )
)  # fmt: skip
"""Words that a verb begins with ("undervise") as well: what follows is no part with a meaning of its own."""
_MOST_TERMS = 20_000
"""Words and terms whose stems are kept: a word's translations are those of others too."""
Ways = Iterator[tuple[tuple[str, ...], float]]
"""Stems that express something together, with their worth, 0..1."""
_DIGRAPHS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_ENDINGS = re.compile(
    r"(?:(?<=[^aeiouyæøå])ninger|(?<=[^aeiouyæøå])ning|inger|ing|elser|elsen|else|lige|lig|iske|isk|ik|er|or|i|e)$"
)
_VERB = re.compile(r"(\w{3,}er)(?:e|es|et|ede|edes|ende)")
"""A form of a verb in "-ere", folded, and what its nouns begin with: "vurder" of "vurderes"."""


class Dictionary(Protocol):
    """What is needed of the bilingual lexicon."""

    def translations(self, word: str, source: Language) -> tuple[tuple[str, float], ...]:
        """Terms of the other language with scores 0..1, best first."""

    def synonyms(self, word: str, language: Language) -> tuple[str, ...]:
        """Terms of the same language that mean the same."""

    def terms(self, language: Language) -> tuple[str, ...]:
        """The glossary's terms, one word or several."""

    @property
    def part_stems(self) -> frozenset[str]:
        """Stems of the Danish words that a compound may be made of."""

    @property
    def stemmed_phrases(self) -> Mapping[Language, Mapping[tuple[str, ...], tuple[str, ...]]]:
        """The glossary's terms of two words or more, by the stems of their words."""


class WordNeighbours(Protocol):
    """Words of the documents that are near another word in meaning."""

    def near(self, word: str) -> Sequence[tuple[str, float]]:
        """Words with their cosine, best first; empty for an unknown word."""


class Meanings:
    """Ways to put words, against one vocabulary of documents; safe to share between threads."""

    def __init__(
        self,
        dictionary: Dictionary,
        neighbours: WordNeighbours,
        *,
        vocabulary: frozenset[str],
        spellings: Mapping[str, str],
    ) -> None:
        self._dictionary = dictionary
        self._neighbours = neighbours
        self._vocabulary = vocabulary
        self._printed = spellings
        self._printed_words = frozenset(spellings)
        self.knows = lru_cache(maxsize=20_000)(self._knows)
        self.mended = lru_cache(maxsize=5_000)(self._mended)
        self.of_word = lru_cache(maxsize=2_500)(self._of_word)
        self.of_phrase = lru_cache(maxsize=2_000)(self._of_phrase)

    def _knows(self, word: str, language: Language) -> bool:
        """Whether `word` belongs to the vocabulary of `language`."""
        return any(self._dictionary.translations(each, language) for each in _respelt(word))

    def is_printed(self, word: str) -> bool:
        """Whether the documents have `word` in just this form."""
        return fold(word) in self._printed

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Other terms of either language that the glossary holds equal to `word`."""
        return tuple(term for language in Language for term in self._dictionary.synonyms(word.lower(), language))

    def _mended(self, word: str) -> str | None:
        """The one word of the glossary that a word unknown to everything may be a slip for; None if none or several."""
        is_light = fold(word) in FRAME or fold(word) in SOFT or fold(word) in light_words()
        if len(word) < SHORTEST_SPLIT or is_light or self._is_known(word) or near(fold(word), self._printed_words):
            return None
        found = {
            meant
            for language in Language
            for candidate, distance in near(fold(word), self._spelt_words[language])
            if distance <= (MOST_SLIPS if len(word) >= LONG_WORD else 1)
            and (meant := self._spellings[language][candidate])[0] == word[0]
        }
        return found.pop() if len(found) == 1 else None

    def gloss(self, word: str, language: Language) -> str | None:
        """What the glossary calls a single `word` of `language` in the other one; None when it has no entry."""
        best = next(iter(self._dictionary.translations(word.lower(), language)), None)
        return best[0] if best and best[1] >= GLOSSARY else None

    def _of_word(self, word: str, language: Language, *, is_name: bool) -> Mapping[tuple[str, ...], float]:
        """Stems that express `word` (all of a tuple together), and how well, 0..1."""
        ways = self._word_ways(word, language, is_name=is_name)
        return _best((stems, worth) for stems, worth in ways if not _is_chance(stems, word))

    def _of_phrase(self, phrases: tuple[str, ...], asked: str, language: Language) -> Mapping[tuple[str, ...], float]:
        """The same for a term of several words: as the glossary has it, and word by word as it was asked."""
        return _best(way for phrase in phrases for way in self._phrase_ways(phrase, asked, language))

    def _word_ways(self, word: str, language: Language, *, is_name: bool) -> Ways:
        for each in Language:
            yield (stem(word, each),), OWN
        if word.endswith("t") and len(word) > SHORTEST_SPLIT:
            yield (stem(word[:-1], Language.DANISH),), NEUTER
        if not is_name and (mark := family(word, language)):
            yield (mark,), FAMILY
        yield from self._translated(word.lower(), language)
        if is_name:
            return
        if parts := self.split(word):
            yield tuple(part for part in parts if part not in FRAME and part not in SOFT) or parts, JOINED
        if not self._is_known(word):
            yield from self._corrections(word)
        if fold(word) not in self._printed and not any(self.gloss(word, each) for each in Language):
            yield from self._near_in_meaning(word)

    def _near_in_meaning(self, word: str) -> Ways:
        for neighbour, cosine in self._neighbours.near(word.lower()):
            if not _shares_letters(fold(word), fold(neighbour)):
                yield (self._document_stem(neighbour),), NEIGHBOUR_FLOOR + NEIGHBOUR_SLOPE * cosine

    def _phrase_ways(self, phrase: str, asked: str, language: Language) -> Ways:
        whole = [(stems_of(phrase, language), OWN), *self._translated(phrase, language)]
        yield from whole
        words = [term.word for term in analyse(asked, language) if fold(term.word) not in FRAME]
        if len(words) == 1 < len(asked.split()):
            yield from self.of_word(words[0], language, is_name=False).items()
        if len(words) > 1:
            is_written = any(self._holds(stems) for stems, _ in whole)
            yield from self._word_by_word(words, language, with_head=not is_written)

    def _word_by_word(self, words: Sequence[str], language: Language, *, with_head: bool) -> Ways:
        """Every likely way of each word together and, where the documents lack the phrase, of its last one alone."""
        ways = [self._likeliest(word, language) for word in words]
        for combined in itertools.product(*ways):
            stems = tuple(stem for part, _ in combined for stem in part)
            yield stems, JOINED * min(worth for _, worth in combined)
        if with_head:
            yield from ((stems, HEAD * worth) for stems, worth in ways[-1] if worth >= SYNONYM)

    def _holds(self, stems: Collection[str]) -> bool:
        return all(stem in self._vocabulary for stem in stems)

    def _likeliest(self, word: str, language: Language) -> list[tuple[tuple[str, ...], float]]:
        ways = self.of_word(word, language, is_name=False).items()
        held = [way for way in ways if self._holds(way[0])] or list(ways)
        return sorted(held, key=lambda way: -way[1])[:MOST_WAYS]

    def _translated(self, term: str, language: Language) -> Ways:
        """Synonyms and translations; as a term of `language`, else of the other one, for mixed questions."""
        spelt = next((each for each in _respelt(term) if self._knows_any(each)), term)
        for source in (language, other(language)):
            translations = self._dictionary.translations(spelt, source)
            for synonym in self._dictionary.synonyms(spelt, source):
                yield from ((stems, SYNONYM) for stems in _in_either(synonym, source))
            for translation, score in translations:
                if score >= LEARNED_LEAST:
                    yield from ((stems, _translated_worth(score)) for stems in _in_either(translation, other(source)))
            if translations:
                return

    def _knows_any(self, term: str) -> bool:
        return any(self._dictionary.translations(term, language) for language in Language)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a Danish compound; empty for a short word, and where a part would be a mere syllable."""
        if len(word) < SHORTEST_SPLIT:
            return ()
        parts = compound_parts(word, self.parts, shortest=SHORTEST_PART)
        if parts and _PREFIXES.isdisjoint(parts):
            return parts
        parts = compound_parts(word, self.parts)
        return parts if all(len(part) >= SHORTEST_PART or part in SOFT for part in parts) else ()

    def _is_known(self, word: str) -> bool:
        """Whether a dictionary or the documents have it; a stem they share by chance is no proof."""
        if fold(word) in self._printed or any(self.knows(word.lower(), each) for each in Language):
            return True
        stems = (stem(word, each) for each in Language)
        return any(each in self._vocabulary and len(word) - len(each) <= LONGEST_ENDING for each in stems)

    def _corrections(self, word: str) -> Ways:
        """What a word that nothing knows may be a slip for: a word of the documents, or one of the dictionary."""
        found = {self._printed[printed] for printed, _ in near(fold(word), self._printed_words)}
        found |= {stemmed for each in Language for stemmed, _ in near(stem(word, each), self._vocabulary)}
        alike = {stemmed for stemmed in found if stemmed[0] == fold(word)[0]}
        yield from (((stemmed,), CORRECTED) for stemmed in alike or found)
        for language in Language:
            for candidate, _ in near(fold(word), self._spelt_words[language])[:MOST_WAYS]:
                meant = self._spellings[language][candidate]
                yield stems_of(meant, language), CORRECTED
                yield from ((stems, worth * CORRECTED) for stems, worth in self._translated(meant, language))

    def _document_stem(self, word: str) -> str:
        danish = stem(word, Language.DANISH)
        return danish if danish in self._vocabulary else stem(word, Language.ENGLISH)

    @cached_property
    def parts(self) -> Collection[str]:
        """Stems that a Danish compound may be made of: the documents', the glossary's and the learned table's."""
        return self._vocabulary | self._dictionary.part_stems

    @cached_property
    def _spellings(self) -> Mapping[Language, Mapping[str, str]]:
        """The words of the glossary's terms, folded, with their own spelling."""
        return {
            language: {fold(word): word for term in self._dictionary.terms(language) for word in term.split()}
            for language in Language
        }

    @cached_property
    def _spelt_words(self) -> Mapping[Language, frozenset[str]]:
        return {language: frozenset(self._spellings[language]) for language in Language}

    @property
    def phrases(self) -> Mapping[Language, Mapping[tuple[str, ...], tuple[str, ...]]]:
        """Terms of two words or more, by the stems of their words; terms that differ in a hyphen stand together."""
        return self._dictionary.stemmed_phrases

    @cached_property
    def openers(self) -> Mapping[Language, frozenset[str]]:
        """The stems that some of `phrases` begins with."""
        return {language: frozenset(stems[0] for stems in phrases) for language, phrases in self.phrases.items()}


def _respelt(word: str) -> Iterator[str]:
    """`word`, and as it would be written with æ, ø and å."""
    yield word
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    yield word


def other(language: Language) -> Language:
    """The other one of the two languages."""
    return Language.ENGLISH if language is Language.DANISH else Language.DANISH


@lru_cache(maxsize=_MOST_TERMS)
def stems_of(phrase: str, language: Language) -> tuple[str, ...]:
    """The stems of a term, without the small words of a longer one."""
    terms, content = analyse(phrase, language, keep_stop_words=True), analyse(phrase, language)
    if len(content) < len(terms) and len(content) < 2:  # of "følge op", "følge" alone means something else
        content = terms
    return tuple(term.stem for term in content)


@lru_cache(maxsize=_MOST_TERMS)
def _in_either(term: str, language: Language) -> tuple[tuple[str, ...], ...]:
    """The stems of a term of `language`; of an English one also as a Danish document has it that borrows the words."""
    own = stems_of(term, language)
    words = [each.word for each in analyse(term, language)]
    if language is Language.DANISH or len(words) < min(len(own), 2):  # of "reason for being", "reason" is another thing
        return (own,)
    return own, tuple(stem(word, Language.DANISH) for word in words)


def _is_chance(stems: Sequence[str], word: str) -> bool:
    """Whether a way to put a word only looks like a number of the other language: "fired" is not Danish "fire"."""
    return len(stems) == 1 and stems[0] in _NUMBERS and counted(fold(word)) is None and not word.isdigit()


@lru_cache(maxsize=_MOST_TERMS)
def family(word: str, language: Language) -> str | None:
    """The mark of a word's family ("√vurder" for "vurdering" and "vurderes"); None for words too short to tell."""
    # Of a short verb in "-ere" the stemmer takes the "er" of its nouns too: "vurd" for "vurderes".
    return root(stem(word, language)) or ((verb := _VERB.fullmatch(fold(word))) and root(verb[1]))


def root(stemmed: str) -> str | None:
    """The mark of the family that a stem tells ("√vurder" for "vurdering"); None for one too short to tell."""
    bare = stemmed
    while len(shorter := _ENDINGS.sub("", bare)) >= SHORTEST_ROOT and shorter != bare:
        bare = shorter
    return f"{ROOT_MARK}{bare}" if len(bare) >= SHORTEST_ROOT else None


def _best(ways: Ways) -> Mapping[tuple[str, ...], float]:
    found: dict[tuple[str, ...], float] = {}
    for stems, worth in ways:
        if stems and worth > found.get(stems, 0.0):
            found[stems] = worth
    return found


def _translated_worth(score: float) -> float:
    return GLOSSED * score if score >= GLOSSARY else LEARNED_FLOOR + LEARNED_SLOPE * score


def _shares_letters(one: str, another: str) -> bool:
    """Whether both hold the same run of letters."""
    return any(one[at : at + LEAST_SHARED] in another for at in range(len(one) - LEAST_SHARED + 1))
