"""
What one generation knows, opened for reading: records, passages and the two indexes over them.

Owns `Knowledge`, the narrow interfaces of its indexes, and the cut to what an asker may read;
leaves how it is stored to `ingest.snapshot`, and ranking to `assistant.retrieval`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.records import Document, Goal, Milestone, Organisation, Passage, Person

__all__ = ["Encoder", "Knowledge", "LexicalIndex", "VectorIndex"]


class Encoder(Protocol):
    """Text to vectors."""

    @property
    def name(self) -> str:
        """Names the weights exactly (kind and checksum): an index made by one name is not searched by another."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dim), float32, rows of length 1 (a row of zeros for a text with no known token)."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `embed_questions`, for the other side of an asymmetric model."""


class VectorIndex(Protocol):
    """Exact inner-product search over the passages' vectors (FAISS)."""

    def search(
        self, vector: NDArray[np.float32], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """
        The nearest of the passages in `among` (row numbers into `Knowledge.passages`), best first.

        Returns:
            Row numbers and cosines (-1..1, 1 is best), at most `limit`; fewer only when `among` holds fewer.
        """

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The stored vectors of these passages, shape (len(rows), dim)."""


class LexicalIndex(Protocol):
    """BM25 over the passages."""

    def search(
        self, terms: Mapping[str, float], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """
        Passages of `among` that hold any of the weighted `terms`, best first.

        Term statistics come from `among` alone, so that a hidden passage cannot be felt in a score.

        Returns:
            Row numbers and coverages: BM25 divided by the most the terms could reach, 0..1, 1 is best.
        """


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """One generation, or the part of it that an asker may read."""

    snapshot: str
    """The generation's name."""
    organisations: tuple[Organisation, ...]
    documents: Mapping[str, Document]
    """By id, in corpus order."""
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    passages: tuple[Passage, ...]
    """All passages of the generation, visible or not: row numbers of the indexes point here."""
    vectors: VectorIndex
    lexical: LexicalIndex
    encoder_name: str

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Row numbers of the passages whose document is in `documents`, ascending."""
        seen = [row for row, passage in enumerate(self.passages) if passage.document in self.documents]
        return np.asarray(seen, dtype=np.int64)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone in document order."""
        return tuple(milestone for goal in self.goals for milestone in goal.milestones)

    @cached_property
    def goals_by_id(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goals}

    @property
    def home(self) -> Organisation | None:
        """The organisation that "we" means, if one is named and has documents here."""
        return next((organisation for organisation in self.organisations if organisation.is_home), None)

    def readable_by(self, groups: frozenset[str]) -> Knowledge:
        """The part that somebody in `groups` may read; what is left out is absent from every field but `passages`."""
        documents = {
            key: document
            for key, document in self.documents.items()
            if not document.audience or document.audience & groups
        }
        organisations = {document.organisation for document in documents.values()}
        return Knowledge(
            snapshot=self.snapshot,
            organisations=tuple(each for each in self.organisations if each.id in organisations or each.is_home),
            documents=documents,
            goals=tuple(goal for goal in self.goals if goal.document in documents),
            people=tuple(person for person in self.people if person.document in documents),
            passages=self.passages,
            vectors=self.vectors,
            lexical=self.lexical,
            encoder_name=self.encoder_name,
        )
