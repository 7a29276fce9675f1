"""
What of a question asks, where other sentences or clauses only tell its occasion.

Owns telling the two apart by the marks between them and the words that ask;
leaves what may be set aside to `assistant.answering.second_reading`.
"""

from __future__ import annotations

import re

__all__ = ["asking_part"]

_QUESTION_WORD = r"(?:what|which|who|whose|when|where|how|why|hvad|hvilke[nt]?|hvem|hvornår|hvor|hvordan|hvorfor)"
_BETWEEN = re.compile(
    rf"""
      (?<=[.?!;:])\s+                                                     # sentences
    | \s+[-–—]\s+                                                         # a dash with space around it
    | ,\s+(?=(?:(?:and|but|so|og|men|så|altså|now|nu)\s)?                 # a clause with a question word
              (?:(?:in|at|on|for|til|i|på|ved)\s)?{_QUESTION_WORD}\b)
    | ,\s+(?=(?:and|but|so|because|since|og|men|så|fordi)\b)              # a clause with a conjunction
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = re.compile(
    rf"\b{_QUESTION_WORD}\b|\b(?:list|give|tell|show|quote|find|giv|vis|nævn|citer|fortæl|find)\b|\?", re.IGNORECASE
)


def asking_part(text: str) -> str | None:
    """The sentences and clauses of `text` that ask; None when all of them do, or none."""
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    asking = [part for part in parts if _ASKS.search(part)]
    return " ".join(asking) if asking and len(asking) < len(parts) else None
