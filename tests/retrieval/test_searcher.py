"""The search finds what fits best by words and meaning together, and sees nothing outside the asker's scope."""

from __future__ import annotations

import numpy as np
import pytest
from knowledge_samples import ALL, OPEN, encoder, knowledge, lexicon

from assistant.retrieval.evidence import COVERAGE, FAVOURED, STRETCH, WHOLE
from assistant.retrieval.search import Searcher
from evals.ablations import ABLATIONS
from ingest.knowledge import Knowledge
from ingest.lexical import analyse, expand
from ingest.records import Language

QUESTIONS = {
    "da, its words": ("Hvornår holdes beredskabsøvelsen?", Language.DANISH),
    "da, other words": ("Bliver babyer undersøgt?", Language.DANISH),
    "en": ("What do you do about vaccines and newborns?", Language.ENGLISH),
    "nothing of it": ("Hvor ligger månens bagside?", Language.DANISH),
}
questions = pytest.mark.parametrize(("text", "language"), list(QUESTIONS.values()), ids=list(QUESTIONS))


def _searcher(over: Knowledge) -> Searcher:
    return Searcher(over, encoder=encoder(), lexicon=lexicon())


def _naive(over: Knowledge, text: str, language: Language) -> list[tuple[float, str]]:
    """The score of every visible passage, which has no stretches, by plain arithmetic, and its id; best first."""
    question = encoder().embed_questions([text])[0]
    terms = expand(analyse(text, language), language, vocabulary=over.lexical.vocabulary(over.rows), lexicon=lexicon())
    coverages = over.lexical.coverages(terms, among=over.rows)
    found = []
    for row, coverage in zip(over.rows.tolist(), coverages.tolist(), strict=True):
        passage = over.passages[row]
        cosine = float(encoder().embed_passages([passage.indexed_text])[0] @ question)
        found.append(((WHOLE + STRETCH) * cosine + COVERAGE * coverage, passage.id))
    return sorted(found, key=lambda each: -each[0])


@questions
@pytest.mark.parametrize("groups", [frozenset(), frozenset({"hr"})], ids=["anybody", "hr"])
def test_the_ranking_is_that_of_plain_arithmetic(text: str, language: Language, groups: frozenset[str]) -> None:
    """Neither index may lose or misplace a passage on the way."""
    over = knowledge(ALL).readable_by(groups)

    found = _searcher(over).search(text, language=language, limit=5)

    expected = _naive(over, text, language)[:5]
    assert [each.passage.id for each in found] == [passage for _, passage in expected]
    assert [each.score for each in found] == pytest.approx([score for score, _ in expected], abs=1e-5)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("beredskabsøvelse", Language.DANISH, "plan#1"),
        ("screening of newborns", Language.ENGLISH, "plan#2"),
        ("hvad er visionen?", Language.DANISH, "page#1"),
    ],
)
def test_the_fitting_passage_comes_first(text: str, language: Language, expected: str) -> None:
    """In either language."""
    assert _searcher(knowledge(OPEN)).search(text, language=language)[0].passage.id == expected


@pytest.mark.parametrize(
    ("documents", "expected"),
    [({"plan"}, {"plan"}), ({"page", "plan"}, {"page", "plan"}), ({"none"}, set()), (set(), set()), (None, set(OPEN))],
    ids=["one", "both", "unknown", "none", "everything"],
)
def test_a_search_stays_inside_the_documents_it_is_given(documents: set[str] | None, expected: set[str]) -> None:
    """Asked of one plan, another one is no answer."""
    found = _searcher(knowledge(OPEN)).search("beredskab", language=Language.DANISH, documents=documents, limit=99)

    assert {each.passage.document for each in found} == expected


@questions
def test_a_hidden_document_looks_like_one_that_does_not_exist(text: str, language: Language) -> None:
    """It may not be found, and not be felt in the score of another passage."""
    hidden = _searcher(knowledge(ALL).readable_by(frozenset())).search(text, language=language, limit=99)
    absent = _searcher(knowledge(OPEN)).search(text, language=language, limit=99)

    assert [each.passage for each in hidden] == [each.passage for each in absent]
    assert [each.score for each in hidden] == pytest.approx([each.score for each in absent], abs=1e-6)


def test_naming_a_hidden_document_does_not_open_it() -> None:
    """The scope is the asker's, whatever the search asks for."""
    searcher = _searcher(knowledge(ALL).readable_by(frozenset()))

    assert searcher.search("bonus", language=Language.DANISH, documents={"secret"}) == ()


@questions
def test_shuffled_vectors_change_what_is_found(text: str, language: Language) -> None:
    """If they did not, the vectors would be there for show."""
    over = knowledge(OPEN)
    found = _searcher(over).search(text, language=language, limit=4)
    shuffled = _searcher(ABLATIONS["shuffled vectors"](over)).search(text, language=language, limit=4)

    assert [each.passage.id for each in shuffled] != [each.passage.id for each in found]


def test_without_vectors_the_words_still_find() -> None:
    """One arm down leaves the other standing."""
    over = ABLATIONS["without FAISS"](knowledge(OPEN))

    found = _searcher(over).search("beredskabsøvelse", language=Language.DANISH)

    assert [each.passage.id for each in found if each.score] == ["plan#1"]
    assert found[0].cosine == 0


@pytest.mark.parametrize("text", ["", " \n"], ids=["empty", "blank"])
def test_nothing_asked_finds_nothing(text: str) -> None:
    """Every passage is equally far from no words."""
    assert _searcher(knowledge(OPEN)).search(text, language=Language.DANISH) == ()


@pytest.mark.parametrize("held", [(), ("secret",)], ids=["no documents", "none to read"])
def test_empty_knowledge_finds_nothing(held: tuple[str, ...]) -> None:
    """Somebody who may read nothing gets an empty result, not an error."""
    over = knowledge({key: ALL[key] for key in held}).readable_by(frozenset())

    assert _searcher(over).search("beredskab", language=Language.DANISH) == ()


def test_the_limit_cuts_the_tail() -> None:
    """What is left out is what fits least."""
    searcher = _searcher(knowledge(OPEN))
    all_of_them = searcher.search("vacciner til borgerne", language=Language.DANISH, limit=99)

    assert searcher.search("vacciner til borgerne", language=Language.DANISH, limit=3) == all_of_them[:3]
    assert np.all(np.diff([each.score for each in all_of_them]) <= 0)


def test_a_favoured_organisation_comes_before_an_equal_and_hides_nothing() -> None:
    """What is called "our vision" is most likely ours, but whoever asks for another's by its words must find it."""
    over = knowledge(OPEN)
    organisations = {document.organisation for document in over.documents.values()}
    plain = _searcher(over).search("hvad er visionen?", language=Language.DANISH)

    favoured = _searcher(over).search(
        "hvad er visionen?", language=Language.DANISH, favoured=dict.fromkeys(organisations, 1.0)
    )

    assert {each.passage.id for each in favoured} == {each.passage.id for each in plain}
    assert [each.score for each in favoured] == pytest.approx([each.score + FAVOURED for each in plain])


def test_the_name_of_whom_a_question_is_about_counts_for_little() -> None:
    """It says whose documents are meant; a passage is not nearer for saying the name once more."""
    searcher = _searcher(knowledge(OPEN))

    plain = searcher.search("direktørens vacciner", language=Language.DANISH, limit=99)
    about = searcher.search("direktørens vacciner", about="vacciner", language=Language.DANISH, limit=99)

    more, less = ({each.passage.id: each.coverage for each in found} for found in (about, plain))
    assert more["plan#3"] > less["plan#3"] > 0
    assert 0 < more["page#3"] < less["page#3"]


def test_small_words_count_only_where_there_is_nothing_else() -> None:
    """A question shares "hvad siger" with any passage that says something."""
    over = knowledge(OPEN)

    found = _searcher(over).search("hvad siger planen om beredskabsøvelse?", language=Language.DANISH)

    assert found[0].passage.id == "plan#1"
