"""
Everything an answerer may look at, for one question of one asker.

Owns `Context` and the choice of documents that a question is about; leaves answering to the answerers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answering.draft import Draft
from assistant.answering.stretches import Stretches
from assistant.onboarding.training import BUNDLED, Training
from assistant.question import Asker
from assistant.register.views import Statuses
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.search import Searcher
from assistant.texts import Texts
from assistant.understanding.bridge import Bridge
from assistant.understanding.inquiry import Inquiry
from ingest.knowledge import Knowledge
from ingest.records import Document, Goal, Language, Milestone, Organisation, Passage, Person

__all__ = ["Answerer", "Context"]

MOST_CANDIDATES = 40
"""Passages looked at for one question."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """One question, what its asker may read, and the means to look into it."""

    inquiry: Inquiry
    """The question as understood."""
    asker: Asker
    knowledge: Knowledge
    """What the asker may read, and nothing else."""
    bridge: Bridge
    """Leads from the words asked to the words printed."""
    searcher: Searcher
    """Searches `knowledge`."""
    stretches: Stretches
    """What of its passages may be quoted."""
    statuses: Statuses
    """What has been reported about goals and milestones."""
    texts: Texts
    """The assistant's own words."""
    training: Training = BUNDLED
    """Journeys and lessons: training material, never evidence for what the documents say."""
    searched: dict[tuple[str, Language, frozenset[str] | None], tuple[Candidate, ...]] = field(default_factory=dict)
    """What has been searched for already; shared with other readings of the question."""

    def say(self, key: str, /, **variables: object) -> str:
        """A text of `prompts/` in the answer's language."""
        return self.texts.say(self.inquiry.language, key, **variables)

    def joined(self, items: Sequence[object]) -> str:
        """At least one item as a phrase: "Q1, Q2 og Q3"."""
        words = [str(item) for item in items]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {self.say('milestones.and')} {words[-1]}"

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
        every = tuple(self.knowledge.documents.values())
        if not self.organisations:
            return every
        return tuple(document for document in every if document.organisation in self.organisations)

    @cached_property
    def document_ids(self) -> frozenset[str]:
        """Ids of `documents`: to look for a document among thousands by its value takes milliseconds."""
        if not self.organisations:
            return self.knowledge.document_ids
        return frozenset(document.id for document in self.documents)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage that the asker may read, in corpus order."""
        return self.knowledge.visible

    def candidates(self, text: str = "", *, documents: Sequence[Document] | None = None) -> tuple[Candidate, ...]:
        """
        The passages that fit the question best, best first, at most `MOST_CANDIDATES`.

        Args:
            text: What to search for instead of the question.
            documents: Where; None: in `self.documents`.
        """
        words, language = text or self.inquiry.search_text, self.inquiry.tongue.answer or self.inquiry.language
        chosen = self.documents if documents is None else documents
        # None, where that is everything: naming thousands of documents would take longer than searching them.
        is_all = len(chosen) == len(self.knowledge.documents)
        within = None if is_all else frozenset(document.id for document in chosen)
        asked = (words, language, within)
        if asked not in self.searched:
            self.searched[asked] = self.searcher.search(
                words, language=language, documents=within, limit=MOST_CANDIDATES
            )
        return self.searched[asked]

    def is_printed(self, words: str) -> bool:
        """Whether a document that the asker may read prints just these words."""
        return any(words in document.text for document in self.knowledge.documents.values())

    def document_of(self, record: Goal | Passage | Person) -> Document:
        """The document that a record was read from."""
        return self.knowledge.documents[record.document]

    def goal_of(self, milestone: Milestone) -> Goal:
        """The goal that a milestone belongs to."""
        return self.knowledge.goals_by_id[milestone.goal]

    def organisation_name(self, document: Document, *, short: bool = True) -> str:
        """How to call the organisation of `document`."""
        found = next((each for each in self.knowledge.organisations if each.id == document.organisation), None)
        if found is None:
            return document.organisation
        names = (found.name, *found.other_names)
        return min(names, key=len) if short else found.name

    def called(self, document: Document, words: str) -> str:
        """A heading or title of `document` in the answer's language, where a parallel edition prints it."""
        return self.bridge.renderings.words(document, words, self.inquiry.language) or words

    def is_foreign(self, document: Document) -> bool:
        """Whether a document is another organisation's than ours; as a sort key, puts ours first."""
        return self.home is None or document.organisation != self.home.id


Answerer = Callable[[Context], Draft | None]
"""Answers the questions of its kind; None for any other question."""
