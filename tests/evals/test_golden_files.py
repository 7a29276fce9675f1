"""The golden questions themselves: enough of them, of every sort, about what the documents say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import AnswerStatus
from evals.cases import GoldenFile, load_sets
from evals.comparison import normalised
from ingest.parsers.files import parse_file
from ingest.records import Language

ROOT = Path(__file__).parents[2]
FILES = load_sets(ROOT / "evals", corpus=ROOT / "corpus", corpora=ROOT / "evals" / "corpora")
GOLDEN = [file for file in FILES if file.set == "golden"]


def _words(folder: Path) -> str:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".toml")
    return normalised("\n".join(parse_file(path.read_bytes(), path.name).text for path in paths))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_evidence_stands_in_the_documents(file: GoldenFile) -> None:
    """Evidence that no document holds could never be cited; the case would be wrong, not the answer."""
    text = _words(file.corpus)
    wanted = [(case.id, words) for case in file.cases for words in (*case.evidence, *case.list)]
    absent = [(key, words) for key, words in wanted if not any(normalised(form) in text for form in words.split("|"))]

    assert not absent


def test_there_are_enough_questions_of_every_sort() -> None:
    """Shares are only worth printing over enough questions, in both languages, with and without an answer."""
    home = [case for file in GOLDEN if file.corpus.name == "corpus" for case in file.cases]
    other = [case for file in GOLDEN if file.corpus.name != "corpus" for case in file.cases]
    both = home + other
    english = sum(case.language is Language.ENGLISH for case in both) / len(both)
    plain = sum(case.status == (AnswerStatus.ANSWERED,) for case in both) / len(both)

    assert len(home) >= 250
    assert len(other) >= 60
    assert 0.45 <= english <= 0.55
    assert plain <= 2 / 3
