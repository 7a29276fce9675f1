"""
Tables whose first column names the roles: one goal in each further column.

Owns recognising such a table and reading it; leaves tables with a header row to `tables`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.goals.drafts import GoalDraft, Place, Workshop, cut, normal, single_quote
from ingest.goals.fields import fill, words_of
from ingest.goals.roles import Role, column_roles, read_goal_heading, roles_of
from ingest.records import Block, Span

__all__ = ["column_goal", "goal_columns"]

_TOLD_BESIDE = {Role.OWNER, Role.DEADLINE, Role.WEIGHT}
"""What a column beside the goals or measures says of each."""


def goal_columns(rows: Sequence[Block]) -> list[int]:
    """The columns that are goals, where the first column names the roles; empty for any other table."""
    firsts = [roles_of(words_of(row.children[0])) for row in rows if row.children]
    known = {roles[0] for roles in firsts if roles}
    width = max((len(row.children) for row in rows), default=0)
    across = column_roles([words_of(cell) for cell in rows[0].children]) if rows else ()
    is_across = sum(map(bool, across)) > 1 and len(across) > 1
    is_named = len(known) > 1 and sum(map(bool, firsts)) * 2 > len(firsts) and known & {Role.GOAL, Role.MEASURE}
    # Of two columns the second mostly holds what the first names, unless their heads are "Milepæl" and "Frist".
    is_header = width > 2 or any(roles[0] in _TOLD_BESIDE for roles in across if roles)
    if not is_named or (is_across and is_header):
        return []
    return list(range(1, width))


def column_goal(shop: Workshop, rows: Sequence[Block], place: Place, column: int) -> GoalDraft:
    """One goal whose parts stand under each other in `column`."""
    goal = GoalDraft(place=place, span=Span(rows[0].span.start, rows[-1].span.end))
    roles = column_roles([words_of(row.children[0]) for row in rows])
    for row, found in zip(rows, roles, strict=True):
        cell = row.children[column] if column < len(row.children) else None
        words = single_quote(cell) if cell else None
        named = read_goal_heading(words_of(row.children[0]))
        if words and named and named.is_plain and named.title_at is None:
            goal.number, goal.title = named.number, words
        elif cell and words and found:
            fill(shop, goal, found[0], cell, words)
        elif words and (heading := read_goal_heading(words.text)):
            goal.number = heading.number
            goal.title = cut(words, heading.title_at, len(words.text)) if heading.title_at is not None else goal.title
        elif words and normal(words_of(row.children[0])):
            shop.report("unknown_column", f"Row {words_of(row.children[0])!r} of a goal is not known.", row.span)
    for milestone in goal.milestones:
        milestone.quarters = milestone.quarters or goal.deadline
    return goal
