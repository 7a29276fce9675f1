"""Goals by number, counts and places in a list, as questions name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.numbers import (
    Numbers,
    find_count,
    find_goal_numbers,
    find_numbers,
    find_place,
    number_words,
)
from ingest.lexical import fold


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        pytest.param("Hvad er Mål 1?", ("1",), id="maal"),
        pytest.param("goal 2", ("2",), id="goal"),
        pytest.param("maal 3", ("3",), id="maal-without-letters"),
        pytest.param("mål nr. 2", ("2",), id="nr"),
        pytest.param("mål nummer to", ("2",), id="nummer-word"),
        pytest.param("goal number three", ("3",), id="number-word"),
        pytest.param("goal #2", ("2",), id="hash"),
        pytest.param("the two goals that are both numbered 1", ("1",), id="numbered"),
        pytest.param("målene der begge er nummereret 2", ("2",), id="nummereret"),
        pytest.param("resultatmål 4", ("4",), id="resultatmaal"),
        pytest.param("delmål 2", ("2",), id="delmaal"),
        pytest.param("objective 5", ("5",), id="objective"),
        pytest.param("target 1.2", ("1.2",), id="dotted"),
        pytest.param("mål 1 og 2", ("1", "2"), id="og"),
        pytest.param("goals 2 and 3", ("2", "3"), id="and"),
        pytest.param("mål 1, 2 og 3", ("1", "2", "3"), id="three"),
        pytest.param("goal 1 vs goal 3", ("1", "3"), id="vs-repeated"),
        pytest.param("compare goal 1 to goal 2", ("1", "2"), id="to-is-no-two"),
        pytest.param("mål 1-3", ("1", "2", "3"), id="hyphen"),
        pytest.param("goals 1 to 3", ("1", "2", "3"), id="to"),
        pytest.param("mål 1 til 3", ("1", "2", "3"), id="til"),
        pytest.param("goal 1 through 3", ("1", "2", "3"), id="through"),
        pytest.param("goals one to three", ("1", "2", "3"), id="to-in-words"),
        pytest.param("goals 2 – 4 and 6", ("2", "3", "4", "6"), id="dash-and-one-more"),
        pytest.param("compare goal 1 to goal 4", ("1", "4"), id="two-apart"),
        pytest.param("set goal 1 to 80 %", ("1",), id="share"),
        pytest.param("goals 1 to 5000", ("1", "5000"), id="no-endless-row"),
        pytest.param("the first three goals", ("1", "2", "3"), id="first-few"),
        pytest.param("de 3 første mål", ("1", "2", "3"), id="first-few-da"),
        pytest.param("de to første strategiske mål", ("1", "2"), id="first-few-with-a-word-between"),
        pytest.param("goal one and two", ("1", "2"), id="words"),
        pytest.param("det tredje mål", ("3",), id="ranked-da"),
        pytest.param("the second goal", ("2",), id="ranked-en"),
        pytest.param("the 2nd goal", ("2",), id="ranked-digits"),
        pytest.param("2. mål", ("2",), id="ranked-dot"),
        pytest.param("det første strategiske mål", ("1",), id="ranked-with-a-word-between"),
        pytest.param("målene for 2024", (), id="year-with-for"),
        pytest.param("mål 2025", (), id="year-is-no-goal"),
        pytest.param("vores tre mål", (), id="count-before"),
        pytest.param("målepunkt 2", (), id="milestone-is-no-goal"),
        pytest.param("er målet 20 pct. færre klager?", (), id="a-share-is-no-goal"),
        pytest.param("hvad er vores mål?", (), id="none"),
    ],
)
def test_goals_are_named_by_number(question: str, numbers: tuple[str, ...]) -> None:
    """A number beside the word goal is a name, in digits, in words or as a rank."""
    assert find_goal_numbers(fold(question), printed=question)[0] == numbers


@pytest.mark.parametrize(
    ("question", "known", "numbers"),
    [
        pytest.param("Hvad er A.1?", {"A.1", "B.2"}, ("A.1",), id="as-printed"),
        pytest.param("hvad er a1", {"A.1"}, ("A.1",), id="without-dot"),
        pytest.param("what about A 1?", {"A.1"}, ("A.1",), id="with-space"),
        pytest.param("hvad siger 2.3?", {"2.3"}, ("2.3",), id="digits"),
        pytest.param("hvad siger 2.3.1?", {"2.3"}, (), id="longer-code"),
        pytest.param("12.3 mio. kr.", {"2.3"}, (), id="part-of-a-number"),
        pytest.param("der er 23 ansatte", {"2.3"}, (), id="digits-need-their-dot"),
        pytest.param("hvad med 2?", {"2"}, (), id="bare-number-is-no-code"),
        pytest.param("Hvad er mål B?", set(), ("B",), id="lettered"),
        pytest.param("Hvad er A.1?", set(), (), id="unknown-code"),
    ],
)
def test_goals_are_named_by_their_printed_code(question: str, known: set[str], numbers: tuple[str, ...]) -> None:
    """A plan that codes its goals is asked about by code, but only a code that stands in it counts."""
    assert find_goal_numbers(fold(question), printed=question, known=known)[0] == numbers


@pytest.mark.parametrize(
    ("question", "count", "word"),
    [
        pytest.param("what are our five values?", 5, "five", id="word-en"),
        pytest.param("vores seks værdier", 6, "seks", id="word-da"),
        pytest.param("vores 7 kerneopgaver", 7, "7", id="digit"),
        pytest.param("vores to visioner", 2, "to", id="danish-to-after-vores"),
        pytest.param("want to know our goals", None, None, id="english-to"),
        pytest.param("goal 3", None, None, id="goal-number"),
        pytest.param("which Q2 milestones", None, None, id="quarter"),
        pytest.param("2. kvartal", None, None, id="danish-quarter"),
        pytest.param("5 pct. afvigelse", None, None, id="percent"),
        pytest.param("5 mio. kr.", None, None, id="money"),
        pytest.param("17/12 2024", None, None, id="date"),
        pytest.param("målene for 2025", None, None, id="year"),
        pytest.param("one goal", None, None, id="one-counts-nothing"),
        pytest.param("mål 1-3", None, None, id="row-of-goals"),
        pytest.param("the first three goals", None, None, id="first-few-goals"),
        pytest.param("de 3 første mål", None, None, id="first-few-goals-da"),
        pytest.param("de næste to kvartaler", None, None, id="quarters"),
        pytest.param("the next three years", None, None, id="years"),
        pytest.param("principle 4", None, None, id="place"),
        pytest.param("value number two", None, None, id="place-in-words"),
        pytest.param("nr. 4", None, None, id="rank"),
        pytest.param("tolv milepæle", 12, "tolv", id="teen"),
        pytest.param("", None, None, id="empty"),
    ],
)
def test_a_count_is_how_many_are_said_to_be(question: str, count: int | None, word: str | None) -> None:
    """The count in a question is evidence, and may be wrong; a number of another kind is no count."""
    assert find_count(fold(question)) == (count, word)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        pytest.param("the third principle", 3, id="ranked-en"),
        pytest.param("hvad er den anden værdi?", 2, id="ranked-da"),
        pytest.param("princip nr. 4", 4, id="nr"),
        pytest.param("principle 4", 4, id="after"),
        pytest.param("løfte 2", 2, id="loefte"),
        pytest.param("the 3rd value", 3, id="digits"),
        pytest.param("number 5 on the list", 5, id="number"),
        pytest.param("value number two", 2, id="number-in-words"),
        pytest.param("værdi nummer to", 2, id="nummer-in-words"),
        pytest.param("princip tre", 3, id="after-in-words"),
        pytest.param("a number to call", None, id="english-to-is-no-two"),
        pytest.param("no one", None, id="nobody-is-no-place"),
        pytest.param("our five values", None, id="count-is-no-place"),
        pytest.param("goal 2", None, id="goal-is-no-place"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_place_singles_out_one_item(question: str, place: int | None) -> None:
    """A rank asks for one item of a list, a count for the whole of it."""
    assert find_place(fold(question))[0] == place


@pytest.mark.parametrize("number", range(2, 21))
def test_every_way_to_write_a_count_is_read_back(number: int) -> None:
    """What a document may write for a count is what a question may."""
    for word in number_words(number) - {"to"}:
        assert find_count(f"vores {word} vaerdier")[0] == number


@pytest.mark.parametrize(("number", "words"), [(5, {"5", "fem", "five"}), (2, {"2", "to", "two"}), (40, {"40"})])
def test_counts_are_written_in_both_languages(number: int, words: set[str]) -> None:
    """A Danish list answers an English count, and the other way round."""
    assert number_words(number) >= words


@given(st.lists(st.integers(1, 20), min_size=1, max_size=4, unique=True), st.sampled_from(["mål", "goals", "delmål"]))
def test_every_number_of_a_row_is_found(numbers: list[int], goal: str) -> None:
    """Of "goals 1, 2 and 3" none may be dropped, or an answer would be silently short."""
    *first, last = map(str, numbers)
    row = f"{', '.join(first)} og {last}" if first else last

    assert find_goal_numbers(fold(f"hvad er {goal} {row}?"))[0] == tuple(map(str, numbers))


@given(st.text(max_size=120), st.sets(st.sampled_from(["A.1", "2.3", "1", "Ø2", "1a", "(*)"])))
def test_any_text_is_read_for_numbers(text: str, known: set[str]) -> None:
    """Reading numbers never fails, and a count is at least two."""
    find_goal_numbers(fold(text), printed=text, known=known)
    find_place(fold(text))
    count, word = find_count(fold(text))

    assert (count is None) == (word is None)
    assert count is None or count > 1


@pytest.mark.parametrize("question", ["hvad er forskellen på A.1 og B.2?", "hvad er forskellen på B.2 og A.1?"])
def test_coded_goals_come_in_the_order_of_the_plan(question: str) -> None:
    """A comparison must read the same every time, so its order cannot be that of a set."""
    assert find_numbers(question, known=("A.1", "B.2")).goals == ("A.1", "B.2")


@pytest.mark.parametrize(
    ("question", "place", "printed"),
    [
        pytest.param("hvad er det tredje mål?", None, ("tredje",), id="rank-of-a-goal"),
        pytest.param("hvad er det tredje princip?", 3, ("tredje",), id="rank-of-an-item"),
        pytest.param("hvad er vores fem værdier?", None, ("fem",), id="count"),
    ],
)
def test_a_rank_is_a_goal_or_a_place(question: str, place: int | None, printed: tuple[str, ...]) -> None:
    """Read as both, "the third goal" would be looked for as the third item of some list as well."""
    numbers = find_numbers(question, known=())

    assert numbers.place == place
    assert numbers.printed == printed


def test_a_time_beside_goals_leaves_them_be() -> None:
    """What is taken ends a row of goals, but takes none of them."""
    assert find_numbers("mål 1 og 2 q3", known=(), taken=("q3",)).goals == ("1", "2")
    assert find_numbers("mål 1 til 31. marts", known=(), taken=("marts",)).goals == ("1",)


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        pytest.param("milepæle i tredje kvartal", ("tredje kvartal",), id="rank"),
        pytest.param("milestones Q1-4", ("q1-4",), id="row"),
        pytest.param("milestones in Q2'25", ("q2", "q2'25"), id="short-year"),
        pytest.param("tredje kvartals mål", ("tredje kvartals",), id="rank-before-goals"),
        pytest.param("mål til 31. marts", ("marts",), id="day"),
    ],
)
def test_what_a_time_says_is_no_other_number(question: str, taken: tuple[str, ...]) -> None:
    """The third quarter is no third item, and a year no count: a wrong number would be said to be asked for."""
    assert find_numbers(question, known=(), taken=taken) == Numbers(goals=(), count=None, place=None, printed=())


@pytest.mark.parametrize(
    ("question", "goals"),
    [
        ("hvem er ansvarlig for spor 3?", ("3",)),
        ("what does track 2 say?", ("2",)),
        ("hvad er spor 7?", ()),
        ("vi har spor 3 %", ()),
        ("lokale 3 er optaget", ()),
    ],
)
def test_goals_are_named_as_their_documents_count_them(question: str, goals: tuple[str, ...]) -> None:
    """A strategy has tracks where another has goals; a number that no goal has, and other words, name none."""
    found = find_numbers(question, known=("1", "2", "3"), called=frozenset({"spor", "track"}))

    assert found.goals == goals
