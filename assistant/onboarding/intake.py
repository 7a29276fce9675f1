"""
Starters in a CSV file: who begins when, in which role, with whom at their side.

Owns reading the file and making enrolments from it, all or none; leaves recording them to `enrolments`.
Columns, in any order: person and start; journey, language, to, buddy, manager where wanted.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping

from assistant.errors import RequestInvalid
from assistant.onboarding.enrolments import Enrolment, make_enrolment
from assistant.onboarding.library import Library
from ingest.records import Language

__all__ = ["read_starters", "with_companions"]

COLUMNS = ("person", "start", "journey", "language", "to", "buddy", "manager")
_NEEDED = ("person", "start")
MOST_ROWS = 5_000


def read_starters(text: str, library: Library) -> tuple[Enrolment, ...]:
    """
    The enrolments that a CSV file asks for, those of buddies and managers included.

    Args:
        text: The file; commas or semicolons between columns, a heading row first.
        library: The journeys that may be named.

    Raises:
        RequestInvalid: If a column or a value cannot be read; names the row.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), dialect=_dialect(text))
    columns = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    wrong = [name for name in columns if name not in COLUMNS]
    lacking = [name for name in _NEEDED if name not in columns]
    if wrong or lacking:
        what = f"has a column {wrong[0]!r}" if wrong else f"has no column {lacking[0]!r}"
        msg = f"The file {what}; its first row names columns of {', '.join(COLUMNS)}, person and start always."
        raise RequestInvalid(msg, field="file")
    rows.fieldnames = columns
    found: list[Enrolment] = []
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            msg = f"The file has more than {MOST_ROWS} rows; split it."
            raise RequestInvalid(msg, field="file")
        values = {name: (value or "").strip() for name, value in row.items() if name}
        if any(values.values()):
            found.extend(_enrolments(values, library, f"Row {number}"))
    return tuple(found)


def with_companions(enrolment: Enrolment, *, buddy: str, manager: str) -> Iterator[Enrolment]:
    """The enrolment, and those of the buddy and the manager beside it where they are named."""
    yield enrolment
    for person, journey in ((buddy, "buddy"), (manager, "manager")):
        if person:
            yield make_enrolment(
                person, journey, enrolment.start, language=enrolment.language, beside=enrolment.person,
                recipient=person if person.startswith("slack:") else None,
            )  # fmt: skip


def _enrolments(values: Mapping[str, str], library: Library, place: str) -> Iterator[Enrolment]:
    try:
        start = dt.date.fromisoformat(values["start"])
    except ValueError:
        msg = f"{place}: the start {values['start']!r} is no date; write it like 2026-02-01."
        raise RequestInvalid(msg, field="start") from None
    journey = values.get("journey") or "employee"
    if journey not in library.journeys:
        msg = f"{place}: there is no journey {journey!r}; known are {', '.join(library.journeys)}."
        raise RequestInvalid(msg, field="journey")
    language = values.get("language") or Language.DANISH.value
    if language not in [each.value for each in Language]:
        msg = f"{place}: the language {language!r} is none of {', '.join(Language)}."
        raise RequestInvalid(msg, field="language")
    if not values["person"]:
        msg = f"{place}: nobody is named; write an e-mail address or initials under person."
        raise RequestInvalid(msg, field="person")
    made = make_enrolment(
        values["person"], journey, start, language=Language(language), recipient=values.get("to") or None
    )
    yield from with_companions(made, buddy=values.get("buddy", ""), manager=values.get("manager", ""))


def _dialect(text: str) -> type[csv.Dialect]:
    """Danish spreadsheets write semicolons."""
    head = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = ";" if head.count(";") > head.count(",") else ","

    return Found
