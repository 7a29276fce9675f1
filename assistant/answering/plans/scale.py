"""
The ratings that a plan gives its goals or milestones: "which ratings can a milestone get?".

Owns hearing that question and finding the sentences that name the ratings; leaves when each of them is given to
`assistant.answering.plans.conditions`, and what was given to the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Kind
from assistant.answering.context import Context
from assistant.answering.cutting.quoting import split_sentences
from assistant.answering.draft import Draft, Sheet
from assistant.answering.finding.once import once
from assistant.answering.finding.records import all_plans, plans
from assistant.answering.judging.accounting import accounts
from assistant.understanding.concepts import Concept
from assistant.understanding.cues import CUES
from assistant.understanding.times import find_asked_times
from ingest.knowledge import Knowledge
from ingest.lexical import fold
from ingest.records import Document, Quote

__all__ = ["answer_scale"]

MOST_SENTENCES = 3
"""Sentences given."""
_RATING = (
    r"(?:ratings?|grades?|marks?|outcomes?|results?|scores?|status(?:es|ser)?|colou?rs?|assessments?"
    r"|karakter(?:er)?|vurdering(?:er)?|bedommelser?|udfald|resultat(?:er)?|farver?|trin)"
)
_ASKS = re.compile(
    rf"\b(?:which|what|hvilke[nt]?|hvad)\b.{{0,30}}?\b{_RATING}\b.{{0,40}}?\b(?:can|could|may|might|kan)\b"
    rf"|\b(?:possible|mulige) {_RATING}\b"
    r"|\b(?:what|how|hvad|hvordan) (?:can|could|may|kan)\b.{0,40}?\b(?:be|blive) "
    r"(?:rated|graded|assessed|judged|marked|scored|vurderet|bedomt|opgjort)\b"
)
"""Asks what something may be rated as (folded)."""
_QUOTED = re.compile(r"[\"“”»][^\"“”»«]{2,30}[\"“”«]")
_STATE = re.compile(
    r"\b(?:(?:ikke|delvist?|not|partly|partially) )?(?:opfyldt|naet|opnaet|indfriet|fulfilled|met|achieved)\b"
    r"|\b(?:gron|gul|rod|green|amber|yellow|red)\b"
)
"""A rating in a word of its own (folded)."""
LEAST_RATINGS = 2
"""Of a scale."""


def answer_scale(context: Context) -> Draft | None:
    """The sentences of the plan that name its ratings; None where they are not asked for, or no plan names any."""
    inquiry = context.inquiry
    asked = _ASKS.search(inquiry.folded)
    if not inquiry.has("goal", "milestone") or inquiry.goal_numbers or not asked:
        return None
    beside = [each for each in inquiry.solid() if each.words not in asked[0]]
    told = [(plan, quote) for plan in plans(context) or all_plans(context) for quote in _scales(context, plan)]
    meant = [(plan, quote) for plan, quote in told if _fits(context, plan, quote, beside)]
    if not meant:
        return None
    sheet = Sheet(kind=Kind.FACT)
    sheet.write(*(sheet.quoted(plan, quote) for plan, quote in meant[:MOST_SENTENCES]))
    return sheet.answered()


def _fits(context: Context, plan: Document, quote: Quote, beside: Sequence[Concept]) -> bool:
    """Whether a sentence names the month asked about, and says what is asked beside the ratings."""
    months = set(context.inquiry.times.months)
    if months and not months & set(find_asked_times(fold(quote.text), today=context.inquiry.today).months):
        return False
    return accounts(context.bridge.bag(quote.text, plan.language), beside)


def _scales(context: Context, plan: Document) -> Sequence[Quote]:
    found = _read(context.knowledge)
    if plan.id not in found:
        found[plan.id] = tuple(_sentences(context.knowledge, plan))
    return found[plan.id]


@once
def _read(_knowledge: Knowledge) -> dict[str, Sequence[Quote]]:
    """The sentences of each plan that was looked into, by its id."""
    return {}


def _sentences(knowledge: Knowledge, plan: Document) -> Iterator[Quote]:
    for passage in knowledge.passages_of(plan.id):
        if passage.goal is None:
            for quote in passage.quotes:
                yield from (each for each in split_sentences(plan, quote) if _names_ratings(each.text))


def _names_ratings(sentence: str) -> bool:
    """Whether a sentence names several ratings, and what is rated."""
    folded = fold(sentence)
    ratings = {found[0] for found in _QUOTED.finditer(sentence)} or {found[0] for found in _STATE.finditer(folded)}
    is_of_plan = any(CUES[name].search(folded) for name in ("goal", "milestone", "status"))
    return len(ratings) >= LEAST_RATINGS and is_of_plan
