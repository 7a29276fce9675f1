"""
Two questions in one sentence ("how many schools do we have, and who leads them?"): each answered by itself.

Owns telling them apart and setting their answers down one after the other; leaves answering to the answerers.
Several things asked of one kind ("mission and vision") are `assistant.answering.labels.several`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.question import Turn
from assistant.render.markdown import escape_markdown
from assistant.understanding.inquiry import understand
from assistant.understanding.occasion import QUESTION_WORD

__all__ = ["answer_halves", "halves_of"]

_PREPOSITION = r"(?:in|on|at|for|from|to|by|with|i|på|til|af|hos|fra|ved|med)"
_BETWEEN = re.compile(
    rf"(?:[,;]?\s+(?:and|og|samt|&)|(?<=\?)(?:\s+(?:and|og|samt|so|also))?)\s+"
    rf"(?=(?:{_PREPOSITION}\s)?{QUESTION_WORD}\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b{QUESTION_WORD}\b|^(?:is|are|was|were|has|have|does|do|did|can|er|har|blev|bliver|kan|skal|findes)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"»[^«]*«|\[(?P<number>\d+)\]")
"""A mark of a citation; first the quotations, in which nothing is one."""
TWO = 2
"""Questions of one sentence that are told apart."""
MOST_SUGGESTED = 3
"""Next questions, of both halves together."""


def answer_halves(context: Context, answer: Callable[[Context], Draft]) -> Draft | None:
    """
    The answers to both halves of a question, where at least one of them has any; None for other questions.

    Args:
        context: The question.
        answer: Answers a question by all answerers.
    """
    parts = halves_of(context.inquiry.text)
    if not parts:
        return None
    drafts = [_named(answer(half), part) for half, part in zip(_each(context, *parts), parts, strict=True)]
    if not any(draft.evidence for draft in drafts):
        return None
    return _joined(*drafts)


def halves_of(text: str) -> Sequence[str]:
    """The two questions of a sentence; none where it is one, or more."""
    parts = [part.strip(" ,;") for part in _BETWEEN.split(text)]
    return parts if len(parts) == TWO and all(_ASKS.search(part) for part in parts) else ()


def _each(context: Context, first: str, second: str) -> tuple[Context, Context]:
    """Both halves as questions; the second may lean on the first ("and who leads them?")."""
    asked = replace(context.inquiry.question, language=context.inquiry.language)
    after = replace(asked, text=second, history=(*asked.history, Turn(role="user", content=first)))
    inquiries = [understand(each, context.knowledge, context.bridge) for each in (replace(asked, text=first), after)]
    return replace(context, inquiry=inquiries[0]), replace(context, inquiry=inquiries[1])


def _named(draft: Draft, part: str) -> Draft:
    """A draft without evidence under the half that it is about, so that it is not read as about both."""
    return draft if draft.evidence else replace(draft, lines=(f"*{escape_markdown(part)}*", *draft.lines))


def _joined(first: Draft, second: Draft) -> Draft:
    """One draft with the lines of both; of a half that has no answer, only that it has none."""
    with_evidence = [each for each in (first, second) if each.evidence]
    answered = [each for each in with_evidence if each.status is AnswerStatus.ANSWERED] or with_evidence
    lines = (*first.lines, *(_moved(line, by=len(first.evidence)) for line in second.lines))
    return replace(
        answered[0],
        lines=lines,
        evidence=(*first.evidence, *second.evidence),
        goals=(*first.goals, *(each for each in second.goals if each not in first.goals)),
        milestones=(*first.milestones, *(each for each in second.milestones if each not in first.milestones)),
        suggestions=(*first.suggestions, *second.suggestions)[:MOST_SUGGESTED],
    )


def _moved(line: str, *, by: int) -> str:
    """A line with the numbers of its marks raised; what it quotes is left to the letter."""
    return _MARK.sub(lambda found: f"[{int(found['number']) + by}]" if found["number"] else found[0], line)
