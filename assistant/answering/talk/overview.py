"""
What an organisation is for: its mission or vision in its own words, for newcomers and for "what does X do?".

Owns what a newcomer is told, and finding the sentence in which a document introduces itself;
leaves the statement that introduces an organisation to `assistant.answering.labels.statements`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import is_same_goal, plans
from assistant.answering.labels.labelled import write_labelled
from assistant.answering.labels.statements import introduction
from assistant.answering.plans.goals import write_titles
from assistant.answering.prose.definitions import self_description
from assistant.answering.talk.programme import journey_asked_for, start_order
from assistant.answering.talk.suggest import starters
from assistant.understanding.concepts import Concept
from assistant.understanding.presented import presented
from ingest.lexical import fold
from ingest.records import Document, Goal

__all__ = ["answer_overview"]

_TO_KNOW = re.compile(
    r"\b(?:hvad (?:skal|bor|er godt at|kan jeg)\b.*\b(?:vide|kende)"
    r"|what (?:(?:should|must|do|shall) i\b.*\bknow|to know))\b"
)
"""Asks for what one ought to know (folded): what an organisation is for, and what it wants to reach."""
MOST_GOALS = 10
"""Goals of the plans in force up to which a newcomer is shown them."""
MOST_NAMED = 40
"""Documents of one name up to which each is read for what it says of itself."""


def answer_overview(context: Context) -> Draft | None:
    """An organisation's purpose in its own words; None unless the question asks for just that."""
    is_newcomer = context.inquiry.has("newcomer")
    about_document = None if is_newcomer else _about_document(context)
    if about_document:
        return about_document
    if not _is_asked(context):
        return None
    sheet = Sheet(kind=Kind.ONBOARDING if is_newcomer else Kind.PASSAGE)
    if is_newcomer:
        sheet.write(context.say("overview.welcome"))
    for organisation in context.organisations or ((context.home.id,) if context.home else ()):
        documents = context.knowledge.documents_by_organisation.get(organisation, ())
        found = introduction(context, documents)
        if found:
            write_labelled(context, sheet, found)
    if not sheet.evidence:
        return None
    if _TO_KNOW.search(context.inquiry.folded) or (is_newcomer and context.inquiry.has("overview")):
        _write_goals(context, sheet)
    if is_newcomer:
        sheet.suggestions.append(start_order(context, journey_asked_for(context)))
    sheet.suggestions.extend(starters(context))
    return sheet.answered()


def _write_goals(context: Context, sheet: Sheet) -> None:
    """Name the goals of the plans in force, where they are few."""
    ids = {document.id for document in plans(context)}
    goals: list[Goal] = []
    for goal in context.knowledge.goals:
        if goal.document in ids and goal.number and not any(is_same_goal(goal, other) for other in goals):
            goals.append(goal)
    if 0 < len(goals) <= MOST_GOALS:
        write_titles(context, sheet, goals)


def _is_asked(context: Context) -> bool:
    """Whether the question is about an organisation and nothing in particular."""
    inquiry = context.inquiry
    if inquiry.goal_numbers or not inquiry.times.is_empty:
        return False
    own = fold(presented(inquiry.text))
    if any(
        not own or fold(each.printed or each.words) not in own
        for each in inquiry.solid(
            "purpose", "newcomer", "overview", "help", "greeting", "thanks", "list", "yes_no", "who", "define"
        )
    ):
        return False
    if inquiry.has("newcomer", "purpose", "overview"):
        return True
    return bool(inquiry.named) and not inquiry.topic(
        "purpose", "help", "greeting", "list", "yes_no", "attribute", "define"
    )


def _about_document(context: Context) -> Draft | None:
    """What a document says of itself ("The plan is a tool for …"), where the question names one and no more."""
    inquiry = context.inquiry
    if not inquiry.has("purpose", "attribute", "define") or inquiry.has("goal", "milestone"):
        return None
    topic = inquiry.topic("purpose", "attribute", "define", "list", "help", "exact")
    for document in _named(context, topic):
        found = self_description(context, document)
        if found and _is_of_years(document, inquiry.times.years):
            sheet = Sheet(kind=Kind.DEFINITION)
            sheet.write(sheet.quoted(document, found))
            return sheet.answered()
    return None


def _is_of_years(document: Document, years: Sequence[int]) -> bool:
    """Whether a document is for one of the years asked about, or for no time; "what were the results of 2024?"."""
    first, last = document.period_from, document.period_to
    return not years or first is None or last is None or any(first.year <= year <= last.year for year in years)


def _named(context: Context, topic: Sequence[Concept]) -> Sequence[Document]:
    """The documents whose title accounts for all of `topic`; of very many, those that search brings up."""
    ids = context.bridge.titles.accounting(topic) if topic else frozenset()
    named = [document for document in context.documents if document.id in ids] if ids else []
    if len(named) <= MOST_NAMED:
        return named
    near = {candidate.passage.document for candidate in context.candidates()}
    return [document for document in named if document.id in near]
