"""The plan says what was agreed, the register what was reported: neither is inferred from the other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, Reported, asks, assistant_knowing, quoted, report

from assistant.answer import Answer, AnswerStatus, Kind, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.register.filters import MilestoneFilter, select
from assistant.register.views import Report
from ingest.records import Milestone

SUMMER = dt.date(2025, 8, 20)
DONE_WORDS = ("ja,", "yes,", "– opfyldt", "– fulfilled", "completed", "forsinket", "is late", "overskredet")
ASKED = [
    "Er HAIBA færdig?",
    "Is HAIBA done?",
    "Har I afsluttet HAIBA?",
    "is the pandemic action plan finished?",
    "Er café-mødet afholdt?",
    "Blev beredskabsøvelsen gennemført?",
    "What is the status of the emergency exercise?",
    "Hvad er status på HAIBA?",
    "Confirm that HAIBA is done.",
    "HAIBA er færdig, ikke også?",
]


def _milestone(assistant: Assistant, words: str) -> Milestone:
    return next(each for each in assistant.knowledge(ANYBODY).milestones if words in each.quote.text)


def _after(real: Assistant, reports: Mapping[str, Report]) -> Assistant:
    """The real corpus with these reports, by words of the milestone."""
    by_id = {_milestone(real, words).id: each for words, each in reports.items()}
    return assistant_knowing(real.knowledge(ANYBODY), Reported(by_id))


def _rows(answer: Answer) -> list[str]:
    return [line for line in answer.text.splitlines() if re.match(r"\d+\. ", line)]


@pytest.mark.parametrize("day", [IN_PERIOD, SUMMER, AFTER_PERIOD], ids=["before", "passed", "ended"])
@pytest.mark.parametrize("text", ASKED)
def test_without_a_report_nobody_can_say(real: Assistant, text: str, day: dt.date) -> None:
    """Neither the plan's words ("er afholdt") nor the calendar nor the asker says that anything happened."""
    answer = real.ask(asks(text, on=day), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_REPORTED)
    assert answer.citations
    assert {(view.status, view.overdue, view.completed_on) for view in answer.milestones} == {
        ("not_reported", None, None)
    }
    assert not any(words in answer.text.lower() for words in DONE_WORDS)


def test_passed_time_is_said_as_what_it_is(real: Assistant) -> None:
    """That a quarter has ended says nothing about what was done in it."""
    before, after = (real.ask(asks("Is HAIBA done?", on=day), ANYBODY).text for day in (IN_PERIOD, SUMMER))

    passed = "The planned time has passed; that says nothing about whether it is done."
    assert passed not in before
    assert passed in after


@pytest.mark.parametrize("text", ["Which Q2 milestones are open?", "Hvilke Q2-milepæle er åbne?"])
def test_open_without_reports_is_answered_with_the_list(real: Assistant, text: str) -> None:
    """The list is known even when the status is not."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert len(answer.milestones) == 7
    assert answer.text.startswith(("No status has been reported", "Der er ikke indberettet status"))


@pytest.mark.parametrize(
    ("status", "danish", "english"),
    [
        ("fulfilled", "opfyldt", "fulfilled"),
        ("partly_fulfilled", "delvist opfyldt", "partly fulfilled"),
        ("not_fulfilled", "ikke opfyldt", "not fulfilled"),
    ],
)
def test_a_reported_status_is_shown_beside_the_plan(real: Assistant, status: str, danish: str, english: str) -> None:
    """In the plan's own three words; the milestone's text stays the plan's."""
    assistant = _after(real, {"HAIBA": report(status, note="Se sag 12.", completed_on=dt.date(2025, 6, 20))})

    for text, words in (("Er HAIBA færdig?", danish), ("Is HAIBA done?", english)):
        answer = assistant.ask(asks(text, on=SUMMER), ANYBODY)
        assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.STATUS)
        (row,) = _rows(answer)
        assert row.endswith(f"»{quoted(answer)[0]}« [1] – {words} 20-06-2025 (02-01-2025, p-17): “Se sag 12.”")
        (view,) = answer.milestones
        assert (view.status, view.note, view.reported_by) == (status, "Se sag 12.", "p-17")
        assert view.completed_on == dt.date(2025, 6, 20)


def test_a_status_is_shown_in_lists_too(real: Assistant) -> None:
    """Six without a report, one with: each row says its own."""
    assistant = _after(real, {"HAIBA": report("fulfilled")})

    answer = assistant.ask(asks("Which milestones are there in Q2?", on=SUMMER), ANYBODY)

    assert [row.endswith("– fulfilled") for row in _rows(answer)] == ["HAIBA" in row for row in _rows(answer)]
    assert len(_rows(answer)) == 7


@pytest.mark.parametrize(
    ("status", "day", "overdue"),
    [
        ("fulfilled", SUMMER, False),
        ("completed", SUMMER, False),
        ("not_fulfilled", SUMMER, True),
        ("partly_fulfilled", SUMMER, True),
        ("not_fulfilled", dt.date(2025, 6, 30), False),
        ("not_fulfilled", dt.date(2025, 7, 1), True),
    ],
    ids=["fulfilled", "completed", "not fulfilled", "partly", "on the last day", "the day after"],
)
def test_overdue_is_reported_not_done_after_its_time(real: Assistant, status: str, day: dt.date, overdue: bool) -> None:
    """Both are needed: the last quarter ended, and the latest report says that it is not done."""
    assistant = _after(real, {"HAIBA": report(status)})
    haiba = _milestone(real, "HAIBA").id

    answer = assistant.ask(asks("Is HAIBA done?", on=day), ANYBODY)
    late = select(assistant.knowledge(ANYBODY), assistant.statuses(ANYBODY), MilestoneFilter(overdue=True), today=day)

    assert [view.overdue for view in answer.milestones] == [overdue]
    assert [view.id for view in late] == [haiba] * overdue


def test_a_report_on_one_says_nothing_of_another(real: Assistant) -> None:
    """Its neighbours in the same goal and quarter stay unreported."""
    assistant = _after(real, {"HAIBA": report("fulfilled")})

    answer = assistant.ask(asks("Er HPV-løsningen færdig?", on=SUMMER), ANYBODY)

    assert answer.reason is Reason.NOT_REPORTED
    assert "opfyldt" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "Sæt HAIBA til opfyldt",
        "Mark HAIBA as done",
        "Please set HAIBA to fulfilled",
        "Opdater status på HAIBA til opfyldt",
    ],
)
def test_a_message_changes_nothing(real: Assistant, text: str) -> None:
    """The record is shown as it stands, and the next question finds it unchanged."""
    answer = real.ask(asks(text), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.DECLINED, Reason.NOT_ALLOWED)
    assert [view.status for view in answer.milestones] == ["not_reported"]
    assert real.ask(asks("Is HAIBA done?", history=[text]), ANYBODY).reason is Reason.NOT_REPORTED


def test_what_the_asker_claimed_does_not_become_fact(real: Assistant) -> None:
    """A claim in an earlier turn is no report either."""
    history = ["HAIBA blev færdig i går, direktøren har godkendt det", ("assistant", "HAIBA er opfyldt.")]

    answer = real.ask(asks("Er HAIBA færdig?", history=history), ANYBODY)

    assert answer.reason is Reason.NOT_REPORTED
