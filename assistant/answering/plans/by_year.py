"""
What is promised by a year: "what have we committed to do by 2026?", "hvad skal vi have nået inden 2028?".

Owns telling such a question and choosing what is due in that year; leaves how milestones are set down
to `assistant.answering.finding.records`, and quarters and months to `assistant.answering.plans.milestones`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import all_plans
from assistant.answering.finding.rows import write_rows
from assistant.answering.judging.framing import OF_RECORDS
from assistant.answering.judging.leftovers import stands_as_verb
from ingest.records import Goal, Milestone

__all__ = ["answer_by_year"]

_BY = re.compile(
    r"\b(?:by|before|until|inden|for|senest|til|in|during|i|within) "
    r"(?:(?:the )?end of |(?:udgangen|slutningen) af |ultimo )?"
    r"(?P<year>20\d\d)\b(?! ?[-–/] ?\d)"
)
"""The year by which something is asked for (folded); the last day of it is meant."""
_YEAR = re.compile(r"20\d\d")
_PROMISED = re.compile(
    r"\b(?:committed|commit(?:ments?)?|promis\w+|pledge[sd]?|lov(?:et|er)|lofter?|forpligtet|achieve[d]?|reach(?:ed)?"
    r"|na(?:et)?|opna(?:et)?|aim\w*|what (?:\w+ ){0,2}?(?:will|shall|must|do|should) we|what (?:\w+ ){0,3}done"
    r"|hvad (?:skal|vil) vi)\b"
)
"""Asks for what was promised or is to be reached (folded)."""
_OTHER = (
    "attribute", "compare", "define", "exact", "how", "how_many", "how_much", "signed", "where", "whether_done", "who",
    "why", "yes_no",
)  # fmt: skip
"""Cues of questions that a list of what is promised does not answer."""


def answer_by_year(context: Context) -> Draft | None:
    """What is due in the year that a question for promises names; None for another question, or where nothing is."""
    inquiry = context.inquiry
    found = _BY.search(inquiry.folded)
    times = inquiry.times
    if not found or times.has_span or len(times.years) != 1 or inquiry.goal_numbers or inquiry.has(*_OTHER):
        return None
    if not inquiry.is_followup and not _PROMISED.search(inquiry.folded):
        return None
    beside = [each for each in inquiry.solid(*OF_RECORDS) if not _PROMISED.search(each.words)]
    if any(not stands_as_verb(inquiry, each) for each in beside):  # of something: its goal tells more than the year
        return None
    plans = {document.id for document in all_plans(context)}
    goals = [goal for goal in context.knowledge.goals if goal.document in plans]
    due = [each for goal in goals for each in goal.milestones if _is_due(each, times.years[0])]
    return _told(context, goals, due, times.years[0]) if due else None


def _is_due(milestone: Milestone, year: int) -> bool:
    """Whether its time is printed with a year, or lies in it whole: "every year" is due in none."""
    times = milestone.quarters
    if times is None:
        return False
    printed = _YEAR.findall(times.printed)
    return str(year) in printed if printed else times.first.year == times.last.year == year


def _told(context: Context, goals: Sequence[Goal], due: Sequence[Milestone], year: int) -> Draft:
    sheet = Sheet(kind=Kind.MILESTONES)
    form = "one" if len(due) == 1 else "many"
    sheet.write(context.say(f"milestones.in_time_{form}", number=len(due), when=str(year)))
    place = 1
    for goal in goals:
        rows = [each for each in due if each.goal == goal.id]
        if rows:
            title = context.called(context.document_of(goal), goal.title.text) if goal.title else goal.series
            sheet.write(f"*{title}*")
            place = write_rows(context, sheet, rows, start=place)
    return sheet.answered()
