"""
When a requirement counts as partly met, and what follows if it is missed: what a plan says of it by its code.

Owns finding the requirement and the sentences that name its code; leaves rules for all of them to
`assistant.answering.plans.goals`, and what partly met gives to `assistant.answering.reported.amount`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import choose_goals, own_milestones, plans
from assistant.answering.finding.rows import show_goals, write_rows
from assistant.answering.plans.codes import code_of, codes_asked
from assistant.understanding.concepts import Concept
from ingest.lexical import fold
from ingest.records import Document, Milestone, Quote

__all__ = ["answer_condition"]

_PARTLY = re.compile(r"\bdelvist?\b|\bpartly\b|\bpartial(?:ly)?\b|\bin part\b")
_WHAT_IF = re.compile(r"\bhvad (?:nu )?hvis\b|\bwhat if\b|\bhvad sker der\b|\bwhat happens\b")
_JUDGED = re.compile(r"\b(?:opfyld|fulfilled|met\b|achieved|opnaet|naet)")
"""How a sentence says that something counts as met (folded)."""
MOST_MILESTONES = 2


def answer_condition(context: Context) -> Draft | None:
    """The requirement asked about, with what the plan says of when it is partly met; None where it says nothing."""
    folded = context.inquiry.folded
    if not (_PARTLY.search(folded) or _WHAT_IF.search(folded)):
        return None
    asked = _asked(context)
    if not 0 < len(asked) <= MOST_MILESTONES:
        return None
    told = {each.id: list(_sentences(context, each)) for each in asked}
    if not all(told.values()):
        return None
    sheet = Sheet(kind=Kind.DEFINITION)
    for each in asked:
        document = context.document_of(context.goal_of(each))
        write_rows(context, sheet, [each])
        sheet.write(*(sheet.quoted(document, quote) for quote in told[each.id]))
    show_goals(context, sheet, [context.goal_of(each) for each in asked])
    return sheet.answered()


def _asked(context: Context) -> list[Milestone]:
    """The requirements that the question names by code, else by their words."""
    chosen = choose_goals(context, plans(context))
    codes = codes_asked(context)
    if codes:
        return [each for goal in chosen.goals for each in goal.milestones if code_of(context, each) in codes]
    topic = [each for each in chosen.topic if not _is_of_judgement(each)]
    return list(own_milestones(context, chosen.goals, topic))


def _is_of_judgement(concept: Concept) -> bool:
    return bool(_PARTLY.search(concept.words) or _JUDGED.search(concept.words))


def _sentences(context: Context, milestone: Milestone) -> Iterator[Quote]:
    """The sentences of the plan that name the code of a requirement and say when it counts as met."""
    code = code_of(context, milestone)
    if not code:
        return
    document: Document = context.document_of(context.goal_of(milestone))
    names = re.compile(rf"(?<![\w.]){re.escape(code)}(?![\w]|[.,]\d)", re.IGNORECASE)
    for passage in context.knowledge.passages_of(document.id):
        for quote in passage.quotes:
            for sentence in split_sentences(document, quote):
                if names.search(sentence.text) and _JUDGED.search(fold(sentence.text)) and sentence != milestone.quote:
                    yield sentence
