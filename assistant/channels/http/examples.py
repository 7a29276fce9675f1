"""
Real questions and answers for the published interface.

Owns the examples; a test holds their quotations against the corpus.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "ANSWER_EXAMPLE",
    "ASK_EXAMPLE",
    "DOCUMENT_EXAMPLE",
    "FEEDBACK_EXAMPLE",
    "GAP_EXAMPLE",
    "HIT_EXAMPLE",
    "MILESTONE_EXAMPLE",
]

_PLAN = "ssi-maal-og-resultatplan-2025"
_TITLE = "Mål- og resultatplan 2025"
_SECTION = ["3. Styrelsesspecifikke mål", "Mål 3"]
_GOAL = f"{_PLAN}/styrelsesspecifikke-maal/3"
_QUOTE = (
    "Udvikling af ny offentlig interaktiv visualiseringsløsning for "
    "Healthcare-Associated Infections Database - HAIBA (Q2)."
)
_START, _END = 4269, 4387
_ORGANISATION = "Statens Serum Institut"

ASK_EXAMPLE: dict[str, Any] = {
    "question": "Er HAIBA færdig?",
    "history": [],
    "asked_at": "2025-05-20T09:00:00+02:00",
}

REPORT_EXAMPLE: dict[str, Any] = {
    "status": "yellow",
    "note": "Leverandøren er en måned forsinket; afsluttes i november.",
    "evidence": "https://esdh.example/sag/2025-1234",
    "expected": 0,
}
MILESTONE_EXAMPLE: dict[str, Any] = {
    "id": f"{_GOAL}/b33e47a1",
    "goal": _GOAL,
    "text": _QUOTE,
    "quarters": "Q2",
    "from": "2025-04-01",
    "to": "2025-06-30",
    "status": "not_reported",
    "completed_on": None,
    "reported_by": None,
    "reported_at": None,
    "note": None,
    "overdue": None,
}

ANSWER_EXAMPLE: dict[str, Any] = {
    "schema_version": 1,
    "id": "8a5e67d05075baf62c3f",
    "status": "abstained",
    "reason": "not_reported",
    "kind": "status",
    "language": "da",
    "text": (
        "Det kan jeg ikke se: der er ikke indberettet status.\n\n"
        f"Planen siger:\n\n1. »{_QUOTE}« [1]\n\n"
        f"Kilde: SSI, {_TITLE} › {_SECTION[0]} › {_SECTION[1]}"
    ),
    "citations": [
        {
            "n": 1,
            "document": _PLAN,
            "path": f"{_PLAN}.txt",
            "title": _TITLE,
            "organisation": _ORGANISATION,
            "section": _SECTION,
            "page": None,
            "quote": _QUOTE,
            "shown": _QUOTE,
            "start": _START,
            "end": _END,
            "language": "da",
            "official": True,
            "published": "2024-12-19",
            "notice": None,
            "url": None,
            "translation": None,
        }
    ],
    "goals": [],
    "milestones": [MILESTONE_EXAMPLE],
    "options": [],
    "suggestions": [],
    "mode": "extractive",
    "model": None,
    "snapshot": "g3ebbbf7f32f93986",
    "asked_at": "2025-05-20T09:00:00+02:00",
}

HIT_EXAMPLE: dict[str, Any] = {
    "document": _PLAN,
    "path": f"{_PLAN}.txt",
    "title": _TITLE,
    "section": _SECTION,
    "page": None,
    "quote": _QUOTE,
    "shown": _QUOTE,
    "start": _START,
    "end": _END,
    "rank": 1,
}

DOCUMENT_EXAMPLE: dict[str, Any] = {
    "id": _PLAN,
    "path": f"{_PLAN}.txt",
    "title": _TITLE,
    "organisation": "ssi",
    "organisation_name": _ORGANISATION,
    "kind": "results_plan",
    "language": "da",
    "official": True,
    "authority": "Indenrigs- og Sundhedsministeriet og Statens Serum Institut",
    "owner": None,
    "notice": None,
    "url": None,
    "published": "2024-12-19",
    "updated": None,
    "period_from": "2025-01-01",
    "period_to": "2025-12-31",
    "edition_of": None,
    "editions": [],
    "checksum": "ab1d51a55cd8209b027ef037773ca10d67bbb3cc94d95b4a7359c56e8e04b716",
}

FEEDBACK_EXAMPLE: dict[str, Any] = {
    "answer": "8a5e67d05075baf62c3f",
    "verdict": "down",
    "reason": "wrong_source",
    "wrong_source": 1,
    "source": None,
    "question": "Er HAIBA færdig?",
    "comment": None,
    "day": "2025-05-20",
}

GAP_EXAMPLE: dict[str, Any] = {
    "questions": ["Hvad er budgettet for 2025?"],
    "language": "da",
    "times": 3,
    "first": "2025-05-02",
    "last": "2025-05-20",
}
