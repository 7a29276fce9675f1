"""
Rules that a plan prints for judging its goals by their milestones, and what they come to with what was reported.

Owns reading such a rule ("Målet anses som opnået når: …", "at least two of three") and applying it as a proposal;
a goal without a printed rule is never judged from its milestones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.register.counts import COUNT_WORDS, read_count
from assistant.register.views import Statuses
from assistant.status import DONE, FINAL, ReportedStatus
from ingest.records import Goal, Milestone, Quote

__all__ = ["GoalRule", "Progress", "Proposal", "goal_rule", "progress", "propose"]

_GOAL = r"(?:målet|målene|et mål|hvert mål|the goal|a goal|each goal|goals|the objective|an objective)"
_JUDGED = r"(?:anses|betragtes|regnes|vurderes|er|bliver|is|are|is considered|is deemed|is regarded|counts?)"
_REACHED = r"(?:opnået|opfyldt|nået|indfriet|achieved|fulfilled|met|reached)"
_RULE = re.compile(
    rf"\b{_GOAL} {_JUDGED} (?:(?:som|for|at være|as|to be|considered|deemed|regarded) )*(?:helt |fuldt |fully )?"
    rf"{_REACHED},? (?:når|hvis|såfremt|when|if|once|provided)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(rf"\b(?:mindst|minimum|at least) (\d+|{COUNT_WORDS}) (?:af|ud af|of|out of)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:ét|et|én|en|blot ét|one|any) (?:af|of)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:mindst|minimum|at least) (\d{1,3}) ?(?:%|pct\.?|procent|per cent|percent)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRule:
    """When a plan takes a goal for reached."""

    quote: Quote
    """The rule as printed."""
    need: int | None
    """How many milestones must be done; None: all of them."""
    share: float | None = None
    """Which part of them must be done, 0..1; None: see `need`."""

    def needed(self, milestones: int) -> int:
        """How many of so many milestones must be done."""
        if self.share is not None:
            return -int(-self.share * milestones // 1)
        return milestones if self.need is None else min(self.need, milestones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a rule comes to: a proposal for whoever judges, never a report."""

    rule: GoalRule
    is_reached: bool | None
    """None: cannot be told before more is reported."""
    done: int
    """Milestones reported as fulfilled or completed."""
    needed: int
    """Milestones that must be."""
    unsettled: int
    """Milestones without a final report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the milestones of a goal are reported."""

    done: int
    """Reported as fulfilled or completed."""
    unsettled: int
    """Without a final report."""
    total: int
    """All milestones of the goal."""


def goal_rule(goal: Goal, statements: Iterable[Quote] = ()) -> GoalRule | None:
    """
    The rule that governs `goal`: its own lead-in, else a statement of the plan about its goals; None for no rule.

    Args:
        goal: The goal.
        statements: Stretches of the same plan that stand outside its goals.
    """
    own = (each.lead_in for each in goal.milestones if each.lead_in)
    for quote in (*own, *statements):
        if _RULE.search(quote.text):
            return _read(quote)
    return None


def _read(quote: Quote) -> GoalRule:
    if found := _SHARE.search(quote.text):
        return GoalRule(quote=quote, need=None, share=min(1.0, int(found[1]) / 100))
    if found := _AT_LEAST.search(quote.text):
        return GoalRule(quote=quote, need=read_count(found[1]))
    return GoalRule(quote=quote, need=1 if _ANY.search(quote.text) else None)


def propose(goal: Goal, rule: GoalRule, statuses: Statuses) -> Proposal | None:
    """What `rule` comes to for `goal`; None for a goal without milestones."""
    if not goal.milestones:
        return None
    so_far = progress(goal, statuses)
    needed = rule.needed(so_far.total)
    is_reached = True if so_far.done >= needed else False if so_far.done + so_far.unsettled < needed else None
    return Proposal(rule=rule, is_reached=is_reached, done=so_far.done, needed=needed, unsettled=so_far.unsettled)


def progress(goal: Goal, statuses: Statuses) -> Progress:
    """How far the milestones of `goal` are reported."""
    latest = [_latest(each, statuses) for each in goal.milestones]
    done = sum(1 for status in latest if status in DONE)
    failed = sum(1 for status in latest if status in _FAILED)
    return Progress(done=done, unsettled=len(latest) - done - failed, total=len(latest))


_FAILED = FINAL - DONE


def _latest(milestone: Milestone, statuses: Statuses) -> ReportedStatus | None:
    report = statuses.latest(milestone.id)
    return report.status if report else None
