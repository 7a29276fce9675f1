"""
Words: Danish and English analysis, and BM25 over what it yields.

Owns folding, stemming, stop words, compounds, misspellings and the lexical index;
leaves translations to the encoder's lexicon, and fusion with vectors to `assistant.retrieval`.
"""

from __future__ import annotations

from ingest.lexical.analysis import Term, analyse, fold, is_stop_word, stem

__all__ = ["Term", "analyse", "fold", "is_stop_word", "stem"]
