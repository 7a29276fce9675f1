"""An answer's id changes with everything the answer depends on, and with nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from answer_scenes import Held, Reported, asks, look
from fakes import tiny_knowledge

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import ANYBODY, Asker, Question, Turn
from assistant.texts import load_texts
from ingest.records import Language

QUESTION = asks("Hvad er målet?", history=["Hej", ("assistant", "Hej.")])


def _answer(
    question: Question = QUESTION,
    *,
    asker: Asker = ANYBODY,
    snapshot: str = "s1",
    head: str = "h1",
    version: str = "t1",
) -> Answer:
    assistant = Assistant(
        source=Held(replace(tiny_knowledge(), snapshot=snapshot)),
        look=look,
        reported=lambda _: Reported({}, head=head),
        texts=replace(load_texts(), version=version),
    )
    return assistant.ask(question, asker)


def _with(**changes: object) -> Callable[[], Answer]:
    return lambda: _answer(replace(QUESTION, **changes))


CHANGES: dict[str, Callable[[], Answer]] = {
    "question": _with(text="Hvad er målene?"),
    "history's words": _with(history=(Turn(role="user", content="Hej!"), Turn(role="assistant", content="Hej."))),
    "history's roles": _with(history=(Turn(role="user", content="Hej"), Turn(role="user", content="Hej."))),
    "history's order": _with(history=tuple(reversed(QUESTION.history))),
    "no history": _with(history=()),
    "organisation": _with(organisation="ssi"),
    "language": _with(language=Language.ENGLISH),
    "date": _with(asked_at=QUESTION.asked_at + dt.timedelta(days=1)),
    "scope": lambda: _answer(asker=Asker(groups=frozenset({"hr"}))),
    "snapshot": lambda: _answer(snapshot="s2"),
    "register": lambda: _answer(head="h2"),
    "texts": lambda: _answer(version="t2"),
}
SAME: dict[str, Callable[[], Answer]] = {
    "again": _answer,
    "time of day": _with(asked_at=QUESTION.asked_at.replace(hour=8, minute=3, microsecond=7)),
    "an equal question": _with(text=str(QUESTION.text)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_it_changes_with_what_the_answer_depends_on(change: Callable[[], Answer]) -> None:
    """Two answers that may differ must not be taken for one."""
    assert change().id != _answer().id


@pytest.mark.parametrize("repeat", SAME.values(), ids=list(SAME))
def test_it_stays_where_nothing_changes(repeat: Callable[[], Answer]) -> None:
    """An answer can be found again, in another process too."""
    assert repeat().id == _answer().id


def test_all_ids_are_different() -> None:
    """No two of the changes fall together either."""
    assert len({change().id for change in CHANGES.values()} | {_answer().id}) == len(CHANGES) + 1
