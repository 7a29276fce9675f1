"""
Single fields of a goal: which one a cell or a labelled line fills, and the number printed in front of its words.

Owns filling a draft by role; leaves knowing the role to `roles`.
"""

from __future__ import annotations

import re

from ingest.goals.drafts import GoalDraft, Workshop, cut, single_quote
from ingest.goals.milestones import milestones_in, read_deadline
from ingest.goals.roles import Role, read_goal_heading
from ingest.records import Block, Quote

__all__ = ["fill", "named", "number_in", "weighed", "weight_in", "words_of"]

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)")

_WEIGHED = re.compile(
    r"\s*(?:[(\[]|[,–—-]\s)\s*(?:(?:vægt(?:ning|es)?|weight(?:ing|ed)?)\b\s*:?\s*)?"
    r"(?P<weight>\d{1,3}(?:[.,]\d+)?\s?(?:%|pct\.?|procent|percent|points?))"
    r"(?:\s*(?:vægt|weight))?\s*[)\]]?\s*\Z",
    re.IGNORECASE,
)
""" "Mål 1: Rent vand (vægt: 30 pct.)". """


_WEIGHT_LINE = re.compile(
    r"(?:vægt(?:ning)?|weight(?:ing)?) "
    r"(?P<weight>\d{1,3}(?:[.,]\d+)?\s?(?:%|pct\.?|procent|percent|per cent|points?))\.?",
    re.IGNORECASE,
)
""" "Vægt 30 pct." in a line of its own. """


def weight_in(line: Quote) -> Quote | None:
    """The weight that a line consists of; None for any other line."""
    found = _WEIGHT_LINE.fullmatch(line.text.strip())
    start = line.text.index(found["weight"]) if found else 0
    return cut(line, start, start + len(found["weight"])) if found else None


def weighed(title: Quote) -> tuple[Quote, str | None]:
    """A goal's title without the weight printed behind it, and that weight; a share within a sentence is none."""
    found = _WEIGHED.search(title.text)
    if not found or not found.start():
        return title, None
    return cut(title, 0, found.start()), found["weight"]


def fill(shop: Workshop, goal: GoalDraft, role: Role, block: Block, words: Quote) -> None:
    """Put what stands under a label or in a named row into its field."""
    match role:
        case Role.NUMBER:
            goal.number = number_in(words)
        case Role.TITLE:
            _fill_title(goal, words)
        case Role.GOAL:
            inner, goal.wording = named(words)
            goal.number = goal.number or inner
        case Role.MEASURE:
            goal.milestones.extend(milestones_in(shop, block))
        case Role.REMARKS:
            goal.remarks = words
        case Role.OWNER:
            goal.owner = words.text
        case Role.DEADLINE:
            goal.deadline = read_deadline(shop, words)
        case Role.WEIGHT:
            goal.weight = words.text
        case Role.RESULT | Role.WHEN:
            goal.result = words


def _fill_title(goal: GoalDraft, words: Quote) -> None:
    """A title; what is called one under a heading that names the goal is its wording ("Pejlemærke: …")."""
    if goal.title:
        goal.wording = words
        return
    inner, goal.title = named(words)
    goal.number = goal.number or inner


def named(quote: Quote) -> tuple[str | None, Quote]:
    """The number printed before a goal in its own cell ("Mål 2: …", "3. …"), and the words after it."""
    heading = read_goal_heading(quote.text)
    if heading and heading.is_plain and heading.title_at is not None:
        return heading.number, cut(quote, heading.title_at, len(quote.text))
    numbered = _NUMBERED.match(quote.text)
    if numbered and not _counts_words(quote.text, numbered):
        return numbered["number"], cut(quote, numbered.end(), len(quote.text))
    return None, quote


def _counts_words(text: str, numbered: re.Match[str]) -> bool:
    """Whether the number belongs to the sentence ("10 tilsyn …"): no mark after it and a small letter next."""
    is_marked = text[numbered.end("number") : numbered.end()].strip() != "" or "." in numbered["number"]
    return not is_marked and text[numbered.end() : numbered.end() + 1].islower()


def number_in(quote: Quote | None) -> str | None:
    """The number of a goal in a cell of its own ("3.", "Mål 3")."""
    if quote is None:
        return None
    heading = read_goal_heading(quote.text)
    return heading.number if heading else quote.text.strip().strip(".:)(") or None


def words_of(cell: Block) -> str:
    """The words of a cell, "" for an empty one."""
    words = single_quote(cell) or cell.quote
    return words.text.strip() if words else ""
