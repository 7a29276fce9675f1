"""
What an organisation is for: its mission or vision in its own words, for newcomers and for "what does X do?".

Owns choosing the statements that introduce an organisation; the onboarding journey is `assistant.onboarding`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.definitions import self_description
from assistant.answering.draft import Draft, Sheet
from assistant.answering.labelled import Labelled, find_labelled, write_labelled
from assistant.answering.suggest import starters
from assistant.understanding.concepts import accounted
from ingest.records import Document, Language

__all__ = ["answer_overview"]

_WORDS = {
    Language.DANISH: ("mission", "vision", "formål", "kerneopgaver"),
    Language.ENGLISH: ("mission", "vision", "purpose", "core tasks"),
}
"""What introduces an organisation, most telling first."""


def answer_overview(context: Context) -> Draft | None:
    """An organisation's purpose in its own words; None unless the question asks for just that."""
    inquiry = context.inquiry
    solid = inquiry.solid("purpose", "newcomer", "help", "greeting", "thanks", "list", "yes_no", "who", "define")
    about_all = (
        inquiry.has("newcomer")
        or inquiry.has("purpose")
        or (inquiry.named and not inquiry.topic("purpose", "help", "greeting", "list", "yes_no", "attribute", "define"))
    )
    about_document = _about_document(context) if not inquiry.has("newcomer") else None
    if about_document:
        return about_document
    if solid or not about_all or inquiry.goal_numbers or not inquiry.times.is_empty:
        return None
    sheet = Sheet(kind=Kind.ONBOARDING if inquiry.has("newcomer") else Kind.PASSAGE)
    if inquiry.has("newcomer"):
        sheet.write(context.say("overview.welcome"))
    organisations = context.organisations or ((context.home.id,) if context.home else ())
    for organisation in organisations:
        documents = [each for each in context.knowledge.documents.values() if each.organisation == organisation]
        found = _introduction(context, documents)
        if found:
            write_labelled(context, sheet, found)
    if not sheet.evidence:
        return None
    sheet.suggestions.extend(starters(context))
    return sheet.answered()


def _about_document(context: Context) -> Draft | None:
    """What a document says of itself ("The plan is a tool for …"); None unless the question names a document and no more."""
    inquiry = context.inquiry
    if not inquiry.has("purpose", "attribute", "define") or inquiry.has("goal", "milestone"):
        return None
    topic = inquiry.topic("purpose", "attribute", "define", "list", "help", "exact")
    for document in context.documents:
        title = context.bridge.bag(f"{document.title}\n{document.kind.replace('_', ' ')}", document.language)
        if topic and all(accounted(concept, title) for concept in topic):
            found = self_description(context, document)
            if found:
                sheet = Sheet(kind=Kind.DEFINITION)
                sheet.write(sheet.quoted(document, found))
                return sheet.answered()
    return None


def _introduction(context: Context, documents: Sequence[Document]) -> Labelled | None:
    for danish, english in zip(_WORDS[Language.DANISH], _WORDS[Language.ENGLISH], strict=True):
        for language, word in ((Language.DANISH, danish), (Language.ENGLISH, english)):
            concepts = context.bridge.concepts(word, language=language)
            found = find_labelled(context, concepts, documents=documents, text=word)
            if found:
                return found[0]
    return None
