"""
Rules for points that a plan prints: what a fulfilled goal or milestone gives, what a partly fulfilled one does.

Owns reading them out of the plan's sentences; leaves adding up to `assistant.register.points`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.register.counts import COUNT_WORDS, read_count
from ingest.records import Quote

__all__ = ["Each", "PointRules", "Scored", "Tier", "point_rules"]


class Scored(StrEnum):
    """What a plan gives points for."""

    GOAL = "goal"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Each:
    """What every fulfilled goal or milestone gives, where they print no weight of their own."""

    scored: Scored
    """Whether goals or milestones give them."""
    points: Fraction
    """For each one fulfilled, in `unit`."""
    unit: str
    """ "point" or "%"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The part of a goal's points that so many of its milestones give."""

    gives: Fraction
    """Of the goal's weight, 0..1."""
    share: Fraction | None
    """The part of the milestones that must be done, 0..1; None: see `count`."""
    count: int | None = None
    """How many must be."""

    def is_met(self, done: int, total: int) -> bool:
        """Whether `done` of `total` milestones are enough."""
        return done >= (self.share * total if self.share is not None else min(self.count or 0, total))


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRules:
    """All that a plan says of points."""

    quotes: tuple[Quote, ...] = ()
    """The sentences, in the plan's order."""
    each: Each | None = None
    """None: the plan gives no number for every one."""
    partly: Fraction | None = None
    """What is partly fulfilled gives of its weight, 0..1; None where the plan does not say so."""
    partly_points: Fraction | None = None
    """What is partly fulfilled gives, in points."""
    tiers: tuple[Tier, ...] = ()
    """What a goal's milestones give it."""

    def of_partly(self, weight: Fraction) -> Fraction | None:
        """What something of this weight gives when partly fulfilled; None where the plan does not say."""
        if self.partly_points is not None:
            return min(weight, self.partly_points)
        return None if self.partly is None else weight * self.partly

    def of_milestones(self, done: int, total: int) -> Fraction:
        """What `done` of `total` milestones give their goal of its weight, 0..1, by the tiers."""
        return max((each.gives for each in self.tiers if each.is_met(done, total)), default=Fraction())


_FULL = r"(?:opfyld\w*|nået|nås|opnået|indfriet|fulfilled|met|achieved|reached|completed|fulfilment)"
_PART = r"(?:delvis\w*|partly|partially|partial)"
_POINT_WORD = r"(?:points?\b|pointtal\w*|pointene\b|vægt\w*|weight\w*|scores?\b)"
_NUMBER = r"\d{1,4}(?:[.,]\d+)?"
_COUNT = rf"(?:\d{{1,2}}|{COUNT_WORDS})"
_SHARE = (
    r"(?:halv\w*|half|\d{1,3} ?(?:%|pct\.?|procent|per cent|percent)|ingen|intet|nul|no|none|zero|kvart|quarter"
    r"|(?:to|two) (?:tredjedele|thirds)|(?:en|one) (?:tredjedel|third)|(?:tre|three) (?:kvarte?|fjerdedele|quarters)"
    r"|fuld\w*|full|alle?|all)"
)
_AMOUNT = rf"(?:(?P<points>{_NUMBER}) ?points?\b|(?P<share>{_SHARE}))"
_PARTLY_GIVES = re.compile(rf"\b{_PART} {_FULL}[^.;]{{0,80}}?\b{_AMOUNT}", re.IGNORECASE)
_GIVEN_FOR_PARTLY = re.compile(rf"{_AMOUNT}[^.,;]{{0,60}}?\b{_PART} {_FULL}", re.IGNORECASE)
_ABOUT_POINTS = re.compile(r"\b(?:point\w*|vægt\w*|weigh\w*|score\w*)", re.IGNORECASE)
_MILESTONE = r"(?:målepunkt\w*|milepæl\w*|delmål\w*|milestones?|indicators?|indikator\w*)"
_SCORED = rf"(?:(?P<milestone>{_MILESTONE})|(?P<goal>(?:resultat|styrings)?mål|goals?|targets?|objectives?))"
_EVERY = r"(?:hvert|hver|ethvert|enhver|et|en|each|every|an?|pr\.?|per)"
_GIVES = (
    r"(?:giver|udløser|tæller|scorer|tildeles|belønnes med|er (?:\w+ )?værd"
    r"|gives?|scores?|counts?(?: for)?|earns?|yields?|is worth|are worth)"
)
_UNIT = r"(?P<unit>points?\b|%|pct\.?|procent|per cent|percent)"
_EACH = re.compile(
    rf"\b{_EVERY} (?:(?:helt|fuldt|fully) )?(?:{_FULL} )?{_SCORED}\b"
    rf"(?:,? (?:der|som|that|which) (?:er|is|bliver|has been) (?:helt |fuldt |fully )?{_FULL},?)?"
    rf" {_GIVES} (?P<points>{_NUMBER}) ?{_UNIT}",
    re.IGNORECASE,
)
_TIER = re.compile(
    rf"\b(?P<share>{_SHARE})(?: (?:af|of))?(?: (?:sine|its|their|the|de|dets))?(?: {_POINT_WORD})?,? "
    r"(?:når|hvis|såfremt|when|if|once|where) (?P<when>[^,;.]+)",
    re.IGNORECASE,
)
_ALL_OF_THEM = re.compile(r"\b(?:alle|samtlige|all|every|each)\b", re.IGNORECASE)
_AT_LEAST_SHARE = re.compile(
    r"\b(?P<share>halv\w*|half|\d{1,3} ?(?:%|pct\.?|procent|per cent|percent)"
    r"|(?:to|two) (?:tredjedele|thirds)|(?:en|one) (?:tredjedel|third)|(?:tre|three) (?:fjerdedele|quarters))",
    re.IGNORECASE,
)
_AT_LEAST_COUNT = re.compile(
    rf"\b(?P<count>{_COUNT}) (?:af|out of|of|ud af|{_MILESTONE})|\b(?:mindst|at least|minimum) (?P<least>{_COUNT})\b",
    re.IGNORECASE,
)
_NOTHING = ("ingen", "intet", "nul", "no", "none", "zero")
_WHOLE = ("fuld", "full", "all")


def point_rules(statements: Iterable[Quote]) -> PointRules | None:
    """What a plan's sentences say of points, the first that says a thing counting; None where they say nothing."""
    rules = PointRules()
    for quote in statements:
        if _ABOUT_POINTS.search(quote.text):
            rules = _with(rules, quote)
    return rules if rules.quotes else None


def _with(rules: PointRules, quote: Quote) -> PointRules:
    each = rules.each or _each(quote.text)
    tiers = rules.tiers or _tiers(quote.text)
    partly, points = rules.partly, rules.partly_points
    if partly is None and points is None:
        partly, points = _partly(quote.text)
    found = PointRules(quotes=rules.quotes, each=each, partly=partly, partly_points=points, tiers=tiers)
    if found == rules:
        return rules
    return PointRules(quotes=(*rules.quotes, quote), each=each, partly=partly, partly_points=points, tiers=tiers)


def _each(text: str) -> Each | None:
    found = _EACH.search(text)
    if not found or re.search(_PART, found[0], re.IGNORECASE):
        return None
    return Each(
        scored=Scored.MILESTONE if found["milestone"] else Scored.GOAL,
        points=_number(found["points"]),
        unit="point" if found["unit"].lower().startswith("p") and "c" not in found["unit"] else "%",
    )


def _partly(text: str) -> tuple[Fraction | None, Fraction | None]:
    found = _PARTLY_GIVES.search(text) or _GIVEN_FOR_PARTLY.search(text)
    if not found:
        return None, None
    return (None, _number(found["points"])) if found["points"] else (_share(found["share"]), None)


def _tiers(text: str) -> tuple[Tier, ...]:
    """The steps of one sentence; none unless the first of them counts milestones."""
    found = [each for each in _TIER.finditer(text) if _share(each["share"]) > 0]
    if not found or not re.search(_MILESTONE, found[0]["when"], re.IGNORECASE):
        return ()
    tiers = [_tier(_share(each["share"]), each["when"]) for each in found]
    return tuple(sorted((each for each in tiers if each), key=lambda each: each.gives, reverse=True))


def _tier(gives: Fraction, when: str) -> Tier | None:
    if found := _AT_LEAST_SHARE.search(when):
        return Tier(gives=gives, share=_share(found["share"]))
    if found := _AT_LEAST_COUNT.search(when):
        return Tier(gives=gives, share=None, count=read_count(found["count"] or found["least"]))
    return Tier(gives=gives, share=Fraction(1)) if _ALL_OF_THEM.search(when) else None


def _number(printed: str) -> Fraction:
    return Fraction(printed.replace(",", "."))


def _share(amount: str) -> Fraction:
    amount = amount.lower()
    if number := re.match(r"\d+", amount):
        return min(Fraction(1), Fraction(int(number[0]), 100))
    if amount in _NOTHING:
        return Fraction()
    if amount.startswith(_WHOLE):
        return Fraction(1)
    if "tredjedel" in amount or "third" in amount:
        return Fraction(2 if amount.startswith(("to", "two")) else 1, 3)
    if amount.startswith(("tre ", "three ")):
        return Fraction(3, 4)
    return Fraction(1, 2) if amount.startswith("hal") else Fraction(1, 4)
