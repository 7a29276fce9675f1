"""
Fits the weights by which a second reading sets words of a question aside, and says what they are worth.

Owns collecting readings and fitting; leaves features to `assistant.answering.judging.leftovers`, judging to
`evals.metrics`. Run as `python -m evals.leftovers`. Word tables were made from the very questions at hand, so few of
them still have a word left over; each further round forgets a random part of the tables, as if those words were new.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.answering.again.second_reading import LIKELY, readings
from assistant.answering.compose import compose
from assistant.answering.draft import found_nothing
from assistant.answering.judging.leftovers import WEIGHTS
from assistant.answering.router import first_answer
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from assistant.understanding import bridge
from assistant.understanding.frame import FRAME, SOFT, light_words
from evals.cases import Case, GoldenFile, load_sets
from evals.metrics import judge
from evals.runner import assistants, texts_of

__all__ = ["Row", "main"]

HERE = Path(__file__).parent
ROUNDS = 6
"""Times that every question is asked; in the first nothing is forgotten."""
SOFT_FORGOTTEN, FRAME_FORGOTTEN = 0.5, 0.3
"""Share of the words that count for little, and of frame words, that a later round forgets."""
FOLDS = 5
STRENGTH = 0.1
"""Inverse strength of the L2 penalty, on features of unit variance."""
DECIMALS = 4
THRESHOLDS = (0.5, LIKELY, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reading of one question."""

    case: str
    round: int
    is_answerable: bool
    is_right: bool
    """Whether the answer to the rest of the question would count as right."""
    found: Mapping[str, float]


def main(argv: Sequence[str] | None = None) -> int:
    """Collect, cross-validate by question, fit on everything and write the weights; prints what they are worth."""
    parser = argparse.ArgumentParser(prog="python -m evals.leftovers", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("var/evals"), help="folder for the indexes")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"times to ask every question (default {ROUNDS})")
    chosen = parser.parse_args(argv)
    rows = list(_collect(chosen.data, chosen.rounds))
    names = sorted(rows[0].found)
    values = np.asarray([[row.found[name] for name in names] for row in rows])
    right = np.asarray([row.is_right for row in rows])
    print(_worth(rows, _cross_validated(values, right, rows)))
    WEIGHTS.write_text(json.dumps(_fitted(names, values, right), indent=1) + "\n", encoding="utf-8")
    return 0


def _collect(data: Path, rounds: int) -> Iterator[Row]:
    files = load_sets(HERE, corpus=HERE.parent / "corpus", corpora=HERE / "corpora")
    made = assistants(files, data)
    for number in range(rounds):
        with patch.multiple(bridge, **_remembered(number)):
            for file in files:
                for case in file.cases:
                    answers = made[file.corpus]
                    if isinstance(answers, Assistant):
                        yield from _rows(answers, file, case, number)


def _remembered(number: int) -> dict[str, Any]:
    """The word tables of a round."""
    chance = random.Random(number)
    small = sorted(SOFT | light_words())
    gone = frozenset(word for word in small if number and chance.random() < SOFT_FORGOTTEN)
    gone_frame = frozenset(word for word in sorted(FRAME) if number and chance.random() < FRAME_FORGOTTEN)
    light = light_words() - gone
    return {"SOFT": SOFT - gone, "FRAME": FRAME - gone_frame, "light_words": lambda: light}


def _rows(answers: Assistant, file: GoldenFile, case: Case, number: int) -> Iterator[Row]:
    context = answers.context(case.asks, ANYBODY)
    if not found_nothing(first_answer(context)):
        return
    texts = texts_of(answers)
    for reading in readings(context, first_answer):
        verdict = judge(case, compose(reading.context, reading.draft), texts)
        yield Row(
            case=f"{file.name}/{case.id}", round=number, is_answerable=case.is_answerable,
            is_right=verdict.is_right, found=reading.found,
        )  # fmt: skip


def _model() -> Any:
    from sklearn.linear_model import LogisticRegression  # heavy, and only fitting needs it
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000))


def _cross_validated(values: NDArray[np.float64], right: NDArray[np.bool_], rows: Sequence[Row]) -> NDArray[np.float64]:
    """For each row the likelihood by weights that have not seen its question, in any round."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    groups = [row.case for row in rows]
    folds = GroupKFold(FOLDS)
    both = cross_val_predict(_model(), values, right, groups=groups, cv=folds, method="predict_proba")
    return np.asarray(both[:, 1])


def _fitted(names: Sequence[str], values: NDArray[np.float64], right: NDArray[np.bool_]) -> dict[str, float]:
    """Weights for features as they are, the scaling folded in."""
    model = _model().fit(values, right)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    return {"bias": round(bias, DECIMALS)} | {
        name: round(float(weight), DECIMALS) for name, weight in zip(names, weights, strict=True)
    }


def _worth(rows: Sequence[Row], likelihoods: NDArray[np.float64]) -> str:
    """What giving the likeliest reading would earn and cost, at several thresholds, by cross-validation."""
    questions: dict[tuple[int, str], list[int]] = {}
    for place, row in enumerate(rows):
        questions.setdefault((row.round, row.case), []).append(place)
    lines = []
    for name, is_first in (("as they are", True), ("with words forgotten", False)):
        asked = [places for (number, _), places in questions.items() if (number == 0) == is_first]
        could = sum(any(rows[place].is_right for place in places) for places in asked)
        lines.append(f"{name}: {len(asked)} unanswered questions have a second reading, {could} could be right")
        likeliest = [max(places, key=lambda place: likelihoods[place]) for places in asked]
        lines += [_given(least, [rows[at] for at in likeliest if likelihoods[at] >= least]) for least in THRESHOLDS]
    return "\n".join(lines)


def _given(least: float, given: Sequence[Row]) -> str:
    right = sum(row.is_right for row in given)
    fabricated = sum(not row.is_answerable for row in given)
    return f"  from {least:.2f}: {len(given)} given, {right} right, {fabricated} where the documents have no answer"


if __name__ == "__main__":
    raise SystemExit(main())
