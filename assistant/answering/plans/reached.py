"""
When a goal counts as reached: the sentences of a plan that say so of all its goals.

Owns finding them; leaves what the rule comes to, once something is reported, to `assistant.register.rules`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences
from assistant.answering.draft import Draft, Sheet
from assistant.answering.reported.amount import statements
from ingest.records import Document

__all__ = ["tell_rules"]

MOST_RULES = 2
"""Sentences given on when a goal counts as reached."""
_RULE_PARTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:\w*mål(?:et|ene)?|goals?|objectives?|targets?)\b",
        r"\b(?:opfyldt|nået|opnået|indfriet|met|achieved|fulfilled|reached)\b",
        r"\b(?:når|hvis|såfremt|if|when|where)\b",
    )
)
"""A sentence that says when a goal counts as reached has something of each."""


def tell_rules(context: Context, documents: Sequence[Document]) -> Draft | None:
    """What the plans, else the documents beside them, say of when any goal counts as reached; None if nothing."""
    sheet = Sheet(kind=Kind.DEFINITION)
    of_plans = {each.id for each in documents}
    looked_through = {each.document for each in context.looked_through} if context.knowledge.has_many else None
    beside = (each for each in context.documents if looked_through is None or each.id in looked_through)
    for document in (*documents, *(each for each in beside if each.id not in of_plans)):
        if sheet.evidence and document.id not in of_plans:
            break
        sentences = [each for quote in statements(context, document) for each in split_sentences(document, quote)]
        rules = [each for each in sentences if all(part.search(each.text) for part in _RULE_PARTS)]
        sheet.write(*(sheet.quoted(document, each) for each in rules[:MOST_RULES]))
    return sheet.answered() if sheet.evidence else None
