"""
Demands: what a quotation must hold to answer the kind of question that was asked.

Owns the patterns of amounts, places, times and people, and the rule that a quotation says something new.
A question for a month is not answered by a quarter, nor one for a budget by a word that has "budget" in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.context import Context
from assistant.answering.evidence import Finding, is_verbal
from assistant.answering.quoting import TIME
from assistant.understanding.concepts import Concept, accounted
from ingest.records import PassageKind

__all__ = ["gives_what_is_asked"]

_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:pct|procent|percent|%|mio|mia|kr|kroner|dkk|million|billion|årsværk|fte|point)|\d{3,}|\d[.,]\d",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october"
    r"|\d{1,2}[./-]\d{1,2})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b\d{4} [A-ZÆØÅ]|(?:vej|gade|allé|plads|street|road|avenue|square)\b,? \d|\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b"
)
_DAY = re.compile(
    r"\b\d{1,2}\.? ?(?:[./-] ?\d{1,2}|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october)\b",
    re.IGNORECASE,
)


_REPORT = re.compile(r"rapport|report", re.IGNORECASE)
"""Where something is reported is a document, not an address."""
_NUMBER = re.compile(
    r"\b(?:\d+|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"(?:styrelse|ministeri|departement|institut|direkt|koncern|medarbejder|leder|ansatte|univers|region|kommune|agency|ministry|authority|staff|employee|manager|director|head|officer|team|board|department|office|unit|afdeling|enhed|chef|sekretariat|partner|\bvi\b|\bwe\b)|(?<=[a-zæøå,] )[A-ZÆØÅ]\w+",
)


_RELATED_AGENT = re.compile(rf"\b(?:med|af|for|til|by|with|to) (?:\w+ ){{0,2}}?(?:{_AGENT.pattern})")


def gives_what_is_asked(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether the quotation holds what was asked for: an amount, a place, a time as fine as asked, something new."""
    inquiry, text = context.inquiry, finding.text
    if not _says_more(context, finding, concepts):
        return False
    if (
        inquiry.has("attribute")
        and not inquiry.has("goal", "milestone")
        and not _is_attribute_of(context, finding, concepts)
    ):
        return False
    wanted = [pattern for cue, pattern in _WANTED.items() if inquiry.has(cue)]
    if inquiry.has("where") and _REPORT.search(inquiry.folded):
        wanted = [_REPORT if pattern is _ADDRESS else pattern for pattern in wanted]
    if inquiry.has("who") and not _names_agent(context, finding, concepts):
        return False
    if inquiry.has("how_many") and not inquiry.has("how_much") and not _counts(context, finding, concepts):
        return False
    return all(pattern.search(text) for pattern in wanted)


def _names_agent(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether somebody stands in the quotation; where the verb is not its own, in the very part that says by, with or for whom."""
    bag = context.bridge.bag(finding.text, finding.document.language)
    missing = [concept for concept in concepts if not accounted(concept, bag) and is_verbal(concept.words)]
    pattern = _RELATED_AGENT if missing and not context.inquiry.has("owner") else _AGENT
    return bool(pattern.search(finding.text))


def _counts(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether a number stands right before, or in a table beside, something that was to be counted."""
    text = finding.text
    for number in _NUMBER.finditer(text):
        following = context.bridge.bag(
            " ".join(text[number.end() :].split()[:COUNTED_WITHIN]), finding.document.language
        )
        if any(accounted(concept, following) for concept in concepts):
            return True
    return finding.candidate.passage.kind is PassageKind.TABLE_ROW


COUNTED_WITHIN = 3
"""Words after a number among which the thing it counts must stand."""


_WANTED = {
    "which_day": _DAY,
    "which_month": _MONTH,
    "when": TIME,
    "how_much": _AMOUNT,
    "how_many": _NUMBER,
    "where": _ADDRESS,
    "phone": re.compile(r"\d[\d ]{5,}"),
    "email": re.compile(r"@"),
}
"""What a quotation must hold to answer a question of this kind."""


def _says_more(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """Whether the quotation holds any content beyond the words of the question."""
    if context.inquiry.has("yes_no"):
        return True
    bag = context.bridge.bag(finding.text, finding.document.language)
    known = {stem for concept in concepts for stems in concept.alternatives for stem in stems}
    return any(share == 1.0 and stem not in known and not stem.startswith("√") for stem, share in bag.stems.items())


def _is_of_goal(context: Context, finding: Finding) -> bool:
    """Whether the quotation is what a goal says, not another cell of its row (a budget, an owner)."""
    goal = context.knowledge.goals_by_id.get(finding.candidate.passage.goal or "")
    if goal is None:
        return False
    own = [goal.title, goal.wording, goal.remarks, *(milestone.quote for milestone in goal.milestones)]
    return finding.quote in own


def _is_attribute_of(context: Context, finding: Finding, concepts: Sequence[Concept]) -> bool:
    """
    Whether what is asked for ("the budget") stands there as a word of its own, and not as a goal's.

    A compound ("grundbudget") is something else, and a goal's budget is not its organisation's.
    """
    if finding.candidate.passage.goal and not _is_of_goal(context, finding):
        return False
    bag = context.bridge.bag(f"{finding.text}\n{' '.join(finding.candidate.passage.path)}", finding.document.language)
    return all(bag.cover_strictly(concept) > 0 for concept in concepts if not concept.words.isdigit())
