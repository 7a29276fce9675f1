"""The benchmark's own reckoning."""

from __future__ import annotations

import datetime as dt

import pytest

from evals.bench import Measure, page, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5], 0.5, 5), ([1, 2, 3, 4], 0.5, 2), (list(range(1, 101)), 0.95, 95), ([1, 2, 3], 0.95, 3)],
    ids=["one", "even", "hundred", "few"],
)
def test_percentile_is_a_value_that_was_measured(values: list[float], share: float, expected: float) -> None:
    """Nothing is interpolated: a tail is made of real questions."""
    assert percentile(values, share) == expected


def test_page_says_what_is_missed_and_where_it_was_measured() -> None:
    """A figure without date, machine and bar cannot be checked."""
    held = Measure(name="a", value=0.1, bar=0.15, unit="×", made_of="x")
    missed = Measure(name="b", value=41, bar=40, unit="ms", made_of="y")
    text = page([held, missed], machine="2 cores", day=dt.date(2026, 11, 21))

    assert "| a | 0.1 × | 0.15 × | ✓ | x |" in text
    assert "| b | 41 ms | 40 ms | ✗ | y |" in text
    assert "`make bench` on 2026-11-21, on 2 cores" in text
