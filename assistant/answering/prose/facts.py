"""
Facts about the documents themselves and times printed in them: last updated, dated, what happens in March 2026.

Owns questions whose answer is a date of a document, or whatever the documents say of a named time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import TIME
from assistant.answering.draft import Draft, Evidence, Sheet
from assistant.answering.finding.absence import outside_plans
from assistant.answering.finding.records import match_milestones, own_milestones, period, plans, plans_of, topic
from assistant.answering.finding.rows import write_rows
from assistant.answering.finding.windows import asked_windows, meets
from assistant.answering.judging.accounting import accounts, year_concepts
from assistant.answering.judging.evidence import find_evidence
from assistant.answering.judging.framing import OF_DATES, OF_PASSAGES
from assistant.understanding.concepts import Concept
from assistant.understanding.times import Asked, find_asked_times, names_part_of_year
from ingest.lexical import fold
from ingest.records import BlockKind, Document, Milestone, Quote

__all__ = ["answer_document_dates", "answer_named_time", "answer_plan_year", "answer_when"]

MOST_QUOTES = 2_000
"""Stretches whose printed times are kept."""
MOST_DATED = 30
"""Documents told the dates of: a question for those of thousands has not said which it means."""
MOST_WHEN = 4
"""Milestones up to which "when" is answered with each one's time."""
_COVER = re.compile(r"\b(?:cover|front|forside\w*|omslag\w*)\b")
"""Asks for what the cover prints (folded)."""
_PLAN_YEAR = re.compile(
    r"(?P<before>20\d\d)(?P<next>[/-]\d\d\b)?[- ]?(?:s )?(?:plan|resultatplan|goals|mal|milestones|targets|results)"
    r"|(?:plan\w*|goals|mal(?:ene|et)?|milestones|malepunkt\w*|milepael\w*|resultatkrav\w*|targets)(?: og \w+)?"
    r" ?(?:for|fra|i|in|from|of)? ?(?P<behind>20\d\d)"
)
"""A year right beside a word for a plan or what stands in one (folded)."""
_YEAR_OR_JOIN = re.compile(r"\b(?:20\d\d|for|fra|i|in|from|of|s)\b")
_CLOCK = re.compile(r"\b(?:what time|at what hour|hvad tid|hvilket tidspunkt pa dagen|klokken)\b")
"""Asks for a time of day (folded), which no plan gives."""
_COARSE = re.compile(r"[QK][1-4]|kvartal|quarter|halvår|half|hele|year", re.IGNORECASE)
"""A printed time that is no finer than a quarter."""
_OF_TIMES = ("happens", "when", "list", "all", "deadline", "milestone", "goal", "yes_no", "status", "open", "how")
"""Cues whose words are no subject of a question for a month or a season."""


def answer_document_dates(context: Context) -> Draft | None:
    """When a document was updated, dated or signed and what period it is for, or that it does not say."""
    inquiry = context.inquiry
    if not inquiry.has("updated", "published", "in_force") or inquiry.has("goal", "milestone", "status", "action"):
        return None
    if inquiry.has("where") and not inquiry.has("when", "which_day", "updated", "in_force"):
        return None  # where something is published is a place
    meant = _meant(context)
    if not meant and inquiry.solid(*OF_DATES):
        return None
    chosen = _by_word(context, meant)
    sheet = Sheet(kind=Kind.FACT)
    asks_for_cover = _COVER.search(inquiry.folded) and not inquiry.has("in_force")  # a period is covered, too
    cover = _cover(context, chosen) if asks_for_cover else None
    if cover:
        sheet.write(sheet.quoted(cover.document, cover.quote))
    else:
        sheet.write(*(_dated(context, sheet, document) for document in chosen[:MOST_DATED]))
        left = len(chosen) - MOST_DATED
        sheet.write(context.say("facts.more", number=left) if left > 0 else "")
    if inquiry.has("in_force") and chosen and not any(document.period_to or document.updated for document in chosen):
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(chosen))
    return sheet.answered()


def _meant(context: Context) -> list[Document]:
    """The documents whose title or kind the whole topic names; all of them when there is no topic."""
    named = context.bridge.titles.touching(context.inquiry.solid(*OF_DATES))
    return [document for document in context.documents if document.id in named]


def _by_word(context: Context, documents: Sequence[Document]) -> Sequence[Document]:
    """Those that the question's plain words ("the plan", "the page") pick out, where they pick out any."""
    soft = [concept for concept in context.inquiry.concepts if concept.weight < 1]
    named = frozenset[str]().union(*(context.bridge.titles.touching((each,)) for each in soft))
    return [document for document in documents if document.id in named] or documents


def _cover(context: Context, documents: Sequence[Document]) -> Evidence | None:
    """The line of a document's cover that prints a time of its own: not the period in its title."""
    for document in documents:
        for passage in context.knowledge.passages_of(document.id):
            for quote in () if passage.path else passage.quotes:
                if find_asked_times(fold(quote.text), today=context.inquiry.today).months:
                    return Evidence(document=document, quote=quote)
    return None


def _dated(context: Context, sheet: Sheet, document: Document) -> str:
    """One line on a document's dates, with the line that prints them where there is one."""
    name = f"- {context.organisation_name(document)}, {document.title}"
    if document.period_from and document.period_to:
        name += f" ({context.say('facts.period', period=period(document))})"
    printed = next(_printed_dates(document), None)
    quoted = f" {sheet.quoted(document, printed)}" if printed else ""
    if document.updated:
        return f"{name}: {context.say('facts.updated', day=f'{document.updated:%d-%m-%Y}')}{quoted}"
    signed = _signatures(context, sheet, document)
    if signed:
        return f"{name}: {context.say('facts.signed', days=', '.join(signed))}"
    if document.published:
        return f"{name}: {context.say('facts.published', day=f'{document.published:%d-%m-%Y}')}{quoted}"
    return f"{name}: {context.say('facts.undated')}"


def _signatures(context: Context, sheet: Sheet, document: Document) -> list[str]:
    """The days on which a document was signed, each cited where it is printed."""
    signed = [person for person in context.knowledge.people if person.document == document.id and person.signed_on]
    cited = [sheet.cite(document, person.signed_at) if person.signed_at else "" for person in signed]
    return [f"{person.signed_on:%d-%m-%Y} {mark}".strip() for person, mark in zip(signed, cited, strict=True)]


def _printed_dates(document: Document) -> Iterator[Quote]:
    for _, section in document.root.walk():
        for block in section.blocks:
            for each in block.walk():
                if each.kind is BlockKind.UPDATED and each.quote:
                    yield each.quote


def answer_plan_year(context: Context) -> Draft | None:
    """A plan of a year for which there is none: said so, whatever is asked about it."""
    found = _PLAN_YEAR.search(context.inquiry.folded)
    if not found:
        return None
    year = int(found["before"] or found["behind"])
    end = year + 1 if found["next"] else year  # "2027/28" is covered by a plan that runs into both
    periods = [(each, each.period_from, each.period_to) for each in context.documents]
    dated = [(each, first.year, last.year) for each, first, last in periods if first and last]
    named = _named_plans(context, found[0])
    dated = [each for each in dated if each[0] in named] or dated
    if (
        not dated
        or any(first <= year and end <= last for _, first, last in dated)
        or _is_told_of(context, context.inquiry.folded[found.start() : found.end() + len(" plan")])
    ):
        return None
    return outside_plans(
        context,
        Kind.GOAL,
        "milestones.no_plan_for_year",
        known=[each for each, _, _ in dated],
        suggest="goals.suggest_all",
        years=year,
    )


def _named_plans(context: Context, phrase: str) -> list[Document]:
    """The documents that a phrase names by the sort of plan they are ("resultatplanen for 2025")."""
    words = _YEAR_OR_JOIN.sub(" ", phrase)
    concepts = context.bridge.concepts(words, language=context.inquiry.language)
    wanted = [each for each in concepts if not context.bridge.is_frame(each.words)]
    named = context.bridge.titles.saying(wanted) if wanted else frozenset()
    return [document for document in context.documents if document.id in named]


def _is_told_of(context: Context, named: str) -> bool:
    """Whether a document says of the years in question what is asked ("400,000 visitors by 2029")."""
    concepts = context.inquiry.solid(*_OF_TIMES, *OF_PASSAGES)
    return (
        bool(concepts) and "plan" not in named and bool(find_evidence(context, (*concepts, *year_concepts(context)))[0])
    )


def answer_named_time(context: Context) -> Draft | None:
    """What the documents say of a month, a season or a year that the question names."""
    inquiry = context.inquiry
    if not (inquiry.times.months or inquiry.times.seasons) or inquiry.times.quarters:
        return None
    if inquiry.has("milestone", "deadline"):
        return None
    concepts = inquiry.solid(*_OF_TIMES)
    is_too_fine = inquiry.has("which_day")
    sheet = Sheet(kind=Kind.YEAR_WHEEL)
    sheet.write(context.say("facts.no_day") if is_too_fine else "")
    for document, quote in _quotes_of_time(context, inquiry.times):
        bag = context.bridge.bag(quote.text, document.language)
        if not concepts or any(bag.cover(concept) > 0 for concept in concepts):
            sheet.write(sheet.quoted(document, quote))
    if not sheet.evidence:
        return None
    if not is_too_fine:
        write_rows(context, sheet, _milestones_of_time(context, concepts))
    if is_too_fine:
        searched = {each.document.id: each.document for each in sheet.evidence}
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=tuple(searched.values()))
    return sheet.answered()


def _milestones_of_time(context: Context, concepts: Sequence[Concept]) -> tuple[Milestone, ...]:
    """What the plans have for the months asked for: planned within one, or due by its end."""
    documents = plans(context)
    windows = asked_windows(context, documents)
    goals = [goal for plan in documents for goal in context.knowledge.goals_by_document.get(plan.id, ())]
    return tuple(
        milestone
        for milestone in match_milestones(context, goals, concepts)
        if milestone.quarters and any(meets(milestone.quarters, window, ends=True) for window in windows)
    )


def _quotes_of_time(context: Context, times: Asked) -> Iterator[tuple[Document, Quote]]:
    """The stretches that print the month or season asked for, in the year asked for."""
    for passage in context.looked_through:
        document = context.document_of(passage)
        if document.id not in context.document_ids or passage.goal:
            continue
        for quote in passage.quotes:
            printed = _printed_times(quote.text, context.inquiry.today)
            same = set(printed.months) & set(times.months) or set(printed.seasons) & set(times.seasons)
            if same and (not times.years or not printed.years or set(printed.years) & set(times.years)):
                yield document, quote


@lru_cache(maxsize=MOST_QUOTES)
def _printed_times(text: str, today: dt.date) -> Asked:
    """The times that a text prints, where a month or a season is among them."""
    folded = fold(text)
    return find_asked_times(folded, today=today) if names_part_of_year(folded) else Asked()


def answer_when(context: Context) -> Draft | None:
    """When something in the plan is planned for: the milestone with its printed time, never a finer one."""
    inquiry = context.inquiry
    if not inquiry.has("when", "deadline") or inquiry.has("signed", "updated", "published", "criteria"):
        return None
    if _CLOCK.search(inquiry.folded):
        return None
    concepts = topic(context)
    if not concepts:
        return None
    goals = [goal for plan in plans(context) for goal in context.knowledge.goals_by_document.get(plan.id, ())]
    milestones = match_milestones(context, goals, concepts)
    if not 0 < len(milestones) <= MOST_WHEN or _is_told_by_goal(context, milestones, concepts):
        return None
    sheet = Sheet(kind=Kind.FACT)
    lack = _lack(context, milestones)
    sheet.write(context.say(lack) if lack else "")
    write_rows(context, sheet, milestones)
    if lack:
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=plans_of(context, milestones))
    return sheet.answered()


def _is_told_by_goal(context: Context, milestones: Sequence[Milestone], concepts: Sequence[Concept]) -> bool:
    """Whether it is a goal's own wording that says something of it and when, and none of its milestones does."""
    goals = [context.goal_of(each) for each in milestones]
    for goal in goals:
        if goal.wording and TIME.search(goal.wording.text):
            bag = context.bridge.bag(goal.wording.text, context.document_of(goal).language)
            if accounts(bag, concepts):
                return not own_milestones(context, goals, concepts)
    return False


def _lack(context: Context, milestones: Sequence[Milestone]) -> str | None:
    """The text that says the plan has no time for these, or none as fine as was asked for; None when it has."""
    printed = [each.quarters.printed for each in milestones if each.quarters]
    if not printed:
        # "fra 1. april" says no quarter, and when all the same.
        told = (found[0] for each in milestones for found in TIME.finditer(each.quote.text))
        return None if any(fold(time) not in context.inquiry.folded for time in told) else "facts.no_time"
    asks_fine = context.inquiry.has("which_month", "which_day")
    return "facts.no_finer" if asks_fine and all(_COARSE.search(each) for each in printed) else None
