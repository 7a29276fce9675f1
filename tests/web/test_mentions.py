"""What a plan says of its own follow-up is found, with its time as printed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.bootstrap import build
from assistant.channels.web.mentions import Mention, mentions
from assistant.question import ANYBODY
from assistant.register.years import PlanYear
from ingest.settings import load_settings


@pytest.fixture(scope="module")
def found(corpus_index: Path) -> tuple[Mention, ...]:
    """The mentions of the real plan."""
    return mentions(build(load_settings({"RETTESNOR_DATA": str(corpus_index)})).knowledge(ANYBODY))


def test_both_follow_up_rounds_are_found(found: tuple[Mention, ...]) -> None:
    """A wheel without them would leave out when status is asked for."""
    assert [each.printed for each in found] == ["efteråret 2025", "marts 2026"]


def test_no_day_is_made_of_a_season(found: tuple[Mention, ...]) -> None:
    """The plan names none; a reminder on an invented day would be wrong."""
    autumn, march = found

    assert (autumn.first, autumn.middle) == (None, None)
    assert (march.first, march.middle) == (dt.date(2026, 3, 1), dt.date(2026, 3, 16))


def test_each_falls_in_the_year_it_names(found: tuple[Mention, ...]) -> None:
    """A season belongs to the year printed beside it."""
    assert [[each.falls_in(PlanYear(year)) for year in (2024, 2025, 2026)] for each in found] == [
        [False, True, False],
        [False, False, True],
    ]
