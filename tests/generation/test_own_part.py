"""What an answer worded with a model costs beside the wait for it."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Generator, Sequence
from statistics import quantiles

import pytest
from scripted import ScriptedModel, gloss, say
from test_lies import CASES

from assistant.answer import Mode
from assistant.assistant import Assistant
from assistant.generation.chat import ChatModel, Message
from assistant.question import ANYBODY
from ingest.records import Language

BAR_MS = 15.0
MANY = 300
"""Questions."""


def _talkative(in_english: Callable[[str], str | None]) -> Callable[[Sequence[Message]], str]:
    """Says as much as a model may, three sentences and six glosses, in the asker's language: all must be checked."""

    def reply(messages: Sequence[Message]) -> str:
        task = messages[-1].content
        pieces = [json.loads(line) for line in task.splitlines() if line.startswith('{"n"')]
        is_danish = task.startswith("Spørgsmål")
        texts = [piece["text"] if is_danish else in_english(piece["text"]) or piece["text"] for piece in pieces]
        words = ["".join(f" {word}" for word in text.split()[:12]).rstrip(".,;:") for text in texts]
        lead = "Planen siger" if is_danish else "The plan says"
        told = [say(f"{lead}{each}.", piece["n"]) for each, piece in zip(words, pieces, strict=True)]
        return "".join(
            [*told[:3], *(gloss(text[:300], piece["n"]) for text, piece in zip(texts[:6], pieces, strict=False))]
        )

    return reply


class _Timed(ScriptedModel):
    """Knows the processor time that it has taken itself: a real model takes another machine's."""

    took = 0.0

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """The reply, all of it made before the first piece is given."""
        before = time.thread_time()
        pieces = list(super().reply(messages))
        self.took += time.thread_time() - before
        yield from pieces


@pytest.mark.soak
def test_our_own_part_of_a_worded_answer_is_small(as_installed: Callable[[ChatModel | None], Assistant]) -> None:
    """
    Understanding, answering and checking together, in processor time of the thread that answers.

    Of a server as it is when it begins to listen: each question and nearly each sentence is new to it.
    """
    editions = as_installed(None).view(ANYBODY).bridge.renderings
    model = _Timed(_talkative(lambda text: editions.another_wording(text, Language.DANISH)))
    assistant = as_installed(model)
    assistant.rehearse(ANYBODY)
    times = []
    for case in random.Random(1).sample(CASES, MANY):
        before, model.took = time.thread_time(), 0.0
        answer = assistant.ask(case.asks, ANYBODY)
        if answer.mode == Mode.GENERATED:
            times.append(1_000 * (time.thread_time() - before - model.took))

    found = quantiles(times, n=20)
    print(f"\n{len(times)} worded answers: p50 {found[9]:.1f} ms, p95 {found[-1]:.1f} ms")  # noqa: T201 (for the docs)
    assert len(times) > MANY / 4
    assert found[-1] <= BAR_MS
