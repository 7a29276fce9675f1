"""
A part of a document asked for by its counted label: "pejlemærke 3", "pillar B".

Owns finding the headings and items that are counted so, and saying which there are when the one asked for is not;
leaves goals by number to their answerer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Kind, Reason
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.explained import explanation_of
from assistant.answering.finding.once import once
from assistant.understanding.concepts import Concept
from ingest.knowledge import Knowledge
from ingest.lexical import fold, stem
from ingest.parsers.words import CHAPTER_WORDS, ROLE
from ingest.records import Document, Language, PassageKind, Person, Quote

__all__ = ["answer_counted"]

_ASKED = re.compile(
    r"\b(?P<label>[^\W\d_]{3,30}) (?:nr\.? |nummer |no\.? |number )?(?P<number>\d{1,2}|[A-HIVX]|[a-h])(?![\w.,/-]*\w)"
)
_COUNTED = re.compile(r"(?P<label>[^\W\d_]{3,30}) (?P<number>\d{1,2}|[A-HIVX])\b\s*(?:[:.–—-]|\s)\s*\S")
_PARTS = re.compile(
    r"(?P<label>[^\W\d_]{3,30}) "
    r"(?P<numbers>(?:\d{1,2}|[A-HIVX])(?:(?:,| &| and| og|[-–])? ?(?:\d{1,2}|[A-HIVX])\b)*)(?!\w)"
)
"""Parts that a line speaks of together: "Priorities A and B"."""
_NO_LABEL = CHAPTER_WORDS | {"mål", "goal", "objective", "target", "delmål", "kvartal", "quarter", "uge", "week"}


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    number: str
    quote: Quote
    document: Document
    is_heading: bool


def answer_counted(context: Context) -> Draft | None:
    """What stands under the counted part that a question names; that there is none, where others are counted so."""
    inquiry = context.inquiry
    asked = _ASKED.search(inquiry.text)
    if not asked or asked["label"].casefold() in _NO_LABEL or inquiry.has("compare", "action"):
        return None
    asks_whose = inquiry.has("owner", "who")
    if inquiry.goal_numbers and not asks_whose:  # a goal by another word is told by the plan, whose it is by any text
        return None
    if context.bridge.is_frame(asked["label"]):  # "can a tutor …" names no part
        return None
    parts = _labelled(context, asked["label"])
    if not parts:
        return None
    wanted = [each for each in parts if each.number.casefold() == asked["number"].casefold()]
    if asks_whose:
        return _who(wanted) or _assigned(context, wanted)
    if not wanted:
        return _none(context, asked, parts)
    return _told(context, [each for each in wanted if each.is_heading] or wanted)


def _labelled(context: Context, asked: str) -> list[_Part]:
    """The headings and list items of the documents in question that are counted by the label asked for."""
    concepts = context.bridge.concepts(asked.lower(), language=context.inquiry.language)
    every = _all_parts(context.knowledge)
    labels = {(part.label, part.document.language) for part in every}
    meant = {each for each in labels if _is_label(context, asked, concepts, *each)}
    return [
        part
        for part in every
        if (part.label, part.document.language) in meant and part.document.id in context.document_ids
    ]


@once
def _all_parts(knowledge: Knowledge) -> Sequence[_Part]:
    """The counted headings of all documents in corpus order, then the counted items."""
    headings = (
        _part(section.heading, document, is_heading=True)
        for document in knowledge.documents.values()
        for _, section in document.root.walk()
        if section.heading
    )
    items = (
        _part(quote, knowledge.documents[passage.document], is_heading=False)
        for passage in knowledge.visible
        if passage.kind in (PassageKind.LIST, PassageKind.PARAGRAPH)
        for quote in passage.quotes
    )
    return tuple(part for part in (*headings, *items) if part)


def _part(quote: Quote, document: Document, *, is_heading: bool) -> _Part | None:
    found = _COUNTED.match(quote.text)
    if not found or found["label"].casefold() in _NO_LABEL:
        return None
    from ingest.goals.roles import read_goal_heading  # most questions name no counted part

    announced = read_goal_heading(quote.text)
    if announced and announced.is_plain:
        return None
    return _Part(found["label"], found["number"], quote, document, is_heading)


def _is_label(context: Context, asked: str, concepts: Sequence[Concept], label: str, language: Language) -> bool:
    if fold(asked) == fold(label):
        return True
    bag = context.bridge.bag(label.lower(), language)
    return bool(concepts) and all(bag.cover_strictly(each) > 0 for each in concepts)


def _who(wanted: Sequence[_Part]) -> Draft | None:
    """The line that names somebody for the part; None where none does."""
    naming = [each for each in wanted if ROLE.search(each.quote.text)]
    if not naming:
        return None
    sheet = Sheet(kind=Kind.FACT)
    sheet.write(sheet.quoted(naming[0].document, naming[0].quote))
    return sheet.answered()


def _assigned(context: Context, wanted: Sequence[_Part]) -> Draft | None:
    """Those whose role names the part, or several of its kind ("Head of Research. Priorities A and D")."""
    if not wanted:
        return None
    label, number = wanted[0].label, wanted[0].number
    people = [each for each in context.knowledge.people if each.document in context.document_ids and each.role]
    assigned = [each for each in people if each.role and _names_part(context, each, label, number)]
    if not assigned:
        return None
    sheet = Sheet(kind=Kind.FACT)
    for person in assigned:
        document = context.document_of(person)
        told = [sheet.quoted(document, quote) for quote in (person.name, person.role) if quote]
        sheet.write(f"- {', '.join(told)}")
    return sheet.answered()


def _names_part(context: Context, person: Person, label: str, number: str) -> bool:
    """Whether a role holds the label, in the singular or plural, with this number among those behind it."""
    role = person.role.text if person.role else ""
    language = context.document_of(person).language
    return any(
        stem(found["label"], language) == stem(label, language)
        and number.casefold() in re.findall(r"\w+", found["numbers"].casefold())
        for found in _PARTS.finditer(role)
    )


def _told(context: Context, wanted: Sequence[_Part]) -> Draft:
    part = wanted[0]
    sheet = Sheet(kind=Kind.DEFINITION)
    sheet.write(sheet.quoted(part.document, part.quote))
    explanation = explanation_of(context, part.document, part.quote)
    sheet.write(*(sheet.quoted(part.document, quote) for quote in explanation))
    return sheet.answered()


def _none(context: Context, asked: re.Match[str], parts: Sequence[_Part]) -> Draft:
    """The number is none of the document's; those it has are named."""
    first = parts[0]
    same = [each for each in parts if each.document is first.document and each.is_heading == first.is_heading]
    sheet = Sheet(kind=Kind.DEFINITION)
    told = {"label": first.label, "numbers": context.joined([each.number for each in same]), "count": len(same)}
    sheet.write(context.say("definitions.no_such_part", asked=asked[0], **told))
    return sheet.abstained(Reason.NOT_IN_DOCUMENTS, searched=(first.document,))
