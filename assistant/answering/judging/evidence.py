"""
Evidence: the stretches of the documents that account for a question.

Owns deciding whether a stretch accounts for every content-bearing part of a question: by its own words first,
by its headings, lead-in and document second. Leaves what kind of thing was asked for to
`assistant.answering.judging.demands`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assistant.answering.context import Context
from assistant.answering.cutting.stretches import Stretch
from assistant.retrieval.candidate import Candidate
from assistant.understanding.concepts import ENOUGH, Bag, Concept, accounted, coverage, weighted
from ingest.lexical import fold
from ingest.records import Document, PassageKind, Quote

__all__ = ["STRICT", "Coverage", "Finding", "coverages", "find_evidence", "is_verbal"]

ENOUGH_OWN = 0.5
"""Share of a question's weight that the quotation's own words must carry."""
ENOUGH_OF_GOAL = 0.3
"""The same inside a goal or a table row, whose other cells stand beside."""
ENOUGH_REST = 1.25
"""Weight of the rest of a question from which one verb may go unaccounted for."""
STRICT = ("advice", "how", "why", "how_much", "how_many", "where", "attribute", "phone", "email")
"""Cues of questions in which every word matters."""
_VERBAL = re.compile(
    r"(?:ed|ing|tes|des|eres|erer|ejder|vises|mes|res|ges|ster|rer) ?(?:with|med|by|for|to|til|på|on)?$"
)
"""Endings of verbs; a few nouns have them too."""

_CONDITION = re.compile(r"\b(?:når|hvis|såfremt|forudsat|mindst|when|if|once|provided|at least)\b", re.IGNORECASE)
"""Says when something counts as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A stretch of a document that accounts for the question."""

    candidate: Candidate
    """The passage it stands in."""
    document: Document
    quote: Quote
    own: float
    """Share of the question that its own words carry, 0..1."""
    whole: float
    """The same with heading, lead-in and document counted, 0..1."""
    every: float
    """Share of all the question's words, those that count for little included, that it carries, 0..1."""

    @property
    def text(self) -> str:
        """What is shown of it: the whole row of a table, else the quotation."""
        passage = self.candidate.passage
        return passage.body if passage.kind is PassageKind.TABLE_ROW else self.quote.text

    @property
    def score(self) -> float:
        """For ranking, higher is better: own words first, then the retriever's evidence."""
        return self.own + 0.3 * self.whole + 0.15 * self.candidate.score + 0.2 * self.every


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one stretch of a document says of a question, whether or not that is enough."""

    candidate: Candidate
    """The passage it stands in."""
    own: float
    """Share of the question that its own words carry, 0..1."""
    whole: float
    """The same with heading, lead-in and document counted, 0..1."""
    missing: tuple[Concept, ...]
    """Parts of the question that neither accounts for."""


def find_evidence(
    context: Context, concepts: Sequence[Concept], *, documents: Sequence[Document] | None = None
) -> tuple[tuple[Finding, ...], Candidate | None]:
    """
    The stretches that account for every one of `concepts`, best first, and the nearest passage in any case.

    A paragraph gives at most one finding; of a list, a goal or a table row each stretch may be one.
    """
    candidates = context.candidates(documents=documents)
    goals = _goals_by_number(context)
    within_goals = [each for each in candidates if not goals or each.passage.goal in goals]
    found = [each for candidate in within_goals for each in _accounting(context, candidate, concepts)]
    ranked = sorted(found, key=lambda each: -each.score)
    return tuple(_without_twins(ranked)), candidates[0] if candidates else None


def coverages(context: Context, concepts: Sequence[Concept], *, least: float) -> tuple[Coverage, ...]:
    """What each stretch of the passages that fit the question says of `concepts`, if it is this share at `least`."""
    return tuple(
        found
        for candidate in context.candidates()
        for found in context.stretches.judged(
            candidate.passage, partial(_coverage, candidate, concepts=concepts, least=least)
        )
    )


def _coverage(candidate: Candidate, stretch: Stretch, *, concepts: Sequence[Concept], least: float) -> Coverage | None:
    covers = [stretch.whole.cover(concept) for concept in concepts]
    whole = weighted(concepts, covers)
    if whole < least:  # as of most stretches
        return None
    return Coverage(
        candidate=candidate,
        own=coverage(concepts, stretch.own),
        whole=whole,
        missing=tuple(concept for concept, cover in zip(concepts, covers, strict=True) if cover < ENOUGH),
    )


def _goals_by_number(context: Context) -> frozenset[str]:
    """The goals that the question names by number: what is said of others does not answer it."""
    numbers = context.inquiry.goal_numbers
    return frozenset(goal.id for goal in context.knowledge.goals if goal.number in numbers)


def _accounting(context: Context, candidate: Candidate, concepts: Sequence[Concept]) -> list[Finding]:
    """The stretches of one passage that account for every concept; of a paragraph the best one alone."""
    passage = candidate.passage
    document = context.document_of(passage)
    is_row = passage.kind is PassageKind.TABLE_ROW
    own_share = ENOUGH_OF_GOAL if passage.goal or is_row else ENOUGH_OWN
    strict = context.inquiry.has(*STRICT)

    def finding(stretch: Stretch) -> Finding | None:
        if not _accounts(concepts, stretch.own, stretch.whole, own_share=own_share, strict=strict):
            return None
        shares = {
            "own": coverage(concepts, stretch.own),
            "whole": coverage(concepts, stretch.whole),
            "every": coverage(context.inquiry.concepts, stretch.own),
        }
        return Finding(candidate=candidate, document=document, quote=stretch.quote, **shares)

    found = list(context.stretches.judged(passage, finding))
    if passage.kind is PassageKind.PARAGRAPH:
        asks_condition = context.inquiry.has("criteria")
        return sorted(
            found, key=lambda each: (asks_condition and not _CONDITION.search(each.text), -each.own, -each.every)
        )[:1]
    return found


def _accounts(concepts: Sequence[Concept], own: Bag, whole: Bag, *, own_share: float, strict: bool) -> bool:
    """Whether every concept is accounted for, most of them by the stretch's own words."""
    missing: list[Concept] = []
    for concept in concepts:
        if not accounted(concept, whole):
            missing.append(concept)
            if strict or len(missing) > 1:  # most stretches miss most: one word may be missing, never two
                return False
    if missing and not _may_miss(concepts, missing[0]):
        return False
    total = sum(concept.weight for concept in concepts)
    carried = sum(concept.weight for concept in concepts if accounted(concept, own))
    return carried >= own_share * total


def _may_miss(concepts: Sequence[Concept], missing: Concept) -> bool:
    """
    Whether one word may go unaccounted for: what is done to the thing, when the rest says plainly which thing it is.

    Never a name, never a thing itself, and never when fewer than two parts of the question are left.
    """
    if missing.is_name:
        return False
    rest = sum(concept.weight for concept in concepts) - missing.weight
    return rest >= ENOUGH_REST and is_verbal(missing.words)


def is_verbal(words: str) -> bool:
    """Whether a word has the ending of a verb in English or Danish, as far as endings tell."""
    return bool(_VERBAL.search(words))


def _without_twins(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without those that repeat an earlier one's words."""
    kept: list[Finding] = []
    told: list[str] = []
    for finding in findings:
        whole = fold(finding.quote.text)
        text = " ".join(whole.split())
        if not any(text in other or other in text for other in told):
            kept.append(finding)
            told.append(whole)
    return kept
