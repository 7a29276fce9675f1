"""
What a term means in the documents: an abbreviation's long form, or a sentence that explains it.

Owns telling an explanation from a mere mention: a term that stands somewhere without being explained is abstained from.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences, whole_quotes
from assistant.answering.draft import Draft, Evidence, Sheet
from assistant.answering.finding.absence import nothing_found
from assistant.answering.finding.explained import explanation_of
from assistant.answering.judging.accounting import accounts, asked_stems, plain_stems, said_back
from assistant.answering.judging.framing import OF_TERMS
from assistant.answering.prose.terms import find_printed_term
from assistant.understanding.concepts import Bag, Concept
from ingest.lexical import analyse, fold
from ingest.records import Document, Passage, PassageKind, Quote, Span

__all__ = ["answer_definition", "self_description"]

_EXPLAINED = re.compile(r"\s*(?::|\s[–-]\s)\s*(?:\S+\s+){3}\S")
"""Behind a term that is explained on the same line."""
LONGEST_TERM = 80
"""Characters of a term that has its explanation beside it."""
SHORTEST_EXPLANATION = 4
"""Words of an explanation that stands beside its term."""
SHORTEST_PART = 4
"""Letters of a compound for each letter of its abbreviation, at least."""
SHORTEST_STEM = 3
"""Letters of a stem that tells one term from another."""
MOST_MORE = 2
"""Words that the subject of an explanation may have beside the term."""
SHORT = range(2, 13)
"""Characters of an abbreviation."""
_IS = r"(?:er|betyder|vil sige|dækker over|forstås som|defineres som|is|are|means|denotes|refers to|stands for)"
"""Between a term and what it is."""
_WHAT_IS = re.compile(r"^(?:hvad er|what is|what's|whats|hvad er det|forklar|explain|define|definer)\b")
"""May ask for the meaning of a word, or for a thing by its name."""
_WHAT_IS_A = re.compile(
    r"^(?:hvad er|what is|what's|whats) (?:egentlig |actually |exactly |exact )?(?:en|et|a|an)\b"
    r"|^what exactly is\b|^hvad er egentlig\b|\bhvad ligger der i\b|\bhvordan forklares\b"
)
"""Asks for the meaning of a word, and nothing else."""
_NAME = re.compile(r"(?:[A-ZÆØÅ][\w'’-]+ ){1,5}[A-ZÆØÅ][\w'’-]+$")
"""A name of several words in capitals, at the end of a text."""
_LITERAL = re.compile(r"[\"“»„']([^\"“”«»]{3,80}?)[\"“”«'](?!\w)")
"""A phrase in quotation marks of any kind."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""A year of a title: it is no part of what a document is."""
_MEANS = re.compile(
    r"(?P<subject>[^.,;:()]{2,80}?)\s+(?:betyder|means|indebærer|vil sige),?\s+(?:(?:at|that)\s+)?(?P<what>\w+)"
)
""" "Red means that …". """
_OF_PLACE = re.compile(r"\s(?:i|in|hos|på|on|for|under|within|af|of)\s")
"""Between a term and where it is used."""
_STATEMENT = re.compile(rf"(?P<subject>[^.,;:()]{{2,80}}?)\s+{_IS}\s+(?P<what>\w+)")
""" "A craft is …". """
_IN_BOLD = re.compile(r"(?<!\w)[*_]{1,3}([^*_\n]+)[*_]{1,3}(?!\w)")
"""Words that a sentence sets off."""
_QUOTED_TERM = re.compile(rf"[\"“„»'](?P<subject>[^\"“”«»]{{2,80}})[\"”«']\s+{_IS}\s")
_ENTRY = re.compile(r"[\"“»']?(?P<subject>[^.,;:()\"”«]{2,60}?)[\"”«']?\s*(?::| [–—-])\s+(?P<what>\w+)")
""" "Endangered craft": a craft mastered by … """
_BY_WHICH = re.compile(
    r"(?:[Vv]ed|[Mm]ed|[Bb]y|[Ww]ith) [\"“»']?(?P<subject>[^.,;:()]{2,80}?)[\"”«']?,? "
    r"(?P<what>forstår vi|forstås|mener vi|menes|we mean|is meant)\b"
)
""" "By an endangered craft we mean …". """
_CLAUSE_WORD = re.compile(r" (?:hvor|hvilket|hvilke|where|in which|by which|under which)\s")
_CLAUSE = re.compile(rf"(?P<subject>[^.,;:()]{{2,80}}?)[\"”«']?,?{_CLAUSE_WORD.pattern}")
""" "assessed by a traffic-light model, in which each institution …". """
_PASSIVE = frozenset(
    fold(word)
    for word in (
        "at", "afholdt", "implementeret", "udarbejdet", "realiserede", "opfyldt", "der", "vi", "ikke", "to", "not",
        "been",
    )
)  # fmt: skip
"""Words after "er" that tell what happens to a thing, not what it is."""


def answer_definition(context: Context) -> Draft | None:
    """The explanation of a term; None when the question is about something else."""
    inquiry = context.inquiry
    if inquiry.has("criteria") and (condition := _condition(context)):
        return condition
    is_short = bool(_WHAT_IS.search(inquiry.folded)) and not inquiry.is_ours
    defines = inquiry.has("define") or bool(_WHAT_IS_A.search(inquiry.folded))
    if not defines and (not is_short or inquiry.count):  # "what are the four priorities?" wants all of them
        return None
    literal = _literal(context) if defines else None
    if literal:
        return literal
    if defines and (printed := find_printed_term(context)):
        return _explained(printed)
    topic = inquiry.solid(*OF_TERMS)
    if not topic and defines and inquiry.named:
        return _organisation_name(context)
    if not topic or (len(topic) > 1 and not defines):
        return None
    return _in_place(context, topic) or _explanation(context, topic, defines=defines)


def _condition(context: Context) -> Draft | None:
    """What a rating means ("partly met"), where it is explained: that is when something counts as such."""
    topic = context.inquiry.solid(*OF_TERMS, "criteria", "when", "how_many", "goal", "milestone")
    passages = tuple(candidate.passage for candidate in context.candidates())
    explained = _under_heading(context, topic, passages) if topic else []
    return _explained(explained) if explained else None


def _explanation(context: Context, topic: Sequence[Concept], *, defines: bool) -> Draft | None:
    """What explains the term; where nothing does and the question is surely for that (`defines`), that it is so."""
    passages = tuple(candidate.passage for candidate in context.candidates())
    explained = (
        _long_form(context, topic, passages)
        or _sentence(context, topic, passages)
        or _entry(context, topic, passages)
        or (_under_heading(context, topic, passages) if defines else [])
    )
    if explained:
        return _explained(explained)
    if not defines:
        return None
    return _glossed(context, topic, passages) or _mentioned(context, topic, passages)


def _in_place(context: Context, topic: Sequence[Concept]) -> Draft | None:
    """What explains the first part of a topic, where the text around it tells of the rest: "red in the report"."""
    term, *rest = topic
    if not rest or term.is_name or not _OF_PLACE.search(_between(context, term, rest[0])):
        return None
    passages = [
        candidate.passage
        for candidate in context.candidates()
        if accounts(
            context.bridge.bag(
                "\n".join((candidate.passage.body, *candidate.passage.path)), candidate.passage.language
            ),
            rest,
        )
    ]
    explained = _sentence(context, (term,), passages)
    return _explained(explained) if explained else None


def _between(context: Context, first: Concept, second: Concept) -> str:
    """What stands between two parts of the question (folded)."""
    folded = context.inquiry.folded
    start = folded.find(first.words) + len(first.words)
    return folded[start : max(start, folded.find(second.words, start))]


def _literal(context: Context) -> Draft | None:
    """For a phrase in quotation marks that stands in a document to the letter: what follows it there."""
    found = _LITERAL.search(context.inquiry.text)
    if not found:
        return None
    wanted = _bare(found[1])
    if explained := _says_what_it_means(context, wanted):
        return _explained([explained])
    for passage in context.holding(found[1]):
        document = context.document_of(passage)
        if document.id not in context.document_ids or passage.kind is PassageKind.LIST:
            continue
        for term, explanation in itertools.pairwise(passage.quotes):
            if _bare(term.text) == wanted:
                return _explained(_both(document, term, explanation))
        if said := _set_off(document, passage.quotes, wanted):
            return _explained(said)
    return None


def _set_off(document: Document, quotes: Sequence[Quote], wanted: str) -> list[Evidence]:
    """The sentence that sets a term off in bold or italics, and the next where that goes on about it; [] for none."""
    for place, quote in enumerate(quotes):
        if any(_bare(found[1]) == wanted for found in _IN_BOLD.finditer(quote.text)):
            told = [quote, *(each for each in quotes[place + 1 : place + 2] if fold(each.text).startswith(wanted))]
            return [Evidence(document=document, quote=each) for each in told]
    return []


def _says_what_it_means(context: Context, term: str) -> Evidence | None:
    """The sentence that begins with the term in quotation marks and says what it is."""
    for candidate in context.candidates():
        document = context.document_of(candidate.passage)
        for quote in candidate.passage.quotes:
            for sentence in split_sentences(document, quote):
                found = _QUOTED_TERM.match(sentence.text)
                if found and _bare(found["subject"]) == term:
                    return Evidence(document=document, quote=sentence)
    return None


def _bare(words: str) -> str:
    """Words folded, without the marks at their ends."""
    return fold(words).strip(" .,!?")


def _both(document: Document, term: Quote, explanation: Quote) -> list[Evidence]:
    return [Evidence(document=document, quote=term), Evidence(document=document, quote=explanation)]


def _explained(found: Sequence[Evidence]) -> Draft:
    sheet = Sheet(kind=Kind.DEFINITION)
    sheet.write(*(sheet.quoted(each.document, each.quote) for each in found))
    return sheet.answered()


def _organisation_name(context: Context) -> Draft | None:
    """What an organisation's short name stands for, where a document gives both."""
    wanted = [each for each in context.knowledge.organisations if each.id in context.inquiry.named]
    names = [name for organisation in wanted for name in organisation.other_names]
    found = (_expanded(context, [name], context.holding(name)) for name in names)
    best = next(filter(None, found), None)
    return _explained(best) if best else None


def _long_form(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> list[Evidence]:
    """The stretch that gives an abbreviation with its long form: "Statens Serum Institut (SSI)"."""
    return _expanded(context, [concept.printed.strip("'’\"") for concept in topic], passages)


def _expanded(context: Context, names: Sequence[str], passages: Sequence[Passage]) -> list[Evidence]:
    """The first stretch of `passages` that gives one of the short names with its long form."""
    for name in names:
        for passage in passages:
            for quote in (*passage.quotes, *((passage.lead_in,) if passage.lead_in else ())):
                span = _expansion(quote.text, name)
                if span:
                    document = context.document_of(passage)
                    if _EXPLAINED.match(quote.text, span.end):
                        return [Evidence(document=document, quote=quote)]
                    at = Span(quote.span.start + span.start, quote.span.start + span.end)
                    return [Evidence(document=document, quote=document.quote(at))]
    return []


def _entry(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> list[Evidence]:
    """A term with its explanation beside it: a paragraph or a table cell, and what follows it."""
    for passage in passages:
        if passage.kind not in (PassageKind.PARAGRAPH, PassageKind.TABLE_ROW):
            continue
        document = context.document_of(passage)
        for term, explanation in itertools.pairwise(passage.quotes):
            is_short = len(term.text) < LONGEST_TERM and len(explanation.text.split()) >= SHORTEST_EXPLANATION
            if is_short and _is_named(context.bridge.bag(term.text, document.language), topic):
                return _both(document, term, explanation)
    return []


def _under_heading(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> list[Evidence]:
    """A term that is a heading, or an item with an explanation: what stands under or beside it."""
    for passage in passages:
        if passage.kind is not PassageKind.LIST and not passage.path:
            continue
        document = context.document_of(passage)
        for term in _terms(document, passage):
            if len(term.text) < LONGEST_TERM and _is_named(context.bridge.bag(term.text, document.language), topic):
                explanation = explanation_of(context, document, term)
                if explanation:
                    return [Evidence(document=document, quote=quote) for quote in (term, *explanation)]
    return []


def _terms(document: Document, passage: Passage) -> Iterator[Quote]:
    """What a passage may explain, or name to be explained elsewhere: its heading, and the items of a list."""
    for _, section in document.root.walk():
        if section.heading and section.span.covers(passage.span) and passage.path[-1:] == (section.printed_heading,):
            yield section.heading
    if passage.kind is PassageKind.LIST:
        yield from passage.quotes


def _is_named(bag: Bag, topic: Sequence[Concept]) -> bool:
    """Whether the topic names most of a term, and the term all of the topic."""
    own = {stem for stem in plain_stems(bag) if len(stem) >= SHORTEST_STEM}
    named = len(own & asked_stems(topic))
    return all(bag.cover_strictly(concept) > 0 for concept in topic) and 2 * named >= len(own)


def _glossed(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> Draft | None:
    """For an abbreviation: what the glossary has for it, where the documents use that."""
    short = topic[0].printed
    if len(topic) > 1 or not short.isupper():
        return None
    for meaning in context.bridge.meanings.synonyms(short):
        for document, quote in _quotes(context, passages):
            if fold(meaning) in fold(quote.text):
                sheet = Sheet(kind=Kind.DEFINITION)
                sheet.write(context.say("definitions.glossary", term=short, meaning=meaning))
                sheet.write(sheet.quoted(document, quote))
                return sheet.answered()
    return None


def _quotes(context: Context, passages: Sequence[Passage]) -> Iterator[tuple[Document, Quote]]:
    return (
        (document, quote)
        for passage in passages
        for document in (context.document_of(passage),)
        for quote in whole_quotes(document, passage)
    )


def _expansion(text: str, short: str) -> Span | None:
    """Where `text` gives the long form of `short` beside it, before or after, in brackets or behind a dash."""
    if len(short) not in SHORT or not short.replace("-", "").isalnum() or short.lower() not in text.lower():
        return None
    for found in re.finditer(rf"(?P<open>\(|[-–] )?\b{re.escape(short)}\b\)?", text, re.IGNORECASE):
        start = _long_form_start(text[: found.start()].rstrip(), short) if found["open"] else None
        if start is not None:
            return Span(start, found.end())
        after = re.match(r"\s*\(([^)]{4,90})\)", text[found.end() :])
        if after and _matches_initials(re.findall(r"\w+", after[1]), short):
            return Span(found.start(), found.end() + after.end())
    return None


def _long_form_start(before: str, short: str) -> int | None:
    """Where the long form of `short` begins at the end of a text: a name, or words whose initials spell it."""
    name = _NAME.search(before)
    if name and name[0][0] == short[:1].upper():
        return name.start()
    words = list(re.finditer(r"[\w'’]+", before))
    for count in range(1, min(len(words), 2 * len(short)) + 1):
        chosen = words[-count:]
        if _matches_initials([word[0] for word in chosen], short) and fold(chosen[0][0])[:1] == fold(short)[:1]:
            return chosen[0].start()
    return None


def _matches_initials(words: Sequence[str], short: str) -> bool:
    """Whether the letters of `short` can be read off the words in order, as initials or inside a compound."""
    letters = [letter for letter in fold(short) if letter.isalpha()]
    initials = [fold(word)[0] for word in words if word]
    if initials[: len(letters)] == letters:
        return True
    text, at = " ".join(fold(word) for word in words), 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    is_compound = len(words) == 1 and len(text) >= SHORTEST_PART * len(letters)  # "Samarbejdsudvalget (SU)"
    return (is_compound or 1 < len(words) <= len(letters)) and initials[:1] == letters[:1]


def _sentence(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> list[Evidence]:
    """The sentence whose subject is the term and which says what it is: the term itself before a compound of it."""
    explaining = (
        (document, sentence)
        for passage in passages
        for document, quote in _quotes(context, [passage])
        # A sentence says no more than all of them: most quotations name no such thing, and one look says so.
        if accounts(context.bridge.bag(quote.text, document.language), topic)
        for sentence in split_sentences(document, quote)
        if (not passage.goal or _BY_WHICH.match(sentence.text)) and _explains(context, sentence, document, topic)
    )
    first = best = next(explaining, None)
    while best and not _names_itself(context, *best, topic):
        best = next(explaining, None)
    chosen = best or first
    return [Evidence(document=chosen[0], quote=chosen[1])] if chosen else []


def _names_itself(context: Context, document: Document, sentence: Quote, topic: Sequence[Concept]) -> bool:
    """Whether the sentence has the term as whole words, not as a part of others ("Udbrudshold" for "udbrud")."""
    bag = context.bridge.bag(sentence.text.partition(":")[0], document.language)
    return all(bag.cover_strictly(concept) > 0 for concept in topic)


def self_description(context: Context, document: Document) -> Quote | None:
    """The sentence in which a document says what it is."""
    topic = context.bridge.concepts(_YEAR.sub(" ", document.title), language=document.language)
    found = _sentence(context, topic, context.knowledge.passages_of(document.id))
    return found[0].quote if found else None


def _explains(context: Context, sentence: Quote, document: Document, topic: Sequence[Concept]) -> bool:
    """Whether `sentence` is of the form "X er …", X being all of the topic and little else."""
    entry = _BY_WHICH.match(sentence.text) or _ENTRY.match(sentence.text) or _MEANS.match(sentence.text)
    found = entry or _STATEMENT.match(sentence.text)
    if not found or (entry is None and fold(found["what"]) in _PASSIVE):
        return _is_told_by_clause(context, sentence, document, topic)
    subject = context.bridge.bag(found["subject"], document.language)
    content = analyse(found["subject"], document.language)
    return accounts(subject, topic) and len(content) <= len(topic) + MOST_MORE


def _is_told_by_clause(context: Context, sentence: Quote, document: Document, topic: Sequence[Concept]) -> bool:
    """Whether the topic stands right before a clause that says how it works: "…a model, in which…"."""
    # Looking for the subject tries every place of the sentence; few have such a clause at all.
    for found in _CLAUSE.finditer(sentence.text) if _CLAUSE_WORD.search(sentence.text) else ():
        last = " ".join(found["subject"].split()[-(len(topic) + MOST_MORE) :])
        if accounts(context.bridge.bag(last, document.language), topic):
            return True
    return False


def _mentioned(context: Context, topic: Sequence[Concept], passages: Sequence[Passage]) -> Draft:
    """The term stands somewhere, or not even that: either way it is not explained."""
    for document, quote in _quotes(context, passages):
        if accounts(context.bridge.bag(quote.text, document.language), topic):
            sheet = Sheet(kind=Kind.DEFINITION)
            term = ", ".join(concept.printed or concept.words for concept in topic)
            sheet.write(context.say("definitions.only_mentioned", term=term), sheet.quoted(document, quote))
            return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(document,))
    return nothing_found(context, Kind.DEFINITION, missing=said_back(topic))
