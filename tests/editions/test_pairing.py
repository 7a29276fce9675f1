"""Parallel editions: paired with their originals stretch by stretch, and checked against them."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from ingest.corpus import load_document, read_corpus
from ingest.editions import numbers_in, pair_documents, rendered_goals, renders, split_editions
from ingest.goals import find_goals
from ingest.parsers import parse_text
from ingest.passages import find_passages
from ingest.records import Document, Language

CORPUS = Path(__file__).parents[2] / "corpus"
DANISH = """# Strategi

Havnetilsynet har 12 stationer og 1.500 medlemmer. Vi fører tilsyn.

## 1. Tre værdier

De tre værdier er:

- Rolig
- Grundig
- Venlig

## 2. Mål

### Mål 1

Titel	Mål	Målepunkt
Klart vand	Vandet skal være klart.	<ul><li>Måling er begyndt (Q1).</li><li>Rapport udgivet 1. marts 2025.</li></ul>
"""
ENGLISH = """# Strategy

The Port Authority has 12 stations and 1,500 members. We carry out supervision.

## 1. Three values

The three values are:

- Calm
- Thorough
- Kind

## 2. Goals

### Goal 1

Title	Goal	Milestone
Clear water	The water is to be clear.	<ul><li>Measuring begun (Q1).</li><li>Report out on 1 March 2025.</li></ul>
"""


def _document(text: str, *, language: Language = Language.DANISH, edition_of: str | None = None) -> Document:
    return Document(
        id="strategi.en" if edition_of else "strategi",
        path="strategi.md",
        title="Strategi",
        organisation="havn",
        kind="strategy",
        language=language,
        text=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        root=parse_text(text),
        is_official=edition_of is None,
        edition_of=edition_of,
    )


ORIGINAL = _document(DANISH)
EDITION = _document(ENGLISH, language=Language.ENGLISH, edition_of="strategi")


def _pairs(original: Document, edition: Document) -> dict[str, str]:
    (pairing,), _ = pair_documents([original, edition])
    return {pair.original.of(original.text): pair.edition.of(edition.text) for pair in pairing.pairs}


def _codes(english: str) -> list[str]:
    edition = _document(english, language=Language.ENGLISH, edition_of="strategi")
    return [finding.code for finding in pair_documents([ORIGINAL, edition])[1]]


def test_headings_lead_ins_items_cells_and_sentences_are_paired() -> None:
    """An answer may quote any of them, and each must find its own rendering."""
    pairs = _pairs(ORIGINAL, EDITION)

    assert pairs["Tre værdier"] == "Three values"
    assert pairs["De tre værdier er:"] == "The three values are:"
    assert pairs["Grundig"] == "Thorough"
    assert pairs["Vi fører tilsyn."] == "We carry out supervision."
    assert pairs["Rapport udgivet 1. marts 2025."] == "Report out on 1 March 2025."


def test_editions_that_say_the_same_bring_no_finding() -> None:
    """A finding asks for somebody's time; thousands and dates are written otherwise in the other language."""
    findings = pair_documents([ORIGINAL, EDITION])[1]

    assert findings == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("12 stations", "21 stations", "edition_numbers", id="figure"),
        pytest.param("(Q1)", "(Q2)", "edition_numbers", id="quarter"),
        pytest.param("1 March", "1 May", "edition_numbers", id="month"),
        pytest.param("The three values are:", "The four values are:", "edition_numbers", id="count in words"),
        pytest.param("- Kind\n", "", "edition_structure", id="item left out"),
        pytest.param("## 2. Goals", "## 3. Goals", "edition_structure", id="other number"),
        pytest.param("members. We", "members, and we", "edition_sentences", id="sentences joined"),
    ],
)
def test_a_difference_is_reported(old: str, new: str, code: str) -> None:
    """A reader of the edition would be told something else than the document says."""
    assert old in ENGLISH

    assert code in _codes(ENGLISH.replace(old, new))


def test_nothing_is_paired_below_a_structure_that_differs() -> None:
    """With an item left out, the ones after it would be shown as renderings of their neighbours."""
    edition = _document(ENGLISH.replace("- Thorough\n", ""), language=Language.ENGLISH, edition_of="strategi")

    pairs = _pairs(ORIGINAL, edition)

    assert "Venlig" not in pairs
    assert pairs["Vi fører tilsyn."] == "We carry out supervision."


def test_a_sentence_of_its_own_is_paired_only_where_there_are_as_many() -> None:
    """Nobody can tell which of two sentences renders one of three."""
    edition = _document(
        ENGLISH.replace("members. We", "members, and we"), language=Language.ENGLISH, edition_of="strategi"
    )

    assert "Vi fører tilsyn." not in _pairs(ORIGINAL, edition)


@pytest.mark.parametrize(
    "edition",
    [
        pytest.param(dataclasses.replace(EDITION, edition_of="lost"), id="of a document that is not there"),
        pytest.param(dataclasses.replace(EDITION, language=Language.DANISH), id="in the original's language"),
    ],
)
def test_what_renders_nothing_is_a_document_like_any_other(edition: Document) -> None:
    """It may be the only one that says what it says, so it is not hidden; a finding says why."""
    originals, editions = split_editions([ORIGINAL, edition])
    pairings, findings = pair_documents([ORIGINAL, edition])

    assert ([each.id for each in originals], editions, pairings) == (["strategi", "strategi.en"], (), ())
    assert [finding.code for finding in findings] == ["edition_unusable"]


def test_each_passage_of_an_edition_knows_the_passage_it_is_another_wording_of() -> None:
    """Both are one search result."""
    goals, _ = find_goals(ORIGINAL)
    (pairing,), _ = pair_documents([ORIGINAL, EDITION])
    originals = find_passages(ORIGINAL, goals)

    passages = renders(find_passages(EDITION, rendered_goals(goals, pairing, EDITION)), originals, pairing)

    assert [each.renders for each in passages] == [each.id for each in originals]
    assert any(each.goal for each in originals)


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("17.12.2024", "17 December 2024"),
        ("5,0 mio. kr.", "DKK 5.0 million"),
        ("1.234.567", "1,234,567"),
        ("fire kerneopgaver", "four core tasks"),
        ("3. kvartal 2025", "third quarter of 2025"),
        ("den 3. maj", "3 May"),
        ("en ny plan", "one new plan"),
        ("vi må", "we may"),
    ],
)
def test_the_same_numbers_are_the_same_in_both_languages(danish: str, english: str) -> None:
    """Each language has its own way to print them."""
    assert numbers_in(danish, Language.DANISH) == numbers_in(english, Language.ENGLISH)


def test_every_document_of_the_corpus_has_an_edition_that_says_the_same() -> None:
    """An English reader of the corpus is told all of it, and no other numbers."""
    documents = [load_document(source)[0] for source in read_corpus(CORPUS).sources]

    originals, editions = split_editions(documents)
    pairings, findings = pair_documents(documents)

    assert findings == ()
    assert {each.edition_of for each in editions} == {each.id for each in originals}
    assert not any(each.is_official for each in editions)
    for pairing in pairings:
        original = next(each for each in originals if each.id == pairing.original)
        quotes = {quote.span for each in find_passages(original, find_goals(original)[0]) for quote in each.quotes}
        assert quotes <= {pair.original for pair in pairing.pairs}


def test_an_editions_passages_belong_to_no_goal() -> None:
    """Whoever gathers what a goal says must not gather the edition's words as the document's."""
    goals, _ = find_goals(ORIGINAL)
    (pairing,), _ = pair_documents([ORIGINAL, EDITION])

    passages = renders(find_passages(EDITION, rendered_goals(goals, pairing, EDITION)), (), pairing)

    assert [each.goal for each in passages] == [None] * len(passages)
