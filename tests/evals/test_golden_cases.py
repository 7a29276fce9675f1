"""Golden questions are data with a schema: what does not meet it is refused with file, case and key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.answer import AnswerStatus, Kind, Reason
from evals.cases import CaseInvalid, load_case_files, load_sets, read_cases
from ingest.records import Language

GOOD = """
- id: a
  question: "Hvad er målet?"
  kind: goal
  language: da
  status: [answered, clarify]
  reason: ambiguous
  asked_at: 2026-11-21
  history: [{role: user, content: "Hej"}]
  organisation: ssi
  facts: ["x|y"]
  kinds: [goal]
"""


def _file(folder: Path, text: str, name: str = "corpus_x.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_every_key(tmp_path: Path) -> None:
    """A key that is silently dropped would make its check pass for ever."""
    (case,) = read_cases(_file(tmp_path, GOOD))

    assert case.status == (AnswerStatus.ANSWERED, AnswerStatus.CLARIFY)
    assert case.reason == (Reason.AMBIGUOUS,)
    assert case.kinds == (Kind.GOAL,)
    assert case.language is Language.DANISH
    assert case.facts == ("x|y",)
    assert case.asks.asked_at.isoformat() == "2026-11-21T12:00:00+01:00"
    assert (case.asks.organisation, case.asks.history[0].content) == ("ssi", "Hej")


def test_asks_on_a_fixed_day_unless_told(tmp_path: Path) -> None:
    """Answers depend on the day, so a case without one must not depend on today."""
    (case,) = read_cases(_file(tmp_path, GOOD.replace("  asked_at: 2026-11-21\n", "")))

    assert case.asked_at == dt.date(2025, 5, 20)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: goal", "kin: goal", r"corpus_x\.yaml, case 1 \(a\): 'kin' is no key"),
        ("  kind: goal\n", "", "'kind' is missing"),
        ("[answered, clarify]", "[answerd]", "'status' is .*one of answered, abstained"),
        ("language: da", "language: no", "'language' is False"),
        ('["x|y"]', "x", "'facts' is 'x', but must be a list"),
        ('["x|y"]', "[5]", "'facts' is .*quote it where YAML would read a number"),
        ('["x|y"]', '["x|** **"]', r"'facts' is .*in 'x\|\*\* \*\*' a form holds none"),
        ('facts: ["x|y"]', 'forbidden: ["[1]"]', r"'forbidden' is .*would be found everywhere"),
        ("2026-11-21", "tomorrow", "'asked_at' is 'tomorrow', but must be a date"),
        ('[{role: user, content: "Hej"}]', '["Hej"]', "'history' is .*role and content"),
    ],
    ids=[
        "unknown key",
        "missing key",
        "status",
        "language",
        "no list",
        "number",
        "empty form",
        "empty forbidden",
        "date",
        "history",
    ],
)
def test_what_does_not_meet_the_schema_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Whoever wrote the case must find it at once; a run over half a case would flatter."""
    assert old in GOOD
    with pytest.raises(CaseInvalid, match=told):
        read_cases(_file(tmp_path, GOOD.replace(old, new)))


@pytest.mark.parametrize("text", ["a: 1", "- x", "- [", ""], ids=["mapping", "text", "no YAML", "nothing"])
def test_what_is_no_list_of_cases_is_refused(tmp_path: Path, text: str) -> None:
    """An empty or broken file must not count as nothing to do."""
    with pytest.raises(CaseInvalid, match=r"corpus_x\.yaml"):
        read_cases(_file(tmp_path, text))


def test_file_name_says_corpus_and_set(tmp_path: Path) -> None:
    """The name is the one place that says which documents a file is about."""
    golden, corpora = tmp_path / "golden", tmp_path / "corpora"
    golden.mkdir()
    (corpora / "north").mkdir(parents=True)
    (tmp_path / "corpus").mkdir()
    for number, name in enumerate(["corpus_lists.yaml", "corpus_fresh.yaml", "north.yaml", "north_fresh.yaml"]):
        _file(golden, GOOD.replace("id: a", f"id: a{number}"), name)
    files = load_case_files(golden, corpus=tmp_path / "corpus", corpora=corpora)

    assert [(file.name, file.corpus.name, file.set) for file in files] == [
        ("corpus_fresh", "corpus", "fresh"),
        ("corpus_lists", "corpus", "golden"),
        ("north", "north", "golden"),
        ("north_fresh", "north", "fresh"),
    ]


def test_two_cases_with_one_id_are_refused(tmp_path: Path) -> None:
    """An id names one case, in the report and with --only."""
    (tmp_path / "corpus").mkdir()
    for name in ("corpus_a.yaml", "corpus_b.yaml"):
        _file(tmp_path, GOOD, name)

    with pytest.raises(CaseInvalid, match=r"corpus_b\.yaml: the id 'a' is also in corpus_a\.yaml"):
        load_case_files(tmp_path, corpus=tmp_path / "corpus", corpora=tmp_path)


def test_a_file_about_no_folder_is_refused(tmp_path: Path) -> None:
    """A misspelt name must not run over the wrong documents, or none."""
    _file(tmp_path, GOOD, "nowhere.yaml")

    with pytest.raises(CaseInvalid, match="nowhere"):
        load_case_files(tmp_path, corpus=tmp_path, corpora=tmp_path / "corpora")


def test_folder_says_set(tmp_path: Path) -> None:
    """Questions that may be tuned on are kept apart from those that judge."""
    (tmp_path / "corpus").mkdir()
    for number, name in enumerate(["tuning", "golden", "other"]):
        (tmp_path / name).mkdir()
        _file(tmp_path / name, GOOD.replace("id: a", f"id: a{number}"))
    files = load_sets(tmp_path, corpus=tmp_path / "corpus", corpora=tmp_path)

    assert [file.set for file in files] == ["golden", "tuning"]


def test_an_id_is_used_once_over_all_sets(tmp_path: Path) -> None:
    """A question that is in two sets would judge what was tuned on it."""
    (tmp_path / "corpus").mkdir()
    for name in ("tuning", "golden"):
        (tmp_path / name).mkdir()
        _file(tmp_path / name, GOOD)

    with pytest.raises(CaseInvalid, match="the id 'a' is also in"):
        load_sets(tmp_path, corpus=tmp_path / "corpus", corpora=tmp_path)
