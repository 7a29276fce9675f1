"""
What the rows of plans call their milestones, looked up when a question needs it.

Owns keeping what was found for a plan; leaves finding it to `ingest.goals.rownames`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.knowledge import Knowledge
from ingest.records import Milestone

if TYPE_CHECKING:
    from ingest.goals.rownames import RowName

__all__ = ["RowNames"]


class RowNames:
    """The names and codes of milestones' rows over one body of knowledge; safe to share between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._found: dict[str, Mapping[str, RowName]] = {}

    def of(self, milestone: Milestone) -> RowName | None:
        """What the row of `milestone` calls it; None where it stands in no row, or the row has no name for it."""
        document = self._knowledge.goals_by_id[milestone.goal].document
        if document not in self._found:
            from ingest.goals.rownames import row_names  # most questions are of no row

            goals = self._knowledge.goals_by_document[document]
            self._found[document] = row_names(self._knowledge.documents[document], goals)
        return self._found[document].get(milestone.id)

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings of the columns and the words that lead in to the lists that milestones stand in."""
        from ingest.goals.rownames import milestone_columns  # few questions use such a word

        known = self._knowledge
        leads = (each.lead_in.text for goal in known.goals for each in goal.milestones if each.lead_in)
        columns = (milestone_columns(plan, known.goals_by_document[plan.id]) for plan in known.plans)
        return frozenset(leads).union(*columns)
