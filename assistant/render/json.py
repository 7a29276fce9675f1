"""
Answers and records as JSON-ready values (schema_version 1).

Owns the names and forms of every field that clients rely on; leaves writing the text to `dump`'s callers.
Dates are ISO 8601; offsets count Unicode code points of the document's text.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from assistant.answer import Answer, Citation, GoalView, MilestoneView, Translation
from assistant.protocols import Hit
from assistant.register.views import Report
from ingest.knowledge import Knowledge
from ingest.parsers.inline import without_signs
from ingest.records import Document, Goal, Section

__all__ = [
    "answer_json",
    "document_json",
    "dump",
    "goal_json",
    "goal_of_document_json",
    "hit_json",
    "milestone_json",
    "outline_json",
    "report_json",
]


def dump(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON text, non-ASCII letters as they are."""
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)


def answer_json(answer: Answer) -> dict[str, Any]:
    """Every field of the answer, in the order of the contract."""
    return {
        "schema_version": answer.schema_version,
        "id": answer.id,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "kind": answer.kind.value,
        "language": answer.language.value,
        "text": answer.text,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "goals": [goal_json(goal) for goal in answer.goals],
        "milestones": [milestone_json(milestone) for milestone in answer.milestones],
        "options": [{"label": option.label, "question": option.question} for option in answer.options],
        "suggestions": list(answer.suggestions),
        "mode": answer.mode.value,
        "model": answer.model,
        "snapshot": answer.snapshot,
        "asked_at": answer.asked_at.isoformat(),
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "document": citation.document,
        "path": citation.path,
        "title": citation.title,
        "organisation": citation.organisation,
        "section": list(citation.section),
        "page": citation.page,
        "quote": citation.quote,
        "shown": citation.shown,
        "start": citation.start,
        "end": citation.end,
        "language": citation.language.value,
        "official": citation.official,
        "published": _day(citation.published),
        "notice": citation.notice,
        "url": citation.url,
        "translation": _translation_json(citation.translation),
    }


def _translation_json(translation: Translation | None) -> dict[str, Any] | None:
    if translation is None:
        return None
    return {
        "document": translation.document,
        "start": translation.start,
        "end": translation.end,
        "text": translation.text,
        "shown": translation.shown,
    }


def report_json(report: Report) -> dict[str, Any]:
    """One report about a goal or milestone."""
    return {
        "status": report.status.value,
        "round": report.round.value if report.round else None,
        "completed_on": _day(report.completed_on),
        "note": report.note,
        "evidence": report.evidence,
        "wording": report.wording,
        "reported_by": report.reported_by,
        "reported_at": report.reported_at.isoformat(),
    }


def milestone_json(milestone: MilestoneView) -> dict[str, Any]:
    """The milestone: what was agreed beside what was reported."""
    return {
        "id": milestone.id,
        "goal": milestone.goal,
        "text": milestone.text,
        "quarters": milestone.quarters,
        "from": _day(milestone.from_),
        "to": _day(milestone.to),
        "status": milestone.status,
        "completed_on": _day(milestone.completed_on),
        "reported_by": milestone.reported_by,
        "reported_at": milestone.reported_at.isoformat() if milestone.reported_at else None,
        "note": milestone.note,
        "overdue": milestone.overdue,
    }


def goal_json(goal: GoalView) -> dict[str, Any]:
    """The goal with its milestones."""
    return {
        "id": goal.id,
        "series": goal.series,
        "number": goal.number,
        "title": goal.title,
        "wording": goal.wording,
        "remarks": goal.remarks,
        "status": goal.status,
        "milestones": [milestone_json(milestone) for milestone in goal.milestones],
    }


def goal_of_document_json(view: GoalView, goal: Goal) -> dict[str, Any]:
    """As `goal_json`, with the document and headings it stands under and its place there."""
    return {
        **goal_json(view),
        "document": goal.document,
        "section": list(goal.path),
        "start": goal.span.start,
        "end": goal.span.end,
    }


def hit_json(hit: Hit, knowledge: Knowledge) -> dict[str, Any]:
    """One search result; its rank says how well it fits, its score stays inside."""
    document = knowledge.documents[hit.passage.document]
    return {
        "document": document.id,
        "path": document.path,
        "title": document.title,
        "section": list(hit.passage.path),
        "page": None,
        "quote": hit.quote.text,
        "shown": without_signs(hit.quote.text),
        "start": hit.quote.span.start,
        "end": hit.quote.span.end,
        "rank": hit.rank,
    }


def document_json(document: Document, knowledge: Knowledge) -> dict[str, Any]:
    """What is known about the document, without its text."""
    names = {organisation.id: organisation.name for organisation in knowledge.organisations}
    return {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "organisation": document.organisation,
        "organisation_name": names.get(document.organisation, document.organisation),
        "kind": document.kind,
        "language": document.language.value,
        "official": document.is_official,
        "authority": document.authority,
        "owner": document.owner,
        "notice": document.notice,
        "url": document.url,
        "published": _day(document.published),
        "updated": _day(document.updated),
        "period_from": _day(document.period_from),
        "period_to": _day(document.period_to),
        "edition_of": document.edition_of,
        "editions": [each.id for each in knowledge.editions.values() if each.edition_of == document.id],
        "checksum": document.checksum,
    }


def outline_json(document: Document) -> list[dict[str, Any]]:
    """The document's headings in order, each with its path, depth and place."""
    return [_heading_json(path, section) for path, section in document.root.walk() if section.heading is not None]


def _heading_json(path: tuple[str, ...], section: Section) -> dict[str, Any]:
    return {"section": list(path), "level": section.level, "start": section.span.start, "end": section.span.end}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
