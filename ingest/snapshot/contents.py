"""
What a generation holds, as values and as the bytes of its files.

Owns the names and the form of the files; leaves checksums and switching to the rest of `ingest.snapshot`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, count, islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.knowledge import Knowledge, Stretches, Words
from ingest.lexical import Bm25, Postings
from ingest.records import Document, Finding, Goal, Organisation, Pairing, Passage, Person
from ingest.serial import from_json, to_json
from ingest.snapshot.files import Write
from ingest.snapshot.lines import HeldDocuments, HeldPassages, Line, Row, read_lines, read_rows, write_lines
from ingest.vectors import Vectors, write_vectors

__all__ = ["Contents", "documents_of", "read_knowledge", "read_outline", "write_contents"]

LINES = "documents.jsonl"
ORGANISATIONS = "organisations.json"
PAIRINGS = "pairings.json"
FINDINGS = "findings.json"
VECTORS = "vectors.faiss"
WORDS = "words.json"
WORD_VECTORS = "words.faiss"
STRETCHES = "stretches.npy"
STRETCH_VECTORS = "stretches.faiss"
TERMS = "terms.json"
ARRAYS = ("starts", "rows", "counts", "lengths")
AT_ONCE = 256
"""Records turned into plain values at a time."""
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything one ingestion made."""

    organisations: tuple[Organisation, ...]
    documents: tuple[Document, ...]
    """Originals and editions."""
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    postings: Postings
    vectors: NDArray[np.float32]
    """A row for each passage, those of `unchanged` too, each of length `dim` and of norm 1."""
    words: tuple[str, ...]
    """The words of the originals' passages (`ingest.words`)."""
    word_vectors: NDArray[np.float32]
    """Shape (len(words), dim), rows of length 1; a row of zeros for a word the encoder cannot tell."""
    encoder: str
    """`Encoder.name`."""
    pairings: tuple[Pairing, ...] = ()
    """What the editions render of their originals."""
    stretch_vectors: NDArray[np.float32] | None = None
    """Shape (stretches, dim), rows of length 1 (`ingest.stretches`); None: whole passages alone are compared."""
    stretch_starts: NDArray[np.int64] | None = None
    """Where each passage's stretches begin, shape (len(passages) + 1,)."""
    code: str = ""
    """`Manifest.code`."""
    unchanged: Mapping[str, Line] = field(default_factory=dict)
    """By id, documents that lie so in another generation: `documents` has them without text, and their people and
    passages are there and not here. They have no goals."""

    def __post_init__(self) -> None:
        """Refuse indexes that are not over these passages."""
        passages = len(self.passages) + sum(line.row.passages for line in self.unchanged.values())
        held = (passages, len(self.vectors), len(self.postings.lengths))
        if len(set(held)) > 1:
            msg = f"passages, vectors and postings must be equally many: got {held}"
            raise ValueError(msg)
        if self.word_vectors.shape != (len(self.words), self.vectors.shape[1]):
            wanted = (len(self.words), self.vectors.shape[1])
            msg = (
                f"words must have a vector each, as long as the passages': got {self.word_vectors.shape}, not {wanted}"
            )
            raise ValueError(msg)


def write_contents(contents: Contents) -> Mapping[str, Callable[[Write], None]]:
    """
    What writes each file of a generation, by name; equal contents give equal bytes. Nothing is held twice.

    Raises:
        ValueError: When written, if a quotation is not what its document says at its span.
    """
    postings = contents.postings
    return {
        LINES: partial(
            write_lines,
            contents.documents,
            contents.goals,
            contents.people,
            contents.passages,
            unchanged=contents.unchanged,
        ),
        ORGANISATIONS: partial(_dump_records, contents.organisations),
        PAIRINGS: partial(_dump_records, contents.pairings),
        FINDINGS: partial(_dump_records, contents.findings),
        TERMS: partial(_dump, postings.terms),
        **{f"{name}.npy": partial(_dump_array, getattr(postings, name)) for name in ARRAYS},
        VECTORS: partial(write_vectors, contents.vectors),
        WORDS: partial(_dump, contents.words),
        WORD_VECTORS: partial(write_vectors, contents.word_vectors),
        **_dump_stretches(contents),
    }


def read_knowledge(
    files: Mapping[str, bytes], lines: Sequence[Line], *, name: str, encoder: str, dim: int
) -> Knowledge:
    """
    The generation `name`, opened from the files that `write_contents` made; documents are read when asked for.

    Args:
        files: All of them.
        lines: What `documents_of` made of them.
        name: The generation's.
        encoder: `Encoder.name`.
        dim: Length of a vector.

    Raises:
        ValueError, KeyError, TypeError: If the files are of another form.
    """
    with_goals, with_people = ([each for each in lines if each.row.goals], [each for each in lines if each.row.people])
    passages = HeldPassages(lines)
    words = tuple(json.loads(files[WORDS]))
    arrays = {each: np.load(io.BytesIO(files[f"{each}.npy"]), allow_pickle=False) for each in ARRAYS}
    return Knowledge(
        snapshot=name,
        organisations=_load(files, ORGANISATIONS, Organisation),
        documents=HeldDocuments(each for each in lines if not each.row.is_edition),
        goals=tuple(goal for each in with_goals for goal in each.held.goals),
        people=tuple(person for each in with_people for person in each.held.people),
        passages=passages,
        ranges=_ranges(lines),
        vectors=Vectors(files[VECTORS], count=len(passages), dim=dim),
        lexical=Bm25(Postings(terms=tuple(json.loads(files[TERMS])), **arrays)),
        encoder_name=encoder,
        words=Words(spelling=words, vectors=Vectors(files[WORD_VECTORS], count=len(words), dim=dim)),
        stretches=_load_stretches(files, dim=dim),
        editions=HeldDocuments(each for each in lines if each.row.is_edition),
        pairings=_load(files, PAIRINGS, Pairing),
    )


def documents_of(files: Mapping[str, bytes], *, like: Iterable[Line] = ()) -> tuple[Line, ...]:
    """The documents in the files that `write_contents` made (`ingest.snapshot.lines.read_lines`)."""
    return read_lines(files[LINES], like=like)


def read_outline(files: Mapping[str, bytes]) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """What a report says of a generation: its table of documents, and the findings of whoever made it."""
    return read_rows(files[LINES]), _load(files, FINDINGS, Finding)


def _ranges(lines: Sequence[Line]) -> Mapping[str, range]:
    ends = accumulate(each.row.passages for each in lines)
    return {each.row.id: range(end - each.row.passages, end) for each, end in zip(lines, ends, strict=True)}


def _dump_stretches(contents: Contents) -> Mapping[str, Callable[[Write], None]]:
    if contents.stretch_vectors is None or contents.stretch_starts is None:
        return {}
    return {
        STRETCHES: partial(_dump_array, contents.stretch_starts),
        STRETCH_VECTORS: partial(write_vectors, contents.stretch_vectors),
    }


def _load_stretches(files: Mapping[str, bytes], *, dim: int) -> Stretches:
    if STRETCHES not in files:
        return Stretches()
    starts = np.load(io.BytesIO(files[STRETCHES]), allow_pickle=False)
    return Stretches(starts=starts, vectors=Vectors(files[STRETCH_VECTORS], count=int(starts[-1]), dim=dim))


def _dump(values: Iterable[Any], write: Write) -> None:
    """A JSON list, some values at a time: as plain values records take ten times their room."""
    parts = iter(values)
    write(b"[")
    for at in count():
        some = list(islice(parts, AT_ONCE))
        if not some:
            break
        written = json.dumps(some, ensure_ascii=False, separators=(",", ":"))[1:-1]
        write((f",{written}" if at else written).encode())
    write(b"]")


def _dump_records(records: Iterable[object], write: Write) -> None:
    _dump((to_json(each) for each in records), write)


def _dump_array(array: NDArray[Any], write: Write) -> None:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    write(file.getbuffer())


def _load(files: Mapping[str, bytes], name: str, kind: type[T]) -> tuple[T, ...]:
    return tuple(from_json(kind, each) for each in json.loads(files[name]))
