"""Counts, intervals and floors say what they claim to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_outcomes import answer, case, outcome

from assistant.answer import AnswerStatus
from evals.metrics import Failure, Outcome, Verdict
from evals.report import (
    Floors,
    as_data,
    failures_text,
    missed_floors,
    read_floors,
    summary,
    table,
    tally,
    wilson,
)
from ingest.records import Language

ENGLISH, DANISH = Language.ENGLISH, Language.DANISH
FLOORS = Floors(right=0.5, fabricated=0.1, length_median=400, length_p95=900, parity=0.5, kinds={})


def _verdict(check: str | None = None, *, fabricated: bool = False, length: int | None = 100) -> Verdict:
    failures = (Failure(check=check, message="wanted a, got b"),) if check else ()
    return Verdict(failures=failures, is_fabricated=fabricated, length=length)


RIGHT, WRONG, FABRICATED = _verdict(), _verdict("facts"), _verdict("status", fabricated=True)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (81, 263, 0.2553, 0.3662)],
    ids=["none", "all", "some", "Newcombe 1998, table I"],
)
def test_interval_is_wilsons(right: int, n: int, low: float, high: float) -> None:
    """With few questions of a kind, a share without its interval misleads."""
    assert wilson(right, n) == pytest.approx((low, high), abs=1e-4)


def test_interval_of_nothing_is_everything() -> None:
    """No question, no knowledge."""
    assert wilson(0, 0) == (0.0, 1.0)


def test_tally_counts_and_leaves_lists_aside() -> None:
    """Median and 95 % are over texts that are no lists."""
    counts = tally([outcome(_verdict(length=length)) for length in [*range(1, 21), None]] + [outcome(FABRICATED)])

    assert (counts.n, counts.right, counts.fabricated, counts.inexact) == (22, 21, 1, 0)
    assert (counts.length_median, counts.length_p95) == (11, 20)


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ([outcome(RIGHT), outcome(WRONG), outcome(WRONG)], ["right is 0.333, floor 0.5"]),
        ([outcome(RIGHT)] * 4 + [outcome(FABRICATED)], ["fabricated is 0.2, ceiling 0.1"]),
        ([outcome(_verdict(length=401))], ["median length is 401, ceiling 400"]),
        ([outcome(RIGHT)] * 9 + [outcome(_verdict(length=901))], ["95 % length is 901, ceiling 900"]),
        ([outcome(RIGHT)] * 2 + [outcome(WRONG, language=ENGLISH)], ["parity is 1, ceiling 0.5"]),
        ([outcome(RIGHT)] * 9 + [outcome(_verdict("quotations"), id="b")], ["quotations are not exact in b"]),
        ([outcome(RIGHT), outcome(RIGHT, language=ENGLISH)], []),
    ],
    ids=["right", "fabricated", "median", "long tail", "parity", "quotations", "all held"],
)
def test_each_floor_can_be_missed(outcomes: list[Outcome], told: list[str]) -> None:
    """A floor that nothing falls through is no floor."""
    assert list(missed_floors(outcomes, FLOORS)) == told


def test_a_kind_has_its_own_floor() -> None:
    """A kind that collapses must not hide behind the others."""
    floors = Floors(right=0.5, fabricated=1, length_median=400, length_p95=900, parity=1, kinds={"list": 0.9})
    outcomes = [outcome(RIGHT)] * 9 + [outcome(WRONG, kind="list")]

    assert list(missed_floors(outcomes, floors)) == ["right of list is 0, floor 0.9"]


def test_quotations_must_hold_without_floors() -> None:
    """Exactness is a promise, not a figure to tune."""
    assert missed_floors([outcome(_verdict("quotations"), id="b")], None) == ("quotations are not exact in b",)
    assert missed_floors([outcome(WRONG)], None) == ()


def test_every_set_has_floors() -> None:
    """A set without floors would pass whatever it scores."""
    baseline = Path(__file__).parents[2] / "evals" / "baseline.json"

    assert read_floors(baseline, "golden").right >= 0.94
    assert read_floors(baseline, "golden").fabricated <= 0.01
    assert read_floors(baseline, "tuning").right >= 0.8
    assert read_floors(baseline, "fresh").right >= 0.88
    assert read_floors(baseline, "fresh").fabricated <= 0.03


def test_table_shows_both_languages_beside_the_plain_pipeline() -> None:
    """A share is read against the other language, the plain pipeline and its floor."""
    ours = [outcome(RIGHT), outcome(WRONG, language=ENGLISH), outcome(RIGHT, language=ENGLISH)]
    lines = table(ours, [outcome(WRONG), outcome(RIGHT)], FLOORS).splitlines()

    assert lines[1].split() == ["wording", "1", "100.0", "21–100", "2", "50.0", "9–91", "66.7", "50.0"]
    assert lines[2].split()[-1] == "50.0"
    assert "median 100" in summary(ours)


def test_failures_show_question_answer_and_what_is_wrong() -> None:
    """Whoever mends it needs all three, and nothing about the answers that are right."""
    wrong = outcome(WRONG, id="b", question="Hvad er missionen?")
    text = failures_text([outcome(RIGHT, id="a"), wrong])

    assert text.startswith("✗ b ")
    assert "Q Hvad er missionen?" in text
    assert "│ »Vi styrker" in text
    assert "✗ facts: wanted a, got b" in text
    assert "✗ a" not in text


def test_outcomes_are_json() -> None:
    """Another program compares two runs by id."""
    data = as_data(outcome(WRONG, id="b"))

    assert json.loads(json.dumps(data))["failures"] == {"facts": "wanted a, got b"}
    assert (data["id"], data["right"], data["status"]) == ("b", False, AnswerStatus.ANSWERED.value)


def test_made_answers_are_right_unless_told_otherwise() -> None:
    """The tests beside this one build on it."""
    assert outcome().verdict.is_right
    assert case().status[0] is answer().status
