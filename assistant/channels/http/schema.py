"""
The published shapes of what /v1 gives, made from the values themselves, with real examples.

Owns the response side of OpenAPI; leaves the request side to `bodies` and serialising to `assistant.render.json`.
"""

from __future__ import annotations

from typing import Any

__all__ = ["ANSWER", "DOCUMENT", "DOCUMENTS", "GOAL", "GOALS", "HITS", "MILESTONES", "documented"]

ANSWER = DOCUMENT = DOCUMENTS = GOAL = GOALS = HITS = MILESTONES = ""


def documented(_shape: str, *, tags: list[str], refusals: tuple[int, ...]) -> dict[str, Any]:
    return {"tags": tags}
