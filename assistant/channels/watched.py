"""
Answers that are looked at on their way out: counted, timed, noted as missing.

Owns passing them on unchanged; leaves what is done with them to those who look.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.answer import Answer, Sentence
from assistant.protocols import Answers, Hit
from assistant.question import Asker, Question
from assistant.register.views import Statuses
from assistant.texts import Texts
from ingest.knowledge import Knowledge

__all__ = ["Look", "Watched"]

Look = Callable[[Question, Answer, float], None]
"""Is shown a question, its answer, and the seconds between them; never who asked."""

_logger = logging.getLogger(__name__)


class Watched:
    """An `Answers` whose every answer is shown to `looks`; one that fails is logged, and the answer goes out."""

    def __init__(self, answers: Answers, looks: Sequence[Look]) -> None:
        self._answers = answers
        self._looks = tuple(looks)

    @property
    def texts(self) -> Texts:
        """The assistant's own words."""
        return self._answers.texts

    def ask(self, question: Question, asker: Asker) -> Answer:
        """The answer to `question` from what `asker` may read."""
        start = time.perf_counter()
        return self._looked_at(question, self._answers.ask(question, asker), time.perf_counter() - start)

    def stream(self, question: Question, asker: Asker) -> Iterator[Sentence | Answer]:
        """Checked sentences of the answer as they come; last the whole answer."""
        start = time.perf_counter()
        events = self._answers.stream(question, asker)  # now: what cannot be answered is refused before any event

        def watched() -> Iterator[Sentence | Answer]:
            for event in events:
                yield event
                if isinstance(event, Answer):
                    self._looked_at(question, event, time.perf_counter() - start)

        return watched()

    def _looked_at(self, question: Question, answer: Answer, seconds: float) -> Answer:
        for look in self._looks:
            try:
                look(question, answer, seconds)
            except Exception as error:  # noqa: BLE001 (whatever fails in looking must not cost the answer)
                _logger.error("look_failed", extra={"error": type(error).__name__})  # noqa: TRY400 (a trace has words)
        return answer

    def search(
        self, query: str, asker: Asker, *, limit: int = 10, organisation: str | None = None, document: str | None = None
    ) -> tuple[Hit, ...]:
        """Passages that fit `query`, best first, from what `asker` may read."""
        return self._answers.search(query, asker, limit=limit, organisation=organisation, document=document)

    def statuses(self, asker: Asker) -> Statuses:
        """What has been reported, as far as `asker` may see."""
        return self._answers.statuses(asker)

    def knowledge(self, asker: Asker) -> Knowledge:
        """What `asker` may read."""
        return self._answers.knowledge(asker)
