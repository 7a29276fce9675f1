"""
What an ingestion did, as a value, and as the lines an operator reads.

Owns `IngestReport`, how two generations are compared, and progress;
leaves the doing to `ingest.pipeline`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ingest.records import Finding
from ingest.snapshot import Outline, Row

__all__ = ["Change", "DocumentReport", "IngestReport", "Progress", "Step", "compare", "finding_json"]

MOST_FINDINGS_SHOWN = 30


class Step(enum.StrEnum):
    """What an ingestion is at."""

    READING = "reading"
    EMBEDDING = "embedding"
    WRITING = "writing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far it has come."""

    step: Step
    done: int
    """Documents read, or texts embedded."""
    total: int


class Change(enum.StrEnum):
    """What became of a document."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    """The same file under another path."""
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    KEPT = "kept"
    """It could not be read; its last good version stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """One document's outcome; counts are 0 for one that was removed."""

    id: str
    path: str
    change: Change
    goals: int
    milestones: int
    passages: int
    edition_of: str | None = None
    """The id of the original, for a parallel edition."""
    was: str | None = None
    """The path before, for one that was renamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """One ingestion's outcome."""

    snapshot: str
    """The generation now in force."""
    is_new: bool
    """Whether this run made or switched it."""
    documents: tuple[DocumentReport, ...]
    """Those in force in corpus order, then the removed ones."""
    findings: tuple[Finding, ...]
    faults: tuple[str, ...] = ()
    """What no longer fits the documents, a sentence for each (`ingest.pipeline.Check`)."""

    def to_json(self) -> Mapping[str, Any]:
        """JSON values."""
        return {
            "snapshot": self.snapshot,
            "is_new": self.is_new,
            "documents": [asdict(each) for each in self.documents],
            "findings": [finding_json(each) for each in self.findings],
            "faults": list(self.faults),
        }

    def lines(self) -> Iterator[str]:
        """What an operator reads."""
        width = max((len(each.id) for each in self.documents), default=0)
        for each in self.documents:
            yield f"  {each.change:<9}  {each.id:<{width}}  {_counts(each)}".rstrip()
        present = [each for each in self.documents if each.change is not Change.REMOVED]
        held = [each for each in present if each.edition_of is None]
        goals, milestones = sum(each.goals for each in held), sum(each.milestones for each in held)
        passages = sum(each.passages for each in held)
        state = "is new" if self.is_new else "is up to date"
        counts = f"{_many(len(held), 'document')}, {_plan(goals, milestones)}, {_many(passages, 'passage')}"
        editions = len(present) - len(held)
        counts += f", and {_many(editions, 'parallel edition')}" if editions else ""
        yield f"Index {self.snapshot} {state}: {counts}."
        if self.findings:
            yield "Please look at:"
        for finding in self.findings[:MOST_FINDINGS_SHOWN]:
            yield f"  {finding.document}: {finding.message} [{finding.code}]"
        if len(self.findings) > MOST_FINDINGS_SHOWN:
            yield f"  and {len(self.findings) - MOST_FINDINGS_SHOWN} more; --json lists all."


def compare(before: Outline | None, now: Outline, *, kept: frozenset[str]) -> IngestReport:
    """
    What changed between two generations.

    Args:
        before: The one in force until now; None when there was none.
        now: The one in force, made by the run that is reported.
        kept: Ids of documents that could not be read and stay as they were.
    """
    older = {row.id: row for row in before.rows} if before else {}
    # Originals first, as they are counted.
    rows = sorted(now.rows, key=lambda row: row.is_edition)
    same = {key for key, checksum in now.sources.items() if before and before.sources.get(key) == checksum}
    present = tuple(_reported(row, older.get(row.id), is_kept=row.id in kept, is_same=row.id in same) for row in rows)
    here = {row.id for row in now.rows}
    gone = [row for row in older.values() if row.id not in here]
    return IngestReport(
        snapshot=now.name,
        is_new=before is None or before.name != now.name,
        documents=(*present, *(_removed(row) for row in gone)),
        findings=now.findings,
    )


def _reported(row: Row, before: Row | None, *, is_kept: bool, is_same: bool) -> DocumentReport:
    change = Change.KEPT if is_kept else _change(before, row, is_same=is_same)
    return DocumentReport(
        id=row.id,
        path=row.path,
        change=change,
        goals=row.goals,
        milestones=row.milestones,
        passages=row.passages,
        edition_of=row.edition_of if row.is_edition else None,
        was=before.path if before and change is Change.RENAMED else None,
    )


def _removed(row: Row) -> DocumentReport:
    return DocumentReport(id=row.id, path=row.path, change=Change.REMOVED, goals=0, milestones=0, passages=0)


def _change(before: Row | None, now: Row, *, is_same: bool) -> Change:
    if before is None:
        return Change.ADDED
    if before.path != now.path and is_same:
        return Change.RENAMED
    return Change.UNCHANGED if before.digest == now.digest else Change.CHANGED


def _counts(document: DocumentReport) -> str:
    if document.change is Change.REMOVED:
        return ""
    passages = _many(document.passages, "passage")
    if document.edition_of:
        return f"edition of {document.edition_of}, {passages}"
    plan = f"{_plan(document.goals, document.milestones)}, " if document.goals else ""
    moved = f", from {document.was} to {document.path}" if document.was else ""
    return f"{plan}{passages}{moved}"


def _plan(goals: int, milestones: int) -> str:
    return f"{_many(goals, 'goal')}, {_many(milestones, 'milestone')}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def finding_json(finding: Finding) -> Mapping[str, Any]:
    """A finding as JSON values."""
    span = [finding.span.start, finding.span.end] if finding.span else None
    return {
        "document": finding.document,
        "code": finding.code,
        "message": finding.message,
        "span": span,
        "details": dict(finding.details),
    }
