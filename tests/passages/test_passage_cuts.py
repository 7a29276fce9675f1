"""What a reader would call one thing."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.goals import find_goals
from ingest.goals.roles import label_role
from ingest.parsers import parse_text
from ingest.parsers.inline import without_signs
from ingest.passages import find_passages
from ingest.records import BlockKind, Document, Language, Passage, PassageKind

CORPUS = Path(__file__).parents[2] / "corpus"
INVENTED = Path(__file__).parents[2] / "evals" / "corpora"
PATHS = sorted(CORPUS.glob("*.txt")) + sorted([*INVENTED.glob("*/*.txt"), *INVENTED.glob("*/*.md")])
LONG = " ".join(f"Dette er sætning nummer {number} om den samme sag." for number in range(60))


def _document(text: str, *, name: str = "d") -> Document:
    return Document(
        id=name,
        path=f"{name}.txt",
        title=name,
        organisation="o",
        kind="page",
        language=Language.DANISH,
        text=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        root=parse_text(text),
    )


def _passages(text: str) -> tuple[Passage, ...]:
    document = _document(text)
    return find_passages(document, find_goals(document)[0])


def _quotes(passage: Passage) -> list[str]:
    return [quote.text for quote in passage.quotes]


def _real(name: str) -> tuple[Passage, ...]:
    return _passages((CORPUS / f"{name}.txt").read_bytes().decode())


def test_a_last_updated_line_is_a_passage_of_its_own_kind() -> None:
    """It can be searched for, and is no statement of the document's."""
    found = _real("socialstyrelsen-strategi")[-1]

    assert (found.kind, _quotes(found)) == (PassageKind.UPDATED, ["Senest opdateret 01-09-2021"])


def test_a_list_is_one_passage_with_its_lead_in() -> None:
    """A list like "our five qualities" must come back whole, with the sentence that says what they are."""
    found = [each for each in _real("ssi-mission-vision-strategi") if each.kind is PassageKind.LIST]
    lead_ins = [each.lead_in.text for each in found if each.lead_in]

    assert lead_ins == [
        "SSI sikrer dette gennem følgende aktiviteter:",
        "De centrale strategiske indsatsområder er at styrke:",
        "De fem egenskaber er:",
    ]
    assert _quotes(found[2]) == ["Beredt", "Faglig", "Nyttig", "Nytænkende", "Samarbejdende"]


def test_explained_items_are_a_list_of_items_and_a_passage_each() -> None:
    """The four tasks are counted by their items; what one of them means is found by its explanation."""
    found = [each for each in _real("socialstyrelsen-strategi") if each.path[-1] == "Kerneopgaver"]

    assert [each.kind for each in found] == [PassageKind.LIST, *[PassageKind.PARAGRAPH] * 4]
    assert _quotes(found[0]) == [_quotes(each)[0] for each in found[1:]]
    assert [len(each.quotes) for each in found] == [4, 2, 2, 2, 2]


def test_a_numbered_list_says_so() -> None:
    """Principle 3 is asked for by its number."""
    found = [each for each in _real("socialstyrelsen-strategi") if each.kind is PassageKind.LIST]

    assert [(each.ordered, len(each.quotes)) for each in found] == [(False, 4), (True, 8)]


def test_a_goal_is_one_passage_and_nothing_of_it_is_told_twice() -> None:
    """A goal's cells belong together, and a duplicate would crowd out other evidence."""
    found = _real("ssi-maal-og-resultatplan-2025")
    goals = [each for each in found if each.kind is PassageKind.GOAL]
    spans = [quote.span for each in found for quote in each.quotes]

    assert [len(each.quotes) for each in goals] == [5, 4, 6, 6, 4, 5]
    assert all(each.goal for each in goals)
    assert goals[3].quotes[-1].text == "Planen afstemmes med Sundhedsstyrelsen."
    assert len(set(spans)) == len(spans)
    assert PassageKind.TABLE_ROW not in {each.kind for each in found}


def test_signatures_are_passages_and_contents_and_furniture_are_not() -> None:
    """A table of contents or "click here" proves nothing; a signature says who signed."""
    plan, page = _real("ssi-maal-og-resultatplan-2025"), _real("ssi-mission-vision-strategi")
    words = "\n".join(each.body for each in (*plan, *page))

    assert [_quotes(each)[1] for each in plan if each.kind is PassageKind.SIGNATURE] == [
        "Henrik Ullum",
        "Svend Særkjær",
    ]
    assert "....." not in words
    assert "Klik her" not in words


def test_a_labelled_statement_keeps_its_label() -> None:
    """The label "Visionen er:" is what makes the sentence after it the vision."""
    vision = next(each for each in _real("ssi-mission-vision-strategi") if each.lead_in and "Visionen" in each.body)

    assert vision.kind is PassageKind.PARAGRAPH
    assert vision.lead_in is not None
    assert vision.lead_in.text == "Visionen er:"


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    """One vector for thousands of characters would be about nothing."""
    found = _passages(f"# Sag\n\n{LONG}\n")

    assert len(found) > 2
    assert all(len(each.body) <= 900 and each.body.endswith(".") for each in found)
    assert " ".join(each.body for each in found) == LONG


def test_a_row_of_another_table_keeps_its_columns() -> None:
    """A number like "58" says nothing without "Staff"."""
    found = _passages("# Us\n\n| Department | Head | Staff |\n|---|---|---|\n| Data | Ida Holm | 58 |\n| IT | | 9 |\n")

    assert [each.kind for each in found] == [PassageKind.TABLE_ROW] * 2
    assert [quote.text for quote in found[0].columns] == ["Department", "Head", "Staff"]
    assert [quote.text for quote in found[1].columns] == ["Department", "Staff"]
    assert "Staff" in found[1].body


def test_a_list_inside_an_item_is_introduced_by_it() -> None:
    """An inner list means something only under its item."""
    found = _passages("# Opgaver\n\nVi har to opgaver:\n\n- Tilsyn med\n  - havne\n  - havbrug\n- Rådgivning\n")
    outer, inner = (each for each in found if each.kind is PassageKind.LIST)

    assert _quotes(outer) == ["Tilsyn med", "Rådgivning"]
    assert inner.lead_in is not None
    assert (inner.lead_in.text, _quotes(inner)) == ("Tilsyn med", ["havne", "havbrug"])


GATHERED = {
    "headings with a sentence each": (
        "# Bog\n\n## Værdier\n\nTre ting.\n\n### Mod\n\nA b.\n\n### Ro\n\nC d.\n\n### Tillid\n\nE f.\n\n## X\n\nY.\n",
        (["Mod", "Ro", "Tillid"], "Tre ting.", False),
    ),
    "numbered headings": (
        "1. Om os\n\nHer.\n\n2. Tre spor\n\n2.1 Data\n\nVi deler.\n\n2.2 Viden\n\nVi ved.\n\n2.3 Hold\n\nVi bliver.\n",
        (["Data", "Viden", "Hold"], None, True),
    ),
    "counted headings with lists beneath": (
        "Om os\n\nVi er.\n\nSpor\n\nVi har tre spor.\n\nSpor 1: A\n\nEt.\n\nSpor 2: B\n\nTo.\n\nSpor 3: C\n\nTre.\n",
        (["Spor 1: A", "Spor 2: B", "Spor 3: C"], "Vi har tre spor.", True),
    ),
    "bold labels": (
        "## Sådan\n\n**Ro.** Vi holder god tid.\n\n**Orden.** Vi rydder op.\n\n**Humor.** Vi griner sammen.\n",
        (["Ro", "Orden", "Humor"], None, False),
    ),
    "plain labels": (
        "## Goder\n\nVi har tre ting:\n\nMad: Du spiser med her.\n\nFri: Du har fem dage.\n\nKurser: Du kan tage to.\n",
        (["Mad", "Fri", "Kurser"], "Vi har tre ting:", False),
    ),
}


@pytest.mark.parametrize(("text", "expected"), GATHERED.values(), ids=GATHERED)
def test_headings_and_labels_with_explanations_are_a_list_too(
    text: str, expected: tuple[list[str], str | None, bool]
) -> None:
    """Asked for the values, nobody wants one heading at a time."""
    found = [each for each in _passages(text) if each.kind is PassageKind.LIST]

    assert [(_quotes(each), each.lead_in.text if each.lead_in else None, each.ordered) for each in found] == [expected]


SEPARATE = {
    "chapters of a short page": "# Side\n\n## Vision\n\nVi ser.\n\n## Mission\n\nVi går.\n\n## Om\n\nVi er.\n",
    "fields of something": "## X\n\nAnsvarlig: Vores eget hus.\n\nFrist: Vi når det nok.\n\nStatus: Det går godt nu.\n",
    "goals": "# Plan\n\n## Mål 1: A\n\n- x (Q1)\n\n## Mål 2: B\n\n- y (Q2)\n\n## Mål 3: C\n\n- z (Q3)\n",
}


@pytest.mark.parametrize("text", SEPARATE.values(), ids=SEPARATE)
def test_headings_that_count_nothing_off_make_no_list(text: str) -> None:
    """A false list would be read out as "our three …"."""
    assert [each for each in _passages(text) if each.kind is PassageKind.LIST] == []


def test_markup_leaves_no_scraps_to_quote_and_loses_no_words() -> None:
    """A quotation "imod." says nothing, but a search for it must still find its sentence."""
    found = _passages("Den første dag tager en ~~chef~~ makker imod. Makkeren er en erfaren kollega.\n")

    assert [_quotes(each) for each in found] == [["Den første dag tager en", "chef", "Makkeren er en erfaren kollega."]]
    assert found[0].body == "Den første dag tager en chef makker imod. Makkeren er en erfaren kollega."


def test_words_in_bold_stay_in_their_sentence_their_item_and_their_cell() -> None:
    """What a document sets off is part of what it says there; only what is indexed and shown has no signs."""
    lines = "Den *første* dag er **fri**.\n\n- Vi **deler** alt.\n- *Mod* til CO<sub>2</sub>.\n\n"
    table = "| Hvad | Hvem |\n|---|---|\n| CO<sub>2</sub> | Anne *Lund* |\n"
    found = _passages(f"{lines}{table}")

    assert [_quotes(each) for each in found] == [
        ["Den *første* dag er **fri**."],
        ["Vi **deler** alt.", "*Mod* til CO<sub>2</sub>."],
        ["CO<sub>2</sub>", "Anne *Lund*"],
    ]
    assert [each.body for each in found] == [
        "Den første dag er fri.", "Vi deler alt.\nMod til CO2.", "Hvad Hvem\nCO2\nAnne Lund"
    ]  # fmt: skip


def test_a_passage_without_emphasis_is_indexed_by_its_quotations() -> None:
    """What is shown and what is searched are the same wherever they can be."""
    found = _passages("Ved *bias* forstår vi antagelser om andre.\n\nVi er her.\n")

    assert [_quotes(each) for each in found] == [["Ved *bias* forstår vi antagelser om andre."], ["Vi er her."]]
    assert [bool(each.words) for each in found] == [True, False]


def test_ids_come_from_the_words_and_a_repeat_counts_on() -> None:
    """A link to a passage must outlive a paragraph added above it."""
    one, two = "Vi styrker sundhed.", "Vi forsker i sygdom."
    plain = _passages(f"# Side\n\n{one}\n\n{two}\n\n{one}\n\nOg så er der ikke mere.\n")
    longer = _passages(f"# Side\n\nNoget nyt står her.\n\n{one}\n\n{two}\n\n{one}\n\nOg så er der ikke mere.\n")

    assert [each.id for each in longer[1:]] == [each.id for each in plain]
    assert plain[2].id == f"{plain[0].id}~2"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_quotation_of_the_corpus_is_its_span(path: Path) -> None:
    """Verbatim or silent."""
    text = path.read_bytes().decode()
    found = _passages(text)
    quotes = [quote for each in found for quote in (*each.quotes, *([each.lead_in] if each.lead_in else []))]

    assert all(quote.span.of(text) == quote.text == quote.text.strip() for quote in quotes)
    assert all(each.span.covers(quote.span) for each in found for quote in each.quotes)
    # A star that opens nothing marks a note, as printed.
    assert [quote.text for quote in quotes if re.search(r"[<`]|\]\(|\*\w|\*\*", without_signs(quote.text))] == []
    assert [each.span.start for each in found] == sorted(each.span.start for each in found)


def _told(document: Document) -> list[str]:
    """Every stretch of a document that says something, columns' headings and fields' labels aside."""
    blocks = [block for _, section in document.root.walk() for top in section.blocks for block in top.walk()]
    headers = [row.span for row in blocks if row.is_header]
    kinds = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL}
    quotes = [block.quote for block in blocks if block.kind in kinds and block.quote]
    return [
        quote.text
        for quote in quotes
        if re.search(r"\w", quote.text)
        and not label_role(quote.text)
        and not any(h.covers(quote.span) for h in headers)
    ]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_a_document_says_is_lost(path: Path) -> None:
    """What is in no passage cannot be found, so its absence would be a false "not in the documents"."""
    text = path.read_bytes().decode()
    document = _document(text)
    words = {word for each in _passages(text) for line in (each.body, *each.path) for word in re.findall(r"\w+", line)}

    assert [quote for quote in _told(document) if not set(re.findall(r"\w+", quote)) <= words] == []


@given(st.text(alphabet="#|-*1.:;()<>\n\t abcæøåMål 2Q", max_size=300))
def test_no_text_makes_it_fail_and_every_quotation_stands_there(text: str) -> None:
    """One odd document must not stop the ingestion of the others, nor lend words it does not have."""
    found = _passages(text)

    assert all(quote.span.of(text) == quote.text for each in found for quote in each.quotes)
    assert len({each.id for each in found}) == len(found)
