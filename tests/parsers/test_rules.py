"""One small text for each rule of reading."""

from __future__ import annotations

import pytest

from ingest.parsers import parse_text, sentences, show_tree
from ingest.records import Block, BlockKind, Section, Span


def outline(text: str) -> list[tuple[int, str]]:
    """Level and printed heading of every section."""
    return [(section.level, section.printed_heading) for _, section in parse_text(text).walk() if section.heading]


def blocks(text: str) -> list[Block]:
    """Every block of the text, outermost first."""
    root: Section = parse_text(text)
    return [each for _, section in root.walk() for block in section.blocks for each in block.walk()]


def of_kind(text: str, kind: BlockKind) -> list[Block]:
    """The blocks of one kind."""
    return [block for block in blocks(text) if block.kind is kind]


def items(text: str) -> list[str | None]:
    """The own words of every list item."""
    return [item.quote.text if item.quote else None for item in of_kind(text, BlockKind.ITEM)]


OUTLINES = {
    "number outranks hashes": (
        "# 1. A\n\nx.\n\n## 2. B\n\n### Mål 1\n\nx.\n\n### 3. C\n\n#### Mål 1\n\nx.\n\n## 4. D\n\nx.\n",
        [(1, "1. A"), (1, "2. B"), (2, "Mål 1"), (1, "3. C"), (2, "Mål 1"), (1, "4. D")],
    ),
    "label lies under its number even with equal hashes": (
        "## 2. B\n\n### Mål 1\n\nx.\n\n### 3. C\n\n### Mål 1\n\nx.\n\n### Mål 2\n\nx.\n",
        [(1, "2. B"), (2, "Mål 1"), (1, "3. C"), (2, "Mål 1"), (2, "Mål 2")],
    ),
    "deeper numbers nest": (
        "# Title\n\n## 1 A\n\n## 1.1 B\n\nx.\n\n## 1.2 C\n\n## 2 D\n\nx.\n",
        [(1, "Title"), (2, "1. A"), (3, "1.1. B"), (3, "1.2. C"), (2, "2. D")],
    ),
    "numbers start again in another part": (
        "# Part A\n\n## 1. X\n\nx.\n\n## 2. Y\n\n# Part B\n\n## 1. Z\n\nx.\n",
        [(1, "Part A"), (2, "1. X"), (2, "2. Y"), (1, "Part B"), (2, "1. Z")],
    ),
    "plain lines": (
        "Strategi\n\nIndledning til det hele.\n\nVision\n\nVi ser langt.\n\nFem ting vi gør\n\n- a\n- b\n",
        [(1, "Strategi"), (2, "Vision"), (2, "Fem ting vi gør")],
    ),
    "a first part is no title": (
        "Vision\n\nVi ser langt.\n\nMission\n\nVi går langt.\n",
        [(1, "Vision"), (1, "Mission")],
    ),
    "bold lines": ("**Vision**\n\nVi ser langt.\n\n**Mission**\n\nVi går langt.\n", [(1, "Vision"), (1, "Mission")]),
    "a heading after counted ones stands beside them, as one of its look stood before them": (
        "How to\n\nIt has two parts.\n\nAIM 1: A\n\nWe do this.\n\nAIM 2: B\n\nWe do that.\n\nMoney\n\nIt is spent.\n",
        [(1, "How to"), (1, "AIM 1: A"), (1, "AIM 2: B"), (1, "Money")],
    ),
    "what recurs after each counted heading stands beneath it": (
        "How to\n\nIt has two parts.\n\nAIM 1: A\n\nWhy\n\nIt is.\n\nAIM 2: B\n\nWhy\n\nWe do.\n\nMoney\n\nAll.\n",
        [(1, "How to"), (1, "AIM 1: A"), (2, "Why"), (1, "AIM 2: B"), (2, "Why"), (1, "Money")],
    ),
    "upper case over plain": (
        "FORMÅL\n\nVi findes.\n\nBaggrund\n\nDet er længe siden.\n\nMÅL\n\nVi vil.\n",
        [(1, "FORMÅL"), (2, "Baggrund"), (1, "MÅL")],
    ),
    "numbered plain": ("1. Formål\n\nVi findes.\n\n2. Mål\n\nVi vil.\n", [(1, "1. Formål"), (1, "2. Mål")]),
    "setext": ("Vision\n======\n\nx.\n\nMål\n---\n\nx.\n", [(1, "Vision"), (2, "Mål")]),
    "html": ("<h1>Vision</h1>\n<p>x.</p>\n<h2>Mål</h2>\n<p>y.</p>\n", [(1, "Vision"), (2, "Mål")]),
    "markup and closing signs": ("## **2. Mål** ##\n\nx.\n", [(1, "2. Mål")]),
    "a name over its contact is no heading": (
        "Side\n\nTekst om alt muligt.\n\nBo Ravn\n\nKontakt\n\nBo Ravn, direktør\nT. 12345678\n",
        [(1, "Side"), (1, "Kontakt")],
    ),
    "a counted heading may end in any word": (
        "Side\n\nTekst om alt.\n\nSpor 1: Trygt frem\n\nDet er.\n\nSpor 2: Målere, man kan regne med\n\nDet er også.\n",
        [(1, "Side"), (1, "Spor 1: Trygt frem"), (1, "Spor 2: Målere, man kan regne med")],
    ),
    "numbered headings on end are no cover": (
        "Plan\n\nTekst om alt.\n\n2. Temaer\n\n2.1 Tema: Frem\n\n2.1.1 Veje\nVi gør vejen sikker.\n",
        [(1, "Plan"), (2, "2. Temaer"), (3, "2.1. Tema: Frem"), (4, "2.1.1. Veje")],
    ),
    "cover lines hold nothing": (
        "**Ministeriet**\n\n**Plan 2025**\n\n**Instituttet**\n\nDecember 2024\n\n# 1. A\n\nx.\n",
        [(1, "1. A")],
    ),
    "named values are no headings": (
        "Mål 1: Dyr\n\nFlere dyr.\n\nAnsvarlig: Naturenheden\n\nMål 2: Vand\n\nRent vand.\n",
        [(1, "Mål 1: Dyr"), (1, "Mål 2: Vand")],
    ),
    "contents hold no chapters": (
        "INDHOLD\n1 A ..... 2\n2 B ..... 3\n\n1 A\n\nTekst her.\n\n2 B\n\nMere tekst.\n",
        [(1, "INDHOLD"), (1, "1. A"), (1, "2. B")],
    ),
    "numbered chapters with a sentence each stay chapters": (
        "Politik\n\nDen gælder for alle her.\n\n1. Formål\n\nVi er.\n\n2. Omfang\n\nAlt.\n\n3. Ansvar\n\nVores.\n",
        [(1, "Politik"), (2, "1. Formål"), (2, "2. Omfang"), (2, "3. Ansvar")],
    ),
    "deep numbers stay chapters": (
        "1. Om os\n\nVi er her.\n\n2. Tre spor\n\n2.1 A\n\nEt.\n\n2.2 B\n\nTo.\n\n2.3 C\n\nTre.\n",
        [(1, "1. Om os"), (1, "2. Tre spor"), (2, "2.1. A"), (2, "2.2. B"), (2, "2.3. C")],
    ),
    "what follows an explained count is beside its label": (
        "Side\n\nVi er her for dig.\n\nTre regler\n\n1. Se\nSet.\n\n2. Gå\nGået.\n\n3. Stå\nStå.\n\nMere\n\nTekst.\n",
        [(1, "Side"), (1, "Tre regler"), (1, "Mere")],
    ),
    "a heading may end like a clause": (
        "1. Om os\n\nVi er her.\n\n2. Det står vi for\n\nTo ting.\n\n3. Hvem vi er\n\nMange.\n",
        [(1, "1. Om os"), (1, "2. Det står vi for"), (1, "3. Hvem vi er")],
    ),
    "counted tracks under the heading that names them": (
        "Vi\n\nVi ser.\n\nStrategiske spor\n\nDer er to.\n\nSpor 1: A\n\nEt.\n\nSpor 2: B\n\nTo.\n\nStatus\n\nSådan.\n",
        [(1, "Vi"), (1, "Strategiske spor"), (2, "Spor 1: A"), (2, "Spor 2: B"), (1, "Status")],
    ),
    "pairs printed tight are no headings": (
        "Om os\n\nVi er her.\n\nHvem\n\nDirector: Bo Ravn\nHead of Pilots: Eva Lund\n\nDet er alle.\n",
        [(1, "Om os"), (1, "Hvem")],
    ),
    "an amount under an owner is no heading": (
        "Goals\n\nGoal A: Data\nOwner: Eva Lund\nBudget: EUR 3 million\n- Publish (Q1)\n- Close (Q2)\n",
        [(1, "Goals")],
    ),
    "an owner beneath a list is no heading": (
        "Spor\n\nEt af dem.\n\n- a\n- b\n\nSporejer: Eva Lund, overlæge\n\nMere\n\nTekst.\n",
        [(1, "Spor"), (1, "Mere")],
    ),
    "the lines of an address under its heading are no headings": (
        "Om os\n\nVi er.\n\nKontakt\n\nCentret\nHospitalet\nLindealleen 40, 8870 Hedelund\n\nSkriv til os om det.\n",
        [(1, "Om os"), (1, "Kontakt")],
    ),
    "an address is no heading": (
        "Om os\n\nVi er her.\n\nKontakt\n\nTilsynet\nLindealleen 40, 8870 Hedelund\n\nSkriv, hvis du vil vide mere.\n",
        [(1, "Om os"), (1, "Kontakt")],
    ),
    "headings tight over their text stand under a spaced one": (
        "Vi\n\nVi ser.\n\nVores værdier\n\nDer er to.\n\nTillid\nVi tror det.\n\nMod\nVi tør det.\n\nSlut\n\nFærdig.\n",
        [(1, "Vi"), (1, "Vores værdier"), (2, "Tillid"), (2, "Mod"), (1, "Slut")],
    ),
    "headings that are all tight are equal": (
        "Tillid\nVi tror det.\n\nMod\nVi tør det.\n\nRo\nVi venter.\n",
        [(1, "Tillid"), (1, "Mod"), (1, "Ro")],
    ),
    "a line that goes on in the items is no heading": (
        "Opgaver\n\nStyrelsen\n- fører tilsyn,\n- giver svar.\n\nMere\n\nTekst.\n",
        [(1, "Opgaver"), (1, "Mere")],
    ),
    "a heading over people": (
        "Side\n\nTekst om alt.\n\nLedelsen\n\nBo Ravn, direktør\nEva Lund, vicedirektør for data\n\nMere\n\nTekst.\n",
        [(1, "Side"), (1, "Ledelsen"), (1, "Mere")],
    ),
    "a trail and links to other pages are no headings": (
        "Forside › Om os › Strategi\n\nStrategi\n\nVi ser langt.\n\nLæs også\nPlan 2026\nOrganisation\n",
        [(1, "Strategi")],
    ),
    "numbered sentences are a list": ("Vi gør:\n\n1. Vi ser.\n\n2. Vi går.\n\n3. Vi er der.\n", []),
}


@pytest.mark.parametrize(("text", "expected"), OUTLINES.values(), ids=OUTLINES)
def test_headings_and_their_order(text: str, expected: list[tuple[int, str]]) -> None:
    """A passage is cited by its heading path, so the path must be the one a reader sees."""
    assert outline(text) == expected


LISTS = {
    "round bullets": ("• a\n• b\n", ["a", "b"]),
    "dashes after a colon": ("Vi vil:\n– se\n– gå\n", ["se", "gå"]),
    "letters": ("a) se\nb) gå\n", ["se", "gå"]),
    "roman": ("i. se\nii. gå\niii. stå\n", ["se", "gå", "stå"]),
    "in brackets": ("(1) se\n(2) gå\n", ["se", "gå"]),
    "checkboxes": ("- [x] se\n- [ ] gå\n", ["se", "gå"]),
    "marker on its own line": ("•\nse\n•\ngå\n", ["se", "gå"]),
    "tab after bullet": ("•\tse\n•\tgå\n", ["se", "gå"]),
    "no space after bullet": ("•se\n•gå\n", ["se", "gå"]),
    "wrapped by lower case": ("- se langt\n  og bredt\n- gå\n", ["se langt\n  og bredt", "gå"]),
    "nested": ("- a\n  - b\n    - c\n- d\n", ["a", "b", "c", "d"]),
    "bullets inside numbers": ("1. a\n- b\n- c\n2. d\n", ["a", "b", "c", "d"]),
    "resumed": ("1. a\n2. b\n\nEt afsnit midt i det hele.\n\n3. c\n", ["a", "b", "c"]),
    "explained with blank lines between": (
        "• Se\nMed egne øjne.\n\n• Gå\nHele vejen.\n",
        ["Se", "Gå"],
    ),
    "counted and explained": (
        "Tre regler:\n\n1. Se\n\nMed øjne.\n\n2. Gå\n\nTil fods.\n\n3. Stå\n\nVed det.\n",
        ["Se", "Gå", "Stå"],
    ),
    "label in bold": ("- **Beredt:** Vi er klar.\n- **Faglig** – vi ved det.\n", ["Beredt", "Faglig"]),
    "no bullets at all": ("De tre er:\n\nBeredt\nFaglig\nNyttig\n\nDet var dem.\n", ["Beredt", "Faglig", "Nyttig"]),
    "html": ("<ul><li>• se</li><li><b>gå</b></li></ul>\n", ["se", "gå"]),
    "unclosed html": ("<ul><li>se<li>gå</ul>\n", ["se", "gå"]),
    "a date is no marker": ("1. marts 2026 sker det.\n", []),
    "a quarter is no marker": ("2. kvartal er travlt.\n", []),
    "an initial is no marker": ("B. Ravn skrev det.\n", []),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_items_of_every_style(text: str, expected: list[str]) -> None:
    """A list that comes back must be whole, and its items free of markers."""
    assert items(text) == expected


def test_a_counted_list_that_goes_on_is_one_list() -> None:
    """Our "four steps" must not come back as two because a paragraph stands between them."""
    lists = of_kind("1. a\n2. b\n\nEt afsnit midt i det hele.\n\n3. c\n", BlockKind.LIST)

    assert [len(block.children) for block in lists] == [3]
    assert lists[0].is_ordered


def test_an_explanation_under_an_item_is_not_its_name() -> None:
    """The list of tasks is the names; the explanations come when asked for."""
    text = f" • Vi styrker viden.\n  Vi samler den {'overalt og ' * 12}skriver den ned.\n • Vi deler.\n"
    item = of_kind(text, BlockKind.ITEM)[0]

    assert item.quote is not None
    assert item.quote.text == "Vi styrker viden."
    assert [child.kind for child in item.children] == [BlockKind.PARAGRAPH]


LEAD_INS = {
    "colon": ("Vi gør følgende:\n\n- a\n- b\n", "Vi gør følgende:"),
    "last sentence only": ("Vi er mange. De tre er:\n- a\n- b\n- c\n", "De tre er:"),
    "count without colon": ("Vi har to mål.\n\n- a\n- b\n", "Vi har to mål."),
    "unfinished sentence": ("Målet er nået, når\n\n- a\n- b\n", "Målet er nået, når"),
    "statement": ("Visionen er:\n\nAt se langt.\n", "Visionen er:"),
    "bold label": ("**Vision:** At se langt.\n", "Vision:"),
    "numbered clause over a list": ("**3.3** Planen har mindst:\n\n1. a\n2. b\n", "Planen har mindst:"),
    "in a cell": ("Mål\tMålepunkt\nx\tNået når: <ul><li>a</li><li>b</li></ul>\n", "Nået når:"),
}


@pytest.mark.parametrize(("text", "expected"), LEAD_INS.values(), ids=LEAD_INS)
def test_a_lead_in_belongs_to_what_it_introduces(text: str, expected: str) -> None:
    """A question for "the five" is answered by finding the sentence that says what the list is."""
    assert [block.lead_in.text for block in blocks(text) if block.lead_in] == [expected]


def test_a_paragraph_that_only_stands_before_a_list_stays_its_own() -> None:
    """A full sentence that announces nothing must not be shown as the list's title."""
    found = blocks("Vi er glade for det hele.\n\n- a\n- b\n")

    assert [block.kind for block in found][:2] == [BlockKind.PARAGRAPH, BlockKind.LIST]
    assert found[1].lead_in is None


def test_a_number_in_bold_leads_nothing_in() -> None:
    """A bare "3.1" says nothing of what follows, and shown before it it would read as part of the sentence."""
    found = blocks("**3.1** Alle får en plan.\n\n**3.2** Lederen sender den.\n")

    assert [block.quote.text for block in found if block.quote] == ["Alle får en plan.", "Lederen sender den."]
    assert not any(block.lead_in for block in found)


def test_the_last_explanation_of_a_list_belongs_to_its_item() -> None:
    """Whoever asks for the fifth promise gets its sentence, too."""
    found = of_kind("• Se\nMed egne øjne.\n\n• Gå\nHele vejen.\n\nOg så videre.\n", BlockKind.ITEM)

    assert [[child.quote.text for child in item.children if child.quote] for item in found] == [
        ["Med egne øjne."],
        ["Hele vejen."],
    ]


def test_years_beside_an_empty_corner_name_columns() -> None:
    """A number means nothing without its year."""
    rows = of_kind("\t2024\t2029\nSkibe\t900\t950\n", BlockKind.ROW)

    assert [row.is_header for row in rows] == [True, False]


def test_names_over_roles_name_no_columns() -> None:
    """Who signed is no heading of a column."""
    rows = of_kind("Bo Ravn\tEva Lund\nFormand, Udvalget for alt\tDirektør, Tilsynet\n", BlockKind.ROW)

    assert [row.is_header for row in rows] == [False, False]


@pytest.mark.parametrize(
    ("text", "is_header"),
    [
        ("Nøgletal\tStartpunkt 2024\tSigte 2026\nAnløb\t1.210\t1.300\nStøj\t64\t50\n", True),
        ("Year\t2024–25\t2026–27\nLandings\t1,210\t1,300\nNoise\t£64\t£50\n", True),
        ("Anløb\tca. 1.200\t1.300\nKlager\t64\t50\nKajer\t12\t14\n", False),
    ],
)
def test_words_over_figures_name_columns(text: str, is_header: bool) -> None:
    """Whatever the words are: a first row with figures of its own is one of the rows."""
    rows = parse_text(text).blocks[0].children

    assert rows[0].is_header is is_header


TABLES = {
    "tabs": "Titel\tMål\nA\tB\n",
    "pipes": "| Titel | Mål |\n|---|---|\n| A | B |\n",
    "pipes without frame": "Titel | Mål\n--- | ---\nA | B\n",
    "grid": "+---+---+\n| Titel | Mål |\n+---+---+\n| A | B |\n+---+---+\n",
    "html": "<table><tr><th>Titel</th><th>Mål</th></tr><tr><td>A</td><td>B</td></tr></table>\n",
    "spaces": "Titel   Mål\nA       B\nC       D\n",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_tables_of_every_layout(text: str) -> None:
    """Goals are found by column, so columns must be found however they are drawn."""
    rows = of_kind(text, BlockKind.ROW)

    assert [row.is_header for row in rows][:2] == [True, False]
    assert [[cell.quote.text for cell in row.children if cell.quote] for row in rows[:2]] == [
        ["Titel", "Mål"],
        ["A", "B"],
    ]


CELLS = {
    "line breaks with bullets": ("- a<br>- b", ["a", "b"]),
    "bullets in a row": ("• a • b", ["a", "b"]),
    "bullet inside li": ("<ul> <li>• a (Q1).</li> <li>• b (Q2).</li> </ul>", ["a (Q1).", "b (Q2)."]),
    "numbers": ("1) a<br/>2) b", ["a", "b"]),
}


PASTED = {
    "dashes on lines of their own": (
        "Vi har to løfter:\n-\nDu får et svar. Vi skriver\nog ringer.\n-\nDu får en person.\n",
        ["Du får et svar. Vi skriver\nog ringer.", "Du får en person."],
    ),
    "circles": ("Lederne\no sætter retning\no giver plads\n", ["sætter retning", "giver plads"]),
}


@pytest.mark.parametrize(("text", "expected"), PASTED.values(), ids=PASTED)
def test_bullets_as_a_copied_web_page_leaves_them(text: str, expected: list[str]) -> None:
    """A list must come back whole, whatever the clipboard made of its bullets."""
    assert items(text) == expected


@pytest.mark.parametrize(("cell", "expected"), CELLS.values(), ids=CELLS)
def test_lists_inside_a_cell(cell: str, expected: list[str]) -> None:
    """One milestone is one bullet, whatever the bullet is made of."""
    assert items(f"Mål\tMålepunkt\nx\t{cell}\n") == expected


def test_a_quoted_cell_runs_over_lines() -> None:
    """A table copied from a spreadsheet keeps its line breaks inside quotation marks."""
    text = 'Titel\tMål\tFrist\nA\t"Vi vil:\n- se\n- gå"\tQ1\n'

    assert items(text) == ["se", "gå"]
    assert len(of_kind(text, BlockKind.ROW)) == 2


KINDS = {
    "last updated": ("Senest opdateret 01-09-2021\n", BlockKind.UPDATED),
    "last updated in English": ("*Last updated: 3 May 2025*\n", BlockKind.UPDATED),
    "download": ("Hent strategien som printvenlig PDF-fil her\n", BlockKind.FURNITURE),
    "click here": ("Klik her for at læse SSI's strategi.\n", BlockKind.FURNITURE),
    "rule": ("---\n", BlockKind.FURNITURE),
    "page number": ("Side 3 af 12\n", BlockKind.FURNITURE),
    "picture": ("![logo](a.png)\n", BlockKind.FURNITURE),
    "dotted contents": ("1. Mål ..... 3\n2. Aftale ..... 4\n", BlockKind.CONTENTS),
    "linked contents": ("- [Mål](#maal)\n- [Aftale](#aftale)\n", BlockKind.CONTENTS),
    "contact": ("Bo Ravn, direktør\nT. 12345678\n", BlockKind.CONTACT),
    "signature": ("Ribe, den 1. maj 2025\n\nBo Ravn\n\nDirektør\n", BlockKind.SIGNATURE),
    "signature in English": ("Signed by Jane Doe, Director, 3 May 2025\n", BlockKind.SIGNATURE),
    "an instruction is text": ("Download af data skal logges.\n", BlockKind.PARAGRAPH),
    "a sentence with a number is text": (
        "Ring til os på 12345678, hvis du er i tvivl om noget.\n",
        BlockKind.PARAGRAPH,
    ),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS)
def test_what_a_block_is(text: str, kind: BlockKind) -> None:
    """Navigation is never evidence, and a signature is never a heading."""
    assert [section.blocks[0].kind for _, section in parse_text(text).walk() if section.blocks] == [kind]


def test_markup_breaks_a_quotation_and_nothing_else() -> None:
    """A quotation shown to people must be found in the file, so it cannot reach across signs that are not shown."""
    text = "Første sætning. Anden er *skæv* her. Tredje. Fjerde.\n"

    parts = [block.quote.text for block in blocks(text) if block.quote]

    assert parts == ["Første sætning.", "Anden er", "skæv", "her.", "Tredje. Fjerde."]


@pytest.mark.parametrize(
    "text",
    ["5 * 3 * 2 er 30.", "snake_case_navn er et navn.", "Prisen er * 5 kr.", "a < b og b > c.", "AT&T er ringet op."],
    ids=["products", "underscores", "footnote", "less than", "ampersand"],
)
def test_signs_that_are_no_markup_stay(text: str) -> None:
    """A sign that belongs to the words must not cost a quotation."""
    assert [block.quote.text for block in blocks(f"{text}\n") if block.quote] == [text]


def test_sentences_know_abbreviations() -> None:
    """The stop of "ifm." ends no sentence, and neither does that of "1. marts"."""
    text = "Resultatet ifm. Grundbudgettet er 5 pct. Den 1. marts, jf. kap. 3, ses det igen. I 2025. Vi ved det."

    parts = [part.of(text) for part in sentences(text, Span(0, len(text)))]

    assert parts[-1] == "Vi ved det."
    assert not any(part.endswith(("ifm.", "1.", "jf.", "kap.")) for part in parts)


def test_windows_line_ends_change_nothing_but_offsets() -> None:
    """The same document saved on Windows must give the same tree."""
    text = "# A\n\nVi gør:\n- x\n  y\n\nT\tM\nA\tB\n"

    unix = [line.split("]", 1)[-1] for line in show_tree(parse_text(text)).splitlines()]
    windows = [line.split("]", 1)[-1] for line in show_tree(parse_text(text.replace("\n", "\r\n"))).splitlines()]

    assert [line.replace("\\r", "") for line in windows] == unix


def test_an_arrow_begins_an_item_and_a_quotation_does_not() -> None:
    """Danish prints both with the same sign; only a quotation closes it again."""
    assert items("Vi gør:\n\n» Kontrol i butikker\n» Vejledning\n") == ["Kontrol i butikker", "Vejledning"]
    assert items("» Kontrol er godt « sagde han.\n") == []


def test_a_code_set_apart_begins_an_item() -> None:
    """A risk is numbered "R1"; a quarter is a time, and a code inside a sentence is a word."""
    assert items("Risks\n\nR1  The pump is late.\nR2  Staff are few.\n") == ["The pump is late.", "Staff are few."]
    assert items("Q1  The pump is late.\nQ2  Staff are few.\nQ3  None.\n") == []
    assert items("R1 is a risk.\n") == []


def test_a_labelled_line_with_a_role_is_no_heading() -> None:
    """The measures beneath belong to the goal above, not to whoever answers for it."""
    text = "Mål 1: Ro\n\nAlle skal have ro.\n\nTovholder: skolechef Bo Berg\n\nMilepæle:\n- Rum er indrettet\n"
    assert outline(text) == [(1, "Mål 1: Ro")]


def test_lines_printed_tight_under_a_number_are_headings_where_several_stand_over_text() -> None:
    """Where "Mission" is printed right under "2. Mission og vision", it is a heading as "Vision" is."""
    told = "1. Om os\n\nVi er her.\n\n2. Mission og vision\nMission\nVi går langt.\nVision\nVi ser langt.\n"

    assert outline(told) == [(1, "1. Om os"), (1, "2. Mission og vision"), (2, "Mission"), (2, "Vision")]


def test_a_lone_line_tight_under_a_number_is_none() -> None:
    """It may be whoever is responsible, or the end of a long heading."""
    told = "1. Om os\n\nVi er her.\n\n2. Mission\nStyrelsen for Søer\nVi går langt.\n\n3. Vision\n\nVi ser langt.\n"

    assert outline(told) == [(1, "1. Om os"), (1, "2. Mission"), (1, "3. Vision")]


def test_a_letter_over_a_heading_is_a_heading() -> None:
    """What gathers goals ("A. Politiske mål") is one; "A. Fri luft" before "B. Rent vand" is an item."""
    first = "A. Politiske mål\nMål A1. Hurtige svar\nVi svarer.\n"
    told = f"Plan\n\nTo slags.\n\n{first}\nB. Egne mål\nMål B1. Ro\nVi er her.\n"

    assert [words for _, words in outline(told)] == [
        "Plan",
        "A. Politiske mål",
        "Mål A1. Hurtige svar",
        "B. Egne mål",
        "Mål B1. Ro",
    ]
    assert items("Vi vil have\n\nA. Fri luft\nB. Rent vand\n") == ["Fri luft", "Rent vand"]


def test_a_place_and_day_is_text_under_a_heading() -> None:
    """Where a plan is signed stands under a number of its own."""
    told = "1. Om os\n\nVi er her.\n\n2. Påtegning\n\nOdense, den 3. maj 2025\n\nAne Holm\nDirektør\n"

    assert outline(told) == [(1, "1. Om os"), (1, "2. Påtegning")]


def test_a_sentence_printed_tight_under_contacts_is_none_of_them() -> None:
    """The contacts are read as such, and the sentence as text."""
    told = "Kontakt\nChef Ane Holm, tlf. 12 34 56 78\nStrategien er vedtaget af bestyrelsen i maj.\n"

    assert [each.span.of(told) for each in of_kind(told, BlockKind.CONTACT)] == ["Chef Ane Holm, tlf. 12 34 56 78"]
    assert any(each.quote and each.quote.text.startswith("Strategien") for each in of_kind(told, BlockKind.PARAGRAPH))
