"""What is shown of a record beside the answer proper: its status, its quarters, the plan to ask about instead."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import AFTER_PERIOD, Reported, asks, assistant_knowing, report

from assistant.answer import AnswerStatus
from assistant.answering.plans import status
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from ingest.records import Quarters

WINTER = Quarters(first=dt.date(2025, 10, 1), last=dt.date(2026, 3, 31), printed="Q4 2025 – Q1 2026")


def test_an_order_about_a_reported_milestone_does_not_deny_the_report(real: Assistant) -> None:
    """Nothing is changed by a message, and nothing that was reported is said to be missing."""
    knowledge = real.knowledge(ANYBODY)
    haiba = next(each for each in knowledge.milestones if "HAIBA" in each.quote.text)
    orders = asks("Set HAIBA to done")
    before = real.ask(orders, ANYBODY)
    after = assistant_knowing(knowledge, Reported({haiba.id: report("completed")})).ask(orders, ANYBODY)

    assert before.status is after.status is AnswerStatus.DECLINED
    assert "not reported" in before.text
    assert "not reported" not in after.text
    assert [view.status for view in after.milestones] == ["completed"]


@pytest.mark.parametrize(("quarter", "holds"), [(4, True), (1, True), (2, False), (3, False)])
def test_planned_time_reaches_across_the_turn_of_the_year(quarter: int, *, holds: bool) -> None:
    """The last quarter of one year and the first of the next are neighbours."""
    assert status._reaches(WINTER, [quarter], 1) is holds


def test_a_year_without_a_plan_suggests_one_plan_with_goals(fjord: Assistant) -> None:
    """A suggested question has an answer; a strategy's years have no goals to ask for."""
    answer = fjord.ask(asks("Hvilke mål er der i planen for 2031?", on=AFTER_PERIOD), ANYBODY)

    assert answer.suggestions == ("Hvilke mål er der i planen for 2026?",)
