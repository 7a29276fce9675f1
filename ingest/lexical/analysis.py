"""
Text to terms: word splitting, folding, stemming and stop words for Danish and English.

Owns what counts as a word and which words are one and the same;
leaves compounds and misspellings to `ingest.lexical.words`, ranking to `ingest.lexical.bm25`.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from ingest.lexical.american import british
from ingest.raised import DIGITS
from ingest.records import Language

__all__ = ["Term", "analyse", "danish_letters", "fold", "is_stop_word", "stem", "words_in"]

LETTER = rf"[^\W\d_{DIGITS}]"
MARK = r"[\u0300-\u036f]"
EVERY_WORD = rf"""
      (?<!{LETTER})[kcdm]?m[²³](?!\w)                     # m², km²: elsewhere a raised digit is the mark of a note
    | \d+(?:[.,/:-]\d+)*(?!{LETTER})                      # 2025  17/12  5,0  17-12-2024
    | {LETTER}{{1,2}}(?:\.{LETTER}{{1,3}})+(?!{LETTER})   # bl.a  m.v  f.eks  e.g
    | (?:{LETTER}{MARK}?|\d)+-\d+(?!\w)                   # COVID-19
    | (?:{LETTER}{MARK}*|\d)+(?:['’]{LETTER}+)?           # words, codes such as Q2 and H5N1, SSI's, don't
"""
# Most words are told by this alone, in a third of the time, as the last kind above would tell them.
PLAIN_WORD = rf"[A-Za-zÆØÅæøå]{{3,}}+(?![\w'’]|{MARK}|-\d)"
WORD = re.compile(f"{PLAIN_WORD}|{EVERY_WORD}", re.VERBOSE)
APOSTROPHE_ENDING = re.compile(r"['’](?:s|en|et|er|erne|ens|ets|ernes)?$")
ACRONYM_GENITIVE = re.compile(r"(?:[A-ZÆØÅ]|\d){2,}s")
DANISH = "æøå"
SNOWBALL = {Language.DANISH: "danish", Language.ENGLISH: "english"}
_KEPT_APART = {
    Language.ENGLISH: {
        "publication": "publicat", "publications": "publicat", "important": "important", "importance": "important",
        "university": "university", "universities": "university", "several": "several",
    },
    Language.DANISH: {"led": "leddet", "leddet": "leddet", "leddene": "leddet"},
}  # fmt: skip
"""Words that the stemmer throws together with others (public, import, universe, sever; leder)."""
_MINISTRY = re.compile(r"(.*)ministeri(?:um|et|er|erne)s?")
"""A ministry, which the stemmer would make its minister."""
_VOWEL = re.compile(r"(.*?(?:\wy|\w{3}u|[øåæ]))(?:en|et|er|erne)s?")
"""A word that ends in one of these vowels, with an ending, which the stemmer leaves: "byen", "søerne", "menuer"."""
_LATIN = re.compile(r"(\w{2,}[eiæ])um(?:s|met|mets)?")
"""A Latin noun, whose other forms all lack this ending: "museer", "gymnasiet"."""
_VOWEL_ENDINGS = ("en", "et", "er", "erne", "ens", "ets", "ers", "ernes")
SHORTEST_RESTEMMED = 4
MOST_ROUNDS = 3
_MARKED = re.compile(r"[^\x00-\x7fæøå]")
"""A letter that has a diacritic of its own, or none that Danish is written with."""
LONGEST_WORD = 40
"""Characters; what is folded once of a shorter text, a word or a name, is kept."""
LONGEST_SENTENCE = 300
"""Characters; the words of a shorter text are kept: a question or a sentence is looked at by many rules."""
MOST_PIECES = 32_768
"""Pieces of text without a blank, a word mostly, whose words are kept."""

_FIRST_BEYOND_LATIN = 0x250
_stemming = threading.Lock()


class Term(NamedTuple):
    """One word of a text, with the key it is compared by."""

    stem: str
    """Folded and stemmed: the key of the indexes."""
    word: str
    """As it stands in the text."""
    start: int
    """First code point in the analysed text."""
    end: int
    """One past the last code point."""


def analyse(text: str, language: Language, *, keep_stop_words: bool = False) -> tuple[Term, ...]:
    """
    The words of `text` in order, stemmed as `language`.

    Args:
        text: In any normalisation form; offsets point into it as given.
        language: Whose stemmer and stop words apply; the word splitting is the same for both.
        keep_stop_words: Whether words without content are kept.

    Returns:
        Terms with `text[start:end] == word`. Numbers, dates ("17/12") and codes ("Q2", "COVID-19") stay whole;
        hyphenated words are split at the hyphen.
    """
    found = _sentence_terms(text, language) if len(text) <= LONGEST_SENTENCE else _terms(text, language)
    if keep_stop_words:
        return found
    return tuple([term for term in found if not is_stop_word(term.word, language)])


@lru_cache(maxsize=2048)
def _sentence_terms(text: str, language: Language) -> tuple[Term, ...]:
    return _terms(text, language)


def _terms(text: str, language: Language) -> tuple[Term, ...]:
    return tuple([Term(stem(match[0], language), match[0], *match.span()) for match in WORD.finditer(text)])


def words_in(text: str) -> list[str]:
    """The words of `text` in order, those without content included: as `analyse` splits them."""
    # No word reaches over a blank, and most pieces between blanks were seen before.
    return list(chain.from_iterable(map(_words_in_piece, text.split())))


@lru_cache(maxsize=MOST_PIECES)
def _words_in_piece(piece: str) -> tuple[str, ...]:
    return tuple(WORD.findall(piece))


def danish_letters(text: str) -> str:
    """
    `text` in lower case with "aa", "oe", "ae" written å, ø, æ, and no other diacritics.

    Doing it twice changes nothing. English is changed too ("does"), but alike wherever it stands.
    """
    lowered = unicodedata.normalize("NFC", text).lower().replace("ä", "æ").replace("ö", "ø")
    if not lowered.isascii():
        lowered = _MARKED.sub(lambda found: _PLAIN[ord(found[0])], lowered)
    return lowered.replace("aa", "å").replace("oe", "ø").replace("ae", "æ")


def fold(text: str) -> str:
    """
    `text` in lower case with one spelling for each Danish letter and no diacritics.

    "Målene", "Maalene" and "malene" are one; æ and "ae" become "ae", ø and "oe" become "o", å and "aa" become "a".
    The result may be shorter or longer than `text`.
    """
    return _folded_word(text) if len(text) <= LONGEST_WORD else _ascii(danish_letters(text))


@lru_cache(maxsize=32768)
def _folded_word(text: str) -> str:
    return _ascii(danish_letters(text))


def _ascii(letters: str) -> str:
    """Folded letters without æ, ø and å; one after the other, which is ten times as quick as a table of them."""
    return letters if letters.isascii() else letters.replace("æ", "ae").replace("ø", "o").replace("å", "a")


@lru_cache(maxsize=32768)
def is_stop_word(word: str, language: Language) -> bool:
    """Whether `word`, in any spelling that folds alike, carries no content in `language`."""
    return fold(word.replace("’", "'")) in _stop_words(language) and not _is_acronym(word)


@lru_cache(maxsize=131072)
def stem(word: str, language: Language) -> str:
    """
    The key under which all forms of `word` meet: stemmed and folded.

    Danish is stemmed until nothing changes, because one round leaves "proces" and "processen" apart.
    """
    letters = danish_letters(_without_endings(word))
    if any(each.isdigit() for each in letters) or not letters:
        return _ascii(letters)
    if kept := _KEPT_APART[language].get(_ascii(letters)):
        return kept
    if language is Language.ENGLISH:
        return _snowball(british(_ascii(letters)), language)
    # Folding first would make "miljøet" end in "oet", which is no ending that a stemmer knows.
    if found := _MINISTRY.fullmatch(letters):
        return _ascii(f"{found[1]}ministerium")
    base = _irregular().get(_ascii(letters)) or _without_vowel_ending(letters)
    return _ascii(_restemmed(_snowball(base, language), language))


def _without_vowel_ending(letters: str) -> str:
    """`letters` without an ending behind a vowel; a Latin noun as its definite form."""
    if latin := _LATIN.fullmatch(letters):
        return f"{latin[1]}et"
    found = _VOWEL.fullmatch(letters)
    return found[1] if found else letters


def _restemmed(key: str, language: Language) -> str:
    for _ in range(MOST_ROUNDS):
        shorter = _snowball(key, language)
        if shorter == key or len(shorter) < SHORTEST_RESTEMMED:
            return key
        key = shorter
    return key


def _without_endings(word: str) -> str:
    """`word` without dots, without "'s" and the like, and without the genitive s of an acronym."""
    if "." in word and not any(each.isdigit() for each in word):
        return word.replace(".", "")
    if ACRONYM_GENITIVE.fullmatch(word):
        return word[:-1]
    return APOSTROPHE_ENDING.sub("", word)


class _Plain(dict[int, str]):
    """Letters without their diacritics; those of Latin are kept once found."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if code < _FIRST_BEYOND_LATIN:
            self[code] = plain
        return plain


def _plain(letter: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))


_PLAIN = _Plain()


def _is_acronym(word: str) -> bool:
    """Whether `word` is written like one: "IT" and "US" are no stop words, "I" and "A" are."""
    return len(word) > 1 and word.isupper() and word.isalpha()


def _snowball(key: str, language: Language) -> str:
    # A Snowball stemmer keeps the word it works on in itself, so that two threads would mix their words.
    with _stemming:
        return str(_stemmer(language).stemWord(key))


@cache
def _stemmer(language: Language) -> Any:
    from Stemmer import Stemmer  # only when a word must be stemmed

    return Stemmer(SNOWBALL[language])


@cache
def _stop_words(language: Language) -> frozenset[str]:
    lines = _data_lines(f"stop_words_{language}.txt")
    return frozenset(fold(word) for line in lines for word in line.split())


@cache
def _irregular() -> Mapping[str, str]:
    pairs = [line.split("\t") for line in _data_lines("irregular_da.tsv")]
    pairs += [[f"{base}{ending}", base] for base in _data_lines("vowel_nouns_da.txt") for ending in _VOWEL_ENDINGS]
    return {fold(form): danish_letters(base) for form, base in pairs}


def _data_lines(name: str) -> tuple[str, ...]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
