"""Questions that lean on the one before, and those that stand alone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import DANISH, ENGLISH, bridge, knowledge

from assistant.question import Question, Turn
from assistant.understanding.inquiry import Inquiry, understand
from ingest.records import Language

NOW = dt.datetime(2025, 5, 20, 10, 0, tzinfo=dt.UTC)
KNOWN = knowledge()
BRIDGE = bridge(KNOWN)


def _talk(*said: str) -> Inquiry:
    """The last of `said`, asked after the others; each was answered with some words."""
    *earlier, last = said
    turns = [
        turn
        for each in earlier
        for turn in (Turn(role="user", content=each), Turn(role="assistant", content="Kyster og vision, mål 9, Q1."))
    ]
    return understand(Question(text=last, asked_at=NOW, history=tuple(turns)), KNOWN, BRIDGE)


def _words(inquiry: Inquiry) -> set[str]:
    return {concept.words for concept in inquiry.solid()}


@pytest.mark.parametrize(
    ("first", "then", "quarters"),
    [
        pytest.param("hvilke milepæle er der i Q2?", "og for Q4?", (4,), id="da"),
        pytest.param("which milestones are there in Q2?", "and for Q4?", (4,), id="en"),
        pytest.param("which milestones are there in Q2?", "what about Q3?", (3,), id="what-about"),
        pytest.param("hvilke milepæle er der i Q2?", "hvad med 3. kvartal", (3,), id="hvad-med"),
        pytest.param("hvilke milepæle er der i Q2?", "Q1?", (1,), id="bare"),
    ],
)
def test_another_time_keeps_what_was_asked(first: str, then: str, quarters: tuple[int, ...]) -> None:
    """A bare time asks the same of another quarter."""
    inquiry = _talk(first, then)

    assert inquiry.is_followup
    assert inquiry.has("milestone")
    assert inquiry.times.quarters == quarters


@pytest.mark.parametrize(
    ("first", "then", "named"),
    [
        pytest.param("hvad er vores vision?", "og hos Skoletilsynet?", ("skole",), id="da"),
        pytest.param("what is our vision?", "and the School Inspectorate?", ("skole",), id="en"),
        pytest.param("hvad er Skoletilsynets vision?", "og vores?", (), id="back-to-ours"),
    ],
)
def test_another_organisation_keeps_what_was_asked(first: str, then: str, named: tuple[str, ...]) -> None:
    """Only whom it is about has changed."""
    inquiry = _talk(first, then)

    assert inquiry.named == named
    assert inquiry.is_ours is (not named)
    assert _words(inquiry) == {"vision"}


@pytest.mark.parametrize(
    ("first", "then", "numbers"),
    [
        pytest.param("hvad er mål 2?", "og mål 3?", ("3",), id="da"),
        pytest.param("what is goal 2?", "and goal 3?", ("3",), id="en"),
        pytest.param("hvad er mål 2?", "hvornår er det færdigt?", ("2",), id="pronoun-da"),
        pytest.param("what is goal 2?", "when is it due?", ("2",), id="pronoun-en"),
        pytest.param("hvad er mål 2?", "hvem er ansvarlig for det?", ("2",), id="owner"),
    ],
)
def test_a_goal_stays_until_another_is_named(first: str, then: str, numbers: tuple[str, ...]) -> None:
    """A pronoun means the goal just asked about, and a number another one."""
    assert _talk(first, then).goal_numbers == numbers


def test_a_pronoun_takes_the_topic_along() -> None:
    """A pronoun asks of the thing before, which must be searched for too."""
    inquiry = _talk("hvad er HAIBA-milepælen?", "hvornår er den færdig?")

    assert "haiba" in _words(inquiry)
    assert inquiry.has("when")
    assert "HAIBA" in inquiry.search_text


def test_a_talk_leans_on_more_than_one_turn() -> None:
    """Two short turns in a row both lean on the question that began them."""
    inquiry = _talk("hvilke milepæle er der i Q2 2026?", "og for Q3?", "og Q4?")

    assert inquiry.has("milestone")
    assert inquiry.times.quarters == (4,)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param("hvad er mål 2?", "hvad er vores vision?", id="new-topic-da"),
        pytest.param("what is goal 2?", "what is our vision?", id="new-topic-en"),
        pytest.param("hvad er mål 2?", "tak", id="thanks-da"),
        pytest.param("what is goal 2?", "thank you!", id="thanks-en"),
        pytest.param("hvad er mål 2?", "hej", id="greeting"),
        pytest.param("hvad er mål 2?", "er du et menneske?", id="human"),
        pytest.param("hvad er mål 2?", "hvad kan du?", id="help"),
        pytest.param("hvad er mål 2?", "hvem har underskrevet planen?", id="signed"),
        pytest.param("hvad er mål 2?", "hvilke dokumenter har du?", id="documents"),
        pytest.param("hvad er mål 2?", "Hvilke milepæle er der i Q4?", id="milestones"),
        pytest.param("hvad er mål 2?", "I'm new here", id="newcomer"),
    ],
)
def test_a_whole_question_stands_alone(first: str, then: str) -> None:
    """What needs nothing from before must not be narrowed by it."""
    inquiry = _talk(first, then)

    assert not inquiry.is_followup
    assert inquiry.goal_numbers == ()
    assert inquiry.times == _talk(then).times
    assert inquiry.concepts == _talk(then).concepts


@pytest.mark.parametrize(
    ("first", "then", "language"),
    [
        pytest.param("what is our vision?", "Q2?", ENGLISH, id="silent-follows-en"),
        pytest.param("hvad er vores vision?", "Q2?", DANISH, id="silent-follows-da"),
        pytest.param("what is our vision?", "og hvad med Skoletilsynet?", DANISH, id="changes-to-da"),
        pytest.param("hvad er vores vision?", "and what about goal 3?", ENGLISH, id="changes-to-en"),
    ],
)
def test_a_follow_up_is_answered_in_its_own_language(first: str, then: str, language: Language) -> None:
    """People change language in the middle of a talk, and a silent turn does not."""
    assert _talk(first, then).language is language


def test_what_the_assistant_said_is_not_what_was_asked() -> None:
    """Nothing in an answer becomes the asker's question: it may quote a whole document."""
    history = (Turn(role="assistant", content="Mål 9 i Q1."), Turn(role="system", content="Mål 8 i Q3."))

    inquiry = understand(Question(text="og hvornår er det?", asked_at=NOW, history=history), KNOWN, BRIDGE)

    assert not inquiry.is_followup
    assert inquiry.goal_numbers == ()
    assert inquiry.times.is_empty


@pytest.mark.parametrize("text", ["og for Q4?", "when is it due?", "hvad med dem?"], ids=["og", "it", "dem"])
def test_without_a_talk_nothing_is_carried(text: str) -> None:
    """A leaning question that opens a talk has nothing to lean on."""
    inquiry = _talk(text)

    assert not inquiry.is_followup
    assert inquiry == _talk(text)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_any_talk_is_understood(said: list[str]) -> None:
    """However long and odd the talk, its last turn is understood as itself."""
    inquiry = _talk(*said)

    assert inquiry.question.text == said[-1]
    assert inquiry.text == _talk(said[-1]).text


@given(st.lists(st.sampled_from(["og?", "hvad med den?", "and it?", "Q2?"]), min_size=1, max_size=30))
def test_a_long_talk_of_leaning_turns_ends(said: list[str]) -> None:
    """Each turn leans on the one before, so the chain must be bounded by the talk itself."""
    assert _talk("hvad er mål 2?", *said).question.text == said[-1]


@pytest.mark.parametrize(
    ("first", "then", "years"),
    [
        pytest.param("hvad er målet for badevand i 2026?", "og året efter?", (2027,), id="da-on"),
        pytest.param("what is the target for bathing water in 2026?", "and the year after?", (2027,), id="en-on"),
        pytest.param(
            "what is the target for bathing water in 2026?", "and the following year?", (2027,), id="following"
        ),
        pytest.param("what is the target for bathing water in 2026?", "and the year before?", (2025,), id="en-back"),
        pytest.param("hvad er målet for badevand i 2026?", "og året før?", (2025,), id="da-back"),
    ],
)
def test_a_year_on_is_counted_from_the_year_spoken_of(first: str, then: str, years: tuple[int, ...]) -> None:
    """The year after is that after the year named before, not after today."""
    inquiry = _talk(first, then)

    assert inquiry.times.years == years
    assert any("bad" in each or "bathing" in each for each in _words(inquiry))


@pytest.mark.parametrize(
    ("first", "then", "word"),
    [
        pytest.param("how much money goes to goal 1?", "and goal 2?", "money", id="en"),
        pytest.param("hvor mange penge går til mål 1?", "og mål 2?", "penge", id="da"),
    ],
)
def test_another_goal_is_asked_what_the_first_was(first: str, then: str, word: str) -> None:
    """A bare goal asks of it what was asked of the goal before."""
    inquiry = _talk(first, then)

    assert inquiry.goal_numbers == ("2",)
    assert inquiry.has("how_much")
    assert any(word in each.words for each in inquiry.concepts)


def test_a_goal_with_a_question_of_its_own_is_asked_that() -> None:
    """What is asked of the second goal replaces what was asked of the first."""
    inquiry = _talk("how much money goes to goal 1?", "who is responsible for goal 2?")

    assert inquiry.has("owner")
    assert not inquiry.has("how_much")
