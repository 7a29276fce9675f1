"""
Questions that a document asks itself and answers: "Who helped to make the strategy?" as a heading.

Owns telling that a heading asks the same; what stands under it is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.explained import explanation_of
from assistant.answering.finding.once import once
from assistant.answering.judging.accounting import accounts, asked_stems
from assistant.answering.judging.framing import OF_LABELS
from assistant.understanding.cues import find_cues
from ingest.knowledge import Knowledge
from ingest.lexical import analyse, fold
from ingest.records import Document, Quote

__all__ = ["answer_asked_before"]

LEAST_SHARED = 0.6
"""Share of a heading's own content, 0..1, that the question must name."""
_ASKING = frozenset(("many", "much", "mange", "meget"))
"""Words (folded) of a question's form, not of its content."""
_KINDS = frozenset({"who", "when", "where", "why", "how_many", "how_much"})
"""Cues by which two questions ask for different things."""


def answer_asked_before(context: Context) -> Draft | None:
    """What stands under a heading that asks the same question; None where none does."""
    if context.inquiry.times.has_span:  # what holds at any time does not tell what happened then
        return None
    aside = (*OF_LABELS, "who", "why", "define")
    topic = context.inquiry.solid(*aside) or context.inquiry.topic(*aside)
    best: tuple[float, Quote, Document] | None = None
    named = asked_stems(context.inquiry.concepts)
    for heading, document in _questions(context):
        bag = context.bridge.bag(heading.text, document.language)
        if not any(bag.cover(each) > 0 for each in topic):  # most of thousands have nothing of it
            continue
        answer = [quote.text for quote in explanation_of(context, document, heading)]
        around = context.bridge.bag("\n".join((heading.text, document.title, *answer)), document.language)
        terms = analyse(heading.text, document.language)
        own = [term for term in terms if len(term.stem) > 1 and fold(term.word) not in _ASKING]
        shared = sum(term.stem in named for term in own) / len(own) if own else 0.0
        if accounts(around, topic) and shared >= LEAST_SHARED and _kinds(heading.text) == context.inquiry.cues & _KINDS:
            best = max(best or (0.0, heading, document), (shared, heading, document), key=lambda each: each[0])
    if best is None:
        return None
    _, heading, document = best
    sheet = Sheet(kind=Kind.PASSAGE)
    sheet.write(*(sheet.quoted(document, quote) for quote in explanation_of(context, document, heading)))
    return sheet.answered() if sheet.evidence else None


def _questions(context: Context) -> Iterator[tuple[Quote, Document]]:
    """Every heading of the documents in question that is a question."""
    ids = context.document_ids
    return (each for each in _all_questions(context.knowledge) if each[1].id in ids)


@once
def _all_questions(knowledge: Knowledge) -> Sequence[tuple[Quote, Document]]:
    return tuple(
        (section.heading, document)
        for document in knowledge.documents.values()
        for _, section in document.root.walk()
        if section.heading and section.heading.text.rstrip().endswith("?")
    )


def _kinds(heading: str) -> frozenset[str]:
    return frozenset(find_cues(fold(heading))) & _KINDS
