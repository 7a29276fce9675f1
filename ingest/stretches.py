"""
The stretches of a passage that are compared with a question one by one: its sentences, items or cells.

Owns which they are and what stands with them; leaves their vectors to `ingest.embedding` and `ingest.snapshot`.
A passage of a single stretch has none: its own vector says it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from ingest.parsers.inline import sentences, without_signs
from ingest.records import Passage

__all__ = ["find_stretches"]

LEAST = 2
"""Stretches from which a passage is compared by them."""


def find_stretches(passages: Iterable[Passage], texts: Mapping[str, str]) -> tuple[list[str], NDArray[np.int64]]:
    """
    What of each passage is compared with a question by itself, under its innermost heading.

    Args:
        passages: Of any documents.
        texts: Document id to its whole text.

    Returns:
        The stretches of all passages in their order, and where each passage's begin and the last one's end:
        shape (passages + 1,), int64.
    """
    found: list[str] = []
    starts = [0]
    for passage in passages:
        own = _own(passage, texts[passage.document])
        found.extend(own if len(own) >= LEAST else [])
        starts.append(len(found))
    return found, np.asarray(starts, dtype=np.int64)


def _own(passage: Passage, text: str) -> list[str]:
    heading = passage.path[-1] if passage.path else ""
    spans = (span for quote in passage.quotes for span in sentences(text, quote.span) or (quote.span,))
    return [f"{heading} {without_signs(span.of(text))}".strip() for span in spans]
