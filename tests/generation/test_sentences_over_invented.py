"""
Sentences over the invented bodies: no lie is shown, and as many of the honest ones as before.

They are data, `sentences_over_invented.yaml`; docs/language-model.md has what the first run of them showed.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from telling import tells

from assistant.bootstrap import build
from assistant.question import ANYBODY, Question
from evals.runner import indexed

ROOT = Path(__file__).parents[2]
WRITTEN = yaml.safe_load((Path(__file__).parent / "sentences_over_invented.yaml").read_text(encoding="utf-8"))
ENTRIES = [entry for part in ("before", "after") for entry in WRITTEN[part]]
ASKED_AT = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
KEPT = {
    "coastal_council": 3, "fjordtilsynet": 9, "library_service": 14, "north_sea": 18, "regionshospital": 3,
    "skovstyrelsen": 7,
}  # fmt: skip
"""How many honest sentences at least are shown: a figure may only rise."""
SOME = ("regionshospital", "coastal_council")
"""Bodies of `make test`; `make soak` asks all."""


@pytest.mark.slow
@pytest.mark.parametrize("corpus", SOME)
def test_some_sentences_are_told_apart(corpus: str, tmp_path: Path) -> None:
    """The same as below, for the bodies with the fewest sentences."""
    _are_told_apart(corpus, tmp_path)


@pytest.mark.soak
@pytest.mark.sharded
@pytest.mark.parametrize("corpus", sorted(KEPT))
def test_all_sentences_are_told_apart(corpus: str, tmp_path: Path) -> None:
    """A lie is not shown, whatever it leans on; honest ones are, since silence is no virtue of its own."""
    _are_told_apart(corpus, tmp_path)


def _are_told_apart(corpus: str, data: Path) -> None:
    assistant = build(indexed(ROOT / "evals" / "corpora" / corpus, data))
    shown: dict[str, list[str]] = {"honest": [], "lies": []}
    for entry in ENTRIES:
        if entry["corpus"] == corpus:
            question = Question(text=entry["question"], asked_at=ASKED_AT)
            plain = assistant.ask(question, ANYBODY).text
            for kind, sentence in [("honest", each) for each in entry["honest"]] + [
                ("lies", each) for each in entry["lies"]
            ]:
                text = assistant.with_model(tells(sentence)).ask(question, ANYBODY).text
                if sentence in text and sentence not in plain:
                    shown[kind].append(sentence)

    assert shown["lies"] == []
    assert len(shown["honest"]) >= KEPT[corpus]


def test_every_body_is_asked_about() -> None:
    """A body left out would be one whose lies nobody looks for."""
    honest, lies = (sum((entry[kind] for entry in ENTRIES), start=list[Any]()) for kind in ("honest", "lies"))

    assert {entry["corpus"] for entry in ENTRIES} == set(KEPT)
    assert (len(honest), len(lies)) == (82, 156)
