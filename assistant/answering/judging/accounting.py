"""
Words of documents held against those of a question: what a title names, what a text says beyond what was asked.

Owns the looks that several answerers take; leaves one concept against one bag to `assistant.understanding.concepts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.context import Context
from assistant.understanding.concepts import ROOT_MARK, Bag, Concept, accounted
from assistant.understanding.names import title_words
from ingest.records import Document

__all__ = ["accounts", "asked_stems", "plain_stems", "said_back", "title_bag", "year_concepts"]


def accounts(bag: Bag, concepts: Iterable[Concept]) -> bool:
    """Whether a text accounts for every one of `concepts`; true of none."""
    return all(accounted(concept, bag) for concept in concepts)


def title_bag(context: Context, document: Document, *more: str) -> Bag:
    """The stems of a document's title and kind ("the plan"), and of any lines that stand with them."""
    return context.bridge.bag(title_words(document, *more), document.language)


def asked_stems(concepts: Sequence[Concept]) -> frozenset[str]:
    """Every stem that is some way to put one of `concepts`."""
    return frozenset(stem for concept in concepts for stems in concept.alternatives for stem in stems)


def plain_stems(bag: Bag) -> frozenset[str]:
    """The stems of a text's whole words: no part of a compound, no root."""
    return frozenset(stem for stem, share in bag.stems.items() if share == 1.0 and not stem.startswith(ROOT_MARK))


def year_concepts(context: Context) -> tuple[Concept, ...]:
    """The years in the question, as concepts that must be printed."""
    years = map(str, context.inquiry.times.years)
    return tuple(Concept(words=year, printed=year, alternatives={(year,): 1.0}, is_name=True) for year in years)


def said_back(concepts: Iterable[Concept]) -> str:
    """The concepts as they were asked, each in quotation marks: “budget”, “2026”."""
    return ", ".join(f"“{concept.printed or concept.words}”" for concept in concepts)
