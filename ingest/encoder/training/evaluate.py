"""
How good an encoder is: translations found among many, and passages found by a question or their heading.

Owns the measures, their table and `python -m ingest.encoder.training.evaluate`; leaves the encoders to their modules.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import BUNDLE, StaticEncoder
from ingest.errors import RettesnorError
from ingest.lexical import analyse, expand
from ingest.lexical.bm25 import Bm25
from ingest.lexical.postings import build_postings
from ingest.records import Language

__all__ = ["Retrieval", "Score", "bitext_accuracy", "evaluate", "main", "read_own", "read_sets", "retrieval_hits"]

OWN = Path(__file__).parent / "evaluation.tsv"
SETS = "eval.json.gz"
BYTES_PER_MB = 1e6

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Queries = Mapping[Language, Sequence[tuple[str, int]]]
Similar = Callable[[Sequence[str], Language], NDArray[np.float32]]
"""Questions of a language to scores over all passages, shape (questions, passages)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """Questions with the one passage that answers each."""

    name: str
    passages: Sequence[str]
    queries: Queries
    """(question, number of its passage) by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of the table."""

    name: str
    value: float
    """Percent, 100 is best."""


def read_own() -> Retrieval:
    """The project's own questions over invented passages."""
    lines = OWN.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return Retrieval(
        name="own",
        passages=[row[0] for row in rows],
        queries={
            Language.DANISH: [(row[1], place) for place, row in enumerate(rows)],
            Language.ENGLISH: [(row[2], place) for place, row in enumerate(rows)],
        },
    )


def read_sets(path: Path) -> tuple[Mapping[str, Sequence[tuple[str, str]]], Retrieval]:
    """
    The larger sets of a gzipped JSON file.

    Returns:
        (Danish, English) pairs by the set's name, and `docs`: passages with their headings as questions.
    """
    with gzip.open(path, "rt", encoding="utf-8") as file:
        found = json.load(file)
    passages, danish, english = found.pop("docs")
    queries = {Language.DANISH: danish, Language.ENGLISH: english}
    bitext = {name: [(pair[0], pair[1]) for pair in pairs] for name, pairs in found.items()}
    return bitext, Retrieval(
        name="docs",
        passages=passages,
        queries={language: [(query, gold) for query, gold in each] for language, each in queries.items()},
    )


def evaluate(retrieval: Retrieval, similar: Similar) -> tuple[Score, ...]:
    """The share of questions answered first, and among the first three, in each language."""
    scores = []
    for language, queries in retrieval.queries.items():
        found = similar([query for query, _ in queries], language)
        hits = retrieval_hits(found, [gold for _, gold in queries])
        for limit, value in zip((1, 3), hits, strict=True):
            scores.append(Score(name=f"{retrieval.name} {language} hit@{limit}", value=value))
    return tuple(scores)


def bitext_accuracy(danish: NDArray[np.float32], english: NDArray[np.float32]) -> tuple[float, float]:
    """Percent of the Danish rows whose nearest English row is their own, and the reverse."""
    cosines = danish @ english.T
    own = np.arange(len(cosines))
    return 100 * float((cosines.argmax(1) == own).mean()), 100 * float((cosines.argmax(0) == own).mean())


def retrieval_hits(scores: NDArray[np.float32], gold: Sequence[int]) -> tuple[float, float]:
    """Percent of the queries (rows) whose passage (column) comes first, and among the first three."""
    own = scores[np.arange(len(gold)), list(gold)]
    rank = (scores > own[:, None]).sum(axis=1)
    return 100 * float((rank < 1).mean()), 100 * float((rank < 3).mean())  # first three


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0 on success, 1 when something needed is missing."""
    parser = argparse.ArgumentParser(prog="python -m ingest.encoder.training.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, default=None, help=f"folder with {SETS}; without it the own set alone")
    parser.add_argument("--bundle", type=Path, default=BUNDLE, help="folder of the bundle to measure")
    parser.add_argument("--compare", default="", help="a sentence-transformers model on disk, or the word minilm")
    options = parser.parse_args(arguments)
    try:
        _report(options.data, options.bundle, options.compare)
    except (RettesnorError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _report(data: Path | None, bundle: Path, compare: str) -> None:
    encoder, lexicon = StaticEncoder.load(bundle), Lexicon.load(bundle)
    bitext: Mapping[str, Sequence[tuple[str, str]]] = {}
    sets = [read_own()]
    if data:
        bitext, docs = read_sets(data / SETS)
        sets.append(docs)
    size = sum(file.stat().st_size for file in bundle.iterdir()) / BYTES_PER_MB
    print(f"{encoder.name}: {size:.1f} MB, {_microseconds(encoder):.0f} µs a question")
    for name, embed in {"encoder": encoder.embed_questions, **_compared(compare)}.items():
        for label, pairs in bitext.items():
            onward, back = bitext_accuracy(embed([pair[0] for pair in pairs]), embed([pair[1] for pair in pairs]))
            _line(name, [Score(name=f"{label} da→en", value=onward), Score(name=f"{label} en→da", value=back)])
    for retrieval in sets:
        for name, similar in _systems(retrieval, encoder, lexicon, compare).items():
            _line(name, evaluate(retrieval, similar))


def _line(system: str, scores: Sequence[Score]) -> None:
    print(f"{system:34}" + "  ".join(f"{score.name} {score.value:5.1f}" for score in scores))


def _systems(retrieval: Retrieval, encoder: StaticEncoder, lexicon: Lexicon, compare: str) -> Mapping[str, Similar]:
    """Every system of the table over these passages, plain ones first."""
    bm25, with_lexicon = _coverage(retrieval, None), _coverage(retrieval, lexicon)
    cosine = _cosine(retrieval, encoder.embed_questions)
    return {
        **{name: _cosine(retrieval, embed) for name, embed in _compared(compare).items()},
        "BM25": bm25,
        "BM25 + lexicon": with_lexicon,
        "encoder": cosine,
        "encoder + BM25": lambda texts, language: cosine(texts, language) + bm25(texts, language),
        "encoder + BM25 + lexicon": lambda texts, language: cosine(texts, language) + with_lexicon(texts, language),
    }


def _cosine(retrieval: Retrieval, embed: Embed) -> Similar:
    passages = embed(retrieval.passages)
    return lambda texts, _language: embed(texts) @ passages.T


def _coverage(retrieval: Retrieval, lexicon: Lexicon | None) -> Similar:
    index = Bm25(build_postings((passage, Language.DANISH) for passage in retrieval.passages))
    among = np.arange(len(retrieval.passages), dtype=np.int64)
    vocabulary = index.vocabulary(among)

    def similar(texts: Sequence[str], language: Language) -> NDArray[np.float32]:
        scores = np.zeros((len(texts), len(among)), dtype=np.float32)
        for place, text in enumerate(texts):
            terms = expand(analyse(text, language), language, vocabulary=vocabulary, lexicon=lexicon)
            rows, found = index.search(terms, among=among, limit=len(among))
            scores[place, rows] = found
        return scores

    return similar


def _compared(name: str) -> Mapping[str, Embed]:
    if not name:
        return {}
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from ingest.encoder.choice import load_encoder  # imports torch
    from ingest.encoder.training.teacher import teacher_path  # imports torch

    encoder = load_encoder(str(teacher_path()) if name == "minilm" else name)
    return {name: encoder.embed_passages}


def _microseconds(encoder: StaticEncoder) -> float:
    took = []
    for _ in range(1000):
        start = time.perf_counter()
        encoder.embed_questions(["Which milestones are planned for the second quarter of 2025?"])
        took.append(time.perf_counter() - start)
    return 1e6 * float(np.median(took))


if __name__ == "__main__":
    sys.exit(main())
