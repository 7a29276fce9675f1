"""
An answer on a terminal as it comes: words added behind those shown, and taken back where they no longer stand.

Owns what is on the screen of one answer; leaves what an answer looks like to `assistant.channels.terminal`.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from assistant.answer import Answer, Sentence
from assistant.channels.terminal import fitted, shown
from assistant.render.markdown import plain_text

__all__ = ["Screen", "can_take_back"]

_UP = "\x1b[{rows}A"
_CLEAR = "\r\x1b[J"
"""To the beginning of the line, and empty from here to the end of the screen."""


def can_take_back(out: TextIO) -> bool:
    """Whether words written to `out` can be taken back: a terminal that moves its cursor."""
    return out.isatty() and os.environ.get("TERM", "dumb") != "dumb"


class Screen:
    """The place of one answer on a terminal."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._shown = ""

    def follow(self, events: Iterable[Sentence | Answer]) -> Answer:
        """
        Show each event of `Answers.stream` as it comes; the finished answer.

        Sentences stand as they came until the answer is there; where it does not begin with them, it takes their
        place, or follows them below a line where they have left the top of the screen.

        Raises:
            RuntimeError: If there is no finished answer among them.
        """
        sentences: list[str] = []
        for event in events:
            if isinstance(event, Answer):
                self._show(shown(event, as_json=False))
                self._out.write("\n")
                return event
            sentences.append(event.text)
            self._show(fitted(plain_text(" ".join(sentences))))
        msg = "the answer's events ended without the answer"
        raise RuntimeError(msg)

    def _show(self, text: str) -> None:
        if text.startswith(self._shown):
            self._out.write(text[len(self._shown) :])
        else:
            self._out.write(self._taken_back() + text)
        self._out.flush()
        self._shown = text

    def _taken_back(self) -> str:
        rows = self._shown.count("\n")
        if rows >= shutil.get_terminal_size().lines:
            return "\n\n---\n"
        return (_UP.format(rows=rows) if rows else "") + _CLEAR
