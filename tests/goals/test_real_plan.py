"""The results plan of Statens Serum Institut for 2025, as it is in the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from goal_plans import document_of, outline_of

from ingest.goals import find_goals
from ingest.records import Document

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module", name="plan")
def _plan() -> Document:
    return document_of((CORPUS / "ssi-maal-og-resultatplan-2025.txt").read_bytes().decode(), name="mrp")


def test_it_has_six_goals_in_two_series(plan: Document) -> None:
    """Goal 1 of one series is another goal than goal 1 of the other."""
    goals, findings = find_goals(plan)

    assert [(goal.id, goal.series_number, len(goal.milestones)) for goal in goals] == [
        ("mrp/koncernfaelles-maal/1", "2", 2),
        ("mrp/koncernfaelles-maal/2", "2", 1),
        ("mrp/koncernfaelles-maal/3", "2", 3),
        ("mrp/styrelsesspecifikke-maal/1", "3", 3),
        ("mrp/styrelsesspecifikke-maal/2", "3", 2),
        ("mrp/styrelsesspecifikke-maal/3", "3", 3),
    ]
    assert findings == ()


def test_fourteen_milestones_have_the_quarters_printed_and_three_have_none(plan: Document) -> None:
    """Completeness by construction rests on these records."""
    goals, _ = find_goals(plan)
    printed = [quarters for *_, milestones in outline_of(goals) for _, quarters in milestones]

    assert printed == [None, None, None, "Q1", "Q2", "Q4", "Q1", "Q2/Q3", "Q4", "Q2-Q4", "Q1-Q4", "Q2", "Q2", "Q2"]


def test_cells_become_fields_and_a_dash_is_nothing(plan: Document) -> None:
    """A remark of "-" is no remark."""
    goals, _ = find_goals(plan)

    assert [goal.remarks.text if goal.remarks else None for goal in goals] == [
        None,
        None,
        None,
        "Planen afstemmes med Sundhedsstyrelsen.",
        None,
        None,
    ]
    assert goals[2].wording is not None
    assert goals[2].wording.text.endswith("Indsatsområde: SSI vil i 2025 fokusere på biasbevidsthed.")
    assert goals[2].title is not None
    assert goals[2].title.text == "Attraktiv arbejdsplads"
    assert {each.lead_in.text for goal in goals[:3] for each in goal.milestones if each.lead_in} == {
        "Målet anses som opnået når:"
    }


@pytest.mark.parametrize("name", ["ssi-mission-vision-strategi", "socialstyrelsen-strategi"])
def test_the_strategy_pages_have_no_goals(name: str) -> None:
    """A mission, five qualities and eight principles are lists, not goals."""
    assert find_goals(document_of((CORPUS / f"{name}.txt").read_bytes().decode(), period=None)) == ((), ())
