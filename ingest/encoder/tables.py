"""
What the lexicon is looked up in: the learned words, the glossary by term and by stem, and the stems of it all.

Owns making these tables and the file they are kept in beside the index, because stemming every word of the glossary
takes longer than answering a question; leaves look-up to `ingest.encoder.lexicon`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ingest.encoder.glossary import GLOSSARY, GlossaryEntry, read_glossary
from ingest.encoder.static import BUNDLE, MANIFEST, read_bundle
from ingest.lexical.analysis import analyse, stem
from ingest.records import Language
from ingest.settings import OWN_GLOSSARY, Settings

log = logging.getLogger(__name__)

__all__ = [
    "LEXICON", "Tables", "glossaries_of", "keep_tables", "part_stems", "phrases_by_stems", "read_tables", "rough_stem",
    "tables_file",
]  # fmt: skip

LEXICON = "lexicon.tsv"
"""The learned table, in the encoder's bundle."""
SHORTEST_STEM = 4
SHORTEST_TERM, SHORTEST_LEARNED = 4, 5
"""Letters from which a word of the glossary, or of the learned table, may be part of a compound."""

# The longest ending that leaves a stem of four letters is dropped. It only has to bring forms of one word together.
ENDINGS = {
    Language.DANISH: re.compile(r"(?:ernes|erens|erne|enes|ende|eres|ene|ers|ens|ets|ere|er|en|et|es|e|s)$"),
    Language.ENGLISH: re.compile(r"(?:ies|es|s|y|e)$"),
}
CODE = (
    "tables.py", "glossary.py", "../lexical/analysis.py", "../lexical/american.py", "../lexical/irregular_da.tsv",
    "../lexical/vowel_nouns_da.txt", "../lexical/stop_words_da.txt", "../lexical/stop_words_en.txt",
)  # fmt: skip
"""Files of the program, from here, whose change makes other tables of the same words."""

Phrases = Mapping[Language, Mapping[tuple[str, ...], tuple[str, ...]]]


class Tables:
    """Words and terms, each language by itself."""

    def __init__(
        self,
        *,
        learned: Mapping[Language, Mapping[str, str]],
        entries: Sequence[Sequence[Sequence[str]]],
        terms: Mapping[Language, Mapping[str, Sequence[int]]],
        stems: Mapping[Language, Mapping[str, Sequence[int]]],
    ) -> None:
        """
        Hold tables that fit each other.

        Args:
            learned: Language to word to its translations, as the learned table has them.
            entries: Of each entry of the glossary the Danish terms and the English ones.
            terms: Language to term in lower case to the numbers of its entries.
            stems: The same by the rough stem of each single word.
        """
        self.learned = learned
        self.entries = entries
        self.terms = terms
        self.stems = stems

    @classmethod
    def of(cls, learned: Mapping[Language, Mapping[str, str]], glossary: Iterable[GlossaryEntry]) -> Tables:
        """The tables of some words and entries."""
        entries = [(each.danish, each.english) for each in glossary]
        terms = {language: _by_term(entries, place) for place, language in enumerate(Language)}
        return cls(
            learned=learned,
            entries=entries,
            terms=terms,
            stems={language: _by_stem(terms[language], language) for language in Language},
        )

    @cached_property
    def parts(self) -> frozenset[str]:
        """Stems that a Danish compound may be made of, beside those of the documents."""
        danish = Language.DANISH
        single = (term for term in self.terms[danish] if " " not in term)
        return part_stems(self.terms[danish], dict.fromkeys((*single, *self.learned[danish])))

    @cached_property
    def phrases(self) -> Phrases:
        """The glossary's terms of two words or more, by the stems of their words."""
        return {language: phrases_by_stems(self.terms[language], language) for language in Language}

    @cached_property
    def translated(self) -> Phrases:
        """The translations of its terms of several words, by the stems of those words of theirs that have content."""
        return {language: self._translated(language) for language in Language}

    def _translated(self, language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        there = next(place for place, each in enumerate(Language) if each is not language)
        found: dict[tuple[str, ...], dict[str, None]] = {}
        for term, numbers in self.terms[language].items():
            key = tuple(each.stem for each in analyse(term, language)) if " " in term else ()
            if len(key) > 1:
                others = (each.lower() for number in numbers for each in self.entries[number][there])
                found.setdefault(key, {}).update(dict.fromkeys(others))
        return {key: tuple(others) for key, others in found.items()}

    def to_bytes(self, key: str) -> bytes:
        """Everything, stems included, under the `key` of what it was made from; the checksum comes first."""
        held = {
            "key": key,
            "learned": self.learned,
            "entries": self.entries,
            "terms": self.terms,
            "stems": self.stems,
            "parts": sorted(self.parts),
            "phrases": _written(self.phrases),
            "translated": _written(self.translated),
        }
        content = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()
        return f"{hashlib.sha256(content).hexdigest()}\n".encode() + content

    @classmethod
    def from_bytes(cls, content: bytes, key: str) -> Tables | None:
        """What `to_bytes` wrote; None where it is damaged, or was made from something else."""
        checksum, _, held = content.partition(b"\n")
        if hashlib.sha256(held).hexdigest().encode() != checksum:
            return None
        found: dict[str, Any] = json.loads(held)
        if found["key"] != key:
            return None
        tables = cls(learned=found["learned"], entries=found["entries"], terms=found["terms"], stems=found["stems"])
        tables.parts = frozenset(found["parts"])
        tables.phrases = _read(found["phrases"])
        tables.translated = _read(found["translated"])
        return tables


def _written(phrases: Phrases) -> Mapping[Language, Sequence[Sequence[Sequence[str]]]]:
    return {language: [[stems, terms] for stems, terms in found.items()] for language, found in phrases.items()}


def _read(written: Mapping[str, Sequence[Sequence[Sequence[str]]]]) -> Phrases:
    return {language: {tuple(stems): tuple(terms) for stems, terms in written[language]} for language in Language}


def read_tables(folder: Path = BUNDLE, *, glossaries: Sequence[Path], kept: Path | None = None) -> Tables:
    """
    The tables of the learned words in `folder` and of every glossary that is there.

    Args:
        folder: The encoder's bundle.
        glossaries: Files, the bundled one first.
        kept: Where they may be kept in the form of `Tables.to_bytes`: of no use when out of date.

    Raises:
        EncoderUnavailable: If the learned table is absent or damaged.
    """
    if kept is not None:
        try:
            tables = Tables.from_bytes(kept.read_bytes(), _key_of(folder, glossaries))
        except OSError:
            tables = None
        if tables:
            return tables
    learned: dict[Language, dict[str, str]] = {language: {} for language in Language}
    for line in read_bundle(folder, (LEXICON,))[LEXICON].decode("utf-8").splitlines():
        language, word, rest = line.split("\t", 2)
        learned[Language(language)][word] = rest
    return Tables.of(learned, (entry for path in glossaries for entry in read_glossary(path)))


def glossaries_of(settings: Settings) -> tuple[Path, ...]:
    """The bundled glossary, and where an organisation's own would lie."""
    return GLOSSARY, settings.corpus / OWN_GLOSSARY


def tables_file(settings: Settings) -> Path:
    """Where the tables are kept."""
    return settings.data / "lexicon.json"


def keep_tables(settings: Settings) -> None:
    """Keep the tables in their file, unless it holds them already; where it cannot be written, they are made anew."""
    file, glossaries = tables_file(settings), glossaries_of(settings)
    key = _key_of(BUNDLE, glossaries)
    try:
        if file.is_file() and Tables.from_bytes(file.read_bytes(), key):
            return
        fresh = file.with_name(f"{file.name}.new")
        fresh.write_bytes(read_tables(glossaries=glossaries).to_bytes(key))
        fresh.replace(file)
    except OSError as error:
        log.warning("lexicon_tables_not_kept", extra={"path": str(file), "reason": str(error)})


def _key_of(folder: Path, glossaries: Sequence[Path]) -> str:
    """A name for all that tables are made from: the bundle's checksums, the glossaries, and the code that stems."""
    here = Path(__file__).parent
    paths = [folder / MANIFEST, *glossaries, *(here / name for name in CODE)]
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


def part_stems(terms: Iterable[str], words: Iterable[str]) -> frozenset[str]:
    """The stems of the Danish words, of terms and of other words, that are long enough to be part of a compound."""
    every = [word for term in terms for word in term.split() if len(word) >= SHORTEST_TERM]
    every += [word for word in words if len(word) >= SHORTEST_LEARNED]
    return frozenset(stem(word, Language.DANISH) for word in every)


def phrases_by_stems(terms: Iterable[str], language: Language) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Terms of two words or more, by the stems of their words; terms that differ in a hyphen stand together."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for term in terms:
        is_several = " " in term or "-" in term
        key = tuple(each.stem for each in analyse(term, language, keep_stop_words=True)) if is_several else ()
        if len(key) > 1:
            found[key] = (*found.get(key, ()), term)
    return found


def rough_stem(word: str, language: Language) -> str:
    """What brings the forms of one word together, and now and then those of two."""
    if len(word) <= SHORTEST_STEM:
        return word
    shorter = word[:SHORTEST_STEM] + ENDINGS[language].sub("", word[SHORTEST_STEM:])
    return shorter[:-1] if len(shorter) > SHORTEST_STEM and shorter[-1] == shorter[-2] else shorter


def _by_term(entries: Sequence[Sequence[Sequence[str]]], place: int) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for term in entry[place]:
            found.setdefault(term.lower(), []).append(number)
    return found


def _by_stem(terms: Mapping[str, Sequence[int]], language: Language) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for term, numbers in terms.items():
        if " " not in term:
            found.setdefault(rough_stem(term, language), []).extend(numbers)
    return found
