"""
Words and their translations, both ways: a learned table, and the glossary of the field above it.

Owns look-up with inflected forms, synonyms and phrases;
leaves what is looked up in to `ingest.encoder.tables`, and its use in a search to `assistant.retrieval`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ingest.encoder.glossary import GLOSSARY
from ingest.encoder.static import BUNDLE
from ingest.encoder.tables import Phrases, Tables, read_tables, rough_stem
from ingest.lexical.american import british
from ingest.records import Language

__all__ = ["Lexicon"]

INFLECTED = 0.9
"""Factor on a translation found through another form of the word."""
REMEMBERED = 4_000

SHORTEST_BASE = 3
"""Letters that must be left of a word without an ending."""

_DETACHED = {
    Language.DANISH: (
        ("erede", "ere"), ("eredes", "ere"), ("erende", "ere"), ("erer", "ere"), ("eret", "ere"), ("eres", "ere"),
        ("ede", "e"), ("edes", "e"), ("ende", "e"), ("te", "e"), ("es", "e"), ("t", "e"), ("iet", "ium"),
        ("ier", "ium"), ("ernes", ""), ("erne", ""), ("erens", "er"), ("eren", "er"), ("enes", ""), ("ene", ""),
        ("ets", ""), ("ens", ""), ("et", ""), ("en", ""), ("er", ""), ("rne", ""), ("ne", ""), ("igt", "ig"),
        ("skt", "sk"), ("ivt", "iv"), ("elt", "el"), ("alt", "al"), ("es", ""), ("e", ""), ("t", ""), ("r", ""),
        ("n", ""), ("s", ""),
    ),
    Language.ENGLISH: (
        ("'s", ""), ("’s", ""), ("s'", ""), ("ies", "y"), ("ied", "y"), ("ing", "e"), ("ing", ""), ("ed", "e"),
        ("ed", ""), ("es", "e"), ("es", ""), ("s", ""),
    ),
}  # fmt: skip
"""Endings of inflected forms, and what a term has in their place; a doubled consonant is made single too."""


_PLACE = {language: place for place, language in enumerate(Language)}
"""Of a language's terms in an entry."""
Entry = Sequence[Sequence[str]]
"""Danish terms and English ones."""


class Lexicon:
    """What a word or phrase is called in the other language, and what else it is called in its own."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._translated = lru_cache(maxsize=REMEMBERED)(self._translate)

    @classmethod
    def load(
        cls, folder: Path = BUNDLE, *, glossaries: Sequence[Path] = (GLOSSARY,), kept: Path | None = None
    ) -> Lexicon:
        """
        Read the learned table of `folder` and every glossary that is there; an organisation's own may be among them.

        Args:
            folder: The encoder's bundle.
            glossaries: Files, the bundled one first.
            kept: Where the tables made of them may be kept (`ingest.encoder.tables`).

        Raises:
            EncoderUnavailable: If the learned table is absent or damaged.
        """
        return cls(read_tables(folder, glossaries=glossaries, kept=kept))

    def translations(self, word: str, source: Language) -> tuple[tuple[str, float], ...]:
        """
        The translations of a word, or of a phrase that the glossary has, from `source` into the other language.

        Returns:
            (term, score), score above 0 up to 1, best first; the glossary's terms (score 1, or 0.9 when another form
            of the word was asked for) may be of several words. Empty for an unknown word.
        """
        return self._translated(word.lower(), source)

    def synonyms(self, word: str, language: Language) -> tuple[str, ...]:
        """Other terms of the same language that the glossary holds equal to this one, in its order."""
        asked = word.lower()
        found = {
            term.lower(): None
            for entries, _ in self._entries(asked, language)
            for entry in entries
            for term in entry[_PLACE[language]]
        }
        return tuple(term for term in found if term != asked)

    def phrases(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The translations of the glossary's terms of several words, by the stems of the words that have content."""
        return self._tables.translated[language]

    @property
    def stemmed_phrases(self) -> Phrases:
        """The glossary's terms of two or more words, by the stems of their words."""
        return self._tables.phrases

    @property
    def part_stems(self) -> frozenset[str]:
        """Stems of the Danish words that a compound may be made of."""
        return self._tables.parts

    def _translate(self, word: str, source: Language) -> tuple[tuple[str, float], ...]:
        found: dict[str, float] = {}
        for entries, factor in self._entries(word, source):
            for entry in entries:
                for term in entry[_PLACE[_other(source)]]:
                    found.setdefault(term.lower(), factor)
        for term, score in _pairs(self._tables.learned[source].get(word, "")):
            found.setdefault(term, score)
        if not found and " " not in word:
            found = {term: score * INFLECTED for term, score in self._of_another_form(word, source)}
        return tuple(sorted(found.items(), key=lambda item: -item[1]))

    def _of_another_form(self, word: str, language: Language) -> Iterable[tuple[str, float]]:
        """What the learned table has for the word that `word` is a form of, where it lacks `word` itself."""
        learned = self._tables.learned[language]
        return _pairs(next(filter(None, (learned.get(base) for base in _bases(word, language))), ""))

    def terms(self, language: Language) -> tuple[str, ...]:
        """The glossary's terms of `language`, one word or several, in lower case."""
        return tuple(self._tables.terms[language])

    def _entries(self, word: str, language: Language) -> Iterable[tuple[Sequence[Entry], float]]:
        tables = self._tables
        terms = tables.terms[language]

        def of(numbers: Sequence[int]) -> Sequence[Entry]:
            return [tables.entries[number] for number in numbers]

        exact = terms.get(word, ())
        yield of(exact), 1.0
        if not exact and " " not in word:
            yield of(tables.stems[language].get(rough_stem(word, language), ())), INFLECTED
            yield from ((of(terms.get(base, ())), INFLECTED) for base in _bases(word, language))


def _other(language: Language) -> Language:
    return Language.ENGLISH if language is Language.DANISH else Language.DANISH


def _bases(word: str, language: Language) -> Iterable[str]:
    """What a word may be another spelling or an inflected form of."""
    if language is Language.ENGLISH and (spelt := british(word)) != word:
        yield spelt
        yield from _bases(spelt, language)
    for ending, instead in _DETACHED[language]:
        base = word.removesuffix(ending)
        if base != word and len(base) >= SHORTEST_BASE:
            yield base + instead
            if not instead and base[-1] == base[-2]:
                yield base[:-1]


def _pairs(written: str) -> Iterable[tuple[str, float]]:
    fields = written.split("\t") if written else []
    return [(term, int(score) / 100) for term, score in zip(fields[::2], fields[1::2], strict=True)]
