"""A passage that a search found: the value that searching, reranking and answering share."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Passage

__all__ = ["Candidate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage with the evidence that it fits."""

    row: int
    """Into `Knowledge.passages`."""
    passage: Passage
    """The row's."""
    cosine: float
    """-1..1, 1 is best."""
    coverage: float
    """How much of the question's weighted terms it holds, 0..1."""
    stretch: float | None = None
    """The cosine of its best stretch under its heading, -1..1; None for a passage of a single one."""
    score: float
    """All together, higher is better (`assistant.retrieval.evidence.fuse`)."""
