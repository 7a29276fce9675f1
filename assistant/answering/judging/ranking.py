"""
Passages found by a search, ranked by how wholly they account for it as well.

Owns what accounting for the words of a search weighs beside the retriever's evidence;
leaves finding passages to `assistant.retrieval`, and whether one answers a question to
`assistant.answering.judging.evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.cutting.stretches import Stretches
from assistant.retrieval.candidate import Candidate
from assistant.understanding.concepts import Bag, Concept, coverage

__all__ = ["RANKED", "by_account", "without_repeats"]

RANKED = 20
"""Candidates that are ranked so; those after them keep their order."""
ACCOUNT = 0.4
"""Weight of the share of a search that a passage accounts for, beside `Candidate.score`."""


def by_account(
    candidates: Sequence[Candidate], concepts: Sequence[Concept], stretches: Stretches
) -> tuple[Candidate, ...]:
    """
    The best `RANKED` of `candidates`, best first, ranked anew, and the rest as they are.

    Args:
        candidates: Best first.
        concepts: What is searched for; none change nothing.
        stretches: Of the passages, with the words around them.
    """
    ranked = sorted(candidates[:RANKED], key=lambda each: -_worth(each, concepts, stretches))
    return (*ranked, *candidates[RANKED:])


def without_repeats(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """`candidates` in their order, without those whose words their document has said in one before."""
    first: dict[tuple[str, str], Candidate] = {}
    for each in candidates:
        first.setdefault((each.passage.document, each.passage.body), each)
    return tuple(first.values())


def _worth(candidate: Candidate, concepts: Sequence[Concept], stretches: Stretches) -> float:
    whole = Bag.union(each.whole for each in stretches.of(candidate.passage))
    return candidate.score + ACCOUNT * (coverage(concepts, whole) if concepts else 0.0)
