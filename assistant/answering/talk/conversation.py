"""
Talk that is no question to the documents: greetings, thanks, "what can you do", tasks and orders.

Owns recognising and answering it; a greeting before a real question is passed over.
"""

from __future__ import annotations

import re

from assistant.answer import Kind, Option, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.talk.suggest import starters

__all__ = [
    "answer_conversation",
    "answer_documents",
    "answer_opinion",
    "answer_orders",
    "ask_back",
    "ask_what",
    "decline_orders",
]

_YEAR = re.compile(r"\b20\d\d")
LONGEST_BARE = 6
"""Words of a question that may be about nothing but an "it"."""
MOST_NAMED = 100
"""Documents that are named where all are asked for; how many there are is said first."""
_SMALLTALK = ("human", "how_are_you", "thanks", "bye", "greeting")
"""Cues of small talk, each with a reply of its own; the first that is there is answered."""


def answer_conversation(context: Context) -> Draft | None:
    """A reply to a greeting, thanks, or a question about the assistant itself."""
    inquiry = context.inquiry
    if inquiry.has("human"):
        return _reply(context, "human")
    if inquiry.has("help") and not inquiry.solid("help"):
        return _help(context)
    if _has_subject(context):
        return None
    said = next((cue for cue in _SMALLTALK if inquiry.has(cue)), None)
    return _reply(context, said) if said else None


def _has_subject(context: Context) -> bool:
    """Whether there is a real question beside the small talk."""
    inquiry = context.inquiry
    if inquiry.solid("greeting", "thanks", "bye", "how_are_you") or not inquiry.times.is_empty:
        return True
    if inquiry.named or inquiry.goal_numbers:
        return True
    return inquiry.has("newcomer", "milestone", "goal", "injection", "documents")


def _reply(context: Context, key: str) -> Draft:
    sheet = Sheet(kind=Kind.SMALLTALK)
    sheet.write(context.say(f"conversation.{key}"))
    sheet.suggestions.extend(starters(context))
    return sheet.answered()


def _help(context: Context) -> Draft:
    sheet = Sheet(kind=Kind.HELP)
    sheet.write(context.say("conversation.help"))
    for starter in starters(context):
        sheet.write(f"- {starter}")
        sheet.suggestions.append(starter)
    return sheet.answered()


def ask_back(context: Context) -> Draft | None:
    """Which of its subjects a question without any may mean; None when it has one."""
    if context.inquiry.solid("deadline", "singular") or context.inquiry.named or len(context.inquiry.concepts) > 1:
        return None
    return _unclear(context)


def ask_what(context: Context) -> Draft | None:
    """What "it" means where nothing was said before; None for any other question."""
    inquiry = context.inquiry
    is_short = len(inquiry.text.split()) <= LONGEST_BARE and inquiry.has("pronoun")
    is_narrowed = (
        _YEAR.search(inquiry.folded)
        or inquiry.named
        or inquiry.goal_numbers
        or not inquiry.times.is_empty
        or inquiry.is_followup
    )
    if not is_short or is_narrowed or inquiry.has("milestone", "goal"):
        return None
    has_subject = inquiry.solid("pronoun", "done", "status", "when", "who", "deadline")
    return None if has_subject else _unclear(context)


def _unclear(context: Context) -> Draft:
    sheet = Sheet(kind=Kind.HELP)
    sheet.write(context.say("conversation.unclear"))
    for starter in starters(context):
        sheet.options.append(Option(label=starter, question=starter))
        sheet.write(f"- {starter}")
    return sheet.asked_back()


def answer_orders(context: Context) -> Draft | None:
    """Tasks outside the documents, and orders to the assistant: declined."""
    inquiry = context.inquiry
    asks_more = inquiry.solid("injection", "task", "claim") or inquiry.times.has_span
    if inquiry.has("injection") and not asks_more and not inquiry.has("milestone", "goal"):
        return decline_orders(context)
    if inquiry.has("task"):
        return _declined(context, "conversation.task", *starters(context))
    return None


def answer_opinion(context: Context) -> Draft | None:
    """That the assistant has no opinion, where it is asked for one."""
    if not context.inquiry.has("opinion"):
        return None
    return _declined(context, "conversation.opinion", *starters(context))


def decline_orders(context: Context) -> Draft:
    """That orders to the assistant itself are not followed."""
    return _declined(context, "conversation.orders")


def _declined(context: Context, key: str, *suggestions: str) -> Draft:
    sheet = Sheet(kind=Kind.HELP)
    sheet.write(context.say(key))
    sheet.suggestions.extend(suggestions)
    return sheet.declined(Reason.OUT_OF_SCOPE)


def answer_documents(context: Context) -> Draft | None:
    """Which documents the assistant has."""
    inquiry = context.inquiry
    if not inquiry.has("documents") or inquiry.solid("documents"):
        return None
    sheet = Sheet(kind=Kind.HELP)
    documents = context.documents
    sheet.write(context.say("conversation.documents", number=len(documents)))
    for document in documents[:MOST_NAMED]:
        sheet.write(f"- {context.organisation_name(document, short=False)}: {document.title}")
    left = len(documents) - MOST_NAMED
    sheet.write(context.say("conversation.more_documents", number=left) if left > 0 else "")
    return sheet.answered()
