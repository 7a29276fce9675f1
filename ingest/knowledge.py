"""
What one generation knows, opened for reading: records, passages, words and the indexes over them.

Owns `Knowledge`, the narrow interfaces of its indexes, and the cut to what an asker may read;
leaves how it is stored to `ingest.snapshot`, and ranking to `assistant.retrieval`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.records import Document, Goal, Milestone, Organisation, Pairing, Passage, Person
from ingest.words import find_words

__all__ = ["MANY", "Encoder", "Knowledge", "LexicalIndex", "Stretches", "VectorIndex", "Words"]

MANY = 4_000
"""Passages up to which each may be looked at for one question: thousands more take longer than a person waits."""


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
    """Exact inner-product search over the vectors of a generation's passages, or of its words (FAISS)."""

    def search(
        self, vector: NDArray[np.float32], *, among: NDArray[np.int64], limit: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """
        The nearest of the rows in `among` (into `Knowledge.passages`, or `Words.spelling`), best first.

        Returns:
            Row numbers and cosines (-1..1, 1 is best), at most `limit`; fewer only when `among` holds fewer.
        """

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The stored vectors of these rows, shape (len(rows), dim)."""

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The exact cosine of each of these rows, shape (len(rows),), -1..1."""

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """About the cosine of every row of the generation, shape (rows,): quick, to choose by and not to rank by."""


class LexicalIndex(Protocol):
    """BM25 over the passages."""

    def coverages(
        self, terms: Mapping[str, float], *, among: NDArray[np.int64], only: NDArray[np.int64] | None = None
    ) -> NDArray[np.float32]:
        """
        How much of the weighted `terms` each passage of `among` holds; with `only`, each of those alone.

        Term statistics come from `among` alone, so that a hidden passage cannot be felt in a score.

        Returns:
            BM25 divided by the most the terms could reach, shape (len(among),) or (len(only),), 0..1, 1 is best.
        """

    def vocabulary(self, among: NDArray[np.int64]) -> frozenset[str]:
        """Every stem that a passage of `among` holds."""

    def holding(self, stems: Collection[str]) -> NDArray[np.int64]:
        """The passages of the generation, visible or not, that hold every one of `stems`, ascending."""


class _NoVectors:
    """A `VectorIndex` over nothing."""

    def search(
        self,
        vector: NDArray[np.float32],  # noqa: ARG002 (the protocol's parameters)
        *,
        among: NDArray[np.int64],  # noqa: ARG002
        limit: int,  # noqa: ARG002
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.zeros((len(rows), 0), dtype=np.float32)

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:  # noqa: ARG002
        return np.zeros(len(rows), dtype=np.float32)

    def estimate(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:  # noqa: ARG002
        return np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words that the originals' passages of a generation are written in, searchable by meaning."""

    spelling: tuple[str, ...] = ()
    """Distinct, lower case, ascending (`ingest.words`)."""
    vectors: VectorIndex = field(default_factory=_NoVectors)
    """One vector for each of `spelling`, by the encoder that made the passages' vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _InTurn:
    """
    The first stretches of all passages, then the second ones of those that have two, and so on.

    Many passages have few each: to take the best of each in turn is a tenth of reducing each by itself.
    """

    passages: NDArray[np.int64]
    """Those that have stretches, those with most of them first: each turn is of the first so many."""
    numbers: NDArray[np.int64]
    """Of the stretches, turn by turn, each in the order of `passages`."""
    ends: NDArray[np.int64]
    """Where in `numbers` each turn but the last one ends."""


@dataclass(frozen=True, kw_only=True)
class Stretches:
    """The stretches of a generation's passages, each compared with a question by itself (`ingest.stretches`)."""

    starts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Where each passage's begin, and where the last one's end; shape (passages + 1,), or empty for none at all."""
    vectors: VectorIndex = field(default_factory=_NoVectors)
    """One vector for each, by the encoder that made the passages' vectors."""

    def best(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The best cosine of a stretch of each of `rows` (into the passages), -1..1; NaN for one that has none."""
        found = np.full(len(rows), np.nan, dtype=np.float32)
        if not self.starts.size:
            return found
        sizes = self.starts[rows + 1] - self.starts[rows]
        held = np.flatnonzero(sizes)
        if held.size:
            firsts, many = self.starts[rows[held]], sizes[held]
            begins = np.cumsum(many) - many
            wanted = np.repeat(firsts - begins, many) + np.arange(int(many.sum()))
            found[held] = np.maximum.reduceat(self.vectors.cosines(vector, wanted), begins)
        return found

    def estimate(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """As `best`, by estimates (`VectorIndex.estimate`): quick where `rows` are very many."""
        found = np.full(max(len(self.starts) - 1, 0), np.nan, dtype=np.float32)
        if not self._in_turn.numbers.size:
            return np.full(len(rows), np.nan, dtype=np.float32)
        estimates = self.vectors.estimate(vector)[self._in_turn.numbers]
        first, *others = np.split(estimates, self._in_turn.ends)
        for turn in others:
            np.maximum(first[: len(turn)], turn, out=first[: len(turn)])
        found[self._in_turn.passages] = first
        return found[rows]

    @cached_property
    def _in_turn(self) -> _InTurn:
        sizes = np.diff(self.starts)
        order = np.argsort(-sizes, kind="stable")
        passages = order[: np.count_nonzero(sizes)]
        many = [int(np.count_nonzero(sizes > turn)) for turn in range(int(sizes.max(initial=0)))]
        numbers = [self.starts[passages[:count]] + turn for turn, count in enumerate(many)]
        return _InTurn(
            passages=passages,
            numbers=np.concatenate([np.empty(0, dtype=np.int64), *numbers]),
            ends=np.cumsum(many[:-1]),
        )


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """One generation, or the part of it that an asker may read."""

    snapshot: str
    """The generation's name."""
    organisations: tuple[Organisation, ...]
    documents: Mapping[str, Document]
    """The originals by id, in corpus order: what a corpus counts as."""
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    passages: Sequence[Passage]
    """All passages of the generation, visible or not: row numbers of the indexes point here."""
    vectors: VectorIndex
    lexical: LexicalIndex
    encoder_name: str
    words: Words = field(default_factory=Words)
    """All words of the generation, of visible passages or not: ask for those in `word_rows`."""
    stretches: Stretches = field(default_factory=Stretches)
    """Of all passages of the generation, visible or not."""
    editions: Mapping[str, Document] = field(default_factory=dict)
    """Parallel editions of `documents` by id; their passages are in `edition_rows`, never in `rows`."""
    pairings: tuple[Pairing, ...] = ()
    """What each of `editions` renders."""
    ranges: Mapping[str, range] | None = None
    """Of each document of the generation, visible or not, the rows of its passages; None: as `passages` say."""

    @cached_property
    def _rows_of_all(self) -> Mapping[str, NDArray[np.int64]]:
        """Of each document of the generation with passages, their row numbers, ascending."""
        found: dict[str, Sequence[int]] = {key: each for key, each in (self.ranges or {}).items() if each}
        if self.ranges is None:
            gathered: dict[str, list[int]] = {}
            for row, passage in enumerate(self.passages):
                gathered.setdefault(passage.document, []).append(row)
            found |= gathered
        return {key: np.asarray(rows, dtype=np.int64) for key, rows in found.items()}

    def _rows_of(self, documents: Mapping[str, Document]) -> NDArray[np.int64]:
        held = [self._rows_of_all[key] for key in documents if key in self._rows_of_all]
        return np.sort(np.concatenate([np.empty(0, dtype=np.int64), *held]))

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Row numbers of the passages whose document is in `documents`, ascending."""
        return self._rows_of(self.documents)

    @cached_property
    def visible(self) -> tuple[Passage, ...]:
        """The passages of `rows`."""
        if len(self.rows) == len(self.passages):
            return tuple(self.passages)
        return tuple(self.passages[row] for row in self.rows.tolist())

    @property
    def has_many(self) -> bool:
        """Whether there are more passages than may each be looked at for one question."""
        return len(self.rows) > MANY

    def passages_of(self, document: str) -> Sequence[Passage]:
        """The passages of one of `documents`, in its order."""
        rows = self.rows_by_document.get(document)
        return () if rows is None else [self.passages[row] for row in rows.tolist()]

    @cached_property
    def rows_by_document(self) -> Mapping[str, NDArray[np.int64]]:
        """Of each of `documents` with passages, their row numbers, ascending."""
        return {key: self._rows_of_all[key] for key in self.documents if key in self._rows_of_all}

    @cached_property
    def passages_by_goal(self) -> Mapping[str, tuple[Passage, ...]]:
        """Of each goal, the passages that are it."""
        found: dict[str, list[Passage]] = {}
        for passage in self.visible:
            if passage.goal:
                found.setdefault(passage.goal, []).append(passage)
        return {key: tuple(passages) for key, passages in found.items()}

    @cached_property
    def edition_rows(self) -> NDArray[np.int64]:
        """Row numbers of the passages of `editions`, ascending."""
        return self._rows_of(self.editions)

    @cached_property
    def rows_of_originals(self) -> Mapping[int, int]:
        """For each of `edition_rows` that renders a passage of an original, the row of that passage."""
        if not self.edition_rows.size:
            return {}
        rows = {self.passages[row].id: row for row in self.rows.tolist()}
        renders = ((row, self.passages[row].renders) for row in self.edition_rows.tolist())
        return {row: rows[original] for row, original in renders if original in rows}

    @cached_property
    def audiences(self) -> frozenset[str]:
        """Every group that some document is for."""
        return frozenset(group for document in self.all_documents.values() for group in document.audience)

    @cached_property
    def has_past(self) -> bool:
        """Whether some document is superseded by another one here."""
        return any(document.superseded_by in self.documents for document in self.documents.values())

    @property
    def all_documents(self) -> Mapping[str, Document]:
        """Originals and editions by id."""
        return {**self.documents, **self.editions}

    @cached_property
    def word_rows(self) -> NDArray[np.int64]:
        """Row numbers into `words` of those that a visible passage holds, ascending."""
        spelling = self.words.spelling
        if len(self.rows) + len(self.edition_rows) == len(self.passages):
            return np.arange(len(spelling), dtype=np.int64)
        held = frozenset(find_words(self.passages[row].indexed_text for row in self.rows.tolist()))
        return np.asarray([row for row, word in enumerate(spelling) if word in held], dtype=np.int64)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone in document order."""
        return tuple(milestone for goal in self.goals for milestone in goal.milestones)

    @cached_property
    def document_ids(self) -> frozenset[str]:
        """Ids of `documents`."""
        return frozenset(self.documents)

    @cached_property
    def originals(self) -> tuple[Document, ...]:
        """The values of `documents`."""
        return tuple(self.documents.values())

    @cached_property
    def documents_by_organisation(self) -> Mapping[str, tuple[Document, ...]]:
        """Of each organisation that has documents here, those, in corpus order."""
        found: dict[str, list[Document]] = {}
        for document in self.originals:
            found.setdefault(document.organisation, []).append(document)
        return {key: tuple(documents) for key, documents in found.items()}

    @cached_property
    def ids_by_organisation(self) -> Mapping[str, frozenset[str]]:
        """Of each organisation that has documents here, their ids; `document_ids` itself where that is all."""
        found = self.documents_by_organisation
        if len(found) == 1:
            return dict.fromkeys(found, self.document_ids)
        return {key: frozenset(each.id for each in documents) for key, documents in found.items()}

    @cached_property
    def goal_headings(self) -> frozenset[str]:
        """The headings of goals and the names of their series; the title of a document is none."""
        titles = {document.title for document in self.originals}
        return frozenset(part for goal in self.goals for part in (goal.series, *goal.path)) - titles

    @cached_property
    def goals_by_document(self) -> Mapping[str, tuple[Goal, ...]]:
        """Of each document with goals, those, in document order."""
        found: dict[str, list[Goal]] = {}
        for goal in self.goals:
            found.setdefault(goal.document, []).append(goal)
        return {key: tuple(goals) for key, goals in found.items()}

    @cached_property
    def plans(self) -> tuple[Document, ...]:
        """The documents that have goals, in corpus order."""
        return tuple(document for document in self.originals if document.id in self.goals_by_document)

    @cached_property
    def organisations_of_documents(self) -> tuple[str, ...]:
        """Ids of the organisations that have documents here, by their first in corpus order."""
        return tuple(self.documents_by_organisation)

    @cached_property
    def goals_by_id(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goals}

    @property
    def home(self) -> Organisation | None:
        """The organisation that "we" means, if one is named and has documents here."""
        return next((organisation for organisation in self.organisations if organisation.is_home), None)

    def readable_by(self, groups: frozenset[str]) -> Knowledge:
        """The part that somebody in `groups` may read; the rest is absent from all but `passages`, `words`."""
        documents = {key: each for key, each in self.documents.items() if _may_read(each, groups)}
        # Whoever may not read a document may not read it in another language either.
        editions = {
            key: each for key, each in self.editions.items() if each.edition_of in documents and _may_read(each, groups)
        }
        return self._of(documents, editions)

    def in_force(self) -> Knowledge:
        """The part that no newer version supersedes; a version whose newer one is not here is in force."""
        documents = {key: each for key, each in self.documents.items() if each.superseded_by not in self.documents}
        if len(documents) == len(self.documents):
            return self
        editions = {key: each for key, each in self.editions.items() if each.edition_of in documents}
        return self._of(documents, editions)

    def _of(self, documents: Mapping[str, Document], editions: Mapping[str, Document]) -> Knowledge:
        """The part that these documents and editions make."""
        organisations = {document.organisation for document in documents.values()}
        return replace(
            self,
            organisations=tuple(each for each in self.organisations if each.id in organisations or each.is_home),
            documents=documents,
            goals=tuple(goal for goal in self.goals if goal.document in documents),
            people=tuple(person for person in self.people if person.document in documents),
            editions=editions,
            pairings=tuple(each for each in self.pairings if each.edition in editions),
        )

    def without_editions(self) -> Knowledge:
        """The same as if there were no parallel editions."""
        return replace(self, editions={}, pairings=()) if self.editions else self


def _may_read(document: Document, groups: frozenset[str]) -> bool:
    return not document.audience or bool(document.audience & groups)
