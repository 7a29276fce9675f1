"""
What the documents say on a topic, and pointed questions that a sentence answers.

Owns choosing among the evidence and setting it down, and saying what is missing where there is none;
leaves accounting to `assistant.answering.evidence` and what a quotation must hold to `assistant.answering.demands`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.demands import gives_what_is_asked
from assistant.answering.draft import Draft, Sheet
from assistant.answering.evidence import Finding, find_evidence
from assistant.answering.labelled import Labelled, find_labelled, write_labelled
from assistant.answering.quoting import TIME, shorten
from assistant.retrieval.search import Candidate
from assistant.understanding.concepts import Concept, accounted
from ingest.records import Document, Passage, PassageKind

__all__ = ["NO_TOPIC", "answer_topic"]

MOST_SHOWN = 3
MOST_TEXT = 700
WITHIN = 0.15
"""Findings whose score is this near the best are shown beside it."""
NO_TOPIC = (
    "exact", "define", "how_many", "how_much", "when", "which_month", "which_day", "where", "why", "how", "claim",
    "newcomer", "list", "all", "deadline", "happens", "greeting", "thanks", "help", "updated", "purpose", "who", "phone",
    "email", "contact", "weight", "next", "last", "this", "content_of", "attribute", "injection",
)  # fmt: skip


def answer_topic(context: Context) -> Draft:
    """Quotations that account for the whole question, or an abstention that says what is missing."""
    concepts = _wanted(context)
    kind = _kind(context)
    if not concepts:
        return nothing_found(context, kind)
    whole = _whole_list(context, concepts)
    if whole:
        return whole
    findings, nearest = find_evidence(context, concepts)
    findings = tuple(finding for finding in findings if gives_what_is_asked(context, finding, concepts))
    if findings and _is_about_another_text(context, concepts):
        return _only_mentioned(context, findings[0], concepts)
    if not findings:
        return nothing_found(context, kind, missing=_not_covered(context, concepts, nearest), nearest=nearest)
    return _quote(context, kind, findings, concepts)


def _whole_list(context: Context, concepts: Sequence[Concept]) -> Draft | None:
    """A list that is about the topic by its lead-in alone is given whole: none of its items answers by itself."""
    if context.inquiry.has("how_many", "how_much", "who", "where", "which_day", "which_month", "yes_no"):
        return None
    found = find_labelled(context, concepts, least_exact=0.0)
    led = [each for each in found if each.passage.lead_in and _leads(context, each, concepts)]
    if not led or not led[0].is_list:
        return None
    if context.inquiry.has("when") and not all(TIME.search(quote.text) for quote in led[0].passage.quotes):
        return None
    sheet = Sheet(kind=Kind.LIST)
    write_labelled(context, sheet, led[0])
    return sheet.answered()


def _leads(context: Context, found: Labelled, concepts: Sequence[Concept]) -> bool:
    lead_in = found.passage.lead_in
    bag = context.bridge.bag(lead_in.text if lead_in else "", found.document.language)
    return all(accounted(concept, bag) for concept in concepts)


def _not_covered(context: Context, concepts: Sequence[Concept], nearest: Candidate | None) -> str:
    """The parts of the question that the nearest passage says nothing of; all of them when it says something of each."""
    left = list(concepts)
    if nearest is not None:
        document = context.knowledge.documents[nearest.passage.document]
        bag = context.bridge.bag(f"{nearest.passage.indexed_text}\n{document.title}", document.language)
        left = [concept for concept in concepts if not accounted(concept, bag)] or left
    return ", ".join(f"“{concept.printed or concept.words}”" for concept in left[:MOST_MISSING])


MOST_MISSING = 3


def _wanted(context: Context) -> tuple[Concept, ...]:
    """What must be accounted for: solid concepts, and the years and months named."""
    concepts = context.inquiry.solid(*NO_TOPIC)
    times = tuple(
        Concept(words=str(year), printed=str(year), alternatives={(str(year),): 1.0}, is_name=True)
        for year in context.inquiry.times.years
    )
    if concepts:
        return (*concepts, *times)
    every = context.inquiry.topic(*NO_TOPIC)
    return every if len(every) > 1 else ()


def _kind(context: Context) -> Kind:
    inquiry = context.inquiry
    if inquiry.has("newcomer"):
        return Kind.ONBOARDING
    if inquiry.has("how_many"):
        return Kind.COUNT
    if inquiry.has("when", "how_much", "where", "who"):
        return Kind.FACT
    return Kind.PASSAGE


def _is_about_another_text(context: Context, concepts: Sequence[Concept]) -> bool:
    """Whether it asks what some text says that the documents only mention ("the national action plan")."""
    if not context.inquiry.has("content_of") or context.inquiry.has("goal", "milestone"):
        return False
    titles = (f"{document.title}\n{document.kind.replace('_', ' ')}" for document in context.documents)
    bags = [context.bridge.bag(title, context.inquiry.language) for title in titles]
    return not any(accounted(concept, bag) for bag in bags for concept in concepts)


def _only_mentioned(context: Context, finding: Finding, concepts: Sequence[Concept]) -> Draft:
    sheet = Sheet(kind=Kind.PASSAGE)
    term = " ".join(concept.printed or concept.words for concept in concepts)
    quote = shorten(finding.document, finding.quote, concepts, context.bridge)
    sheet.write(context.say("definitions.only_mentioned", term=term), sheet.quoted(finding.document, quote))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(finding.document,))


def _quote(context: Context, kind: Kind, findings: Sequence[Finding], concepts: Sequence[Concept]) -> Draft:
    sheet = Sheet(kind=kind)
    best = findings[0].score
    pointed = context.inquiry.has("when", "how_much", "how_many", "who", "exact")
    shown = [each for each in findings if each.score >= best - WITHIN][: 1 if pointed else MOST_SHOWN]
    length = 0
    for place, finding in enumerate(shown):
        quote = shorten(finding.document, finding.quote, concepts, context.bridge)
        length += len(quote.text)
        if place and length > MOST_TEXT:
            break
        if finding.candidate.passage.kind is PassageKind.TABLE_ROW:
            sheet.write(_row(finding.candidate.passage, sheet, finding.document))
            continue
        lead = _lead(context, sheet, finding)
        sheet.write(f"{lead}{sheet.quoted(finding.document, quote)}")
    return sheet.answered()


def _lead(context: Context, sheet: Sheet, finding: Finding) -> str:
    """What the quotation stands under, where it would not be understood alone."""
    passage = finding.candidate.passage
    if passage.kind is PassageKind.LIST and passage.lead_in:
        return f"{sheet.quoted(finding.document, passage.lead_in)} "
    if passage.kind is PassageKind.GOAL and passage.path:
        goal = context.knowledge.goals_by_id.get(passage.goal or "")
        if goal and goal.title and goal.title.text != finding.quote.text:
            return f"{sheet.quoted(finding.document, goal.title)}: "
    return ""


def _row(passage: Passage, sheet: Sheet, document: Document) -> str:
    """A table row in words: each cell with its column."""
    columns = [quote.text for quote in passage.columns] or [""] * len(passage.quotes)
    padded = [""] * (len(passage.quotes) - len(columns)) + columns[-len(passage.quotes) :]
    return ", ".join(
        f"{column + ': ' if column and column != quote.text else ''}{sheet.quoted(document, quote)}"
        for column, quote in zip(padded, passage.quotes, strict=True)
    )
