"""
Registers for golden questions: reports written down as data, and placed on the goals and milestones they name.

Owns reading `evals/registers/*.yaml` and finding the record that each row's words stand in;
leaves what a report may hold to `assistant.register`. A row that names no record, or several, is a fault of the file.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.register.views import Report, Round
from assistant.status import ReportedStatus
from evals.cases import NOON, ZONE, Case, CaseInvalid, GoldenFile
from ingest.knowledge import Knowledge
from ingest.yaml_text import parse_yaml

__all__ = ["Asking", "SeededRegister", "read_register"]

REGISTERS = Path(__file__).parent / "registers"
_KEYS = frozenset({"milestone", "goal", "status", "at", "by", "note", "round", "completed_on", "evidence", "wording"})


class SeededRegister:
    """A `Statuses` that holds what a file says."""

    def __init__(self, reports: Mapping[str, Sequence[Report]], *, head: str) -> None:
        self._reports = {subject: tuple(each) for subject, each in reports.items()}
        self.head = head

    def latest(self, subject: str) -> Report | None:
        """The last report about `subject`."""
        return next(reversed(self.history(subject)), None)

    def history(self, subject: str) -> Sequence[Report]:
        """Every report about `subject`, oldest first."""
        return self._reports.get(subject, ())


def read_register(path: Path, knowledge: Knowledge) -> SeededRegister:
    """
    The register of a file over the plans of `knowledge`.

    Raises:
        CaseInvalid: If the file is no list of rows as the schema wants them, or a row's words fit no one record.
    """
    try:
        rows = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path.name} cannot be read as YAML ({error}); mend it, or name another register in the case."
        raise CaseInvalid(msg) from error
    reports: dict[str, list[Report]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        place = f"{path.name}, row {number}"
        _check(row, place)
        reports[_subject(row, knowledge, place)].append(_report(row))
    return SeededRegister(reports, head=path.stem)


def _check(row: Any, place: str) -> None:
    unknown = sorted(set(row) - _KEYS) if isinstance(row, dict) else ["no mapping"]
    if unknown or ("milestone" in row) == ("goal" in row):
        msg = (
            f"{place} has {unknown or 'both or neither of milestone and goal'}; known keys: {', '.join(sorted(_KEYS))}."
        )
        raise CaseInvalid(msg)


def _subject(row: Mapping[str, Any], knowledge: Knowledge, place: str) -> str:
    words = row.get("milestone") or row["goal"]
    found = [key for key, text in _texts(knowledge, of_goals="goal" in row) if words in text]
    if len(found) != 1:
        msg = f"{place}: {words!r} stands in {len(found)} records, but must stand in one; use more of its words."
        raise CaseInvalid(msg)
    return found[0]


def _texts(knowledge: Knowledge, *, of_goals: bool) -> Iterable[tuple[str, str]]:
    if of_goals:
        for goal in knowledge.goals:
            yield goal.id, "\n".join(quote.text for quote in (goal.title, goal.wording) if quote)
    else:
        yield from ((each.id, each.quote.text) for each in knowledge.milestones)


def _report(row: Mapping[str, Any]) -> Report:
    return Report(
        status=ReportedStatus.read(row["status"]),
        reported_by=row["by"],
        reported_at=dt.datetime.combine(row["at"], NOON, ZONE),
        completed_on=row.get("completed_on"),
        note=row.get("note"),
        round=Round(row["round"]) if "round" in row else None,
        evidence=row.get("evidence"),
        wording=row.get("wording"),
    )


class Asking:
    """Asks each case of the assistant for its documents, over the reports that the case names."""

    def __init__(self, made: Mapping[Path, Assistant], *, folder: Path = REGISTERS) -> None:
        self._made = made
        self._folder = folder
        self._reported: dict[tuple[Path, str], Assistant] = {}

    def __call__(self, file: GoldenFile, case: Case) -> Answer:
        """The answer to the case's question."""
        return self._assistant(file, case).ask(case.asks, ANYBODY)

    def _assistant(self, file: GoldenFile, case: Case) -> Assistant:
        plain = self._made[file.corpus]
        if case.register is None:
            return plain
        key = (file.corpus, case.register)
        if key not in self._reported:
            seeded = read_register(self._folder / f"{case.register}.yaml", plain.knowledge(ANYBODY))
            self._reported[key] = plain.knowing(seeded)
        return self._reported[key]
