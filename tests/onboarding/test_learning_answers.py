"""Answers about onboarding and bias: training material and the plan's own words are never mixed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.answer import Answer, Kind
from assistant.assistant import Assistant
from assistant.onboarding.library import Library
from assistant.question import ANYBODY, Question
from evals.cases import read_cases
from ingest.records import Language

ROOT = Path(__file__).parents[2]
GOLDEN = read_cases(ROOT / "evals" / "golden" / "corpus_onboarding.yaml")
CASES = (*GOLDEN, *read_cases(ROOT / "evals" / "tuning" / "corpus_onboarding.yaml"))
ASKED_AT = dt.datetime(2025, 5, 20, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
LABELS = ("Undervisningsmateriale (ikke en del af planen", "Training material (not part of the plan")
DRAFT = ("endnu ikke godkendt", "not approved yet")


def _ask(assistant: Assistant, text: str) -> Answer:
    return assistant.ask(Question(text=text, asked_at=ASKED_AT), ANYBODY)


def _sentences(library: Library) -> set[str]:
    """Everything a lesson says, in pieces that could be shown."""
    return {
        piece
        for module in library.modules.values()
        for lesson in module.all_lessons
        for text in lesson.texts.values()
        for piece in (text.in_short, *text.paragraphs, *text.checklist.points)
    }


def test_there_are_enough_questions_in_both_languages() -> None:
    """A share over a handful of questions says nothing."""
    english = sum(case.language is Language.ENGLISH for case in GOLDEN)

    assert len(GOLDEN) >= 40
    assert 0.4 <= english / len(GOLDEN) <= 0.6


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_plan_and_training_are_never_mixed(real: Assistant, library: Library, case) -> None:  # noqa: ANN001
    """What a lesson says must not pass for what was agreed, nor the other way round."""
    answer = real.ask(case.asks, ANYBODY)
    pieces = answer.text.split("\n\n")
    first = next((place for place, piece in enumerate(pieces) if any(label in piece for label in LABELS)), None)
    said = {sentence for sentence in _sentences(library) if sentence in answer.text}

    assert all(citation.official for citation in answer.citations)
    assert not any(sentence in citation.quote for sentence in _sentences(library) for citation in answer.citations)
    if said:
        assert first is not None
        before = "\n\n".join(pieces[:first])
        assert not any(sentence in before for sentence in said)
    if answer.kind not in (Kind.LEARNING, Kind.ONBOARDING):
        assert first is None


@pytest.mark.parametrize("text", ["Hvad er bias?", "What is bias?"])
def test_a_draft_is_found_and_called_one(real: Assistant, text: str) -> None:
    """Whoever is to approve a module must be able to ask for it; others must see that nobody has."""
    answer = _ask(real, text)

    assert answer.kind is Kind.LEARNING
    assert any(word in answer.text for word in DRAFT)


@pytest.mark.parametrize(
    "text",
    [
        "Hvad siger planen om bias?",
        "Hvornår er cafémødet om bias?",
        "Hvem har ansvar for undervisning i bias?",
        "Is there a milestone about bias?",
        "what does the strategy say about onboarding?",
        "hvad er Mål 3?",
    ],
)
def test_a_question_for_the_plan_is_answered_from_it(real: Assistant, text: str) -> None:
    """A lesson must never stand in for what was agreed."""
    assert _ask(real, text).kind is not Kind.LEARNING


@pytest.mark.parametrize("text", ["Hvad er vores sprog?", "hvad er struktur", "What is the evidence?", "hvad hjælper?"])
def test_everyday_words_ask_for_no_lesson(real: Assistant, text: str) -> None:
    """A lesson on language must not take every question with that word."""
    assert _ask(real, text).kind is not Kind.LEARNING
