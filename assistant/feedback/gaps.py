"""
Questions that the documents have no answer to, grouped, so that editors see what is missing.

Owns what is noted, how questions are grouped and when a note is let go; leaves asking to the channels.
Notes hold words, language, day and number; never who asked. They are written a little after the answer has gone out,
so that nobody waits for them; what a crash loses of them is a few seconds' worth.
"""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, Text, column, func, select, table

from assistant.answer import Answer, Reason
from assistant.errors import StoreUnusable
from assistant.feedback.masking import masked
from assistant.question import Question
from assistant.store.store import Store
from ingest.lexical.analysis import analyse
from ingest.records import Language

__all__ = ["Gap", "GapBook", "GapNotes", "topic_of"]

MAX_QUESTION_CHARS = 300
_MOST_NOTES = 20_000
"""Rows kept; when there are more, new questions are not noted, so that a flood cannot fill the disk."""
_MOST_WAITING = 1_000
_EXAMPLES = 3
_PAUSE_S = 2.0
_GAPS = table(
    "gaps",
    column("topic", Text),
    column("question", Text),
    column("day", Text),
    column("language", Text),
    column("times", Integer),
)
_logger = logging.getLogger(__name__)

Note = tuple[str, str, Language, dt.date]
"""Topic, question, language and day of one question without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Questions about one thing, none of which had an answer."""

    questions: tuple[str, ...]
    """As they were asked, the commonest first; at most three."""
    language: Language
    times: int
    """How often any of them was asked."""
    first: dt.date
    """When first, to the day."""
    last: dt.date
    """When last, to the day."""


def topic_of(question: str, language: Language) -> str:
    """What a question is about: its words with content, stemmed, in alphabetical order; equal for the same thing."""
    return " ".join(sorted({term.stem for term in analyse(question, language)})) or question.casefold()


class GapBook:
    """The gaps in one store."""

    def __init__(self, store: Store, *, kept_days: int) -> None:
        self._store = store
        self._kept = dt.timedelta(days=kept_days)

    def add(self, notes: Sequence[Note]) -> None:
        """Count these questions, and let go of what is too old."""
        counted = Counter(notes)
        latest = max(day for *_, day in notes)
        with self._store.writing() as connection:
            connection.execute(_GAPS.delete().where(_GAPS.c.day < (latest - self._kept).isoformat()))
            room = _MOST_NOTES - (connection.scalar(select(func.count()).select_from(_GAPS)) or 0)
            for (topic, question, language, day), times in list(counted.items())[: max(0, room)]:
                _count(connection, topic=topic, question=question, language=language, day=day, times=times)

    def groups(self) -> tuple[Gap, ...]:
        """Every gap, the one asked about most often first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(_GAPS).order_by(_GAPS.c.topic, _GAPS.c.day)).all()
        by_topic: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
        for row in rows:
            by_topic.setdefault((row.topic, row.language), []).append((row.question, row.day, row.times))
        found = [_gap(Language(language), notes) for (_, language), notes in by_topic.items()]
        return tuple(sorted(found, key=lambda gap: (-gap.times, -gap.last.toordinal(), gap.questions)))


class GapNotes:
    """Takes a note of each answer that was none, and writes the notes down in a thread of its own."""

    def __init__(self, book: Callable[[], GapBook]) -> None:
        self._book = book
        self._waiting: list[Note] = []
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def look(self, question: Question, answer: Answer, _seconds: float) -> None:
        """Note the question where its answer is that the documents have none."""
        if answer.reason is not Reason.NOT_IN_DOCUMENTS:
            return
        words = masked(question.text, max_chars=MAX_QUESTION_CHARS)
        note = (topic_of(words, answer.language), words, answer.language, question.asked_at.date())
        with self._lock:
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.append(note)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="gaps", daemon=True)
                self._thread.start()
                atexit.register(self.write)
        self._wake.set()

    def write(self) -> None:
        """Write down what waits."""
        with self._lock:
            notes, self._waiting = self._waiting, []
        if not notes:
            return
        try:
            self._book().add(notes)
        except StoreUnusable as error:
            _logger.warning("gaps_not_kept", extra={"notes": len(notes), "error": type(error).__name__})

    def _run(self) -> None:
        while True:
            self._wake.wait()
            threading.Event().wait(_PAUSE_S)  # what comes in meanwhile is written in the same transaction
            self._wake.clear()
            self.write()


def _count(connection: Connection, *, topic: str, question: str, language: Language, day: dt.date, times: int) -> None:
    key = {"topic": topic, "question": question, "day": day.isoformat()}
    is_it = [_GAPS.c[name] == value for name, value in key.items()]
    changed = connection.execute(_GAPS.update().where(*is_it).values(times=_GAPS.c.times + times)).rowcount
    if not changed:
        connection.execute(_GAPS.insert().values(key | {"language": language.value, "times": times}))


def _gap(language: Language, notes: Sequence[tuple[str, str, int]]) -> Gap:
    often: Counter[str] = Counter()
    for question, _, times in notes:
        often[question] += times
    days = sorted(dt.date.fromisoformat(day) for _, day, _ in notes)
    return Gap(
        questions=tuple(question for question, _ in often.most_common(_EXAMPLES)),
        language=language,
        times=often.total(),
        first=days[0],
        last=days[-1],
    )
