"""
Milestones: by quarter, topic, series, goal, lack of a time, what is open, due or past its planned time.

Owns reading the filter out of a question and laying out the rows; the filter itself is `assistant.register.filters`',
so that a list is complete by construction. Status comes from the register alone, never from the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Kind, Reason
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.records import Chosen, choose_goals, match_milestones, plans
from assistant.register.filters import QuarterOfYear
from assistant.register.views import NOT_REPORTED, milestone_view
from ingest.records import Document, Goal, Milestone, Quarters, Quote

__all__ = ["answer_milestones", "cell_quote", "passed", "write_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time that the question asks about."""

    label: str
    """ "Q2 2025"."""
    first: dt.date
    last: dt.date


def answer_milestones(context: Context) -> Draft | None:
    """The milestones that a question filters for, or why there are none."""
    if not _is_asked(context):
        return None
    documents = plans(context)
    if not documents:
        return _no_plan(context)
    chosen = choose_goals(context, documents)
    if _is_bare(context, chosen):
        return None
    if chosen.missing_numbers and not chosen.goals:
        return None
    windows = _windows(context, documents)
    selected = _select(context, chosen, windows)
    if selected is None:
        return None
    ended = _relative_but_ended(context, documents)
    if ended:
        return ended
    if not selected and windows and chosen.topic:
        return _at_another_time(context, match_milestones(context, chosen.goals, chosen.topic), windows)
    return _lay_out(context, documents, selected, windows) if selected else _none(context, documents, windows)


def _is_bare(context: Context, chosen: Chosen) -> bool:
    """Whether it asks for "the deadline" of nothing in particular: that is asked back, not answered with all of them."""
    inquiry = context.inquiry
    return (
        inquiry.has("singular")
        and not chosen.topic
        and not inquiry.goal_numbers
        and inquiry.times.is_empty
        and not inquiry.is_followup
        and not inquiry.has("next", "without_time", "spanning", "whole_year", "how_many")
    )


def _is_asked(context: Context) -> bool:
    inquiry = context.inquiry
    if inquiry.has("define", "compare", "criteria") and not inquiry.times.has_span:
        return False
    if inquiry.has("which_day", "which_month"):
        return False
    if inquiry.has("milestone"):
        return True
    bare = not inquiry.solid(
        "milestone",
        "fall_in",
        "goal",
        "deadline",
        "open",
        "overdue",
        "happens",
        "when",
        "done",
        "all",
        "fall_in",
        "next",
        "this",
        "last",
        "status",
    )
    if inquiry.times.quarters or (
        inquiry.times.relative and inquiry.times.relative_unit in ("quarter", "month", "half")
    ):
        return (
            bare
            or inquiry.has("deadline", "happens", "open", "overdue", "goal", "list")
            or not inquiry.has("who", "how_much")
        )
    if inquiry.times.months:
        return bare or inquiry.has("goal", "deadline")
    return bare and inquiry.has("open", "overdue", "deadline") and not inquiry.goal_numbers


def _no_plan(context: Context) -> Draft:
    years = context.inquiry.times.years
    if years:
        return _no_plan_for(context, years)
    return nothing_found(context, Kind.MILESTONES, missing=context.say("milestones.noun"))


def _no_plan_for(context: Context, years: Sequence[int]) -> Draft:
    """There is a plan, but for another year."""
    known = [document for document in context.documents if document.period_from and _has_goals(context, document)]
    if not known:
        return nothing_found(context, Kind.MILESTONES, missing=context.say("milestones.noun"))
    sheet = Sheet(kind=Kind.MILESTONES)
    have = ", ".join(sorted({period(document) for document in known}))
    sheet.write(context.say("milestones.no_plan_for_year", years=_joined(context, years), have=have))
    sheet.suggestions.append(
        context.say("milestones.suggest_plan", year=sorted({period(document) for document in known})[-1])
    )
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(known))


def _has_goals(context: Context, document: Document) -> bool:
    return any(goal.document == document.id for goal in context.knowledge.goals)


def period(document: Document) -> str:
    """The years a plan is for, "2025" or "2025–2026"."""
    if document.period_from is None or document.period_to is None:
        return document.title
    first, last = document.period_from.year, document.period_to.year
    return str(first) if first == last else f"{first}–{last}"


def _joined(context: Context, items: Sequence[object]) -> str:
    words = [str(item) for item in items]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {context.say('milestones.and')} {words[-1]}"


def _windows(context: Context, documents: Sequence[Document]) -> tuple[Window, ...]:
    """The stretches asked about, a quarter without a year in each plan's own year."""
    times = context.inquiry.times
    if times.relative and times.relative_unit in ("quarter", "month", "half"):
        first, last = times.relative
        return (Window(label=_label(times.relative_unit, first, last), first=first, last=last),)
    years = (
        times.years
        or tuple(dict.fromkeys(document.period_from.year for document in documents if document.period_from))
        or (context.inquiry.today.year,)
    )
    found = [QuarterOfYear(year, number) for year in years for number in times.quarters]
    windows = [Window(label=f"Q{each.number} {each.year}", first=each.first, last=each.last) for each in found]
    for year in years:
        for month in times.months:
            first = dt.date(year, month, 1)
            last = (dt.date(year + month // 12, month % 12 + 1, 1)) - dt.timedelta(days=1)
            windows.append(
                Window(label=f"{context.say('milestones.months').split()[month - 1]} {year}", first=first, last=last)
            )
    return tuple(windows)


def _label(unit: str, first: dt.date, last: dt.date) -> str:
    if unit == "quarter":
        return f"Q{QuarterOfYear.of(first).number} {first.year}"
    return f"{first:%d-%m-%Y} – {last:%d-%m-%Y}"


def _select(context: Context, chosen: Chosen, windows: Sequence[Window]) -> tuple[Milestone, ...] | None:
    """The milestones that fit topic and time; None when the topic is none of theirs and somebody else may know."""
    topic = chosen.topic
    fitting = match_milestones(context, chosen.goals, topic)
    if topic and not fitting:
        return None
    if context.inquiry.has("without_time"):
        return tuple(milestone for milestone in fitting if milestone.quarters is None)
    if context.inquiry.has("overdue") and not windows:
        return tuple(each for each in fitting if passed(each, today=context.inquiry.today))
    if context.inquiry.has("next") and context.inquiry.has("milestone") and not windows:
        return _next(fitting, today=context.inquiry.today)
    if context.inquiry.has("spanning", "whole_year") and not windows:
        whole = context.inquiry.has("whole_year")
        return tuple(each for each in fitting if each.quarters and _spans(each.quarters, whole=whole))
    if not windows:
        return fitting
    ends = context.inquiry.has("ends") and context.inquiry.times.relative is None
    return tuple(
        each
        for each in fitting
        if each.quarters and any(_meets(each.quarters, window, ends=ends) for window in windows)
    )


def _meets(quarters: Quarters, window: Window, *, ends: bool) -> bool:
    """Whether planned time and window share a day; of what is due or ends in the window, the last day must lie there."""
    if ends:
        return window.first <= quarters.last <= window.last
    return quarters.overlaps(window.first, window.last)


def _spans(quarters: Quarters, *, whole: bool) -> bool:
    """Whether planned time reaches over more than one quarter; with `whole`, over a year."""
    first, last = QuarterOfYear.of(quarters.first), QuarterOfYear.of(quarters.last)
    if whole:
        return first.number == 1 and last.number == 4 and first.year == last.year  # noqa: PLR2004 (the last quarter)
    return first != last


def passed(milestone: Milestone, *, today: dt.date) -> bool:
    """Whether its planned time has gone by; says nothing of whether it is done."""
    return milestone.quarters is not None and milestone.quarters.last < today


def _next(milestones: Sequence[Milestone], *, today: dt.date) -> tuple[Milestone, ...]:
    """Those whose planned time ends next."""
    coming = [each for each in milestones if each.quarters and each.quarters.last >= today]
    soonest = min((each.quarters.last for each in coming if each.quarters), default=None)
    return tuple(each for each in coming if each.quarters and each.quarters.last == soonest)


def _relative_but_ended(context: Context, documents: Sequence[Document]) -> Draft | None:
    """A relative time outside every plan's period is said, not mapped into an old plan."""
    relative, unit = context.inquiry.times.relative, context.inquiry.times.relative_unit
    wants_next = context.inquiry.has("next") and not relative
    if relative is None and not wants_next:
        return None
    first = relative[0] if relative else context.inquiry.today
    last = relative[1] if relative else context.inquiry.today
    if any(_period_overlaps(document, first, last) for document in documents):
        return None
    sheet = Sheet(kind=Kind.MILESTONES)
    have = ", ".join(sorted({period(document) for document in documents}))
    label = _label(unit or "quarter", first, last)
    key = "milestones.relative_outside" if relative else "milestones.next_outside"
    sheet.write(context.say(key, label=label, have=have))
    sheet.suggestions.append(context.say("milestones.suggest_plan", year=have))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(documents))


def _period_overlaps(document: Document, first: dt.date, last: dt.date) -> bool:
    if document.period_from is None or document.period_to is None:
        return True
    return document.period_from <= last and first <= document.period_to


def _none(context: Context, documents: Sequence[Document], windows: Sequence[Window]) -> Draft:
    """The filter is clear and nothing meets it: an answer, complete by construction."""
    sheet = Sheet(kind=Kind.MILESTONES)
    if context.inquiry.times.years and not windows:
        return _no_plan_for(context, context.inquiry.times.years)
    when = _joined(context, [window.label for window in windows]) if windows else ""
    title = _joined(context, [document.title for document in documents])
    key = "milestones.none_in" if windows else "milestones.none"
    sheet.write(context.say(key, when=when, plan=title))
    return sheet.answered()


def _at_another_time(context: Context, milestones: Sequence[Milestone], windows: Sequence[Window]) -> Draft:
    """What is asked about is planned, but not for the time in the question."""
    sheet = Sheet(kind=Kind.MILESTONES)
    sheet.write(context.say("milestones.another_time", when=_joined(context, [window.label for window in windows])))
    write_rows(context, sheet, milestones)
    return sheet.answered()


def _lay_out(
    context: Context, documents: Sequence[Document], milestones: Sequence[Milestone], windows: Sequence[Window]
) -> Draft:
    sheet = Sheet(kind=Kind.COUNT if context.inquiry.has("how_many") else Kind.MILESTONES)
    _write_year_note(context, sheet, documents, windows)
    sheet.write(_headline(context, documents, milestones, windows))
    if windows:
        _write_by_time(context, sheet, milestones, windows)
    else:
        _write_by_goal(context, sheet, milestones)
    _write_passed(context, sheet, milestones)
    return sheet.answered()


def _write_year_note(context: Context, sheet: Sheet, documents: Sequence[Document], windows: Sequence[Window]) -> None:
    """Say which year a bare quarter was read in, once the plan's year is over."""
    today = context.inquiry.today
    ended = all(document.period_to and document.period_to < today for document in documents)
    if ended and windows and not context.inquiry.times.years:
        sheet.write(
            context.say(
                "milestones.read_as",
                when=_joined(context, [window.label for window in windows]),
                have=period(documents[0]),
            )
        )


def _headline(
    context: Context, documents: Sequence[Document], milestones: Sequence[Milestone], windows: Sequence[Window]
) -> str:
    inquiry = context.inquiry
    number = len(milestones)
    form = "one" if number == 1 else "many"
    unreported = all(context.statuses.latest(milestone.id) is None for milestone in milestones)
    lead = ""
    if unreported and inquiry.has("overdue"):
        lead = context.say("milestones.cannot_say_late") + " "
    elif unreported and inquiry.has("open"):
        lead = context.say("milestones.cannot_say_open") + " "
    if inquiry.has("without_time"):
        return lead + context.say(f"milestones.without_time_{form}", number=number, plan=documents[0].title)
    if windows:
        when = _joined(context, [window.label for window in windows])
        return lead + context.say(f"milestones.in_time_{form}", number=number, when=when)
    if inquiry.has("overdue"):
        return lead + context.say(f"milestones.passed_{form}", number=number)
    if inquiry.has("next"):
        return lead + context.say(f"milestones.next_{form}", number=number)
    return lead + context.say(
        f"milestones.all_{form}", number=number, plan=_joined(context, [each.title for each in documents])
    )


def _write_by_time(context: Context, sheet: Sheet, milestones: Sequence[Milestone], windows: Sequence[Window]) -> None:
    """Those planned for the time asked about, then those that span it."""
    first, last = min(window.first for window in windows), max(window.last for window in windows)
    within = [each for each in milestones if each.quarters and each.quarters.within(first, last)]
    spanning = [each for each in milestones if each not in within]
    when = _joined(context, [window.label.split(" ")[0] for window in windows])
    place = 1
    for key, rows in (("milestones.planned_for", within), ("milestones.spans", spanning)):
        if rows:
            sheet.write(f"*{context.say(key, when=when, number=len(rows))}*")
            place = write_rows(context, sheet, rows, start=place)


def _write_by_goal(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    place = 1
    for goal_id in dict.fromkeys(milestone.goal for milestone in milestones):
        goal = context.knowledge.goals_by_id[goal_id]
        rows = [milestone for milestone in milestones if milestone.goal == goal_id]
        name = " · ".join(
            part
            for part in (goal.series, _numbered(context, goal.number), goal.title.text if goal.title else "")
            if part
        )
        sheet.write(f"*{name}*")
        place = write_rows(context, sheet, rows, start=place)


def _numbered(context: Context, number: str | None) -> str:
    return context.say("milestones.goal_number", number=number) if number else ""


def write_rows(context: Context, sheet: Sheet, milestones: Sequence[Milestone], *, start: int = 1) -> int:
    """Set down one numbered row each; the number for the next row comes back."""
    for place, milestone in enumerate(milestones, start=start):
        document = context.knowledge.documents[context.knowledge.goals_by_id[milestone.goal].document]
        view = milestone_view(milestone, context.statuses, today=context.inquiry.today)
        status = "" if view.status == NOT_REPORTED else f" – {context.say('milestones.status_' + view.status)}"
        sheet.write(
            f"{place}. {sheet.quoted(document, milestone.quote)}{_time_beside(context, sheet, milestone)}{status}"
        )
        sheet.milestones.append(view)
    return start + len(milestones)


def _time_beside(context: Context, sheet: Sheet, milestone: Milestone) -> str:
    """The time of a milestone that stands in another cell of its row, quoted from there."""
    if milestone.quarters is None or milestone.quarters.printed in milestone.quote.text:
        return ""
    goal = context.knowledge.goals_by_id[milestone.goal]
    cell = cell_quote(context, goal, milestone.quarters.printed)
    return f" – {sheet.quoted(context.knowledge.documents[goal.document], cell)}" if cell else ""


def cell_quote(context: Context, goal: Goal, words: str | None) -> Quote | None:
    """The shortest stretch of a goal that prints `words`."""
    quotes = (quote for passage in context.knowledge.passages if passage.goal == goal.id for quote in passage.quotes)
    return min(
        (quote for quote in quotes if words and words in quote.text), key=lambda quote: len(quote.text), default=None
    )


def _write_passed(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    """Say that planned time has gone by without a status: of no row is more known than that."""
    today = context.inquiry.today
    late = [each for each in milestones if passed(each, today=today) and context.statuses.latest(each.id) is None]
    if late and len(late) == len(milestones):
        sheet.write(context.say("milestones.all_passed"))
    elif late and context.inquiry.has("open", "overdue", "status", "done"):
        numbers = [
            str(sheet.milestones.index(milestone_view(each, context.statuses, today=today)) + 1) for each in late
        ]
        sheet.write(context.say("milestones.some_passed", numbers=_joined(context, numbers)))
