"""
The documents of a generation with what was found in them, a line of JSON each, read when somebody asks for them.

Owns the form of the lines and of the table behind them, and handing on what was read to the next generation;
leaves single records to `ingest.serial`, checksums to `ingest.snapshot.files`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import accumulate, chain
from typing import Any, TypeVar, overload

from ingest.collector import without_collector
from ingest.editions import split_editions
from ingest.records import Document, Goal, Passage, Person
from ingest.serial import from_json, to_json
from ingest.snapshot.files import Write

__all__ = [
    "Held",
    "HeldDocuments",
    "HeldPassages",
    "Line",
    "Row",
    "pack_held",
    "read_held",
    "read_lines",
    "read_rows",
    "texts_digest",
    "write_lines",
]

DIGEST_BYTES = 16
T = TypeVar("T", Goal, Person, Passage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the table says of a line."""

    id: str
    """`Document.id`."""
    path: str
    """`Document.path`."""
    is_edition: bool
    """Whether it renders a document that is there (`ingest.editions.split_editions`)."""
    edition_of: str | None
    """`Document.edition_of`."""
    goals: int
    milestones: int
    people: int
    passages: int
    texts: str
    """Digest of what is embedded of it (`texts_digest`)."""
    digest: str
    """Of the line: lines of one digest are the same, in whatever generation."""
    size: int
    """Bytes of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A line, read."""

    document: Document
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    passages: tuple[Passage, ...]


class Line:
    """One document as it lies on the disk; its records are made when first asked for. Safe to share between threads."""

    __slots__ = ("_held", "_written", "row")

    def __init__(self, row: Row, written: bytes) -> None:
        self.row = row
        self._written = written
        self._held: Held | None = None

    @property
    def held(self) -> Held:
        """
        Its records.

        Raises:
            ValueError, KeyError, TypeError: If it is of another form.
        """
        # Looked up before the other: whoever finds the bytes gone finds the records there.
        written = self._written
        if self._held is None:
            self._held = read_held(written)
            self._written = b""
        return self._held

    @property
    def written(self) -> bytes:
        """As it lies on the disk."""
        # In this order: see `held`.
        return self._written or pack_held(self.held)

    @property
    def text(self) -> str:
        """Its document's text, without making records; raises as `held` does."""
        written = self._written
        return str(json.loads(written)["document"]["text"]) if written else self.held.document.text

    def check(self) -> None:
        """Read it and let go of what was read; raises as `held` does."""
        if self._held is None:
            read_held(self._written)


class HeldDocuments(Mapping[str, Document]):
    """The documents of some lines by id, in their order."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = {line.row.id: line for line in lines}

    def __getitem__(self, key: str) -> Document:
        """The document of this id."""
        return self._lines[key].held.document

    def __iter__(self) -> Iterator[str]:
        """The ids."""
        return iter(self._lines)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._lines)

    def __contains__(self, key: object) -> bool:
        """Whether there is one of this id."""
        return key in self._lines


class HeldPassages(Sequence[Passage]):
    """The passages of all lines, one after the other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._ends = list(accumulate(line.row.passages for line in lines))
        self._all: tuple[Passage, ...] | None = None

    def __len__(self) -> int:
        """How many there are."""
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Passage]:
        """All of them."""
        return iter(self._whole())

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        """The passage of a row, or those of some."""
        if self._all is not None:
            return self._all[at]
        if isinstance(at, slice) or not 0 <= at < len(self):
            return self._whole()[at]
        place = bisect_right(self._ends, at)
        # From its end: -1 is the line's last passage.
        return self._lines[place].held.passages[at - self._ends[place]]

    def _whole(self) -> tuple[Passage, ...]:
        if self._all is None:
            with without_collector():
                self._all = tuple(chain.from_iterable(line.held.passages for line in self._lines))
        return self._all


def texts_digest(passages: Sequence[Passage], texts: Iterable[str]) -> str:
    """A name for the ids of passages and the words that are embedded of each (`Passage.indexed_text`)."""
    sha = blake2b(digest_size=DIGEST_BYTES)
    for each, text in zip(passages, texts, strict=True):
        sha.update(f"{each.id}\0{text}\0".encode("utf-8", "surrogatepass"))
    return sha.hexdigest()


def write_lines(
    documents: Sequence[Document],
    goals: Sequence[Goal],
    people: Sequence[Person],
    passages: Sequence[Passage],
    write: Write,
    *,
    unchanged: Mapping[str, Line],
) -> None:
    """
    Each document with what was found in it, and behind them the table.

    Args:
        documents: In the order of the lines.
        goals: In the documents' order, as people and passages.
        people: Likewise.
        passages: Likewise.
        write: Takes the bytes.
        unchanged: By document id, lines that are written as they are; nothing but the document is given of these.

    Raises:
        ValueError: If a quotation is not what its document says at its span, records are not in the documents' order,
            or an unchanged line is not what it was.
    """
    editions = {each.id for each in split_editions(documents)[1]}
    found = (_by_document(goals, documents), _by_document(people, documents), _by_document(passages, documents))
    if twice := unchanged.keys() & {key for each in found for key in each}:
        msg = f"records are given of documents that are written as they are: {sorted(twice)}"
        raise ValueError(msg)
    rows = []
    for document in documents:
        held = unchanged.get(document.id)
        if held is not None:
            write(_intact(held))
            rows.append(asdict(held.row))
            continue
        own = Held(
            document=document,
            goals=found[0].get(document.id, ()),
            people=found[1].get(document.id, ()),
            passages=found[2].get(document.id, ()),
        )
        written = pack_held(own)
        write(written)
        rows.append(asdict(_row(own, written, is_edition=document.id in editions)))
    write(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def _intact(line: Line) -> bytes:
    """A line's bytes, which were checked when they were read and have been in memory since."""
    written = line.written
    if _digest(written) != line.row.digest:
        msg = f"the line of {line.row.id!r} is no longer what was read from the disk"
        raise ValueError(msg)
    return written


def _digest(written: bytes) -> str:
    return blake2b(written, digest_size=DIGEST_BYTES).hexdigest()


def read_rows(written: bytes) -> tuple[Row, ...]:
    """The table alone; raises as `read_lines` does."""
    return tuple(Row(**each) for each in json.loads(written[written.rfind(b"\n") + 1 :]))


def read_lines(written: bytes, *, like: Iterable[Line] = ()) -> tuple[Line, ...]:
    """
    The lines that `write_lines` wrote.

    Args:
        written: The whole file.
        like: Lines of another generation; of those that are the same here, what was read is not read again.

    Raises:
        ValueError, KeyError, TypeError: If the table is of another form or does not fit the lines.
    """
    known = {line.row.digest: line for line in like}
    lines, at, end = [], 0, written.rfind(b"\n") + 1
    for row in read_rows(written):
        same = known.get(row.digest)
        # Its row may differ: an edition is one only beside its original.
        lines.append(same if same and same.row == row else Line(row, written[at : at + row.size]))
        at += row.size
    if at != end:
        msg = f"the table is of {at} bytes of lines, but there are {end}"
        raise ValueError(msg)
    return tuple(lines)


def _by_document(records: Sequence[T], documents: Sequence[Document]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for each in records:
        found.setdefault(each.document, []).append(each)
    known = {document.id for document in documents}
    if any(key not in known for key in found):
        msg = f"records are of documents that are not there: {sorted(set(found) - known)}"
        raise ValueError(msg)
    # Row numbers of the indexes count passages in the documents' order.
    in_order = chain.from_iterable(found.get(document.id, ()) for document in documents)
    if any(one is not other for one, other in zip(in_order, records, strict=True)):
        msg = "records must be in the order of their documents"
        raise ValueError(msg)
    return {key: tuple(each) for key, each in found.items()}


def pack_held(held: Held) -> bytes:
    """
    A line.

    Raises:
        ValueError: If a quotation is not what its document says at its span.
    """
    text = held.document.text
    made = {
        "document": to_json(held.document),
        "goals": [to_json(each, text=text) for each in held.goals],
        "people": [to_json(each, text=text) for each in held.people],
        "passages": [to_json(each, text=text) for each in held.passages],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _row(held: Held, written: bytes, *, is_edition: bool) -> Row:
    return Row(
        id=held.document.id,
        path=held.document.path,
        is_edition=is_edition,
        edition_of=held.document.edition_of,
        goals=len(held.goals),
        milestones=sum(len(goal.milestones) for goal in held.goals),
        people=len(held.people),
        passages=len(held.passages),
        texts=texts_digest(held.passages, (each.indexed_text for each in held.passages)),
        digest=_digest(written),
        size=len(written),
    )


def read_held(written: bytes) -> Held:
    """What `pack_held` wrote; raises as `read_lines` does."""
    made: dict[str, Any] = json.loads(written)
    document = from_json(Document, made["document"])
    text = document.text
    return Held(
        document=document,
        goals=tuple(from_json(Goal, each, text=text) for each in made["goals"]),
        people=tuple(from_json(Person, each, text=text) for each in made["people"]),
        passages=tuple(from_json(Passage, each, text=text) for each in made["passages"]),
    )
