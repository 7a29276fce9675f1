"""Plans typed as plain text: parts that recur under each goal, weights in lines of their own, codes of requirements."""

from __future__ import annotations

import pytest
from goal_plans import PLANS, document_of

from ingest.goals import find_goals
from ingest.goals.rownames import row_names


def test_a_weight_in_a_line_of_its_own_and_an_owner_of_the_goal_are_read_without_a_colon_or_by_a_compound() -> None:
    """The lines "Vægt 40 %" and "Målansvarlig: …" say what "Vægt: 40 %" and "Ansvarlig: …" do."""
    plan = next(plan for plan in PLANS if plan.name == "da-plain-text-with-parts-that-recur-under-each-goal")
    goals = find_goals(document_of(plan.text))[0]

    assert [(goal.weight, goal.owner) for goal in goals] == [("60 %", "Driftsenheden"), ("40 %", "Kortkontoret")]


@pytest.mark.parametrize(
    "marked", ["1.1 Rummet er åbent (Q2)\n1.2 Lyset er tændt (Q3)", "- 1.1 Åbent (Q2)\n- 1.2 Lys (Q3)"]
)
def test_an_item_that_begins_with_a_code_is_called_by_it(marked: str) -> None:
    """Asked for "requirement 1.2", it is meant, whether the code is a marker or stands behind a bullet."""
    document = document_of(f"# Plan\n\n## Mål 1: Ro\n\nMilepæle:\n\n{marked}\n")
    goals, _ = find_goals(document)
    named = row_names(document, goals)

    assert [named[each.id].code for each in goals[0].milestones] == ["1.1", "1.2"]


def test_a_plain_count_is_no_code() -> None:
    """The markers "1." to "3." count the items, and "requirement 2" may be of another goal."""
    document = document_of("# Plan\n\n## Mål 1: Ro\n\nMilepæle:\n\n1. Rummet er åbent (Q2)\n2. Lyset er tændt (Q3)\n")

    assert row_names(document, find_goals(document)[0]) == {}
