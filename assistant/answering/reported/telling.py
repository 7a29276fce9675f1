"""
A report told in a line: the status, when, by whom, and what was said beside it.

Owns that line and the rows it stands in. Words that people wrote are never evidence: they are set in “…”, escaped,
on one line, and cut where they run on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.answering.draft import Sheet
from assistant.answering.finding.rows import goal_name, status_name
from assistant.register.views import Report, goal_view, milestone_view
from assistant.render.markdown import escape_markdown
from assistant.status import NOT_REPORTED
from ingest.records import Goal, Milestone

__all__ = ["said", "told", "write_goals", "write_milestones"]

MOST_CHARS = 280
"""Of a comment shown in an answer."""


def told(context: Context, report: Report | None, *, in_full: bool, words: str) -> str:
    """
    How a report is told: "rød (15-09-2025, Anne Holm): “Leverandøren er forsinket.”".

    Args:
        context: The question.
        report: What was reported; None: nothing.
        in_full: With when, by whom and the comment, not the status alone.
        words: What the goal or milestone reads now.
    """
    if report is None:
        return status_name(context, NOT_REPORTED)
    name = status_name(context, report.status)
    if report.completed_on:
        name = context.say("reported.completed_on", status=name, day=_day(report.completed_on))
    if not in_full:
        return name
    line = context.say("reported.told", status=name, day=_day_of(context, report), who=_plain(report.reported_by))
    comment = f": {said(report.note)}" if report.note else ""
    return f"{line}{comment}{_earlier(context, report, words)}"


def _earlier(context: Context, report: Report, words: str) -> str:
    """That the status was given to another wording, which it then read."""
    if not report.wording or report.wording.split() == words.split():
        return ""
    return f" {context.say('reported.earlier_wording', wording=said(report.wording))}"


def said(words: str) -> str:
    """What somebody wrote, as an answer may show it."""
    return f"“{_plain(words)}”"


def _plain(words: str) -> str:
    line = " ".join(words.split())
    if len(line) > MOST_CHARS:
        line = line[: MOST_CHARS - 1].rsplit(" ", 1)[0] + " …"
    # Guillemets promise that a document says so; only documents may.
    return escape_markdown(line.translate({ord("»"): "”", ord("«"): "”", ord("“"): '"', ord("”"): '"'}))


def _day_of(context: Context, report: Report) -> str:
    """The day of a report, where the question was asked."""
    zone = context.inquiry.question.asked_at.tzinfo
    return _day(report.reported_at.astimezone(zone).date())


def _day(day: dt.date) -> str:
    return f"{day:%d-%m-%Y}"


def write_goals(context: Context, sheet: Sheet, goals: Sequence[Goal], *, in_full: bool) -> None:
    """One row for each goal: its name, and what is reported of the goal itself."""
    for goal in goals:
        report = context.statuses.latest(goal.id)
        document, quote = context.document_of(goal), goal.title or goal.wording
        wording = quote.text if quote else ""
        mark = f" {sheet.cite(document, quote)}" if quote else ""
        sheet.write(f"- *{goal_name(context, goal)}*{mark} – {told(context, report, in_full=in_full, words=wording)}")
        sheet.goals.append(goal_view(goal, context.statuses, today=context.inquiry.today))


def write_milestones(
    context: Context, sheet: Sheet, milestones: Sequence[Milestone], *, in_full: bool, start: int = 1
) -> int:
    """
    One numbered row for each milestone: its words, and what is reported of it.

    Returns:
        The number for the next row.
    """
    for place, milestone in enumerate(milestones, start=start):
        goal = context.goal_of(milestone)
        quoted = sheet.quoted(context.document_of(goal), milestone.quote)
        report = context.statuses.latest(milestone.id)
        sheet.write(f"{place}. {quoted} – {told(context, report, in_full=in_full, words=milestone.quote.text)}")
        sheet.milestones.append(milestone_view(milestone, context.statuses, today=context.inquiry.today))
    return start + len(milestones)
