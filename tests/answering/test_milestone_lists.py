"""A list of milestones is the filter over the records: nothing left out, nothing lent from elsewhere."""

from __future__ import annotations

import itertools
import re

import pytest
from answer_scenes import AFTER_PERIOD, IN_PERIOD, asks

from assistant.answer import Answer, AnswerStatus, Kind
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.register.filters import AskedQuarter, MilestoneFilter, select
from assistant.register.views import NothingReported
from ingest.knowledge import Knowledge

PLANNED = {
    1: ("café-møde", "Udarbejdelse af handleplan"),
    2: ("onboarding af ledere", "HPV", "HAIBA", "visualiseringsbehov"),
    3: (),
    4: ("seniorordning", "Endelig handleplan"),
}
"""The plan as a person reads it: words of the milestones whose only quarter this is."""
SPANNING = {
    1: ("(EURL)",),
    2: ("beredskabsøvelse", "handlingsplan for AMR", "(EURL)"),
    3: ("beredskabsøvelse", "handlingsplan for AMR", "(EURL)"),
    4: ("handlingsplan for AMR", "(EURL)"),
}
"""Words of the milestones that include this quarter and others."""
SERIES = {"koncernfælles": "Koncernfælles mål", "styrelsesspecifikke": "Styrelsesspecifikke mål"}


def _ids(answer: Answer) -> set[str]:
    assert len({view.id for view in answer.milestones}) == len(answer.milestones)
    return {view.id for view in answer.milestones}


def _filtered(
    knowledge: Knowledge,
    *,
    quarter: int | None = None,
    due: int | None = None,
    series: str | None = None,
    number: str | None = None,
) -> set[str]:
    goals = {
        goal.id: goal
        for goal in knowledge.goals
        if knowledge.documents[goal.document].organisation == knowledge.organisations[0].id
    }
    wanted = MilestoneFilter(quarter=AskedQuarter(quarter) if quarter else None, due=AskedQuarter(due) if due else None)
    views = select(knowledge, NothingReported(), wanted, today=IN_PERIOD)
    return {
        view.id
        for view in views
        if view.goal in goals
        and series in (None, goals[view.goal].series)
        and number in (None, goals[view.goal].number)
    }


@pytest.mark.parametrize("day", [IN_PERIOD, AFTER_PERIOD], ids=["in its year", "after it"])
@pytest.mark.parametrize(
    "form", ["Hvilke målepunkter er der i Q{}?", "which milestones are there in Q{}?", "milepæle {}. kvartal 2025"]
)
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_a_quarter_is_told_whole_and_grouped(real: Assistant, quarter: int, form: str, day: object) -> None:
    """Seven milestones meet Q2 and four are planned for it alone; a reader must see both, and which is which."""
    answer = real.ask(asks(form.format(quarter), on=day), ANYBODY)

    shown = [view.text for view in answer.milestones]
    expected = [*PLANNED[quarter], *SPANNING[quarter]]
    assert len(shown) == len(expected)
    for words, text in zip(expected, shown, strict=True):
        assert words in text
    rows = [line for line in answer.text.splitlines() if re.match(r"\d+\. ", line)]
    quotes = [citation.quote for citation in answer.citations]
    assert [row.split(". ")[0] for row in rows] == [str(place) for place in range(1, len(shown) + 1)]
    assert all(f"[{quotes.index(text) + 1}]" in row for row, text in zip(rows, shown, strict=True))
    assert (f"({len(PLANNED[quarter])})*" in answer.text) == bool(PLANNED[quarter])


@pytest.mark.parametrize("form", ["Hvilke målepunkter har frist i Q{}?", "which milestones are due in Q{}?"])
@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_due_means_the_last_quarter(real: Assistant, quarter: int, form: str) -> None:
    """Something that runs on into Q4 is not due in Q2."""
    answer = real.ask(asks(form.format(quarter)), ANYBODY)

    assert _ids(answer) == _filtered(real.knowledge(ANYBODY), due=quarter)


@pytest.mark.parametrize(
    "text",
    [
        "Hvad skal vi nå inden udgangen af {}. kvartal?",
        "hvad skal vi nå inden udløbet af Q{}",
        "Hvad skal være klar i slutningen af Q{}?",
    ],
)
def test_the_end_of_a_quarter_names_a_time_and_nothing_else(real: Assistant, text: str) -> None:
    """No milestone need print "udgangen" to be of that quarter."""
    answer = real.ask(asks(text.format(2)), ANYBODY)

    shown = [view.text for view in answer.milestones]
    assert [each for each in PLANNED[2] if not any(each in text for text in shown)] == []


@pytest.mark.parametrize("word", SERIES)
@pytest.mark.parametrize(("quarter", "number"), list(itertools.product([None, 1, 2, 3, 4], [None, "1", "2", "3"])))
def test_quarter_goal_and_series_narrow_together(
    real: Assistant, word: str, quarter: int | None, number: str | None
) -> None:
    """Each part of the question is a condition on the records; an empty list is an answer too."""
    singular = word.removesuffix("ke") + "t" if word.endswith("ke") and number else word
    goal = f" under {singular} mål {number}" if number else f" under de {word} mål"
    when = f" i Q{quarter}" if quarter else ""
    answer = real.ask(asks(f"Hvilke målepunkter er der{goal}{when}?"), ANYBODY)

    expected = _filtered(real.knowledge(ANYBODY), quarter=quarter, series=SERIES[word], number=number)
    assert answer.status is AnswerStatus.ANSWERED
    assert _ids(answer) == expected, answer.text


@pytest.mark.parametrize("number", ["A", "B", "C", "D", "E"])
@pytest.mark.parametrize("quarter", [None, 1, 2, 3, 4])
def test_lettered_goals_narrow_the_same_way(north_sea: Assistant, number: str, quarter: int | None) -> None:
    """Nothing may be fitted to one plan's layout: here goals have letters and milestones have days."""
    when = f" in Q{quarter}" if quarter else ""
    answer = north_sea.ask(asks(f"Which milestones does goal {number} have{when}?"), ANYBODY)

    assert _ids(answer) == _filtered(north_sea.knowledge(ANYBODY), quarter=quarter, number=number), answer.text


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
@pytest.mark.parametrize("name", ["north_sea", "fjord"])
def test_a_quarter_is_whole_in_other_plans(name: str, quarter: int, request: pytest.FixtureRequest) -> None:
    """Months, days and half-years are spans too."""
    assistant: Assistant = request.getfixturevalue(name)
    form = {"north_sea": "Which milestones are in Q{}?", "fjord": "Hvilke resultatkrav er der i K{}?"}[name]
    answer = assistant.ask(asks(form.format(quarter)), ANYBODY)

    assert _ids(answer) == _filtered(assistant.knowledge(ANYBODY), quarter=quarter)


def test_milestones_without_a_quarter_are_three(real: Assistant) -> None:
    """What has no time is in no quarter, and can be asked for."""
    answer = real.ask(asks("Which milestones have no quarter?"), ANYBODY)

    assert [view.text for view in answer.milestones] == [
        view.text
        for view in select(real.knowledge(ANYBODY), NothingReported(), MilestoneFilter(), today=IN_PERIOD)
        if view.quarters is None
    ]
    assert len(answer.milestones) == 3
    assert {(view.from_, view.to, view.overdue) for view in answer.milestones} == {(None, None, None)}


@pytest.mark.parametrize("text", ["Hvor mange milepæle er der?", "How many milestones are there?"])
def test_the_count_is_of_all(real: Assistant, text: str) -> None:
    """Counting the best hits of a search would count the search."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.kind is Kind.COUNT
    assert "14" in answer.text.split("\n")[0]
    assert len(answer.milestones) == 14


@pytest.mark.parametrize(
    "text",
    ["hvad sker der med målepunkter der er forsinkede?", "what happens to milestones that are late?"],
)
def test_what_happens_to_what_is_late_is_no_list(real: Assistant, text: str) -> None:
    """Whoever asks for a rule is not told that nothing is late."""
    answer = real.ask(asks(text), ANYBODY)

    assert answer.kind is not Kind.MILESTONES
    assert answer.milestones == ()


@pytest.mark.parametrize(
    "text", ["hvilke milepæle er ikke i Q2?", "Which milestones are not in Q2?", "alle målepunkter undtagen dem i Q2"]
)
def test_a_time_that_is_left_out_is_not_the_time_asked_for(real: Assistant, text: str) -> None:
    """All others are listed, and none that has a day in it."""
    answer = real.ask(asks(text), ANYBODY)

    shown = [citation.quote for citation in answer.citations]
    assert len(answer.milestones) == 7
    assert any("(Q1)" in quote for quote in shown), answer.text
    assert not any("(Q2" in quote or "Q2)" in quote or "(Q1-Q4)" in quote for quote in shown), answer.text
