"""Models that tell given sentences leaning on whatever they were given, and what of them is shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations

from scripted import ScriptedModel, gloss, say

from assistant.generation.chat import Message

MOST_PAIRED = 6
"""Pieces of which each two are leant on."""


def numbers_of(messages: Sequence[Message]) -> list[int]:
    """The numbers of the evidence that a model was given."""
    lines = messages[-1].content.splitlines()
    return [json.loads(line)["n"] for line in lines if line.startswith('{"n"')]


def tells(*sentences: str) -> ScriptedModel:
    """Says the sentences of each piece of evidence, of each two and of all, and as glosses."""

    def reply(messages: Sequence[Message]) -> str:
        numbers = numbers_of(messages)
        pairs = combinations(numbers[:MOST_PAIRED], 2)
        leanings = [*((n,) for n in numbers), *pairs, *([tuple(numbers)] if numbers else [])]
        told = [say(sentence, *each) for each in leanings for sentence in sentences]
        return "".join([*told, *(gloss(sentence, n) for sentence in sentences for n in numbers)])

    return ScriptedModel(reply)
