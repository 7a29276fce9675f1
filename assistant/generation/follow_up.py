"""
A follow-up question put so that it stands by itself, with a model's help.

Owns what of a conversation the model is given, and which rewriting is believed: one in the conversation's own words.
It is for the asker to choose; leaves offering it to `assistant.generation.offers`.
The twin without a model is `assistant.understanding.inquiry`, which carries a subject on by rules; this one is asked
only where the rules find nothing.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from functools import cache

from assistant.answering.context import Context
from assistant.errors import ModelFailed
from assistant.generation.chat import ChatModel, Message
from assistant.generation.masking import mask
from assistant.question import Turn
from assistant.understanding.inquiry import Inquiry
from assistant.understanding.tables import words
from ingest.lexical import analyse
from ingest.records import Language

__all__ = ["rewritten"]

MOST_TURNS = 4
MOST_TURN_CHARS = 600
LONGEST = 300
"""Characters of a question that stands by itself."""
_PLAIN = re.compile(r"[\w .,:;?!'’()%/&+-]*\w[\w .,:;?!'’()%/&+-]*")
"""No markup, mention or invisible character: it is shown as what the question was read as."""
_ADDRESS = re.compile(r"www|https?|\w\.[a-z]{2,}\b|//", re.IGNORECASE)
_log = logging.getLogger(__name__)


def rewritten(context: Context, model: ChatModel) -> str | None:
    """The question as one that needs no conversation; None where there was none, or the model does no better."""
    turns = context.inquiry.question.history[-MOST_TURNS:]
    if not turns:
        return None
    try:
        proposal = _question("".join(model.reply(_messages(context, turns))))
    except ModelFailed as failure:
        _log.warning("model_failed", extra={"why": str(failure)})
        return None
    if proposal is None or not _is_in_their_words(proposal, [context.inquiry.text, *(each.content for each in turns)]):
        return None
    return proposal if _keeps_what_is_asked(proposal, context.inquiry) else None


def _messages(context: Context, turns: Sequence[Turn]) -> list[Message]:
    def masked(text: str) -> str:
        return " ".join(mask(text, is_public=context.is_printed).split())[:MOST_TURN_CHARS]

    lines = [json.dumps({"role": each.role, "said": masked(each.content)}, ensure_ascii=False) for each in turns]
    question = masked(context.inquiry.text)
    return [
        Message(role="system", content=context.say("llm.follow_up_system")),
        Message(role="user", content=context.say("llm.follow_up_task", question=question, text="\n".join(lines))),
    ]


def _question(reply: str) -> str | None:
    """The question in a reply, in plain words; None for any other form."""
    for line in reply.splitlines():
        try:
            item = json.loads(line.strip().removesuffix(","))
        except (ValueError, RecursionError):
            continue
        text = item.get("question") if isinstance(item, dict) else None
        if isinstance(text, str) and len(text) <= LONGEST and _PLAIN.fullmatch(text) and not _ADDRESS.search(text):
            return text.strip()
    return None


def _is_in_their_words(proposal: str, said: Sequence[str]) -> bool:
    """Whether every word with content was said: the model puts a question together, it does not ask one of its own."""
    known = {stem for text in said for stem in _stems(text)}
    return all(any(stem in known for stem in stems) for stems in _stems_by_word(proposal))


def _keeps_what_is_asked(proposal: str, inquiry: Inquiry) -> bool:
    """Whether all that the follow-up itself names is in it: "and for 2024?" is not the question before once more."""
    known = _stems(proposal)
    return all(stems & known for stems in _stems_by_word(inquiry.text) if not stems & _pointing())


@cache
def _pointing() -> frozenset[str]:
    """Stems of words that point back, or put a question without being what it is about."""
    held = " ".join((*words("leaning_words"), *words("frame_words")))
    return frozenset(_stems(held))


def _stems(text: str) -> set[str]:
    return {term.stem for language in Language for term in analyse(text, language)}


def _stems_by_word(text: str) -> list[set[str]]:
    found: dict[int, set[str]] = {}
    for language in Language:
        for term in analyse(text, language, keep_stop_words=True):
            found.setdefault(term.start, set()).add(term.stem)
    content = {term.start for term in analyse(text, Language.DANISH)} & {
        term.start for term in analyse(text, Language.ENGLISH)
    }
    return [stems for start, stems in found.items() if start in content]
