"""
Questions asked in other words than their answers: one passage each, all in one pile, in Danish and in English.

Owns laying that pile down as a document folder, so that ingestion and search treat it like any other;
leaves the passages and questions to `ingest.encoder.training.evaluate`, which measures encoders on them.
"""

from __future__ import annotations

from pathlib import Path

from assistant.answer import AnswerStatus
from evals.cases import Case, GoldenFile
from ingest.encoder.training.evaluate import read_own

__all__ = ["KIND", "rephrased"]

KIND = "rephrased"
PAGE = "pile.txt"
ABOUT = f"""[[organisation]]
id = "pile"
name = "Many bodies"
home = true

[[document]]
path = "{PAGE}"
organisation = "pile"
kind = "page"
title = "Passages of many bodies"
language = "da"
"""


def rephrased(folder: Path) -> GoldenFile:
    """
    The questions, with the passages written as one document into `folder`.

    Never trained on; the passages were written without sight of the glossary.
    """
    pile = read_own()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corpus.toml").write_text(ABOUT, encoding="utf-8")
    (folder / PAGE).write_text("\n\n".join(pile.passages) + "\n", encoding="utf-8")
    cases = tuple(
        Case(
            id=f"{KIND}-{language}-{place}",
            question=question,
            kind=KIND,
            language=language,
            status=(AnswerStatus.ANSWERED,),
            evidence=(pile.passages[place],),
        )
        for language, questions in pile.queries.items()
        for question, place in questions
    )
    return GoldenFile(path=folder / f"{KIND}.yaml", corpus=folder, set=KIND, cases=cases)
