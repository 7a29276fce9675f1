"""Speed is measured over made passages, which must be such that a search has work to do."""

from __future__ import annotations

from assistant.retrieval.search import Searcher
from evals.speed import made_knowledge
from ingest.encoder.lexicon import Lexicon
from ingest.encoder.static import StaticEncoder
from ingest.records import Language


def test_made_passages_are_searched_as_ingested_ones() -> None:
    """With words, vectors and stretches: a passage is found by a sentence of its own."""
    encoder = StaticEncoder.load()
    made = made_knowledge(40, encoder=encoder)
    searcher = Searcher(made, encoder=encoder, lexicon=Lexicon.load())

    found = searcher.search(made.passages[7].quotes[0].text, language=Language.DANISH)

    assert len(made.passages) == 40
    assert found[0].row == 7
    assert any(each.stretch is not None for each in found)


def test_they_are_the_same_every_time() -> None:
    """Or two runs would not measure the same."""
    encoder = StaticEncoder.load()

    one, other = (made_knowledge(12, encoder=encoder) for _ in range(2))

    assert one.passages == other.passages
    assert [one.documents["made"].quote(each.span) for each in one.passages] == [
        each.quotes[0] for each in one.passages
    ]
