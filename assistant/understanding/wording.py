"""
What a question says once its clothing is off: markup, capitals, talk around it, orders to the assistant.

Owns taking these off; leaves slips in its words to `assistant.understanding.spelling`.
"""

from __future__ import annotations

import re

from assistant.understanding.cues import CUES, strip_cues
from ingest.lexical import fold

__all__ = ["without_markup", "without_orders"]

_MARKUP = re.compile(
    r"<script.*?</script>|<[^<>]*>|\]\([^()]*(?:\([^()]*\))*[^()]*\)|https?://\S+", re.IGNORECASE | re.DOTALL
)
"""Tags, mentions, link targets and addresses."""
_SENTENCE_END = re.compile(r"(?<=[.!?\n;])(?<!\d\.)\s+")
_MOST_CAPITALS, _LONGEST_NAME = 0.7, 3
"""Share of words with a capital, and number of words, beyond which capitals tell no names."""
_LONGEST_AFTERTHOUGHT = 3
"""Words; a longer question sentence stands by itself, and what is said around it is no part of it."""


def without_markup(text: str) -> str:
    """`text` on one line, without markup, and in lower case where its capitals tell nothing."""
    bare = _MARKUP.sub(" ", text)
    plain = " ".join((bare if re.search(r"\w", bare) else text).split())
    return plain.lower() if _is_shouted(plain) else plain


def _is_shouted(text: str) -> bool:
    """Whether capitals tell nothing: all letters are, or most words begin with one."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    capital = sum(word[0].isupper() for word in words)
    return text.isupper() or (len(words) > _LONGEST_NAME and capital > _MOST_CAPITALS * len(words))


def without_orders(text: str, *, alone: bool = True) -> str:
    """
    The sentences of `text` that give the assistant no orders.

    Args:
        text: A question with what is said around it.
        alone: Whether the single question among them, if there is one, is given by itself.
    """
    sentences = [part for part in _SENTENCE_END.split(text) if not CUES["injection"].search(fold(part))]
    if not sentences:
        return strip_cues(fold(text), "injection")
    asking = [place for place, sentence in enumerate(sentences) if sentence.rstrip().endswith("?")]
    if not alone or len(asking) != 1 or not _stands_alone(sentences[asking[0]]):
        return " ".join(sentences)
    question, *after = sentences[asking[0] :]
    return " ".join((question, *(each for each in after if _narrows(each))))


def _narrows(sentence: str) -> bool:
    """Whether a few words after a question say more closely what is meant: "altså Q2", "for 2025"."""
    return len(sentence.split()) <= _LONGEST_AFTERTHOUGHT and bool(re.search(r"\d", sentence))


def _stands_alone(sentence: str) -> bool:
    return len(sentence.split()) > _LONGEST_AFTERTHOUGHT and not CUES["pronoun"].search(fold(sentence))
