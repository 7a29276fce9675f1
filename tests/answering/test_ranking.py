"""What a search brings up is ranked by how wholly it accounts for the words searched for, too."""

from __future__ import annotations

import pytest

from assistant.answering import ranking
from assistant.answering.ranking import by_account
from assistant.assistant import Assistant
from assistant.question import ANYBODY
from ingest.records import Language

QUERY = "fem egenskaber"


def test_a_passage_that_says_all_of_it_comes_before_one_that_is_only_near(real: Assistant) -> None:
    """With accounting alone, what lacks a part of the search cannot be first."""
    view = real.view(ANYBODY)
    concepts = view.bridge.concepts(QUERY, language=Language.DANISH)
    found = view.searcher.search(QUERY, language=Language.DANISH, limit=10)

    worst_first = tuple(reversed(found))
    ranked = by_account(worst_first, concepts, view.stretches)

    assert {each.row for each in ranked} == {each.row for each in found}
    assert ranked[0].row == found[0].row


def test_nothing_to_account_for_keeps_the_order(real: Assistant) -> None:
    """A search of nothing but small words is ranked by likeness alone."""
    view = real.view(ANYBODY)
    found = view.searcher.search("hvad er det", language=Language.DANISH, limit=10)

    assert by_account(found, (), view.stretches) == found


def test_only_the_best_are_ranked_anew(real: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """To cut thousands of passages into stretches would take seconds."""
    monkeypatch.setattr(ranking, "RANKED", 3)
    view = real.view(ANYBODY)
    concepts = view.bridge.concepts(QUERY, language=Language.DANISH)
    found = view.searcher.search(QUERY, language=Language.DANISH, limit=10)

    ranked = by_account(found, concepts, view.stretches)

    assert {each.row for each in ranked[:3]} == {each.row for each in found[:3]}
    assert ranked[3:] == found[3:]
