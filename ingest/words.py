"""
The words that documents are written in, each once.

Owns what counts as a word there;
leaves their vectors to `ingest.embedding`, and their use for a question to `assistant.retrieval.neighbours`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SHORTEST", "find_words", "find_words_of_each"]

SHORTEST = 4
"""Letters; shorter words mean too many things to have one vector."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def find_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The distinct words of at least `SHORTEST` letters in these texts, in lower case, ascending."""
    # No word reaches over a space, and most pieces between spaces are repeats: each is searched once.
    pieces: set[str] = set()
    for text in texts:
        pieces.update(text.lower().split())
    return tuple(sorted({word for piece in pieces for word in _WORD.findall(piece)}))


def find_words_of_each(documents: Iterable[Sequence[str]]) -> Iterator[str]:
    """Of each document's texts the words that `find_words` finds, with spaces between."""
    known: dict[str, list[str]] = {}
    for texts in documents:
        words: set[str] = set()
        for piece in {piece for text in texts for piece in text.lower().split()}:
            found = known.get(piece)
            if found is None:
                found = known[piece] = _WORD.findall(piece)
            words.update(found)
        yield " ".join(sorted(words))
