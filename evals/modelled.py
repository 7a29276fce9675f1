"""
The golden questions with a language model beside the same without: what it adds and what it costs.

Owns that one table; leaves judging to `evals.metrics` and the model to the settings.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

from assistant.answer import GENERATED, Answer
from assistant.assistant import Assistant
from assistant.bootstrap import load_limited_model
from assistant.generation.chat import ChatModel, Message
from assistant.protocols import Answers
from assistant.question import ANYBODY
from evals.cases import Case, GoldenFile
from evals.metrics import Outcome
from evals.runner import run_cases
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

__all__ = ["with_model"]


def with_model(
    files: Sequence[GoldenFile],
    made: Mapping[Path, Answers],
    texts: Mapping[Path, Mapping[str, str]],
    plain: Sequence[Outcome],
) -> str:
    """
    Rightness, faithfulness, length, time and tokens, without the model and with it.

    Raises:
        SettingInvalid: If the settings name no model.
    """
    model = load_limited_model(load_settings())
    if model is None:
        msg = "No model is set; set RETTESNOR_LLM_MODEL and RETTESNOR_LLM_URL, then run it again."
        raise SettingInvalid(msg)
    timed = _Timed(model)
    worded = {corpus: answers.with_model(timed) for corpus, answers in made.items() if isinstance(answers, Assistant)}
    waits_s: list[float] = []

    def ask(file: GoldenFile, case: Case) -> Answer:
        timed.waited_s = 0.0
        answer = worded[file.corpus].ask(case.asks, ANYBODY)
        waits_s.append(timed.waited_s)
        return answer

    outcomes = list(run_cases(files, ask, texts))
    own = [one.seconds - wait for one, wait in zip(outcomes, waits_s, strict=True) if one.answer.mode == GENERATED]
    share = sum(outcome.answer.mode == GENERATED for outcome in outcomes) / len(outcomes)
    usage = model.total
    return "\n".join(
        [
            f"{'':22}{'without':>10}{'with':>10}   {model.name} ({model.place})",
            *(f"{name:22}{one:>10}{other:>10}" for name, one, other in _rows(plain, outcomes)),
            f"worded with the model  {share:.1%}; {usage.failures} failures",
            f"our own part, 95 %     {_high(own) * 1000:.1f} ms of an answer worded so: all but the wait for the model",
            f"tokens, estimated      {usage.tokens_in} sent, {usage.tokens_out} received",
            f"cost, estimated        {'no prices set' if model.cost is None else f'{model.cost:.2f}'}",
        ]
    )


class _Timed:
    """A model that counts the seconds it is waited for."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.name, self.place = model.name, model.place
        self.waited_s = 0.0

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """The reply of the model within."""
        pieces = self._model.reply(messages)
        while True:
            began = time.perf_counter()
            piece = next(pieces, None)
            self.waited_s += time.perf_counter() - began
            if piece is None:
                return
            yield piece


def _high(values: Sequence[float]) -> float:
    """The 95th percentile; 0 of fewer than two values."""
    return quantiles(values, n=20)[-1] if len(values) > 1 else 0.0


def _rows(plain: Sequence[Outcome], worded: Sequence[Outcome]) -> list[tuple[str, str, str]]:
    return [
        (name, one, other)
        for (name, one), (_, other) in zip(_figures(plain), _figures(worded), strict=True)
    ]  # fmt: skip


def _figures(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    count = len(outcomes)
    lengths = [outcome.verdict.length for outcome in outcomes if outcome.verdict.length is not None]
    seconds = [outcome.seconds for outcome in outcomes]
    return [
        ("right", f"{sum(outcome.verdict.is_right for outcome in outcomes) / count:.1%}"),
        ("fabricated", f"{sum(outcome.verdict.is_fabricated for outcome in outcomes) / count:.1%}"),
        ("quotations exact", f"{sum(outcome.verdict.is_exact for outcome in outcomes) / count:.1%}"),
        ("right language", f"{sum(_is_in_language(outcome) for outcome in outcomes) / count:.1%}"),
        ("characters, median", f"{median(lengths):.0f}"),
        ("seconds, median", f"{median(seconds):.3f}"),
        ("seconds, 95 %", f"{_high(seconds):.3f}"),
    ]


def _is_in_language(outcome: Outcome) -> bool:
    return not any(failure.check == "language" for failure in outcome.verdict.failures)
