"""The blind questions of search: frozen, each with its passage, over a pile that is mostly something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.protocols import Hit
from evals.blind_search import QUESTIONS, Asked, is_found, is_frozen, lay_down, read_questions, shares, table
from ingest.corpus import load_document, read_corpus
from ingest.goals import find_goals
from ingest.passages import find_passages
from ingest.records import Document, Language, Passage

LEAST_QUESTIONS = 150
LEAST_DISTRACTORS = 500


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Document], list[Passage]]:
    """The documents that are searched, and their passages."""
    folder = lay_down(tmp_path_factory.mktemp("pile") / "documents")
    documents = [load_document(source)[0] for source in read_corpus(folder).sources]
    return documents, [each for one in documents for each in find_passages(one, find_goals(one)[0])]


sets = pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)


@sets
def test_the_questions_are_those_that_were_frozen(path: Path) -> None:
    """Questions changed after the search was seen would be no longer blind."""
    assert is_frozen(path)


@sets
def test_there_are_enough_questions_and_distractors(path: Path, pile: tuple[list[Document], list[Passage]]) -> None:
    """A bar met by asking less is not met."""
    documents, passages = pile
    languages = [asked.language for asked in read_questions(path)]
    others = {each.id for each in documents if each.organisation == "others" and each.language is Language.DANISH}

    assert min(languages.count(language) for language in Language) >= LEAST_QUESTIONS
    assert sum(each.document in others for each in passages) >= LEAST_DISTRACTORS


@sets
def test_every_answer_stands_where_it_is_said_to(path: Path, pile: tuple[list[Document], list[Passage]]) -> None:
    """A quotation that no document holds could never be found."""
    texts = {each.id: each.text for each in pile[0]}

    told = [(asked.document, words) for asked in read_questions(path) for words in asked.quotes]
    lost = [words for document, words in told if words not in texts[document]]

    assert not lost


def test_a_passage_counts_where_it_overlaps_the_answer(pile: tuple[list[Document], list[Passage]]) -> None:
    """Passages may be cut otherwise tomorrow; where the answer stands does not change."""
    documents, passages = pile
    by_id = {each.id: each for each in documents}
    asked = Asked(text="?", language=Language.DANISH, document="ssi-mission-vision-strategi", quotes=("Nytænkende",))
    hits = [Hit(rank=1, passage=each, quote=each.quotes[0], score=1.0) for each in passages]

    found = [hit.passage for hit in hits if is_found(asked, hit, by_id)]

    assert [each.lead_in and each.lead_in.text for each in found] == ["De fem egenskaber er:"]


def test_shares_are_counted_for_each_language() -> None:
    """A third hit counts among three and not as a first one; a miss counts nowhere."""
    questions = [
        Asked(text="?", language=language, document="d", quotes=("q",)) for language in Language for _ in range(4)
    ]

    found = shares(questions, [1, 3, None, 1, 1, 1, 1, 2])

    assert found == {"da": (0.5, 0.75), "en": (0.75, 1.0)}
    assert "50.0   75.0     75.0  100.0" in table({"whole": found})
