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

from assistant.answer import GENERATED
from assistant.assistant import Assistant
from assistant.generation.chat import ChatModel, Message
from assistant.question import ANYBODY

BAR_MS = 15.0
MANY = 300
"""Questions."""


def _talkative(messages: Sequence[Message]) -> str:
    """As much as a model may say: three sentences and six glosses, all of which must be checked."""
    lines = messages[-1].content.splitlines()
    pieces = [json.loads(line) for line in lines if line.startswith('{"n"')]
    lead = "Planen siger" if messages[-1].content.startswith("Spørgsmål") else "The plan says"
    words = ["".join(f" {word}" for word in piece["text"].split()[:12]).rstrip(".,;:") for piece in pieces]
    told = [say(f"{lead}{each}.", piece["n"]) for each, piece in zip(words, pieces, strict=True)]
    return "".join(told[:3] + [gloss(piece["text"][:300], piece["n"]) for piece in pieces[:6]])


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
def test_our_own_part_of_a_worded_answer_is_small(with_model: Callable[[ChatModel | None], Assistant]) -> None:
    """
    Understanding, answering and checking together, in processor time of the thread that answers.

    Of a server as it is when it begins to listen: each question and nearly each sentence is new to it.
    """
    model = _Timed(_talkative)
    assistant = with_model(model)
    assistant.rehearse(ANYBODY)
    times = []
    for case in random.Random(1).sample(CASES, MANY):
        before, model.took = time.thread_time(), 0.0
        answer = assistant.ask(case.asks, ANYBODY)
        if answer.mode == GENERATED:
            times.append(1_000 * (time.thread_time() - before - model.took))

    found = quantiles(times, n=20)
    print(f"\n{len(times)} worded answers: p50 {found[9]:.1f} ms, p95 {found[-1]:.1f} ms")  # noqa: T201 (for the docs)
    assert len(times) > MANY / 4
    assert found[-1] <= BAR_MS
