"""
Status: what has been reported about a goal or milestone, and what is asked to be done about it.

Owns questions such as "is it done?" and requests such as "set it to done". Nothing is inferred from the plan,
nothing an asker claims becomes fact, and nothing is changed by a message.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.milestones import passed, write_rows
from assistant.answering.records import choose_goals, match_goals, match_milestones, own_milestones, plans
from assistant.register.views import NOT_REPORTED, goal_view
from assistant.understanding.concepts import Concept
from ingest.records import Milestone

__all__ = ["answer_action", "answer_status"]

MOST_SHOWN = 7


def answer_action(context: Context) -> Draft | None:
    """A request to change, send or book something: declined, with the record it is about."""
    if not context.inquiry.has("action"):
        return None
    sheet = Sheet(kind=Kind.STATUS)
    milestones = _subject(context)
    sheet.write(context.say("status.not_by_message" if milestones else "status.no_actions"))
    if milestones:
        sheet.write(context.say("status.now_not_reported"))
        _write(context, sheet, milestones[:MOST_SHOWN])
    return sheet.declined(Reason.NOT_ALLOWED)


def answer_status(context: Context) -> Draft | None:
    """What was reported about the goals or milestones in question; "not reported" where nothing was."""
    inquiry = context.inquiry
    asks = (inquiry.has("status", "done") and _asks_for_state(context)) or (
        inquiry.has("colour") and inquiry.has("yes_no")
    )
    if not asks and not _asks_whether_done(context):
        return None
    milestones = _subject(context)
    if not milestones:
        return None
    reported = [each for each in milestones if context.statuses.latest(each.id)]
    sheet = Sheet(kind=Kind.STATUS)
    if reported:
        write_rows(context, sheet, reported)
        return sheet.answered()
    sheet.write(context.say("status.not_reported"))
    whole = (
        not inquiry.solid("done", "status", "milestone", "goal", "all", "list", "how_many", "open")
        and not inquiry.goal_numbers
    )
    if whole and not inquiry.times.has_span:
        goals = dict.fromkeys(each.goal for each in milestones)
        sheet.write(context.say("status.whole", milestones=len(milestones), goals=len(goals)))
        sheet.evidence.clear()
    else:
        sheet.write(context.say("status.planned"))
        _write(context, sheet, milestones[:MOST_SHOWN])
    _write_passed(context, sheet, milestones)
    documents = tuple(dict.fromkeys(context.knowledge.goals_by_id[each.goal].document for each in milestones))
    searched = tuple(context.knowledge.documents[each] for each in documents)
    return sheet.abstained(Reason.NOT_REPORTED, searched=searched)


def _asks_whether_done(context: Context) -> bool:
    """Whether it asks if something came about that some milestone speaks of in the same words."""
    inquiry = context.inquiry
    if not inquiry.has("whether_done") or inquiry.has(
        "has_any", "define", "compare", "signed", "updated", "where", "who", "list"
    ):
        return False
    goals = choose_goals(context, plans(context))
    topic = _left(context, goals.topic)
    if own_milestones(context, goals.goals, topic):
        return True
    return bool(topic) and inquiry.has("goal") and bool(match_goals(context, goals.goals, topic))


def _asks_for_state(context: Context) -> bool:
    """Whether it asks how something stands, and not how standing is judged or what a word means."""
    inquiry = context.inquiry
    if inquiry.has("define", "criteria", "compare", "signed", "newcomer", "where"):
        return False
    if inquiry.has("how", "when", "deadline", "ends") and not inquiry.has("status", "whether_done"):
        return False
    if inquiry.has("open", "overdue") and not inquiry.has("done"):
        return False
    if inquiry.has("status", "yes_no", "claim", "how_many"):
        return True
    return inquiry.has("list", "milestone", "goal", "when", "who") or inquiry.is_followup


def _subject(context: Context) -> tuple[Milestone, ...]:
    """The milestones the question is about; all of the plan when it names none in particular."""
    chosen = choose_goals(context, plans(context))
    fitting = match_milestones(context, chosen.goals, _left(context, chosen.topic))
    times = context.inquiry.times
    if times.quarters and fitting:
        return tuple(each for each in fitting if each.quarters and _in_quarters(each, times.quarters))
    return fitting


def _left(context: Context, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts that say what it is about, not how it stands."""
    kept = {
        concept.words
        for concept in context.inquiry.solid(
            "done", "status", "action", "claim", "yes_no", "overdue", "open", "whether_done", "colour"
        )
    }
    return tuple(concept for concept in concepts if concept.words in kept)


def _in_quarters(milestone: Milestone, quarters: Sequence[int]) -> bool:
    assert milestone.quarters is not None  # noqa: S101 (checked by the caller)
    first = (milestone.quarters.first.month + 2) // 3
    last = (milestone.quarters.last.month + 2) // 3
    return any(first <= quarter <= last for quarter in quarters)


def _write(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    write_rows(context, sheet, milestones)
    goals = dict.fromkeys(each.goal for each in milestones)
    sheet.goals.extend(
        goal_view(context.knowledge.goals_by_id[each], context.statuses, today=context.inquiry.today) for each in goals
    )


def _write_passed(context: Context, sheet: Sheet, milestones: Sequence[Milestone]) -> None:
    late = [each for each in milestones if passed(each, today=context.inquiry.today)]
    if late and sheet.milestones and all(view.status == NOT_REPORTED for view in sheet.milestones):
        sheet.write(context.say("status.passed" if len(late) == len(milestones) else "status.some_passed"))
