"""
Whether search brings up the right passage first, on questions written without sight of it.

It is asked by `python -m evals.blind_search`.

Owns the pile of passages that is searched, what counts as found, the table and its bars; leaves searching to the
assistant. The pile is the corpus, the passages of invented public bodies beside it, and Danish text alone:
its editions are searched in a row of their own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.protocols import Hit
from assistant.question import ANYBODY
from evals.ablations import ABLATIONS
from evals.runner import indexed
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.training.evaluate import read_own
from ingest.errors import RettesnorError
from ingest.records import Document, Language, Span
from ingest.yaml_text import parse_yaml

__all__ = ["BARS", "Asked", "is_found", "is_frozen", "lay_down", "main", "read_questions", "shares", "table"]

HERE = Path(__file__).parent
QUESTIONS = (HERE / "blind" / "corpus.yaml", HERE / "blind" / "corpus_2.yaml", HERE / "blind" / "corpus_3.yaml")
"""Sets by different authors."""
FROZEN = HERE / "blind.sha256"
DISTRACTORS = HERE / "blind" / "distractors"
CORPUS = HERE.parent / "corpus"
DEPTH = 3
"""Passages looked at for each question."""
BARS = {Language.DANISH: (0.88, 0.95), Language.ENGLISH: (0.82, 0.93)}
"""Shares at 1 and at 3 that a search of the Danish text alone must reach."""
ALONE = "Danish text alone"
WITHOUT_VECTORS = "without FAISS"
ALL = "all"
LEAST_LOST = 5
"""Points of English hit@1 that vectors must earn over Danish text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with where its answer stands."""

    text: str
    language: Language
    document: str
    """`Document.id`."""
    quotes: tuple[str, ...]
    """Stretches of it; a passage that overlaps one is the right one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Search for every blind question and print how often the right passage comes first, and among the first three.

    Returns:
        0 when every bar is held, 1 when one is missed or something is not there.
    """
    parser = argparse.ArgumentParser(prog="python -m evals.blind_search", description=main.__doc__)
    parser.add_argument("--data", type=Path, help="folder for the indexes (default: evals/ below RETTESNOR_DATA)")
    parser.add_argument("--misses", action="store_true", help="print every question whose passage does not come first")
    parser.add_argument("--json", action="store_true", help="print the shares as JSON instead")
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen, chosen.data or Path(os.environ.get("RETTESNOR_DATA") or "var") / "evals")
    except RettesnorError as error:
        print(error, file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace, data: Path) -> int:
    sets = {path.stem: read_questions(path) for path in QUESTIONS}
    settings = indexed(lay_down(data / "blind-documents"), data)
    with_editions = build(settings)
    assistants = {
        ALONE: build(replace(settings, editions=False)),
        WITHOUT_VECTORS: build(replace(settings, editions=False), alter=ABLATIONS["without FAISS"]),
        "without the glossary": build(replace(settings, editions=False), lexicon=Lexicon.load(glossaries=())),
        "with parallel editions": with_editions,
    }
    every = tuple(asked for questions in sets.values() for asked in questions)
    ranks = {name: dict(zip(every, _ranks(assistant, every), strict=True)) for name, assistant in assistants.items()}
    found = {
        title: {
            name: shares(questions, [by_question[each] for each in questions]) for name, by_question in ranks.items()
        }
        for title, questions in (sets | {ALL: every}).items()
    }
    missed = [*_missed(found[ALL][ALONE]), *_unearned(found[ALL])]
    distractors = _distractors(with_editions)
    if chosen.json:
        print(json.dumps({"distractors": distractors, "questions": len(every), "shares": found}, indent=1))
        return 1 if missed else 0
    print(f"{distractors} distractor passages")
    for title, questions in (sets | {ALL: every}).items():
        print(f"\n{title}, {len(questions)} questions\n{table(found[title])}")
    if chosen.misses:
        print("", *_misses(assistants[ALONE], ranks[ALONE]), sep="\n")
    print("\n".join(f"✗ {sentence}" for sentence in missed) or "✓ every bar is held")
    return 1 if missed else 0


def read_questions(path: Path) -> tuple[Asked, ...]:
    """The questions of a file, Danish before English under each passage."""
    rows = parse_yaml(path.read_text(encoding="utf-8"))
    return tuple(
        Asked(text=text, language=language, document=row["document"], quotes=tuple(row["quotes"]))
        for row in rows
        for language in Language
        for text in row[language.value]
    )


def is_frozen(path: Path) -> bool:
    """Whether the questions are those whose checksum was committed before the search was looked at."""
    wanted = {line.split()[1]: line.split()[0] for line in FROZEN.read_text(encoding="utf-8").splitlines()}
    return wanted[path.relative_to(HERE.parent).as_posix()] == hashlib.sha256(path.read_bytes()).hexdigest()


def lay_down(folder: Path) -> Path:
    """
    The corpus with its editions, and every distractor, as one document folder, which is given back.

    Among the distractors are the plans and strategies of other agencies, some of which answer as well ("how are the
    goals followed up?"): search has to bring up ours.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CORPUS, folder)
    described = [(CORPUS / "corpus.toml").read_text(encoding="utf-8")]
    bodies = {path.name: path.read_text(encoding="utf-8") for path in sorted(DISTRACTORS.glob("*.md"))}
    bodies["many-bodies.txt"] = "\n\n".join(read_own().passages) + "\n"
    for path in sorted((HERE / "corpora").glob("*/*")):
        if path.suffix in (".md", ".txt"):
            bodies[f"{path.parent.name}-{path.name}"] = path.read_text(encoding="utf-8")
    for name, text in bodies.items():
        (folder / name).write_text(text, encoding="utf-8")
        described.append(f'[[document]]\npath = "{name}"\norganisation = "others"\nkind = "page"\n')
    described.append('[[organisation]]\nid = "others"\nname = "Others"\n')
    (folder / "corpus.toml").write_text("\n".join(described), encoding="utf-8")
    return folder


def is_found(asked: Asked, hit: Hit, documents: Mapping[str, Document]) -> bool:
    """Whether a passage found holds, or lies in, one of the stretches that answer the question."""
    if hit.passage.document != asked.document:
        return False
    text = documents[asked.document].text
    return any(_overlaps(hit.passage.span, span) for words in asked.quotes for span in _places(text, words))


def shares(questions: Sequence[Asked], ranks: Sequence[int | None]) -> dict[str, tuple[float, float]]:
    """For each language the shares (0..1) of questions whose passage comes first, and among the first three."""
    found: dict[str, tuple[float, float]] = {}
    for language in Language:
        own = [rank for asked, rank in zip(questions, ranks, strict=True) if asked.language is language]
        first, three = (sum(rank is not None and rank <= depth for rank in own) / len(own) for depth in (1, DEPTH))
        found[language.value] = (first, three)
    return found


def table(found: Mapping[str, Mapping[str, tuple[float, float]]]) -> str:
    """The shares in percent, a line for each way of searching."""
    lines = ["right passage found".ljust(24) + "   da @1     @3    en @1     @3"]
    for name, by_language in found.items():
        figures = [100 * share for language in Language for share in by_language[language.value]]
        lines.append(name.ljust(24) + "  {:6.1f} {:6.1f}   {:6.1f} {:6.1f}".format(*figures))
    return "\n".join(lines)


def _places(text: str, words: str) -> Iterable[Span]:
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _ranks(assistant: Assistant, questions: Sequence[Asked]) -> list[int | None]:
    documents = assistant.knowledge(ANYBODY).documents
    found = []
    for asked in questions:
        hits = assistant.search(asked.text, ANYBODY, limit=DEPTH)
        found.append(next((hit.rank for hit in hits if is_found(asked, hit, documents)), None))
    return found


def _distractors(assistant: Assistant) -> int:
    """Danish passages that answer no question."""
    knowledge = assistant.knowledge(ANYBODY)
    rows = (knowledge.passages[row] for row in knowledge.rows.tolist())
    return sum(knowledge.documents[row.document].organisation == "others" and row.language == "da" for row in rows)


def _missed(found: Mapping[str, tuple[float, float]]) -> list[str]:
    return [
        f"{language} @{depth}: {100 * share:.1f} %, and {100 * bar:.0f} % is wanted"
        for language, bars in BARS.items()
        for depth, share, bar in zip((1, DEPTH), found[language.value], bars, strict=True)
        if share < bar
    ]


def _unearned(found: Mapping[str, Mapping[str, tuple[float, float]]]) -> list[str]:
    """What taking the vectors away fails to cost; English questions over Danish text are what they are there for."""
    whole, without = (found[name][Language.ENGLISH.value][0] for name in (ALONE, WITHOUT_VECTORS))
    lost = 100 * (whole - without)
    return [] if lost >= LEAST_LOST else [f"without FAISS en @1 loses {lost:.1f} points, and {LEAST_LOST} are wanted"]


def _misses(assistant: Assistant, ranks: Mapping[Asked, int | None]) -> Iterable[str]:
    for asked, rank in ranks.items():
        if rank != 1:
            first = assistant.search(asked.text, ANYBODY, limit=1)
            got = first[0].quote.text if first else "nothing"
            yield f"{rank or '–'}  {asked.language}  {asked.text}"
            yield f"     wanted {asked.quotes[0][:80]}\n     got    {got[:80]}"


if __name__ == "__main__":
    sys.exit(main())
