"""
How much of what brute force finds the search finds too.

Owns scoring every passage one by one; leaves the search itself to `assistant.retrieval`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.retrieval.search import COVERAGE, Searcher
from ingest.encoder.choice import load_encoder
from ingest.encoder.lexicon import Lexicon
from ingest.knowledge import Knowledge
from ingest.lexical import analyse, expand
from ingest.records import Language
from ingest.settings import Settings

__all__ = ["recall_of"]

CLOSE = 1e-5
"""Scores nearer to each other than this are one: which of them comes last in the list is chance."""


def recall_of(settings: Settings, knowledge: Knowledge, texts: Sequence[str], *, share: float, top: int) -> float:
    """
    The mean share of the `top` passages by brute force that the search gives, 0..1, 1 is best.

    Args:
        settings: Names the encoder.
        knowledge: What is searched.
        texts: Questions.
        share: Of the documents that the asker may read, every so-manieth, 0..1.
        top: Passages compared for each question.
    """
    step = max(1, round(1 / share))
    seen = replace(knowledge, documents=dict(list(knowledge.documents.items())[::step]))
    encoder, lexicon = load_encoder(settings.encoder, settings.data), Lexicon.load()
    searcher = Searcher(seen, encoder=encoder, lexicon=lexicon)
    rows = seen.rows
    vectors = seen.vectors.vectors(rows)
    vocabulary = seen.lexical.vocabulary(rows)
    shares = []
    for text in texts:
        terms = expand(analyse(text, Language.DANISH), Language.DANISH, vocabulary=vocabulary, lexicon=lexicon)
        held, coverages = seen.lexical.search(terms, among=rows, limit=len(rows))
        scores = vectors @ encoder.embed_questions([text])[0]
        scores[np.searchsorted(rows, held)] += COVERAGE * coverages
        least = np.sort(scores)[-min(top, len(rows))]
        by_row = dict(zip(rows.tolist(), scores.tolist(), strict=True))
        found = searcher.search(text, language=Language.DANISH, limit=top)
        good = sum(by_row[each.row] >= least - CLOSE for each in found)
        shares.append(good / min(top, len(rows)))
    return float(np.mean(shares))
