"""
A model that cannot hold anybody up: a deadline, bounded retries, a circuit breaker, and caps on use.

Owns when a model is asked at all and for how long; leaves the asking to the `ChatModel` within.
Breaker: Nygard 2018, Release It!, 2nd edition, chapter 5.
"""

from __future__ import annotations

import datetime as dt
import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from assistant.errors import ModelFailed
from assistant.generation.chat import ChatModel, Message

__all__ = ["LimitedModel", "Limits", "Prices", "Usage"]

CHARS_PER_TOKEN = 3
"""A cautious estimate for Danish; what an endpoint counts itself is not told by every one."""
MOST_REPLY_CHARS = 20_000
"""A longer reply is cut off as broken."""
RETRIES = 1
"""Further tries within the deadline, before the first piece has come."""
TAKES_LONG_S = 5.0
"""A wait that an endpoint asks for (Retry-After) and that nobody is kept waiting for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a million tokens cost, in one currency."""

    sent: float
    received: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much and how long."""

    timeout_s: float
    """From asking to the last piece, in seconds."""
    at_once: int
    """Questions that may be with the model at one time; further ones are answered without it."""
    daily_tokens: int | None = None
    """Estimated tokens a day, sent and received; None: no cap."""
    prices: Prices | None = None
    """None: nobody has said what a token costs."""
    daily_cost: float | None = None
    """Estimated, a day, in the currency of `prices`, which it needs; None: no cap."""
    failures: int = 5
    """In a row, after which the model is left alone."""
    rest_s: float = 60.0
    """For so long, in seconds."""


@dataclass(slots=True, kw_only=True)
class Usage:
    """What has been used on a day, or since the program began."""

    day: dt.date | None = None
    """None: since it began."""
    tokens_in: int = 0
    """Estimated."""
    tokens_out: int = 0
    """Estimated."""
    replies: int = 0
    failures: int = 0

    def cost(self, prices: Prices) -> float:
        """Estimated, in their currency."""
        return (self.tokens_in * prices.sent + self.tokens_out * prices.received) / 1_000_000


class LimitedModel:
    """A `ChatModel` within `Limits`; safe to share between threads."""

    def __init__(
        self, model: ChatModel, limits: Limits, *, now: Callable[[], float] = time.monotonic,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:  # fmt: skip
        self._model = model
        self._limits = limits
        self._now = now
        self._today = today
        self._slots = threading.BoundedSemaphore(limits.at_once)
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._rests_until = 0.0
        self.usage = Usage()
        """Of today."""
        self.total = Usage()
        """Of all days; never less than it was."""

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def cost(self) -> float | None:
        """Estimated, since the program began; None where nobody has said what a token costs."""
        return self.total.cost(self._limits.prices) if self._limits.prices else None

    @property
    def place(self) -> str:
        """Where it runs."""
        return self._model.place

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """
        The reply in pieces, all of them before the deadline.

        Raises:
            ModelFailed: If the model fails, is too slow, says too much, rests after failures, is busy,
                or has used its tokens or its money of the day.
        """
        self._check(messages)
        if not self._slots.acquire(blocking=False):
            msg = f"{self.name} is busy with {self._limits.at_once} other questions"
            raise ModelFailed(msg)
        try:
            yield from self._counted(messages)
        except ModelFailed:
            self._note_failure()
            raise
        else:
            with self._lock:
                self._in_a_row = 0
                for usage in (self.usage, self.total):
                    usage.replies += 1

    def _check(self, messages: Sequence[Message]) -> None:
        with self._lock:
            if self._now() < self._rests_until:
                msg = f"{self.name} is left alone after {self._limits.failures} failures in a row"
                raise ModelFailed(msg)
            if self.usage.day != self._today():
                self.usage = Usage(day=self._today())
            used = self.usage.tokens_in + self.usage.tokens_out
            if self._limits.daily_tokens is not None and used >= self._limits.daily_tokens:
                msg = f"{self.name} has used the {self._limits.daily_tokens} tokens it may use a day"
                raise ModelFailed(msg)
            prices, cap = self._limits.prices, self._limits.daily_cost
            if prices and cap is not None and self.usage.cost(prices) >= cap:
                msg = f"{self.name} has cost the {cap:g} it may cost a day"
                raise ModelFailed(msg)
            for usage in (self.usage, self.total):
                usage.tokens_in += sum(len(each.content) for each in messages) // CHARS_PER_TOKEN

    def _note_failure(self) -> None:
        with self._lock:
            for usage in (self.usage, self.total):
                usage.failures += 1
            self._in_a_row += 1
            if self._in_a_row >= self._limits.failures:
                self._rests_until = self._now() + self._limits.rest_s
                self._in_a_row = 0

    def _counted(self, messages: Sequence[Message]) -> Generator[str]:
        total = 0
        for piece in self._before_deadline(messages):
            total += len(piece)
            if total > MOST_REPLY_CHARS:
                msg = f"{self.name} said more than {MOST_REPLY_CHARS} characters"
                raise ModelFailed(msg)
            with self._lock:
                for usage in (self.usage, self.total):
                    usage.tokens_out += -(-len(piece) // CHARS_PER_TOKEN)
            yield piece

    def _before_deadline(self, messages: Sequence[Message]) -> Generator[str]:
        """
        Pieces from a thread of its own, so that a reply that hangs holds up nobody.

        The thread gives its slot back when it ends: a model that hangs is not asked ever more at once.
        """
        pieces: queue.Queue[str | ModelFailed | None] = queue.Queue()
        is_given_up = threading.Event()
        ends = self._now() + self._limits.timeout_s
        worker = threading.Thread(
            target=self._fetch, args=(messages, pieces, is_given_up, ends), daemon=True, name="rettesnor-model"
        )
        worker.start()
        try:
            while (piece := self._next(pieces, ends)) is not None:
                yield piece
        finally:
            is_given_up.set()

    def _next(self, pieces: queue.Queue[str | ModelFailed | None], ends: float) -> str | None:
        try:
            piece = pieces.get(timeout=max(ends - self._now(), 0.001))
        except queue.Empty:
            msg = f"{self.name} took longer than {self._limits.timeout_s:g} seconds"
            raise ModelFailed(msg) from None
        if isinstance(piece, ModelFailed):
            raise piece
        return piece

    def _fetch(
        self, messages: Sequence[Message], pieces: queue.Queue[str | ModelFailed | None], is_given_up: threading.Event,
        ends: float,
    ) -> None:  # fmt: skip
        try:
            for attempt in range(RETRIES + 1):
                failure = self._try(messages, pieces, is_given_up)
                if failure is None or attempt == RETRIES or not self._may_wait(failure, is_given_up, ends):
                    pieces.put(failure)
                    return
        finally:
            self._slots.release()

    def _try(
        self, messages: Sequence[Message], pieces: queue.Queue[str | ModelFailed | None], is_given_up: threading.Event
    ) -> ModelFailed | None:
        """None after a whole reply; the failure otherwise, marked when it may be tried again."""
        has_begun = False
        try:
            with closing(self._model.reply(messages)) as reply:
                for piece in reply:
                    if is_given_up.is_set():
                        return None
                    has_begun = True
                    pieces.put(piece)
        except ModelFailed as failure:
            return ModelFailed(str(failure), retry_after_s=None if has_begun else failure.retry_after_s or 0.0)
        return None

    def _may_wait(self, failure: ModelFailed, is_given_up: threading.Event, ends: float) -> bool:
        """Whether to try again, after the wait that was asked for."""
        wait_s = failure.retry_after_s
        if wait_s is None or wait_s > TAKES_LONG_S or self._now() + wait_s >= ends:
            return False
        return not is_given_up.wait(wait_s)
