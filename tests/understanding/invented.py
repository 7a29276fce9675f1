"""An invented agency's words, a small dictionary and a Bridge over both: what meanings and inquiries are tested on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from fakes import PLAN, quote_of, tiny_knowledge

from assistant.understanding.bridge import Bridge
from ingest.encoder.tables import part_stems, phrases_by_stems
from ingest.knowledge import Knowledge
from ingest.records import Goal, Language, Organisation, Passage, PassageKind, Span

__all__ = ["DANISH", "ENGLISH", "FixedNeighbours", "SmallDictionary", "bridge", "goal", "knowledge"]

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
SENTENCES = (
    "Kystdirektoratet overvåger havvand og badevand ved de danske kyster.",
    "Vores vision er rene kyster for alle.",
    "Fem egenskaber: modig, åben, grundig, nysgerrig og venlig.",
    "Fokusområderne er klimatilpasning og vandmiljø.",
    "Kerneopgaven er vurdering af oversvømmelser.",
    "Øvelse er holdt, og nyt register er i drift.",
    "Planen gælder beredskab og uddannelse af medarbejdere.",
)
ORGANISATIONS = (
    Organisation(id="ssi", name="Kystdirektoratet", other_names=("KD", "Coastal Authority"), is_home=True),
    Organisation(id="skole", name="Skoletilsynet", other_names=("School Inspectorate",)),
)


class SmallDictionary:
    """A `Dictionary` of a dozen entries: Danish, English, and what else is called the same."""

    _ENTRIES: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...] = (
        (("vision",), ("vision",), 1.0),
        (("egenskab", "egenskaber"), ("quality", "qualities", "values"), 1.0),
        (("værdi", "værdier"), ("value", "values"), 1.0),
        (("fokusområde", "fokusområder", "indsatsområde"), ("focus area", "focus areas"), 1.0),
        (("kerneopgave", "kerneopgaver"), ("core task", "core tasks"), 1.0),
        (("medarbejder", "medarbejdere"), ("employee", "employees", "staff"), 1.0),
        (("kyst", "kyster"), ("coast", "coasts"), 1.0),
        (("oversvømmelse", "oversvømmelser"), ("flood", "floods", "flooding"), 0.6),
        (("beredskab",), ("preparedness", "emergency preparedness"), 1.0),
        (("øvelse",), ("exercise",), 1.0),
        (("ny leder",), ("new leader",), 1.0),
        (("ret til indsigt",), ("right of access",), 1.0),
        (("helkystmåling",), ("shared measurement",), 1.0),
        (("årshjul",), ("annual cycle",), 0.1),
    )

    def translations(self, word: str, source: Language) -> tuple[tuple[str, float], ...]:
        """Terms of the other language."""
        found = [
            (term, score)
            for danish, english, score in self._ENTRIES
            for own, theirs in [(danish, english) if source is DANISH else (english, danish)]
            if word in own
            for term in theirs
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1]))

    def synonyms(self, word: str, language: Language) -> tuple[str, ...]:
        """Terms of the same entry."""
        sides = [danish if language is DANISH else english for danish, english, _ in self._ENTRIES]
        return tuple(term for side in sides if word in side for term in side if term != word)

    def terms(self, language: Language) -> tuple[str, ...]:
        """All of one side."""
        return tuple(
            term for danish, english, _ in self._ENTRIES for term in (danish if language is DANISH else english)
        )

    @property
    def part_stems(self) -> frozenset[str]:
        """Of all Danish words."""
        return part_stems(self.terms(DANISH), ())

    @property
    def stemmed_phrases(self) -> Mapping[Language, Mapping[tuple[str, ...], tuple[str, ...]]]:
        """Of the terms of several words."""
        return {language: phrases_by_stems(self.terms(language), language) for language in Language}


class FixedNeighbours:
    """`WordNeighbours` from a table."""

    def __init__(self, near: Mapping[str, Sequence[tuple[str, float]]] | None = None) -> None:
        self._near = dict(near or {})

    def near(self, word: str) -> Sequence[tuple[str, float]]:
        """What the table has."""
        return self._near.get(word, ())


def knowledge(
    *sentences: str, organisations: Sequence[Organisation] = ORGANISATIONS, goals: Sequence[Goal] | None = None
) -> Knowledge:
    """The tiny plan of `fakes` with these sentences for its words (`SENTENCES` when none are given)."""
    tiny = tiny_knowledge(with_secret=False)
    return dataclasses.replace(
        tiny,
        organisations=tuple(organisations),
        passages=tuple(_passage(number, words) for number, words in enumerate(sentences or SENTENCES)),
        goals=tiny.goals if goals is None else tuple(goals),
    )


def goal(number: str, *, series: str = "Mål", path: str = "Plan 2025") -> Goal:
    """A goal of the tiny plan with a printed number, in a series of some name."""
    return Goal(
        id=f"plan-2025/{number}",
        document="plan-2025",
        series=series,
        series_number="1",
        number=number,
        path=(path, series),
        span=Span(0, len(PLAN)),
        title=None,
        wording=quote_of(PLAN, "Vi måler det, der betyder noget."),
        milestones=(),
    )


def bridge(known: Knowledge | None = None, near: Mapping[str, Sequence[tuple[str, float]]] | None = None) -> Bridge:
    """A Bridge over `known` with the small dictionary and these neighbours."""
    return Bridge(known or knowledge(), dictionary=SmallDictionary(), neighbours=FixedNeighbours(near))


def _passage(number: int, words: str) -> Passage:
    quote = quote_of(words, words)
    return Passage(
        id=f"p{number}", document="plan-2025", kind=PassageKind.PARAGRAPH, path=(), span=quote.span, quotes=(quote,)
    )
