"""
Asks the golden questions and judges what comes back.

Owns making an index of each document folder once, building assistants over it, and running cases through them;
leaves judging to `evals.metrics` and counting to `evals.report`. Nothing but `ask` is called.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import ingest
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.protocols import Answers
from assistant.question import ANYBODY
from evals.ablations import Alter
from evals.cases import Case, GoldenFile
from evals.metrics import Outcome, judge
from ingest.pipeline import ingest as ingest_documents
from ingest.settings import Settings, load_settings

__all__ = ["assistants", "indexed", "run_cases", "texts_of"]

_NO_FILE = Path("/nonexistent/rettesnor.toml")
_CODE_CHARS = 12
_KEPT = 3


def indexed(corpus: Path, data: Path) -> Settings:
    """
    Settings under which `corpus` has been ingested; done at once when neither documents nor ingestion have changed.

    Args:
        corpus: Document folder with its corpus.toml.
        data: Where indexes are kept, one folder for each corpus and state of the code of `ingest`.
    """
    folder = data / f"{corpus.resolve().name}-{_code()}"
    _sweep(data, corpus.resolve().name)
    settings = load_settings({"RETTESNOR_CORPUS": str(corpus), "RETTESNOR_DATA": str(folder)}, file=_NO_FILE)
    ingest_documents(settings)
    return settings


def _sweep(data: Path, name: str) -> None:
    """Remove indexes that older code made, except the latest few: another run may be reading one."""
    found = sorted(data.glob(f"{name}-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for old in found[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _code() -> str:
    """Names the state of everything in the package that makes indexes: another one makes another index."""
    digest = hashlib.sha256()
    for path in sorted(Path(next(iter(ingest.__path__))).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:_CODE_CHARS]


def assistants(files: Iterable[GoldenFile], data: Path, *, alter: Alter | None = None) -> Mapping[Path, Assistant]:
    """An assistant for each document folder that `files` are about, by that folder."""
    made: dict[Path, Assistant] = {}
    for file in files:
        if file.corpus not in made:
            made[file.corpus] = build(indexed(file.corpus, data), alter=alter)
    return made


def texts_of(answers: Answers) -> Mapping[str, str]:
    """Document id to the whole text, of every document and edition that anybody may read."""
    return {key: document.text for key, document in answers.knowledge(ANYBODY).all_documents.items()}


def run_cases(
    files: Iterable[GoldenFile], ask: Callable[[GoldenFile, Case], Answer], texts: Mapping[Path, Mapping[str, str]]
) -> Iterator[Outcome]:
    """
    Ask every case and judge its answer.

    Args:
        files: What is asked, in this order.
        ask: Answers a case of a file.
        texts: Document folder to document id to text.
    """
    for file in files:
        for case in file.cases:
            start = time.perf_counter()
            answer = ask(file, case)
            seconds = time.perf_counter() - start
            verdict = judge(case, answer, texts[file.corpus])
            yield Outcome(case=case, file=file.name, answer=answer, verdict=verdict, seconds=seconds)
