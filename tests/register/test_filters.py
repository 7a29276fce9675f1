"""Which milestones a filter picks: quarters by overlap, the due ones by their last, open and overdue by reports."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
from fakes import document_of
from hypothesis import given
from hypothesis import strategies as st
from records import FakeStatuses, milestone, plan, report

from assistant.errors import RequestInvalid
from assistant.register.filters import AskedQuarter, AskedYear, MilestoneFilter, select
from assistant.register.views import NothingReported, Statuses
from assistant.register.years import PlanYear, QuarterOfYear
from ingest.knowledge import Knowledge
from ingest.records import Milestone

TODAY = dt.date(2025, 5, 20)
days = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 12, 31))
YEAR = plan(
    milestone("q1", "2025-01-01", "2025-03-31"),
    milestone("q2", "2025-04-01", "2025-06-30"),
    milestone("q2q3", "2025-04-01", "2025-09-30"),
    milestone("q2-q4", "2025-04-01", "2025-12-31"),
    milestone("q4", "2025-10-01", "2025-12-31"),
    milestone("year", "2025-01-01", "2025-12-31"),
    milestone("q4-q1", "2025-10-01", "2026-03-31"),
    milestone("day", "2025-06-30", "2025-06-30"),
    milestone("three-years", "2025-01-01", "2027-12-31"),
    milestone("never"),
)


def plan_of_2025_26(*milestones: Milestone) -> Knowledge:
    """A plan for April 2025 to March 2026 with these milestones."""
    known = plan(*milestones)
    days = {"period_from": dt.date(2025, 4, 1), "period_to": dt.date(2026, 3, 31)}
    documents = {id_: dataclasses.replace(each, **days) for id_, each in known.documents.items()}
    return dataclasses.replace(known, documents=documents)


def _filter(*, quarter: int | None = None, due: int | None = None, year: int | None = None) -> MilestoneFilter:
    return MilestoneFilter(
        quarter=AskedQuarter(quarter) if quarter else None,
        due=AskedQuarter(due) if due else None,
        year=AskedYear(year) if year else None,
    )


def _picked(
    wanted: MilestoneFilter,
    *,
    known: Knowledge = YEAR,
    statuses: Statuses | None = None,
    today: dt.date = TODAY,
) -> list[str]:
    return [view.id for view in select(known, statuses or NothingReported(), wanted, today=today)]


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        pytest.param("2025-01-01", 2025, 1, id="first-day-of-the-year"),
        pytest.param("2025-03-31", 2025, 1, id="last-of-q1"),
        pytest.param("2025-04-01", 2025, 2, id="first-of-q2"),
        pytest.param("2025-06-30", 2025, 2, id="last-of-q2"),
        pytest.param("2025-07-01", 2025, 3, id="first-of-q3"),
        pytest.param("2025-09-30", 2025, 3, id="last-of-q3"),
        pytest.param("2025-10-01", 2025, 4, id="first-of-q4"),
        pytest.param("2025-12-31", 2025, 4, id="last-day-of-the-year"),
        pytest.param("2024-02-29", 2024, 1, id="leap-day"),
    ],
)
def test_a_day_lies_in_its_quarter(day: str, year: int, number: int) -> None:
    """Quarters are those of the calendar year, first and last day included."""
    assert QuarterOfYear.of(dt.date.fromisoformat(day)) == QuarterOfYear(year, number)


@given(days)
def test_a_quarter_holds_the_days_it_is_the_quarter_of(day: dt.date) -> None:
    """Every day lies in one quarter, and the neighbours meet it without a gap."""
    quarter = QuarterOfYear.of(day)

    assert quarter.first <= day <= quarter.last
    assert QuarterOfYear.of(quarter.first) == QuarterOfYear.of(quarter.last) == quarter
    assert quarter.following.first == quarter.last + dt.timedelta(days=1)
    assert quarter.following.preceding == quarter == quarter.preceding.following
    assert quarter.preceding < quarter < quarter.following


@pytest.mark.parametrize(("written", "number"), [("Q1", 1), ("q2", 2), ("K3", 3), ("k4", 4), ("2", 2), (" Q2 ", 2)])
def test_a_quarter_is_read_from_text(written: str, number: int) -> None:
    """Danes write K2 for kvartal, programs write 2."""
    assert AskedQuarter.read(written) == AskedQuarter(number)


@pytest.mark.parametrize(
    "written",
    ["", "Q", "Q0", "Q5", "5", "Q22", "2Q", "Q2/Q3", "andet", "Q2\n2", "²", "Q2 25", "Q2 2025-27", "Q2 2025-2025"],
)
def test_what_is_no_quarter_is_refused(written: str) -> None:
    """A filter that was not understood must not silently pick everything, and the refusal says what to write."""
    with pytest.raises(RequestInvalid, match="Q1, Q2, Q3 or Q4"):
        AskedQuarter.read(written)


def test_no_condition_picks_all_in_document_order() -> None:
    """A list that drops or reorders records is not the plan."""
    assert _picked(MilestoneFilter()) == [each.id for each in YEAR.milestones]


@pytest.mark.parametrize(
    ("quarter", "year", "ids"),
    [
        pytest.param(1, 2025, {"q1", "year", "three-years"}, id="q1"),
        pytest.param(2, 2025, {"q2", "q2q3", "q2-q4", "year", "day", "three-years"}, id="q2"),
        pytest.param(3, 2025, {"q2q3", "q2-q4", "year", "three-years"}, id="q3"),
        pytest.param(4, 2025, {"q2-q4", "q4", "year", "q4-q1", "three-years"}, id="q4"),
        pytest.param(1, 2026, {"q4-q1", "three-years"}, id="next-year"),
        pytest.param(1, None, {"q1", "year", "q4-q1", "three-years"}, id="q1-of-any-year"),
        pytest.param(3, 2024, set(), id="year-before"),
    ],
)
def test_a_quarter_means_overlap(quarter: int, year: int | None, ids: set[str]) -> None:
    """Whatever is planned for any day of the quarter involves it."""
    assert set(_picked(_filter(quarter=quarter, year=year))) == ids


@pytest.mark.parametrize(
    ("due", "year", "ids"),
    [
        pytest.param(1, 2025, {"q1"}, id="q1"),
        pytest.param(2, 2025, {"q2", "day"}, id="q2"),
        pytest.param(3, 2025, {"q2q3"}, id="q3"),
        pytest.param(4, 2025, {"q2-q4", "q4", "year"}, id="q4"),
        pytest.param(1, 2026, {"q4-q1"}, id="next-year"),
        pytest.param(4, 2027, {"three-years"}, id="last-of-three"),
        pytest.param(4, None, {"q2-q4", "q4", "year", "three-years"}, id="q4-of-any-year"),
    ],
)
def test_due_means_the_last_quarter(due: int, year: int | None, ids: set[str]) -> None:
    """A span falls due where it ends, not where it begins."""
    assert set(_picked(_filter(due=due, year=year))) == ids


FINANCIAL = plan_of_2025_26(
    milestone("q1", "2025-04-01", "2025-06-30"),
    milestone("q3", "2025-10-01", "2025-12-31"),
    milestone("q4", "2026-01-01", "2026-03-31"),
    milestone("q3-q4", "2025-10-01", "2026-03-31"),
)


@pytest.mark.parametrize(
    ("quarter", "year", "ids"),
    [
        pytest.param("Q4", None, {"q4", "q3-q4"}, id="counted-from-april"),
        pytest.param("Q1", None, {"q1"}, id="april-to-june"),
        pytest.param("Q4 2025-26", None, {"q4", "q3-q4"}, id="split-year"),
        pytest.param("Q4 2025/2026", None, {"q4", "q3-q4"}, id="split-year-in-full"),
        pytest.param("Q4 2025", None, {"q4", "q3-q4"}, id="year-it-begins-in"),
        pytest.param("Q4", "2025", {"q4", "q3-q4"}, id="year-beside"),
        pytest.param("Q4", "2025-26", {"q4", "q3-q4"}, id="split-year-beside"),
        pytest.param("Q4 2026-27", None, set(), id="year-after"),
        pytest.param("Q4 2025-26", "2025", {"q3-q4"}, id="both-must-hold"),
        pytest.param(None, "2025-26", {"q1", "q3", "q4", "q3-q4"}, id="the-whole-year"),
        pytest.param(None, "2026", {"q4", "q3-q4"}, id="a-calendar-year"),
    ],
)
def test_a_plan_that_begins_in_april_has_its_own_quarters(quarter: str | None, year: str | None, ids: set[str]) -> None:
    """Its "Q4" is January to March, under whichever name the year is asked for."""
    wanted = MilestoneFilter(
        quarter=AskedQuarter.read(quarter) if quarter else None, year=AskedYear.read(year) if year else None
    )

    assert set(_picked(wanted, known=FINANCIAL)) == ids


def test_what_is_due_in_a_financial_quarter_ends_in_it() -> None:
    """As in any other quarter."""
    assert _picked(MilestoneFilter(due=AskedQuarter.read("Q4 2025-26")), known=FINANCIAL) == ["q4", "q3-q4"]
    assert _picked(MilestoneFilter(due=AskedQuarter.read("Q3 2025-26")), known=FINANCIAL) == ["q3"]


@pytest.mark.parametrize("asked", ["Q4 2025-26", "Q1 2024/25"])
def test_a_calendar_plan_has_no_split_years(asked: str) -> None:
    """Nobody who writes 2025-26 means the quarters of a calendar year."""
    assert _picked(MilestoneFilter(quarter=AskedQuarter.read(asked))) == []
    assert _picked(MilestoneFilter(year=AskedYear.read(asked[3:]))) == []


@given(days, st.integers(1, 12))
def test_every_day_has_one_quarter_in_every_kind_of_year(day: dt.date, start: int) -> None:
    """Whatever month a year begins in, its quarters meet without a gap and end with it."""
    quarter, year = QuarterOfYear.of(day, start), PlanYear.of(day, start)

    assert year.first <= quarter.first <= day <= quarter.last <= year.last
    assert QuarterOfYear.of(quarter.last, start) == quarter == quarter.preceding.following
    assert quarter.following.first == quarter.last + dt.timedelta(days=1)
    assert QuarterOfYear(year.year, 4, start).last == year.last


def test_a_year_means_any_day_of_it() -> None:
    """A span over New Year belongs to both years, and what has no time to none."""
    assert set(_picked(_filter(year=2026))) == {"q4-q1", "three-years"}
    assert set(_picked(_filter(year=2025))) == {each.id for each in YEAR.milestones} - {"never"}


def test_quarter_and_due_must_both_hold() -> None:
    """Conditions narrow one another."""
    assert _picked(_filter(quarter=2, due=3, year=2025)) == ["q2q3"]
    assert _picked(_filter(quarter=1, due=2, year=2025)) == []


@pytest.mark.parametrize(
    ("edge", "number"),
    [("2025-03-31", 1), ("2025-04-01", 2), ("2024-12-31", 4), ("2025-01-01", 1), ("2024-02-29", 1)],
)
def test_a_single_day_falls_in_one_quarter_only(edge: str, number: int) -> None:
    """The last day of a quarter is not the next quarter's."""
    known = plan(milestone("m", edge, edge))
    year = int(edge[:4])

    assert [n for n in range(1, 5) if _picked(_filter(quarter=n, year=year), known=known)] == [number]
    assert [n for n in range(1, 5) if _picked(_filter(due=n, year=year), known=known)] == [number]


@given(first=days, length=st.integers(0, 1500), quarter=st.integers(1, 4))
def test_due_in_a_quarter_implies_overlap_with_it(first: dt.date, length: int, quarter: int) -> None:
    """What ends in a quarter has a day in it; with no year asked, in that quarter of some year."""
    last = first + dt.timedelta(days=length)
    known = plan(milestone("m", first.isoformat(), last.isoformat()))

    due = _picked(_filter(due=quarter), known=known)

    assert bool(due) is (QuarterOfYear.of(last).number == quarter)
    assert set(due) <= set(_picked(_filter(quarter=quarter), known=known))


@given(first=days, length=st.integers(0, 1500), year=st.integers(1900, 2205), quarter=st.integers(1, 4))
def test_a_quarter_is_picked_when_a_day_is_shared(first: dt.date, length: int, year: int, quarter: int) -> None:
    """Overlap is counted in days: walked one by one it must come out the same."""
    last = first + dt.timedelta(days=length)
    known = plan(milestone("m", first.isoformat(), last.isoformat()))
    shared = any(
        QuarterOfYear.of(first + dt.timedelta(days=step)) == QuarterOfYear(year, quarter)
        for step in itertools.chain(range(0, length, 28), [length])
    )

    assert bool(_picked(_filter(quarter=quarter, year=year), known=known)) is shared


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        pytest.param(None, True, id="not-reported"),
        pytest.param("partly_fulfilled", True, id="partly-fulfilled"),
        pytest.param("not_fulfilled", True, id="not-fulfilled"),
        pytest.param("green", True, id="traffic-light"),
        pytest.param("fulfilled", False, id="fulfilled"),
        pytest.param("completed", False, id="completed"),
    ],
)
def test_open_is_what_is_not_reported_as_done(status: str | None, is_open: bool) -> None:
    """Silence closes nothing, and neither does a green light."""
    statuses = FakeStatuses({"q2": report(status)} if status else {})

    assert ("q2" in _picked(MilestoneFilter(status="open"), statuses=statuses)) is is_open


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        pytest.param("fulfilled", ["q1"], id="fulfilled"),
        pytest.param("partly_fulfilled", ["q2"], id="partly"),
        pytest.param("not_reported", ["q4", "never"], id="not-reported"),
        pytest.param("none", ["q4", "never"], id="none"),
        pytest.param("all", ["q1", "q2", "q4", "never"], id="all"),
        pytest.param(None, ["q1", "q2", "q4", "never"], id="any"),
        pytest.param("open", ["q2", "q4", "never"], id="open"),
        pytest.param("red", [], id="nobody"),
    ],
)
def test_a_status_picks_what_was_reported_so(wanted: str | None, ids: list[str]) -> None:
    """A status is matched as reported; only "open", "none" and "all" are more than one."""
    known = plan(*(each for each in YEAR.milestones if each.id in {"q1", "q2", "q4", "never"}))
    statuses = FakeStatuses({"q1": report("fulfilled"), "q2": report("partly_fulfilled")})

    assert _picked(MilestoneFilter(status=wanted), known=known, statuses=statuses) == ids


def test_without_reports_nothing_is_overdue_and_nothing_is_not() -> None:
    """Nobody has said anything, so neither claim is made of any milestone."""
    assert _picked(MilestoneFilter(overdue=True), today=dt.date(2030, 1, 1)) == []
    assert _picked(MilestoneFilter(overdue=False), today=dt.date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("today", "ids"),
    [
        pytest.param("2025-06-30", ["q1"], id="last-day-of-q2"),
        pytest.param("2025-07-01", ["q1", "q2"], id="the-day-after"),
    ],
)
def test_overdue_begins_the_day_after_the_last_quarter(today: str, ids: list[str]) -> None:
    """On the last day there is still a day to do it in."""
    known = plan(*(each for each in YEAR.milestones if each.id in {"q1", "q2", "q2q3"}))
    statuses = FakeStatuses({each: report("not_fulfilled") for each in ("q1", "q2", "q2q3")})

    assert (
        _picked(MilestoneFilter(overdue=True), known=known, statuses=statuses, today=dt.date.fromisoformat(today))
        == ids
    )


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        pytest.param(MilestoneFilter(goal="b"), ["b1"], id="goal"),
        pytest.param(MilestoneFilter(goal="nothing"), [], id="unknown-goal"),
        pytest.param(MilestoneFilter(document="plan-2025"), ["a1", "b1"], id="document"),
        pytest.param(MilestoneFilter(organisation="skole"), ["c1"], id="organisation"),
        pytest.param(
            MilestoneFilter(organisation="ssi", quarter=AskedQuarter(2)), ["b1"], id="organisation-and-quarter"
        ),
        pytest.param(MilestoneFilter(organisation="skole", document="plan-2025"), [], id="contradiction"),
    ],
)
def test_milestones_are_picked_by_where_they_stand(wanted: MilestoneFilter, ids: list[str]) -> None:
    """A milestone is its goal's, its document's and its organisation's."""
    made = plan(
        milestone("a1", "2025-01-01", "2025-03-31", goal="a"),
        milestone("b1", "2025-04-01", "2025-06-30", goal="b"),
        milestone("c1", "2025-04-01", "2025-06-30", goal="c"),
        goals={"a": "plan-2025", "b": "plan-2025", "c": "skoleplan"},
    )
    other = document_of("skoleplan", "# Skoleplan\n", title="Skoleplan", organisation="skole")
    known = dataclasses.replace(made, documents={**made.documents, "skoleplan": other})

    assert _picked(wanted, known=known) == ids
