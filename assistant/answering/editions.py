"""
Answers in the asker's language over documents in the other one, where a parallel edition renders them.

Owns what of a draft is shown in the edition's words and what official words stay beside them;
leaves pairing to `ingest.editions` and the look-up to `ingest.renderings`.
A single statement keeps the official sentence beside it; in a list that stands behind each mark.
The words of an edition are shown to the letter, never between guillemets, and said to be unofficial once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Translation
from assistant.answering.context import Context
from assistant.answering.draft import Draft, Evidence
from assistant.errors import UngroundedAnswer
from ingest.renderings import Rendering

__all__ = ["asked_exactly", "in_askers_words", "translations"]

MOST_BESIDE, MOST_BESIDE_CHARS = 2, 600
"""Statements, and their official characters together, up to which these stay beside; what is more is a list."""
SHORT = 40
"""Characters up to which an item of a list keeps the official words in brackets."""
LONGEST_ASKED = 150
"""Characters of a question up to which it is offered again."""
_QUOTED = re.compile(r"»(?P<words>.*?)« (?P<mark>\[\d+\])", re.DOTALL)
_ROW = re.compile(r"(?:- |\d+\. )")


def translations(context: Context, evidence: Sequence[Evidence]) -> tuple[Translation | None, ...]:
    """
    For each quotation what an edition in the asker's language says; None where none does.

    Raises:
        UngroundedAnswer: If an edition does not hold it to the letter; never in a sound program.
    """
    return tuple(_translation(_rendering(context, each)) for each in evidence)


def in_askers_words(context: Context, draft: Draft) -> tuple[str, ...]:
    """
    The lines of `draft` with its quotations in the asker's language, and a note that these words are unofficial.

    Its own lines where the exact wording is asked for, or where no edition renders any of it.
    """
    found = {number: _rendering(context, each) for number, each in enumerate(draft.evidence, start=1)}
    shown = {f"[{number}]": rendering.quote.text for number, rendering in found.items() if rendering}
    if not shown or context.inquiry.has("exact"):
        return draft.lines
    is_beside = _is_beside(draft.lines, shown)
    lines = tuple(_in_words(line, shown, is_beside=is_beside) for line in draft.lines)
    if lines == draft.lines:
        return lines
    return (*lines, context.say("frame.unofficial" if is_beside else "frame.unofficial_list"))


def asked_exactly(context: Context, draft: Draft, lines: Sequence[str]) -> tuple[str, ...]:
    """The question for the official words, where `lines` show an edition's without them."""
    asked = context.inquiry.question.text.strip(" ?.!")
    is_without = lines != draft.lines and lines[-1] == context.say("frame.unofficial_list")
    return (context.say("frame.ask_exactly", question=asked),) if is_without and len(asked) <= LONGEST_ASKED else ()


def _rendering(context: Context, evidence: Evidence) -> Rendering | None:
    return context.bridge.renderings.of(evidence.document, evidence.quote.span, context.inquiry.language)


def _translation(rendering: Rendering | None) -> Translation | None:
    if rendering is None:
        return None
    edition, quote = rendering.document, rendering.quote
    if quote.span.of(edition.text) != quote.text:
        msg = f"{edition.id} does not hold its rendering at {quote.span.start}..{quote.span.end}; ingest it again."
        raise UngroundedAnswer(msg)
    return Translation(document=edition.id, start=quote.span.start, end=quote.span.end, text=quote.text)


def _is_beside(lines: Sequence[str], shown: Mapping[str, str]) -> bool:
    """Whether the official words stand beside their renderings: of a statement or two, not of a list."""
    told = [each["words"] for line in lines for each in _QUOTED.finditer(line) if each["mark"] in shown]
    return len(told) <= MOST_BESIDE and sum(map(len, told)) <= MOST_BESIDE_CHARS


def _in_words(line: str, shown: Mapping[str, str], *, is_beside: bool) -> str:
    """A line with each quotation that has one replaced by its rendering, the official words after it where wanted."""
    rendered = [each for each in _QUOTED.finditer(line) if each["mark"] in shown]
    if not rendered:
        return line
    is_row = bool(_ROW.match(line))
    if is_beside and not is_row:
        official = " ".join(each[0] for each in rendered)
        return f"{_QUOTED.sub(lambda each: _between_marks(each, shown), line)}\n{official}"
    return _QUOTED.sub(lambda each: _in_list(each, shown, is_row=is_row, is_beside=is_beside), line)


def _between_marks(found: re.Match[str], shown: Mapping[str, str]) -> str:
    """A rendering as a statement; the mark stands with the official words."""
    return f"“{shown[found['mark']]}”" if found["mark"] in shown else found[0]


def _in_list(found: re.Match[str], shown: Mapping[str, str], *, is_row: bool, is_beside: bool) -> str:
    """A rendering in a list, with its mark; a list of one keeps the official words, and so does an item of a few."""
    mark = found["mark"]
    if mark not in shown:
        return found[0]
    if is_row and len(found["words"]) <= SHORT:
        return f"{shown[mark]} (»{found['words']}«) {mark}"
    if is_row and is_beside:
        return f"“{shown[mark]}” {found[0]}"
    return f"{shown[mark]} {mark}" if is_row else f"“{shown[mark]}” {mark}"
