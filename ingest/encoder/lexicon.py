"""
Words and their translations, both ways: a learned table, and the glossary of the field above it.

Owns the glossary's format, look-up with inflected forms, synonyms and phrases;
leaves their use in a search to `assistant.retrieval`, and learning the table to `ingest.encoder.training`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.encoder.static import BUNDLE, read_bundle
from ingest.lexical.american import british
from ingest.records import Language

__all__ = ["GLOSSARY", "LEXICON", "GlossaryEntry", "Lexicon", "read_glossary"]

log = logging.getLogger(__name__)

GLOSSARY = Path(__file__).parent / "glossary.tsv"
LEXICON = "lexicon.tsv"
INFLECTED = 0.9
"""Factor on a translation found through another form of the word."""
SHORTEST_STEM = 4
REMEMBERED = 20_000

# The longest ending that leaves a stem of four letters is dropped. It only has to bring forms of one word together.
ENDINGS = {
    Language.DANISH: re.compile(r"(?:ernes|erens|erne|enes|ende|eres|ene|ers|ens|ets|ere|er|en|et|es|e|s)$"),
    Language.ENGLISH: re.compile(r"(?:ies|es|s|y|e)$"),
}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """Terms that mean the same in this field."""

    danish: tuple[str, ...]
    english: tuple[str, ...]
    note: str | None = None

    def terms(self, language: Language) -> tuple[str, ...]:
        """Its terms in `language`."""
        return self.danish if language is Language.DANISH else self.english


class Lexicon:
    """What a word or phrase is called in the other language, and what else it is called in its own."""

    def __init__(self, *, learned: Mapping[Language, Mapping[str, str]], glossary: Sequence[GlossaryEntry]) -> None:
        self._learned = learned
        self._terms = {language: _by_term(glossary, language) for language in Language}
        self._stems = {language: _by_stem(self._terms[language], language) for language in Language}
        self._translated = lru_cache(maxsize=REMEMBERED)(self._translate)
        self._phrases = {language: self._find_phrases(language) for language in Language}

    @classmethod
    def load(cls, folder: Path = BUNDLE, *, glossaries: Sequence[Path] = (GLOSSARY,)) -> Lexicon:
        """
        Read the learned table of `folder` and every glossary that is there; an organisation's own may be among them.

        Raises:
            EncoderUnavailable: If the learned table is absent or damaged.
        """
        learned: dict[Language, dict[str, str]] = {language: {} for language in Language}
        for line in read_bundle(folder, (LEXICON,))[LEXICON].decode("utf-8").splitlines():
            language, word, rest = line.split("\t", 2)
            learned[Language(language)][word] = rest
        return cls(learned=learned, glossary=[entry for path in glossaries for entry in read_glossary(path)])

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
            for term in entry.terms(language)
        }
        return tuple(term for term in found if term != asked)

    def phrases(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The glossary's terms of two or more words of `language`, as tuples of words, with their translations."""
        return self._phrases[language]

    def _translate(self, word: str, source: Language) -> tuple[tuple[str, float], ...]:
        found: dict[str, float] = {}
        for entries, factor in self._entries(word, source):
            for entry in entries:
                for term in entry.terms(_other(source)):
                    found.setdefault(term.lower(), factor)
        for term, score in _pairs(self._learned[source].get(word, "")):
            found.setdefault(term, score)
        if not found and " " not in word:
            found = {term: score * INFLECTED for term, score in self._of_another_form(word, source)}
        return tuple(sorted(found.items(), key=lambda item: -item[1]))

    def _of_another_form(self, word: str, language: Language) -> Iterable[tuple[str, float]]:
        """What the learned table has for the word that `word` is a form of, where it lacks `word` itself."""
        learned = self._learned[language]
        return _pairs(next(filter(None, (learned.get(base) for base in _bases(word, language))), ""))

    def _find_phrases(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        return {
            tuple(term.split()): tuple(
                dict.fromkeys(each.lower() for entry in entries for each in entry.terms(_other(language)))
            )
            for term, entries in self._terms[language].items()
            if " " in term
        }

    def terms(self, language: Language) -> tuple[str, ...]:
        """The glossary's terms of `language`, one word or several, in lower case."""
        return tuple(self._terms[language])

    def words(self, language: Language) -> tuple[str, ...]:
        """Every single word of `language` that the glossary or the learned table knows."""
        single = (term for term in self._terms[language] if " " not in term)
        return tuple(dict.fromkeys((*single, *self._learned[language])))

    def _entries(self, word: str, language: Language) -> Iterable[tuple[Sequence[GlossaryEntry], float]]:
        exact = self._terms[language].get(word, ())
        yield exact, 1.0
        if not exact and " " not in word:
            yield self._stems[language].get(_stem(word, language), ()), INFLECTED
            yield from ((self._terms[language].get(base, ()), INFLECTED) for base in _bases(word, language))


def read_glossary(path: Path) -> tuple[GlossaryEntry, ...]:
    """
    The entries of a glossary file; none for a file that is not there.

    One entry a line: Danish terms TAB English terms TAB an optional note, terms separated by "|"; "#" begins a comment.
    A line of another form is left out and logged.
    """
    if not path.is_file():
        return ()
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        fields = [[term.strip() for term in field.split("|") if term.strip()] for field in line.split("\t")[:2]]
        if len(fields) < len(Language) or not all(fields):
            log.warning("glossary line left out", extra={"path": str(path), "line": number})
            continue
        note = line.split("\t")[2].strip() if line.count("\t") > 1 else ""
        entries.append(GlossaryEntry(danish=tuple(fields[0]), english=tuple(fields[1]), note=note or None))
    return tuple(entries)


def _other(language: Language) -> Language:
    return Language.ENGLISH if language is Language.DANISH else Language.DANISH


def _by_term(glossary: Iterable[GlossaryEntry], language: Language) -> Mapping[str, Sequence[GlossaryEntry]]:
    found: dict[str, list[GlossaryEntry]] = {}
    for entry in glossary:
        for term in entry.terms(language):
            found.setdefault(term.lower(), []).append(entry)
    return found


def _by_stem(terms: Mapping[str, Sequence[GlossaryEntry]], language: Language) -> Mapping[str, Sequence[GlossaryEntry]]:
    found: dict[str, list[GlossaryEntry]] = {}
    for term, entries in terms.items():
        if " " not in term:
            found.setdefault(_stem(term, language), []).extend(entries)
    return found


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


def _stem(word: str, language: Language) -> str:
    if len(word) <= SHORTEST_STEM:
        return word
    shorter = word[:SHORTEST_STEM] + ENDINGS[language].sub("", word[SHORTEST_STEM:])
    return shorter[:-1] if len(shorter) > SHORTEST_STEM and shorter[-1] == shorter[-2] else shorter


def _pairs(written: str) -> Iterable[tuple[str, float]]:
    fields = written.split("\t") if written else []
    return [(term, int(score) / 100) for term, score in zip(fields[::2], fields[1::2], strict=True)]
