"""
What a question takes for granted, held against what the documents say: "we may deviate by 10 per cent, right?".

Owns claimed figures and claimed signatories; leaves counts ("our six values") to the lists themselves, times of
milestones to the plans, and whatever else may be set aside to `assistant.answering.again.narrowing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import AnswerStatus, Kind
from assistant.answering.context import Context
from assistant.answering.draft import Draft
from assistant.answering.judging.accounting import said_back
from assistant.answering.prose.people import answer_people
from assistant.answering.prose.topics import wanted
from assistant.understanding.concepts import Concept
from ingest.parsers.words import ROLE

__all__ = ["answer_premise"]

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_FIGURES = frozenset((Kind.FACT, Kind.PASSAGE))
"""Kinds of answers in which one figure stands for what was asked."""


def answer_premise(context: Context, answer: Callable[[Context], Draft]) -> Draft | None:
    """
    The answer to a question without the figure or the name that it claims, with a line that says those are not there.

    None where the question claims neither, and where the documents say nothing of the rest.

    Args:
        context: The question, to which nothing was found.
        answer: Answers a question by all answerers.
    """
    if not context.inquiry.has("yes_no", "claim", "why"):
        return None
    return _claimed_figure(context, answer) or _claimed_signatory(context)


def _claimed_figure(context: Context, answer: Callable[[Context], Draft]) -> Draft | None:
    figures = [each for each in wanted(context) if _FIGURE.fullmatch(each.words) and not _YEAR.fullmatch(each.words)]
    if len(figures) != 1:
        return None
    again = _without(context, figures)
    counted = re.search(rf"\b{re.escape(figures[0].words)}\W*(\w*)", context.inquiry.folded)
    if all(counted and each.words == counted[1] for each in wanted(again)):  # a unit alone does not say of what
        return None
    draft = answer(again)
    is_found = draft.status is AnswerStatus.ANSWERED and draft.kind in _OF_FIGURES
    return _corrected(context, draft, figures) if is_found and _tells_figures(draft, figures[0]) else None


def _tells_figures(draft: Draft, claimed: Concept) -> bool:
    """Whether what is quoted holds figures, and not the claimed one."""
    printed = {found for each in draft.evidence for found in _FIGURE.findall(each.quote.text)}
    return bool(printed) and claimed.words not in printed


def _claimed_signatory(context: Context) -> Draft | None:
    inquiry = context.inquiry
    if not inquiry.has("signed"):
        return None
    begins = inquiry.text.split()[:1]  # any word may have a capital there
    names = [
        each
        for each in inquiry.concepts
        if _names_somebody(each) or (each.printed[:1].isupper() and [each.printed] != begins)
        if not _FIGURE.search(each.words)
    ]
    if not any(map(_names_somebody, names)):
        return None
    again = _without(context, names)
    cues = (inquiry.cues - {"yes_no", "claim"}) | {"who"}
    draft = answer_people(replace(again, inquiry=replace(again.inquiry, cues=cues)))
    is_found = draft is not None and draft.status is AnswerStatus.ANSWERED
    whole = Concept(words=" ".join(each.words for each in names), printed=_spelt(names), alternatives={}, is_name=True)
    return _corrected(context, draft, (whole,)) if draft is not None and is_found else None


def _names_somebody(concept: Concept) -> bool:
    """Whether it is a name, or an office: "the minister"."""
    return concept.is_name or ROLE.fullmatch(concept.printed) is not None


def _spelt(names: Sequence[Concept]) -> str:
    """A name as it was asked, in one."""
    return " ".join(each.printed for each in names)


def _without(context: Context, claimed: Sequence[Concept]) -> Context:
    """The question without these parts; why something is so is answered by how it is."""
    kept = tuple(each for each in context.inquiry.concepts if each not in claimed)
    return replace(context, inquiry=replace(context.inquiry, concepts=kept, cues=context.inquiry.cues - {"why"}))


def _corrected(context: Context, draft: Draft, claimed: Sequence[Concept]) -> Draft:
    """An answer that begins with what does not stand there."""
    return replace(draft, lines=(context.say("absence.instead", claimed=said_back(claimed)), *draft.lines))
