"""
Lies by somebody who had not read the checks, over the example documents: none is shown.

The lies are data, `lies_over_corpus.yaml`; docs/language-model.md has what the first run of them showed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from scripted import ScriptedModel, gloss
from telling import numbers_of, tells

from assistant.assistant import Assistant
from assistant.generation.chat import ChatModel
from assistant.question import ANYBODY, Question

WRITTEN = yaml.safe_load((Path(__file__).parent / "lies_over_corpus.yaml").read_text(encoding="utf-8"))
LIES = 448
SOME = 80
"""Lies of `make test`; `make soak` tells them all."""
HONEST, KEPT = 24, 15
"""True sentences beside them, and how many of them at least are shown: checks that nothing passes would be easy."""
Make = Callable[[ChatModel | None], Assistant]
Ask = Callable[[str], Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lie:
    question: str
    tell: str
    """What may not be shown."""
    model: ScriptedModel


def _glossing(text: str) -> ScriptedModel:
    return ScriptedModel(lambda messages: "".join(gloss(text, n) for n in numbers_of(messages)))


def _lies(entry: dict[str, Any]) -> Iterator[_Lie]:
    question = entry["question"]
    for told in (each for group in entry.get("says", {}).values() for each in group):
        sentences = told if isinstance(told, list) else [told]
        yield _Lie(question=question, tell=sentences[-1], model=tells(*sentences))
    for told in (each for group in entry.get("glosses", {}).values() for each in group):
        yield _Lie(question=question, tell=told, model=_glossing(told))
    for reply, tell in (each for group in entry.get("raws", {}).values() for each in group):
        yield _Lie(question=question, tell=tell, model=ScriptedModel(reply + "\n"))


@pytest.mark.slow
def test_no_lie_of_a_stranger_is_shown(as_installed: Make, asks: Ask) -> None:
    """Each is told in every way that the form of a reply has."""
    assert _shown(random.Random(1).sample(_all_lies(), SOME), as_installed, asks) == []


@pytest.mark.soak
@pytest.mark.parametrize("editions", ["with_model", "as_installed"])
def test_none_of_all_their_lies_is_shown(editions: str, asks: Ask, request: pytest.FixtureRequest) -> None:
    """With the English editions and without."""
    lies = _all_lies()

    assert len(lies) == LIES
    assert _shown(lies, request.getfixturevalue(editions), asks) == []


def _all_lies() -> list[_Lie]:
    return [lie for entry in WRITTEN["lies"] for lie in _lies(entry)]


def _shown(lies: Sequence[_Lie], make: Make, asks: Ask) -> list[tuple[str, str]]:
    plain = {question: make(None).ask(asks(question), ANYBODY).text for question in {lie.question for lie in lies}}
    texts = [make(lie.model).ask(asks(lie.question), ANYBODY).text for lie in lies]
    return [
        (lie.question, lie.tell)
        for lie, text in zip(lies, texts, strict=True)
        if lie.tell in text and lie.tell not in plain[lie.question]
    ]


@pytest.mark.slow
def test_as_many_honest_sentences_as_before_are_shown(as_installed: Make, asks: Ask) -> None:
    """Silence is no virtue of its own: the figure may only rise."""
    told = [(entry["question"], sentence) for entry in WRITTEN["honest"] for sentence in entry["says"]]

    kept = [
        sentence
        for question, sentence in told
        if sentence in as_installed(tells(sentence)).ask(asks(question), ANYBODY).text
    ]

    assert len(told) == HONEST
    assert len(kept) >= KEPT
