"""
The clock: what gives the present moment, handed to whoever needs one so that tests can give another.

Owns the type and the real one; leaves zones and calendar days to whoever reckons with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

__all__ = ["Clock", "system_clock"]

Clock = Callable[[], dt.datetime]
"""Gives the present moment, with a time zone."""


def system_clock() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)
