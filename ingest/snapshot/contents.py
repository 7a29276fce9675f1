"""
What a generation holds, as values and as the bytes of its files.

Owns the names and the form of the files; leaves checksums and switching to the rest of `ingest.snapshot`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.editions import split_editions
from ingest.knowledge import Knowledge, Stretches, Words
from ingest.lexical import Bm25, Postings
from ingest.records import Document, Finding, Goal, Organisation, Pairing, Passage, Person
from ingest.serial import from_json, to_json
from ingest.snapshot.files import Write
from ingest.vectors import Vectors, write_vectors

__all__ = ["Contents", "read_findings", "read_knowledge", "write_contents"]

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
    """Shape (len(passages), dim), rows of length 1."""
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

    def __post_init__(self) -> None:
        """Refuse indexes that are not over these passages."""
        held = (len(self.passages), len(self.vectors), len(self.postings.lengths))
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
    texts = {document.id: document.text for document in contents.documents}
    postings = contents.postings
    own = {
        "organisations.json": contents.organisations,
        "documents.json": contents.documents,
        "pairings.json": contents.pairings,
        "findings.json": contents.findings,
    }
    about: Mapping[str, Iterable[Goal | Person | Passage]] = {
        "goals.json": contents.goals,
        "people.json": contents.people,
        "passages.json": contents.passages,
    }
    return {
        **{name: partial(_dump_records, records) for name, records in own.items()},
        **{name: partial(_dump_quoting, records, texts) for name, records in about.items()},
        TERMS: partial(_dump, postings.terms),
        **{f"{name}.npy": partial(_dump_array, getattr(postings, name)) for name in ARRAYS},
        VECTORS: partial(write_vectors, contents.vectors),
        WORDS: partial(_dump, contents.words),
        WORD_VECTORS: partial(write_vectors, contents.word_vectors),
        **_dump_stretches(contents),
    }


def read_knowledge(files: Mapping[str, bytes], *, name: str, encoder: str, dim: int) -> Knowledge:
    """
    The generation `name`, opened from the files that `write_contents` made.

    Raises:
        ValueError, KeyError, TypeError: If the files are of another form.
    """
    documents = _load(files, "documents.json", Document)
    originals, editions = split_editions(documents)
    texts = {document.id: document.text for document in documents}
    passages = _load(files, "passages.json", Passage, texts)
    words = tuple(json.loads(files[WORDS]))
    arrays = {each: np.load(io.BytesIO(files[f"{each}.npy"]), allow_pickle=False) for each in ARRAYS}
    return Knowledge(
        snapshot=name,
        organisations=_load(files, "organisations.json", Organisation),
        documents={document.id: document for document in originals},
        goals=_load(files, "goals.json", Goal, texts),
        people=_load(files, "people.json", Person, texts),
        passages=passages,
        vectors=Vectors(files[VECTORS], count=len(passages), dim=dim),
        lexical=Bm25(Postings(terms=tuple(json.loads(files[TERMS])), **arrays)),
        encoder_name=encoder,
        words=Words(spelling=words, vectors=Vectors(files[WORD_VECTORS], count=len(words), dim=dim)),
        stretches=_load_stretches(files, dim=dim),
        editions={document.id: document for document in editions},
        pairings=_load(files, "pairings.json", Pairing),
    )


def read_findings(files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What ingestion wanted a person to know when it made this generation."""
    return _load(files, "findings.json", Finding)


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


def _dump_quoting(records: Iterable[Goal | Person | Passage], texts: Mapping[str, str], write: Write) -> None:
    _dump((to_json(each, text=texts[each.document]) for each in records), write)


def _dump_array(array: NDArray[Any], write: Write) -> None:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    write(file.getbuffer())


def _load(
    files: Mapping[str, bytes], name: str, kind: type[T], texts: Mapping[str, str] | None = None
) -> tuple[T, ...]:
    written = json.loads(files[name])
    # Each is let go of as it is read, for the same reason.
    written.reverse()
    left = (written.pop() for _ in range(len(written)))
    return tuple(from_json(kind, each, text=texts[each["document"]] if texts is not None else "") for each in left)
