"""
A milestone asked for by the code that its table row begins with: "deliverable W2", "resultatkrav 3.2".

Owns finding the code in a question and telling what stands in its row; leaves goals by number to their answerer.
"""

from __future__ import annotations

import re

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.records import plans
from assistant.answering.finding.rows import show_goals, write_rows
from ingest.records import Milestone

__all__ = ["answer_code", "code_of", "codes_asked"]

_CODE = re.compile(
    r"(?<![\w.,/-])(?:[A-ZÆØÅa-zæøå]{1,3}-?\d{1,3}(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})+)(?![\w%/-]|[.,]\d)"
)
_QUARTER = re.compile(r"[qkh][1-4]", re.IGNORECASE)


def answer_code(context: Context) -> Draft | None:
    """The milestones whose rows bear a code that the question names, and their owners where it asks for them."""
    inquiry, asked = context.inquiry, codes_asked(context)
    if not asked:
        return None
    found = [each for each in _milestones(context) if code_of(context, each) in asked]
    if not found or (inquiry.has("compare") and len({code_of(context, each) for each in found}) == 1):
        return None
    sheet = Sheet(kind=Kind.MILESTONES)
    write_rows(context, sheet, found)
    goals = dict.fromkeys(milestone.goal for milestone in found)
    show_goals(context, sheet, [context.knowledge.goals_by_id[each] for each in goals])
    return sheet.answered()


def codes_asked(context: Context) -> frozenset[str]:
    """What the question writes as codes are written, in small letters."""
    found = _CODE.findall(context.inquiry.text)
    return frozenset(each.casefold() for each in found if not _QUARTER.fullmatch(each))


def _milestones(context: Context) -> list[Milestone]:
    documents = {document.id for document in plans(context)}
    return [each for goal in context.knowledge.goals if goal.document in documents for each in goal.milestones]


def code_of(context: Context, milestone: Milestone) -> str | None:
    """The code that the row of a milestone begins with, in small letters."""
    named = context.bridge.row_names.of(milestone)
    return named.code.casefold() if named and named.code else None
