"""
The words that documents are written in, each once.

Owns what counts as a word there;
leaves their vectors to `ingest.embedding`, and their use for a question to `assistant.retrieval.neighbours`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["SHORTEST", "find_words"]

SHORTEST = 4
"""Letters; shorter words mean too many things to have one vector."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def find_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The distinct words of at least `SHORTEST` letters in these texts, in lower case, ascending."""
    found: set[str] = set()
    for text in texts:
        found.update(_WORD.findall(text.lower()))
    return tuple(sorted(found))
