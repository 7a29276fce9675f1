"""Questions about the onboarding itself are answered from journeys and settings, never in the plan's name."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from answer_scenes import settings_of

from assistant.answer import Answer, AnswerStatus, Kind, Reason
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.onboarding.journeys import JourneyRole
from assistant.onboarding.order_words import OrderKind, read_order
from assistant.question import ANYBODY, Question, Turn

ROOT = Path(__file__).parents[2]
MATERIAL = ROOT / "assistant" / "onboarding" / "material"
ASKED_AT = dt.datetime(2025, 5, 20, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


def _ask(assistant: Assistant, text: str, *, after: str = "") -> Answer:
    history = (Turn(role="user", content=after),) if after else ()
    return assistant.ask(Question(text=text, asked_at=ASKED_AT, history=history), ANYBODY)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("editor", "Editors can see whether"),
        ("manager", "Managers and editors can see"),
        ("nobody", "only you can see"),
    ],
)
def test_who_sees_what_is_told_as_the_setting_has_it(corpus_index: Path, setting: str, said: str) -> None:
    """A promise about privacy that the program does not keep is worse than none."""
    settings = dataclasses.replace(settings_of(ROOT / "corpus", corpus_index), onboarding_completion=setting)
    answer = _ask(build(settings), "Who can see my onboarding progress?")

    assert said in answer.text
    assert "is not kept" in answer.text
    assert ("ditors can see" in answer.text) == (setting != "nobody")


def test_what_is_not_known_of_onboarding_says_where_to_look(real: Assistant) -> None:
    """An abstention about one's own journey leads to it."""
    answer = _ask(real, "Can I eat lunch during my onboarding in the canteen?")

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)
    assert "on the page Onboarding" in answer.text
    assert "What are the steps of my onboarding?" in answer.suggestions


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Which onboarding should I do as a new leader?", JourneyRole.LEADER),
        ("Jeg er ny leder", JourneyRole.LEADER),
        ("I'm new, what is SSI for?", None),
    ],
)
def test_a_newcomer_is_offered_to_begin(real: Assistant, text: str, role: JourneyRole | None) -> None:
    """What is offered is an order where orders are taken, and has an answer everywhere else."""
    offered = [order for each in _ask(real, text).suggestions if (order := read_order(each)) is not None]

    assert [(order.kind, order.role, order.is_named) for order in offered] == [(OrderKind.START, role, True)]
    assert "direct message" in _ask(real, "Start onboarding as a leader").text


def test_a_day_without_a_step_leads_to_the_nearest(real: Assistant) -> None:
    """Nobody remembers which days they were."""
    answer = _ask(real, "what happens on day 31 of the onboarding?")

    assert "no step on day 31" in answer.text
    assert "nearest is day 30" in answer.text


@pytest.mark.parametrize(
    ("before", "text"),
    [("What is bias?", "and what does the plan say about it?"), ("Hvad er bias?", "hvad siger planen om det?")],
)
def test_the_plan_is_asked_after_a_lesson(real: Assistant, before: str, text: str) -> None:
    """What was asked about it before is not asked of the plan."""
    answer = _ask(real, text, after=before)

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.kind is not Kind.LEARNING
    assert any("biasbevidsthed" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "text",
    ["Hvor længe varer planen?", "Hvem har godkendt planen?", "Hvad sker der i Q2?", "Is HAIBA done on day 30?"],
)
def test_questions_for_the_documents_are_left_to_them(real: Assistant, text: str) -> None:
    """The same words ask about the plan where the plan is named."""
    assert _ask(real, text).kind not in (Kind.ONBOARDING, Kind.LEARNING)


def test_only_what_a_module_offers_is_offered(tmp_path: Path, corpus_index: Path) -> None:
    """An organisation's own course must not send people on to questions for the bundled one."""
    written = (MATERIAL / "bias" / "module.yaml").read_text(encoding="utf-8")
    own = tmp_path / "onboarding" / "bias"
    own.mkdir(parents=True)
    (own / "module.yaml").write_text(written[: written.index("offers:")], encoding="utf-8")
    answer = _ask(build(settings_of(tmp_path, corpus_index)), "What is the halo effect?")

    assert answer.kind is Kind.LEARNING
    assert answer.suggestions == ()
