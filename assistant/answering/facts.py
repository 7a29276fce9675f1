"""
Facts about the documents themselves and times printed in them: last updated, dated, what happens in March 2026.

Owns questions whose answer is a date of a document, or whatever the documents say of a named time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.milestones import period, write_rows
from assistant.answering.records import match_milestones, plans, topic
from assistant.understanding.times import Asked, find_asked_times
from ingest.lexical import fold
from ingest.records import BlockKind, Document, Quote

__all__ = ["answer_document_dates", "answer_named_time", "answer_plan_year", "answer_when"]

_NO_TOPIC = ("updated", "published", "when", "which_day", "yes_no", "exact", "list", "where", "claim", "signed")


def answer_document_dates(context: Context) -> Draft | None:
    """When a document was updated, dated or signed, or that it does not say."""
    inquiry = context.inquiry
    if not inquiry.has("updated", "published") or inquiry.has("goal", "milestone", "status", "action"):
        return None
    topic_left = inquiry.solid(*_NO_TOPIC)
    documents = (
        [each for each in context.documents if _is_meant(context, each)] if topic_left else list(context.documents)
    )
    if topic_left and not documents:
        return None
    sheet = Sheet(kind=Kind.FACT)
    chosen = _by_word(context, documents)
    if _COVER.search(inquiry.folded) and (cover := _cover(context, chosen)):
        sheet.write(sheet.quoted(*cover))
        return sheet.answered()
    for document in chosen:
        sheet.write(_dated(context, sheet, document))
    return sheet.answered()


_COVER = re.compile(r"\b(?:cover|front|forside\w*|omslag\w*)\b")


def _cover(context: Context, documents: Sequence[Document]) -> tuple[Document, Quote] | None:
    """The line of a document's cover that prints a time of its own: not the period in its title."""
    for row in context.knowledge.rows:
        passage = context.knowledge.passages[row]
        document = context.knowledge.documents[passage.document]
        if document in documents and not passage.path:
            for quote in passage.quotes:
                if find_asked_times(fold(quote.text), today=context.inquiry.today).months:
                    return document, quote
    return None


def _is_meant(context: Context, document: Document) -> bool:
    bag = context.bridge.bag(f"{document.title}\n{document.kind}\n{document.kind.replace('_', ' ')}", document.language)
    return all(bag.cover(concept) > 0 for concept in context.inquiry.solid(*_NO_TOPIC))


def _by_word(context: Context, documents: list[Document]) -> list[Document]:
    """Those that the question's plain words ("the plan", "the page") pick out, where they pick out any."""
    soft = [concept for concept in context.inquiry.concepts if concept.weight < 1]
    picked = [
        document
        for document in documents
        if any(
            context.bridge.bag(f"{document.title}\n{document.kind.replace('_', ' ')}", document.language).cover(concept)
            > 0
            for concept in soft
        )
    ]
    return picked or documents


def _dated(context: Context, sheet: Sheet, document: Document) -> str:
    """One line on a document's dates, with the line that prints them where there is one."""
    name = f"{context.organisation_name(document)}, {document.title}"
    if document.period_from and document.period_to:
        name += f" ({context.say('facts.period', period=period(document))})"
    printed = next(_printed_dates(document), None)
    quoted = f" {sheet.quoted(document, printed)}" if printed else ""
    if document.updated:
        return f"- {name}: {context.say('facts.updated', day=f'{document.updated:%d-%m-%Y}')}{quoted}"
    signed = [person for person in context.knowledge.people if person.document == document.id and person.signed_on]
    if signed:
        days = ", ".join(
            f"{person.signed_on:%d-%m-%Y} {sheet.cite(document, person.signed_at) if person.signed_at else ''}".strip()
            for person in signed
        )
        return f"- {name}: {context.say('facts.signed', days=days)}"
    if document.published:
        return f"- {name}: {context.say('facts.published', day=f'{document.published:%d-%m-%Y}')}{quoted}"
    return f"- {name}: {context.say('facts.undated')}"


def _printed_dates(document: Document) -> Iterator[Quote]:
    for _, section in document.root.walk():
        for block in section.blocks:
            for each in block.walk():
                if each.kind is BlockKind.UPDATED and each.quote:
                    yield each.quote


_PLAN_YEAR = re.compile(
    r"(20\d\d)[- ]?(?:s )?(?:plan|resultatplan|goals|mal|milestones|targets|results)|"
    r"(?:plan\w*|goals|mal(?:ene|et)?|milestones|malepunkt\w*|milepael\w*|resultatkrav\w*|targets)(?: og \w+)? ?(?:for|fra|i|in|from|of)? ?(20\d\d)"
)


def answer_plan_year(context: Context) -> Draft | None:
    """A plan of a year for which there is none: said so, whatever is asked about it."""
    found = _PLAN_YEAR.search(context.inquiry.folded)
    if not found:
        return None
    year = int(found[1] or found[2])
    dated = [each for each in context.documents if each.period_from and each.period_to]
    if not dated or any(
        each.period_from.year <= year <= each.period_to.year for each in dated if each.period_from and each.period_to
    ):
        return None
    have = ", ".join(sorted({period(each) for each in dated}))
    sheet = Sheet(kind=Kind.GOAL)
    sheet.write(context.say("milestones.no_plan_for_year", years=year, have=have))
    sheet.suggestions.append(context.say("goals.suggest_all", year=have))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(dated))


def answer_named_time(context: Context) -> Draft | None:
    """What the documents say of a month, a season or a year that the question names."""
    inquiry = context.inquiry
    times = inquiry.times
    if not (times.months or times.seasons) or times.quarters:
        return None
    concepts = inquiry.solid(
        "happens", "when", "list", "all", "deadline", "milestone", "goal", "yes_no", "status", "open", "how"
    )
    sheet = Sheet(kind=Kind.YEAR_WHEEL)
    if inquiry.has("which_day"):
        sheet.write(context.say("facts.no_day"))
    for document, quote in _quotes_of_time(context, times):
        bag = context.bridge.bag(quote.text, document.language)
        if not concepts or any(bag.cover(concept) > 0 for concept in concepts):
            sheet.write(sheet.quoted(document, quote))
    if not sheet.evidence:
        return None
    if inquiry.has("which_day"):
        return sheet.abstained(
            Reason.NOT_IN_DOCUMENTS,
            searched=tuple({each.document.id: each.document for each in sheet.evidence}.values()),
        )
    return sheet.answered()


def _quotes_of_time(context: Context, times: Asked) -> Iterator[tuple[Document, Quote]]:
    """Every stretch that prints the month or season asked for, in the year asked for."""
    for row in context.knowledge.rows:
        passage = context.knowledge.passages[row]
        document = context.knowledge.documents[passage.document]
        if document not in context.documents or passage.goal:
            continue
        for quote in passage.quotes:
            printed = find_asked_times(fold(quote.text), today=context.inquiry.today)
            same = set(printed.months) & set(times.months) or set(printed.seasons) & set(times.seasons)
            if same and (not times.years or not printed.years or set(printed.years) & set(times.years)):
                yield document, quote


def answer_when(context: Context) -> Draft | None:
    """When something in the plan is planned for: the milestone with its printed time, never a finer one."""
    inquiry = context.inquiry
    if not inquiry.has("when", "deadline") or inquiry.has("signed", "updated", "published", "criteria"):
        return None
    chosen = [goal for plan in plans(context) for goal in context.knowledge.goals if goal.document == plan.id]
    concepts = topic(context)
    if not concepts:
        return None
    milestones = match_milestones(context, chosen, concepts)
    if not milestones or len(milestones) > MOST_WHEN:
        return None
    sheet = Sheet(kind=Kind.FACT)
    too_fine = inquiry.has("which_month", "which_day") and not any(
        _is_fine(each.quarters.printed) for each in milestones if each.quarters
    )
    untimed = all(each.quarters is None for each in milestones)
    if too_fine or untimed:
        sheet.write(context.say("facts.no_finer" if too_fine and not untimed else "facts.no_time"))
    write_rows(context, sheet, milestones)
    if too_fine or untimed:
        documents = dict.fromkeys(context.knowledge.goals_by_id[each.goal].document for each in milestones)
        return sheet.abstained(
            Reason.NOT_IN_DOCUMENTS, searched=tuple(context.knowledge.documents[each] for each in documents)
        )
    return sheet.answered()


MOST_WHEN = 4


def _is_fine(printed: str) -> bool:
    """Whether a printed time is finer than a quarter."""
    return not re.search(r"[QK][1-4]|kvartal|quarter|halvår|half|hele|year", printed, re.IGNORECASE)
