"""What a plan says beside its goals of money, ratings and owners is found by the question, not by its words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from answer_scenes import asks, assistant_over, quoted, write_corpus

from assistant.answer import AnswerStatus, Reason
from assistant.answering.labels.extremes import sum_in
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from ingest.records import Language

TODAY = dt.date(2026, 5, 20)
TOML = """
[[organisation]]
id = "park"
name = "Parkstyrelsen"
home = true

[[document]]
path = "park.md"
organisation = "park"
kind = "results_plan"
title = "Resultatplan 2026"
language = "da"
period = "2026"
"""
PLAN = """# Resultatplan 2026

## 1. Opfølgning

Den ansvarlige for hvert målepunkt melder status til sekretariatet den 1. april og den 1. oktober.
I februar 2027 bliver målepunkterne gjort op som "nået", "næsten nået" eller "ikke nået".
Sekretariatet vurderer status på opfyldelse af det enkelte mål.
Rådet har ni medlemmer, heraf to gartnere. Rådet mødes tit.

## 2. Fælles mål

### Mål 1: En god arbejdsplads

Målepunkter:

- Trivslen er målt i alle haver (Q2).

## 3. Egne mål

### Mål 2: Flere bænke

Målepunkter:

- Første udgave af bænken er stillet op som forsøg (Q3).
- Alle stier har bænke (Q4).

### Mål 3: Grønnere veje

Målepunkter:

- Frø er sået langs vejene (Q4).

## 4. Økonomi

| Mål | Afsat i 2026 |
|---|---|
| 1. En god arbejdsplads | 900.000 kr. |
| 2. Flere bænke | 1,4 mio. kr. |
| 3. Grønnere veje | 2,1 mio. kr. |
| I alt | 4,4 mio. kr. |
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the plan of an invented agency."""
    folder: Path = tmp_path_factory.mktemp("park")
    return assistant_over(write_corpus(folder / "corpus", {"park.md": PLAN}, described=TOML), folder / "var")


@pytest.mark.parametrize(
    ("question", "rows", "others"),
    [
        ("Which goal gets the most money?", ("Grønnere veje", "2,1 mio. kr."), ("bænke", "4,4")),
        ("Hvilket mål får flest penge?", ("Grønnere veje", "2,1 mio. kr."), ("bænke", "4,4")),
        ("Which goal has the smallest budget?", ("arbejdsplads", "900.000 kr."), ("veje", "4,4")),
        ("Hvilket mål er der afsat mindst til?", ("arbejdsplads", "900.000 kr."), ("veje", "4,4")),
        ("How much money is there for goal 2?", ("Flere bænke", "1,4 mio. kr."), ("veje", "4,4")),
        ("Hvad er der afsat til mål 2?", ("Flere bænke", "1,4 mio. kr."), ("veje", "4,4")),
        ("compare the money of goal 2 and goal 3", ("1,4 mio. kr.", "2,1 mio. kr."), ("900.000", "4,4")),
        ("Sammenlign pengene til mål 1 og mål 3", ("900.000 kr.", "2,1 mio. kr."), ("1,4", "4,4")),
    ],
)
def test_money_is_told_of_the_goals_in_question(
    park: Assistant, question: str, rows: tuple[str, ...], others: tuple[str, ...]
) -> None:
    """A table of sums tells what each goal has, and which has the most; what adds them up is no goal."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert all(each in answer.text for each in rows)
    assert not any(each in answer.text for each in others)


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("1,6 mio. kr.", Language.DANISH, 1_600_000),
        ("1.200.000 kr.", Language.DANISH, 1_200_000),
        ("600.000", Language.DANISH, 600_000),
        ("2,5 mia. kr", Language.DANISH, 2_500_000_000),
        ("450 t.kr.", Language.DANISH, 450_000),
        ("£250,000", Language.ENGLISH, 250_000),
        ("DKK 1.4 million", Language.ENGLISH, 1_400_000),
        ("0.7m", Language.ENGLISH, 700_000),
        ("1,4-1,6 mio. kr.", Language.DANISH, None),
        ("endnu ikke fastlagt", Language.DANISH, None),
    ],
)
def test_a_sum_is_read_as_its_language_writes_it(text: str, language: Language, amount: float | None) -> None:
    """A point parts thousands in Danish and decimals in English; two figures are no one sum."""
    assert sum_in(text, language) == amount


@pytest.mark.parametrize(
    "question",
    [
        "Which ratings can a milestone get?",
        "What are the possible results of a milestone?",
        "which statuses can a milestone have",
        "What ratings can a milestone get in February 2027?",
        "Hvilke karakterer kan et målepunkt få?",
        "hvad kan et målepunkt blive vurderet til",
        "Hvilke vurderinger kan et målepunkt få i februar 2027?",
    ],
)
def test_the_ratings_of_a_plan_are_told(park: Assistant, question: str) -> None:
    """They are told by the sentence that names them, though its month lies outside the plan's period."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any("næsten nået" in each for each in quoted(answer))


@pytest.mark.parametrize(
    "question", ["What ratings can a milestone get in June?", "Hvilke karakterer kan et mål få i juni?"]
)
def test_ratings_of_another_time_are_not_told(park: Assistant, question: str) -> None:
    """What is given in February is not told of June."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert not any("næsten nået" in each for each in quoted(answer))


@pytest.mark.parametrize(
    "question",
    [
        "When do we have to report status on our milestones?",
        "When are we supposed to hand in a status?",
        "Hvornår skal vi melde status på målepunkterne?",
        "Hvornår skal de ansvarlige melde status?",
    ],
)
def test_when_status_is_reported_is_no_list_of_milestones(park: Assistant, question: str) -> None:
    """The sentence that sets the days is told, not what is planned."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert "1. april" in " ".join(quoted(answer))
    assert not answer.milestones


@pytest.mark.parametrize("question", ["Who decides whether a goal is green?", "Hvem afgør, om et mål er nået?"])
def test_who_judges_is_told_from_how_the_plan_puts_it(park: Assistant, question: str) -> None:
    """Who assesses the status decides what is green."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any("Sekretariatet vurderer" in each for each in quoted(answer))


@pytest.mark.parametrize(
    "question",
    ["How many common goals are there, and how many of our own?", "hvor mange fælles mål og hvor mange egne?"],
)
def test_both_series_are_counted_each_by_itself(park: Assistant, question: str) -> None:
    """Naming both narrows to neither."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert "Fælles mål: 1" in answer.text
    assert "Egne mål: 2" in answer.text


@pytest.mark.parametrize(
    "question", ["Is the bench meant to be a finished product?", "Er bænken ment som et færdigt produkt?"]
)
def test_what_is_meant_is_told_by_the_plan(park: Assistant, question: str) -> None:
    """What something is to become is no question for what was reported."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert any("som forsøg" in each for each in quoted(answer))


@pytest.mark.parametrize("question", ["Which gardeners sit on the council?", "Hvilke gartnere sidder i rådet?"])
def test_how_many_of_a_kind_does_not_tell_which(park: Assistant, question: str) -> None:
    """That there are two of them names neither, and the next sentence's first word is no name."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert answer.status is AnswerStatus.ABSTAINED


@pytest.mark.parametrize(
    ("first", "then"),
    [("What is due in Q4?", "who's responsible for that?"), ("Hvad er planlagt til Q4?", "hvem er ansvarlig for det?")],
)
def test_no_owner_is_said_of_what_is_due(park: Assistant, first: str, then: str) -> None:
    """A list without owners does not tell who is responsible."""
    answer = park.ask(asks(then, on=TODAY, history=(first, ("assistant", "…"))), ANYBODY)

    assert answer.reason is Reason.NOT_IN_DOCUMENTS
    assert not answer.milestones


@pytest.mark.parametrize(
    "question",
    ["Which goal is about being a good place to work?", "Hvilket mål handler om at være et godt sted at arbejde?"],
)
def test_a_goal_is_found_by_common_words_that_it_is_about(park: Assistant, question: str) -> None:
    """Words that count for little elsewhere tell which goal is meant where it is asked what it is about."""
    answer = park.ask(asks(question, on=TODAY), ANYBODY)

    assert [each.number for each in answer.goals] == ["1"]
