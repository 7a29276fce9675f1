"""What printed times mean, in Danish and English."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import Period, financial_period, find_times, read_day, read_period
from ingest.dates.atoms import _WITH_A_DIGIT

YEAR: Period = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
FISCAL: Period = (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
SEVERAL: Period = (dt.date(2025, 1, 1), dt.date(2028, 12, 31))

UNDERSTOOD = [
    # as printed in one-year plans
    ("Q2", "2025-04-01", "2025-06-30"),
    ("q2", "2025-04-01", "2025-06-30"),
    ("Q2/Q3", "2025-04-01", "2025-09-30"),
    ("Q2/3", "2025-04-01", "2025-09-30"),
    ("Q2-Q4", "2025-04-01", "2025-12-31"),
    ("Q2–Q4", "2025-04-01", "2025-12-31"),
    ("K2", "2025-04-01", "2025-06-30"),
    ("2. kvartal", "2025-04-01", "2025-06-30"),
    ("2. kvartal 2026", "2026-04-01", "2026-06-30"),
    ("andet kvartal", "2025-04-01", "2025-06-30"),
    ("1.-2. kvartal", "2025-01-01", "2025-06-30"),
    ("3. og 4. kvartal", "2025-07-01", "2025-12-31"),
    ("second quarter", "2025-04-01", "2025-06-30"),
    ("4th quarter of 2026", "2026-10-01", "2026-12-31"),
    ("Q4 2026", "2026-10-01", "2026-12-31"),
    ("2026-Q1", "2026-01-01", "2026-03-31"),
    ("Q4 2025 – Q1 2026", "2025-10-01", "2026-03-31"),
    ("Q4 2025 - Q1", "2025-10-01", "2026-03-31"),
    ("Q1 og Q2", "2025-01-01", "2025-06-30"),
    ("mellem Q2 og Q4", "2025-04-01", "2025-12-31"),
    ("1. halvår", "2025-01-01", "2025-06-30"),
    ("andet halvår 2026", "2026-07-01", "2026-12-31"),
    ("H2 2025", "2025-07-01", "2025-12-31"),
    ("first half of 2026", "2026-01-01", "2026-06-30"),
    ("forårssemesteret", "2025-02-01", "2025-06-30"),
    ("efterårssemesteret 2025", "2025-09-01", "2026-01-31"),
    ("the spring semester of 2026", "2026-02-01", "2026-06-30"),
    ("hele året", "2025-01-01", "2025-12-31"),
    ("throughout the year", "2025-01-01", "2025-12-31"),
    ("løbende", "2025-01-01", "2025-12-31"),
    ("Ongoing", "2025-01-01", "2025-12-31"),
    ("Løbende (Q1-Q2)", "2025-01-01", "2025-06-30"),
    ("2026", "2026-01-01", "2026-12-31"),
    ("2025-2027", "2025-01-01", "2027-12-31"),
    ("senest 2026", "2026-12-31", "2026-12-31"),
    ("marts 2026", "2026-03-01", "2026-03-31"),
    ("marts-juni 2026", "2026-03-01", "2026-06-30"),
    ("ultimo juni 2026", "2026-06-30", "2026-06-30"),
    ("primo juni", "2025-06-01", "2025-06-30"),
    ("by end of March", "2025-03-31", "2025-03-31"),
    ("by the end of the second quarter of 2026", "2026-06-30", "2026-06-30"),
    ("inden udgangen af 2025", "2025-12-31", "2025-12-31"),
    ("inden årets udgang", "2025-12-31", "2025-12-31"),
    ("by year-end", "2025-12-31", "2025-12-31"),
    ("inden Q3", "2025-06-30", "2025-06-30"),
    ("before June 2026", "2026-05-31", "2026-05-31"),
    ("from Q2 onwards", "2025-04-01", "2025-12-31"),
    ("uge 12", "2025-03-17", "2025-03-23"),
    ("senest 1. juni 2026", "2026-06-01", "2026-06-01"),
    ("no later than 1 May", "2025-05-01", "2025-05-01"),
    ("30 June 2026", "2026-06-30", "2026-06-30"),
    ("June 30, 2026", "2026-06-30", "2026-06-30"),
    ("1.-15. juni 2026", "2026-06-01", "2026-06-15"),
    ("1. marts – 30. juni", "2025-03-01", "2025-06-30"),
    ("31/12 2025", "2025-12-31", "2025-12-31"),
    ("2026-06-30", "2026-06-30", "2026-06-30"),
]

NOT_UNDERSTOOD = [
    "inden sommerferien",
    "efteråret 2025",
    "i efteråret",
    "by summer 2026",
    "primo 2026",
    "mid-2026",
    "snarest",
    "TBD",
    "fra Q2",
    "after May",
    "Q4-Q1",
    "31. februar",
    "årsskiftet 2025/26",
    "Q4 2025-26",
    "FY26 Q2",
]

NO_TIME = [
    "Forslag med virkning for 2025 er implementeret",
    "Der følges løbende op på sagerne",
    "The plan may be revised",
    "Jan Hansen og Maj Jensen",
    "vitamin K2 og H1N1",
    "sammenlignet med Q4 2024",
    "en reduktion på 1/3",
    "the first half of the project",
    "Afvigelse på +/- 5 pct., dog maksimalt +/- 5,0 mio. kr.",
    "T. 32683187",
]


@pytest.mark.parametrize(("text", "first", "last"), UNDERSTOOD, ids=[case[0] for case in UNDERSTOOD])
def test_a_time_becomes_its_first_and_last_day(text: str, first: str, last: str) -> None:
    """Plans print time in many ways, and each has one meaning."""
    found = find_times(text, period=YEAR)

    assert [(str(each.quarters.first), str(each.quarters.last)) for each in found if each.quarters] == [(first, last)]


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_a_time_without_days_is_reported_and_not_guessed(text: str) -> None:
    """A season or a missing end has no day, and inventing one would be a false statement."""
    found = find_times(text, period=YEAR)

    assert found
    assert not any(each.understood for each in found)


@pytest.mark.parametrize("text", NO_TIME)
def test_what_is_no_time_of_the_plan_is_left_alone(text: str) -> None:
    """A milestone without a time must not be given one by a year, a name or a yardstick in its words."""
    assert find_times(text, period=YEAR) == ()


def test_two_times_with_a_gap_stay_two() -> None:
    """Q1 and Q3 are not Q2."""
    assert [each.printed for each in find_times("Måles i Q1 og Q3.", period=YEAR)] == ["Q1", "Q3"]


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("Q4 2025-26", FISCAL, ("2026-01-01", "2026-03-31")),
        ("FY26 Q2", FISCAL, ("2025-07-01", "2025-09-30")),
        ("Q2 FY2025-26", FISCAL, ("2025-07-01", "2025-09-30")),
        ("Q1-Q2 of FY2026", FISCAL, ("2025-04-01", "2025-09-30")),
        ("H1 FY26", FISCAL, ("2025-04-01", "2025-09-30")),
        ("end of FY26", FISCAL, ("2026-03-31", "2026-03-31")),
        ("FY25 Q2", YEAR, ("2025-04-01", "2025-06-30")),
        ("Q1", FISCAL, ("2025-04-01", "2025-06-30")),
        ("by end of March", FISCAL, ("2026-03-31", "2026-03-31")),
        ("Q1 2026", FISCAL, ("2026-01-01", "2026-03-31")),
        ("Q2", SEVERAL, None),
        ("marts", SEVERAL, None),
        ("Q2", None, None),
        ("Q2 2027", SEVERAL, ("2027-04-01", "2027-06-30")),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_a_missing_year_comes_from_the_period_or_not_at_all(
    text: str, period: Period | None, expected: tuple[str, str] | None
) -> None:
    """A year that only one reading allows is known; with two it would be a guess."""
    with_lead = find_times(f"({text})", period=period)

    assert [(str(each.quarters.first), str(each.quarters.last)) if each.quarters else None for each in with_lead] == [
        expected
    ]


def test_a_bare_year_in_brackets_counts_in_a_plan_for_several_years() -> None:
    """In a four-year strategy "(2026)" after a milestone says when; in a one-year plan it names something."""
    assert [each.printed for each in find_times("Nyt system i drift (2026).", period=SEVERAL)] == ["2026"]
    assert find_times("Følger national plan (2026)", period=YEAR) == ()


@given(text=st.text(alphabet="Q1234K/–- .,()kvartal2025marsjunieotgf", max_size=60))
def test_every_time_is_a_slice_of_its_text_and_runs_forwards(text: str) -> None:
    """What is shown as printed must stand there, and a stretch cannot end before it begins."""
    found = find_times(text, period=YEAR)

    assert all(each.span.of(text) == each.printed and each.printed.strip() for each in found)
    assert [each.span for each in found] == sorted(each.span for each in found)
    assert all(each.quarters.first <= each.quarters.last for each in found if each.quarters)


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), layout=st.sampled_from(range(5)))
def test_a_printed_day_reads_back(day: dt.date, layout: int) -> None:
    """Danish and English layouts lose nothing."""
    months = "januar februar marts april maj juni juli august september oktober november december"
    danish = months.split()[day.month - 1]
    printed = [
        f"{day.day}/{day.month} {day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day}. {danish} {day.year}",
        f"{day.day} {day:%B} {day.year}",
        day.isoformat(),
    ][layout]

    assert read_day(f"København, den {printed}") == day
    assert [each.quarters and each.quarters.first for each in find_times(printed, period=None)] == [day]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("København, den 17/12 2024", dt.date(2024, 12, 17)),
        ("København, den 19-12 2024", dt.date(2024, 12, 19)),
        ("Senest opdateret 01-09-2021", dt.date(2021, 9, 1)),
        ("d. 3. okt. 2024", dt.date(2024, 10, 3)),
        ("the 17th of December 2024", dt.date(2024, 12, 17)),
        ("17.12.2024", dt.date(2024, 12, 17)),
        ("17/12-24", dt.date(2024, 12, 17)),
        ("31-02-2025", None),
        ("December 2024", None),
        ("tlf. 32 68 31 87", None),
    ],
)
def test_the_first_full_date_of_a_line_is_its_day(text: str, expected: dt.date | None) -> None:
    """Signatures and "last updated" lines print days in many ways, and a month alone is no day."""
    assert read_day(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mål- og resultatplan 2025", YEAR),
        ("Strategi 2025-2028", SEVERAL),
        ("Strategy 2025–28", SEVERAL),
        ("Business plan 2025/26", None),
        ("Strategi", None),
        ("Revision of the 2024 plan for 2025", None),
    ],
)
def test_a_title_names_the_years_of_its_plan(title: str, expected: Period | None) -> None:
    """Where nobody wrote the period down, the title often says it; a split year says no first month."""
    assert read_period(title) == expected


def test_a_long_text_takes_no_more_than_its_length() -> None:
    """A pasted report of a hundred pages must not stop the ingestion for minutes."""
    text = "Vi gør noget i Q2 og i marts 2025, og så videre. " * 1000
    started = time.monotonic()
    found = find_times(text, period=YEAR)

    assert len(found) == 2000
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "Our financial year runs from 1 April to 31 March.",
        "Q1 (April–June), Q2 (July–September)",
        "This plan is for what we deliver between 1 April 2025 and 31 March 2026.",
        "Regnskabsåret går fra 1. april til 31. marts.",
        "1. kvartal (april til juni)",
    ],
)
def test_a_text_says_in_which_month_its_plan_begins(text: str) -> None:
    """Of "2025-26" the title tells two years, and only the text which twelve months of them are meant."""
    assert financial_period(text, 2025) == FISCAL


@pytest.mark.parametrize(
    "text", ["A plan for two years.", "Q1 (January to March)", "Between 1 April 2023 and 31 March 2024 we closed."]
)
def test_no_financial_year_is_made_up(text: str) -> None:
    """A calendar year, and the months of another year, say nothing of when this plan begins."""
    assert financial_period(text, 2025) is None


TIME_WORDS = (
    "første anden andet og til the first second of i in kvartal kvartalet quarter halvår half year året uge week kr mio"
    " januar maj march may forår semester FY Q K H den senest by udgangen af end årsskiftet løbende snarest"
)


@given(st.lists(st.sampled_from(TIME_WORDS.split()), max_size=8).map(" ".join))
def test_layouts_that_need_a_digit_find_none_without(text: str) -> None:
    """A sentence without digits is not even held against them."""
    assert not any(pattern.search(text) for _, _, pattern in _WITH_A_DIGIT)
