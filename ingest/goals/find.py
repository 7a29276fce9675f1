"""
From a document to its goals.

Owns the period they are read in, goals that a plan prints twice, and turning drafts into records with ids;
leaves recognising them to `outline` and `tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.dates import Period, read_period
from ingest.emphasis import joined
from ingest.goals.drafts import GoalDraft, Workshop, normal
from ingest.goals.ids import goal_ids, milestone_ids
from ingest.goals.outline import read_outline
from ingest.parsers.inline import without_signs
from ingest.records import Document, Finding, Goal, Milestone

__all__ = ["find_goals", "plan_period"]


def find_goals(document: Document) -> tuple[tuple[Goal, ...], tuple[Finding, ...]]:
    """The goals of a document in its order, and what was not understood on the way; none for a page without a plan."""
    # A goal with a word in bold is the whole goal.
    whole = replace(document, root=joined(document.text, document.root))
    shop = Workshop(document=whole, period=plan_period(document))
    drafts = _once(read_outline(shop))
    ids = goal_ids(document.id, drafts)
    goals = tuple(_goal(document.id, name, draft) for name, draft in zip(ids, drafts, strict=True))
    return goals, tuple(shop.findings)


def plan_period(document: Document) -> Period | None:
    """What the document is for: as described, or as its title or first heading names it."""
    if document.period_from and document.period_to:
        return document.period_from, document.period_to
    headings = [child.heading.text for child in document.root.children if child.heading]
    return next((found for text in (document.title, *headings[:1]) if (found := read_period(text))), None)


def _once(drafts: Sequence[GoalDraft]) -> list[GoalDraft]:
    """Without the goals that an overview only lists; what it alone says of them is kept."""
    full = [draft for draft in drafts if draft.milestones]
    kept: list[GoalDraft] = []
    for draft in drafts:
        twin = None if draft.milestones else next((each for each in full if _same(draft, each)), None)
        if twin is None:
            kept.append(draft)
            continue
        twin.weight = twin.weight or draft.weight
        twin.owner = twin.owner or draft.owner
        twin.deadline = twin.deadline or draft.deadline
    return kept


def _same(short: GoalDraft, full: GoalDraft) -> bool:
    """Whether an overview's line names a goal: by its title or wording, or by a number of several parts ("II.3")."""
    words = {normal(quote.text) for quote in (full.title, full.wording) if quote}
    if full.number and len(full.number) > 1:
        words.add(normal(full.number))
    return any(quote is not None and normal(quote.text) in words for quote in (short.title, short.wording))


def _goal(document: str, name: str, draft: GoalDraft) -> Goal:
    ids = milestone_ids(name, [each.quote.text for each in draft.milestones])
    is_shared = not any(each.owner for each in draft.milestones)
    milestones = tuple(
        Milestone(
            id=key,
            goal=name,
            quote=each.quote,
            quarters=each.quarters,
            lead_in=each.lead_in,
            owner=_read(draft.owner if is_shared else each.owner),
        )
        for key, each in zip(ids, draft.milestones, strict=True)
    )
    return Goal(
        id=name,
        document=document,
        series=draft.place.series,
        series_number=draft.place.series_number,
        number=draft.number,
        path=draft.place.path,
        span=draft.span,
        title=draft.title,
        wording=draft.wording,
        milestones=milestones,
        remarks=draft.remarks,
        deadline=draft.deadline,
        owner=_read(draft.owner),
        weight=draft.weight,
        result=draft.result,
    )


def _read(name: str | None) -> str | None:
    """Somebody's name as it reads: it is no quotation, and others are compared with it."""
    return without_signs(name) if name else name
