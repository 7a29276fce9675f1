"""
What a question says beyond a stretch of a document, and how likely that is mere framing.

Owns the features of the words left over, their weights and the judgement from them;
leaves finding the stretch and answering again to `assistant.answering.again.second_reading`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from assistant.answering.judging.evidence import STRICT, is_verbal
from assistant.understanding.concepts import Concept
from assistant.understanding.inquiry import SOLID, Inquiry
from assistant.understanding.tables import words
from ingest.lexical import fold
from ingest.records import Language

__all__ = [
    "WEIGHTS",
    "Leftovers",
    "features",
    "likelihood",
    "stands_as_verb",
    "tells_whose",
    "words_before",
]

WEIGHTS = Path(__file__).with_name("leftovers.json")
"""The weight of each feature, fitted by `python -m evals.leftovers`."""
LONG_WORD = 10
"""Letters from which a word is more likely a term than small talk."""
_TOKEN = re.compile(r"[\w'’-]+")
_NUMBER = re.compile(r"\d")
"""In a word that names a goal or a time, between "does" and its verb."""
_DEFINITE = re.compile(r"\w{3}(?:en|ene|erne)$")
"""A Danish noun in its definite form (folded), which stands behind "skal" as a verb does: "hvornår skal øvelsen …"."""
_BODY = (
    r"(?:[A-ZÆØÅ][\w-]+?|[\w-]*(?:styrelsen?|ministeri(?:et)?|forvaltning(?:en)?|institut(?:tet)?|direktorat(?:et)?"
    r"|tilsyn(?:et)?|kommunen?|råd(?:et)?|agency|ministry|department|council|board))"
)
"""A body as a question names it; a pattern."""
_OF_A_BODY = re.compile(rf"\s{_BODY}(?:['’]s|s['’]?)\s\w")
_OWN_OBJECT = r"(?:its|their|our|his|her)\b"
"""What a verb's object begins with, and hardly anything stands behind a noun with (folded)."""
_BOUNDARY = re.compile(r"\b")
_PICKERS = frozenset(
    ("which", "what", "whose", "many", "much", "hvilke", "hvilken", "hvilket", "hvad", "mange", "meget")
)
"""Folded words that point at the very thing asked for: "which countries", "hvor mange dage"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """A stretch of a document held against a question: what it says, and what is left over."""

    missing: tuple[Concept, ...]
    """Parts of the question that the stretch says nothing of."""
    kept: tuple[Concept, ...]
    """Parts that it accounts for."""
    whole: float
    """Share of the question it carries, headings and lead-in counted, 0..1."""
    own: float
    """Share that its own words carry, 0..1."""
    cosine: float
    """Of question and passage, by their vectors, -1..1."""
    coverage: float
    """Of the question's terms by the passage (BM25), 0..1."""
    likeness: Mapping[str, float]
    """For each of `missing`, by its words, the cosine of the nearest word of the passage, 0..1."""
    gives_records: bool
    """Whether the answer to what is left of the question is a list, a goal, milestones or a comparison."""


def features(inquiry: Inquiry, left: Leftovers, *, printed: frozenset[str]) -> Mapping[str, float]:
    """
    What the judgement looks at, by name.

    Args:
        inquiry: The question.
        left: What of it a stretch says, and what it does not.
        printed: Every stem of the documents in scope.
    """
    tokens = [fold(token) for token in _TOKEN.findall(inquiry.text)]
    solid = [concept for concept in left.missing if concept.weight >= SOLID]
    total = sum(concept.weight for concept in (*left.missing, *left.kept))
    each = [_features_of(concept, inquiry, tokens, left, printed) for concept in left.missing]
    return {
        **{name: sum(one[name] for one in each) for name in each[0]},
        "names_kept": float(sum(concept.is_name for concept in left.kept)),
        "share_kept": sum(concept.weight for concept in left.kept) / total,
        "solid_missing": float(len(solid)),
        "tokens": float(len(tokens)),
        "whole": left.whole,
        "own": left.own,
        "cosine": left.cosine,
        "coverage": left.coverage,
        "gives_records": float(left.gives_records),
        "asks_who": float(inquiry.has("who")),
        "asks_when": float(inquiry.has("when")),
        "asks_how_much": float(inquiry.has("how_much", "how_many")),
        "asks_strictly": float(inquiry.has(*STRICT)),
        "asks_yes_no": float(inquiry.has("yes_no")),
    }


def _features_of(
    concept: Concept, inquiry: Inquiry, tokens: Sequence[str], left: Leftovers, printed: frozenset[str]
) -> Mapping[str, float]:
    last = concept.words.split()[-1]
    at = next((place for place, token in enumerate(tokens) if token.startswith(last)), None)
    before = tokens[max(at - 2, 0) : at] if at else []
    return {
        "likeness": left.likeness.get(concept.words, 0.0),
        "is_printed": float(any(all(stem in printed for stem in stems) for stems in concept.alternatives)),
        "is_picked": float(any(word in _PICKERS for word in before)),
        "is_phrase": float(" " in concept.words),
        "is_long": float(len(last) >= LONG_WORD),
        "is_last": float(at == len(tokens) - 1),
        "ends_as_verb": float(is_verbal(concept.words)),
        "stands_as_verb": float(_opens_verb(before, last, inquiry.language)),
    }


def likelihood(found: Mapping[str, float]) -> float:
    """How likely an answer that ignores what is left over is the right one, 0..1: a logistic regression."""
    weights = _weights()
    total = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-total))


def words_before(inquiry: Inquiry, concept: Concept) -> Sequence[str]:
    """The folded words of the question that stand before a part of it, organisations left out."""
    return fold(inquiry.search_text).split(concept.words)[0].split()


def stands_as_verb(inquiry: Inquiry, concept: Concept) -> bool:
    """Whether a part of the question is no name, and stands where what is done to a thing does."""
    named = inquiry.cue_words.get("goal", frozenset())
    before = [word for word in words_before(inquiry, concept) if word not in named and not _NUMBER.search(word)]
    if concept.is_name:
        return False
    has_object = re.search(rf"\b{re.escape(concept.words)} {_OWN_OBJECT}", inquiry.folded)
    return bool(has_object) or is_verbal(concept.words) or _opens_verb(before, concept.words, inquiry.language)


def tells_whose(inquiry: Inquiry, concept: Concept) -> bool:
    """Whether a part of the question tells which body something is of: "British" in "British Library's mission"."""
    asked, text = concept.printed or concept.words, inquiry.text
    return any(
        text.startswith(asked, at) and _OF_A_BODY.match(text, at + len(asked))
        for at in (found.start() for found in _BOUNDARY.finditer(text))
    )


def _opens_verb(before: Sequence[str], word: str, language: Language) -> bool:
    """Whether a word stands right behind one that a verb follows, and may be a verb itself."""
    is_noun = language is Language.DANISH and _DEFINITE.search(word)
    return bool(before) and before[-1] in _verb_openers() and not is_noun


@cache
def _verb_openers() -> frozenset[str]:
    """Folded words after which a verb stands."""
    return frozenset(map(fold, words("verb_openers")))


@cache
def _weights() -> Mapping[str, float]:
    return MappingProxyType(json.loads(WEIGHTS.read_text(encoding="utf-8")))
