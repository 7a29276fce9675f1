"""A long question made to be slow is answered about as soon as any other."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from assistant.assistant import Assistant
from assistant.question import ANYBODY, Question

LONG = 4_000
"""Letters of a question."""
MOST_SECONDS = 1.0
"""Of processor time: several times what it takes; a pattern that tries every way to match takes seconds, or hours."""


@pytest.mark.parametrize(
    ("begins", "repeated", "ends"),
    [
        ("", "who cooperates ", "on antimicrobial resistance"),
        ("", "hvem samarbejder ", "om AMR"),
        ("is HAIBA done", ", is a b or", ""),
        ("what is the status of goal 1", ", is a b or ", ""),
        ("", "who sets the colour of goal 1, us or them? ", ""),
        ("", "which goals mention work and ", ""),
        ("", "which parties is it between and ", ""),
        ("how many goals are ", "own and ", "ours?"),
        ("", "what ratings can a milestone get in ", ""),
        ("", "hvilke mål får flest penge i slutningen af ", ""),
    ],
)
def test_a_question_made_to_be_slow_is_answered_in_time(real: Assistant, begins: str, repeated: str, ends: str) -> None:
    """No pattern of any answerer tries every way to match."""
    times = (LONG - len(begins) - len(ends)) // len(repeated)
    question = Question(text=begins + repeated * times + ends, asked_at=dt.datetime(2025, 5, 20, 12, tzinfo=dt.UTC))
    real.rehearse(ANYBODY)
    begun = time.process_time()

    real.ask(question, ANYBODY)

    assert time.process_time() - begun < MOST_SECONDS
