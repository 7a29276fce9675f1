"""Goals and milestones beside what was reported of them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import FakeStatuses, milestone, plan, report

from assistant.register.views import AsOf, NothingReported, goal_view, milestone_view
from assistant.status import DONE, NOT_REPORTED

TODAY = dt.date(2025, 7, 1)
PAST, FUTURE = ("2025-04-01", "2025-06-30"), ("2025-07-01", "2025-09-30")


@pytest.mark.parametrize(
    ("times", "status", "overdue"),
    [
        pytest.param(PAST, None, None, id="past-and-silent"),
        pytest.param(FUTURE, None, None, id="to-come-and-silent"),
        pytest.param((), None, None, id="no-time-and-silent"),
        pytest.param(PAST, "not_fulfilled", True, id="past-and-not-fulfilled"),
        pytest.param(PAST, "partly_fulfilled", True, id="past-and-partly"),
        pytest.param(PAST, "red", True, id="past-and-red"),
        pytest.param(PAST, "fulfilled", False, id="past-and-fulfilled"),
        pytest.param(PAST, "completed", False, id="past-and-completed"),
        pytest.param(FUTURE, "not_fulfilled", False, id="not-yet"),
        pytest.param((), "not_fulfilled", False, id="no-time"),
        pytest.param(("2025-07-01", "2025-07-01"), "not_fulfilled", False, id="today"),
        pytest.param(("2025-01-01", "2026-12-31"), "not_fulfilled", False, id="still-running"),
    ],
)
def test_overdue_needs_a_report_and_a_time_that_has_passed(
    times: tuple[str, ...], status: str | None, overdue: bool | None
) -> None:
    """Silence accuses nobody, and what was done or has no time cannot be late."""
    statuses = FakeStatuses({"m": report(status)} if status else {})

    assert milestone_view(milestone("m", *times), statuses, today=TODAY).overdue is overdue


def test_until_something_is_reported_there_is_no_status() -> None:
    """The plan says what was agreed and never what was done."""
    view = milestone_view(milestone("m", *PAST), NothingReported(), today=TODAY)

    assert view.status == NOT_REPORTED
    assert (view.completed_on, view.reported_by, view.reported_at, view.note) == (None, None, None, None)


def test_a_report_is_shown_with_who_and_when() -> None:
    """A status is only worth as much as who gave it, and when."""
    given_ = report("completed", completed_on=dt.date(2025, 6, 2), note="Holdt i Aarhus.")

    view = milestone_view(milestone("m", *PAST), FakeStatuses({"m": given_}), today=TODAY)

    assert view.status == "completed"
    assert view.completed_on == dt.date(2025, 6, 2)
    assert (view.reported_by, view.reported_at, view.note) == (given_.reported_by, given_.reported_at, given_.note)


def test_a_milestone_keeps_its_words_and_days() -> None:
    """A report changes nothing of what was agreed."""
    agreed = milestone("m", *PAST)

    view = milestone_view(agreed, FakeStatuses({"m": report("fulfilled")}), today=TODAY)

    assert view.text == agreed.quote.text
    assert (view.from_, view.to) == (dt.date(2025, 4, 1), dt.date(2025, 6, 30))
    assert view.quarters == "2025-04-01/2025-06-30"


def test_without_a_quarter_there_are_no_days() -> None:
    """No quarter: from and to are null, for nothing may be invented."""
    view = milestone_view(milestone("m"), NothingReported(), today=TODAY)

    assert (view.quarters, view.from_, view.to) == (None, None, None)


@pytest.mark.parametrize("status", [None, "green", "fulfilled"])
def test_a_goals_status_is_its_own(status: str | None) -> None:
    """A plan that gives no rule for it has no status rolled up from milestones."""
    known = plan(milestone("m1", *PAST), milestone("m2", *FUTURE))
    reports = {"m1": report("fulfilled"), "m2": report("fulfilled")}
    statuses = FakeStatuses(reports | ({"g": report(status)} if status else {}))

    view = goal_view(known.goals[0], statuses, today=TODAY)

    assert view.status == (status or NOT_REPORTED)
    assert [each.status for each in view.milestones] == ["fulfilled", "fulfilled"]


def test_a_goal_has_all_its_milestones_in_order() -> None:
    """A goal shown with fewer measures than agreed would be another goal."""
    known = plan(milestone("m2", *FUTURE), milestone("m1", *PAST), milestone("m3"))

    assert [each.id for each in goal_view(known.goals[0], NothingReported(), today=TODAY).milestones] == [
        "m2",
        "m1",
        "m3",
    ]


def test_an_empty_register_has_an_empty_head() -> None:
    """An answer depends on the state of the register, also when there is none."""
    assert NothingReported().head == ""
    assert NothingReported().latest("anything") is None


@given(
    status=st.sampled_from([None, "fulfilled", "completed", "partly_fulfilled", "not_fulfilled", "red", "green"]),
    last=st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2030, 12, 31)),
    today=st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2030, 12, 31)),
)
def test_overdue_is_past_reported_and_not_done(status: str | None, last: dt.date, today: dt.date) -> None:
    """Overdue is true only where a report says that something past is not done, and unknown just where none is."""
    statuses = FakeStatuses({"m": report(status)} if status else {})

    overdue = milestone_view(milestone("m", last.isoformat(), last.isoformat()), statuses, today=today).overdue

    assert (overdue is None) is (status is None)
    assert (overdue is True) is (status is not None and status not in DONE and last < today)


@pytest.mark.parametrize(
    ("day", "status"),
    [("2025-07-02", None), ("2025-07-03", "red"), ("2025-07-31", "red"), ("2025-08-01", "fulfilled")],
)
def test_a_register_as_of_a_day_knows_no_later_report(day: str, status: str | None) -> None:
    """The same question about the same day has the same answer, whatever has been reported since."""
    copenhagen = ZoneInfo("Europe/Copenhagen")
    first = report("red")
    second = report("fulfilled", reported_at=dt.datetime(2025, 7, 31, 22, 30, tzinfo=dt.UTC))  # after midnight there
    known = AsOf(FakeStatuses({"m": [first, second]}), dt.date.fromisoformat(day), zone=copenhagen)

    assert (latest.status if (latest := known.latest("m")) else None) == status
