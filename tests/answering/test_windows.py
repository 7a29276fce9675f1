"""Time is an input: a plan that has ended says so, and "this quarter" never slips into it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, asks

from assistant.answer import AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

LAST_DAY = dt.date(2025, 12, 31)
ENDED = {"da": "(perioden er slut)", "en": "(ended)"}
OF_THE_PLAN = [
    "Hvad er Mål 1?",
    "which milestones are in Q2?",
    "Hvem har underskrevet planen?",
    "Is HAIBA done?",
    "what does the plan say about bias?",
    "Hvad sker der i marts 2026?",
]


@pytest.mark.parametrize("text", OF_THE_PLAN)
def test_after_its_year_the_plan_is_called_ended(real: Assistant, text: str) -> None:
    """From the day after the last one, in every answer from it; until then never."""
    for day, ended in (
        (IN_PERIOD, False),
        (LAST_DAY, False),
        (LAST_DAY + dt.timedelta(days=1), True),
        (AFTER_PERIOD, True),
    ):
        answer = real.ask(asks(text, on=day), ANYBODY)
        assert (ENDED[answer.language] in answer.text) is ended


def test_a_page_without_a_period_does_not_end(real: Assistant) -> None:
    """The strategy page is undated, and says that instead."""
    text = real.ask(asks("What is our vision?", on=AFTER_PERIOD), ANYBODY).text

    assert "(ended)" not in text
    assert "(undated)" in text


def test_a_dated_page_says_how_old_it_is(real: Assistant) -> None:
    """Its own "last updated" line is what a reader needs to judge it by."""
    assert "(last updated 01-09-2021)" in real.ask(asks("What is Socialstyrelsen's vision?"), ANYBODY).text


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("Hvilke milepæle er der i dette kvartal?", "Q4 2026"),
        ("which milestones are due this quarter?", "Q4 2026"),
        ("milestones next quarter", "Q1 2027"),
        ("Hvad er planlagt næste kvartal?", "Q1 2027"),
        ("last quarter's milestones, last quarter", "Q3 2026"),
        ("milepæle i sidste kvartal", "Q3 2026"),
    ],
)
def test_relative_time_is_not_mapped_into_an_ended_plan(real: Assistant, text: str, quarter: str) -> None:
    """Whoever asks in November 2026 must not be shown the fourth quarter of 2025 as if it were now."""
    answer = real.ask(asks(text, on=AFTER_PERIOD), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)
    assert quarter in answer.text
    assert not answer.citations
    assert not answer.milestones


@pytest.mark.parametrize("text", ["What is the next milestone?", "Hvad er den næste milepæl?"])
def test_there_is_no_next_milestone_after_the_last(real: Assistant, text: str) -> None:
    """Nor does the search begin again from the front."""
    assert real.ask(asks(text, on=AFTER_PERIOD), ANYBODY).status is AnswerStatus.ABSTAINED


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(2025, 1, 1), 3),
        (dt.date(2025, 3, 31), 3),
        (dt.date(2025, 4, 1), 7),
        (dt.date(2025, 9, 30), 3),
        (LAST_DAY, 4),
    ],
)
def test_this_quarter_follows_the_day_it_is_asked(real: Assistant, day: dt.date, number: int) -> None:
    """Within the plan's year a relative quarter is a quarter of the plan."""
    for text in ("Hvilke milepæle er der i dette kvartal?", "Which milestones are there this quarter?"):
        answer = real.ask(asks(text, on=day), ANYBODY)
        assert len(answer.milestones) == number
        assert f"Q{(day.month + 2) // 3} 2025" in answer.text


def test_a_bare_quarter_asked_later_says_how_it_was_read(real: Assistant) -> None:
    """Q2 may have meant another year; only a plan for 2025 is there."""
    later = real.ask(asks("Which Q2 milestones are there?", on=AFTER_PERIOD), ANYBODY).text
    named = real.ask(asks("Which Q2 2025 milestones are there?", on=AFTER_PERIOD), ANYBODY).text

    assert later.startswith("I read it as Q2 2025")
    assert not named.startswith("I read it as")
    assert all("planned time passed, status not reported" in text for text in (later, named))


@pytest.mark.parametrize(
    "text",
    [
        "Hvad var målene for 2024?",
        "which milestones are planned for Q2 2026?",
        "what are the goals for 2030",
        "resultatplan 2026",
    ],
)
def test_another_year_is_not_answered_from_this_one(real: Assistant, text: str) -> None:
    """A plan for 2025 says nothing about another year's goals, however alike they may be."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert "2025" in answer.text
    assert not answer.citations


@pytest.mark.parametrize("text", ["which month is the emergency exercise?", "Hvilken dato er beredskabsøvelsen?"])
def test_a_quarter_is_not_refined_into_a_month_or_day(real: Assistant, text: str) -> None:
    """The plan says Q2/Q3; the record is shown, and that it says no more."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert [view.quarters for view in answer.milestones] == ["Q2/Q3"]


def test_the_time_of_day_changes_nothing(real: Assistant) -> None:
    """Answers depend on the date alone."""
    noon = asks("Which milestones are there this quarter?")
    night = replace(noon, asked_at=noon.asked_at.replace(hour=23, minute=59))

    first, second = real.ask(noon, ANYBODY), real.ask(night, ANYBODY)

    assert (first.id, first.text) == (second.id, second.text)
