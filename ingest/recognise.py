"""
One file understood: its document, goals, people and passages, and what was not understood.

Owns that every quotation of a record stands in its document; leaves recognising to the modules named for it.
Runs in child processes (`ingest.contained`), so it imports nothing heavy.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ingest.corpus import Source, read_document
from ingest.corpus.guesses import guess_organisation_name
from ingest.errors import DocumentUnreadable
from ingest.goals import find_goals
from ingest.parsers.files import UnknownFormat
from ingest.passages import find_passages
from ingest.people import find_people
from ingest.records import Document, Finding, Goal, Pairing, Passage, Person

if TYPE_CHECKING:
    from ingest.snapshot import Line

__all__ = ["NOT_UNDERSTOOD", "UNREADABLE", "Outcome", "Unchanged", "Understood", "recognise"]

log = logging.getLogger(__name__)

UNREADABLE = "unreadable"
UNSUPPORTED = "unsupported_format"
NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, kw_only=True)
class Unchanged:
    """A document as it lies in the generation in force (`ingest.unchanged`)."""

    line: Line
    document: Document
    """As in the line, but without text, sections and pages."""
    words: str
    """The words of its passages (`ingest.words`), with spaces between."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """One document with what was recognised in it."""

    document: Document
    goals: tuple[Goal, ...]
    people: tuple[Person, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    """Those of `findings` that are about its goals."""
    named: str | None = None
    """What its text calls its organisation (`guess_organisation_name`)."""
    is_kept: bool = False
    """Whether this is the last good version of a file that cannot be read now."""
    pairing: Pairing | None = None
    """For a parallel edition: what it renders. Its goals are its original's in its own words, for cutting alone."""
    unchanged: Unchanged | None = None
    """Where it lies, when its file is as it was: its text, sections, people and passages are there and not here."""

    @property
    def size(self) -> int:
        """How many passages it has, here or in its line."""
        return self.unchanged.line.row.passages if self.unchanged else len(self.passages)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """`Passage.indexed_text` of each of `passages`: asked for by every index over them."""
        return tuple(each.indexed_text for each in self.passages)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file: exactly one of the two is there."""

    understood: Understood | None = None
    fault: Finding | None = None
    """Why it could not be read."""


def recognise(source: Source, content: bytes) -> Outcome:
    """What a file of these bytes holds, or why it cannot be read."""
    try:
        document, findings = read_document(source, content)
        goals, doubts = find_goals(document)
        understood = Understood(
            document=document,
            goals=goals,
            people=find_people(document),
            passages=find_passages(document, goals),
            findings=(*findings, *doubts),
            doubts=doubts,
            named=guess_organisation_name(document.text),
        )
    except DocumentUnreadable as error:
        code = UNSUPPORTED if isinstance(error, UnknownFormat) else UNREADABLE
        return Outcome(fault=Finding(document=source.id, code=code, message=str(error)))
    except MemoryError:
        raise
    except Exception as error:
        # Documents are of endless kinds: a fault in reading one must not keep the others from their readers.
        log.exception("document_not_understood", extra={"document": source.id})
        message = f"{source.path} could not be understood ({type(error).__name__}: {error}); please report it."
        return Outcome(fault=Finding(document=source.id, code=NOT_UNDERSTOOD, message=message))
    return Outcome(understood=understood)
