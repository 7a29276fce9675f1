"""What is read from a whole generation is read once for it, and forgotten with it."""

from __future__ import annotations

import gc

from fakes import tiny_knowledge

from assistant.answering.finding.once import once
from ingest.knowledge import Knowledge


def test_each_knowledge_is_read_once_and_let_go_of() -> None:
    """A question over thousands of documents must not walk them all, nor a server hold old ones for ever."""
    read: list[int] = []

    @once
    def count(knowledge: Knowledge) -> int:
        read.append(len(knowledge.passages))
        return len(read)

    open_to_all, whole = tiny_knowledge(with_secret=False), tiny_knowledge(with_secret=True)
    first = [count(open_to_all), count(whole), count(open_to_all), count(whole)]
    del open_to_all, whole
    gc.collect()

    assert first == [1, 2, 1, 2]
    again = tiny_knowledge(with_secret=False)
    assert count(again) == 3
