"""
Hybrid search: the encoder's cosine and BM25's coverage, fused as absolute evidence, inside one asker's scope.

Owns candidates and their ranking; leaves fusion to `assistant.retrieval.evidence`, and the deciding of what answers a
question to `assistant.answering`. A parallel edition is another wording of a passage, not another passage.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.candidate import Candidate
from assistant.retrieval.evidence import SearchEvidence, find_evidence, together
from assistant.retrieval.reranking import Reranker
from assistant.understanding.frame import FRAME, SOFT, light_words
from ingest.encoder.lexicon import Lexicon
from ingest.knowledge import Encoder, Knowledge
from ingest.lexical import Term, analyse, expand, fold
from ingest.parsers.inline import without_signs
from ingest.records import Language, Passage, Quote
from ingest.words import find_words

__all__ = ["Searcher"]

LIGHT = 0.4
"""Weight of a word that counts for little beside words that count."""
RESCORED = 400
"""Of very many passages, those scored exactly after estimates; `make scale` measures what that misses."""
MOST_CHOICES = 32
"""Choices of documents whose rows are kept: an organisation's, mostly."""
SHARED = 0.2
"""Weight of each word that question and quotation share, beside their cosine."""
_NONE: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is searched for."""

    language: Language
    vector: NDArray[np.float32]
    """Shape (dim,)."""
    solid: Sequence[Term]
    """The words that it is about."""
    light: Sequence[Term]
    """Those that count for little, the names of organisations among them."""


class Searcher:
    """Search over one asker's knowledge; safe to share between threads."""

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        encoder: Encoder,
        lexicon: Lexicon,
        rescored: int = RESCORED,
        reranker: Reranker | None = None,
    ) -> None:
        """
        Search `knowledge`.

        Args:
            knowledge: What the asker may read.
            encoder: Made its vectors.
            lexicon: Translates words.
            rescored: Passages scored exactly where there are very many; as many as there are, and none can be missed.
            reranker: Ranks the best ones anew.
        """
        self._knowledge = knowledge
        self._encoder = encoder
        self._lexicon = lexicon
        self._rescored = rescored
        self._reranker = reranker
        self._rows_in = lru_cache(maxsize=MOST_CHOICES)(self._find_rows)

    @property
    def is_reranked(self) -> bool:
        """Whether a model that reads question and passage together has the last word on the order."""
        return self._reranker is not None

    def search(
        self,
        text: str,
        *,
        language: Language,
        about: str | None = None,
        documents: Collection[str] | None = None,
        only: NDArray[np.int64] | None = None,
        favoured: Mapping[str, float] = _NONE,
        limit: int = 10,
    ) -> tuple[Candidate, ...]:
        """
        The passages that fit `text` best, best first, ties in document order.

        Args:
            text: A question or some words of one.
            language: Its language.
            about: `text` without the names of the organisations it names: those say whose documents are meant
                (`favoured`), and count for little as words. None: all of it.
            documents: Ids to stay inside; None: everything the asker may read.
            only: Rows of passages, ascending, that alone are wanted of them; None: all.
            favoured: How likely each organisation's documents are meant, 0..1; those not named: 0. None are left out.
            limit: At most so many.
        """
        among = self._among(documents)
        if not among.size or not text.strip() or (only is not None and not only.size):
            return ()
        asked = self._asked(text, language, about=text if about is None else about)
        of_editions, originals = self._editions_of(among)
        wanted = max(limit, self._reranker.most if self._reranker else 0)
        evidence = self._evidence(asked, among, favoured, shown=among, only=only)
        if of_editions.size:
            renderings = self._evidence(asked, of_editions, favoured, shown=originals, only=only)
            shown = originals[np.searchsorted(of_editions, renderings.rows)]
            evidence = together([evidence, replace(renderings, rows=shown)])
        ranked = self._candidates(evidence, evidence.best(wanted))
        return tuple(self._reranker.rank(text, ranked) if self._reranker else ranked)[:limit]

    def _asked(self, text: str, language: Language, *, about: str) -> _Asked:
        solid, light = _weighed(analyse(text, language), _words(about, language))
        vector = self._encoder.embed_questions([text])[0]
        return _Asked(language=language, vector=vector, solid=solid, light=light)

    def _editions_of(self, among: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The rows of parallel editions that render a row of `among`, ascending, and which one each renders."""
        rows, originals = self._renderings
        if among is self._knowledge.rows or not rows.size:
            return rows, originals
        inside = np.isin(originals, among)
        return rows[inside], originals[inside]

    @cached_property
    def _renderings(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        of = self._knowledge.rows_of_originals
        return np.asarray(list(of), dtype=np.int64), np.asarray(list(of.values()), dtype=np.int64)

    def _evidence(
        self,
        asked: _Asked,
        among: NDArray[np.int64],
        favoured: Mapping[str, float],
        *,
        shown: NDArray[np.int64],
        only: NDArray[np.int64] | None,
    ) -> SearchEvidence:
        """The evidence of `among`, which are wordings of the rows `shown`; with `only`, of wordings of those alone."""
        wanted = among
        if only is not None:
            is_wanted = np.zeros(len(self._knowledge.passages), dtype=np.bool_)
            is_wanted[only] = True
            wanted = among[is_wanted[shown]]
        return find_evidence(
            self._knowledge,
            asked.vector,
            among=wanted,
            # What a word tells is counted over all of `among`, whichever of them are wanted.
            coverages=self._coverages(asked, among, only=None if only is None else wanted),
            favoured=self._favour(wanted, favoured),
            most=self._rescored,
        )

    def _candidates(self, evidence: SearchEvidence, places: NDArray[np.int64]) -> list[Candidate]:
        """The passages at these places of the evidence."""
        figures = (evidence.scores, evidence.cosines, evidence.coverages, evidence.stretches)
        columns = (array[places].tolist() for array in (evidence.rows, *figures))
        return [
            Candidate(
                row=row,
                passage=self._knowledge.passages[row],
                score=score,
                cosine=cosine,
                coverage=coverage,
                stretch=None if math.isnan(stretch) else stretch,
            )
            for row, score, cosine, coverage, stretch in zip(*columns, strict=True)
        ]

    def _favour(self, rows: NDArray[np.int64], favoured: Mapping[str, float]) -> NDArray[np.float32]:
        """How likely the organisation of each row is meant, shape (len(rows),)."""
        if not favoured:
            return np.zeros(len(rows), dtype=np.float32)
        names, numbers = self._organisations
        shares = np.asarray([favoured.get(name, 0.0) for name in names], dtype=np.float32)
        return shares[numbers[rows]]

    @cached_property
    def _organisations(self) -> tuple[Sequence[str], NDArray[np.int32]]:
        """The organisations that documents are of, and the number of each passage's among them; 0: a hidden one's."""
        documents = self._knowledge.all_documents
        names = ["", *sorted({each.organisation for each in documents.values()})]
        number = {key: names.index(each.organisation) for key, each in documents.items()}
        found = [number.get(passage.document, 0) for passage in self._knowledge.passages]
        return names, np.asarray(found, dtype=np.int32)

    def _coverages(
        self, asked: _Asked, among: NDArray[np.int64], *, only: NDArray[np.int64] | None
    ) -> NDArray[np.float32]:
        """Lexical coverage of the rows in `among`, or of `only` those, 0..1, 1 is best."""
        index, language = self._knowledge.lexical, asked.language
        vocabulary = index.vocabulary(among)
        terms = dict(expand(asked.solid, language, vocabulary=vocabulary, lexicon=self._lexicon))
        for term, weight in expand(asked.light, language, vocabulary=vocabulary, lexicon=self._lexicon).items():
            terms[term] = max(LIGHT * weight, terms.get(term, 0.0))
        return index.coverages(terms, among=among, only=only)

    def best_quote(self, text: str, passage: Passage) -> Quote:
        """The stretch of `passage` that fits `text` best."""
        if len(passage.quotes) == 1:
            return passage.quotes[0]
        shown = [without_signs(quote.text) for quote in passage.quotes]
        vectors = self._encoder.embed_questions([text, *shown])
        words = set(fold(text).split())
        shared = [len(words & set(fold(each).split())) for each in shown]
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
        return self._knowledge.rows if documents is None else self._rows_in(frozenset(documents))

    def _find_rows(self, documents: frozenset[str]) -> NDArray[np.int64]:
        held = self._knowledge.rows_by_document
        if documents.issuperset(held):
            return self._knowledge.rows
        found = [held[document] for document in documents if document in held]
        return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _words(text: str, language: Language) -> frozenset[str]:
    return frozenset(fold(term.word) for term in analyse(text, language))


def _weighed(terms: Sequence[Term], about: frozenset[str]) -> tuple[Sequence[Term], Sequence[Term]]:
    """The words that a question is about, and those that count for little; frame words alone are what it is about."""
    content = [term for term in terms if fold(term.word) not in FRAME]
    light = [term for term in content if _is_light(fold(term.word), about)]
    solid = [term for term in content if term not in light]
    return (solid, light) if solid else (content or terms, [])


def _is_light(word: str, about: frozenset[str]) -> bool:
    return word in SOFT or word in light_words() or word not in about
