"""
How often one caller may call.

Owns the token buckets and the headers that tell of them; leaves who counts as one caller to `auth`.

Source: RateLimit header fields for HTTP, https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Allowance", "RateLimits"]

_WINDOW_S = 60
_MOST_CALLERS = 10_000
"""Callers remembered at once; the one unheard of for longest begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one caller has left after a request."""

    is_within: bool
    """Whether this request may be served."""
    limit: int
    """Requests in a minute."""
    remaining: int
    """Requests that may follow at once."""
    reset_s: int
    """Seconds until another may follow, or until all may where some remain."""

    def headers(self) -> Mapping[str, str]:
        """The header fields that tell the caller."""
        told = {
            "ratelimit-policy": f'"requests";q={self.limit};w={_WINDOW_S}',
            "ratelimit": f'"requests";r={self.remaining};t={self.reset_s}',
        }
        return told if self.is_within else told | {"retry-after": str(self.reset_s)}


class RateLimits:
    """A bucket for each caller, filled steadily up to a minute's requests."""

    def __init__(self, limit: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> Allowance | None:
        """Count one request of `caller`; None where there is no limit."""
        if not self._limit:
            return None
        now, rate = self._clock(), self._limit / _WINDOW_S
        with self._lock:
            left, at = self._buckets.pop(caller, (float(self._limit), now))
            left = min(float(self._limit), left + (now - at) * rate)
            is_within = left >= 1
            left -= is_within
            self._buckets[caller] = (left, now)
            if len(self._buckets) > _MOST_CALLERS:
                self._buckets.popitem(last=False)
        missing = self._limit - left if left >= 1 else 1 - left
        return Allowance(
            is_within=is_within, limit=self._limit, remaining=int(left), reset_s=max(1, math.ceil(missing / rate))
        )
