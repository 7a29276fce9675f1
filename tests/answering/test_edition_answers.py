"""Answers from parallel editions: in the asker's language, unofficial, and with the official words at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_scenes import asks, assistant_over, write_corpus

from assistant.answer import Answer, AnswerStatus
from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.question import ANYBODY, Asker
from ingest.settings import load_settings

STRATEGI = """# Havnens strategi

Visionen er:

Rene havne, hvor alle kan bade hele året.

De tre værdier er:

- Rolig
- Grundig
- Venlig

Havnetilsynet måler kvælstof i vandet to gange om ugen.
"""
STRATEGY = """# The harbour's strategy

The vision is:

Clean harbours where everybody can swim all year round.

The three values are:

- Unhurried
- Painstaking
- Neighbourly

The Harbour Inspectorate measures nitrogen in the water twice a week.
"""
CHARTER = """# Pier charter

The charter promises one thing:

Every pier is lit from dusk to dawn.
"""
BRYGGE = """# Bryggernes løfte

Løftet er:

Enhver brygge er oplyst fra skumring til daggry.
"""
DESCRIBED = """
[[organisation]]
id = "havn"
name = "Havnetilsynet"
home = true

[[document]]
path = "strategi.md"
organisation = "havn"
kind = "strategy"
title = "Havnens strategi"
language = "da"
{audience}

[[document]]
path = "strategy.md"
organisation = "havn"
kind = "strategy"
title = "The harbour's strategy"
language = "en"
edition_of = "strategi"

[[document]]
path = "charter.md"
organisation = "havn"
kind = "charter"
title = "Pier charter"
language = "en"

[[document]]
path = "brygge.md"
organisation = "havn"
kind = "charter"
title = "Bryggernes løfte"
language = "da"
edition_of = "charter"
"""
FILES = {"strategi.md": STRATEGI, "strategy.md": STRATEGY, "charter.md": CHARTER, "brygge.md": BRYGGE}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented corpus: a Danish document with an English edition, and an English one with a Danish edition."""
    return write_corpus(tmp_path_factory.mktemp("havn") / "corpus", FILES, described=DESCRIBED.format(audience=""))


@pytest.fixture(scope="module")
def harbour(folder: Path) -> Assistant:
    """An assistant over it."""
    return assistant_over(folder, folder.parent / "data")


@pytest.fixture(scope="module")
def without(harbour: Assistant, folder: Path) -> Assistant:
    """The same with RETTESNOR_EDITIONS=off, over the same index."""
    assert harbour
    data = folder.parent / "data"
    names = {"RETTESNOR_CORPUS": str(folder), "RETTESNOR_DATA": str(data), "RETTESNOR_EDITIONS": "off"}
    return build(load_settings(names, file=data / "none.toml"))


def ask(assistant: Assistant, text: str) -> Answer:
    """The answer that anybody gets."""
    return assistant.ask(asks(text), ANYBODY)


def _holds(answer: Answer, assistant: Assistant) -> bool:
    """Whether every citation, and every translation in its own edition, is found to the letter."""
    texts = {key: each.text for key, each in assistant.knowledge(ANYBODY).all_documents.items()}
    places = [(each.document, each.start, each.end, each.quote) for each in answer.citations]
    shown = [each.translation for each in answer.citations if each.translation]
    places += [(each.document, each.start, each.end, each.text) for each in shown]
    return all(texts[document][start:end] == words for document, start, end, words in places)


def test_a_statement_is_given_in_english_with_the_official_danish_beside_it(harbour: Assistant) -> None:
    """The reader understands the one and can rely on the other."""
    answer = ask(harbour, "What is our vision?")

    assert "“Clean harbours where everybody can swim all year round.”\n»Rene havne, " in answer.text
    assert answer.text.count("unofficial") == 1
    assert answer.citations[0].translation is not None
    assert answer.citations[0].translation.document == "strategy"
    assert answer.citations[0].official
    assert _holds(answer, harbour)


def test_a_list_is_given_in_english_with_short_official_items_in_brackets(harbour: Assistant) -> None:
    """A list twice over would be hard to read; its lead-in stands behind the mark."""
    answer = ask(harbour, "What are our three values?")

    assert "2. Painstaking (»Grundig«) [3]" in answer.text
    assert "De tre værdier er" not in answer.text
    assert [each.quote for each in answer.citations] == ["De tre værdier er:", "Rolig", "Grundig", "Venlig"]
    assert answer.suggestions[-1] == "What are our three values: the exact wording"


def test_the_exact_wording_is_always_that_of_the_original(harbour: Assistant) -> None:
    """An edition is nobody's official word."""
    answer = ask(harbour, "What are our three values: the exact wording")

    assert "1. »Rolig« " in answer.text
    assert "Unhurried" not in answer.text
    assert "unofficial" not in answer.text


def test_a_question_in_the_originals_language_is_answered_as_if_there_were_no_edition(
    harbour: Assistant, without: Assistant
) -> None:
    """The original needs no rendering for those who read it."""
    asked = "Hvad er vores tre værdier?"
    answer, plain = (ask(each, asked) for each in (harbour, without))

    assert answer.text == plain.text
    assert all(each.translation is None for each in answer.citations)


def test_a_danish_question_over_an_english_document_is_answered_from_its_danish_edition(harbour: Assistant) -> None:
    """Both languages are equals, whichever the original is in."""
    answer = ask(harbour, "Hvad lover bryggernes løfte?")

    assert answer.status is AnswerStatus.ANSWERED
    assert "“Enhver brygge er oplyst fra skumring til daggry.”" in answer.text
    assert "»Every pier is lit from dusk to dawn.«" in answer.text
    assert answer.citations[0].document == "charter"
    assert "uofficiel" in answer.text


def test_words_that_only_the_edition_has_find_the_original(harbour: Assistant, without: Assistant) -> None:
    """An edition is another wording of the same passage, for search and for accounting alike."""
    asked = "Who is neighbourly?"
    (hit, *_), (plain, *_) = (each.search("painstaking neighbourly", ANYBODY) for each in (harbour, without))

    assert "Venlig" in {quote.text for quote in hit.passage.quotes}
    assert hit.score > plain.score
    assert ask(without, asked).status is AnswerStatus.ABSTAINED


def test_both_editions_of_a_passage_are_one_result(harbour: Assistant) -> None:
    """The corpus counts as its originals: a reader is not shown the same thing twice."""
    hits = harbour.search("nitrogen kvælstof vandet water", ANYBODY)

    assert {hit.passage.document for hit in hits} <= {"strategi", "charter"}
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_the_corpus_counts_as_its_originals(harbour: Assistant) -> None:
    """Two documents in two languages are two, not four."""
    knowledge = harbour.knowledge(ANYBODY)
    answer = ask(harbour, "Which documents do you have?")

    assert list(knowledge.documents) == ["charter", "strategi"]
    assert list(knowledge.editions) == ["brygge", "strategy"]
    assert "I have 2 documents" in answer.text


def test_switched_off_editions_are_absent_from_every_answer(without: Assistant, harbour: Assistant) -> None:
    """The setting is for measuring, and for those who want official words alone."""
    answer = ask(without, "What is our vision?")

    assert "Clean harbours" not in answer.text
    assert "»Rene havne, hvor alle kan bade hele året.« [1]" in answer.text
    assert answer.citations[0].translation is None
    assert not without.knowledge(ANYBODY).all_documents.keys() - {"charter", "strategi"}
    assert answer.id != ask(harbour, "What is our vision?").id


def test_an_edition_of_a_hidden_document_is_hidden_too(tmp_path: Path) -> None:
    """Its words are the document's words; forgetting its audience must not publish them."""
    described = DESCRIBED.format(audience='audience = ["hr"]')
    assistant = assistant_over(write_corpus(tmp_path / "corpus", FILES, described=described), tmp_path / "data")

    assert "strategy" in assistant.knowledge(Asker(groups=frozenset({"hr"}))).editions
    assert "strategy" not in assistant.knowledge(ANYBODY).all_documents
    assert not [hit for hit in assistant.search("painstaking", ANYBODY) if hit.passage.document != "charter"]
    assert "Painstaking" not in ask(assistant, "What are our three values?").text


def test_an_edition_that_cannot_be_read_leaves_its_last_good_version(folder: Path, tmp_path: Path) -> None:
    """One bad file costs only itself."""
    corpus = write_corpus(tmp_path / "corpus", FILES, described=DESCRIBED.format(audience=""))
    first = assistant_over(corpus, tmp_path / "data")
    before = ask(first, "What is our vision?")
    (corpus / "strategy.md").write_bytes(b"\x00\x00\xff\xfe\x00")

    second = assistant_over(corpus, tmp_path / "data")

    assert folder != corpus
    assert ask(second, "What is our vision?").text == before.text
