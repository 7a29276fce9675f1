"""
What is read from all that an asker may read once, not with each question.

Owns keeping it as long as the knowledge it was read from; leaves what is read to the answerers.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ingest.knowledge import Knowledge

__all__ = ["once"]

T = TypeVar("T")


def once(read: Callable[[Knowledge], T]) -> Callable[[Knowledge], T]:
    """
    `read`, remembered for each knowledge by identity; safe to share between threads.

    What it gives must not hold the knowledge itself, or neither is ever let go of.
    """
    held: dict[int, T] = {}

    @wraps(read)
    def remembered(knowledge: Knowledge) -> T:
        key = id(knowledge)
        if key not in held:
            found = read(knowledge)
            # Before it is kept: another knowledge may get this one's place in memory.
            weakref.finalize(knowledge, held.pop, key, None)
            held[key] = found
        return held[key]

    return remembered
