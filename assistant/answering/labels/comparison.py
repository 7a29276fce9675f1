"""
Comparisons: two organisations on one thing, two goals, or two parts of a list. Both are quoted; nothing is judged.

Owns finding both sides and saying which one is missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import nothing_found
from assistant.answering.finding.records import Chosen, choose_goals, match_goals, plans
from assistant.answering.finding.rows import goal_name, show_goals, title_and_wording
from assistant.answering.judging.evidence import find_evidence
from assistant.answering.judging.framing import OF_PASSAGES
from assistant.answering.labels.labelled import Labelled, find_labelled, write_labelled
from assistant.answering.labels.several import labelled_each, write_each
from assistant.understanding.concepts import Concept
from ingest.records import Document, Goal

__all__ = ["answer_comparison"]

TWO = 2
"""A comparison has two sides at least."""
_COMPARES = ("compare", *OF_PASSAGES)
"""Cues whose words are no side of a comparison."""


def answer_comparison(context: Context) -> Draft | None:
    """Both sides of a comparison, quoted; None when the question compares nothing that can be found."""
    inquiry = context.inquiry
    is_across = _is_across(context)
    if inquiry.has("weight"):  # the weights of both stand beside each other in their list
        return None
    if inquiry.has("milestone") and len(inquiry.times.quarters) >= TWO:  # so do milestones of two quarters
        return None
    if not inquiry.has("compare") and not (is_across and len(inquiry.named) >= TWO):
        return None
    if len(inquiry.goal_numbers) >= TWO or (inquiry.has("goal") and not is_across):
        return _goals(context)
    two = _two_things(context) if len(inquiry.named) < TWO else None
    if two:
        return two
    return _across(context) if is_across else None


def _is_across(context: Context) -> bool:
    """Whether the question may be one across organisations."""
    inquiry = context.inquiry
    if inquiry.goal_numbers or (inquiry.has("goal") and not inquiry.named):
        return False
    return len(_organisations(context)) >= TWO


def _two_things(context: Context) -> Draft | None:
    """Two things of one organisation, each by its own label ("mission and vision")."""
    if not context.inquiry.has("compare"):
        return None
    found = labelled_each(context, context.inquiry.solid(*_COMPARES))
    if not found:
        return None
    sheet = Sheet(kind=Kind.COMPARISON)
    write_each(context, sheet, found)
    sheet.write(context.say("comparison.not_judged"))
    return sheet.answered()


def _organisations(context: Context) -> tuple[str, ...]:
    """The organisations to compare: those named, and ours where only another one is named."""
    named = list(context.inquiry.named)
    home = context.home
    if home and home.id not in named and (context.inquiry.is_ours or len(named) == 1):
        named.insert(0, home.id)
    if not named:
        named = list(context.knowledge.organisations_of_documents[:TWO])
    return tuple(named)


def _goals(context: Context) -> Draft | None:
    """Two goals or a few, each in its official wording."""
    chosen = choose_goals(context, plans(context))
    goals = chosen.goals if context.inquiry.goal_numbers else _each_by_topic(context, chosen)
    if not TWO <= len(goals) <= 2 * TWO:
        return None
    sheet = Sheet(kind=Kind.COMPARISON)
    for goal in goals:
        name = goal_name(context, goal, with_title=False)
        sheet.write(f"*{name}:* {title_and_wording(context, sheet, goal)}")
    show_goals(context, sheet, goals)
    sheet.write(context.say("comparison.not_judged"))
    return sheet.answered()


def _each_by_topic(context: Context, chosen: Chosen) -> tuple[Goal, ...]:
    """The goals that single parts of the topic are about ("the AMR goal and the data goal")."""
    found = [goal for concept in chosen.topic for goal in match_goals(context, chosen.goals, (concept,))]
    return tuple({goal.id: goal for goal in found}.values())


def _across(context: Context) -> Draft | None:
    """What each organisation says on the topic, and which says nothing."""
    concepts = context.inquiry.solid(*_COMPARES)
    if not concepts:
        return None
    sheet = Sheet(kind=Kind.COMPARISON)
    missing: list[str] = []
    for documents in _by_organisation(context):
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


def _by_organisation(context: Context) -> list[Sequence[Document]]:
    """The documents of each organisation to compare, without those that have none."""
    held = context.knowledge.documents_by_organisation
    return [held[wanted] for wanted in _organisations(context) if wanted in held]


def _best(context: Context, concepts: Sequence[Concept], documents: Sequence[Document]) -> Labelled | None:
    """What these documents say on the topic: by a label, else the passage that accounts for it."""
    labelled = find_labelled(context, concepts, documents=documents)
    if not labelled and len(concepts) > 1:  # "our qualities and their principles": each side by its own word
        one_by_one = (find_labelled(context, (each,), documents=documents) for each in concepts)
        labelled = tuple(sorted((found for each in one_by_one for found in each[:1]), key=lambda each: -each.score))
    if labelled:
        return labelled[0]
    findings, _ = find_evidence(context, concepts, documents=documents)
    if not findings:
        return None
    best = findings[0]
    return Labelled(passage=best.candidate.passage, document=best.document, score=best.score)
