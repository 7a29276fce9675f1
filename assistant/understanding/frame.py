"""
Words that frame a question without being what it is about.

Owns three tables: words that are dropped, words that count for little, and words that a quotation may lack.
Stop words proper are `ingest.lexical`'s.
"""

from __future__ import annotations

from functools import cache

from assistant.understanding.tables import words
from ingest.lexical import fold

__all__ = ["FRAME", "SOFT", "light_words"]

FRAME: frozenset[str] = frozenset(map(fold, words("frame_words")))
"""Folded words that never count as content."""
SOFT: frozenset[str] = frozenset(map(fold, words("soft_words")))
"""Folded words that count little: what the documents are, and verbs that fit anything."""


@cache
def light_words() -> frozenset[str]:
    """Folded words whose absence from a quotation is no reason to withhold it."""
    return frozenset(map(fold, words("light_words")))
