"""
A figure of a year that no plan is for, told in running text: "sick leave was 9.1 days in 2024".

Owns finding the sentence that gives it; leaves saying that there is no plan for the year to the answerers of records.
"""

from __future__ import annotations

import re

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.halves import halves_of
from assistant.answering.finding.records import all_plans, plans
from assistant.answering.judging.accounting import year_concepts
from assistant.answering.judging.evidence import find_evidence
from assistant.answering.judging.framing import OF_CELLS
from assistant.understanding.column_kinds import asked_kinds, names_kind
from assistant.understanding.concepts import Concept, accounted
from ingest.records import Document, Quote

__all__ = ["answer_past_figure"]

_OTHERS = ("list", "define", "action", "status", "who", "why", "milestone", "how_many")
"""Cues of questions that a figure does not answer, or that must be counted."""
_FIGURE = re.compile(r"\d[\d.,]*")
_YEAR = re.compile(r"20\d\d")


def answer_past_figure(context: Context) -> Draft | None:
    """The sentence that gives a figure of just that year for what is asked; None where a plan is for the year."""
    inquiry = context.inquiry
    if not inquiry.times.years or inquiry.has(*_OTHERS):
        return None
    if not all_plans(context) or plans(context) or halves_of(inquiry.text):
        return None
    kinds = asked_kinds(inquiry.folded)
    concepts = tuple(each for each in inquiry.solid(*OF_CELLS) if not names_kind(each.words, kinds))
    if not concepts:
        return None
    findings, _ = find_evidence(context, (*concepts, *year_concepts(context)))
    for finding in findings:
        for sentence in split_sentences(finding.document, finding.quote):
            if _gives_figure(context, finding.document, sentence, concepts):
                sheet = Sheet(kind=Kind.FACT)
                sheet.write(sheet.quoted(finding.document, sentence))
                return sheet.answered()
    return None


def _gives_figure(context: Context, document: Document, sentence: Quote, concepts: tuple[Concept, ...]) -> bool:
    """Whether a sentence names all that is asked and every year asked, and holds a figure that is no year."""
    words = sentence.text
    bag = context.bridge.bag(words, document.language)
    years = set(_YEAR.findall(words))
    figures = [each for each in _FIGURE.findall(words) if each.strip(".,") not in years]
    is_of_years = all(str(year) in years for year in context.inquiry.times.years)
    return bool(figures) and is_of_years and all(accounted(each, bag) for each in concepts)
