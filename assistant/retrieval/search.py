"""
Hybrid search: the encoder's cosine and BM25's coverage, fused as absolute evidence, inside one asker's scope.

Owns candidates and their ranking; leaves the deciding of what answers a question to `assistant.answering`.
Both arms propose, neither filters the other. A parallel edition is another wording of a passage, not another passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.frame import FRAME, SOFT, light_words
from ingest.encoder.lexicon import Lexicon
from ingest.knowledge import Encoder, Knowledge
from ingest.lexical import Term, analyse, expand, fold
from ingest.records import Language, Passage, Quote
from ingest.words import find_words

__all__ = ["Candidate", "Searcher"]

WHOLE, STRETCH = 0.6, 0.4
"""Weights of the cosine of a whole passage and of that of its best stretch; docs/evaluation.md has the figures."""
COVERAGE = 0.75
"""Weight of lexical coverage beside the cosines."""
FAVOURED = 0.25
"""Added for a passage of the organisation that a question names, or that its asker speaks for."""
LIGHT = 0.4
"""Weight of a word that counts for little beside words that count."""
CANDIDATES = 60
"""Passages taken from each arm before fusion; `make scale` measures what that misses."""
SHARED = 0.2
"""Weight of each word that question and quotation share, beside their cosine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage with the evidence that it fits."""

    row: int
    """Into `Knowledge.passages`."""
    passage: Passage
    """The row's."""
    cosine: float
    """-1..1, 1 is best."""
    coverage: float
    """How much of the question's weighted terms it holds, 0..1."""
    stretch: float | None = None
    """The cosine of its best stretch under its heading, -1..1; None for a passage of a single one."""
    is_favoured: bool = False
    """Whether it is of the organisation that is most likely meant."""

    @property
    def score(self) -> float:
        """All together, higher is better; see docs/encoder.md for why scores are added and ranks are not."""
        near = self.cosine if self.stretch is None else WHOLE * self.cosine + STRETCH * self.stretch
        return near + COVERAGE * self.coverage + (FAVOURED if self.is_favoured else 0.0)


class Searcher:
    """Search over one asker's knowledge; safe to share between threads."""

    def __init__(
        self, knowledge: Knowledge, *, encoder: Encoder, lexicon: Lexicon, candidates: int = CANDIDATES
    ) -> None:
        """
        Search `knowledge`.

        Args:
            knowledge: What the asker may read.
            encoder: Made its vectors.
            lexicon: Translates words.
            candidates: Passages taken from each arm before fusion; as many as there are, and nothing can be missed.
        """
        self._candidates = candidates
        self._knowledge = knowledge
        self._encoder = encoder
        self._lexicon = lexicon

    def search(
        self,
        text: str,
        *,
        language: Language,
        documents: Collection[str] | None = None,
        favoured: Collection[str] = (),
        limit: int = 10,
    ) -> tuple[Candidate, ...]:
        """
        The passages that fit `text` best, best first, ties in document order.

        Args:
            text: A question or some words of one.
            language: Its language.
            documents: Ids to stay inside; None: everything the asker may read.
            favoured: Organisations whose documents are most likely meant; none are left out for it.
            limit: At most so many.
        """
        among = self._among(documents)
        if not among.size or not text.strip():
            return ()
        vector = self._encoder.embed_questions([text])[0]
        best = {each.row: each for each in self._evidence(text, language, vector, among)}
        for each in self._of_editions(text, language, vector, among):
            if each.row not in best or each.score > best[each.row].score:
                best[each.row] = each
        found = (replace(each, is_favoured=True) if self._is_of(each, favoured) else each for each in best.values())
        return tuple(sorted(found, key=lambda each: (-each.score, each.row))[:limit])

    def _is_of(self, candidate: Candidate, organisations: Collection[str]) -> bool:
        return self._knowledge.documents[candidate.passage.document].organisation in organisations

    def _of_editions(
        self, text: str, language: Language, vector: NDArray[np.float32], among: NDArray[np.int64]
    ) -> list[Candidate]:
        """The passages of `among` by the evidence of another wording of theirs, in a parallel edition."""
        originals = self._knowledge.rows_of_originals
        wanted = frozenset(among.tolist()) if originals else frozenset()
        original = {row: of for row, of in originals.items() if of in wanted}
        if not original:
            return []
        found = self._evidence(text, language, vector, np.asarray(list(original), dtype=np.int64))
        rows = ((original[each.row], each) for each in found)
        return [replace(each, row=row, passage=self._knowledge.passages[row]) for row, each in rows]

    def _evidence(
        self, text: str, language: Language, vector: NDArray[np.float32], among: NDArray[np.int64]
    ) -> list[Candidate]:
        """What either arm finds in the rows of `among`, with the evidence of both."""
        near, _ = self._knowledge.vectors.search(vector, among=among, limit=self._candidates)
        coverage = self._coverage(text, language, among)
        rows = np.union1d(near, np.asarray(list(coverage), dtype=np.int64))
        cosines = self._knowledge.vectors.vectors(rows) @ vector if near.size else np.zeros(len(rows))
        best = self._knowledge.stretches.best(vector, rows)
        return [
            Candidate(
                row=row,
                passage=self._knowledge.passages[row],
                cosine=cosine,
                coverage=coverage.get(row, 0.0),
                stretch=best.get(row),
            )
            for row, cosine in zip(rows.tolist(), cosines.tolist(), strict=True)
        ]

    def _coverage(self, text: str, language: Language, among: NDArray[np.int64]) -> Mapping[int, float]:
        """Lexical coverage (0..1, 1 is best) of the rows in `among` that hold most of the words of `text`."""
        index = self._knowledge.lexical
        vocabulary = index.vocabulary(among)
        solid, light = _weighed(analyse(text, language))
        terms = dict(expand(solid, language, vocabulary=vocabulary, lexicon=self._lexicon))
        for term, weight in expand(light, language, vocabulary=vocabulary, lexicon=self._lexicon).items():
            terms[term] = max(LIGHT * weight, terms.get(term, 0.0))
        held, coverages = index.search(terms, among=among, limit=self._candidates)
        return dict(zip(held.tolist(), coverages.tolist(), strict=True))

    def best_quote(self, text: str, passage: Passage) -> Quote:
        """The stretch of `passage` that fits `text` best."""
        if len(passage.quotes) == 1:
            return passage.quotes[0]
        vectors = self._encoder.embed_questions([text, *(quote.text for quote in passage.quotes)])
        words = set(fold(text).split())
        shared = [len(words & set(fold(quote.text).split())) for quote in passage.quotes]
        scores = vectors[1:] @ vectors[0] + SHARED * np.asarray(shared)
        return passage.quotes[int(np.argmax(scores))]

    def likeness(self, one: str, other: str) -> float:
        """The cosine of two texts, -1..1."""
        vectors = self._encoder.embed_questions([one, other])
        return float(vectors[0] @ vectors[1])

    def nearest_words(self, words: Sequence[str], passage: Passage) -> Mapping[str, float]:
        """For each of `words` (or phrases) the cosine of the passage's word that is nearest to it, 0..1; 0 for none."""
        held = self._word_rows(passage)
        if not words or not held.size:
            return dict.fromkeys(words, 0.0)
        cosines = self._encoder.embed_questions(words) @ self._knowledge.words.vectors.vectors(held).T
        return {word: max(float(best), 0.0) for word, best in zip(words, cosines.max(axis=1), strict=True)}

    def _word_rows(self, passage: Passage) -> NDArray[np.int64]:
        """Rows into `Knowledge.words` of the words of a passage."""
        held = set(find_words([passage.indexed_text]))
        spelling = self._knowledge.words.spelling
        found = (bisect_left(spelling, word) for word in held)
        rows = [row for row in found if row < len(spelling) and spelling[row] in held]
        return np.asarray(sorted(rows), dtype=np.int64)

    def _among(self, documents: Collection[str] | None) -> NDArray[np.int64]:
        rows = self._knowledge.rows
        if documents is None:
            return rows
        held = self._knowledge.rows_by_document
        if len(documents) >= len(held) and all(document in documents for document in held):
            return rows
        found = [held[document] for document in documents if document in held]
        return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _weighed(terms: Sequence[Term]) -> tuple[Sequence[Term], Sequence[Term]]:
    """The words that a question is about, and those that count for little; frame words alone are what it is about."""
    content = [term for term in terms if fold(term.word) not in FRAME]
    light = [term for term in content if fold(term.word) in SOFT or fold(term.word) in light_words()]
    solid = [term for term in content if term not in light]
    return (solid, light) if solid else (content or terms, [])
