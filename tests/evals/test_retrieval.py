"""A search is judged by whether it brings up the words that an answer stands in, and how far down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from made_outcomes import case

from assistant.answer import AnswerStatus
from assistant.question import Turn
from evals.ablations import AblationBar
from evals.cases import Case, GoldenFile
from evals.rephrased import rephrased
from evals.retrieval import (
    Found,
    is_searched,
    lost_hits,
    read_retrieval_bars,
    retrieval_drops,
    retrieval_table,
    searched,
)
from ingest.records import Language

EVIDENCE = "Vi styrker sundhed|We strengthen health"
ABSTAINED = (AnswerStatus.ABSTAINED,)


def _ranks(found: Sequence[Sequence[str]], evidence: str = EVIDENCE) -> int | None:
    file = GoldenFile(path=Path("x.yaml"), corpus=Path(), set="golden", cases=(case(evidence=(evidence,)),))
    (one,) = searched([file], lambda _file, _case: found)
    return one.rank


@pytest.mark.parametrize(
    ("found", "rank"),
    [
        ([["Mission", "vi  styrker **sundhed** i hele landet"]], 1),
        ([["andet"], ["We strengthen health."]], 2),
        ([["andet"], ["andet"], ["Vi styrker sundhed"]], 3),
        ([["andet"]], None),
        ([], None),
    ],
    ids=["a stretch holds it", "another form, second", "third", "nothing", "nothing found"],
)
def test_rank_is_that_of_the_first_passage_with_evidence(found: list[list[str]], rank: int | None) -> None:
    """What comes first is what an answer is made of."""
    assert _ranks(found) == rank


def test_a_stretch_inside_the_evidence_counts_unless_it_is_a_word_or_two() -> None:
    """Evidence may run over several items of a list, but a name alone lies within too much."""
    assert _ranks([["styrker sundhed gennem"]], "Vi styrker sundhed gennem sygdomskontrol") == 1
    assert _ranks([["sundhed"]], "Vi styrker sundhed gennem sygdomskontrol") is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (case(evidence=("x",)), True),
        (case(), False),
        (case(evidence=("x",), status=ABSTAINED), False),
        (case(evidence=("x",), history=(Turn(role="user", content="Hej"),)), False),
    ],
    ids=["answerable", "no evidence", "no answer", "follow-up"],
)
def test_only_what_stands_alone_and_has_evidence_is_searched_for(given: Case, *, expected: bool) -> None:
    """Search knows no earlier turns, and without evidence there is nothing to find."""
    assert is_searched(given) is expected


def _found(*ranks: int | None, **fields: object) -> list[Found]:
    return [Found(case=case(**fields), rank=rank) for rank in ranks]


def test_drops_count_the_first_place_only() -> None:
    """An arm that moves evidence from first to second has cost something."""
    english = {"language": Language.ENGLISH, "kind": "passage"}
    before = [*_found(1, 1), *_found(1, **english)]
    after = [*_found(1, 2), *_found(None, **english)]

    assert retrieval_drops(before, after) == {
        "all": pytest.approx(200 / 3),
        "danish": 50,
        "english": 100,
        "passage": 100,
    }


def test_table_shows_hits_at_one_and_three_of_groups_with_questions() -> None:
    """A group without questions has no figure, so it has no column."""
    lines = retrieval_table({"whole": _found(1, 2), "without FAISS": _found(3, None)}).splitlines()

    assert lines[0].split() == ["evidence", "found", "all", "@1", "@3", "danish", "@1", "@3"]
    assert lines[2].split() == ["whole", "50.0", "100.0", "50.0", "100.0"]
    assert lines[3].split() == ["without", "FAISS", "0.0", "50.0", "0.0", "50.0"]


def test_each_arm_is_held_against_the_whole() -> None:
    """The drops that bars are about come from one run."""
    rows = {"whole": _found(1), "without FAISS": _found(2), "shuffled vectors": _found(1), "without BM25": _found(1)}

    assert lost_hits(rows)["without FAISS"]["all"] == 100
    assert lost_hits(rows)["without BM25"]["all"] == 0


def test_bars_are_read_by_the_name_of_their_questions(tmp_path: Path) -> None:
    """A bar on one pile of questions says nothing about another."""
    path = tmp_path / "baseline.json"
    bar = {"ablation": "without FAISS", "group": "all", "points": 8}
    path.write_text(json.dumps({"retrieval": {"rephrased": [bar]}}), encoding="utf-8")

    assert read_retrieval_bars(path) == {
        "rephrased": (AblationBar(ablation="without FAISS", group="all", points=8),),
    }


def test_each_rephrased_question_has_one_passage_of_the_pile(tmp_path: Path) -> None:
    """Evidence that stood nowhere, or twice, would make the figure a lottery."""
    file = rephrased(tmp_path)
    passages = (tmp_path / "pile.txt").read_text(encoding="utf-8").split("\n\n")
    evidence = [each.evidence[0] for each in file.cases if each.language is Language.ENGLISH]

    assert sorted(evidence) == sorted(passage.strip() for passage in passages)
    assert len(set(evidence)) == len(evidence)
    assert len(file.cases) == 2 * len(evidence)
    assert all(is_searched(each) for each in file.cases)
