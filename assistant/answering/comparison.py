"""
Comparisons: two organisations on one thing, two goals, or two parts of a list. Both are quoted; nothing is judged.

Owns finding both sides and saying which one is missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.evidence import find_evidence
from assistant.answering.goals import short_name, title_and_wording
from assistant.answering.labelled import Labelled, find_labelled, write_labelled
from assistant.answering.records import Chosen, choose_goals, match_goals, plans
from assistant.answering.topics import NO_TOPIC
from assistant.register.views import goal_view
from assistant.understanding.concepts import Concept
from ingest.records import Document, Goal

__all__ = ["answer_comparison"]

TWO = 2


def answer_comparison(context: Context) -> Draft | None:
    """Both sides of a comparison, quoted; None when the question compares nothing that can be found."""
    inquiry = context.inquiry
    several = (
        len(_organisations(context)) >= TWO
        and not inquiry.goal_numbers
        and (bool(inquiry.named) or not inquiry.has("goal"))
    )
    if not inquiry.has("compare") and not (several and len(inquiry.named) >= TWO):
        return None
    if len(inquiry.goal_numbers) >= TWO or (inquiry.has("goal") and not several):
        return _goals(context)
    two = _two_things(context) if len(inquiry.named) < TWO else None
    if two:
        return two
    return _across(context) if several else None


def _two_things(context: Context) -> Draft | None:
    """Two things of one organisation, each by its own label ("mission and vision")."""
    concepts = context.inquiry.solid("compare", *NO_TOPIC)
    if len(concepts) < TWO or not context.inquiry.has("compare"):
        return None
    found = [find_labelled(context, (concept,), text=concept.words) for concept in concepts]
    best = [each[0] for each in found if each]
    if len(best) < TWO or len({id(each.passage) for each in best}) < TWO:
        return None
    home = best[0].document.organisation
    sheet = Sheet(kind=Kind.COMPARISON)
    for each in best:
        if each.document.organisation == home:
            label = each.passage.lead_in or each.passage.quotes[0]
            sheet.write(sheet.quoted(each.document, label) if not each.is_list and each.passage.lead_in else "")
            write_labelled(context, sheet, each)
    sheet.write(context.say("comparison.not_judged"))
    return sheet.answered()


def _organisations(context: Context) -> tuple[str, ...]:
    """The organisations to compare: those named, and ours where only another one is named."""
    named = list(context.inquiry.named)
    home = context.home
    if home and home.id not in named and (context.inquiry.is_ours or len(named) == 1):
        named.insert(0, home.id)
    if not named:
        named = list(dict.fromkeys(document.organisation for document in context.knowledge.documents.values()))[:TWO]
    return tuple(named)


def _goals(context: Context) -> Draft | None:
    chosen = choose_goals(context, plans(context))
    goals = chosen.goals if context.inquiry.goal_numbers else _each_by_topic(context, chosen)
    if not TWO <= len(goals) <= 2 * TWO:
        return None
    sheet = Sheet(kind=Kind.COMPARISON)
    for goal in goals:
        document = context.knowledge.documents[goal.document]
        sheet.write(f"*{short_name(context, goal)}:* {title_and_wording(sheet, document, goal)}")
        sheet.goals.append(goal_view(goal, context.statuses, today=context.inquiry.today))
    sheet.write(context.say("comparison.not_judged"))
    return sheet.answered()


def _each_by_topic(context: Context, chosen: Chosen) -> tuple[Goal, ...]:
    """The goals that single parts of the topic are about ("the AMR goal and the data goal")."""
    found = [goal for concept in chosen.topic for goal in match_goals(context, chosen.goals, (concept,))]
    return tuple({goal.id: goal for goal in found}.values())


def _across(context: Context) -> Draft | None:
    concepts = context.inquiry.solid("compare", *NO_TOPIC)
    if not concepts:
        return None
    sheet = Sheet(kind=Kind.COMPARISON)
    missing: list[str] = []
    for organisation in _organisations(context):
        documents = [each for each in context.knowledge.documents.values() if each.organisation == organisation]
        if not documents:
            continue
        name = context.organisation_name(documents[0], short=False)
        best = _best(context, concepts, documents)
        if best is None:
            missing.append(name)
            continue
        sheet.write(f"**{name}**")
        write_labelled(context, sheet, best)
    if not sheet.evidence:
        return nothing_found(context, Kind.COMPARISON)
    sheet.write(*(context.say("comparison.missing", organisation=name) for name in missing))
    sheet.write(context.say("comparison.not_judged"))
    return sheet.answered()


def _best(context: Context, concepts: Sequence[Concept], documents: Sequence[Document]) -> Labelled | None:
    labelled = find_labelled(context, concepts, documents=documents)
    if labelled:
        return labelled[0]
    findings, _ = find_evidence(context, concepts, documents=documents)
    if findings:
        return Labelled(passage=findings[0].candidate.passage, document=findings[0].document, score=findings[0].score)
    return None
