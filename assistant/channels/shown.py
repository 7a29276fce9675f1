"""
An answer as it comes, made into what a channel shows: words added, words taken back, the whole.

Owns telling whether what was shown still stands at the beginning of the finished answer;
leaves the form of each event to the channels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.answer import Answer, Sentence

__all__ = ["Added", "Replaced", "shown"]


@dataclass(frozen=True, slots=True)
class Added:
    """Words that follow those shown before."""

    text: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words that take the place of all those shown before."""

    text: str


def shown(
    events: Iterable[Sentence | Answer], *, text_of: Callable[[Answer], str] = lambda answer: answer.text
) -> Iterator[Added | Replaced | Answer]:
    """
    What to show for each event, the finished answer last.

    Args:
        events: As `Answers.stream` gives them.
        text_of: What the channel shows of a finished answer.

    Returns:
        Sentences as they come; then the rest of the answer line by line, or all of it where it does not begin with
        the sentences that were shown; then the answer.
    """
    so_far = ""
    for event in events:
        if isinstance(event, Sentence):
            added = f" {event.text}" if so_far else event.text
            so_far += added
            yield Added(added)
            continue
        text = text_of(event)
        if text.startswith(so_far):
            yield from (Added(line) for line in text[len(so_far) :].splitlines(keepends=True))
        else:
            yield Replaced(text)
        yield event
