"""
Everything an answerer may look at, for one question of one asker.

Owns `Context` and the choice of documents that a question is about; leaves answering to the answerers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.draft import Draft
from assistant.question import Asker
from assistant.register.views import Statuses
from assistant.retrieval.search import Searcher
from assistant.texts import Texts
from assistant.understanding.bridge import Bridge
from assistant.understanding.inquiry import Inquiry
from ingest.knowledge import Knowledge
from ingest.records import Document, Organisation

__all__ = ["Answerer", "Context"]


@dataclass(frozen=True, kw_only=True)
class Context:
    """One question, what its asker may read, and the means to look into it."""

    inquiry: Inquiry
    asker: Asker
    knowledge: Knowledge
    """What the asker may read, and nothing else."""
    bridge: Bridge
    searcher: Searcher
    statuses: Statuses
    texts: Texts

    def say(self, key: str, /, **variables: object) -> str:
        """A text of `prompts/` in the answer's language."""
        return self.texts.say(self.inquiry.language, key, **variables)

    @cached_property
    def home(self) -> Organisation | None:
        """Whom "we" means here."""
        wanted = self.inquiry.question.organisation
        chosen = next((each for each in self.knowledge.organisations if each.id == wanted), None)
        return chosen or self.knowledge.home

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Ids of the organisations the question is about: those named, or "we"; empty when it does not say."""
        if self.inquiry.named:
            return self.inquiry.named
        if self.home and (self.inquiry.is_ours or self.inquiry.question.organisation):
            return (self.home.id,)
        return ()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The documents of those organisations; all when the question names none."""
        return tuple(
            document
            for document in self.knowledge.documents.values()
            if not self.organisations or document.organisation in self.organisations
        )

    def organisation_name(self, document: Document, *, short: bool = True) -> str:
        """How to call the organisation of `document`."""
        found = next((each for each in self.knowledge.organisations if each.id == document.organisation), None)
        if found is None:
            return document.organisation
        names = (found.name, *found.other_names)
        return min(names, key=len) if short else found.name

    @cached_property
    def home_first(self) -> Callable[[Document], int]:
        """Sorts the home organisation's documents before others'."""
        home = self.home.id if self.home else None
        return lambda document: document.organisation != home


Answerer = Callable[[Context], Draft | None]
"""Answers the questions of its kind; None for any other question."""
