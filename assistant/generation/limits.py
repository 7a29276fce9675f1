"""
A model that cannot hold anybody up: a deadline, bounded retries, a circuit breaker, and caps on use.

Owns when a model is asked at all and for how long; leaves the asking to the `ChatModel` within, and what a day has used
to a `Spending`, which all replicas share.
Breaker: Nygard 2018, Release It!, 2nd edition, chapter 5.
"""

from __future__ import annotations

import datetime as dt
import logging
import queue
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from assistant.errors import ModelFailed, ModelHeldBack, StoreUnusable
from assistant.generation.chat import ChatModel, Message
from ingest.errors import RettesnorError

__all__ = ["LimitedModel", "Limits", "Prices", "Spending", "Spent", "Usage"]

_log = logging.getLogger(__name__)

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
    """What this process has used since it began."""

    tokens_in: int = 0
    """Estimated."""
    tokens_out: int = 0
    """Estimated."""
    replies: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What all replicas have used on one day."""

    tokens_in: int = 0
    """Estimated."""
    tokens_out: int = 0
    """Estimated."""


class Spending(Protocol):
    """Keeps what a day has used: `assistant.generation.spending.SpendingBook`."""

    def take(self, day: dt.date, tokens: int, *, has_room: Callable[[Spent], bool]) -> bool:
        """
        Count `tokens` as sent on `day` where what has been used leaves room; whether it did.

        Raises:
            StoreUnusable: If nobody can say what has been used.
        """

    def add(self, day: dt.date, tokens: int) -> None:
        """
        Count `tokens` as received on `day`.

        Raises:
            StoreUnusable: If it cannot be written down.
        """


class LimitedModel:
    """A `ChatModel` within `Limits`; safe to share between threads."""

    def __init__(
        self, model: ChatModel, limits: Limits, *, spending: Spending | None = None,
        now: Callable[[], float] = time.monotonic, today: Callable[[], dt.date] = dt.date.today,
    ) -> None:  # fmt: skip
        """
        Hold `model` within `limits`.

        Args:
            model: Is asked.
            limits: How much and how long.
            spending: Keeps what a day has used; None: there is no cap on a day.
            now: Seconds of a clock that only goes forward.
            today: The day in the organisation's zone.

        Raises:
            ValueError: If a day is capped, but nothing keeps what it has used.
        """
        if spending is None and (limits.daily_tokens is not None or limits.daily_cost is not None):
            msg = "a cap on a day needs something that keeps what the day has used"
            raise ValueError(msg)
        self._model = model
        self._limits = limits
        self._spending = spending
        self._now = now
        self._today = today
        self._slots = threading.BoundedSemaphore(limits.at_once)
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._rests_until = 0.0
        self._used_up: dt.date | None = None
        self._unwritten = 0
        self.total = Usage()
        """Never less than it was."""

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def cost(self) -> float | None:
        """Estimated, since the program began; None where nobody has said what a token costs."""
        return _cost(self.total, self._limits.prices) if self._limits.prices else None

    @property
    def place(self) -> str:
        """Where it runs."""
        return self._model.place

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """
        The reply in pieces, all of them before the deadline.

        Raises:
            ModelHeldBack: If it rests after failures, is busy, or has used its tokens or its money of the day.
            ModelFailed: If it fails, is too slow or says too much, or nobody can say what the day has used.
        """
        self._check()
        if not self._slots.acquire(blocking=False):
            msg = f"{self.name} is busy with {self._limits.at_once} other questions"
            raise ModelHeldBack(msg)
        try:
            yield from self._counted(messages)
        except ModelHeldBack:
            raise
        except ModelFailed:
            self._note_failure()
            raise
        else:
            with self._lock:
                self._in_a_row = 0
                self.total.replies += 1

    def _check(self) -> None:
        with self._lock:
            if self._now() < self._rests_until:
                msg = f"{self.name} is left alone after {self._limits.failures} failures in a row"
                raise ModelHeldBack(msg)
            # A day's sum only grows: once it is used up, nobody need look again.
            if self._used_up == self._today():
                raise self._over()

    def _over(self) -> ModelHeldBack:
        return ModelHeldBack(f"{self.name} has used what it may use a day")

    def _note_failure(self) -> None:
        with self._lock:
            self.total.failures += 1
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
            if refusal := self._refusal(messages):
                pieces.put(refusal)
                return
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
        received = 0
        try:
            with closing(self._model.reply(messages)) as reply:
                for piece in reply:
                    received += len(piece)
                    if is_given_up.is_set():
                        return None
                    pieces.put(piece)
        except ModelFailed as failure:
            return ModelFailed(str(failure), retry_after_s=None if received else failure.retry_after_s or 0.0)
        finally:
            self._note_received(-(-received // CHARS_PER_TOKEN))
        return None

    def _refusal(self, messages: Sequence[Message]) -> ModelFailed | None:
        """
        Why the day leaves no room for another question; None where it does, which is then counted.

        Asked in the thread of the reply, so that a store that hangs is given up at the deadline as a model is.
        """
        tokens, day = sum(len(each.content) for each in messages) // CHARS_PER_TOKEN, self._today()
        if self._spending is not None:
            try:
                self._write_received(self._spending, day)
                if not self._spending.take(day, tokens, has_room=self._has_room):
                    with self._lock:
                        self._used_up = day
                    return self._over()
            except RettesnorError as error:
                return ModelFailed(f"nobody can say what {self.name} has used today ({error})")
        with self._lock:
            self.total.tokens_in += tokens
        return None

    def _has_room(self, spent: Spent) -> bool:
        most, prices, cap = self._limits.daily_tokens, self._limits.prices, self._limits.daily_cost
        if most is not None and spent.tokens_in + spent.tokens_out >= most:
            return False
        return not (prices and cap is not None and _cost(spent, prices) >= cap)

    def _note_received(self, tokens: int) -> None:
        with self._lock:
            self.total.tokens_out += tokens
            self._unwritten += tokens if self._spending is not None else 0
        if self._spending is not None:
            try:
                self._write_received(self._spending, self._today())
            except StoreUnusable as error:
                _log.warning("model_use_not_kept", extra={"tokens": tokens, "error": type(error).__name__})

    def _write_received(self, spending: Spending, day: dt.date) -> None:
        """Write down what has been received; what cannot be written now is written with the next reply."""
        with self._lock:
            tokens, self._unwritten = self._unwritten, 0
        if not tokens:
            return
        try:
            spending.add(day, tokens)
        except StoreUnusable:
            with self._lock:
                self._unwritten += tokens
            raise

    def _may_wait(self, failure: ModelFailed, is_given_up: threading.Event, ends: float) -> bool:
        """Whether to try again, after the wait that was asked for."""
        wait_s = failure.retry_after_s
        if wait_s is None or wait_s > TAKES_LONG_S or self._now() + wait_s >= ends:
            return False
        return not is_given_up.wait(wait_s)


def _cost(used: Usage | Spent, prices: Prices) -> float:
    """Estimated, in the currency of `prices`."""
    return (used.tokens_in * prices.sent + used.tokens_out * prices.received) / 1_000_000
