"""
What an organisation is for: its mission or vision in its own words, for newcomers and for "what does X do?".

Owns choosing the statements that introduce an organisation, and the sentence in which a document does itself;
leaves finding them by their labels to `assistant.answering.labelled`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.definitions import self_description
from assistant.answering.draft import Draft, Sheet
from assistant.answering.labelled import Labelled, find_labelled, write_labelled
from assistant.answering.programme import journey_asked_for, start_order
from assistant.answering.suggest import starters
from assistant.understanding.concepts import Concept
from ingest.records import Document, Language

__all__ = ["answer_overview"]

_WORDS = {
    Language.DANISH: ("mission", "vision", "formål", "kerneopgaver"),
    Language.ENGLISH: ("mission", "vision", "purpose", "core tasks"),
}
"""What introduces an organisation, most telling first."""
MOST_NAMED = 40
"""Documents of one name up to which each is read for what it says of itself."""


def answer_overview(context: Context) -> Draft | None:
    """An organisation's purpose in its own words; None unless the question asks for just that."""
    is_newcomer = context.inquiry.has("newcomer")
    about_document = None if is_newcomer else _about_document(context)
    if about_document:
        return about_document
    if not _is_asked(context):
        return None
    sheet = Sheet(kind=Kind.ONBOARDING if is_newcomer else Kind.PASSAGE)
    if is_newcomer:
        sheet.write(context.say("overview.welcome"))
    for organisation in context.organisations or ((context.home.id,) if context.home else ()):
        documents = context.knowledge.documents_by_organisation.get(organisation, ())
        found = _introduction(context, documents)
        if found:
            write_labelled(context, sheet, found)
    if not sheet.evidence:
        return None
    if is_newcomer:
        sheet.suggestions.append(start_order(context, journey_asked_for(context)))
    sheet.suggestions.extend(starters(context))
    return sheet.answered()


def _is_asked(context: Context) -> bool:
    """Whether the question is about an organisation and nothing in particular."""
    inquiry = context.inquiry
    if inquiry.goal_numbers or not inquiry.times.is_empty:
        return False
    if inquiry.solid(
        "purpose", "newcomer", "overview", "help", "greeting", "thanks", "list", "yes_no", "who", "define"
    ):
        return False
    if inquiry.has("newcomer", "purpose", "overview"):
        return True
    return bool(inquiry.named) and not inquiry.topic(
        "purpose", "help", "greeting", "list", "yes_no", "attribute", "define"
    )


def _about_document(context: Context) -> Draft | None:
    """What a document says of itself ("The plan is a tool for …"), where the question names one and no more."""
    inquiry = context.inquiry
    if not inquiry.has("purpose", "attribute", "define") or inquiry.has("goal", "milestone"):
        return None
    topic = inquiry.topic("purpose", "attribute", "define", "list", "help", "exact")
    for document in _named(context, topic):
        found = self_description(context, document)
        if found:
            sheet = Sheet(kind=Kind.DEFINITION)
            sheet.write(sheet.quoted(document, found))
            return sheet.answered()
    return None


def _named(context: Context, topic: Sequence[Concept]) -> Sequence[Document]:
    """The documents whose title accounts for all of `topic`; of very many, those that search brings up."""
    ids = context.bridge.titles.accounting(topic) if topic else frozenset()
    named = [document for document in context.documents if document.id in ids] if ids else []
    if len(named) <= MOST_NAMED:
        return named
    near = {candidate.passage.document for candidate in context.candidates()}
    return [document for document in named if document.id in near]


def _introduction(context: Context, documents: Sequence[Document]) -> Labelled | None:
    """The most telling statement of what these documents' organisation is for."""
    for danish, english in zip(_WORDS[Language.DANISH], _WORDS[Language.ENGLISH], strict=True):
        for language, word in ((Language.DANISH, danish), (Language.ENGLISH, english)):
            concepts = context.bridge.concepts(word, language=language)
            found = find_labelled(context, concepts, documents=documents, text=word)
            if found:
                return found[0]
    return None
