"""
Documents whose files are as they were: taken over as they lie in the generation in force, and not read.

Owns what is noted of a document for that, its file `unchanged.json` in the data folder, and reading only the others;
leaves the documents' lines to `ingest.snapshot.lines`. A note is only a shortcut: without it the file is read again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.contained.wire import source_to_json
from ingest.corpus import Source
from ingest.finished import FinishedFiles
from ingest.readers import Read
from ingest.recognise import Outcome, Unchanged, Understood
from ingest.records import Document, Finding, Organisation, Section, Span
from ingest.serial import from_json, to_json
from ingest.snapshot import Generation, Line
from ingest.words import find_words_of_each

__all__ = ["Note", "Notes", "note_down", "read_changed", "read_notes", "settled", "whole", "write_notes"]

NOTES = "unchanged.json"
VERSION = 1
DIGEST_BYTES = 32
_NOTHING = Section(heading=None, number=None, level=0, span=Span(0, 0), blocks=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an ingestion must know of a document to take it over as it lies in the generation in force."""

    key: str
    """What it was read from (`FinishedFiles.key`): bytes, description and program."""
    line: str
    """`Row.digest` of its line."""
    document: Document
    """As in its line, but without text, sections and pages."""
    organisation: str
    """`Document.organisation` as it was read, before it was told by the words."""
    named: str | None
    """`Understood.named`."""
    findings: tuple[Finding, ...]
    """`Understood.findings`."""
    doubts: tuple[Finding, ...]
    """`Understood.doubts`."""
    words: str
    """The words of its passages (`ingest.words`), with spaces between: a string is read in a fraction of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What one ingestion noted for the next."""

    organisations: tuple[Organisation, ...] = ()
    """Those that documents were told to be of."""
    documents: Mapping[str, Note] = field(default_factory=dict)
    """By document id."""


def read_changed(read: Read, finished: FinishedFiles, notes: Notes, before: Generation | None) -> Read:
    """
    A way to read that takes over what is unchanged, and leaves all other sources to `read`.

    Args:
        read: Reads sources.
        finished: What the sources are called there; what is taken over is kept there too.
        notes: Of the ingestion before.
        before: The generation in force, every byte of it checked.
    """
    lines = {line.row.digest: line for line in before.lines} if before else {}

    def both(sources: Sequence[Source]) -> Iterator[Outcome]:
        held = [_held(source, notes.documents.get(source.id), lines, finished) for source in sources]
        others = read([source for source, one in zip(sources, held, strict=True) if one is None])
        for one in held:
            yield next(others) if one is None else Outcome(understood=one)
        # To its end, where it lets go of what it read by.
        next(others, None)

    return both


def _held(source: Source, note: Note | None, lines: Mapping[str, Line], finished: FinishedFiles) -> Understood | None:
    """The document as it lies in the generation in force; None where its file or anything else is not as it was."""
    line = lines.get(note.line) if note else None
    if note is None or line is None or line.row.id != source.id:
        return None
    try:
        checksum = hashlib.sha256(source.file.read_bytes()).hexdigest()
    except OSError:
        return None
    if finished.key(source_to_json(source), checksum) != note.key:
        return None
    finished.keep(note.key)
    document = note.document
    if (document.organisation, document.superseded_by) != (note.organisation, None):
        document = dataclasses.replace(document, organisation=note.organisation, superseded_by=None)
    return Understood(
        document=document,
        goals=(),
        people=(),
        passages=(),
        findings=note.findings,
        doubts=note.doubts,
        named=note.named,
        unchanged=Unchanged(line=line, document=note.document, words=note.words),
    )


def settled(one: Understood) -> Understood:
    """A document whose organisation and newer version are known: whole, where these are not those of its line."""
    return whole(one) if one.unchanged and one.document != one.unchanged.document else one


def whole(one: Understood) -> Understood:
    """A document with all that is in it, read from its line if it was taken over."""
    if one.unchanged is None:
        return one
    held, settled_ = one.unchanged.line.held, one.document
    document = dataclasses.replace(
        held.document, organisation=settled_.organisation, superseded_by=settled_.superseded_by
    )
    return dataclasses.replace(one, document=document, people=held.people, passages=held.passages, unchanged=None)


def note_down(
    understood: Sequence[Understood],
    sources: Iterable[Source],
    organisations: tuple[Organisation, ...],
    *,
    finished: FinishedFiles,
) -> Notes:
    """
    What is to be noted for the next ingestion; which lines the documents get is told by `write_notes`.

    Left out are documents that are more than their own file: goals have lasting ids, an edition is paired with its
    original, and what cannot be read now is not what its file holds.
    """
    by_id = {source.id: source for source in sources}
    noted = [one for one in understood if _stands_alone(one)]
    words = find_words_of_each(one.texts for one in noted if one.unchanged is None)
    documents = {}
    for one in noted:
        own = one.unchanged.words if one.unchanged else next(words)
        documents[one.document.id] = _note(one, by_id[one.document.id], finished, own)
    return Notes(organisations=organisations, documents=documents)


def _stands_alone(one: Understood) -> bool:
    return not one.goals and not one.is_kept and one.pairing is None and one.document.edition_of is None


def _note(one: Understood, source: Source, finished: FinishedFiles, words: str) -> Note:
    return Note(
        key=finished.key(source_to_json(source), one.document.checksum),
        line="",
        document=one.document if one.unchanged else dataclasses.replace(one.document, text="", root=_NOTHING, pages=()),
        organisation=source.written.organisation or "",
        named=one.named,
        findings=one.findings,
        doubts=one.doubts,
        words=words,
    )


def write_notes(data: Path, notes: Notes, lines: Iterable[Line]) -> None:
    """Put notes in a data folder, for documents that lie in `lines` alone; a full disk costs only time."""
    held = {line.row.id: line.row.digest for line in lines}
    made = {
        "version": VERSION,
        "organisations": [to_json(each) for each in notes.organisations],
        "documents": [
            to_json(dataclasses.replace(note, line=held[key])) for key, note in notes.documents.items() if key in held
        ],
    }
    content = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    with contextlib.suppress(OSError):
        fresh = data / f"{NOTES}.new"
        fresh.write_bytes(hashlib.sha256(content).digest() + content)
        fresh.replace(data / NOTES)


def read_notes(data: Path) -> Notes:
    """The notes in a data folder; none where there are none, or they are damaged."""
    try:
        held = (data / NOTES).read_bytes()
        content = held[DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != held[:DIGEST_BYTES]:
            return Notes()
        made = json.loads(content.decode("utf-8", "surrogatepass"))
        if made["version"] != VERSION:
            return Notes()
        notes = (from_json(Note, each) for each in made["documents"])
        return Notes(
            organisations=tuple(from_json(Organisation, each) for each in made["organisations"]),
            documents={note.document.id: note for note in notes},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Notes()
