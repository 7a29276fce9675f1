"""
Goals and milestones set down on a sheet: names, rows, and cells quoted from the rows they stand in.

Owns how a record looks in an answer; leaves which records are meant to `assistant.answering.finding.records`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import MilestoneView
from assistant.answering.context import Context
from assistant.answering.draft import Sheet
from assistant.answering.finding.initials import stand_for
from assistant.register.views import goal_view, milestone_view
from assistant.status import NOT_REPORTED
from ingest.records import Goal, Milestone, PassageKind, Quote, Span

__all__ = ["cell", "goal_name", "quoted_title", "show_goals", "status_name", "title_and_wording", "write_rows"]


def goal_name(context: Context, goal: Goal, *, with_title: bool = True) -> str:
    """What to call a goal: "Koncernfælles mål · Mål 1, Sundhedsdata"."""
    number = context.say("milestones.goal_number", number=goal.number) if goal.number else ""
    title = _called(context, goal, goal.title.text) if goal.title and with_title else ""
    return " · ".join(
        part
        for part in (_called(context, goal, goal.series), ", ".join(part for part in (number, title) if part))
        if part
    )


def _called(context: Context, goal: Goal, words: str) -> str:
    """A heading or title in the asker's language, where a parallel edition prints it."""
    return context.called(context.document_of(goal), words)


def quoted_title(context: Context, sheet: Sheet, goal: Goal) -> str:
    """A goal's title, or its wording where it has none, quoted; empty where it has neither."""
    quote = goal.title or goal.wording
    return sheet.quoted(context.document_of(goal), quote) if quote else ""


def title_and_wording(context: Context, sheet: Sheet, goal: Goal) -> str:
    """A goal's title and wording, quoted; once where they are the same."""
    quotes = [quote for quote in (goal.title, goal.wording) if quote]
    if len(quotes) > 1 and quotes[0].text.strip(" .") == quotes[1].text.strip(" ."):
        quotes = quotes[1:]
    return " – ".join(sheet.quoted(context.document_of(goal), quote) for quote in quotes)


def show_goals(context: Context, sheet: Sheet, goals: Sequence[Goal]) -> None:
    """Add goals to what an answer shows beside its text."""
    sheet.goals.extend(goal_view(goal, context.statuses, today=context.inquiry.today) for goal in goals)


def write_rows(
    context: Context, sheet: Sheet, milestones: Sequence[Milestone], *, start: int = 1, says_unreported: bool = False
) -> int:
    """
    Set down one numbered row each, with the status reported for it.

    Args:
        context: The question.
        sheet: Where.
        milestones: What for.
        start: The number of the first row.
        says_unreported: Say of a row without a report that it has none, as where others have one.

    Returns:
        The number for the next row.
    """
    for place, milestone in enumerate(milestones, start=start):
        view = milestone_view(milestone, context.statuses, today=context.inquiry.today)
        quoted = sheet.quoted(context.document_of(context.goal_of(milestone)), milestone.quote)
        is_silent = view.status == NOT_REPORTED and not says_unreported
        status = "" if is_silent else f" – {_status(context, view)}"
        beside = f"{_time_beside(context, sheet, milestone)}{_owner_beside(context, sheet, milestone)}"
        sheet.write(f"{place}. {quoted}{beside}{status}")
        sheet.milestones.append(view)
    return start + len(milestones)


def _status(context: Context, view: MilestoneView) -> str:
    """The status, with the day where something was done on one."""
    name = status_name(context, view.status)
    if view.completed_on is None:
        return name
    return context.say("reported.completed_on", status=name, day=f"{view.completed_on:%d-%m-%Y}")


def status_name(context: Context, status: str) -> str:
    """What to call a status, "not reported" included."""
    return context.say(f"milestones.status_{status}")


def _time_beside(context: Context, sheet: Sheet, milestone: Milestone) -> str:
    """The time of a milestone that stands in another cell of its row, quoted from there."""
    if milestone.quarters is None or milestone.quarters.printed in milestone.quote.text:
        return ""
    goal = context.goal_of(milestone)
    found = _cell_quote(context, goal, milestone.quarters.printed, near=milestone.quote)
    return f" – {sheet.quoted(context.document_of(goal), found)}" if found else ""


def _owner_beside(context: Context, sheet: Sheet, milestone: Milestone) -> str:
    """Who answers for a milestone as its row prints it, where the question asks for that."""
    goal = context.goal_of(milestone)
    asks = context.inquiry.has("owner") and context.inquiry.has("who")
    found = _cell_quote(context, goal, milestone.owner, near=milestone.quote) if asks and milestone.owner else None
    if found is None:
        return ""
    return f" – {sheet.quoted(context.document_of(goal), found)}{_names(context, sheet, goal, milestone.owner)}"


def cell(context: Context, sheet: Sheet, goal: Goal, words: str | None, *, near: Quote | None = None) -> str:
    """`words` as the goal's row prints them, quoted where one stretch of it holds them; a dash for none."""
    found = None
    if words:
        found = _cell_quote(context, goal, words, near=near) or _heading_quote(context, goal, words)
        found = found or _overview_quote(context, goal, words)
    told = sheet.quoted(context.document_of(goal), found) if found else (words or "–")
    return f"{told}{_names(context, sheet, goal, words)}"


def _names(context: Context, sheet: Sheet, goal: Goal, words: str | None) -> str:
    """Whom initials stand for, quoted from where a document says so; empty for words that hold none."""
    people = stand_for(context.knowledge, context.document_of(goal), words)
    quoted = (sheet.quoted(context.knowledge.documents[each.document], each.name) for each in people)
    return f" ({', '.join(quoted)})" if people else ""


def _cell_quote(context: Context, goal: Goal, words: str, *, near: Quote | None = None) -> Quote | None:
    """The shortest stretch of a goal that prints `words`; of several, the one in the row of `near`."""
    own = context.knowledge.passages_by_goal.get(goal.id, ())
    printing = (quote for passage in own for quote in passage.quotes if words in quote.text)
    at = near.span.start if near else 0
    return min(printing, key=lambda quote: (len(quote.text), abs(quote.span.start - at)), default=None)


def _overview_quote(context: Context, goal: Goal, words: str) -> Quote | None:
    """`words` where a table beside the goals prints them in a row that begins with the goal's number or title."""
    names = {goal.number, goal.title.text if goal.title else None}
    rows = context.knowledge.rows_by_document.get(goal.document)
    passages = (context.knowledge.passages[row] for row in (rows.tolist() if rows is not None else ()))
    printing = (
        quote
        for passage in passages
        if passage.kind is PassageKind.TABLE_ROW and passage.quotes[0].text in names
        for quote in passage.quotes[1:]
        if words in quote.text
    )
    return next(printing, None)


def _heading_quote(context: Context, goal: Goal, words: str) -> Quote | None:
    """`words` where a heading of the goal prints them ("Mål 1: Rent vand (vægt: 30 pct.)")."""
    document = context.document_of(goal)
    for _, section in document.root.walk():
        if section.heading and goal.span.covers(section.heading.span) and words in section.heading.text:
            start = section.heading.span.start + section.heading.text.index(words)
            return document.quote(Span(start, start + len(words)))
    return None
