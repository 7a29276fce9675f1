"""
A follow-up pack and the year wheel as JSON values.

Owns the names of its fields; leaves what is in them to `assistant.register`.
"""

from __future__ import annotations

from typing import Any

from assistant.register.pack import Pack, PackGoal, PackRow
from assistant.register.wheel import WheelEntry
from ingest.parsers.inline import without_signs

__all__ = ["pack_json", "wheel_entry_json"]


def pack_json(pack: Pack) -> dict[str, Any]:
    """The pack, its rows in document order."""
    return {
        "plan": pack.plan.id,
        "title": pack.plan.title,
        "organisation": pack.organisation,
        "round": pack.round.value,
        "as_of": pack.as_of.isoformat(),
        "counts": dict(pack.counts()),
        "goals": [_goal(each) for each in pack.goals],
        "missing": [row.id for row in pack.missing],
        "unexplained": [row.id for row in pack.unexplained],
    }


def _goal(each: PackGoal) -> dict[str, Any]:
    goal, found = each.goal, each.proposal
    proposal = None
    if found is not None:
        counts = {"done": found.done, "needed": found.needed, "unsettled": found.unsettled}
        proposal = {"is_reached": found.is_reached, **counts, "rule": without_signs(found.rule.quote.text)}
    return {
        **_row(each.row),
        "series": goal.series,
        "number": goal.number,
        "title": without_signs(goal.title.text) if goal.title else None,
        "wording": without_signs(goal.wording.text) if goal.wording else None,
        "proposal": proposal,
        "milestones": [_row(row) for row in each.milestones],
    }


def _row(row: PackRow) -> dict[str, Any]:
    report = row.report
    return {
        "id": row.id,
        "wording": row.wording,
        "planned": row.planned,
        "owner": row.owner,
        "status": report.status.value if report else "not_reported",
        "completed_on": report.completed_on.isoformat() if report and report.completed_on else None,
        "note": report.note if report else None,
        "evidence": report.evidence if report else None,
        "reported_at": report.reported_at.isoformat() if report else None,
        "reported_by": report.reported_by if report else None,
        "earlier_wording": row.earlier_wording,
        "is_missing": row.is_missing,
    }


def wheel_entry_json(entry: WheelEntry) -> dict[str, Any]:
    """One entry of the year wheel."""
    return {
        "id": entry.id,
        "plan": entry.plan.id,
        "round": entry.round.value if entry.round else None,
        "from": entry.first.isoformat(),
        "to": entry.last.isoformat(),
        "precision": entry.precision.value,
        "printed": entry.printed,
        "source": without_signs(entry.source.text) if entry.source else None,
        "milestones": list(entry.milestones),
    }
