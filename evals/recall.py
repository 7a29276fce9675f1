"""
How much of what brute force finds the search finds too.

Owns searching with every passage for a candidate; leaves the search itself to `assistant.retrieval`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.retrieval.search import Searcher
from ingest.encoder.choice import Running, load_encoder
from ingest.encoder.lexicon import Lexicon
from ingest.knowledge import Knowledge
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
    encoder, lexicon = load_encoder(settings.encoder, running=Running.of(settings)), Lexicon.load()
    quick = Searcher(seen, encoder=encoder, lexicon=lexicon)
    whole = Searcher(seen, encoder=encoder, lexicon=lexicon, rescored=len(seen.passages))
    shares = []
    for text in texts:
        wanted = whole.search(text, language=Language.DANISH, limit=top)
        least = wanted[-1].score - CLOSE
        found = quick.search(text, language=Language.DANISH, limit=top)
        shares.append(sum(each.score >= least for each in found) / len(wanted))
    return float(np.mean(shares))
