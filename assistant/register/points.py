"""
Points: what a plan that weighs its goals scores with what was reported, and what it would if one of them slipped.

Owns reading weights ("15 point", "20 %") and the printed rule for partly fulfilled goals, and adding up.
What is not reported scores nothing yet and may still score all of its weight; both sums are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.register.rules import Proposal
from assistant.register.views import DONE, ReportedStatus
from ingest.records import Goal, Quote

__all__ = ["GoalScore", "PointRule", "Score", "point_rule", "score", "shown", "weight_of"]

_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?) ?(%|pct\.?|procent|points?|p\b)?", re.IGNORECASE)
_FULL = r"(?:opfyld\w*|nået|opnået|fulfilled|met|achieved|fulfilment)"
_PART = r"(?:delvis\w*|partly|partially|partial)"
_AMOUNT = (
    r"(halv\w*|half|\d{1,3} ?(?:%|pct\.?|procent|per cent|percent)|ingen|intet|nul|no|none|zero|kvart|quarter"
    r"|(?:to|two) (?:tredjedele|thirds)|(?:en|one) (?:tredjedel|third))"
)
_PARTLY_RULE = re.compile(
    rf"\b{_PART} {_FULL}[^.;]{{0,80}}?\b{_AMOUNT}|{_AMOUNT}[^.;]{{0,60}}?\b{_PART} {_FULL}", re.IGNORECASE
)
_POINTS = re.compile(r"\b(?:point\w*|vægt\w*|weigh\w*|score\w*)\b", re.IGNORECASE)
_SHARES = {"halv": Fraction(1, 2), "half": Fraction(1, 2), "kvart": Fraction(1, 4), "quarter": Fraction(1, 4)}
_NOTHING = ("ingen", "intet", "nul", "no", "none", "zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRule:
    """What the plan says a partly fulfilled goal scores."""

    quote: Quote
    partly: Fraction
    """Of the goal's weight, 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalScore:
    """One goal's part of the score."""

    goal: Goal
    weight: Fraction
    """Points it can give at most."""
    earned: Fraction | None
    """Points by what is reported; None: not reported, or no rule says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The sum."""

    parts: tuple[GoalScore, ...]
    unit: str
    """ "point" or "%"."""

    @property
    def earned(self) -> Fraction:
        """Points by what is reported."""
        return sum((each.earned or Fraction() for each in self.parts), Fraction())

    @property
    def total(self) -> Fraction:
        """All points there are."""
        return sum((each.weight for each in self.parts), Fraction())

    @property
    def open(self) -> Fraction:
        """Points of goals that nothing settles yet."""
        return sum((each.weight for each in self.parts if each.earned is None), Fraction())

    @property
    def most(self) -> Fraction:
        """Points it can still come to."""
        return self.earned + self.open


def weight_of(goal: Goal) -> tuple[Fraction, str] | None:
    """A goal's weight and its unit; None where none is printed that can be added up."""
    found = _WEIGHT.search(goal.weight or "")
    if not found:
        return None
    unit = (found[2] or "point").lower()
    return Fraction(found[1].replace(",", ".")), "%" if unit.startswith(("%", "pct", "procent")) else "point"


def point_rule(statements: Iterable[Quote]) -> PointRule | None:
    """What a plan says partly fulfilled goals score; None where it does not."""
    for quote in statements:
        found = _PARTLY_RULE.search(quote.text) if _POINTS.search(quote.text) else None
        if found:
            return PointRule(quote=quote, partly=_share((found[1] or found[2]).lower()))
    return None


def _share(amount: str) -> Fraction:
    if number := re.match(r"\d+", amount):
        return min(Fraction(1), Fraction(int(number[0]), 100))
    if amount in _NOTHING:
        return Fraction()
    if "tredjedel" in amount or "third" in amount:
        return Fraction(2 if amount.startswith(("to", "two")) else 1, 3)
    return next(share for word, share in _SHARES.items() if amount.startswith(word))


def score(
    goals: Sequence[Goal],
    judged: Sequence[ReportedStatus | Proposal | None],
    rule: PointRule | None,
    *,
    slipped: frozenset[str] = frozenset(),
) -> Score | None:
    """
    What `goals` score; None unless every one of them has a weight, all in one unit.

    Args:
        goals: The goals that are weighed.
        judged: For each, its own status or what the plan's rule proposes; None: nothing.
        rule: What a partly fulfilled goal scores.
        slipped: Ids of goals taken as not fulfilled, for "what if".
    """
    weights = [weight_of(goal) for goal in goals]
    known = [each for each in weights if each is not None]
    if not known or len(known) != len(goals) or len({unit for _, unit in known}) != 1:
        return None
    parts = tuple(
        GoalScore(
            goal=goal,
            weight=weight,
            earned=Fraction() if goal.id in slipped else _earned(weight, status, rule),
        )
        for goal, (weight, _), status in zip(goals, known, judged, strict=True)
    )
    return Score(parts=parts, unit=known[0][1])


def _earned(weight: Fraction, judged: ReportedStatus | Proposal | None, rule: PointRule | None) -> Fraction | None:
    if isinstance(judged, Proposal):
        return weight if judged.is_reached else None
    if judged in DONE:
        return weight
    if judged is ReportedStatus.NOT_FULFILLED:
        return Fraction()
    if judged is ReportedStatus.PARTLY_FULFILLED and rule:
        return weight * rule.partly
    return None


def shown(points: Fraction, *, comma: bool) -> str:
    """Points as people write them: "12,5", or "12.5" without `comma`."""
    text = str(points.numerator) if points.denominator == 1 else f"{float(points):.4g}"
    return text.replace(".", ",") if comma else text
