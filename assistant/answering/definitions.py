"""
What a term means in the documents: an abbreviation's long form, or a sentence that explains it.

Owns telling an explanation from a mere mention: a term that stands somewhere without being explained is abstained from.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.answer import Kind, Reason
from assistant.answering.absence import nothing_found
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.quoting import split_sentences
from assistant.understanding.concepts import Bag, Concept, accounted
from ingest.lexical import fold
from ingest.records import Document, Passage, PassageKind, Quote, Span

__all__ = ["answer_definition", "self_description"]

MOST_CANDIDATES = 40
_IS = r"(?:er|betyder|vil sige|dækker over|forstås som|defineres som|is|are|means|denotes|refers to|stands for)"
_WHAT_IS = re.compile(r"^(?:hvad er|what is|what's|whats|hvad er det|forklar|explain|define|definer)\b")
_WHAT_IS_A = re.compile(
    r"^(?:hvad er|what is|what's|whats) (?:egentlig |actually |exactly |exact )?(?:en|et|a|an)\b|^what exactly is\b|^hvad er egentlig\b|\bhvad ligger der i\b|\bhvordan forklares\b"
)
_NO_TOPIC = ("define", "exact", "yes_no", "list", "help", "all", "claim", "greeting", "thanks", "how", "newcomer")


def answer_definition(context: Context) -> Draft | None:
    """The explanation of a term; None when the question is about something else."""
    inquiry = context.inquiry
    is_short = bool(_WHAT_IS.search(inquiry.folded)) and not inquiry.is_ours
    defines = inquiry.has("define") or bool(_WHAT_IS_A.search(inquiry.folded))
    if not defines and not is_short:
        return None
    literal = _literal(context) if defines else None
    if literal:
        return literal
    topic = inquiry.solid(*_NO_TOPIC)
    if not topic and defines and inquiry.named:
        return _organisation_name(context)
    if not topic or (is_short and not defines and len(topic) > 1):
        return None
    passages = _candidates(context)
    explained = (
        _long_form(context, topic, passages) or _sentence(context, topic, passages) or _entry(context, topic, passages)
    )
    if explained:
        return _explained(explained)
    glossed = _glossed(context, topic, passages) if defines else None
    if glossed:
        return glossed
    return _mentioned(context, topic, passages) if defines else None


_LITERAL = re.compile(r"[\"“”»„']([^\"“”«»]{3,80}?)[\"“”«'](?!\w)")


def _literal(context: Context) -> Draft | None:
    """For a phrase in quotation marks that stands in a document to the letter: what follows it there."""
    found = _LITERAL.search(context.inquiry.text)
    if not found:
        return None
    wanted = fold(found[1]).strip(" .,!?")
    for passage in (context.knowledge.passages[row] for row in context.knowledge.rows):
        document = context.knowledge.documents[passage.document]
        for term, explanation in itertools.pairwise(passage.quotes):
            is_list = passage.kind is PassageKind.LIST
            if document in context.documents and not is_list and fold(term.text).strip(" .,!?") == wanted:
                return _explained([(document, term), (document, explanation)])
    return None


def _explained(found: Sequence[tuple[Document, Quote]]) -> Draft:
    sheet = Sheet(kind=Kind.DEFINITION)
    for document, quote in found:
        sheet.write(sheet.quoted(document, quote))
    return sheet.answered()


def _organisation_name(context: Context) -> Draft | None:
    """What an organisation's short name stands for, where a document gives both."""
    wanted = [each for each in context.knowledge.organisations if each.id in context.inquiry.named]
    passages = [context.knowledge.passages[row] for row in context.knowledge.rows]
    for organisation in wanted:
        for name in organisation.other_names:
            for passage in passages:
                found = _expanded_in(context, passage, name)
                if found:
                    return _explained([found])
    return None


def _candidates(context: Context) -> tuple[Passage, ...]:
    inquiry = context.inquiry
    language = inquiry.tongue.answer or inquiry.language
    found = context.searcher.search(
        inquiry.search_text, language=language, documents={each.id for each in context.documents}, limit=MOST_CANDIDATES
    )
    return tuple(candidate.passage for candidate in found)


def _long_form(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> list[tuple[Document, Quote]]:
    """The stretch that gives an abbreviation with its long form: "Statens Serum Institut (SSI)"."""
    for concept in topic:
        for passage in passages:
            found = _expanded_in(context, passage, concept.printed.strip("'’\""))
            if found:
                return [found]
    return []


def _expanded_in(context: Context, passage: Passage, short: str) -> tuple[Document, Quote] | None:
    document = context.knowledge.documents[passage.document]
    for quote in (*passage.quotes, *((passage.lead_in,) if passage.lead_in else ())):
        span = _expansion(quote.text, short)
        if span:
            return document, document.quote(Span(quote.span.start + span.start, quote.span.start + span.end))
    return None


def _entry(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> list[tuple[Document, Quote]]:
    """A term with its explanation beside it: a list item or a table cell, and what follows it."""
    for passage in passages:
        document = context.knowledge.documents[passage.document]
        if passage.kind not in (PassageKind.PARAGRAPH, PassageKind.TABLE_ROW):
            continue
        for term, explanation in itertools.pairwise(passage.quotes):
            bag = context.bridge.bag(term.text, document.language)
            is_short = len(term.text) < LONGEST_TERM and len(explanation.text.split()) >= SHORTEST_EXPLANATION
            if is_short and _is_named(bag, topic):
                return [(document, term), (document, explanation)]
    return []


def _is_named(bag: Bag, topic: Sequence[Concept]) -> bool:
    """Whether the topic names all of a term and the term all of the topic."""
    asked = {stem for concept in topic for stems in concept.alternatives for stem in stems}
    own = [stem for stem, share in bag.stems.items() if share == 1.0 and not stem.startswith("√") and len(stem) > 2]  # noqa: PLR2004
    named = sum(stem in asked for stem in own)
    return all(bag.cover_strictly(concept) > 0 for concept in topic) and 2 * named >= len(own)


LONGEST_TERM = 80
SHORTEST_EXPLANATION = 4
"""Words."""


def _glossed(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> Draft | None:
    """For an abbreviation: what the glossary has for it, where the documents use that."""
    short = topic[0].printed
    if len(topic) > 1 or not short.isupper():
        return None
    for term in context.bridge.meanings.synonyms(short):
        for passage in passages:
            document = context.knowledge.documents[passage.document]
            for quote in passage.quotes:
                if fold(term) in fold(quote.text):
                    sheet = Sheet(kind=Kind.DEFINITION)
                    sheet.write(
                        context.say("definitions.glossary", term=short, meaning=term), sheet.quoted(document, quote)
                    )
                    return sheet.answered()
    return None


def _expansion(text: str, short: str) -> Span | None:
    """Where `text` gives the long form of `short` beside it, before or after, in brackets or behind a dash."""
    if not 2 <= len(short) <= 12 or not short.replace("-", "").isalnum():  # noqa: PLR2004 (abbreviations are short)
        return None
    for found in re.finditer(rf"(?P<open>\(|[-–] )?\b{re.escape(short)}\b(?P<close>\)?)", text, re.IGNORECASE):
        before = text[: found.start()].rstrip()
        if found["open"] and (start := _initials_start(before, short)) is not None:
            return Span(start, found.end())
        after = re.match(r"\s*\(([^)]{4,90})\)", text[found.end() :])
        if after and _matches_initials(re.findall(r"\w+", after[1]), short):
            return Span(found.start(), found.end() + after.end())
    return None


def _initials_start(before: str, short: str) -> int | None:
    """Where the words begin whose initials spell `short`, or the name in capitals before it; None when there are none."""
    words = list(re.finditer(r"[\w'’]+", before))
    name = re.search(r"(?:[A-ZÆØÅ][\w'’-]+ ){1,5}[A-ZÆØÅ][\w'’-]+$|[A-ZÆØÅ][\w'’-]+$", before)
    if name and name[0][0] == short[:1].upper() and " " in name[0]:
        return name.start()
    for count in range(1, min(len(words), 2 * len(short)) + 1):
        chosen = words[-count:]
        if _matches_initials([word[0] for word in chosen], short) and fold(chosen[0][0])[:1] == fold(short)[:1]:
            return chosen[0].start()
    return None


def _matches_initials(words: Sequence[str], short: str) -> bool:
    """Whether the letters of `short` can be read off the words in order, each word's first letter or inside a compound."""
    letters = [letter for letter in fold(short) if letter.isalpha()]
    text = " ".join(fold(word) for word in words)
    initials = [fold(word)[0] for word in words if word]
    if initials[: len(letters)] == letters or "".join(initials) == "".join(letters):
        return True
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return len(words) <= len(letters) and initials[:1] == letters[:1] and len(words) > 1


def _sentence(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> tuple[Document, Quote] | None:
    """A sentence whose subject is the term and which says what it is."""
    for passage in passages:
        if passage.goal:
            continue
        document = context.knowledge.documents[passage.document]
        for quote in passage.quotes:
            for sentence in split_sentences(document, quote):
                if _explains(context, sentence, document, topic):
                    return [(document, sentence)]
    return []


def self_description(context: Context, document: Document) -> Quote | None:
    """The sentence in which a document says what it is."""
    topic = context.bridge.concepts(_YEAR.sub(" ", document.title), language=document.language)
    own = [
        each
        for each in (context.knowledge.passages[row] for row in context.knowledge.rows)
        if each.document == document.id
    ]
    found = _sentence(context, topic, own)
    return found[0][1] if found else None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_STATEMENT = re.compile(rf"(?P<subject>[^.,;:()]{{2,80}}?)\s+{_IS}\s+(?P<what>\w+)")
_ENTRY = re.compile(r"[\"“»']?(?P<subject>[^.,;:()\"”«]{2,60}?)[\"”«']?\s*(?::| [–—-])\s+(?P<what>\w+)")
""" "Endangered craft": a craft mastered by … """


def _explains(context: Context, sentence: Quote, document: Document, topic: Sequence[Concept]) -> bool:
    """Whether `sentence` is of the form "X er …", X being all of the topic and little else."""
    found = _ENTRY.match(sentence.text) or _STATEMENT.match(sentence.text)
    if not found or fold(found["what"]) in _PASSIVE:
        return False
    subject = context.bridge.bag(found["subject"], document.language)
    words = [stem for stem, share in subject.stems.items() if share == 1.0 and not stem.startswith("√")]
    return all(accounted(concept, subject) for concept in topic) and len(words) <= len(topic) + 2


_PASSIVE = frozenset(
    fold(word) for word in "at afholdt implementeret udarbejdet realiserede opfyldt der vi ikke to not been".split()
)


def _mentioned(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> Draft:
    """The term stands somewhere, or not even that: either way it is not explained."""
    term = ", ".join(concept.printed or concept.words for concept in topic)
    for document, quote in _mentions(context, topic, passages):
        sheet = Sheet(kind=Kind.DEFINITION)
        sheet.write(context.say("definitions.only_mentioned", term=term), sheet.quoted(document, quote))
        return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(document,))
    return nothing_found(context, Kind.DEFINITION, missing=f"“{term}”")


def _mentions(
    context: Context, topic: Sequence[Concept], passages: Sequence[Passage]
) -> Iterator[tuple[Document, Quote]]:
    for passage in passages:
        document = context.knowledge.documents[passage.document]
        for quote in passage.quotes:
            bag = context.bridge.bag(quote.text, document.language)
            if all(accounted(concept, bag) for concept in topic):
                yield document, quote
