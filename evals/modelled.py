"""
The golden questions with a language model beside the same without: what it adds and what it costs.

Owns that one table; leaves judging to `evals.metrics` and the model to the settings.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

from assistant.answer import Answer, Mode
from assistant.assistant import Assistant
from assistant.bootstrap import load_limited_model
from assistant.errors import ModelHeldBack
from assistant.generation.chat import ChatModel, Message
from assistant.generation.limits import LimitedModel
from assistant.protocols import Answers
from assistant.question import ANYBODY
from evals.cases import Case, GoldenFile
from evals.metrics import Outcome
from evals.runner import run_cases
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

__all__ = ["configured", "with_model"]

EVERY_S = 30.0
"""Seconds between two lines that say how far it has come."""


def configured() -> LimitedModel:
    """
    The model of the settings.

    Raises:
        SettingInvalid: If they name none, or it cannot be made.
    """
    model = load_limited_model(load_settings())
    if model is None:
        msg = "No model is set; set RETTESNOR_LLM_MODEL and RETTESNOR_LLM_URL, then run it again."
        raise SettingInvalid(msg)
    return model


def with_model(
    model: LimitedModel,
    files: Sequence[GoldenFile],
    made: Mapping[Path, Answers],
    texts: Mapping[Path, Mapping[str, str]],
    plain: Sequence[Outcome],
) -> str:
    """
    Rightness, faithfulness, length, language, time, tokens and cost, without the model and with it.

    Args:
        model: Is asked, within its limits.
        files: The questions.
        made: Answers them without the model.
        texts: Document folder to document id to text.
        plain: What came of them without the model.
    """
    worded = _Worded(model, made, many=len(plain))
    outcomes = list(run_cases(files, worded.ask, texts))
    return "\n".join(
        [
            f"{'':22}{'without':>10}{'with':>10}   {model.name} ({model.place})",
            *(f"{name:22}{one:>10}{other:>10}" for name, one, other in _rows(plain, outcomes)),
            f"\n{len(worded.own_s)} of {len(outcomes)} answers are worded with the model; {worded.failed()}",
            f"our own part, 95 %    {_high(worded.own_s) * 1000:.1f} ms of processor time for each of these",
            f"tokens, estimated     {model.total.tokens_in} sent, {model.total.tokens_out} received",
            f"cost, estimated       {_cost(model, len(outcomes))}",
        ]
    )


def _cost(model: LimitedModel, questions: int) -> str:
    if model.cost is None:
        return "unknown; set RETTESNOR_LLM_PRICE_SENT and RETTESNOR_LLM_PRICE_RECEIVED"
    return f"{model.cost:.2f}, or {1_000 * model.cost / questions:.2f} for 1000 questions"


class _Worded:
    """Assistants that word with a model, and what that takes."""

    def __init__(self, model: LimitedModel, made: Mapping[Path, Answers], *, many: int) -> None:
        self._model = model
        self._counted = _Counted(model)
        self._made = {
            corpus: each.with_model(self._counted) for corpus, each in made.items() if isinstance(each, Assistant)
        }
        self._many, self._asked = many, 0
        self._began = self._told = time.monotonic()
        self.own_s: list[float] = []
        """Processor time of each answer that is worded with the model; the model takes none of this thread's."""

    def ask(self, file: GoldenFile, case: Case) -> Answer:
        """The answer to the case's question."""
        before = time.thread_time()
        answer = self._made[file.corpus].ask(case.asks, ANYBODY)
        if answer.mode == Mode.GENERATED:
            self.own_s.append(time.thread_time() - before)
        self._asked += 1
        self._tell(time.monotonic())
        return answer

    def _tell(self, now: float) -> None:
        """Say from time to time how far it has come: a slow model may take hours."""
        if now - self._told < EVERY_S:
            return
        self._told = now
        minutes = (now - self._began) / self._asked * (self._many - self._asked) / 60
        sys.stderr.write(f"asked {self._asked} of {self._many} with {self._model.name}, {minutes:.0f} min left\n")

    def failed(self) -> str:
        """How many replies there are not, and why."""
        failures, counted = self._model.total.failures, self._counted
        held_back = f", {counted.held_back} were not asked for: {counted.why}" if counted.held_back else ""
        return f"{failures} replies failed{held_back}"


class _Counted:
    """A model that counts how often its limits hold it back: such answers tell nothing of it."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self.name, self.place = model.name, model.place
        self.held_back, self.why = 0, ""

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """The reply of the model within."""
        try:
            yield from self._model.reply(messages)
        except ModelHeldBack as refusal:
            self.held_back, self.why = self.held_back + 1, str(refusal)
            raise


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
