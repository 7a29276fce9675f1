"""The times that questions name, and where relative ones fall on the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.times import Asked, find_asked_times
from ingest.lexical import fold

TODAY = dt.date(2025, 5, 20)


def _asked(question: str, today: dt.date = TODAY) -> Asked:
    return find_asked_times(fold(question), today=today)


@pytest.mark.parametrize(
    ("question", "quarters"),
    [
        pytest.param("which Q2 milestones are open?", (2,), id="q"),
        pytest.param("hvad sker i K3", (3,), id="k"),
        pytest.param("milepæle i q 4", (4,), id="q-space"),
        pytest.param("the last quarter of 2025", (4,), id="last-of-a-year"),
        pytest.param("sidste kvartal i året", (4,), id="sidste-i-aaret"),
        pytest.param("milestones of the last quarter", (), id="the-one-before-this"),
        pytest.param("Q2/Q3", (2, 3), id="slash"),
        pytest.param("Q1 og Q3", (1, 3), id="og"),
        pytest.param("Q1 and Q4", (1, 4), id="and"),
        pytest.param("Q1 eller Q4", (1, 4), id="eller"),
        pytest.param("from Q1 to Q3", (1, 2, 3), id="to-is-a-span"),
        pytest.param("Q1 til Q4", (1, 2, 3, 4), id="til-is-a-span"),
        pytest.param("Q2-Q4", (2, 3, 4), id="hyphen-is-a-span"),
        pytest.param("Q2–4", (2, 3, 4), id="dash-is-a-span"),
        pytest.param("2. kvartal", (2,), id="numeral-kvartal"),
        pytest.param("andet kvartal 2025", (2,), id="andet-kvartal"),
        pytest.param("første kvartal", (1,), id="foerste-kvartal"),
        pytest.param("tredje kvartals milepæle", (3,), id="tredje-kvartals"),
        pytest.param("fjerde kvartal", (4,), id="fjerde-kvartal"),
        pytest.param("the second quarter", (2,), id="second-quarter"),
        pytest.param("3rd quarter milestones", (3,), id="3rd-quarter"),
        pytest.param("quarter 3", (3,), id="quarter-3"),
        pytest.param("quarter two", (2,), id="quarter-two"),
        pytest.param("kvartal 4", (4,), id="kvartal-4"),
        pytest.param("first half of the year", (1, 2), id="first-half"),
        pytest.param("2. halvår", (3, 4), id="2-halvaar"),
        pytest.param("andet halvår 2025", (3, 4), id="andet-halvaar"),
        pytest.param("første halvår", (1, 2), id="foerste-halvaar"),
        pytest.param("hvilke frister er der før sommer", (1, 2), id="before-summer"),
        pytest.param("what is due before the summer", (1, 2), id="before-the-summer"),
        pytest.param("what is due before the summer holidays", (), id="before-holidays"),
        pytest.param("hvad er planlagt i slutningen af året", (4,), id="late"),
        pytest.param("sidst på året", (4,), id="sidst-paa-aaret"),
        pytest.param("milestones towards the end of 2025", (4,), id="towards-the-end"),
        pytest.param("what is planned late this year?", (4,), id="late-this-year"),
        pytest.param("i begyndelsen af året", (1,), id="beginning-da"),
        pytest.param("early in 2025", (1,), id="early"),
        pytest.param("what is due by the end of the year", (), id="by-the-end-is-all-of-it"),
        pytest.param("inden udgangen af året", (), id="inden-udgangen"),
        pytest.param("H2", (3, 4), id="h2"),
        pytest.param("H1 2025", (1, 2), id="h1-year"),
        pytest.param("første og andet kvartal", (1, 2), id="two-ranks"),
        pytest.param("1. og 2. kvartal", (1, 2), id="two-numerals"),
        pytest.param("1.-3. kvartal", (1, 2, 3), id="span-of-numerals"),
        pytest.param("1st and 2nd quarter", (1, 2), id="two-ranks-en"),
        pytest.param("the second, third and the fourth quarter", (2, 3, 4), id="three-ranks"),
        pytest.param("quarter 1 and 2", (1, 2), id="two-after-the-word"),
        pytest.param("quarters 2 to 4", (2, 3, 4), id="to-after-the-word"),
        pytest.param("kvartal 1-2", (1, 2), id="hyphen-after-the-word"),
        pytest.param("Q1, Q2 and Q4", (1, 2, 4), id="three-codes"),
        pytest.param("2025Q3", (3,), id="after-a-year"),
        pytest.param("Q3-2025", (3,), id="before-a-year"),
        pytest.param("2Q", (2,), id="code-turned-round"),
        pytest.param("3Q25", (3,), id="code-turned-round-with-year"),
        pytest.param("3kv", (3,), id="short-joined"),
        pytest.param("4. kv. 2025", (4,), id="short"),
        pytest.param("Q4 til Q1", (4, 1), id="over-new-year"),
        pytest.param("hvad sker i kvartal 2", (2,), id="in-is-no-roman-one"),
        pytest.param("II. kvartal", (2,), id="roman"),
        pytest.param("mål 1, 2. kvartal", (2,), id="goal-beside-a-quarter"),
        pytest.param("første halvdel af året", (1, 2), id="halvdel"),
        pytest.param("anden halvdel af 2025", (3, 4), id="halvdel-of-a-year"),
        pytest.param("første halvdel af planen", (), id="half-of-something-else"),
        pytest.param("de første to kvartaler", (1, 2), id="first-few"),
        pytest.param("de 3 første kvartaler", (1, 2, 3), id="first-few-turned-round"),
        pytest.param("de næste 2 kvartaler", (), id="how-many"),
        pytest.param("from this quarter to next", (), id="to-is-no-number"),
        pytest.param("10k 2", (), id="thousands"),
        pytest.param("Q5", (), id="no-fifth-quarter"),
        pytest.param("COVID-19 og H5N1", (), id="virus"),
        pytest.param("mål 2", (), id="goal-number"),
        pytest.param("Hvad er vores vision?", (), id="none"),
    ],
)
def test_quarters_are_read_in_the_order_asked(question: str, quarters: tuple[int, ...]) -> None:
    """A quarter is written in a dozen ways, and a half-year is two of them."""
    assert _asked(question).quarters == quarters


@pytest.mark.parametrize(
    ("question", "years"),
    [
        pytest.param("Hvad var målene for 2024?", (2024,), id="one"),
        pytest.param("2024 vs 2025", (2024, 2025), id="two-in-order"),
        pytest.param("the plan for 1999", (1999,), id="last-century"),
        pytest.param("Q2 25", (2025,), id="short-beside-a-quarter"),
        pytest.param("the '24 plan", (2024,), id="short-with-apostrophe"),
        pytest.param("2025Q3", (2025,), id="joined-to-a-quarter"),
        pytest.param("3Q2025", (2025,), id="behind-a-quarter"),
        pytest.param("Q2'25", (2025,), id="short-with-apostrophe-beside-a-quarter"),
        pytest.param("5000 ansatte i 25 år", (), id="not-a-year"),
        pytest.param("nummer 20251", (), id="longer-number"),
        pytest.param("2025 og igen 2025", (2025,), id="once"),
    ],
)
def test_years_are_read(question: str, years: tuple[int, ...]) -> None:
    """A year named decides which plan is meant, so a number that is none must not pass for one."""
    assert _asked(question).years == years


@pytest.mark.parametrize(
    ("question", "months"),
    [
        pytest.param("hvad sker i marts", (3,), id="marts"),
        pytest.param("what happens in March 2026?", (3,), id="march"),
        pytest.param("fra januar til juni", (1, 6), id="two"),
        pytest.param("in May", (5,), id="may-after-in"),
        pytest.param("May 2025", (5,), id="may-before-year"),
        pytest.param("what may we do?", (), id="may-as-a-verb"),
        pytest.param("i maj", (5,), id="maj"),
        pytest.param("by dec.", (12,), id="short-after-by"),
        pytest.param("in september and october", (9, 10), id="english"),
        pytest.param("oktober måned", (10,), id="danish"),
        pytest.param("juli", (7,), id="alone"),
        pytest.param("who is Jan Mar?", (), id="names"),
    ],
)
def test_months_are_read(question: str, months: tuple[int, ...]) -> None:
    """English "may" and the short forms are words and names too: only a dated one counts."""
    assert _asked(question).months == months


@pytest.mark.parametrize(
    ("question", "seasons"),
    [
        pytest.param("til efteråret", ("autumn",), id="efteraaret"),
        pytest.param("in autumn 2025", ("autumn",), id="autumn"),
        pytest.param("in the fall", ("autumn",), id="fall-as-season"),
        pytest.param("do any milestones fall due?", (), id="fall-as-a-verb"),
        pytest.param("forår og vinter", ("spring", "winter"), id="two"),
        pytest.param("hen over sommeren", ("summer",), id="sommeren"),
        pytest.param("spring", ("spring",), id="spring"),
    ],
)
def test_seasons_are_named_and_never_made_days(question: str, seasons: tuple[str, ...]) -> None:
    """The autumn of a year is not a date, so no day is invented for it."""
    asked = _asked(question)

    assert asked.seasons == seasons
    assert asked.relative is None
    assert asked.months == ()


@pytest.mark.parametrize(
    ("question", "today", "first", "last", "said"),
    [
        pytest.param("dette kvartal", TODAY, "2025-04-01", "2025-06-30", "this quarter", id="this-da"),
        pytest.param("this quarter", TODAY, "2025-04-01", "2025-06-30", "this quarter", id="this-en"),
        pytest.param("i indeværende kvartal", TODAY, "2025-04-01", "2025-06-30", "this quarter", id="indevaerende"),
        pytest.param("the current quarter", TODAY, "2025-04-01", "2025-06-30", "this quarter", id="current"),
        pytest.param("næste kvartal", TODAY, "2025-07-01", "2025-09-30", "next quarter", id="next-da"),
        pytest.param("next quarter", TODAY, "2025-07-01", "2025-09-30", "next quarter", id="next-en"),
        pytest.param("sidste kvartal", TODAY, "2025-01-01", "2025-03-31", "last quarter", id="last-da"),
        pytest.param("the previous quarter", TODAY, "2025-01-01", "2025-03-31", "last quarter", id="previous"),
        pytest.param(
            "next quarter", dt.date(2025, 12, 31), "2026-01-01", "2026-03-31", "next quarter", id="over-new-year"
        ),
        pytest.param(
            "forrige kvartal",
            dt.date(2026, 1, 1),
            "2025-10-01",
            "2025-12-31",
            "last quarter",
            id="back-over-new-year",
        ),
        pytest.param("næste måned", dt.date(2024, 1, 31), "2024-02-01", "2024-02-29", "next month", id="leap-february"),
        pytest.param("next month", dt.date(2025, 1, 31), "2025-02-01", "2025-02-28", "next month", id="plain-february"),
        pytest.param(
            "last month", dt.date(2025, 1, 5), "2024-12-01", "2024-12-31", "last month", id="back-to-december"
        ),
        pytest.param("denne måned", TODAY, "2025-05-01", "2025-05-31", "this month", id="this-month"),
        pytest.param("i år", TODAY, "2025-01-01", "2025-12-31", "this year", id="i-aar"),
        pytest.param("i fjor", TODAY, "2024-01-01", "2024-12-31", "last year", id="i-fjor"),
        pytest.param("ifjor", TODAY, "2024-01-01", "2024-12-31", "last year", id="ifjor"),
        pytest.param("sidste års mål", TODAY, "2024-01-01", "2024-12-31", "last year", id="sidste-aars"),
        pytest.param("next year", TODAY, "2026-01-01", "2026-12-31", "next year", id="next-year"),
        pytest.param("sidste år", TODAY, "2024-01-01", "2024-12-31", "last year", id="sidste-aar"),
        pytest.param("dette halvår", TODAY, "2025-01-01", "2025-06-30", "this half", id="this-half"),
        pytest.param("næste halvår", dt.date(2025, 9, 1), "2026-01-01", "2026-06-30", "next half", id="next-half"),
    ],
)
def test_relative_times_are_placed_by_the_day_of_asking(
    question: str, today: dt.date, first: str, last: str, said: str
) -> None:
    """Time is an input, so "next quarter" is the same days on every machine."""
    asked = _asked(question, today)

    assert asked.relative == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert f"{asked.relative_word} {asked.relative_unit}" == said


@pytest.mark.parametrize(
    ("question", "has_span"),
    [
        pytest.param("Q2", True, id="quarter"),
        pytest.param("i marts", True, id="month"),
        pytest.param("this quarter", True, id="relative-quarter"),
        pytest.param("2025", False, id="year"),
        pytest.param("next year", False, id="relative-year"),
        pytest.param("til efteråret", False, id="season"),
        pytest.param("vores vision", False, id="none"),
    ],
)
def test_a_span_lies_within_a_year(question: str, has_span: bool) -> None:
    """A year picks the plan, a span picks milestones within it."""
    assert _asked(question).has_span is has_span


@pytest.mark.parametrize("question", ["", "Hvad er vores vision?", "who signed the plan"], ids=["empty", "da", "en"])
def test_no_time_is_read_where_none_stands(question: str) -> None:
    """A question without a time must not be narrowed by one."""
    asked = _asked(question)

    assert asked.is_empty
    assert asked.printed == ()


@given(
    word=st.sampled_from(["dette", "næste", "sidste", "this", "next", "last"]),
    unit=st.sampled_from(["kvartal", "quarter", "måned", "month", "halvår", "år", "year"]),
    today=st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 12, 31)),
)
def test_relative_times_are_whole_and_in_order(word: str, unit: str, today: dt.date) -> None:
    """Every unit begins on a first of a month and ends the day before one; this one holds today, the others do not."""
    asked = _asked(f"{word} {unit}", today)

    assert asked.relative is not None
    first, last = asked.relative
    assert first <= last
    assert first.day == 1
    assert (last + dt.timedelta(days=1)).day == 1
    assert {"this": first <= today <= last, "next": today < first, "last": last < today}[asked.relative_word or ""]


@given(
    unit=st.sampled_from(["quarter", "month", "year", "halvår"]),
    today=st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 12, 31)),
)
def test_last_this_and_next_meet_without_a_gap(unit: str, today: dt.date) -> None:
    """The three stand end to end on the calendar: no day belongs to two, and none to neither."""
    last, this, following = (_asked(f"{word} {unit}", today).relative for word in ("last", "this", "next"))

    assert last is not None and this is not None and following is not None  # noqa: PT018 (one claim)
    assert last[1] + dt.timedelta(days=1) == this[0]
    assert this[1] + dt.timedelta(days=1) == following[0]


@given(st.text(max_size=120))
def test_any_text_is_read_for_times(text: str) -> None:
    """Whatever is asked, quarters are 1 to 4, months 1 to 12, and what was read stands in the question."""
    folded = fold(text)

    asked = find_asked_times(folded, today=TODAY)

    assert set(asked.quarters) <= {1, 2, 3, 4}
    assert set(asked.months) <= set(range(1, 13))
    assert all(phrase in folded for phrase in asked.printed)
