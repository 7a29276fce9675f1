"""The wheel shows each stretch where it lies, and none on top of another."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.web.wheel import SIZE, DayRange, _rings, arcs, mark_at, month_marks
from assistant.register.years import PlanYear

DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def _quarter(first: int, last: int) -> DayRange:
    end = dt.date(2025 + last // 4, last % 4 * 3 + 1, 1) - dt.timedelta(days=1)
    return DayRange(first=dt.date(2025, 3 * first - 2, 1), last=end, tone="green")


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=12))
def test_stretches_that_share_a_day_share_no_ring(stretches: list[tuple[dt.date, dt.date]]) -> None:
    """One drawn over another would be a milestone nobody sees."""
    rings = _rings(stretches)
    placed = list(zip(stretches, rings, strict=True))

    assert not any(
        ring == other_ring and a <= d and c <= b
        for ((a, b), ring), ((c, d), other_ring) in itertools.combinations(placed, 2)
    )


def test_quarters_after_each_other_share_a_ring() -> None:
    """Four quarters make one turn, not four narrow rings."""
    drawn = arcs([_quarter(1, 1), _quarter(2, 2), _quarter(3, 3), _quarter(4, 4)], PlanYear(2025))

    assert len({re.findall(r"A([\d.]+)", each.path)[0] for each in drawn}) == 1


def test_a_whole_year_is_drawn_as_nearly_a_whole_turn() -> None:
    """An arc that ends where it begins would vanish."""
    (drawn,) = arcs([_quarter(1, 4)], PlanYear(2025))

    assert " 0 1 1 " in drawn.path


def test_a_stretch_over_the_end_of_the_year_ends_with_it() -> None:
    """What goes on next year is not drawn over this January."""
    long = DayRange(first=dt.date(2025, 10, 1), last=dt.date(2026, 6, 30), tone="green")
    (cut,), (whole,) = arcs([long], PlanYear(2025)), arcs([_quarter(4, 4)], PlanYear(2025))

    assert cut.path == whole.path


def test_numbers_stand_inside_the_disc_and_apart() -> None:
    """A number that covers another names neither arc."""
    drawn = arcs([_quarter(1, 1), _quarter(1, 4), _quarter(2, 3), _quarter(2, 2)], PlanYear(2025))
    places = [(each.x, each.y) for each in drawn]

    assert all(math.dist(place, (SIZE / 2, SIZE / 2)) < SIZE / 2 for place in places)
    assert all(math.dist(one, other) > 9 for one, other in itertools.combinations(places, 2))


@pytest.mark.parametrize(("day", "x", "y"), [((1, 1), 0, -1), ((4, 2), 1, 0), ((7, 2), 0, 1), ((10, 1), -1, 0)])
def test_the_year_runs_clockwise_from_the_top(day: tuple[int, int], x: int, y: int) -> None:
    """As a clock does, and every year wheel on a wall."""
    mark = mark_at(dt.date(2025, *day), PlanYear(2025))
    reach = max(abs(mark.x - SIZE / 2), abs(mark.y - SIZE / 2))

    assert round((mark.x - SIZE / 2) / reach) == x
    assert round((mark.y - SIZE / 2) / reach) == y


def test_every_month_has_its_place() -> None:
    """Twelve names, none outside the drawing."""
    marks = month_marks(PlanYear(2024))

    assert [each.number for each in marks] == [*range(1, 13)]
    assert all(0 < each.mark.x < SIZE and 0 < each.mark.y < SIZE for each in marks)


def test_a_year_that_begins_in_april_has_april_at_the_top() -> None:
    """The months of 2025-26 run from April to March, and the first of April is where the year begins."""
    year = PlanYear(2025, 4)
    mark = mark_at(dt.date(2025, 4, 1), year)

    assert [each.number for each in month_marks(year)] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert (mark.x, mark.y < SIZE / 2) == (SIZE / 2, True)


def test_nothing_is_drawn_for_nothing() -> None:
    """A year without a plan is an empty wheel, not a fault."""
    assert arcs([], PlanYear(2025)) == []
