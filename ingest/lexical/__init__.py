"""
Words: Danish and English analysis, and BM25 over what it yields.

Owns folding, stemming, stop words, compounds, misspellings and the lexical index;
leaves translations to the encoder's lexicon, and fusion with vectors to `assistant.retrieval`.
"""

from __future__ import annotations

from ingest.lexical.american import british
from ingest.lexical.analysis import Term, analyse, fold, is_stop_word, stem, words_in
from ingest.lexical.bm25 import Bm25, Postings, grams
from ingest.lexical.expansion import Translations, expand
from ingest.lexical.postings import build_postings, join_postings
from ingest.lexical.words import compound_parts, joined, near

__all__ = [
    "Bm25",
    "Postings",
    "Term",
    "Translations",
    "analyse",
    "british",
    "build_postings",
    "compound_parts",
    "expand",
    "fold",
    "grams",
    "is_stop_word",
    "join_postings",
    "joined",
    "near",
    "stem",
    "words_in",
]
