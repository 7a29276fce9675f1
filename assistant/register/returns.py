"""
Returns from a spreadsheet: a CSV file as Danish offices save it, read into reports, with what is wrong by row.

Owns encodings, separators, headings, status words and dates; leaves adding reports, all or none, to the register.
Nothing is guessed: a row whose milestone, status or date cannot be read is an error, and one error stops the import.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import RequestInvalid
from assistant.register.draft import NewReport
from assistant.register.views import Round, Statuses
from assistant.status import ReportedStatus
from ingest.goals.drafts import normal
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Goal, Milestone

__all__ = ["MAX_ROWS", "Return", "Returns", "read_returns"]

MAX_ROWS = 5000
_COLUMNS = {
    "id": "id subject",
    "wording": "målepunkt milepæl ordlyd wording milestone tekst mål goal",
    "status": "status vurdering rating",
    "completed_on": "gennemført completed completed_on afsluttet dato_for_gennemførelse",
    "note": "bemærkning bemærkninger kommentar kommentarer begrundelse comment note",
    "evidence": "dokumentation evidence link",
    "round": "runde round opfølgning",
    "reported_at": "indberettet indberettet_den reported reported_at dato date",
    "reported_by": "indberettet_af reported_by hvem",
}
"""What each column may be headed, in lower case, "_" for a blank; of several, the one named first here counts."""
_STATUSES = {
    "green": "grøn grønt green", "yellow": "gul gult yellow amber", "red": "rød rødt red",
    "fulfilled": "opfyldt fulfilled nået", "completed": "gennemført afsluttet færdig completed done",
    "partly_fulfilled": "delvist_opfyldt delvis_opfyldt partly_fulfilled partially_fulfilled",
    "not_fulfilled": "ikke_opfyldt not_fulfilled ikke_nået",
}  # fmt: skip
_NOTHING = frozenset({"", "-", "–", "ikke_indberettet", "not_reported", "ingen"})
_ROUNDS = {
    Round.INTERIM: "interim midtvejs midtvejsstatus efterår efteråret",
    Round.ANNUAL: "annual års årsrapport årsopfølgning",
}
_DAY = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})(?: \d{1,2}[:.]\d{2}(?:[:.]\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_NOON = dt.time(12)
_GUARDED = re.compile(r"'(?=\s*[=+\-@\t])")
"""The apostrophe that keeps a spreadsheet from running a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One row that was read."""

    row: int
    """Its number in the file, the headings being 1."""
    wording: str
    """The goal's or milestone's own words today."""
    report: NewReport | None
    """What it reports; None: nothing, or what is in the register already."""
    is_known: bool = False
    """Whether the register has it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """A file that was read."""

    rows: tuple[Return, ...]
    """Rows without a fault, in their order."""
    errors: tuple[tuple[int, str], ...]
    """Row and sentence, what to do included."""

    @property
    def reports(self) -> tuple[NewReport, ...]:
        """What would be added."""
        return tuple(each.report for each in self.rows if each.report)


def read_returns(content: bytes, knowledge: Knowledge, statuses: Statuses, *, zone: dt.tzinfo) -> Returns:
    """
    The returns in a file.

    Args:
        content: CSV in UTF-8, UTF-16 or Windows-1252, parted by semicolons, tabs or commas.
        knowledge: The plans that rows may be about.
        statuses: What has been reported already: the same again is left out, so that a file may be read twice.
        zone: Of the days in it.

    Raises:
        RequestInvalid: If it is no such file, or lacks a column that it cannot do without.
    """
    table = _table(_decoded(content))
    columns = _columns(table[0])
    reader = _Reader(_subjects(knowledge), statuses, zone)
    rows: list[Return] = []
    errors: list[tuple[int, str]] = []
    for number, cells in enumerate(table[1:], start=2):
        row = {name: _cell(cells, place) for name, place in columns.items()}
        if not any(row.values()):
            continue
        try:
            rows.append(reader.read(row, number))
        except RequestInvalid as error:
            errors.append((number, str(error)))
    return Returns(rows=tuple(rows), errors=tuple(errors) + _twice(rows))


def _twice(rows: Sequence[Return]) -> tuple[tuple[int, str], ...]:
    """Rows that report the same thing a second time for the same day."""
    seen: dict[tuple[str, dt.datetime | None], int] = {}
    errors = []
    for each in rows:
        if each.report is None:
            continue
        key = (each.report.subject, each.report.reported_at)
        if key in seen:
            errors.append((each.row, f"It reports on the same as row {seen[key]}, for the same day; remove one."))
        seen.setdefault(key, each.row)
    return tuple(errors)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel saves in Denmark unless told otherwise; it has a letter for nearly every byte.
        return content.decode("cp1252", errors="replace")


def _table(text: str) -> list[list[str]]:
    lines = text.splitlines()
    marked = re.fullmatch(r"sep=(.)", lines[0].strip(), re.IGNORECASE) if lines else None
    body = "\n".join(lines[1:]) if marked else text
    heading = next((line for line in body.splitlines() if line.strip()), "")
    separator = marked[1] if marked else max(";\t,", key=heading.count)
    try:
        table = list(csv.reader(io.StringIO(body.lstrip("\r\n"), newline=""), delimiter=separator))
    except csv.Error as error:
        msg = f"The file is no CSV ({error}); save it from the spreadsheet as CSV."
        raise RequestInvalid(msg, field="file") from error
    if not any(any(row) for row in table[1:]):
        msg = "The file holds no rows beneath its headings; save the sheet with the returns as CSV."
        raise RequestInvalid(msg, field="file")
    if len(table) - 1 > MAX_ROWS:
        msg = f"The file has {len(table) - 1} rows beneath its headings; the most is {MAX_ROWS}. Split it."
        raise RequestInvalid(msg, field="file")
    return table


def _columns(headings: Sequence[str]) -> Mapping[str, int]:
    names = [_word(each) for each in headings]
    found = {}
    for column, words in _COLUMNS.items():
        place = next((names.index(word) for word in words.split() if word in names), None)
        if place is not None:
            found[column] = place
    if "status" not in found or not {"id", "wording"} & set(found):
        msg = (
            f"The headings are {', '.join(repr(each) for each in headings[:8])}, but there must be one called Status "
            "and one called Id or Målepunkt; name them in the first row."
        )
        raise RequestInvalid(msg, field="file")
    return found


def _word(text: str) -> str:
    return "_".join(text.strip().strip(":").lower().split())


def _cell(cells: Sequence[str], place: int) -> str:
    return _GUARDED.sub("", cells[place].strip(), count=1) if place < len(cells) else ""


def _subjects(knowledge: Knowledge) -> Mapping[str, Goal | Milestone]:
    records: list[Goal | Milestone] = [*knowledge.goals, *knowledge.milestones]
    return {each.id: each for each in records}


def _words(record: Goal | Milestone) -> str:
    if isinstance(record, Milestone):
        return without_signs(record.quote.text)
    quote = record.title or record.wording
    return without_signs(quote.text) if quote else ""


class _Reader:
    def __init__(self, subjects: Mapping[str, Goal | Milestone], statuses: Statuses, zone: dt.tzinfo) -> None:
        self._subjects = subjects
        self._statuses = statuses
        self._zone = zone

    def read(self, row: Mapping[str, str], number: int) -> Return:
        """One row; `RequestInvalid` says what is wrong with it."""
        record = self._subject(row)
        words = _words(record)
        if _word(row["status"]) in _NOTHING:
            return Return(row=number, wording=words, report=None)
        status = _status(row["status"])
        report = NewReport(
            subject=record.id,
            goal=record.goal if isinstance(record, Milestone) else record.id,
            status=status,
            round=_round(row.get("round", "")),
            completed_on=_day(row.get("completed_on", ""), "completed_on"),
            note=_note(row),
            evidence=row.get("evidence") or None,
            wording=words,
            reported_at=self._moment(row.get("reported_at", "")),
        )
        is_known = any(self._is_same(report, known) for known in self._statuses.history(record.id))
        return Return(row=number, wording=words, report=None if is_known else report, is_known=is_known)

    def _is_same(self, new: NewReport, known: object) -> bool:
        same = all(getattr(known, name) == getattr(new, name) for name in ("status", "completed_on", "note"))
        at = getattr(known, "reported_at", None)
        return same and (new.reported_at is None or at is None or at == new.reported_at)

    def _moment(self, text: str) -> dt.datetime | None:
        day = _day(text, "reported_at")
        return dt.datetime.combine(day, _NOON, self._zone) if day else None

    def _subject(self, row: Mapping[str, str]) -> Goal | Milestone:
        if name := row.get("id"):
            found = [each for key, each in self._subjects.items() if key == name or key.endswith(f"/{name}")]
            return _only(found, f"the id {name!r}")
        wanted = normal(row.get("wording", ""))
        tests: tuple[Callable[[str], bool], ...] = (
            lambda words: words == wanted,
            lambda words: bool(wanted) and (words.startswith(wanted) or wanted.startswith(words)),
        )
        for test in tests:
            if found := [each for each in self._subjects.values() if _words(each) and test(normal(_words(each)))]:
                return _only(found, f"the wording {row.get('wording', '')[:60]!r}")
        return _only([], f"the wording {row.get('wording', '')[:60]!r}")


def _only(found: Sequence[Goal | Milestone], what: str) -> Goal | Milestone:
    if len(found) == 1:
        return found[0]
    count = "no goal or milestone" if not found else f"{len(found)} goals or milestones"
    msg = f"{count.capitalize()} has {what}; give the id as `rettesnor goals --json` prints it."
    raise RequestInvalid(msg, field="id")


def _status(text: str) -> ReportedStatus:
    word = _word(text)
    found = next((key for key, words in _STATUSES.items() if word in words.split()), None)
    if found is None:
        msg = f"{text!r} is no status; write grøn, gul, rød, opfyldt, delvist opfyldt, ikke opfyldt or gennemført."
        raise RequestInvalid(msg, field="status")
    return ReportedStatus(found)


def _round(text: str) -> Round | None:
    if not text:
        return None
    found = next((each for each, words in _ROUNDS.items() if _word(text) in words.split()), None)
    if found is None:
        msg = f"{text!r} is no follow-up round; write interim or annual, or leave the cell empty."
        raise RequestInvalid(msg, field="round")
    return found


def _day(text: str, field: str) -> dt.date | None:
    if not text:
        return None
    danish, iso = _DAY.fullmatch(text), _ISO.fullmatch(text)
    try:
        if danish:
            year = int(danish[3]) + (2000 if len(danish[3]) == 2 else 0)  # digits
            return dt.date(year, int(danish[2]), int(danish[1]))
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    msg = f"{text!r} is no day; write it like 31-12-2025."
    raise RequestInvalid(msg, field=field)


def _note(row: Mapping[str, str]) -> str | None:
    """The comment, with who reported where the file says so: the register names whoever imports."""
    parts: Iterator[str] = (part for part in (row.get("note", ""), _by(row)) if part)
    return " ".join(parts) or None


def _by(row: Mapping[str, str]) -> str:
    return f"({row['reported_by']})" if row.get("reported_by") else ""
