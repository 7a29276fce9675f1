"""
Answers and records as a terminal shows them.

Owns columns, widths and the language of the table heads; leaves printing to `assistant.channels.cli`
and the forms of an answer to `assistant.render`.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import os
import re
import shutil
import sys
from collections.abc import Sequence

from assistant.answer import Answer, GoalView, MilestoneView
from assistant.render.json import answer_json, dump, milestone_json
from assistant.render.markdown import answer_plain, wrapped
from assistant.texts import Texts
from ingest.records import Language

__all__ = ["fitted", "goal_heading", "milestones_csv", "shell_language", "shown", "table"]

MAX_WIDTH, MIN_WIDTH = 100, 40


def goal_heading(view: GoalView, texts: Texts, language: Language) -> str:
    """The goal's series, number and title (its wording where it has no title) in one line."""
    number = texts.say(language, "cli.goal", n=view.number) if view.number else ""
    words = view.title or view.wording or ""
    return f"{view.series} › " + ": ".join(filter(None, (number, words)))


def milestones_csv(found: Sequence[MilestoneView]) -> str:
    """The milestones as CSV, one column for each field of their JSON; no cell is taken for a formula."""
    written = io.StringIO()
    names = [field.name.removesuffix("_") for field in dataclasses.fields(MilestoneView)]
    table_writer = csv.writer(written)
    table_writer.writerow(names)
    for milestone in found:
        fields = milestone_json(milestone)
        table_writer.writerow([_cell(fields[name]) for name in names])
    return written.getvalue()


def _cell(value: object) -> object:
    # Spreadsheets run what begins so. Source: https://owasp.org/www-community/attacks/CSV_Injection
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def table(found: Sequence[MilestoneView], texts: Texts, language: Language, *, ids: bool = False) -> str:
    """The milestones in three columns: planned, status, words (with `ids`, after the end of the id)."""
    if not found:
        return texts.say(language, "cli.no_milestones")
    head = tuple(texts.say(language, f"cli.{key}") for key in ("planned", "status", "milestone"))
    rows = [head, *(_row(milestone, texts, language, ids=ids) for milestone in found)]
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    lead = first + second + 4
    room = max(_width() - lead, MIN_WIDTH)
    lines = []
    for row in rows:
        words = wrapped(row[2], width=room).replace("\n", "\n" + " " * lead)
        lines.append(f"{row[0]:<{first}}  {row[1]:<{second}}  {words}")
    return "\n".join([*lines, "", texts.say(language, "cli.milestones_found", count=len(found))])


def _year(printed: str, last: dt.date) -> str:
    """The year of a printed time; of a quarter that is not the calendar's, its last day."""
    is_quarter = re.search(r"\bQ[1-4]\b|\bK[1-4]\b|kvartal|quarter", printed) is not None
    is_calendar = str((last.month + 2) // 3) in printed
    return f"({last:%d-%m-%Y})" if is_quarter and not is_calendar else str(last.year)


def _row(milestone: MilestoneView, texts: Texts, language: Language, *, ids: bool) -> tuple[str, str, str]:
    planned = milestone.quarters or texts.say(language, "cli.no_time")
    if milestone.quarters and milestone.to and str(milestone.to.year) not in planned:
        planned = f"{planned} {_year(milestone.quarters, milestone.to)}"
    key = f"cli.status_{milestone.status}"
    status = texts.say(language, key) if texts.has(language, key) else milestone.status
    if milestone.overdue:
        status = f"{status}, {texts.say(language, 'cli.overdue')}"
    short = milestone.id.rpartition("/")[2]
    return planned, status, f"{short}  {milestone.text}" if ids else milestone.text


def shown(answer: Answer, *, as_json: bool) -> str:
    """The answer as JSON, or as plain text fitted to the terminal."""
    if as_json:
        return dump(answer_json(answer), indent=2)
    return answer_plain(answer, width=_width() if sys.stdout.isatty() else None)


def fitted(text: str) -> str:
    """`text` broken at the terminal's width; as it is where nobody looks."""
    return wrapped(text, width=_width()) if sys.stdout.isatty() else text


def _width() -> int:
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size().columns))


def shell_language(chosen: Language | None) -> Language:
    """The language of tables and prompts: the one chosen, English where the shell speaks it, otherwise Danish."""
    if chosen is not None:
        return chosen
    shell = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return Language.ENGLISH if shell.startswith("en") else Language.DANISH
