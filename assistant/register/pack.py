"""
Follow-up packs: what a plan promised beside what was reported in one round, ready to be signed.

Owns the values of a pack and what counts as missing in it; leaves its form (Markdown, CSV, DOCX) to `assistant.render`.
A goal's overall status is the one reported; what the plan's own rule makes of its milestones is a proposal beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.register.draft import LIGHTS, NEEDS_NOTE, RATINGS
from assistant.register.rules import Proposal, goal_rule, propose
from assistant.register.views import Report, Round, Statuses
from assistant.status import NOT_REPORTED, ReportedStatus
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Document, Goal, Milestone, Quote

__all__ = ["Pack", "PackGoal", "PackRow", "make_pack"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """One milestone, or a goal's own status."""

    id: str
    """Of the milestone or goal."""
    wording: str
    """Its own words, exact."""
    planned: str | None
    """Its time as printed."""
    owner: str | None
    """Who answers for it; None: nobody is named."""
    report: Report | None
    """What counts in the round; None: nothing does."""
    is_missing: bool
    """Whether the round still lacks a report on it."""

    @property
    def is_unexplained(self) -> bool:
        """Whether its status needs a comment and has none."""
        return self.report is not None and self.report.status in NEEDS_NOTE and not self.report.note

    @property
    def earlier_wording(self) -> str | None:
        """What it read when it was reported, where it reads otherwise now."""
        given = self.report.wording if self.report else None
        return given if given and without_signs(given).split() != self.wording.split() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackGoal:
    """One goal with its milestones."""

    goal: Goal
    row: PackRow
    """The goal itself."""
    proposal: Proposal | None
    """What the plan's rule comes to; None: the plan gives none, or the round is not the annual one."""
    milestones: tuple[PackRow, ...]
    """In document order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The follow-up of one plan in one round, as of a day."""

    plan: Document
    organisation: str
    """The organisation's name."""
    round: Round
    as_of: dt.date
    """The day it is drawn up; "overdue" is told by it."""
    goals: tuple[PackGoal, ...]
    """In document order."""

    @property
    def milestones(self) -> tuple[PackRow, ...]:
        """Every milestone's row, in document order."""
        return tuple(row for each in self.goals for row in each.milestones)

    @property
    def rows(self) -> tuple[PackRow, ...]:
        """Every row that the round asks for, goals' own included in the interim one."""
        own = (each.row for each in self.goals)
        return (*own, *self.milestones) if self.round is Round.INTERIM else self.milestones

    @property
    def missing(self) -> tuple[PackRow, ...]:
        """Rows without a report."""
        return tuple(each for each in self.rows if each.is_missing)

    @property
    def unexplained(self) -> tuple[PackRow, ...]:
        """Rows whose status needs a comment and has none."""
        own = tuple(each.row for each in self.goals)
        return tuple(each for each in (*own, *self.milestones) if each.is_unexplained)

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many milestones have each status, "not_reported" last; only those that occur."""
        statuses = [row.report.status.value if row.report else NOT_REPORTED for row in self.milestones]
        order = [*(status.value for status in _ORDER), NOT_REPORTED]
        return tuple((status, statuses.count(status)) for status in order if status in statuses)


_ORDER = (
    ReportedStatus.FULFILLED, ReportedStatus.COMPLETED, ReportedStatus.GREEN, ReportedStatus.YELLOW,
    ReportedStatus.PARTLY_FULFILLED, ReportedStatus.RED, ReportedStatus.NOT_FULFILLED,
)  # fmt: skip


def make_pack(knowledge: Knowledge, plan: Document, statuses: Statuses, *, round_: Round, as_of: dt.date) -> Pack:
    """
    The pack of `plan` for a round.

    Args:
        knowledge: What the reader of the pack may read; `plan` is in it.
        plan: A document with goals.
        statuses: What was reported, as of `as_of`.
        round_: Interim: each goal's light, and the status of its milestones. Annual: each milestone's rating.
        as_of: The day the pack is drawn up.
    """
    statements = tuple(_statements(knowledge, plan))
    goals = [goal for goal in knowledge.goals if goal.document == plan.id]
    names = {each.id: each.name for each in knowledge.organisations}
    return Pack(
        plan=plan,
        organisation=names.get(plan.organisation, plan.organisation),
        round=round_,
        as_of=as_of,
        goals=tuple(_goal(goal, statuses, round_, statements) for goal in goals),
    )


def _statements(knowledge: Knowledge, plan: Document) -> Iterator[Quote]:
    """Stretches of the plan outside its goals, where a rule for all of them may stand."""
    for row in knowledge.rows.tolist():
        passage = knowledge.passages[row]
        if passage.document == plan.id and passage.goal is None:
            yield from passage.quotes


def _goal(goal: Goal, statuses: Statuses, round_: Round, statements: Sequence[Quote]) -> PackGoal:
    rule = goal_rule(goal, statements) if round_ is Round.ANNUAL else None
    report = _counting(statuses.history(goal.id), round_)
    if round_ is Round.ANNUAL and report and report.status in LIGHTS:
        report = None  # a light of the autumn rates nothing
    words = goal.title or goal.wording
    row = PackRow(
        id=goal.id,
        wording=without_signs(words.text) if words else "",
        planned=goal.deadline.printed if goal.deadline else None,
        owner=goal.owner,
        report=report,
        is_missing=round_ is Round.INTERIM and (report is None or report.status not in LIGHTS),
    )
    return PackGoal(
        goal=goal,
        row=row,
        proposal=propose(goal, rule, statuses) if rule else None,
        milestones=tuple(_milestone(each, goal, statuses, round_) for each in goal.milestones),
    )


def _milestone(milestone: Milestone, goal: Goal, statuses: Statuses, round_: Round) -> PackRow:
    report = _counting(statuses.history(milestone.id), round_)
    is_missing = report is None or (round_ is Round.ANNUAL and report.status not in RATINGS)
    return PackRow(
        id=milestone.id,
        wording=without_signs(milestone.quote.text),
        planned=milestone.quarters.printed if milestone.quarters else None,
        owner=milestone.owner or goal.owner,
        report=report,
        is_missing=is_missing,
    )


def _counting(history: Sequence[Report], round_: Round) -> Report | None:
    """The latest report that counts: in the interim round none that was given for the annual one; else any."""
    if round_ is Round.ANNUAL:
        return history[-1] if history else None
    lasting = [each for each in history if each.round is not Round.ANNUAL and each.status not in RATINGS]
    return lasting[-1] if lasting else None
