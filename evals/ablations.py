"""
What each part earns: the same questions with one part of the knowledge taken away.

Owns the replacements (no vectors, shuffled vectors, no BM25, no records) and the drops they cause;
leaves asking to `evals.runner`. A part whose loss costs nothing has no business being there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.metrics import Outcome
from evals.report import tally
from ingest.knowledge import Knowledge, Stretches, VectorIndex, Words
from ingest.records import Block, BlockKind, Document, Language, Passage, PassageKind, Section

__all__ = ["ABLATIONS", "GROUPS", "AblationBar", "Alter", "ablation_table", "drops", "missed_bars", "read_bars"]

Alter = Callable[[Knowledge], Knowledge]
"""Replaces a part of what an assistant knows."""
SEED = 20250520
_NO_ROWS = np.empty(0, dtype=np.int64)
_NO_SCORES = np.empty(0, dtype=np.float32)


class _NoVectors:
    """A vector index that finds nothing."""

    def __init__(self, index: VectorIndex) -> None:
        self._index = index

    def search(
        self,
        vector: NDArray[np.float32],  # noqa: ARG002 (the protocol's parameters)
        *,
        among: NDArray[np.int64],  # noqa: ARG002
        limit: int,  # noqa: ARG002
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return _NO_ROWS, _NO_SCORES

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.zeros_like(self._index.vectors(rows))

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:  # noqa: ARG002
        return np.zeros(len(rows), dtype=np.float32)

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.zeros_like(self._index.estimate(vector))


class _ShuffledVectors:
    """A vector index in which every row has another row's vector."""

    def __init__(self, index: VectorIndex, count: int) -> None:
        order = np.random.default_rng(SEED).permutation(count)
        # A cycle through a random order, so that no row keeps its own.
        owner = np.empty(count, dtype=np.int64)
        owner[order] = np.roll(order, 1)
        self._vectors = index.vectors(owner)

    def search(
        self, vector: NDArray[np.float32], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        cosines = self.cosines(vector, among)
        best = np.argsort(-cosines, kind="stable")[:limit]
        return among[best], cosines[best]

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._vectors[rows]

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._vectors[rows] @ vector

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        return self._vectors @ vector


class _NoLexical:
    """A BM25 index that finds nothing."""

    def coverages(
        self,
        terms: Mapping[str, float],  # noqa: ARG002 (the protocol's parameters)
        *,
        among: NDArray[np.int64],
        only: NDArray[np.int64] | None = None,
    ) -> NDArray[np.float32]:
        return np.zeros(len(among if only is None else only), dtype=np.float32)

    def holding(self, stems: Collection[str]) -> NDArray[np.int64]:  # noqa: ARG002
        return _NO_ROWS

    def vocabulary(self, among: NDArray[np.int64]) -> frozenset[str]:  # noqa: ARG002
        return frozenset()


def _without_faiss(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, vectors=_NoVectors(knowledge.vectors), words=Words(), stretches=Stretches())


def _with_shuffled_vectors(knowledge: Knowledge) -> Knowledge:
    words, stretches = knowledge.words, knowledge.stretches
    count = int(stretches.starts[-1]) if stretches.starts.size else 0
    return replace(
        knowledge,
        vectors=_ShuffledVectors(knowledge.vectors, len(knowledge.passages)),
        words=replace(words, vectors=_ShuffledVectors(words.vectors, len(words.spelling))),
        stretches=replace(stretches, vectors=_ShuffledVectors(stretches.vectors, count)),
    )


def _without_bm25(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, lexical=_NoLexical())


def _without_records(knowledge: Knowledge) -> Knowledge:
    """The same words as plain paragraphs: no goals, milestones or people, no lists and no tables."""
    return replace(
        knowledge,
        goals=(),
        people=(),
        documents={key: _as_paragraphs(document) for key, document in knowledge.documents.items()},
        passages=tuple(_as_paragraph(passage, knowledge.all_documents) for passage in knowledge.passages),
    )


def _as_paragraph(passage: Passage, documents: Mapping[str, Document]) -> Passage:
    if passage.kind is PassageKind.PARAGRAPH:
        return passage
    whole = documents[passage.document].quote(passage.span)
    return replace(passage, kind=PassageKind.PARAGRAPH, quotes=(whole,), lead_in=None, ordered=False, goal=None)


def _as_paragraphs(document: Document) -> Document:
    return replace(document, root=_flat(document, document.root))


def _flat(document: Document, section: Section) -> Section:
    blocks = tuple(_flat_block(document, block) for block in section.blocks)
    return replace(section, blocks=blocks, children=tuple(_flat(document, child) for child in section.children))


def _flat_block(document: Document, block: Block) -> Block:
    if block.kind in (BlockKind.CONTENTS, BlockKind.FURNITURE):
        return block
    return Block(kind=BlockKind.PARAGRAPH, span=block.span, quote=document.quote(block.span))


ABLATIONS: Mapping[str, Alter] = {
    "without FAISS": _without_faiss,
    "shuffled vectors": _with_shuffled_vectors,
    "without BM25": _without_bm25,
    "without records": _without_records,
}
"""What is taken away, by the name it is reported under."""

GROUPS = ("all", "english", "passage", "milestones", "list")
"""Groups of questions that drops are reported for: all, a language, or a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AblationBar:
    """How much a group of questions must lose."""

    ablation: str
    group: str
    points: float
    """Least drop, in points of 100."""


def read_bars(path: Path) -> tuple[AblationBar, ...]:
    """The bars in a file of floors."""
    return tuple(AblationBar(**bar) for bar in json.loads(path.read_text(encoding="utf-8"))["ablations"])


def drops(whole: Sequence[Outcome], altered: Sequence[Outcome]) -> Mapping[str, float]:
    """How many points of 100 each group loses; a group without questions is left out."""
    found = {}
    for group in GROUPS:
        before, after = tally(_of(group, whole)).share, tally(_of(group, altered)).share
        if before is not None and after is not None:
            found[group] = 100 * (before - after)
    return found


def _of(group: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
    if group == "all":
        return list(outcomes)
    if group == "english":
        return [outcome for outcome in outcomes if outcome.case.language is Language.ENGLISH]
    return [outcome for outcome in outcomes if outcome.case.kind == group]


def ablation_table(lost: Mapping[str, Mapping[str, float]]) -> str:
    """Points lost by each group, one line for each part taken away."""
    head = "points lost".ljust(18) + "".join(f"{group:>12}" for group in GROUPS)
    lines = [
        name.ljust(18) + "".join(f"{found[group]:>12.1f}" if group in found else f"{'–':>12}" for group in GROUPS)
        for name, found in lost.items()
    ]
    return "\n".join([head, *lines])


def missed_bars(lost: Mapping[str, Mapping[str, float]], bars: Sequence[AblationBar]) -> tuple[str, ...]:
    """A sentence for each bar that is missed."""
    return tuple(
        f"{bar.ablation}: {bar.group} questions lose {lost[bar.ablation][bar.group]:.1f} points, wanted {bar.points:g}"
        for bar in bars
        if bar.ablation in lost and lost[bar.ablation].get(bar.group, bar.points) < bar.points
    )
