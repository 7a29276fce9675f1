"""When something is planned, where the plan says it in words that are no quarter."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import AnswerStatus, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

PLAN = """\
# Målplan 2025

## Mål 1: Åbne døre

Nyt bookingsystem er taget i brug af alle fire huse ultimo 2025.

Milepæle:

- Der er aftenåbent hver torsdag fra 1. april.
- Trappen er malet inden sommerferien.
- Køkkenet er indrettet i Q2.
"""


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over one plan."""
    folder = tmp_path_factory.mktemp("houses")
    described = '[[organisation]]\nid = "h"\nname = "Byens Huse"\nhome = true\n'
    described += '[[document]]\npath = "plan.md"\nkind = "results_plan"\ntitle = "Målplan 2025"\nperiod = "2025"\n'
    return assistant_over(write_corpus(folder / "corpus", {"plan.md": PLAN}, described=described), folder / "data")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hvornår skal det nye bookingsystem være i brug?", "ultimo 2025"),
        ("hvornår er der aftenåbent?", "fra 1. april"),
        ("hvornår er køkkenet indrettet?", "Q2"),
    ],
)
def test_a_time_in_words_answers_when(houses: Assistant, question: str, said: str) -> None:
    """The plan's own year goes without saying, but its end does not; a day that begins something is a time too."""
    answer = houses.ask(asks(question, on=dt.date(2025, 5, 20)), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert said in answer.text


def test_a_time_that_the_question_names_itself_is_no_answer(houses: Assistant) -> None:
    """That something is due before the summer holidays does not say when these begin."""
    answer = houses.ask(asks("hvornår begynder sommerferien?", on=dt.date(2025, 5, 20)), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)
