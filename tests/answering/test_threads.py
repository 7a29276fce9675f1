"""One assistant serves all threads of a server: what they ask at once does not mix."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from answer_scenes import AFTER_PERIOD, IN_PERIOD, ROOT, asks, settings_of

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.question import ANYBODY, Question

TEXTS = (
    """
what are our five values?|hvad er vores mission|Which Q2 milestones are open?|milestones due in Q4|hvad er Mål 1?
koncernfælles mål 2|hvor mange mål har vi|AMR|hvad siger planen om bias|when is the emergency exercise|er HAIBA færdig
Hvem har underskrevet planen?|who is the director of Socialstyrelsen|Ole Jensens telefonnummer|hvad betyder EURL
what happens in march 2026|compare our vision with Socialstyrelsens|what is SSI's budget?|I'm new, what is SSI for?
hvad var målene for 2024|hej|Socialstyrelsens otte principper|vaccines|kerneopgaver|which milestones have no quarter?
""".strip()
    .replace("\n", "|")
    .split("|")
)
QUESTIONS = [asks(text, on=day) for day in (IN_PERIOD, AFTER_PERIOD) for text in TEXTS]
THREADS = 8


def _ask_all(assistant: Assistant, questions: list[Question], start: threading.Barrier) -> dict[int, Answer]:
    start.wait()
    return {QUESTIONS.index(question): assistant.ask(question, ANYBODY) for question in questions}


def test_eight_threads_get_the_answers_of_one(real: Assistant, corpus_index: Path) -> None:
    """Eight ask fifty questions each, every one in an order of its own, of an assistant nobody has asked before."""
    expected = {place: real.ask(question, ANYBODY) for place, question in enumerate(QUESTIONS)}
    fresh = build(settings_of(ROOT / "corpus", corpus_index))
    orders = [random.Random(seed).sample(QUESTIONS, len(QUESTIONS)) for seed in range(THREADS)]
    start = threading.Barrier(THREADS)

    with ThreadPoolExecutor(THREADS) as pool:
        asked = [pool.submit(_ask_all, fresh, order, start) for order in orders]
        answers = [each.result() for each in asked]

    assert len(QUESTIONS) == 50
    assert all(each == expected for each in answers)
