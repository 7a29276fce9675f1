"""
Words of a question that the documents do not have, bridged by a model's proposals.

Owns what is asked of the model and which proposals are believed: those that stand in the documents and are near the
word by their vectors too. Two sources must agree, because a model that proposes freely would make any question fit.
What comes of it is the question in the documents' words, for the asker to choose; leaves offering it to
`assistant.generation.offers`. The twin without a model is `assistant.retrieval.neighbours`, which wants more likeness.
"""

from __future__ import annotations

import itertools
import json
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from assistant.answering.context import Context
from assistant.errors import ModelFailed
from assistant.generation.chat import ChatModel, Message
from assistant.generation.masking import mask
from assistant.generation.readings import folded_words
from assistant.understanding.concepts import Concept
from assistant.understanding.inquiry import SOLID
from assistant.understanding.meanings import stems_of
from ingest.records import Language

__all__ = ["bridged"]

LEAST = 0.5
"""Cosine from which a proposal is believed; by vectors alone it takes 0.6 (`Neighbours`)."""
MOST_WORDS = 4
MOST_PROPOSALS = 5
_PLAIN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
"""Words and nothing else: a proposal is shown."""
_log = logging.getLogger(__name__)


def bridged(context: Context, model: ChatModel) -> Iterator[str]:
    """The question with the words that the documents lack put in words that they have, the likeliest first."""
    asked = " ".join(mask(context.inquiry.text, is_public=lambda _: False).split())
    sent = set(folded_words(asked))
    unknown = [
        concept
        for concept in context.inquiry.concepts
        if _is_unknown(concept, context) and sent.issuperset(folded_words(concept.words))
    ][:MOST_WORDS]
    if not unknown:
        return
    try:
        proposals = _proposals("".join(model.reply(_messages(context, asked, unknown))))
    except ModelFailed as failure:
        _log.warning("model_failed", extra={"why": str(failure)})
        return
    ways = {
        concept.printed: believed
        for concept in unknown
        if (believed := _believed(concept, proposals.get(concept.words, ()), context))
    }
    for chosen in itertools.product(*ways.values()) if ways else ():
        question = context.inquiry.text
        for word, other in zip(ways, chosen, strict=True):
            question = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, question)
        yield question


def _is_unknown(concept: Concept, context: Context) -> bool:
    if concept.is_name or concept.weight < SOLID:
        return False
    held = context.bridge.vocabulary
    return not any(all(stem in held for stem in stems) for stems in concept.alternatives)


def _messages(context: Context, asked: str, unknown: Sequence[Concept]) -> list[Message]:
    words = ", ".join(concept.words for concept in unknown)
    return [
        Message(role="system", content=context.say("llm.bridge_system")),
        Message(role="user", content=context.say("llm.bridge_task", question=asked, text=words)),
    ]


def _proposals(reply: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in reply.splitlines():
        try:
            item = json.loads(line.strip().removesuffix(","))
        except (ValueError, RecursionError):
            continue
        if isinstance(item, dict) and isinstance(item.get("word"), str) and isinstance(item.get("means"), list):
            means = (each for each in item["means"] if isinstance(each, str) and each.strip())
            found[item["word"]] = tuple(means)[:MOST_PROPOSALS]
    return found


def _believed(concept: Concept, proposals: Sequence[str], context: Context) -> tuple[str, ...]:
    """Those proposals that stand in the documents, word for word, and are like the word, the likest first."""
    likeness = {
        proposal: context.searcher.likeness(concept.words, proposal)
        for proposal in proposals
        if _is_plain(proposal) and any(_is_held(proposal, language, context) for language in Language)
    }
    return tuple(sorted((each for each, near in likeness.items() if near >= LEAST), key=lambda each: -likeness[each]))


def _is_held(proposal: str, language: Language, context: Context) -> bool:
    stems = stems_of(proposal, language)
    return bool(stems) and all(stem in context.bridge.vocabulary for stem in stems)


def _is_plain(proposal: str) -> bool:
    letters = (each for each in proposal if each.isalpha())
    return bool(_PLAIN.fullmatch(proposal)) and all(unicodedata.name(each, "").startswith("LATIN") for each in letters)
