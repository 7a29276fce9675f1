"""
Names for goals and milestones that survive re-ordering and re-ingestion.

Owns how an id is made of a document, a series, a goal and words; leaves matching with earlier ids to the identity map.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from ingest.goals.drafts import GoalDraft, normal

__all__ = ["goal_ids", "milestone_ids", "slug"]

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "þ": "th", "ð": "d"})
_MAX_SLUG = 48
_TOKEN = 8


def slug(text: str) -> str:
    """Lower-case ASCII words joined by "-", cut at a word; "x" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    kept = ""
    for word in words:
        if kept and len(kept) + len(word) >= _MAX_SLUG:
            break
        kept = f"{kept}-{word}" if kept else word[:_MAX_SLUG]
    return kept or "x"


def goal_ids(document: str, drafts: Sequence[GoalDraft]) -> list[str]:
    """
    An id for each goal: document, series, and its number or else its title.

    Two of one name are told apart by their words, the same words by "~2".
    """
    plain = [f"{document}/{slug(draft.place.series)}/{_goal_name(draft)}" for draft in drafts]
    named = [
        name if plain.count(name) == 1 else f"{name}-{_hash(draft.name)}"
        for name, draft in zip(plain, drafts, strict=True)
    ]
    return _told_apart(named)


def milestone_ids(goal: str, texts: Iterable[str]) -> list[str]:
    """An id for each milestone of `goal`, made of its words alone."""
    return _told_apart([f"{goal}/{_hash(text)}" for text in texts])


def _goal_name(draft: GoalDraft) -> str:
    if draft.number:
        return slug(draft.number.replace(".", "-"))
    return slug(draft.title.text if draft.title else draft.wording.text if draft.wording else "goal")


def _hash(text: str) -> str:
    return hashlib.sha256(normal(text).encode()).hexdigest()[:_TOKEN]


def _told_apart(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    apart: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return apart
