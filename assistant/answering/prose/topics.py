"""
What the documents say on a topic, and pointed questions that a sentence answers.

Owns choosing among the evidence and setting it down, and saying what is missing where there is none;
leaves accounting to `assistant.answering.judging.evidence` and what a quotation must hold to
`assistant.answering.judging.demands`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import TIME, shorten
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.absence import MOST_MISSING, nothing_found
from assistant.answering.finding.explained import explanation_of
from assistant.answering.finding.led import leads_in, write_led
from assistant.answering.judging.accounting import accounts, said_back, year_concepts
from assistant.answering.judging.demands import gives_what_is_asked, names_person, states_total
from assistant.answering.judging.evidence import Finding, find_evidence
from assistant.answering.judging.framing import OF_PASSAGES
from assistant.answering.labels.labelled import Labelled, find_labelled, write_labelled
from assistant.answering.plans.goals import tell_goals
from assistant.retrieval.candidate import Candidate
from assistant.understanding.concepts import Concept, accounted
from ingest.records import Document, Goal, Passage, PassageKind, Quote

__all__ = ["answer_topic", "wanted"]

_DEEDS = re.compile(
    r"\b(?:hvad (?:gor|vil) vi|hvad skal vi gore|hvordan (?:vil|gor|far|sikrer) vi"
    r"|what (?:do|are|will|shall) we do|how (?:do|will|shall|are) we)"
)
"""Asks what is done about something (folded)."""
_TOTAL = re.compile(
    r"\bhvor mange\b.*\b(?:har|er) (?:vi|der)\b|\bhow many\b.*\b(?:do we have|have we|are there|are we)\b"
)
"""Asks how many there are of something (folded)."""
MOST_SHOWN = 3
"""Quotations of one answer."""
MOST_TEXT = 700
"""Characters of all of them together, the first one aside."""
LONGEST_ITEM = 10
"""Words of an item that a paragraph explains."""
WITHIN = 0.15
"""Findings whose score is this near the best are shown beside it."""


def answer_topic(context: Context) -> Draft:
    """Quotations that account for the whole question, or an abstention that says what is missing."""
    concepts = wanted(context)
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
    if _TOTAL.search(context.inquiry.folded):  # a total before any other number of the same
        findings = tuple(sorted(findings, key=lambda each: not states_total(context, each, concepts)))
    if goal := _goal_by_title(context, findings):
        return tell_goals(context, [goal])
    return _quote(context, kind, findings, concepts)


def _goal_by_title(context: Context, findings: Sequence[Finding]) -> Goal | None:
    """The goal whose title is the best that was found, where it is asked what is done: a title does not say."""
    goal = context.knowledge.goals_by_id.get(findings[0].candidate.passage.goal or "")
    own = [quote for quote in (goal.title, goal.wording) if quote] if goal else []
    return goal if findings[0].quote in own and _DEEDS.search(context.inquiry.folded) else None


def _whole_list(context: Context, concepts: Sequence[Concept]) -> Draft | None:
    """A list that is about the topic by its lead-in alone is given whole: none of its items answers by itself."""
    if context.inquiry.has("how_many", "how_much", "where", "which_day", "which_month", "why", "yes_no"):
        return None
    led = (each for each in find_labelled(context, concepts, least_exact=0.0) if _is_led(context, each, concepts))
    best = next(led, None)
    if best is None or not best.is_list:
        return None
    if context.inquiry.has("when") and not all(TIME.search(quote.text) for quote in best.passage.quotes):
        return None
    if context.inquiry.has("who") and not all(
        names_person(context, quote.text, best.document.language, concepts) for quote in best.passage.quotes
    ):
        return None
    sheet = Sheet(kind=Kind.LIST)
    write_labelled(context, sheet, best)
    return sheet.answered()


def _is_led(context: Context, found: Labelled, concepts: Sequence[Concept]) -> bool:
    """Whether the words that lead in to a passage account for the whole topic."""
    lead_in = found.passage.lead_in
    return lead_in is not None and accounts(context.bridge.bag(lead_in.text, found.document.language), concepts)


def _not_covered(context: Context, concepts: Sequence[Concept], nearest: Candidate | None) -> str:
    """The parts of the question that the nearest passage says nothing of; all when it says something of each."""
    left = list(concepts)
    if nearest is not None:
        document = context.document_of(nearest.passage)
        bag = context.bridge.bag(f"{nearest.passage.indexed_text}\n{document.title}", document.language)
        left = [concept for concept in concepts if not accounted(concept, bag)] or left
    return said_back(left[:MOST_MISSING])


def wanted(context: Context) -> tuple[Concept, ...]:
    """What must be accounted for: solid concepts and the years named; of a question without, all its words."""
    concepts = context.inquiry.solid(*OF_PASSAGES)
    if concepts:
        return (*concepts, *year_concepts(context))
    every = context.inquiry.topic(*OF_PASSAGES)
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
    named = (*concepts, *context.inquiry.concepts)  # "bias awareness: what does the plan say?" names the plan itself
    return not any(context.bridge.titles.accounting((each,)) & context.document_ids for each in named)


def _only_mentioned(context: Context, finding: Finding, concepts: Sequence[Concept]) -> Draft:
    sheet = Sheet(kind=Kind.PASSAGE)
    term = " ".join(concept.printed or concept.words for concept in concepts)
    quote = shorten(finding.document, finding.quote, concepts, context.bridge)
    sheet.write(context.say("definitions.only_mentioned", term=term), sheet.quoted(finding.document, quote))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(finding.document,))


def _quote(context: Context, kind: Kind, findings: Sequence[Finding], concepts: Sequence[Concept]) -> Draft:
    """The best findings quoted: one for a pointed question, else the few that are about as good."""
    is_pointed = context.inquiry.has("when", "how_much", "how_many", "who", "exact")
    near = [each for each in findings if each.score >= findings[0].score - WITHIN]
    sheet = Sheet(kind=kind)
    length = 0
    for place, finding in enumerate(near[: 1 if is_pointed else MOST_SHOWN]):
        quote = shorten(finding.document, finding.quote, concepts, context.bridge)
        length += len(quote.text)
        if place and length > MOST_TEXT:
            break
        sheet.write(_line(context, sheet, finding, quote))
        if leads_in(quote) and write_led(context, sheet, finding.document, quote):
            break
    return sheet.answered()


def _line(context: Context, sheet: Sheet, finding: Finding, quote: Quote) -> str:
    """A finding as it is set down: a table row in words, else the quotation with what it stands under."""
    passage = finding.candidate.passage
    if passage.kind is PassageKind.TABLE_ROW:
        return _row(sheet, passage, finding.document)
    quoted = f"{_lead(context, sheet, finding)}{sheet.quoted(finding.document, quote)}"
    under = _under(context, finding)
    return f"{quoted} {sheet.quoted(finding.document, under)}" if under else quoted


def _under(context: Context, finding: Finding) -> Quote | None:
    """What stands under a short item of a list or paragraph and explains it: the item alone only names it."""
    if len(finding.quote.text.split()) > LONGEST_ITEM:
        return None
    explained = explanation_of(context, finding.document, finding.quote)
    return explained[0] if explained and len(explained[0].text.split()) > LONGEST_ITEM else None


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


def _row(sheet: Sheet, passage: Passage, document: Document) -> str:
    """A table row in words: each cell with its column."""
    columns = [quote.text for quote in passage.columns][-len(passage.quotes) :]
    padded = [""] * (len(passage.quotes) - len(columns)) + columns
    return ", ".join(
        f"{column + ': ' if column not in ('', quote.text) else ''}{sheet.quoted(document, quote)}"
        for column, quote in zip(padded, passage.quotes, strict=True)
    )
