"""
What a monitoring system reads at /metrics, in Prometheus' form.

Owns the measures and their names; leaves scraping and alarms to the operator.
No question, person or address is in them.

Source: https://prometheus.io/docs/practices/naming/.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from assistant.answer import Answer
from assistant.protocols import Answers
from assistant.question import ANYBODY, Question
from ingest.errors import RettesnorError

__all__ = ["Metrics", "metrics"]

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

metrics = APIRouter(tags=["health"])


class Metrics:
    """The measures of one server."""

    def __init__(self, answers: Answers, *, clock: Callable[[], float] = time.time) -> None:
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

    def count_answer(self, _question: Question, answer: Answer, seconds: float) -> None:
        """Count one answered question."""
        self._questions.labels(answer.status.value, answer.kind.value).inc()
        self._seconds.observe(seconds)

    def count_request(self, scope: Scope, status: int) -> None:
        """Count one served request, by its route and never by its address: a path may hold somebody's words."""
        route = getattr(scope.get("route"), "path", "none")
        self._requests.labels(scope["method"] if route != "none" else "any", route, str(status)).inc()

    def written(self) -> bytes:
        """Everything measured so far, as Prometheus reads it."""
        self._look_at_index()
        return generate_latest(self.registry)

    def _look_at_index(self) -> None:
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
