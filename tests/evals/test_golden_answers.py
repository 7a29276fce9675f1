"""The assistant itself, held against the golden questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from evals.ablations import missed_bars
from evals.cases import GoldenFile, load_sets
from evals.metrics import Outcome
from evals.registers import Asking
from evals.rephrased import rephrased
from evals.report import failures_text, missed_floors, read_floors
from evals.retrieval import lost_hits, read_retrieval_bars, searched_by_arms
from evals.runner import assistants, run_cases, texts_of

ROOT = Path(__file__).parents[2]
BASELINE = ROOT / "evals" / "baseline.json"
FILES = load_sets(ROOT / "evals", corpus=ROOT / "corpus", corpora=ROOT / "evals" / "corpora")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the indexes are kept, so that each document folder is read once."""
    return tmp_path_factory.mktemp("evals")


def _outcomes(files: Sequence[GoldenFile], made: Mapping[Path, Assistant]) -> list[Outcome]:
    texts = {corpus: texts_of(answers) for corpus, answers in made.items()}
    return list(run_cases(files, Asking(made), texts))


def _some(files: Sequence[GoldenFile], step: int) -> list[GoldenFile]:
    """Every so many cases of each file."""
    return [replace(file, cases=file.cases[::step]) for file in files]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({file.set for file in FILES}))
def test_floors_are_held(name: str, data: Path) -> None:
    """A change that answers fewer questions, or invents one quotation, must not pass unseen."""
    files = [file for file in FILES if file.set == name]
    outcomes = _outcomes(files, assistants(files, data))
    missed = missed_floors(outcomes, read_floors(BASELINE, name))

    assert not missed, failures_text(outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["all sets", "rephrased"])
def test_each_arm_of_the_search_earns_its_place(name: str, data: Path) -> None:
    """If any vector would do, or none, the vectors would do nothing; so with the words."""
    searched = [file for file in FILES if file.set != "register"]  # what was reported stands in no document
    files = _some(searched, 3) if name == "all sets" else [rephrased(data / "documents")]
    bars = read_retrieval_bars(BASELINE)[name]

    assert bars
    assert missed_bars(lost_hits(searched_by_arms(files, data)), bars) == ()


@pytest.mark.slow
def test_the_same_question_has_the_same_answer(data: Path) -> None:
    """An answer depends on what it says it depends on, and on nothing else."""
    files = _some(FILES, 10)
    first = _outcomes(files, assistants(files, data))
    second = _outcomes([replace(file, cases=file.cases[::-1]) for file in files], assistants(files, data))

    assert {each.case.id: each.answer for each in first} == {each.case.id: each.answer for each in second}
