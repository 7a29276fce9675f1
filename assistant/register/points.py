"""
Points: what a plan that weighs its goals or milestones scores with what was reported, and if some of them slipped.

Owns reading weights ("15 point", "20 %"), applying the plan's rules for points, and adding up.
What is not settled scores what reports give it already and may still score the rest; both sums are given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.register.point_rules import PointRules, Scored, point_rules
from assistant.register.rules import Proposal, goal_rule, progress, propose
from assistant.register.views import Report, Statuses
from assistant.status import DONE, ReportedStatus
from ingest.records import Goal, Milestone, Quote

__all__ = ["Part", "Score", "Supposed", "score", "shown", "weight_of", "weight_of_milestone"]

_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?) ?(%|pct\.?|procent|per cent|percent|points?|p\b)?", re.IGNORECASE)
_MILESTONE_WEIGHT = re.compile(
    r"[(\[](?:(?:vægt|weight)\w*:? ?(?P<weighed>\d+(?:[.,]\d+)? ?(?:%|pct\.?|procent|points?)?)"
    r"|(?P<points>\d+(?:[.,]\d+)? ?points?))[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One goal's or milestone's part of the score."""

    subject: Goal | Milestone
    weight: Fraction
    """Points it can give at most."""
    earned: Fraction
    """Points that reports give it already."""
    open: Fraction
    """Points that it may still be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a plan's goals or milestones come to in its own points, by what is reported."""

    parts: tuple[Part, ...]
    """Each with its weight, in document order."""
    unit: str
    """ "point" or "%"."""
    scored: Scored
    """Whether goals or milestones have the points."""
    rules: PointRules
    """What the plan says of points; without quotes where it says nothing."""

    @property
    def earned(self) -> Fraction:
        """Points by what is reported."""
        return sum((each.earned for each in self.parts), Fraction())

    @property
    def total(self) -> Fraction:
        """All points there are."""
        return sum((each.weight for each in self.parts), Fraction())

    @property
    def open(self) -> Fraction:
        """Points that nothing settles yet."""
        return sum((each.open for each in self.parts), Fraction())

    @property
    def most(self) -> Fraction:
        """Points it can still come to."""
        return self.earned + self.open


@dataclass(frozen=True, slots=True)
class Supposed:
    """A register in which some goals and milestones are taken as not fulfilled: for "what if"."""

    statuses: Statuses
    """What is reported in truth."""
    slipped: Collection[str]
    """Ids."""

    @property
    def head(self) -> str:
        """That of the register itself."""
        return self.statuses.head

    def latest(self, subject: str) -> Report | None:
        """The last report; of what slipped, that it is not fulfilled."""
        return _NOT_FULFILLED if subject in self.slipped else self.statuses.latest(subject)

    def history(self, subject: str) -> Sequence[Report]:
        """Every report; of what slipped, that one alone."""
        return (_NOT_FULFILLED,) if subject in self.slipped else self.statuses.history(subject)


_NOT_FULFILLED = Report(
    status=ReportedStatus.NOT_FULFILLED, reported_by="", reported_at=dt.datetime.min.replace(tzinfo=dt.UTC)
)


def weight_of(goal: Goal) -> tuple[Fraction, str] | None:
    """A goal's weight and its unit; None where none is printed that can be added up."""
    return _weight(goal.weight or "")


def weight_of_milestone(milestone: Milestone) -> tuple[Fraction, str] | None:
    """The weight printed in brackets behind a milestone's own words, and its unit; None where none is."""
    printed = _MILESTONE_WEIGHT.search(milestone.quote.text)
    return _weight(printed[1] or printed[2]) if printed else None


def score(goals: Sequence[Goal], statements: Sequence[Quote], statuses: Statuses) -> Score | None:
    """
    What a plan scores by what is reported.

    Args:
        goals: All goals of the plan.
        statements: Its sentences outside its goals, where rules are printed.
        statuses: What was reported.

    Returns:
        None where the plan neither weighs its goals or milestones, all of them in one unit, nor says what each gives.
    """
    rules = point_rules(statements)
    weighed = _weighed_goals(goals)
    milestones = _weighed_milestones(goals)
    if weighed and not _is_split_up(weighed, milestones):
        return _of_goals(weighed, statements, rules, statuses)
    if milestones:
        return _of_milestones(milestones, rules, statuses)
    if rules is None or rules.each is None:
        return None
    given = (rules.each.points, rules.each.unit)
    if rules.each.scored is Scored.GOAL:
        return _of_goals([(goal, given) for goal in goals], statements, rules, statuses)
    return _of_milestones([(each, given) for goal in goals for each in goal.milestones], rules, statuses)


_Given = tuple[Fraction, str]
"""A weight and its unit."""


def _weight(printed: str) -> _Given | None:
    found = _WEIGHT.search(printed)
    if not found:
        return None
    unit = (found[2] or "point").lower()
    return Fraction(found[1].replace(",", ".")), "%" if unit.startswith(("%", "pct", "procent", "per")) else "point"


def _weighed_goals(goals: Sequence[Goal]) -> list[tuple[Goal, _Given]]:
    """The goals with a weight; none where their units differ."""
    found = [(goal, weight) for goal in goals if (weight := weight_of(goal))]
    return found if len({unit for _, (_, unit) in found}) == 1 else []


def _weighed_milestones(goals: Sequence[Goal]) -> list[tuple[Milestone, _Given]]:
    """Every milestone with its weight; none where one has none, or their units differ."""
    milestones = [each for goal in goals for each in goal.milestones]
    found = [(each, weight) for each in milestones if (weight := weight_of_milestone(each))]
    is_whole = len(found) == len(milestones) and len({unit for _, (_, unit) in found}) == 1
    return found if is_whole else []


def _is_split_up(goals: Sequence[tuple[Goal, _Given]], milestones: Sequence[tuple[Milestone, _Given]]) -> bool:
    """Whether the milestones' weights add up to those of their goals, and so say more."""
    sums = {goal.id: Fraction() for goal, _ in goals}
    for milestone, (weight, _) in milestones:
        sums[milestone.goal] = sums.get(milestone.goal, Fraction()) + weight
    return bool(milestones) and sums == {goal.id: weight for goal, (weight, _) in goals}


def _of_goals(
    weighed: Sequence[tuple[Goal, _Given]],
    statements: Sequence[Quote],
    rules: PointRules | None,
    statuses: Statuses,
) -> Score | None:
    parts = []
    for goal, (weight, _) in weighed:
        rule = goal_rule(goal, statements)
        proposed = propose(goal, rule, statuses) if rule else None
        least, most = _goal_gives(goal, weight, rules or PointRules(), proposed, statuses)
        parts.append(Part(subject=goal, weight=weight, earned=least, open=most - least))
    return _summed(parts, [unit for _, (_, unit) in weighed], Scored.GOAL, rules)


def _of_milestones(
    weighed: Sequence[tuple[Milestone, _Given]], rules: PointRules | None, statuses: Statuses
) -> Score | None:
    parts = []
    for milestone, (weight, _) in weighed:
        least, most = _rated(statuses.latest(milestone.id), weight, rules or PointRules()) or (Fraction(), weight)
        parts.append(Part(subject=milestone, weight=weight, earned=least, open=most - least))
    return _summed(parts, [unit for _, (_, unit) in weighed], Scored.MILESTONE, rules)


def _summed(parts: Sequence[Part], units: Sequence[str], scored: Scored, rules: PointRules | None) -> Score | None:
    if not parts:
        return None
    return Score(parts=tuple(parts), unit=units[0], scored=scored, rules=rules or PointRules())


def _goal_gives(
    goal: Goal, weight: Fraction, rules: PointRules, proposed: Proposal | None, statuses: Statuses
) -> tuple[Fraction, Fraction]:
    """What it gives at least and at most: by its own rating, else by its milestones where the plan says how."""
    if (rated := _rated(statuses.latest(goal.id), weight, rules)) is not None:
        return rated
    so_far = progress(goal, statuses)
    if rules.tiers and so_far.total:
        least = rules.of_milestones(so_far.done, so_far.total)
        return weight * least, weight * rules.of_milestones(so_far.done + so_far.unsettled, so_far.total)
    if proposed is None or proposed.is_reached is None:
        return Fraction(), weight
    if proposed.is_reached:
        return weight, weight
    partly = rules.of_partly(weight)
    return Fraction(), weight if partly is None else partly


def _rated(report: Report | None, weight: Fraction, rules: PointRules) -> tuple[Fraction, Fraction] | None:
    """What a final rating gives; all is open for a partly fulfilled one of which the plan says nothing."""
    status = report.status if report else None
    if status in DONE:
        return weight, weight
    if status is ReportedStatus.NOT_FULFILLED:
        return Fraction(), Fraction()
    if status is ReportedStatus.PARTLY_FULFILLED:
        partly = rules.of_partly(weight)
        return (Fraction(), weight) if partly is None else (partly, partly)
    return None


def shown(points: Fraction, *, comma: bool) -> str:
    """Points as people write them: "12,5", or "12.5" without `comma`."""
    text = str(points.numerator) if points.denominator == 1 else f"{float(points):.4g}"
    return text.replace(".", ",") if comma else text
