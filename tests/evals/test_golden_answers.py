"""The assistant itself, held against the golden questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.protocols import Answers
from assistant.question import ANYBODY
from evals.ablations import ABLATIONS
from evals.cases import GoldenFile, load_sets
from evals.metrics import Outcome
from evals.report import failures_text, missed_floors, read_floors, tally
from evals.runner import assistants, run_cases, texts_of

ROOT = Path(__file__).parents[2]
FILES = load_sets(ROOT / "evals", corpus=ROOT / "corpus", corpora=ROOT / "evals" / "corpora")


def _outcomes(files: Sequence[GoldenFile], made: Mapping[Path, Answers]) -> list[Outcome]:
    texts = {corpus: texts_of(answers) for corpus, answers in made.items()}
    return list(run_cases(files, lambda file, case: made[file.corpus].ask(case.asks, ANYBODY), texts))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({file.set for file in FILES}))
def test_floors_are_held(name: str, tmp_path: Path) -> None:
    """A change that answers fewer questions, or invents one quotation, must not pass unseen."""
    files = [file for file in FILES if file.set == name]
    outcomes = _outcomes(files, assistants(files, tmp_path))
    missed = missed_floors(outcomes, read_floors(ROOT / "evals" / "baseline.json", name))

    assert not missed, failures_text(outcomes)


@pytest.mark.slow
def test_shuffled_vectors_cost_answers(tmp_path: Path) -> None:
    """If any vector would do, the vectors would do nothing."""
    files = [replace(file, cases=tuple(case for case in file.cases if case.kind == "passage")) for file in FILES]
    files = [file for file in files if file.cases]
    whole = tally(_outcomes(files, assistants(files, tmp_path)))
    shuffled = tally(_outcomes(files, assistants(files, tmp_path, alter=ABLATIONS["shuffled vectors"])))

    assert shuffled.right < whole.right


@pytest.mark.slow
def test_the_same_question_has_the_same_answer(tmp_path: Path) -> None:
    """An answer depends on what it says it depends on, and on nothing else."""
    files = [replace(file, cases=file.cases[::10]) for file in FILES]
    first = _outcomes(files, assistants(files, tmp_path))
    second = _outcomes([replace(file, cases=file.cases[::-1]) for file in files], assistants(files, tmp_path))

    assert {each.case.id: each.answer for each in first} == {each.case.id: each.answer for each in second}
