"""
Answering with a model: the same answerers first, the model's help after.

Owns the order of the two, the events a channel may show while it waits, and that an answer says what had a part in it;
leaves each step to the modules beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import Answer, Sentence
from assistant.answering.compose import compose
from assistant.answering.context import Context
from assistant.answering.draft import Draft, found_nothing
from assistant.generation.chat import ChatModel
from assistant.generation.offers import with_offers
from assistant.generation.wording import word_draft

__all__ = ["answer_with"]


def answer_with(context: Context, draft: Draft, model: ChatModel | None) -> Iterator[Sentence | Answer]:
    """
    Checked sentences as they come, and last the whole answer, which holds them all.

    Args:
        context: The question.
        draft: What the rules answer.
        model: Words it; None: it stays as it is.

    What the rules decide (a list, an abstention, a clarification) is decided before the model is asked, and stays so:
    beneath an abstention it may offer another question, which the rules answer when the asker chooses it.
    Without a model, or when it fails, the answer is the rules' alone, with `mode` "extractive".
    """
    if model is None:
        yield compose(context, draft)
        return
    if found_nothing(draft) and not context.inquiry.has("injection"):
        draft = with_offers(context, draft, model)
    for event in word_draft(context, draft, model):
        yield Sentence(text=event) if isinstance(event, str) else compose(context, _credited(context, event, model))


def _credited(context: Context, draft: Draft, model: ChatModel) -> Draft:
    """A draft that a model had a part in says so in its text as well: not every channel shows more than that."""
    if draft.model is None:
        return draft
    credit = context.say("llm.credit", model=model.name, place=model.place)
    return replace(draft, lines=(*draft.lines, credit))
