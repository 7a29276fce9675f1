"""
What the documents say on a topic, and pointed questions that a sentence answers.

Owns deciding by evidence: every content-bearing part of the question is accounted for by what is quoted,
by its own words first, by its heading, lead-in and document second; what a question wants (a time, an amount,
a number) must stand in the quotation. Anything less is an abstention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Kind, Reason
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.quoting import TIME, context_bag, shorten, split_sentences
from assistant.retrieval.search import Candidate
from assistant.understanding.concepts import Bag, Concept, accounted, coverage
from ingest.lexical import fold
from ingest.records import Document, Passage, PassageKind, Quote

__all__ = ["Finding", "answer_topic", "find_evidence"]

MOST_CANDIDATES = 40
MOST_SHOWN = 3
MOST_TEXT = 700
ENOUGH_OWN = 0.5
"""Share of a question's weight that the quotation's own words must carry."""
ENOUGH_OF_GOAL = 0.3
"""The same inside a goal, whose title and wording stand beside."""
WITHIN = 0.15
"""Findings whose score is this near the best are shown beside it."""
NO_TOPIC = (
    "exact", "define", "how_many", "how_much", "when", "which_month", "which_day", "where", "why", "how", "yes_no", "claim",
    "newcomer", "list", "all", "deadline", "happens", "greeting", "thanks", "help", "updated", "purpose", "who", "phone",
    "email", "contact", "weight", "next", "last", "this", "content_of", "attribute", "injection",
)  # fmt: skip

_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:pct|procent|percent|%|mio|mia|kr|kroner|dkk|million|billion|årsværk|fte|point)|\d{3,}|\d[.,]\d",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october"
    r"|\d{1,2}[./-]\d{1,2})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b\d{4} [A-ZÆØÅ]|(?:vej|gade|allé|plads|street|road|avenue|square)\b,? \d|\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b")
_DAY = re.compile(
    r"\b\d{1,2}\.? ?(?:[./-] ?\d{1,2}|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october)\b",
    re.IGNORECASE,
)


_NUMBER = re.compile(r"\b(?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
_AGENT = re.compile(
    r"(?:styrelse|ministeri|departement|institut|direkt|koncern|medarbejder|leder|ansatte|univers|region|kommune|agency|ministry|authority|staff|employee|manager|director|head|officer|team|board|department|office|unit|afdeling|enhed|chef|sekretariat|partner|\bvi\b|\bwe\b)|(?<=[a-zæøå,] )[A-ZÆØÅ]\w+",
)


_RELATED_AGENT = re.compile(rf"\b(?:med|af|for|til|by|with|to) (?:\w+ ){{0,2}}?(?:{_AGENT.pattern})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A stretch of a document that accounts for the question."""

    candidate: Candidate
    document: Document
    quote: Quote
    own: float
    """Share of the question that its own words carry, 0..1."""
    whole: float
    """The same with heading, lead-in and document counted, 0..1."""
    every: float
    """Share of all the question's words, those that count for little included, that it carries, 0..1."""

    @property
    def score(self) -> float:
        """For ranking: own words first, then the retriever's evidence."""
        return self.own + 0.3 * self.whole + 0.15 * self.candidate.score + 0.2 * self.every


def answer_topic(context: Context) -> Draft:
    """Quotations that account for the whole question, or an abstention that says what is missing."""
    concepts = _wanted(context)
    kind = _kind(context)
    if not concepts:
        return nothing_found(context, kind)
    findings, nearest = find_evidence(context, concepts)
    findings = tuple(finding for finding in findings if _gives_what_is_asked(context, finding, concepts))
    if findings and _is_about_another_text(context, concepts):
        return _only_mentioned(context, findings[0], concepts)
    if not findings:
        return nothing_found(context, kind, missing=_not_covered(context, concepts, nearest), nearest=nearest)
    return _quote(context, kind, findings, concepts)


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


def find_evidence(
    context: Context, concepts: Sequence[Concept], *, documents: Sequence[Document] | None = None
) -> tuple[tuple[Finding, ...], Candidate | None]:
    """
    The stretches that account for every one of `concepts`, best first, and the nearest passage in any case.

    Each passage gives at most one finding.
    """
    within = context.documents if documents is None else documents
    inquiry = context.inquiry
    candidates = context.searcher.search(
        inquiry.search_text, language=inquiry.tongue.answer or inquiry.language,
        documents={document.id for document in within}, limit=MOST_CANDIDATES,
    )  # fmt: skip
    goals = _goals_by_number(context)
    within_goals = [each for each in candidates if not goals or each.passage.goal in goals]
    found = [each for candidate in within_goals if (each := _best_of(context, candidate, concepts))]
    ranked = sorted(found, key=lambda each: -each.score)
    return tuple(_without_twins(ranked)), candidates[0] if candidates else None


def _goals_by_number(context: Context) -> frozenset[str]:
    """The goals that the question names by number: what is said of others does not answer it."""
    numbers = context.inquiry.goal_numbers
    return frozenset(goal.id for goal in context.knowledge.goals if goal.number in numbers)


def _best_of(context: Context, candidate: Candidate, concepts: Sequence[Concept]) -> Finding | None:
    """The stretch of one passage that says most about the concepts, if it accounts for all of them."""
    passage = candidate.passage
    document = context.knowledge.documents[passage.document]
    if passage.kind is PassageKind.TABLE_ROW:
        around_row = context.bridge.bag(passage.body, document.language)
    else:
        around_row = Bag()
    around = Bag.union([around_row, context_bag(passage, document, context.bridge), _goal_around(context, passage)])
    period = Bag({str(document.period_from.year): 1.0}) if document.period_from else Bag()
    stretches = _stretches(document, passage.quotes, passage.kind)
    best: Finding | None = None
    for quote in stretches:
        bag = context.bridge.bag(quote.text, document.language)
        whole_bag = Bag.union([bag, around, period])
        finding = Finding(
            candidate=candidate,
            document=document,
            quote=quote,
            own=coverage(concepts, bag),
            whole=coverage(concepts, whole_bag), every=coverage(context.inquiry.concepts, bag))
        enough = ENOUGH_OF_GOAL if passage.goal or passage.kind is PassageKind.TABLE_ROW else ENOUGH_OWN
        if _accounts(concepts, bag, whole_bag, own_share=enough, strict=context.inquiry.has(*_STRICT)) and (best is None or (finding.own, finding.every) > (best.own, best.every)):
            best = finding
    return best


def _goal_around(context: Context, passage: Passage) -> Bag:
    """What a goal's title and wording lend to its milestones."""
    goal = context.knowledge.goals_by_id.get(passage.goal or "")
    if goal is None:
        return Bag()
    words = "\n".join(quote.text for quote in (goal.title, goal.wording) if quote)
    return context.bridge.bag(words, context.knowledge.documents[goal.document].language)


def _stretches(document: Document, quotes: Sequence[Quote], kind: PassageKind) -> tuple[Quote, ...]:
    if kind is not PassageKind.PARAGRAPH:
        return tuple(quotes)
    return tuple(part for quote in quotes for part in (quote, *split_sentences(document, quote)))


def _row(passage: Passage, sheet: Sheet, document: Document) -> str:
    """A table row in words: each cell with its column."""
    columns = [quote.text for quote in passage.columns] or [""] * len(passage.quotes)
    padded = [""] * (len(passage.quotes) - len(columns)) + columns[-len(passage.quotes) :]
    return ", ".join(
        f"{column + ': ' if column and column != quote.text else ''}{sheet.quoted(document, quote)}"
        for column, quote in zip(padded, passage.quotes, strict=True)
    )


_STRICT = ("how", "why", "how_much", "how_many", "where", "attribute", "phone", "email")
"""Cues of questions in which every word matters."""


def _accounts(concepts: Sequence[Concept], own: Bag, whole: Bag, *, own_share: float, strict: bool) -> bool:
    """Whether every concept is accounted for, most of them by the stretch's own words."""
    missing = [concept for concept in concepts if not accounted(concept, whole)]
    if missing and (strict or not _may_miss(concepts, missing)):
        return False
    total = sum(concept.weight for concept in concepts)
    carried = sum(concept.weight for concept in concepts if accounted(concept, own))
    return carried >= own_share * total


def _may_miss(concepts: Sequence[Concept], missing: Sequence[Concept]) -> bool:
    """
    Whether one word may go unaccounted for: what is done to the thing, when the rest says plainly which thing it is.

    Never a name, never a thing itself, and never when fewer than two parts of the question are left.
    """
    if len(missing) > 1 or missing[0].is_name:
        return False
    rest = sum(concept.weight for concept in concepts) - missing[0].weight
    return rest >= ENOUGH_REST and (_is_verbal(missing[0].words) or len(concepts) >= LONG_QUESTION)


ENOUGH_REST = 1.25
_VERBAL = re.compile(r"(?:ed|ing|tes|des|eres|erer|ejder|vises|mes|res|ges|ster|rer) ?(?:with|med|by|for|to|til|på|on)?$")


def _is_verbal(words: str) -> bool:
    """Whether a word has the ending of a verb in English or Danish, as far as endings tell."""
    return bool(_VERBAL.search(words))


LONG_QUESTION = 4


def _without_twins(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without those that repeat an earlier one's words."""
    kept: list[Finding] = []
    for finding in findings:
        text = " ".join(fold(finding.quote.text).split())
        if not any(text in fold(other.quote.text) or fold(other.quote.text) in text for other in kept):
            kept.append(finding)
    return kept


def _gives_what_is_asked(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether the quotation holds what was asked for: an amount, a place, a time as fine as asked, something new."""
    inquiry, text = context.inquiry, finding.quote.text
    if not _says_more(context, finding, concepts):
        return False
    if inquiry.has("attribute") and not inquiry.has("goal", "milestone") and not _is_attribute_of(context, finding, concepts):
        return False
    wanted = [pattern for cue, pattern in _WANTED.items() if inquiry.has(cue)]
    if inquiry.has("who") and not _names_agent(context, finding, concepts):
        return False
    if inquiry.has("how_many") and not inquiry.has("how_much") and not _counts(context, finding, concepts):
        return False
    return all(pattern.search(text) for pattern in wanted)


def _names_agent(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether somebody stands in the quotation; where the verb is not its own, in the very part that says by, with or for whom."""
    bag = Bag.union([context.bridge.bag(finding.quote.text, finding.document.language), Bag()])
    missing = [concept for concept in concepts if not accounted(concept, bag) and _is_verbal(concept.words)]
    pattern = _RELATED_AGENT if missing else _AGENT
    return bool(pattern.search(finding.quote.text))


def _counts(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether a number stands right before, or in a table beside, something that was to be counted."""
    text = finding.quote.text
    for number in _NUMBER.finditer(text):
        following = context.bridge.bag(" ".join(text[number.end() :].split()[:COUNTED_WITHIN]), finding.document.language)
        if any(accounted(concept, following) for concept in concepts):
            return True
    return finding.candidate.passage.kind is PassageKind.TABLE_ROW


COUNTED_WITHIN = 3
"""Words after a number among which the thing it counts must stand."""


_WANTED = {
    "which_day": _DAY,
    "which_month": _MONTH,
    "when": TIME,
    "how_much": _AMOUNT,
    "how_many": _NUMBER,
    "where": _ADDRESS,
    "phone": re.compile(r"\d[\d ]{5,}"),
    "email": re.compile(r"@"),
}
"""What a quotation must hold to answer a question of this kind."""


def _says_more(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether the quotation holds any content beyond the words of the question."""
    if context.inquiry.has("yes_no"):
        return True
    bag = context.bridge.bag(finding.quote.text, finding.document.language)
    known = {stem for concept in concepts for stems in concept.alternatives for stem in stems}
    return any(share == 1.0 and stem not in known and not stem.startswith("√") for stem, share in bag.stems.items())


def _is_attribute_of(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """
    Whether what is asked for ("the budget") stands there as a word of its own, and not as a goal's.

    A compound ("grundbudget") is something else, and a goal's budget is not its organisation's.
    """
    if finding.candidate.passage.goal:
        return False
    bag = context.bridge.bag(f"{finding.quote.text}\n{' '.join(finding.candidate.passage.path)}", finding.document.language)
    return all(bag.cover_strictly(concept) > 0 for concept in concepts if not concept.words.isdigit())


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
        lead = _lead(context, finding)
        sheet.write(f"{lead}{sheet.quoted(finding.document, quote)}")
    return sheet.answered()


def _lead(context: Context, finding: Finding) -> str:
    """What the quotation stands under, where it would not be understood alone."""
    passage = finding.candidate.passage
    if passage.kind is PassageKind.LIST and passage.lead_in:
        return f"*{passage.lead_in.text}* "
    if passage.kind is PassageKind.GOAL and passage.path:
        goal = context.knowledge.goals_by_id.get(passage.goal or "")
        title = goal.title.text if goal and goal.title else passage.path[-1]
        return f"*{title}:* " if title != finding.quote.text else ""
    return ""
