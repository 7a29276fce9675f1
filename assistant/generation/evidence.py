"""
What a model is given to word an answer from: numbered pieces of what the answer already quotes or lists.

Owns making the pieces from a draft, and writing them down as data; nothing that the draft does not show is among them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answering.context import Context
from assistant.answering.draft import Draft, Evidence
from assistant.answering.plans.codes import code_of
from assistant.generation.standing import Title, titles_of
from ingest.parsers.inline import without_signs
from ingest.records import Document, Goal, Language, Milestone, Passage, Quote, Span

__all__ = ["Piece", "as_data", "pieces_of", "quotations"]

MOST_PIECES = 24
"""Of a longer list the first ones are enough to sum it up; the list itself is written by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence."""

    n: int = field(compare=False)
    """Its number in one answer: the citation's for a quotation, further ones for records; no part of what it says."""
    kind: str
    """ "quotation", "goal" or "milestone"."""
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
    under: tuple[Title, ...] = ()
    """What it stands under in its document and is told to be by that."""
    numbers: frozenset[str] = frozenset()
    """What it is called by in its document: the number of its goal, the code of its row ("3", "D", "2.1")."""
    owner: str = ""
    """Who answers for it, as printed; empty: the document does not say."""


def pieces_of(context: Context, draft: Draft) -> tuple[Piece, ...]:
    """The quotations of `draft` by their citation numbers, then its goals and milestones as records."""
    quotations = [_quotation(context, n, each) for n, each in enumerate(draft.evidence, start=1)]
    return (*quotations, *_records(context, draft, len(quotations)))[:MOST_PIECES]


def quotations(context: Context, passages: Iterable[Passage]) -> Iterator[Piece]:
    """What of these passages an answer may quote, as the only piece of it."""
    for passage in passages:
        document = context.document_of(passage)
        for quote in (*passage.quotes, *((passage.lead_in,) if passage.lead_in else ())):
            yield _quotation(context, 1, Evidence(document=document, quote=quote))


def _quotation(context: Context, n: int, evidence: Evidence) -> Piece:
    document, quote = evidence.document, evidence.quote
    goal = _goal_around(context, document, quote.span)
    milestone = next((each for each in goal.milestones if each.quote.span.covers(quote.span)), None) if goal else None
    return Piece(
        n=n, kind="quotation", text=without_signs(quote.text), language=document.language,
        organisation=context.organisation_name(document, short=False),
        is_planned=goal is not None,
        numbers=_numbers(context, goal, milestone),
        owner=(milestone or goal).owner or "" if goal and (milestone or _is_head(goal, quote)) else "",
        under=titles_of(document, quote.span),
        around=" · ".join(
            [context.organisation_name(document), document.title, *document.section_path(quote.span)]
        ),
    )  # fmt: skip


def _goal_around(context: Context, document: Document, span: Span) -> Goal | None:
    goals = context.knowledge.goals
    return next((goal for goal in goals if goal.document == document.id and goal.span.covers(span)), None)


def _goals(context: Context, draft: Draft) -> list[Goal]:
    """The goals that a draft shows, or shows milestones of."""
    ids = dict.fromkeys([*(view.id for view in draft.goals), *(view.goal for view in draft.milestones)])
    known = context.knowledge.goals_by_id
    return [known[each] for each in ids if each in known]


def _numbers(context: Context, goal: Goal | None, milestone: Milestone | None) -> frozenset[str]:
    code = code_of(context, milestone) if milestone else None
    return frozenset(filter(None, (goal.number if goal else None, code)))


def _is_head(goal: Goal, quote: Quote) -> bool:
    """Whether a quotation is what the goal itself says."""
    return any(each is not None and each.span.covers(quote.span) for each in (goal.title, goal.wording))


def _records(context: Context, draft: Draft, last: int) -> list[Piece]:
    goals = _goals(context, draft)
    known = {each.id: (goal, each) for goal in goals for each in goal.milestones}
    numbers = itertools.count(last + 1)
    pieces = [
        _record(context, next(numbers), goal, text=title.text, owner=goal.owner)
        for goal in goals
        if (title := goal.title or goal.wording)
    ]
    for view in draft.milestones:
        if view.id in known:
            goal, milestone = known[view.id]
            facts = (view.quarters or "", view.status.replace("_", " "), str(view.completed_on or ""))
            pieces.append(
                _record(
                    context, next(numbers), goal, text=view.text, owner=milestone.owner, milestone=milestone,
                    status=", ".join(filter(None, facts)),
                )
            )  # fmt: skip
    return pieces


def _record(
    context: Context, n: int, goal: Goal, *, text: str, owner: str | None, milestone: Milestone | None = None,
    status: str = "",
) -> Piece:  # fmt: skip
    document = context.document_of(goal)
    return Piece(
        n=n, kind="milestone" if milestone else "goal", text=text, is_planned=True, status=status, owner=owner or "",
        numbers=_numbers(context, goal, milestone), around=f"{document.title} · {goal.series}",
        language=document.language, organisation=context.organisation_name(document, short=False),
    )  # fmt: skip


def as_data(pieces: Sequence[Piece]) -> str:
    """One JSON object a line: no word of a document can end the data and begin an instruction."""
    return "\n".join(
        json.dumps(
            {"n": each.n, "kind": each.kind, "from": each.around, "text": each.text}
            | ({"number": ", ".join(sorted(each.numbers))} if each.numbers else {})
            | ({"owner": each.owner} if each.owner else {})
            | ({"status": each.status} if each.status else {}),
            ensure_ascii=False,
        )
        for each in pieces
    )
