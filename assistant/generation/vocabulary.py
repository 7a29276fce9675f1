"""
Words of a question that the documents do not have, bridged by a model's proposals.

Owns what is asked of the model and which proposals are believed: those that stand in the documents and are near the
word by their vectors too. Two sources must agree, because a model that proposes freely would make any question fit.
The twin without a model is `assistant.retrieval.neighbours`, which wants more likeness for having one source only.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.context import Context
from assistant.errors import ModelFailed
from assistant.generation.chat import ChatModel, Message
from assistant.generation.masking import mask
from assistant.generation.relations import folded_words
from assistant.understanding.concepts import Concept
from assistant.understanding.inquiry import SOLID
from assistant.understanding.meanings import stems_of
from ingest.records import Language

__all__ = ["Bridged", "bridged"]

LEAST = 0.5
"""
Cosine from which a proposal is believed; by vectors alone it takes 0.6 (`Neighbours`).

At 0.4 a model that proposes the likest words of the documents for any word got 17 made-up answers out of 3 385
questions, at 0.5 it got 6, and none in the golden set.
"""
WORTH = 0.6
"""Of a word so bridged, as evidence, 0..1."""
MOST_WORDS = 4
MOST_PROPOSALS = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridged:
    """A question with further ways to put some of its words."""

    context: Context
    words: tuple[str, ...]
    """Those words, as the asker wrote them."""


def bridged(context: Context, model: ChatModel) -> Bridged | None:
    """The question with further ways to put the words that the documents lack; None where there is none to add."""
    asked = " ".join(mask(context.inquiry.text, is_public=lambda _: False).split())
    sent = set(folded_words(asked))
    unknown = [
        concept
        for concept in context.inquiry.concepts
        if _is_unknown(concept, context) and sent.issuperset(folded_words(concept.words))
    ][:MOST_WORDS]
    if not unknown:
        return None
    try:
        proposals = _proposals("".join(model.reply(_messages(context, asked, unknown))))
    except ModelFailed as failure:
        _log.warning("model_failed", extra={"why": str(failure)})
        return None
    more = {concept.words: _ways(concept, proposals.get(concept.words, ()), context) for concept in unknown}
    if not any(more.values()):
        return None
    concepts = tuple(
        replace(concept, alternatives={**more.get(concept.words, {}), **concept.alternatives})
        for concept in context.inquiry.concepts
    )
    return Bridged(
        context=replace(context, inquiry=replace(context.inquiry, concepts=concepts)),
        words=tuple(concept.printed or concept.words for concept in unknown if more[concept.words]),
    )


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


def _ways(concept: Concept, proposals: Sequence[str], context: Context) -> dict[tuple[str, ...], float]:
    ways: dict[tuple[str, ...], float] = {}
    for proposal in proposals:
        for language in Language:
            stems = stems_of(proposal, language)
            is_held = bool(stems) and all(stem in context.bridge.vocabulary for stem in stems)
            if is_held and context.searcher.likeness(concept.words, proposal) >= LEAST:
                ways[stems] = WORTH
    return ways
