"""
Lists and statements that the documents label themselves: "De fem egenskaber er:", "Visionen er:", a heading.

Owns finding what a label names and giving it back whole and in order. The count in a question is evidence:
it helps to find the list, and where it is wrong it is corrected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Kind, Option
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import TIME, shorten, whole_quotes
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.explained import explanation_of
from assistant.answering.judging.accounting import accounts, asked_stems, year_concepts
from assistant.answering.judging.framing import OF_LABELS
from assistant.answering.judging.leftovers import stands_as_verb
from assistant.answering.labels.subheadings import counted_below
from assistant.understanding.concepts import Concept, accounted, coverage
from assistant.understanding.names import labels_of
from assistant.understanding.numbers import number_words
from ingest.lexical import analyse, fold
from ingest.records import Document, Language, Passage, PassageKind, Quote

__all__ = ["Labelled", "answer_labelled", "find_labelled", "write_labelled"]

_PURPOSE = re.compile(r"\b(?:formal|purpose)")
"""The word itself, folded: "what is it for?" is answered by a mission as well."""
_NUMBER = re.compile(
    rf"\d|\b(?:{'|'.join(sorted(word for n in range(2, 21) for word in number_words(n)))})\b", re.IGNORECASE
)
"""A count, in digits or in words."""
_ASKS_PARTS = re.compile(r"\b(?:hvilke|which|what are|list|naevn|name|all|alle)\b")
"""Asks for what a list has, not for what it is about (folded)."""
_PLURAL = re.compile(r"(?:er|erne|ene|[^s]s)$")
"""Ends a word for several things (folded)."""
LEAST_EXACT = 0.2
"""Share of a label that the question must name: a word in passing is no label."""
LEAST_CLAIMED = 0.5
"""The same where the question claims something of what the label names, or counts what a heading names."""
NEAR_BEST = 0.12
"""Labels whose score is this near the best are meant as well."""
MOST_BOTH = 400
"""Characters up to which two fitting statements are both given; longer ones are asked about (DESIGN, section 4)."""
EXACT = 0.4
"""Weight of how much else a label names: "Visionen er:" is about the vision alone."""
MOST_EXPLANATION, MOST_EXPLAINED = 130, 700
"""Characters up to which an explanation stands beside its item, and all of them beside their list."""
MOST_QUOTES = 3
"""Paragraphs given of one statement."""
MOST_STATEMENT = 600
"""Characters up to which a paragraph of a statement is given whole."""
MOST_NAMES = 20_000
"""Names of passages whose stems are kept."""
ANNOUNCED = range(2, 21)
"""Counts that a label may announce in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A passage whose label names what is asked for."""

    passage: Passage
    document: Document
    score: float
    """How well label and question meet, 0 to about 1.3."""

    @property
    def is_list(self) -> bool:
        """Whether it is a list rather than a statement."""
        return self.passage.kind is PassageKind.LIST


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What labels are held against."""

    concepts: tuple[Concept, ...]
    stems: frozenset[str]
    """Every stem of `concepts`."""
    every: frozenset[str]
    """And of what else the question says, words that count for little too."""


def answer_labelled(context: Context) -> Draft | None:
    """The list or statement that a question asks for by its label; None when no label accounts for the question."""
    inquiry = context.inquiry
    if inquiry.has("define", "who", "how_much", "compare", "why", "where") and not inquiry.has("exact"):
        return None
    if inquiry.times.has_span or (inquiry.count and inquiry.count not in ANNOUNCED):
        return None
    asked = (*inquiry.solid(*OF_LABELS), *year_concepts(context))
    found = find_labelled(context, asked) or _purpose(context)
    if not found and inquiry.has("list", "all"):
        found = _by_head(context)
    if not found and inquiry.has("yes_no", "claim"):
        found = _by_claim(context)
    if inquiry.has("when"):
        found = tuple(each for each in found if any(TIME.search(quote.text) for quote in each.passage.quotes))
    if inquiry.has("how_many"):
        found = tuple(each for each in found if _counts_asked(context, each, asked))
    if not found:
        return None
    best = _meant(context, found)
    return _several(context, best) if len(best) > 1 else _one(context, best[0])


def _counts_asked(context: Context, found: Labelled, asked: Sequence[Concept]) -> bool:
    """Whether a list has as its members what is to be counted, or a statement no number but the one asked for."""
    lead_in = found.passage.lead_in
    heading = found.passage.path[-1:]
    exact = max((_exactness(name, asked_stems(asked), found.document.language) for name in heading), default=0.0)
    if not found.is_list:
        numbers = sum(len(_NUMBER.findall(quote.text)) for quote in found.passage.quotes)
        return numbers == 1 and exact > LEAST_CLAIMED
    if lead_in is None:
        return True
    bag = context.bridge.bag(lead_in.text, found.document.language)
    return any(accounted(concept, bag) for concept in asked) or exact >= LEAST_CLAIMED


def _purpose(context: Context) -> tuple[Labelled, ...]:
    """The statement labelled "Purpose", where the question asks for just that and by that word."""
    inquiry = context.inquiry
    if not inquiry.has("purpose") or inquiry.has("owner") or inquiry.solid(*OF_LABELS):
        return ()
    named = tuple(each for each in inquiry.concepts if _PURPOSE.search(each.words))
    found = find_labelled(context, named, least_exact=1.0) if len(named) == 1 else ()
    return tuple(each for each in found if not each.is_list)


def _by_head(context: Context) -> tuple[Labelled, ...]:
    """
    Lists whose label names what is to be listed ("which activities …").

    The rest of the question may be verbs, or what their section speaks of.
    """
    head, *rest = context.inquiry.solid(*OF_LABELS) or (None,)
    if head is None or not rest:
        return ()
    wanted = [concept for concept in rest if not stands_as_verb(context.inquiry, concept)]
    lists = [each for each in find_labelled(context, (head,)) if each.is_list]
    kept: list[Labelled] = []
    for each in lists:
        if kept and each.score < kept[0].score - NEAR_BEST:  # none of those is meant, whatever its section says
            break
        if _section_speaks_of(context, each, wanted):
            kept.append(each)
    return tuple(kept)


def _section_speaks_of(context: Context, found: Labelled, concepts: Sequence[Concept]) -> bool:
    """
    Whether what stands under the heading of a list, or its document's title, says something of every concept.

    A name must stand in the list: of what is in one town, a list beside which that town is named does not tell.
    """
    own = (found.document.title, *found.passage.path, found.passage.body)
    passages = context.knowledge.passages_of(found.document.id)
    beside = (each.body for each in passages if each.path == found.passage.path)
    bag, wider = (context.bridge.bag("\n".join(lines), found.document.language) for lines in (own, (*own, *beside)))
    return all(accounted(each, bag if each.is_name else wider) for each in concepts)


def _by_claim(context: Context) -> tuple[Labelled, ...]:
    """What stands under the label of which something is claimed ("our mission is to grow, right?")."""
    label, *rest = context.inquiry.solid(*OF_LABELS) or (None,)
    if label is None or not rest:
        return ()
    words = re.escape(label.words)
    folded = context.inquiry.folded
    is_subject = re.search(rf"^(?:\w+ ){{0,3}}{words} (?:is|are|er)\b|^(?:is|are|er) (?:\w+ ){{0,2}}{words}\b", folded)
    return find_labelled(context, (label,), least_exact=LEAST_CLAIMED) if is_subject else ()


def find_labelled(
    context: Context,
    concepts: Sequence[Concept],
    *,
    documents: Sequence[Document] | None = None,
    text: str = "",
    least_exact: float = LEAST_EXACT,
) -> tuple[Labelled, ...]:
    """
    Passages whose own label accounts for every one of `concepts`, best first; none for no concepts.

    Args:
        context: The question.
        concepts: What the label, or the title of its document, must name.
        documents: Where to look; None: in those the question is about.
        text: What to search by instead of the question.
        least_exact: Share of the label (0..1) that the concepts must name.
    """
    if not any(map(context.bridge.labels.name, concepts)):  # told without a search, and without looking at each label
        return ()
    # Searching by other words than the question's costs another search, where labels alone tell what can be found.
    found = context.candidates(text, documents=documents, labelled=concepts if text else ())
    passages = _by_section([candidate.passage for candidate in found])
    stems = asked_stems(concepts)
    every = stems | asked_stems(context.inquiry.concepts)
    asked = _Asked(concepts=tuple(concepts), stems=stems, every=every)
    labelled = (_labelled(context, passage, asked, least_exact=least_exact) for passage in passages)
    return tuple(sorted(filter(None, labelled), key=lambda each: -each.score))


def _by_section(passages: Sequence[Passage]) -> list[Passage]:
    """The passages in their order, those under one heading together as they stand: the first is what it announces."""
    place: dict[tuple[str, tuple[str, ...]], int] = {}
    for each in passages:
        place.setdefault((each.document, each.path), len(place))
    return sorted(passages, key=lambda each: (place[each.document, each.path], each.span.start))


def _labelled(context: Context, passage: Passage, asked: _Asked, *, least_exact: float) -> Labelled | None:
    names = labels_of(passage) if passage.kind in (PassageKind.LIST, PassageKind.PARAGRAPH) else ()
    if not names:
        return None
    document = context.document_of(passage)
    bag = context.bridge.bag("\n".join(names), document.language)
    others = [concept for concept in asked.concepts if not accounted(concept, bag)]
    if len(others) == len(asked.concepts) or not accounts(
        context.bridge.bag(document.title, document.language), others
    ):
        return None
    bare = [context.bridge.unowned(name) for name in names]
    exact = max(_exactness(name, asked.stems, document.language) for name in bare)
    if exact < least_exact and context.inquiry.count != len(passage.quotes):
        return None
    bare = [_uncounted(name, len(passage.quotes)) for name in bare]
    score = max(_meeting(context, name, asked, document.language) for name in bare)
    return Labelled(passage=passage, document=document, score=score + _fit(context, passage))


def _uncounted(name: str, count: int) -> str:
    """A name without the word that only counts what it names: "Strategiens fire søjler" of four."""
    said = number_words(count)
    return " ".join(word for word in name.split() if fold(word) not in said) if count > 1 else name


def _meeting(context: Context, name: str, asked: _Asked, language: Language) -> float:
    """How well one name of a passage and the question meet: what it holds of the question, and the reverse."""
    covered = coverage(asked.concepts, context.bridge.bag(name, language))
    return covered + EXACT * _exactness(name, asked.every, language)


def _exactness(name: str, asked: frozenset[str], language: Language) -> float:
    """The share of a name's own content, 0..1, that is among the stems `asked`."""
    stems = _stems_of(name, language)
    return sum(stem in asked for stem in stems) / len(stems) if stems else 0.0


@lru_cache(maxsize=MOST_NAMES)
def _stems_of(name: str, language: Language) -> tuple[str, ...]:
    return tuple(term.stem for term in analyse(name, language))


def _fit(context: Context, passage: Passage) -> float:
    """What the shape of the passage adds: a list for a plural or a count, the right count, a label of its own."""
    inquiry = context.inquiry
    fit = 0.0
    if inquiry.has("compare"):
        return 0.1 if passage.lead_in else 0.0
    if passage.kind is PassageKind.LIST:
        fit += 0.2 if inquiry.has("list", "all", "how_many") or inquiry.count else 0.1
        fit += 0.3 if inquiry.count == len(passage.quotes) else 0.0
        fit += 0.15 if inquiry.count and _counts(passage, inquiry.count) else 0.0
    elif inquiry.count:
        fit -= 0.3
    elif inquiry.has("exact"):
        fit += 0.25
    if passage.lead_in:
        fit += 0.1
    return fit


def _counts(passage: Passage, count: int) -> bool:
    """Whether a name of the passage says that it is so many."""
    from ingest.parsers.items import counts_items  # most questions name no count

    return any(counts_items(name, count) for name in labels_of(passage))


def _meant(context: Context, found: Sequence[Labelled]) -> Sequence[Labelled]:
    """The best one of each organisation, where several are about as good."""
    meant: dict[str, Labelled] = {}
    for each in found:
        if each.score >= found[0].score - NEAR_BEST:
            meant.setdefault(each.document.organisation, each)
    best = list(meant.values())
    if len(best) > 1 and context.inquiry.count:
        return [each for each in best if len(each.passage.quotes) == context.inquiry.count] or best
    return best


def _several(context: Context, found: Sequence[Labelled]) -> Draft:
    """Two that fit: both where they are short, asked back where they are long."""
    if any(_length(each) > MOST_BOTH and not each.is_list for each in found):
        return _which(context, found)
    sheet = Sheet(kind=_kind(context, found[0]))
    for each in found:
        sheet.write(f"**{context.organisation_name(each.document, short=False)}**")
        write_labelled(context, sheet, each)
    return sheet.answered()


def _which(context: Context, found: Sequence[Labelled]) -> Draft:
    sheet = Sheet(kind=_kind(context, found[0]))
    for each in found:
        name = context.organisation_name(each.document, short=False)
        question = context.say("labelled.option", question=context.inquiry.text.rstrip(" ?."), organisation=name)
        sheet.options.append(Option(label=name, question=question))
    sheet.write(context.say("labelled.which", options=", ".join(option.label for option in sheet.options)))
    return sheet.asked_back()


def _length(found: Labelled) -> int:
    return sum(len(quote.text) for quote in found.passage.quotes)


def _kind(context: Context, found: Labelled) -> Kind:
    if context.inquiry.has("how_many"):
        return Kind.COUNT
    return Kind.LIST if found.is_list else Kind.WORDING


def _one(context: Context, found: Labelled) -> Draft:
    sheet = Sheet(kind=_kind(context, found))
    for quote in _before(context, found):
        sheet.write(sheet.quoted(found.document, quote))
    write_labelled(context, sheet, found)
    return sheet.answered()


def _before(context: Context, found: Labelled) -> tuple[Quote, ...]:
    """What stands above a list under the heading that alone names it, where one thing was asked for, not its parts."""
    inquiry, passage = context.inquiry, found.passage
    asks_parts = inquiry.has("how_many", "yes_no") or inquiry.count or inquiry.place
    if not found.is_list or asks_parts or not passage.lead_in or not inquiry.has("attribute", "define"):
        return ()
    asked = inquiry.solid(*OF_LABELS)
    if _ASKS_PARTS.search(inquiry.folded) or any(_PLURAL.search(each.words) for each in asked):
        return ()
    if accounts(context.bridge.bag(passage.lead_in.text, found.document.language), asked):
        return ()
    above = (
        quote
        for each in context.knowledge.passages_of(found.document.id)
        if each.kind is PassageKind.PARAGRAPH and each.path == passage.path and each.span.end <= passage.span.start
        for quote in whole_quotes(found.document, each)
    )
    told = tuple(above)
    return told if sum(len(quote.text) for quote in told) <= MOST_STATEMENT else ()


def write_labelled(context: Context, sheet: Sheet, found: Labelled) -> None:
    """Set down a labelled passage: a list whole and in order, or the item asked for; a statement as it stands."""
    if not found.is_list:
        _write_statement(context, sheet, found)
        return
    quotes, place = found.passage.quotes, context.inquiry.place
    if place and place <= len(quotes):
        sheet.write(f"{place}. {sheet.quoted(found.document, quotes[place - 1])}")
        explanation = explanation_of(context, found.document, quotes[place - 1])
        sheet.write(*(sheet.quoted(found.document, quote) for quote in explanation))
        return
    _write_correction(context, sheet, found.passage)
    if context.inquiry.has("how_many"):
        sheet.write(context.say("labelled.count", number=len(quotes)))
    _write_list(context, sheet, found)
    _check_printed_count(context, sheet, found.passage)


def _write_list(context: Context, sheet: Sheet, found: Labelled) -> None:
    """The words that lead in to a list, and its items, with unofficial renderings where there are any."""
    document, passage = found.document, found.passage
    if passage.lead_in:
        sheet.write(sheet.quoted(document, passage.lead_in))
    glosses = [_gloss(context, quote, document) for quote in passage.quotes]
    told = _explanations(context, found)
    for place, (quote, gloss) in enumerate(zip(passage.quotes, glosses, strict=True), start=1):
        item = f"{place}. {sheet.quoted(document, quote)}{gloss}"
        sheet.write(f"{item}: {sheet.quoted(document, told[place - 1])}" if told else item)
    if any(glosses):
        sheet.write(context.say("frame.unofficial"))


def _explanations(context: Context, found: Labelled) -> tuple[Quote, ...]:
    """One short explanation for each item of a list, where every one has just that; none otherwise."""
    told = [explanation_of(context, found.document, quote) for quote in found.passage.quotes]
    if not all(len(each) == 1 and len(each[0].text) <= MOST_EXPLANATION for each in told):
        return ()
    is_short = sum(len(each[0].text) for each in told) <= MOST_EXPLAINED
    return tuple(each[0] for each in told) if is_short else ()


def _write_statement(context: Context, sheet: Sheet, found: Labelled) -> None:
    concepts = context.inquiry.solid(*OF_LABELS)
    for quote in whole_quotes(found.document, found.passage)[:MOST_QUOTES]:
        shown = shorten(found.document, quote, concepts, context.bridge, most=MOST_STATEMENT)
        sheet.write(sheet.quoted(found.document, shown))
    for place, heading in enumerate(counted_below(found.document, found.passage), start=1):
        sheet.write(f"{place}. {sheet.quoted(found.document, heading)}")


def _write_correction(context: Context, sheet: Sheet, passage: Passage) -> None:
    """A wrong count in the question is put right before the list."""
    asked = context.inquiry.count
    if asked and asked != len(passage.quotes) and not context.inquiry.has("compare"):
        sheet.write(context.say("labelled.correction", asked=asked, number=len(passage.quotes)))


def _check_printed_count(context: Context, sheet: Sheet, passage: Passage) -> None:
    """Say so when the document announces another number than it lists."""
    label = fold(" ".join(labels_of(passage))).split()
    for number in ANNOUNCED:
        if number != len(passage.quotes) and any(word in number_words(number) - {"to"} for word in label):
            sheet.write(context.say("labelled.announced", announced=number, number=len(passage.quotes)))
            return


def _gloss(context: Context, quote: Quote, document: Document) -> str:
    """An unofficial rendering of a one-word item in the asker's language: the glossary's, where no edition has one."""
    wanted = context.inquiry.language
    if document.language is wanted or len(quote.text.split()) > 1:
        return ""
    if context.bridge.renderings.of(document, quote.span, wanted):
        return ""
    rendering = context.bridge.gloss(quote.text, document.language)
    return f" – {rendering}" if rendering else ""
