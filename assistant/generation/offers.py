"""
What a question without an answer may have meant, found with a model's help and offered to the asker.

Owns that the rules' decision stands: an abstention stays one, and offers questions that the rules alone do answer.
Leaves finding them to `assistant.generation.follow_up` and `assistant.generation.vocabulary`.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from assistant.answer import AnswerStatus, Option
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.router import answer
from assistant.generation.chat import ChatModel
from assistant.generation.follow_up import rewritten
from assistant.generation.vocabulary import bridged
from assistant.understanding.inquiry import understand

__all__ = ["with_offers"]

MOST_OFFERS = 2
MOST_TRIED = 4
"""Questions that the rules are asked, to see whether they have an answer."""


def with_offers(context: Context, draft: Draft, model: ChatModel) -> Draft:
    """
    The draft with questions to ask instead, each of which has an answer; the draft itself where there are none.

    Args:
        context: The question.
        draft: An abstention, which it stays.
        model: Is asked what the question may have meant.
    """
    offers = _offers(context, model)
    if not offers:
        return draft
    options = tuple(Option(label=each, question=each) for each in offers)
    rows = (context.say("llm.did_you_mean"), *(f"- {each}" for each in offers))
    return replace(draft, lines=(*draft.lines, *rows), options=(*draft.options, *options), model=model.name)


def _offers(context: Context, model: ChatModel) -> tuple[str, ...]:
    question = rewritten(context, model)
    if question and _has_answer(context, question):
        return (question,)
    tried = itertools.islice(bridged(context, model), MOST_TRIED)
    return tuple(itertools.islice((each for each in tried if _has_answer(context, each)), MOST_OFFERS))


def _has_answer(context: Context, text: str) -> bool:
    """Whether the rules answer it from the documents, with no conversation before it and no model."""
    asked = replace(context.inquiry.question, text=text, history=(), language=context.inquiry.language)
    draft = answer(replace(context, inquiry=understand(asked, context.knowledge, context.bridge)))
    return draft.status is AnswerStatus.ANSWERED and bool(draft.evidence or draft.milestones)
