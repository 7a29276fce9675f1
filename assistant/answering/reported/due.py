"""
What is due this or next quarter: milestones whose planned time ends then, told apart from those merely under way.

Owns that one question, with and without reports; leaves other times to `assistant.answering.plans.milestones`.
"""

from __future__ import annotations

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import choose_goals, match_milestones, plans
from assistant.answering.finding.rows import write_rows
from assistant.answering.finding.windows import UNITS, asked_windows, meets, overlaps_period
from assistant.answering.reported.subject import has_reports

__all__ = ["answer_due"]


def answer_due(context: Context) -> Draft | None:
    """The milestones due in a quarter, month or half-year placed by the day of the question; None for any other."""
    inquiry, times = context.inquiry, context.inquiry.times
    if not inquiry.has("ends") or times.relative is None or times.relative_unit not in UNITS:
        return None
    if inquiry.has("open", "overdue", "unreported", "define", "action", "changed", "history", "how_many"):
        return None
    first, last = times.relative
    documents = [each for each in plans(context) if overlaps_period(each, first, last)]
    chosen = choose_goals(context, documents)
    fitting = match_milestones(context, chosen.goals, chosen.topic)
    if not documents or not fitting:
        return None
    (window,) = asked_windows(context, documents)
    timed = [(each, each.quarters) for each in fitting if each.quarters]
    due = [each for each, time in timed if meets(time, window, ends=True)]
    under_way = [each for each, time in timed if each not in due and meets(time, window, ends=False)]
    sheet = Sheet(kind=Kind.MILESTONES)
    form = "none" if not due else "one" if len(due) == 1 else "many"
    sheet.write(context.say(f"reported.due_{form}", where=window.label, number=len(due)))
    says_unreported = has_reports(context, documents)
    place = write_rows(context, sheet, due, says_unreported=says_unreported)
    if under_way:
        sheet.write(f"*{context.say('reported.under_way', where=window.label, number=len(under_way))}*")
        write_rows(context, sheet, under_way, start=place, says_unreported=says_unreported)
    return sheet.answered()
