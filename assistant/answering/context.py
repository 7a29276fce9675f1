"""
Everything an answerer may look at, for one question of one asker.

Owns `Context` and the choice of documents that a question is about; leaves answering to the answerers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from assistant.answering.cutting.stretches import Stretches
from assistant.answering.draft import Draft
from assistant.onboarding.training import BUNDLED, Training
from assistant.question import Asker
from assistant.register.views import Statuses
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.search import Searcher
from assistant.texts import Texts
from assistant.understanding.bridge import Bridge
from assistant.understanding.concepts import Concept
from assistant.understanding.inquiry import Inquiry
from ingest.knowledge import Knowledge
from ingest.lexical import analyse
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
    searched: dict[tuple[str, Language, frozenset[str] | None, tuple[str, ...]], tuple[Candidate, ...]] = field(
        default_factory=dict
    )
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
        if not self.organisations:
            return self.knowledge.originals
        if len(self.organisations) == 1:
            return self.knowledge.documents_by_organisation.get(self.organisations[0], ())
        return tuple(each for each in self.knowledge.originals if each.organisation in self.organisations)

    @cached_property
    def document_ids(self) -> frozenset[str]:
        """Ids of `documents`: to look for a document among thousands by its value takes milliseconds."""
        if not self.organisations:
            return self.knowledge.document_ids
        if len(self.organisations) == 1:
            return self.knowledge.ids_by_organisation.get(self.organisations[0], frozenset())
        return frozenset(document.id for document in self.documents)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage that the asker may read, in corpus order."""
        return self.knowledge.visible

    @property
    def looked_through(self) -> Sequence[Passage]:
        """Every passage that the asker may read; of very many, those that search brings up."""
        if not self.knowledge.has_many:
            return self.passages
        return tuple(candidate.passage for candidate in self.candidates())

    def holding(self, words: str) -> Sequence[Passage]:
        """The passages that the asker may read that hold all words of content in `words`, in corpus order."""
        found = [
            self.knowledge.lexical.holding({term.stem for term in analyse(words.lower(), language)})
            for language in Language
        ]
        rows = np.intersect1d(np.union1d(*found), self.knowledge.rows, assume_unique=False)
        return [self.knowledge.passages[row] for row in rows.tolist()]

    def candidates(
        self, text: str = "", *, documents: Sequence[Document] | None = None, labelled: Sequence[Concept] = ()
    ) -> tuple[Candidate, ...]:
        """
        The passages that fit the question best, best first, at most `MOST_CANDIDATES`.

        Args:
            text: What to search for instead of the question.
            documents: Where; None: in `self.documents`.
            labelled: Of very many passages, only those whose label accounts for any of these; none: all.
        """
        words, language = text or self.inquiry.search_text, self.inquiry.tongue.answer or self.inquiry.language
        ids = self.document_ids if documents is None else frozenset(document.id for document in documents)
        # None, where that is everything: naming thousands of documents would take longer than searching them.
        within = None if len(ids) == len(self.knowledge.documents) else ids
        wanted = labelled if self.knowledge.has_many else ()
        asked = (words, language, within, tuple(each.words for each in wanted))
        if asked not in self.searched:
            only = self.bridge.labels.naming(wanted) if wanted else None
            self.searched[asked] = self.searcher.search(
                words, language=language, documents=within, only=only, limit=MOST_CANDIDATES
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
