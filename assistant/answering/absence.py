"""
"Not in the documents", said usefully: what is missing, what is nearest, where was looked.

Owns that one kind of answer; deciding that something is missing is each answerer's.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.retrieval.search import Candidate
from ingest.records import Document

__all__ = ["nothing_found"]

MOST_SEARCHED = 3
MOST_MISSING = 3
NEAR = 0.35
"""Fused score from which a passage is worth pointing at."""


def nothing_found(
    context: Context, kind: Kind, *, missing: str = "", nearest: Candidate | None = None, because: str = ""
) -> Draft:
    """
    The draft of an abstention.

    Args:
        context: The question.
        kind: What kind of question it was.
        missing: What is not there, in words; taken from the question where empty.
        nearest: A passage to point at, by its place only: its words would read as an answer.
        because: A sentence to say instead of the usual one.
    """
    sheet = Sheet(kind=kind)
    missing = missing or _missing(context)
    usual = context.say("absence.about", missing=missing) if missing else context.say("absence.plain")
    sheet.write(because or usual)
    searched = context.documents or tuple(context.knowledge.documents.values())
    if nearest is not None and nearest.score >= NEAR:
        document = context.knowledge.documents[nearest.passage.document]
        place = " › ".join(nearest.passage.path[-2:]) or document.title
        sheet.write(context.say("absence.nearest", place=place, title=document.title))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=_first(context, searched))


def _missing(context: Context) -> str:
    words = [concept.printed or concept.words for concept in context.inquiry.solid()]
    return ", ".join(f"“{word}”" for word in words[:MOST_MISSING])


def _first(context: Context, documents: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(sorted(documents, key=context.home_first))[:MOST_SEARCHED]
