"""With reports on some goals and milestones: each is told as it stands, and none of the others is left out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import pytest
from answer_scenes import Reported, asks, assistant_knowing, report

from assistant.answer import Answer, AnswerStatus, Kind
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.status import ReportedStatus
from assistant.texts import load_texts
from ingest.records import Goal, Language

SUMMER = dt.date(2025, 8, 20)


def _knowing(real: Assistant, reports: Mapping[str, str]) -> Assistant:
    """The real corpus with these statuses, by id or by words of the milestone."""
    knowledge = real.knowledge(ANYBODY)
    ids = {words: [each.id for each in knowledge.milestones if words in each.quote.text] for words in reports}
    by_id = {(ids[words] or [words])[0]: report(status) for words, status in reports.items()}
    return assistant_knowing(knowledge, Reported(by_id))


def _rows(answer: Answer) -> list[str]:
    return [line for line in answer.text.splitlines() if re.match(r"\d+\. ", line)]


def _pandemic(real: Assistant) -> Goal:
    goals = real.knowledge(ANYBODY).goals
    return next(each for each in goals if each.title and "pandemiberedskab" in each.title.text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Which Q2 milestones are open?", 6),
        ("Hvilke Q2-milepæle er åbne?", 6),
        ("Which milestones are overdue?", 5),
        ("Which milestones are open?", 13),
    ],
)
@pytest.mark.parametrize("done", ["fulfilled", "completed"])
def test_what_is_done_is_neither_open_nor_late(real: Assistant, text: str, number: int, done: str) -> None:
    """What is only partly done is; what nobody reported on is listed and said to be so."""
    assistant = _knowing(real, {"HAIBA": done, "HPV": "partly_fulfilled"})

    answer = assistant.ask(asks(text, on=SUMMER), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert len(answer.milestones) == len(_rows(answer)) == number
    assert not any("HAIBA" in each.text for each in answer.milestones)
    assert sum(row.endswith(("– not reported", "– ikke indberettet")) for row in _rows(answer)) == number - 1


def test_nothing_open_is_not_nothing_planned(real: Assistant) -> None:
    """Where all that fits is done, that is said, and not that there was none."""
    quarter = real.ask(asks("Which milestones are there in Q1?"), ANYBODY).milestones
    assistant = _knowing(real, {each.id: "fulfilled" for each in quarter})

    answer = assistant.ask(asks("Which Q1 milestones are open?", on=SUMMER), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert not answer.milestones
    assert f"None of the {len(quarter)} milestones in Q1 2025 is open" in answer.text


def test_status_of_several_tells_the_unreported_too(real: Assistant) -> None:
    """Silence about a milestone is part of how the quarter stands."""
    assistant = _knowing(real, {"HAIBA": "fulfilled", "HPV": "not_fulfilled"})

    answer = assistant.ask(asks("What is the status of the Q2 milestones?", on=SUMMER), ANYBODY)
    rows = _rows(answer)

    assert "Reported as done: 1 of 7. Not reported: 5." in answer.text
    assert len(rows) == 7
    assert sum(row.endswith("– not reported") for row in rows) == 5
    assert [row.endswith("– fulfilled") for row in rows] == ["HAIBA" in row for row in rows]


def test_an_order_about_several_is_shown_how_each_stands(real: Assistant) -> None:
    """Nothing is changed, and no row is silent where another is reported."""
    assistant = _knowing(real, {"HAIBA": "fulfilled"})

    answer = assistant.ask(asks("Set Q2 milestones to done", on=SUMMER), ANYBODY)

    assert answer.status is AnswerStatus.DECLINED
    assert "Status now: not reported" not in answer.text
    assert [row.endswith("– fulfilled") for row in _rows(answer)] == ["HAIBA" in row for row in _rows(answer)]
    assert sum(row.endswith("– not reported") for row in _rows(answer)) == len(_rows(answer)) - 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is the status of the goal on pandemic preparedness?", "yellow"),
        ("Hvad er status på styrelsesspecifikt mål 1?", "gul"),
        ("Hvad er status på målene?", "gul"),
    ],
)
def test_a_goals_own_report_answers_for_the_goal(real: Assistant, text: str, words: str) -> None:
    """In the autumn the light is the goal's; its milestones may have no report yet."""
    goal = _pandemic(real)
    answer = _knowing(real, {goal.id: "yellow"}).ask(asks(text, on=SUMMER), ANYBODY)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.STATUS)
    title = (
        "Epidemic and pandemic preparedness" if answer.language is Language.ENGLISH else goal.title and goal.title.text
    )
    assert re.search(rf"{re.escape(str(title))}(?::\*|\* \[\d+\] –) {words}", answer.text)
    assert next(view.status for view in answer.goals if view.id == goal.id) == "yellow"
    assert {each.status for each in answer.milestones} == {"not_reported"}


def test_a_goals_report_does_not_answer_for_one_of_its_milestones(real: Assistant) -> None:
    """A light on the whole says nothing of a part."""
    assistant = _knowing(real, {_pandemic(real).id: "green"})

    answer = assistant.ask(asks("Is the emergency exercise done?", on=SUMMER), ANYBODY)

    assert answer.status is AnswerStatus.ABSTAINED
    assert "green" not in answer.text


@pytest.mark.parametrize("status", list(ReportedStatus))
def test_every_status_that_can_be_reported_has_words(real: Assistant, status: ReportedStatus) -> None:
    """No report can bring an answer down."""
    texts = load_texts()
    assistant = _knowing(real, {"HAIBA": status})

    for language, text in ((Language.DANISH, "Er HAIBA færdig?"), (Language.ENGLISH, "Is HAIBA done?")):
        words = texts.say(language, f"milestones.status_{status}")
        assert _rows(assistant.ask(asks(text, on=SUMMER), ANYBODY))[0].endswith(f"– {words} (02-01-2025, p-17)")
