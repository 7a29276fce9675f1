"""
"Not in the documents", said usefully: what is missing, what is nearest, where was looked.

Owns that one kind of answer; deciding that something is missing is each answerer's.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import all_plans, period
from assistant.answering.judging.accounting import said_back
from assistant.retrieval.candidate import Candidate
from ingest.records import Document

__all__ = ["MOST_MISSING", "nothing_found", "outside_plans"]

MOST_SEARCHED = 3
"""Documents named as searched."""
MOST_MISSING = 3
"""Parts of a question that are said to be missing."""
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
    is_dictated = context.inquiry.has("injection")  # whoever dictates words is not given them back
    missing = "" if is_dictated else missing or said_back(context.inquiry.solid()[:MOST_MISSING])
    usual = context.say("absence.about", missing=missing) if missing else context.say("absence.plain")
    sheet.write(because or usual)
    if nearest is not None and nearest.score >= NEAR:
        document = context.document_of(nearest.passage)
        place = " › ".join(nearest.passage.path[-2:]) or document.title
        sheet.write(context.say("absence.nearest", place=place, title=document.title))
    searched = context.documents or tuple(context.knowledge.documents.values())
    return sheet.abstained(
        Reason.NOT_IN_DOCUMENTS, searched=tuple(sorted(searched, key=context.is_foreign))[:MOST_SEARCHED]
    )


def outside_plans(
    context: Context, kind: Kind, key: str, *, known: Sequence[Document], suggest: str, **words: object
) -> Draft:
    """
    The draft that says a time lies outside every plan there is.

    Args:
        context: The question.
        kind: What kind of question it was.
        key: The text that says so; it may use `have`, the years there are plans for.
        known: Those plans.
        suggest: The text of a question to ask instead, about `year`: the newest of them that has goals.
        words: What else the text of `key` uses.
    """
    have = sorted({period(document) for document in known})
    with_goals = sorted({period(document) for document in all_plans(context) if document in known})
    sheet = Sheet(kind=kind)
    sheet.write(context.say(key, have=", ".join(have), **words))
    sheet.suggestions.extend(context.say(suggest, year=year) for year in with_goals[-1:])
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(known))
