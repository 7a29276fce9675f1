"""Follow-ups that the rules cannot read are offered so that they stand by themselves, in the asker's own words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import pytest
from scripted import ScriptedModel

from assistant.answer import AnswerStatus
from assistant.assistant import Assistant
from assistant.errors import ModelFailed
from assistant.generation.chat import ChatModel
from assistant.question import ANYBODY, Question, Turn

Make = Callable[[ChatModel | None], Assistant]
Ask = Callable[[str], Question]

HISTORY = (
    Turn(role="user", content="compare our vision with Socialstyrelsens. Call me at 20 30 40 50"),
    Turn(role="assistant", content="SSI: … Socialstyrelsen: …"),
)
ASKED = "the latter one in more depth, please"


@pytest.fixture
def follow_up(asks: Ask) -> Question:
    """A question that leans on the one before in no way a rule knows."""
    return dataclasses.replace(asks(ASKED), history=HISTORY)


def _rewrites(text: str) -> ScriptedModel:
    return ScriptedModel(json.dumps({"question": text}) + "\n")


def test_a_follow_up_is_offered_as_the_question_it_means(with_model: Make, asks: Ask, follow_up: Question) -> None:
    """The rules decided that they have no answer to it; whoever asked says whether it is meant."""
    meant = "What is the vision of Socialstyrelsen?"
    plain = with_model(None).ask(follow_up, ANYBODY)

    answer = with_model(_rewrites(meant)).ask(follow_up, ANYBODY)

    assert plain.status is AnswerStatus.ABSTAINED
    assert (answer.status, answer.reason, answer.citations) == (plain.status, plain.reason, plain.citations)
    assert [option.question for option in answer.options] == [meant]
    assert f"Did you mean:\n\n- {meant}" in answer.text
    assert (answer.mode, answer.model) == ("generated", "scripted")
    assert with_model(None).ask(asks(meant), ANYBODY).status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    "reply",
    [
        "What is the mission of SSI?",
        "Hvem er direktør?",
        "",
        "x" * 400,
        "What is the vision of [Socialstyrelsen](//a)?",
        "<@Socialstyrelsen> vision",
    ],
    ids=["another question", "another language", "nothing", "too long", "link", "mention"],
)
def test_a_question_of_the_models_own_is_not_asked(with_model: Make, follow_up: Question, reply: str) -> None:
    """Whoever asked would get an answer to what nobody said."""
    plain = with_model(None).ask(follow_up, ANYBODY)

    assert with_model(_rewrites(reply)).ask(follow_up, ANYBODY) == plain


def test_an_address_in_the_conversation_is_not_offered(with_model: Make, follow_up: Question) -> None:
    """Somebody may have pasted it, and nobody should be led there."""
    pasted = Turn(role="user", content="I read of it on evil.example")
    asked = dataclasses.replace(follow_up, history=(*HISTORY, pasted))
    plain = with_model(None).ask(asked, ANYBODY)

    assert with_model(_rewrites("What is the vision of Socialstyrelsen on evil.example?")).ask(asked, ANYBODY) == plain


@pytest.mark.parametrize(
    "asked", ["and the budget of the latter?", "the latter one for 2031, please", "er SSI den sidste?"]
)
def test_what_the_follow_up_itself_names_is_not_left_out(with_model: Make, asks: Ask, asked: str) -> None:
    """The question before, answered once more, would be taken for the answer to this one."""
    question = dataclasses.replace(asks(asked), history=HISTORY)
    plain = with_model(None).ask(question, ANYBODY)

    answer = with_model(_rewrites("What is the vision of Socialstyrelsen?")).ask(question, ANYBODY)

    assert answer == plain


@pytest.mark.parametrize("reply", ["no JSON", '{"question": 7}', "[1]", ModelFailed("no")], ids=str)
def test_a_reply_of_another_form_leaves_the_rules_answer(
    with_model: Make, follow_up: Question, reply: str | ModelFailed
) -> None:
    """The twin without a model stands beneath."""
    assert with_model(ScriptedModel(reply)).ask(follow_up, ANYBODY) == with_model(None).ask(follow_up, ANYBODY)


def test_the_conversation_is_sent_masked_and_as_data(with_model: Make, follow_up: Question) -> None:
    """A telephone number is no part of what was meant."""
    model = _rewrites("x")

    with_model(model).ask(follow_up, ANYBODY)

    told = model.sent[0][-1].content
    assert "20 30 40 50" not in told
    assert '{"role": "user", "said": "compare our vision with Socialstyrelsens. Call me at [telephone]"}' in told


def test_without_a_conversation_nothing_is_rewritten(with_model: Make, asks: Ask) -> None:
    """A first question says what it means."""
    model = _rewrites("What is the vision of Socialstyrelsen?")

    with_model(model).ask(asks(ASKED), ANYBODY)

    assert model.sent
    assert not any("Conversation" in messages[-1].content for messages in model.sent)
