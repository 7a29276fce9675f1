"""
What a milestone's row says in a column of its own: its budget, its weight, how it is measured.

Owns reading the column and the milestone out of a question; leaves owners and times, which are fields of records,
to the answerers of those.
"""

from __future__ import annotations

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import choose_goals, match_goals, own_milestones, plans
from assistant.answering.finding.rows import show_goals
from assistant.understanding.concepts import Concept
from ingest.records import Milestone, Quote

__all__ = ["answer_column"]

MOST_ROWS = 4
"""Milestones whose cells are told at once."""


def answer_column(context: Context) -> Draft | None:
    """The cell of each milestone in question that stands in the column asked for; None where there is no such cell."""
    inquiry = context.inquiry
    if inquiry.goal_numbers or inquiry.has("owner", "when", "deadline", "who", "define", "action", "status", "list"):
        return None
    chosen = choose_goals(context, plans(context))
    asks_of_goal = inquiry.has("weight") and inquiry.has("goal")
    if asks_of_goal and any(goal.weight for goal in match_goals(context, chosen.goals, chosen.topic)):
        return None
    for column in inquiry.concepts:
        topic = [each for each in chosen.topic if each.words != column.words]
        if not topic:
            continue
        fitting = own_milestones(context, chosen.goals, topic)
        told = [(each, head, cell) for each in fitting for head, cell in _cells(context, each, column)]
        if told and len(fitting) <= MOST_ROWS:
            return _told(context, told)
    return None


def _cells(context: Context, milestone: Milestone, column: Concept) -> list[tuple[Quote, Quote]]:
    row = context.bridge.row_names.of(milestone)
    language = context.document_of(context.goal_of(milestone)).language
    cells = row.cells if row else ()
    return [pair for pair in cells if context.bridge.bag(pair[0].text, language).cover_strictly(column) > 0]


def _told(context: Context, told: list[tuple[Milestone, Quote, Quote]]) -> Draft:
    sheet = Sheet(kind=Kind.FACT)
    for milestone, head, value in told:
        document = context.document_of(context.goal_of(milestone))
        sheet.write(f"- {sheet.quoted(document, milestone.quote)} – {head.text}: {sheet.quoted(document, value)}")
    goals = dict.fromkeys(milestone.goal for milestone, _, _ in told)
    show_goals(context, sheet, [context.knowledge.goals_by_id[each] for each in goals])
    return sheet.answered()
