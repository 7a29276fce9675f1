"""
What a monitoring system reads at /metrics, in Prometheus' form.

Owns the measures and their names; leaves scraping and alarms to the operator.
No question, person or address is in them.

Source: https://prometheus.io/docs/practices/naming/.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from assistant.answer import Answer
from assistant.generation.limits import Usage
from assistant.protocols import Answers
from assistant.question import ANYBODY, Question
from ingest.errors import RettesnorError

__all__ = ["Metrics", "ModelUse", "metrics"]

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

metrics = APIRouter(tags=["health"])


class ModelUse(Protocol):
    """What is counted of a language model: `assistant.generation.limits.LimitedModel`."""

    @property
    def total(self) -> Usage:
        """Tokens, replies and failures since the program began."""

    @property
    def cost(self) -> float | None:
        """Estimated, since the program began; None where there are no prices."""


class _Read:
    """A counter that somebody else keeps."""

    def __init__(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        self._name, self._meaning, self._value = name, meaning, value

    def collect(self) -> Iterator[CounterMetricFamily]:
        """Its value now."""
        yield CounterMetricFamily(self._name, self._meaning, value=self._value())


class Metrics:
    """The measures of one server."""

    def __init__(
        self, answers: Answers, *, clock: Callable[[], float] = time.time, model: ModelUse | None = None
    ) -> None:
        self._answers = answers
        self._clock = clock
        self._seen: tuple[str, float] = ("", clock())
        self.registry = CollectorRegistry(auto_describe=True)
        self._questions = Counter(
            "rettesnor_questions", "Questions answered.", ["status", "kind"], registry=self.registry
        )
        self._seconds = Histogram(
            "rettesnor_answer_seconds", "Time from question to answer.", buckets=_SECONDS, registry=self.registry
        )
        self._requests = Counter(
            "rettesnor_http_requests", "HTTP requests served.", ["method", "route", "status"], registry=self.registry
        )
        self._index = Gauge("rettesnor_index_info", "The generation in force.", ["generation"], registry=self.registry)
        self._age = Gauge(
            "rettesnor_index_age_seconds",
            "Time since this server took the generation in force into use.",
            registry=self.registry,
        )
        if model is not None:
            self._measure_model(model)

    def count_answer(self, _question: Question, answer: Answer, seconds: float) -> None:
        """Count one answered question."""
        self._questions.labels(answer.status.value, answer.kind.value).inc()
        self._seconds.observe(seconds)

    def count_request(self, scope: Scope, status: int) -> None:
        """Count one served request, by its route and never by its address: a path may hold somebody's words."""
        route = getattr(scope.get("route"), "path", "none")
        self._requests.labels(scope["method"] if route != "none" else "any", route, str(status)).inc()

    def _measure_model(self, model: ModelUse) -> None:
        """The model's own counts, read whenever somebody asks for the measures."""
        counts: tuple[tuple[str, str, Callable[[], float]], ...] = (
            ("tokens_sent", "Estimated tokens sent to the language model.", lambda: model.total.tokens_in),
            ("tokens_received", "Estimated tokens received from it.", lambda: model.total.tokens_out),
            ("replies", "Whole replies of the language model.", lambda: model.total.replies),
            ("failures", "Replies that failed, or came late.", lambda: model.total.failures),
            ("cost", "Estimated cost in the currency of the prices set; 0 where none are.", lambda: model.cost or 0.0),
        )
        for name, meaning, value in counts:
            self.registry.register(_Read(f"rettesnor_model_{name}", meaning, value))

    def written(self) -> bytes:
        """Everything measured so far, as Prometheus reads it."""
        self.look_at_index()
        return generate_latest(self.registry)

    def look_at_index(self) -> None:
        """See which generation is in force: its age counts from when it was first seen."""
        try:
            generation = self._answers.knowledge(ANYBODY).snapshot
        except RettesnorError:
            generation = ""
        if generation != self._seen[0]:
            self._seen = (generation, self._clock())
            self._index.clear()
        if generation:
            self._index.labels(generation).set(1)
        self._age.set(self._clock() - self._seen[1])


@metrics.get(
    "/metrics",
    summary="Measures for a monitoring system",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def measured(request: Request) -> Response:
    """Give questions by status and kind, latency, requests, and the index generation with its age."""
    found: Metrics = request.app.state.metrics
    return Response(found.written(), media_type=CONTENT_TYPE_LATEST)
