"""
What a model is given to word an answer from: numbered pieces of what the answer already quotes or lists.

Owns making the pieces from a draft, and writing them down as data; nothing that the draft does not show is among them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.context import Context
from assistant.answering.draft import Draft
from ingest.records import Language

__all__ = ["Piece", "as_data", "pieces_of"]

MOST_PIECES = 24
"""Of a longer list the first ones are enough to sum it up; the list itself is written by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence."""

    n: int
    """Its number: the citation's for a quotation, further ones for records."""
    kind: str
    """ "quotation" or "milestone"."""
    text: str
    """The words a sentence may lean on."""
    around: str
    """Title, organisation, headings and period: who says it, and where."""
    organisation: str
    """Name of the organisation whose document it is from."""
    language: Language
    is_planned: bool = False
    """Whether it is part of a goal: what it says is meant to be, however it is put ("training is implemented")."""
    status: str = ""
    """What a record says of quarters, status and completion; none of it is the document's wording."""


def pieces_of(context: Context, draft: Draft) -> tuple[Piece, ...]:
    """The quotations of `draft` by their citation numbers, then its milestones as records."""
    quotations = [
        Piece(
            n=n, kind="quotation", text=each.quote.text, language=each.document.language,
            organisation=context.organisation_name(each.document, short=False),
            is_planned=any(
                goal.document == each.document.id and goal.span.covers(each.quote.span)
                for goal in context.knowledge.goals
            ),
            around=" · ".join(
                [
                    context.organisation_name(each.document),
                    each.document.title,
                    *each.document.section_path(each.quote.span),
                ]
            ),
        )
        for n, each in enumerate(draft.evidence, start=1)
    ]  # fmt: skip
    return (*quotations, *_records(context, draft, len(quotations)))[:MOST_PIECES]


def _records(context: Context, draft: Draft, last: int) -> list[Piece]:
    pieces = []
    for n, view in enumerate(draft.milestones, start=last + 1):
        goal = context.knowledge.goals_by_id.get(view.goal)
        document = context.document_of(goal) if goal else None
        if document is None:
            continue
        facts = [view.quarters or "", view.status.replace("_", " "), str(view.completed_on or "")]
        pieces.append(
            Piece(
                n=n, kind="milestone", text=view.text, is_planned=True,
                status=", ".join(fact for fact in facts if fact),
                around=f"{document.title} · {goal.series if goal else ''}", language=document.language,
                organisation=context.organisation_name(document, short=False),
            )
        )  # fmt: skip
    return pieces


def as_data(pieces: Sequence[Piece]) -> str:
    """One JSON object a line: no word of a document can end the data and begin an instruction."""
    return "\n".join(
        json.dumps(
            {"n": each.n, "kind": each.kind, "from": each.around, "text": each.text}
            | ({"status": each.status} if each.status else {}),
            ensure_ascii=False,
        )
        for each in pieces
    )
