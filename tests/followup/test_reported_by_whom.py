"""Questions by owner, and for how much is reported, as people put them; and orders to report, which change nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assert_grounded
from conftest import ROOT

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

COAST = ROOT / "evals" / "corpora" / "kystvagt"
IN_JULY = dt.date(2028, 7, 5)


def _words(assistant: Assistant, text: str) -> list[str]:
    """The first word of each milestone of the answer, which has to be one and has to stand in the documents."""
    answer = assistant.ask(asks(text, on=IN_JULY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED, answer.text
    assert_grounded(answer, COAST)
    return [each.text.split()[0] for each in answer.milestones]


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("hvilke målepunkter har Jens Aagaard?", ["Droner", "Satellitbilleder", "Aftale"]),
        ("which milestones does Jens Aagaard own?", ["Droner", "Satellitbilleder", "Aftale"]),
        ("hvilke målepunkter har jens?", ["Droner", "Satellitbilleder", "Aftale"]),
        ("hvad er Jens Aagaards målepunkter?", ["Droner", "Satellitbilleder", "Aftale"]),
        ("which of Jens' milestones are open?", ["Satellitbilleder", "Aftale"]),
        ("hvilke målepunkter mangler Jens at indberette?", ["Aftale"]),
        ("which of Ida's milestones are open?", ["Responstiden", "Bådførere", "Øvelser", "Antallet"]),
    ],
)
def test_an_owner_is_named_as_people_name_each_other(coast: Assistant, text: str, firsts: list[str]) -> None:
    """By the whole name or a part of it, in the genitive; all of theirs and nobody else's."""
    assert _words(coast, text) == firsts


@pytest.mark.parametrize("text", ["which milestones does Mette own?", "hvilke målepunkter har Mette Holm?"])
def test_who_owns_nothing_is_not_given_everything(coast: Assistant, text: str) -> None:
    """A name that no milestone has is a part of the question that nothing accounts for."""
    answer = coast.ask(asks(text, on=IN_JULY), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)


@pytest.mark.parametrize("text", ["hvor mange målepunkter er indberettet?", "How many milestones have been reported?"])
def test_how_much_is_reported_is_counted(coast: Assistant, text: str) -> None:
    """What a manager asks first; what is missing stands beside it."""
    answer = coast.ask(asks(text, on=IN_JULY), ANYBODY)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.COUNT)
    assert "5 a" in answer.text.replace("of", "a")
    assert len(answer.milestones) == 4


@pytest.mark.parametrize(
    "text", ["hvem har indberettet hvad den seneste måned?", "Who has reported anything since June?"]
)
def test_what_was_reported_lately_is_told(coast: Assistant, text: str) -> None:
    """By whom stands in the register, and in each line."""
    answer = coast.ask(asks(text, on=IN_JULY), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert all(name in answer.text for name in ("Ida Skov", "Jens Aagaard"))
    assert len(answer.milestones) == 2


def test_a_goal_named_by_its_title_is_told_with_its_own_light(coast: Assistant) -> None:
    """In the autumn it is the goal that is judged."""
    answer = coast.ask(asks("status på redning", on=IN_JULY), ANYBODY)

    assert "Responstiden er 22 minutter." in answer.text
    assert len(answer.milestones) == 3


@pytest.mark.parametrize("text", ["meld at responstiden er nået", "set the milestone on drones to done"])
def test_an_order_to_report_says_how_it_is_done(coast: Assistant, text: str) -> None:
    """Nobody reports through a question; whoever tries learns the state and the way."""
    answer = coast.ask(asks(text, on=IN_JULY), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.DECLINED, Reason.NOT_ALLOWED)
    assert "/rettesnor status" in answer.text
    assert len(answer.milestones) == 1
