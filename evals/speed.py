"""
How fast questions are encoded and passages found, on one core: `python -m evals.speed`.

Owns the made passages that are searched, what is measured, and the bars; leaves searching to `assistant.retrieval`.
Time is that of the processor, which other programs do not lengthen: nothing here waits for anything.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.retrieval.search import Searcher
from evals.bench import ROOT, Measure, machine, percentile
from evals.cases import Case, load_sets
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import StaticEncoder
from ingest.knowledge import Knowledge, Stretches, Words
from ingest.lexical import Bm25, build_postings
from ingest.records import Document, Language, Passage, PassageKind, Quote, Section, Span
from ingest.stretches import find_stretches
from ingest.vectors import Vectors, write_vectors

__all__ = ["made_knowledge", "main"]

SIZES = ((100, 2.0), (100_000, 25.0))
"""Passages searched, and the milliseconds that a search of them may take."""
LIMIT = 10
QUESTIONS = 300
SENTENCES, WORDS = (1, 4), (8, 22)
"""Of a passage, and of a sentence: least and most."""
SEED = 7
CHUNK = 8192
"""Texts embedded at a time."""
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure loading, encoding and searching, and print each with its bar.

    Returns:
        0 when every bar is held, 1 when one is missed.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.speed", description=main.__doc__)
    parser.add_argument("--passages", type=int, help="search so many passages only, instead of 100 and 100000")
    chosen = parser.parse_args(arguments)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sizes = [(chosen.passages, max(bar for _, bar in SIZES))] if chosen.passages else SIZES
    print(f"One core of {machine()}; load average {os.getloadavg()[0]:.1f}.")
    is_held = True
    for each in _measures(sizes):
        is_held = is_held and each.is_held
        print(f"{'✓' if each.is_held else '✗'} {each.name}: {each.value:.3g} ms, bar {each.bar:g} ms ({each.made_of})")
    return 0 if is_held else 1


def _measures(sizes: Iterable[tuple[int, float]]) -> Iterator[Measure]:
    yield Measure(name="load the encoder", value=_load_ms(), bar=100, unit="ms", made_of="best of 5 new processes")
    encoder, lexicon = StaticEncoder.load(), Lexicon.load()
    cases = _cases()
    times = _times([case.question for case in cases], lambda text: encoder.embed_questions([text]))
    told = f"median of {len(times)} questions, p95 {percentile(times, 0.95):.3g} ms"
    yield Measure(name="encode a question", value=percentile(times, 0.5), bar=0.1, unit="ms", made_of=told)
    for count, bar in sizes:
        searcher = Searcher(made_knowledge(count, encoder=encoder), encoder=encoder, lexicon=lexicon)
        times = _times(cases, partial(_search, searcher))
        told = f"median of {len(times)} questions, p95 {percentile(times, 0.95):.3g} ms; encoding counts"
        yield Measure(name=f"search {count} passages", value=percentile(times, 0.5), bar=bar, unit="ms", made_of=told)


def _search(searcher: Searcher, case: Case) -> object:
    return searcher.search(case.question, language=case.language, limit=LIMIT)


def _load_ms() -> float:
    """What loading the encoder takes a process that has imported what it needs."""
    program = (
        "import time, sys; from ingest.encoder.static import StaticEncoder; start = time.process_time();"
        "StaticEncoder.load(); print(1000 * (time.process_time() - start))"
    )
    runs = (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True) for _ in range(5)
    )
    return min(float(run.stdout) for run in runs)


def _cases() -> list[Case]:
    """Questions of our own sets in both languages, the same every time."""
    evals = Path(__file__).parent
    files = load_sets(evals, corpus=ROOT / "corpus", corpora=evals / "corpora")
    every = [case for file in files for case in file.cases if case.is_answerable and not case.history]
    return random.Random(SEED).sample(every, QUESTIONS)


def _times(questions: Sequence[T], ask: Callable[[T], object]) -> list[float]:
    """Milliseconds of the processor for each question when all have been asked once before, ascending."""
    for each in questions:
        ask(each)
    found = []
    for each in questions:
        start = time.process_time()
        ask(each)
        found.append(1000 * (time.process_time() - start))
    return sorted(found)


def made_knowledge(count: int, *, encoder: StaticEncoder) -> Knowledge:
    """
    A document of `count` made passages: sentences of words as frequent as in our own Danish documents.

    The same every time; about two minutes for 100 000.
    """
    text, quotes = _made_text(count)
    passages = tuple(
        Passage(
            id=f"made#{row}",
            document="made",
            kind=PassageKind.PARAGRAPH,
            path=("Retningslinje",),
            span=quote.span,
            quotes=(quote,),
        )
        for row, quote in enumerate(quotes)
    )
    whole = Span(0, len(text))
    document = Document(
        id="made", path="made.txt", title="Made", organisation="made", kind="page", language=Language.DANISH, text=text,
        checksum="", root=Section(heading=None, number=None, level=0, span=whole, blocks=()),
    )  # fmt: skip
    stretches, starts = find_stretches(passages, {"made": text})
    return Knowledge(
        snapshot="made",
        organisations=(),
        documents={"made": document},
        goals=(),
        people=(),
        passages=passages,
        vectors=_vectors([each.indexed_text for each in passages], encoder),
        lexical=Bm25(build_postings((each.indexed_text, Language.DANISH) for each in passages)),
        encoder_name=encoder.name,
        words=Words(),
        stretches=Stretches(starts=starts, vectors=_vectors(stretches, encoder)),
    )


def _made_text(count: int) -> tuple[str, list[Quote]]:
    chance = random.Random(SEED)
    files = [*sorted((ROOT / "corpus").glob("*.txt")), *sorted((ROOT / "evals" / "corpora").rglob("*.md"))]
    words = [word for file in files for word in file.read_text("utf-8").split() if word.isalpha()]
    paragraphs = [
        " ".join(
            " ".join(chance.choices(words, k=chance.randint(*WORDS))).capitalize() + "."
            for _ in range(chance.randint(*SENTENCES))
        )
        for _ in range(count)
    ]
    text = "\n".join(paragraphs)
    starts = np.cumsum([0, *(len(each) + 1 for each in paragraphs)]).tolist()
    return text, [
        Quote(text=each, span=Span(start, start + len(each))) for start, each in zip(starts, paragraphs, strict=False)
    ]


def _vectors(texts: Sequence[str], encoder: StaticEncoder) -> Vectors:
    parts = [encoder.embed_passages(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
    held = bytearray()
    write_vectors(np.concatenate(parts) if parts else np.zeros((0, encoder.dim), dtype=np.float32), held.extend)
    return Vectors(bytes(held), count=len(texts), dim=encoder.dim)


if __name__ == "__main__":
    sys.exit(main())
