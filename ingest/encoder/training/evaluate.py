"""
How good an encoder is: translations found among many, and passages found by their heading.

Owns the measures and their table; leaves the encoders to their modules.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["EvaluationSets", "Score", "bitext_accuracy", "evaluate", "read_sets", "retrieval_hits"]

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSets:
    """Texts that no training has seen."""

    bitext: dict[str, list[tuple[str, str]]]
    """(Danish, English) pairs by the set's name."""
    passages: list[str]
    queries: dict[str, list[tuple[str, int]]]
    """(heading, number of its passage) by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of the table."""

    name: str
    value: float
    """Percent, 100 is best."""


def read_sets(path: Path) -> EvaluationSets:
    """The sets of a gzipped JSON file: `docs` is [passages, Danish queries, English queries], the others are pairs."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = json.load(file)
    passages, danish, english = found.pop("docs")
    return EvaluationSets(
        bitext={name: [(pair[0], pair[1]) for pair in pairs] for name, pairs in found.items()},
        passages=passages,
        queries={
            "da": [(query, gold) for query, gold in danish],
            "en": [(query, gold) for query, gold in english],
        },
    )


def evaluate(sets: EvaluationSets, questions: Embed, passages: Embed) -> tuple[Score, ...]:
    """Every figure of the table for one encoder."""
    scores = []
    for name, pairs in sets.bitext.items():
        onward, back = bitext_accuracy(questions([pair[0] for pair in pairs]), questions([pair[1] for pair in pairs]))
        scores += [Score(name=f"{name} da→en", value=onward), Score(name=f"{name} en→da", value=back)]
    among = passages(sets.passages)
    for language, queries in sets.queries.items():
        cosines = questions([query for query, _ in queries]) @ among.T
        for limit, value in zip((1, 3), retrieval_hits(cosines, [gold for _, gold in queries]), strict=True):
            scores.append(Score(name=f"docs {language} hit@{limit}", value=value))
    return tuple(scores)


def bitext_accuracy(danish: NDArray[np.float32], english: NDArray[np.float32]) -> tuple[float, float]:
    """Percent of the Danish rows whose nearest English row is their own, and the reverse."""
    cosines = danish @ english.T
    own = np.arange(len(cosines))
    return 100 * float((cosines.argmax(1) == own).mean()), 100 * float((cosines.argmax(0) == own).mean())


def retrieval_hits(scores: NDArray[np.float32], gold: Sequence[int]) -> tuple[float, float]:
    """Percent of the queries (rows) whose passage (column) comes first, and among the first three."""
    own = scores[np.arange(len(gold)), list(gold)]
    rank = (scores > own[:, None]).sum(axis=1)
    return 100 * float((rank < 1).mean()), 100 * float((rank < 3).mean())  # noqa: PLR2004 - first three
