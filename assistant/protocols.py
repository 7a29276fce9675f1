"""
The seams of the assistant: what channels see of it, and what it sees of the world.

Owns the interfaces only; `assistant.bootstrap` picks what stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, Sentence
from assistant.question import Asker, Question
from assistant.register.views import Statuses
from assistant.texts import Texts
from ingest.knowledge import Knowledge
from ingest.records import Passage, Quote

__all__ = ["Answers", "Hit", "KnowledgeSource"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result: a passage and the stretch of it that fits best."""

    rank: int
    """1 is best."""
    passage: Passage
    """What was found, of an original or an edition."""
    quote: Quote
    """The stretch of `passage` to show."""
    score: float
    """Fused evidence, higher is better; for ranking and evaluation, never shown to a person."""


class KnowledgeSource(Protocol):
    """The generation now in force."""

    def current(self) -> Knowledge:
        """
        All of it, whoever asks; a newer generation is picked up when there is one.

        Raises:
            IndexMissing: If nothing has been ingested yet.
            IndexUnreadable: If no generation can be opened.
        """


class Answers(Protocol):
    """What a channel needs: `assistant.assistant.Assistant`, or a fake of it."""

    @property
    def texts(self) -> Texts:
        """The assistant's own words."""

    def ask(self, question: Question, asker: Asker) -> Answer:
        """The answer to `question` from what `asker` may read."""

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """
        Checked sentences of the answer as they come, where a model words it; last the whole answer.

        What cannot be answered is refused by the call itself, before the first event.
        """

    def search(
        self, query: str, asker: Asker, *, limit: int = 10, organisation: str | None = None, document: str | None = None
    ) -> tuple[Hit, ...]:
        """Passages that fit `query`, best first, from what `asker` may read."""

    def statuses(self, asker: Asker) -> Statuses:
        """What has been reported up to this moment, as `asker` may see it."""

    def knowledge(self, asker: Asker) -> Knowledge:
        """What `asker` may read."""
