"""
How hard the lessons are to read, and how long they take: LIX for Danish, Flesch for English.

Owns both measures and the table of `python -m evals.reading_level`; leaves what is plain enough to the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.onboarding.lessons import Lesson
from assistant.onboarding.library import load_library
from ingest.records import Language

__all__ = ["Level", "flesch", "levels", "lix", "main"]

LONG = 6
"""Letters above which LIX counts a word as long."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+[\"')]*(?:\s+|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN_ENDING = re.compile(r"(?:[td]ed|[sxzc]es|[cs]hes|ges)$")
"""Endings that are a syllable of their own: "wanted", "changes"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One lesson in one language."""

    lesson: str
    language: Language
    score: float
    """LIX (lower is plainer; below 35 is plain) or Flesch reading ease (higher is plainer; 60 and more is plain)."""
    words: int
    minutes: float


def lix(text: str) -> float:
    """
    Words to a sentence plus the percentage of long words: below 25 easy, 25–34 plain, 35–44 as in newspapers.

    Source: Björnsson 1968, Läsbarhet.
    """
    words = _WORD.findall(text)
    return len(words) / _sentences(text) + 100 * sum(len(word) > LONG for word in words) / len(words)


def flesch(text: str) -> float:
    """
    Flesch reading ease, its syllables counted by groups of vowels: 60–70 plain, 80 and more easy.

    Source: Flesch 1948, A new readability yardstick.
    """
    words = _WORD.findall(text)
    return 206.835 - 1.015 * len(words) / _sentences(text) - 84.6 * sum(map(_syllables, words)) / len(words)


def levels() -> Iterator[Level]:
    """Every bundled lesson in both languages."""
    for module in load_library().modules.values():
        for lesson in module.all_lessons:
            for language in Language:
                yield _level(lesson, language)


def _level(lesson: Lesson, language: Language) -> Level:
    text = lesson.texts[language]
    measure = lix if language is Language.DANISH else flesch
    return Level(
        lesson=lesson.id,
        language=language,
        score=measure(text.everything),
        words=len(_WORD.findall(text.everything)),
        minutes=text.minutes,
    )


def _sentences(text: str) -> int:
    return max(1, sum(bool(_WORD.search(each)) for each in _SENTENCE_END.split(text)))


def _syllables(word: str) -> int:
    folded = word.lower()
    count = len(_VOWELS.findall(folded))
    is_silent = folded.endswith(("ed", "es")) and not _SPOKEN_ENDING.search(folded)
    if count > 1 and (is_silent or (folded.endswith("e") and not folded.endswith("le"))):
        count -= 1
    return max(1, count)


def main() -> None:
    """Print the table."""
    print("| Lesson | Language | Measure | Words | Minutes |\n|---|---|---|---|---|")
    for each in levels():
        name = "LIX" if each.language is Language.DANISH else "Flesch"
        print(
            f"| {each.lesson} | {each.language.value} | {name} {each.score:.0f} | {each.words} | {each.minutes:.1f} |"
        )


if __name__ == "__main__":
    main()
