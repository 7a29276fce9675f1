"""A relative time is placed by the day it was asked, and never mapped into a plan of another time."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, asks

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

AUTUMN = dt.date(2025, 11, 20)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("What are the goals for next year?", "2027"),
        ("Hvad er målene i år?", "2026"),
        ("What are our goals this year?", "2026"),
        ("How many goals do we have next year?", "2027"),
        ("Hvad er mål 3 næste år?", "2027"),
        ("Hvilke milepæle er der i år?", "2026"),
        ("Hvad er status på målene i år?", "2026"),
    ],
)
def test_a_year_without_a_plan_is_not_answered_from_an_older_one(real: Assistant, text: str, year: str) -> None:
    """What was agreed for a year that is over says nothing of this one."""
    answer = real.ask(asks(text, on=AFTER_PERIOD), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)
    assert not answer.goals
    assert not answer.milestones
    assert year in answer.text
    assert "2025" in answer.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Hvad var målene sidste år?", AFTER_PERIOD),
        ("What are the goals this year?", IN_PERIOD),
        ("What were the goals this year, in 2025?", AFTER_PERIOD),
    ],
)
def test_a_year_with_a_plan_is_answered_from_it(real: Assistant, text: str, day: dt.date) -> None:
    """Last year, seen from 2026, is the plan's own year; so is one that is named beside it."""
    answer = real.ask(asks(text, on=day), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert len(answer.goals) == 6


@pytest.mark.parametrize(
    ("text", "day", "ended"),
    [
        ("Which milestones fall in the next quarter?", AUTUMN, False),
        ("Which milestones fall in the next quarter?", AFTER_PERIOD, True),
        ("What are the goals for next year?", IN_PERIOD, False),
    ],
    ids=["last quarter", "after", "next year"],
)
def test_a_running_plan_is_not_said_to_have_ended(real: Assistant, text: str, day: dt.date, *, ended: bool) -> None:
    """A time after the plan's period lies outside it before that period is over too."""
    answer = real.ask(asks(text, on=day), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert ("ended" in answer.text) is ended


def test_status_this_quarter_is_of_this_quarter(real: Assistant) -> None:
    """Only what is planned for the quarter it was asked in is shown."""
    answer = real.ask(asks("What is the status this quarter?", on=IN_PERIOD), ANYBODY)

    quarter = dt.date(2025, 4, 1), dt.date(2025, 6, 30)
    assert answer.reason is Reason.NOT_REPORTED
    assert len(answer.milestones) == 7
    assert all(
        each.from_ <= quarter[1] and each.to >= quarter[0] for each in answer.milestones if each.from_ and each.to
    )
    assert all(each.from_ for each in answer.milestones)


def test_status_of_a_quarter_outside_every_plan_shows_no_other_quarter(real: Assistant) -> None:
    """The plan's own quarter of the same number is another quarter."""
    answer = real.ask(asks("What is the status of the milestones this quarter?", on=AFTER_PERIOD), ANYBODY)

    assert (answer.kind, answer.reason) == (Kind.STATUS, Reason.NOT_IN_DOCUMENTS)
    assert not answer.milestones


def test_status_of_a_named_milestone_is_its_own_whatever_the_time(real: Assistant) -> None:
    """One that is named is shown with its planned time, though that is over."""
    answer = real.ask(asks("Is HAIBA done this quarter?", on=AFTER_PERIOD), ANYBODY)

    assert answer.reason is Reason.NOT_REPORTED
    assert ["HAIBA" in each.text for each in answer.milestones] == [True]
