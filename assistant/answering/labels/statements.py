"""
What an organisation says it is for, whatever it calls that: mission, purpose, vision.

Owns choosing the statement that introduces it, and the one that stands in for a mission where none is called so;
leaves finding a statement by its label to `assistant.answering.labels.labelled`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Sheet
from assistant.answering.judging.framing import OF_LABELS
from assistant.answering.labels.labelled import Labelled, find_labelled, write_labelled
from assistant.understanding.names import labels_of
from ingest.lexical import fold
from ingest.records import Document, Language

__all__ = ["answer_mission", "introduction"]

_MISSIONS = ("mission", "mission")
_VISIONS = ("vision", "vision")
_PURPOSES = ("formål", "purpose")
_TASKS = ("kerneopgaver", "core tasks")
_INTRODUCES = (_MISSIONS, _VISIONS, _PURPOSES, _TASKS)
"""What introduces an organisation, in Danish and in English, most telling first."""
_MISSION = re.compile(r"\bmission")
_VISION = re.compile(r"\bvision")
"""In a label or a question (folded)."""


def answer_mission(context: Context) -> Draft | None:
    """For a mission where nothing is called so, the purpose beside the vision, and what it is called."""
    inquiry = context.inquiry
    asked = inquiry.solid(*OF_LABELS)
    if len(asked) != 1 or not _MISSION.match(asked[0].words) or inquiry.has("define", "who", "when", "compare"):
        return None
    if find_labelled(context, asked) or context.inquiry.named:
        return None
    vision = _labelled_so(context, context.documents, _VISIONS)
    found = _purpose_beside(context, vision, context.documents) if vision else None
    if found is None:
        return None
    sheet = Sheet(kind=Kind.WORDING)
    sheet.write(context.say("labelled.otherwise", called=labels_of(found.passage)[0]))
    write_labelled(context, sheet, found)
    return sheet.answered()


def introduction(context: Context, documents: Sequence[Document]) -> Labelled | None:
    """The most telling statement of what these documents' organisation is for."""
    for words in _INTRODUCES:
        if found := _labelled_so(context, documents, words):
            return _purpose_beside(context, found, documents) or found
    return None


def _labelled_so(context: Context, documents: Sequence[Document], words: tuple[str, str]) -> Labelled | None:
    """The statement that best fits a label in either language."""
    for language, word in zip((Language.DANISH, Language.ENGLISH), words, strict=True):
        concepts = context.bridge.concepts(word, language=language)
        if found := find_labelled(context, concepts, documents=documents, text=word):
            return found[0]
    return None


def _purpose_beside(context: Context, vision: Labelled, documents: Sequence[Document]) -> Labelled | None:
    """The purpose that a document states beside its vision: that is what others call a mission."""
    place = (vision.document.id, vision.passage.path[:-1])
    if not any(_VISION.search(fold(name)) for name in labels_of(vision.passage)):
        return None
    purpose = _labelled_so(context, documents, _PURPOSES)
    if purpose is None or purpose.passage.id == vision.passage.id:
        return None
    return purpose if (purpose.document.id, purpose.passage.path[:-1]) == place else None
