"""A superseded version answers only when its year is asked for, and beside the newer one when asked what changed."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import AnswerStatus, Kind, Reason
from assistant.assistant import Assistant
from assistant.question import ANYBODY

ON = dt.date(2026, 3, 1)
DESCRIBED = """
[[organisation]]
id = "havn"
name = "Havnestyrelsen"
home = true
"""
PLAN = """# Resultatplan {year}

## 1. Faglige mål

### Mål 1: Renere sejlløb

Færre udslip i de indre farvande.

Målepunkter:

- Målebøjer er lagt ud ved {place} (Q2).
- Rapporten om olieudslip er offentliggjort (Q4).

### Mål {other}

Alle søkort kan hentes digitalt.

Målepunkter:

- De første tolv søkort er udgivet (Q1).
"""
FILES = {
    "resultatplan-2025.md": PLAN.format(year=2025, place="Grønsund", other="2: Søkort"),
    "resultatplan-2026.md": PLAN.format(year=2026, place="Storstrømmen", other="2: Søkort"),
}


@pytest.fixture(scope="module")
def havn(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over last year's plan and this year's."""
    root = tmp_path_factory.mktemp("versions")
    return assistant_over(write_corpus(root / "corpus", FILES, described=DESCRIBED), root / "var")


def test_the_newer_version_answers(havn: Assistant) -> None:
    """What was agreed for last year is no answer to what is agreed now."""
    answer = havn.ask(asks("Hvor lægges der målebøjer ud?", on=ON), ANYBODY)

    assert {each.document for each in answer.citations} == {"resultatplan-2026"}


def test_an_older_version_answers_when_its_year_is_asked_for(havn: Assistant) -> None:
    """It is not lost."""
    answer = havn.ask(asks("Hvad var mål 1 i 2025?", on=ON), ANYBODY)

    assert {each.document for each in answer.citations} == {"resultatplan-2025"}


def test_search_finds_the_newer_version_alone(havn: Assistant) -> None:
    """A list of hits is an answer too."""
    hits = havn.search("målebøjer sejlløb", ANYBODY)

    assert {each.passage.document for each in hits} == {"resultatplan-2026"}


@pytest.mark.parametrize("text", ["Hvad er ændret i mål 1 siden sidste år?", "What changed in goal 1 since last year?"])
def test_what_changed_is_told_in_the_words_of_both(havn: Assistant, text: str) -> None:
    """The difference is in the wording, so both wordings are shown and nothing that stayed the same."""
    answer = havn.ask(asks(text, on=ON), ANYBODY)

    assert (answer.status, answer.kind) == (AnswerStatus.ANSWERED, Kind.COMPARISON)
    assert [(each.document, each.quote) for each in answer.citations] == [
        ("resultatplan-2025", "Målebøjer er lagt ud ved Grønsund (Q2)."),
        ("resultatplan-2026", "Målebøjer er lagt ud ved Storstrømmen (Q2)."),
    ]


def test_a_goal_that_stayed_the_same_is_said_to(havn: Assistant) -> None:
    """No difference is an answer."""
    answer = havn.ask(asks("Hvad er ændret i mål 2 siden sidste år?", on=ON), ANYBODY)

    assert answer.status is AnswerStatus.ANSWERED
    assert "Ordlyden er den samme." in answer.text


def test_without_an_earlier_version_nothing_is_compared(real: Assistant) -> None:
    """A difference to nothing would be invented."""
    answer = real.ask(asks("Hvad er ændret i mål 3 siden sidste år?", on=dt.date(2025, 5, 20)), ANYBODY)

    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.NOT_IN_DOCUMENTS)


def test_a_version_whose_newer_one_is_hidden_is_in_force(havn: Assistant) -> None:
    """Who may not read the newer one must not learn of it by an answer that is missing."""
    known = havn.knowledge(ANYBODY)
    hidden = dataclasses.replace(known.documents["resultatplan-2026"], audience=frozenset({"board"}))
    seen = dataclasses.replace(known, documents={**known.documents, hidden.id: hidden}).readable_by(frozenset())

    assert list(seen.in_force().documents) == ["resultatplan-2025"]
