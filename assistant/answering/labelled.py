"""
Lists and statements that the documents label themselves: "De fem egenskaber er:", "Visionen er:", a heading.

Owns finding what a label names and giving it back whole and in order. The count in a question is evidence:
it helps to find the list, and where it is wrong it is corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Kind, Option
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.evidence import is_verbal
from assistant.answering.quoting import TIME, shorten
from assistant.understanding.concepts import Concept, accounted, coverage
from assistant.understanding.numbers import number_words
from assistant.understanding.scope import find_scope
from ingest.lexical import analyse, fold
from ingest.records import Document, Language, Passage, PassageKind

__all__ = ["Labelled", "answer_labelled", "find_labelled", "write_labelled"]

MOST_CANDIDATES = 40
LEAST_EXACT = 0.2
"""Share of a label that the question must name: a word in passing is no label."""
NEAR_BEST = 0.12
"""Labels whose score is this near the best are meant as well."""
MOST_BOTH = 400
"""Characters up to which two fitting statements are both given; longer ones are asked about (DESIGN, section 4)."""
_FRAME_CUES = (
    "list", "all", "exact", "how_many", "newcomer", "purpose", "claim", "yes_no", "how", "where", "when", "status", "remark",
    "help", "greeting", "thanks", "next", "last", "this", "content_of", "attribute", "injection", "goal",
)  # fmt: skip


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


def answer_labelled(context: Context) -> Draft | None:
    """The list or statement that a question asks for by its label; None when no label accounts for the question."""
    inquiry = context.inquiry
    if inquiry.has("define", "who", "how_much", "compare", "why", "where") and not inquiry.has("exact"):
        return None
    if inquiry.times.has_span:
        return None
    years = tuple(
        Concept(words=str(year), alternatives={(str(year),): 1.0}, is_name=True) for year in inquiry.times.years
    )
    found = find_labelled(context, (*inquiry.solid(*_FRAME_CUES), *years))
    if not found and inquiry.has("list", "all"):
        found = _by_head(context)
    if not found:
        return None
    if inquiry.has("when"):
        found = tuple(each for each in found if any(TIME.search(quote.text) for quote in each.passage.quotes))
        if not found:
            return None
    best = _meant(context, found)
    if len({each.document.organisation for each in best}) > 1 or len(best) > 1:
        return _several(context, best)
    return _one(context, best[0])


def _by_head(context: Context) -> tuple[Labelled, ...]:
    """
    Lists whose label names what is to be listed ("which activities …"), the rest of the question being verbs
    or what their document speaks of.
    """
    concepts = context.inquiry.solid(*_FRAME_CUES)
    if len(concepts) < 2:  # noqa: PLR2004 (the label alone was tried)
        return ()
    head, rest = concepts[0], [concept for concept in concepts[1:] if not is_verbal(concept.words)]
    found = []
    for each in find_labelled(context, (head,)):
        whole = context.bridge.bag(each.document.text, each.document.language)
        if each.is_list and all(accounted(concept, whole) for concept in rest):
            found.append(each)
    return tuple(found)


def find_labelled(
    context: Context,
    concepts: Sequence[Concept],
    *,
    documents: Sequence[Document] | None = None,
    text: str = "",
    least_exact: float = LEAST_EXACT,
) -> tuple[Labelled, ...]:
    """Passages whose own label accounts for every one of `concepts`, best first; `text` to search by, else the question."""
    if not concepts:
        return ()
    within = context.documents if documents is None else documents
    candidates = context.searcher.search(
        text or context.inquiry.search_text, language=context.inquiry.tongue.answer or context.inquiry.language,
        documents={document.id for document in within}, limit=MOST_CANDIDATES,
    )  # fmt: skip
    found = [
        each
        for candidate in candidates
        if (each := _labelled(context, candidate.passage, concepts, least_exact=least_exact))
    ]
    return tuple(sorted(found, key=lambda each: -each.score))


def _labelled(
    context: Context, passage: Passage, concepts: Sequence[Concept], *, least_exact: float
) -> Labelled | None:
    if passage.kind not in (PassageKind.LIST, PassageKind.PARAGRAPH):
        return None
    document = context.knowledge.documents[passage.document]
    label = _label(passage)
    if not label:
        return None
    bag = context.bridge.bag(label, document.language)
    title = context.bridge.bag(document.title, document.language)
    named = [concept for concept in concepts if accounted(concept, bag)]
    if not named or not all(accounted(concept, title) for concept in concepts if concept not in named):
        return None
    bare = [find_scope(name, context.knowledge.organisations).rest for name in _names(passage)]
    exact = max(_exactness(name, concepts, document.language) for name in bare)
    if exact < least_exact and context.inquiry.count != len(passage.quotes):
        return None
    score = max(_meeting(context, part, concepts, document) for part in _names(passage))
    return Labelled(passage=passage, document=document, score=score + _fit(context, passage))


def _meeting(context: Context, name: str, concepts: Sequence[Concept], document: Document) -> float:
    """How well one name of a passage and the question meet: what it holds of the question, and the reverse."""
    bare = find_scope(name, context.knowledge.organisations).rest
    bag = context.bridge.bag(bare, document.language)
    return coverage(concepts, bag) + EXACT * _exactness(bare, concepts, document.language)


EXACT = 0.4
"""Weight of how much else a label names: "Visionen er:" is about the vision alone."""


def _names(passage: Passage) -> tuple[str, ...]:
    """The names of a passage, one by one: its heading, its lead-in."""
    heading = passage.path[-1] if passage.path else ""
    lead_in = passage.lead_in.text if passage.lead_in else ""
    return tuple(
        name for name in ((heading, lead_in) if passage.kind is PassageKind.LIST else (lead_in or heading,)) if name
    )


def _label(passage: Passage) -> str:
    """What names a passage: the words that lead in to it, else its innermost heading; a list has both."""
    return "\n".join(_names(passage))


def _exactness(label: str, concepts: Sequence[Concept], language: Language) -> float:
    """The share of the label's own content that the question names, 0..1."""
    terms = analyse(label, language)
    if not terms:
        return 0.0
    asked = {stem for concept in concepts for stems in concept.alternatives for stem in stems}
    named = sum(term.stem in asked for term in terms)
    return named / len(terms)


def _fit(context: Context, passage: Passage) -> float:
    """What the shape of the passage adds: a list for a plural or a count, the right count, a label of its own."""
    inquiry = context.inquiry
    fit = 0.0
    if inquiry.has("compare"):
        return 0.1 if passage.lead_in else 0.0
    if passage.kind is PassageKind.LIST:
        fit += 0.2 if inquiry.has("list", "all", "how_many") or inquiry.count else 0.1
        fit += 0.3 if inquiry.count == len(passage.quotes) else 0.0
    elif inquiry.count:
        fit -= 0.3
    elif inquiry.has("exact"):
        fit += 0.25
    if passage.lead_in:
        fit += 0.1
    return fit


def _meant(context: Context, found: Sequence[Labelled]) -> list[Labelled]:
    """The best one of each organisation, where several are about as good."""
    best = found[0].score
    close = [each for each in found if each.score >= best - NEAR_BEST]
    meant: list[Labelled] = []
    for each in close:
        if all(each.document.organisation != other.document.organisation for other in meant):
            meant.append(each)
    if len(meant) > 1 and context.inquiry.count:
        counted = [each for each in meant if len(each.passage.quotes) == context.inquiry.count]
        meant = counted or meant
    return meant


def _several(context: Context, found: Sequence[Labelled]) -> Draft:
    """Two that fit: both where they are short, asked back where they are long."""
    sheet = Sheet(kind=_kind(context, found[0]))
    if any(_length(each) > MOST_BOTH and not each.is_list for each in found):
        for each in found:
            name = context.organisation_name(each.document, short=False)
            question = context.say("labelled.option", question=context.inquiry.text.rstrip(" ?."), organisation=name)
            sheet.options.append(Option(label=name, question=question))
        sheet.write(context.say("labelled.which", options=", ".join(option.label for option in sheet.options)))
        return sheet.asked_back()
    for each in found:
        sheet.write(f"**{context.organisation_name(each.document, short=False)}**")
        write_labelled(context, sheet, each)
    return sheet.answered()


def _length(found: Labelled) -> int:
    return sum(len(quote.text) for quote in found.passage.quotes)


def _kind(context: Context, found: Labelled) -> Kind:
    if context.inquiry.has("how_many"):
        return Kind.COUNT
    return Kind.LIST if found.is_list else Kind.WORDING


def _one(context: Context, found: Labelled) -> Draft:
    sheet = Sheet(kind=_kind(context, found))
    write_labelled(context, sheet, found)
    return sheet.answered()


def write_labelled(context: Context, sheet: Sheet, found: Labelled) -> None:
    """Set down a labelled passage: a list whole and in order, a statement as it stands."""
    passage, document = found.passage, found.document
    if not found.is_list:
        _write_statement(context, sheet, found)
        return
    number = len(passage.quotes)
    place = context.inquiry.place
    if place and place <= number:
        sheet.write(f"{place}. {sheet.quoted(document, passage.quotes[place - 1])}")
        return
    _write_correction(context, sheet, passage)
    if context.inquiry.has("how_many"):
        sheet.write(context.say("labelled.count", number=number))
    if passage.lead_in:
        sheet.write(sheet.quoted(document, passage.lead_in))
    for place, quote in enumerate(passage.quotes, start=1):
        gloss = _gloss(context, quote.text, document)
        sheet.write(f"{place}. {sheet.quoted(document, quote)}{gloss}")
    if any(_gloss(context, quote.text, document) for quote in passage.quotes):
        sheet.write(context.say("labelled.unofficial"))
    _check_printed_count(context, sheet, passage, document)


def _write_statement(context: Context, sheet: Sheet, found: Labelled) -> None:
    for quote in found.passage.quotes[:MOST_QUOTES]:
        concepts = context.inquiry.solid(*_FRAME_CUES)
        shown = shorten(found.document, quote, concepts, context.bridge, most=MOST_STATEMENT)
        sheet.write(sheet.quoted(found.document, shown))


MOST_QUOTES = 3
MOST_STATEMENT = 600


def _write_correction(context: Context, sheet: Sheet, passage: Passage) -> None:
    """A wrong count in the question is put right before the list."""
    asked = context.inquiry.count
    if asked and asked != len(passage.quotes) and not context.inquiry.has("compare"):
        sheet.write(context.say("labelled.correction", asked=asked, number=len(passage.quotes)))


def _check_printed_count(context: Context, sheet: Sheet, passage: Passage, document: Document) -> None:
    """Say so when the document announces another number than it lists."""
    label = fold(_label(passage)).split()
    for number in range(2, 21):
        if number != len(passage.quotes) and any(word in number_words(number) - {"to"} for word in label):
            sheet.write(context.say("labelled.announced", announced=number, number=len(passage.quotes)))
            return


def _gloss(context: Context, text: str, document: Document) -> str:
    """An unofficial rendering of a one-word item in the asker's language, where the glossary has one."""
    wanted = context.inquiry.language
    if document.language is wanted or len(text.split()) > 1:
        return ""
    rendering = context.bridge.gloss(text, document.language)
    return f" – {rendering}" if rendering else ""
