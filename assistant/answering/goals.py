"""
Goals: by number, series, topic, or all of them, with their official wording.

Owns what is said about a goal; milestones of a goal are `assistant.answering.milestones`'.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind, Option, Reason
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.milestones import cell_quote, period, write_rows
from assistant.answering.records import RECORD_CUES, Chosen, choose_goals, match_goals, match_milestones, plans
from assistant.register.views import goal_view
from ingest.records import Document, Goal

__all__ = ["answer_goals", "short_name", "title_and_wording"]

MOST_WHOLE = 3
"""Up to so many goals are shown with their wording; more are listed by title."""


def answer_goals(context: Context) -> Draft | None:
    """The goals that a question names by number, series or topic; all of them when it asks for goals as such."""
    inquiry = context.inquiry
    whose = inquiry.has("owner") and not inquiry.solid(*RECORD_CUES) and not inquiry.named
    if not (inquiry.has("goal") or inquiry.goal_numbers or whose or _asks_owner_of_goal(context)):
        return None
    documents = plans(context)
    if not documents:
        return _no_plan(context)
    chosen = choose_goals(context, documents)
    if inquiry.has("conditional") and not inquiry.goal_numbers and not chosen.topic:
        return None
    if chosen.missing_numbers and not chosen.goals:
        return _no_such_number(context, documents, chosen)
    if (
        (inquiry.has("singular") or whose)
        and not inquiry.goal_numbers
        and not chosen.topic
        and not chosen.by_series
        and len(chosen.goals) > 1
        and not inquiry.is_followup
    ):
        return _which(context, chosen.goals)
    goals = chosen.goals if inquiry.goal_numbers else match_goals(context, chosen.goals, chosen.topic)
    if not goals:
        return None
    if inquiry.goal_numbers and chosen.topic and not _fits(context, goals, chosen):
        return None
    if inquiry.has("owner") and not inquiry.has("how_many"):
        return _owner(context, goals)
    if inquiry.has("weight"):
        weighed = any(goal.weight for goal in goals)
        return (
            _weights(context, goals)
            if weighed
            else nothing_found(context, Kind.FACT, because=context.say("goals.no_weights"))
        )
    if inquiry.has("how_many"):
        return _count(context, documents, goals)
    if inquiry.has("remark"):
        return _remarks(context, goals)
    if inquiry.has("criteria"):
        return _criteria(context, goals)
    if len(goals) > MOST_WHOLE or (len(goals) > 1 and not inquiry.goal_numbers and not chosen.topic):
        return _catalogue(context, documents, goals)
    return _whole(context, goals)


def _asks_owner_of_goal(context: Context) -> bool:
    """Whether it asks who is responsible for what a goal with an owner is about."""
    if not context.inquiry.has("owner"):
        return False
    chosen = choose_goals(context, plans(context))
    fitting = match_goals(context, chosen.goals, chosen.topic) if chosen.topic else ()
    return any(goal.owner for goal in fitting)


def _no_plan(context: Context) -> Draft | None:
    inquiry = context.inquiry
    with_goals = {goal.document for goal in context.knowledge.goals}
    known = [document for document in context.documents if document.id in with_goals]
    if inquiry.times.years and known:
        sheet = Sheet(kind=Kind.GOAL)
        have = ", ".join(sorted({period(document) for document in known}))
        years = f" {context.say('milestones.and')} ".join(map(str, inquiry.times.years))
        sheet.write(context.say("milestones.no_plan_for_year", years=years, have=have))
        sheet.suggestions.append(context.say("goals.suggest_all", year=have))
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(known))
    if inquiry.solid("goal", "list", "all") and not inquiry.goal_numbers:
        return None
    return nothing_found(context, Kind.GOAL, missing=context.say("goals.noun"))


def _no_such_number(context: Context, documents: Sequence[Document], chosen: Chosen) -> Draft:
    ids = {document.id for document in documents}
    goals = [
        goal
        for goal in context.knowledge.goals
        if goal.document in ids and (not chosen.by_series or goal.series in chosen.by_series)
    ]
    sheet = Sheet(kind=Kind.GOAL)
    numbers = ", ".join(chosen.missing_numbers)
    listed = "; ".join(
        f"{series}: {', '.join(goal.number or '–' for goal in goals if goal.series == series)}"
        for series in dict.fromkeys(goal.series for goal in goals)
    )
    sheet.write(context.say("goals.no_such_number", number=numbers, listed=listed))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(documents))


def _fits(context: Context, goals: Sequence[Goal], chosen: Chosen) -> bool:
    """Whether what is said beside the number is about these goals."""
    return bool(match_goals(context, goals, chosen.topic) or match_milestones(context, goals, chosen.topic))


def _which(context: Context, goals: Sequence[Goal]) -> Draft:
    """ "The goal" fits several: ask which."""
    sheet = Sheet(kind=Kind.GOAL)
    sheet.write(context.say("goals.which"))
    for goal in goals:
        sheet.write(f"- {_name(context, goal)}")
        sheet.options.append(Option(label=_name(context, goal), question=_name(context, goal)))
    return sheet.asked_back()


def _weights(context: Context, goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.FACT)
    for goal in goals:
        document = context.knowledge.documents[goal.document]
        wording = goal.title or goal.wording
        quoted = sheet.quoted(document, wording) if wording else ""
        sheet.write(f"- {_name(context, goal)}: {_cell(context, sheet, goal, goal.weight)} {quoted}")
    _show(context, sheet, goals)
    return sheet.answered()


def _owner(context: Context, goals: Sequence[Goal]) -> Draft:
    owned = [goal for goal in goals if goal.owner]
    if not owned:
        return nothing_found(context, Kind.FACT, because=context.say("goals.no_owner"))
    sheet = Sheet(kind=Kind.FACT)
    for goal in owned:
        document = context.knowledge.documents[goal.document]
        wording = goal.title or goal.wording
        quoted = sheet.quoted(document, wording) if wording else _name(context, goal)
        sheet.write(f"- {quoted}: {_cell(context, sheet, goal, goal.owner)}")
    return sheet.answered()


def _cell(context: Context, sheet: Sheet, goal: Goal, words: str | None) -> str:
    """`words` as the goal's row prints them, quoted where one stretch of it holds them."""
    document = context.knowledge.documents[goal.document]
    found = cell_quote(context, goal, words)
    return sheet.quoted(document, found) if found else (words or "–")


def _count(context: Context, documents: Sequence[Document], goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.COUNT)
    milestones = sum(len(goal.milestones) for goal in goals)
    title = ", ".join(document.title for document in documents)
    sheet.write(context.say("goals.count", number=len(goals), milestones=milestones, plan=title))
    _write_titles(context, sheet, goals)
    return sheet.answered()


def _remarks(context: Context, goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.GOAL)
    remarked = [goal for goal in goals if goal.remarks]
    if not remarked:
        sheet.write(context.say("goals.no_remarks", goals="; ".join(_name(context, goal) for goal in goals)))
    for goal in remarked:
        document = context.knowledge.documents[goal.document]
        assert goal.remarks is not None  # noqa: S101 (filtered above)
        sheet.write(f"*{_name(context, goal)}:* {sheet.quoted(document, goal.remarks)}")
    _show(context, sheet, goals)
    return sheet.answered()


def _criteria(context: Context, goals: Sequence[Goal]) -> Draft:
    """What must be reached for a goal to count as achieved: its milestones under their lead-in."""
    sheet = Sheet(kind=Kind.GOAL)
    for goal in goals:
        document = context.knowledge.documents[goal.document]
        lead = next((each.lead_in for each in goal.milestones if each.lead_in), None)
        sheet.write(f"*{_name(context, goal)}*" + (f" – {sheet.quoted(document, lead)}" if lead else ""))
        write_rows(context, sheet, goal.milestones)
    _show(context, sheet, goals)
    return sheet.answered()


def _catalogue(context: Context, documents: Sequence[Document], goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.GOAL)
    title = ", ".join(document.title for document in documents)
    if context.inquiry.goal_numbers:
        options = [Option(label=_name(context, goal), question=_name(context, goal)) for goal in goals]
        sheet.options.extend(options)
    sheet.write(context.say("goals.all", number=len(goals), plan=title))
    _write_titles(context, sheet, goals)
    return sheet.answered()


def _write_titles(context: Context, sheet: Sheet, goals: Sequence[Goal]) -> None:
    for series in dict.fromkeys(goal.series for goal in goals):
        sheet.write(f"*{series}*")
        for goal in goals:
            if goal.series == series:
                document = context.knowledge.documents[goal.document]
                shown = goal.title or goal.wording
                number = f"{goal.number}. " if goal.number else "- "
                sheet.write(f"{number}{sheet.quoted(document, shown) if shown else _name(context, goal)}")
    _show(context, sheet, goals)


def _whole(context: Context, goals: Sequence[Goal]) -> Draft:
    sheet = Sheet(kind=Kind.GOAL)
    if len(goals) > 1:
        sheet.write(context.say("goals.several", number=len(goals)))
    for goal in goals:
        document = context.knowledge.documents[goal.document]
        sheet.write(f"*{short_name(context, goal)}:* {title_and_wording(sheet, document, goal)}")
    if len(goals) == 1:
        _write_rest(context, sheet, goals[0])
    _show(context, sheet, goals)
    return sheet.answered()


def _write_rest(context: Context, sheet: Sheet, goal: Goal) -> None:
    """For a single goal: its milestones in short, its remarks."""
    document = context.knowledge.documents[goal.document]
    if goal.milestones:
        sheet.write(context.say("goals.milestones", number=len(goal.milestones)))
        write_rows(context, sheet, goal.milestones)
    if goal.remarks:
        sheet.write(context.say("goals.remarks", remarks=sheet.quoted(document, goal.remarks)))


def _name(context: Context, goal: Goal) -> str:
    number = context.say("milestones.goal_number", number=goal.number) if goal.number else ""
    title = goal.title.text if goal.title else ""
    return " · ".join(part for part in (goal.series, ", ".join(part for part in (number, title) if part)) if part)


def short_name(context: Context, goal: Goal) -> str:
    """A goal's series and number, "Koncernfælles mål · Mål 1"."""
    number = context.say("milestones.goal_number", number=goal.number) if goal.number else ""
    return " · ".join(part for part in (goal.series, number) if part)


def title_and_wording(sheet: Sheet, document: Document, goal: Goal) -> str:
    """A goal's title and wording, quoted; once where they are the same."""
    quotes = [quote for quote in (goal.title, goal.wording) if quote]
    if len(quotes) > 1 and quotes[0].text.strip(" .") == quotes[1].text.strip(" ."):
        quotes = quotes[1:]
    return " – ".join(sheet.quoted(document, quote) for quote in quotes)


def _show(context: Context, sheet: Sheet, goals: Sequence[Goal]) -> None:
    sheet.goals.extend(goal_view(goal, context.statuses, today=context.inquiry.today) for goal in goals)
