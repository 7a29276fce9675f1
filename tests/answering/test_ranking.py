"""What a search brings up is ranked by how wholly it accounts for the words searched for, too."""

from __future__ import annotations

import pytest

from assistant.answering.judging import ranking
from assistant.answering.judging.ranking import by_account, without_repeats
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


def test_a_sentence_that_a_document_repeats_is_found_once(real: Assistant) -> None:
    """The same words three times over would leave no room for what else there is."""
    text = "Hvad vil vi styrke?"
    repeated = [each.passage.body for each in real.nearest(text, ANYBODY, limit=20)]

    found = [hit.passage.body for hit in real.search(text, ANYBODY, limit=20)]

    assert len(set(repeated)) < len(repeated)
    assert len(set(found)) == len(found)
    assert set(found) == set(repeated)


def test_of_repeats_the_best_placed_is_kept(real: Assistant) -> None:
    """What fits is not to be moved down for standing elsewhere too."""
    first, second, *_ = real.nearest("Hvad er visionen?", ANYBODY, limit=4)

    assert without_repeats((first, second, first)) == (first, second)


def test_a_search_that_names_nobody_looks_nearest_home(real: Assistant) -> None:
    """Whoever asks "the vision" inside an agency means the agency's; another's name beside it says otherwise."""
    bare, named = (real.search(text, ANYBODY, limit=1)[0] for text in ("visionen", "visionen for Socialstyrelsen"))

    assert bare.passage.document == "ssi-mission-vision-strategi"
    assert named.passage.document == "socialstyrelsen-strategi"


def test_the_day_of_the_last_update_can_be_found(real: Assistant) -> None:
    """It stands in the document, so a search for it must not end beside it."""
    found = real.search("Hvornår er Socialstyrelsens strategi senest opdateret?", ANYBODY, limit=1)

    assert found[0].quote.text == "Senest opdateret 01-09-2021"
