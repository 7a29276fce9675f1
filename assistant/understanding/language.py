"""
Which language a question is written in, and which language to answer it in.

Owns the tables of function words and the rule of DESIGN: Norwegian and Swedish get a Danish answer, others an English one.
Leaves the wording of the note that goes with it to `prompts/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.records import Language

__all__ = ["Tongue", "detect", "function_words"]

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|»[^«]*«|„[^“]*“")

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "da": frozenset(
        "hvad hvem hvornår hvordan hvilke hvilken hvilket hvor hvorfor hvis er det den der dem de vi vores vor vort os jeg "
        "mig min mit du din og eller ikke med om på til fra af for som at en et har have kan skal vil bliver blev være "
        "været i efter under over mellem findes står siger giv vis fortæl find nævn sæt lige også noget nogen nogle hej "
        "tak goddag kunne gerne vide må få skulle mellem hos jeres deres sin mål målene målet kvartal planen hvornaar "
        "paa maa hvilke opgaver styrelse styrelsen milepæle milepæl målepunkter målepunkt værdier egenskaber".split()
    ),
    "en": frozenset(
        "help bye goodbye morning thx cheers at what who when how which where why if is are was were the a an of our we us i me my you your and or not with about "
        "on to from by for as that this these those has have had can could should shall will would be been do does did in "
        "after under over between there say says show tell give list find any some hi hello thanks thank please it its "
        "they them their many much more goal goals milestones milestone values due plan quarter agency all".split()
    ),
    "no": frozenset(
        "hva hvilke hvordan når vår våre noen noe dere etter fram ikke jeg målene milepæler milepælene ønsker i er har av på den det de en et som til om til for vårt altså skjer mars misjonen oppdraget".split()
    ),
    "sv": frozenset(
        "vad vilka vilken är och inte våra vår vårt när hur för någon något att mål ni jag finns till ska vilket gör alltså i har av på den det de en ett som om med".split()
    ),
    "de": frozenset(
        "was wer wann wie welche welches sind ist hat den unsere unser der die das und nicht mit von für auf ein eine wir ihr macht geplant gibt".split()
    ),
    "fr": frozenset(
        "quels quelles quel quelle est sont nos notre les des une qui quand comment que et pour avec dans".split()
    ),
    "es": frozenset(
        "qué cuáles cuál son nuestros nuestras quién cuándo cómo los las una del para con por es el la".split()
    ),
    "nl": frozenset("wat zijn onze wie wanneer hoe welke het een niet met van voor de en".split()),
}
_TELLING: dict[str, frozenset[str]] = {
    "no": frozenset(
        "hva vår våre vårt noen noe dere etter fram milepæler milepælene ønsker hvilken hvorfor nå skjer mars oppdraget altså".split()
    )
    - frozenset({"hvilken", "hvorfor"}),
    "sv": frozenset(
        "vad vilka vilken är och inte våra vårt när hur någon något att jag finns vilket gör alltså".split()
    ),
}
"""Words of a neighbouring language that are not Danish: two of them, or one without any Danish word, decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The language found in a question."""

    code: str | None
    """ISO 639-1; None when nothing tells."""
    answer: Language | None
    """The language to answer in, where `code` tells."""

    @property
    def is_served(self) -> bool:
        """Whether it is answered in the language it was asked in."""
        return self.answer is not None and self.code == self.answer.value


def detect(text: str, *, knows: Callable[[str, Language], bool]) -> Tongue:
    """
    The language of `text`, from its function words, its letters and, when those are silent, its vocabulary.

    Args:
        text: A question, short or long.
        knows: Whether a lower-case word belongs to the vocabulary of a language.
    """
    text = _QUOTED.sub(" ", text) if _WORD.search(_QUOTED.sub(" ", text)) else text
    words = [word.lower() for word in _WORD.findall(text)]
    scores = {code: sum(word in table for word in words) for code, table in _FUNCTION_WORDS.items()}
    neighbour = _neighbour(words, scores)
    if neighbour:
        return Tongue(code=neighbour, answer=Language.DANISH)
    if re.search(r"[æøåÆØÅ]", text):
        scores["da"] += 1
    best = max(scores, key=lambda code: (scores[code], code in ("da", "en")))
    if scores[best] == 0 or (scores["da"] == scores["en"] == scores[best]):
        return _by_vocabulary(words, knows)
    if best in ("no", "sv"):
        best = "da"
    return _tongue(best)


def function_words(code: str | None) -> frozenset[str]:
    """The function words of a language, lower case; none for an unknown one."""
    return _FUNCTION_WORDS.get(code or "", frozenset())


def _tongue(code: str) -> Tongue:
    return Tongue(code=code, answer=Language.DANISH if code in ("da", "no", "sv") else Language.ENGLISH)


def _neighbour(words: list[str], scores: dict[str, int]) -> str | None:
    for code, table in _TELLING.items():
        telling = sum(word in table for word in words)
        only_danish = sum(word in _FUNCTION_WORDS["da"] and word not in _FUNCTION_WORDS[code] for word in words)
        if telling > only_danish and telling >= scores["en"] and telling >= scores["de"]:
            return code
    return None


def _by_vocabulary(words: list[str], knows: Callable[[str, Language], bool]) -> Tongue:
    words = [word for word in words if len(word) > 3]  # noqa: PLR2004 (short words belong to both)
    danish = sum(knows(word, Language.DANISH) and not knows(word, Language.ENGLISH) for word in words)
    english = sum(knows(word, Language.ENGLISH) and not knows(word, Language.DANISH) for word in words)
    if danish == english:
        return Tongue(code=None, answer=None)
    return _tongue("da" if danish > english else "en")
