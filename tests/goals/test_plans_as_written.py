"""Plans as municipalities and associations write them: bold labels, activities beside criteria, titled sheets."""

from __future__ import annotations

import datetime as dt
import io

from goal_plans import document_of
from openpyxl import Workbook

from ingest.corpus.guesses import guess_period, guess_printed_period, guess_title
from ingest.goals import find_goals
from ingest.goals.rownames import row_names
from ingest.parsers import parse_text
from ingest.parsers.typeset import typeset
from ingest.parsers.xlsx import read_xlsx
from ingest.records import BlockKind

POLICY = """# Sammen om byen

## Indsatsområder

Politikken har to indsatsområder.

### 1. Flere i foreningslivet

**Pejlemærke:** Hver anden borger er med i en forening.

**Det vil vi:**

- åbne et foreningshus senest 1. maj 2026
- give alle nye foreninger en kontaktperson

**Ansvarlig:** Kultur og Fritid

### 2. Trygge pladser

**Pejlemærke:** Ingen går uden om en plads om aftenen.

**Det vil vi:**

- sætte lys på ti pladser inden udgangen af 2027
- holde gågaden fri for biler om aftenen

**Ansvarlig:** Vej og Park
"""
TABLE = """# Plan

| Nr. | Indsatsområde | Aktivitet | Succeskriterium | Kvartal | Frist | Ansvarlig |
|---|---|---|---|---|---|---|
| 1.1 | Grønne haver | Ny kompostplads | I brug af 40 husstande | Q2 | 18. juni | Ida Holm |
| 1.2 | Grønne haver | Frugttræer ved legepladsen | 25 træer plantet | Q4 | 30. november | Bo Lind |
| 2.1 | Gode naboer | Fælles spisning | 60 deltagere | Q3 | 6. september | Ida Holm |
"""


def test_a_bold_label_over_lists_is_theirs_and_no_chapter() -> None:
    """Owner, guiding mark and promises stand under the area that they are of."""
    goals = find_goals(document_of(POLICY, period=None))[0]

    assert [(goal.title and goal.title.text, goal.owner) for goal in goals] == [
        ("Flere i foreningslivet", "Kultur og Fritid"),
        ("Trygge pladser", "Vej og Park"),
    ]
    assert [goal.wording and goal.wording.text for goal in goals] == [
        "Hver anden borger er med i en forening.",
        "Ingen går uden om en plads om aftenen.",
    ]
    assert [len(goal.milestones) for goal in goals] == [2, 2]


def test_a_bold_line_over_one_list_may_be_a_chapter() -> None:
    """A label that does not come again may head more than the list beneath it."""
    root = parse_text("# Plan\n\n**Vores værdier:**\n\n- Ro\n- Mod\n\nDe gælder for alle.\n")

    headings = [section.heading.text for _, section in root.walk() if section.heading]
    assert "Vores værdier" in headings


def test_what_is_done_is_the_milestone_and_what_tells_so_stands_beside_it() -> None:
    """With rows of its own for each activity, the goal is the area; the criterion is told with the activity."""
    document = document_of(TABLE)
    goals = find_goals(document)[0]
    named = row_names(document, goals)

    milestones = [each for goal in goals for each in goal.milestones]
    assert [each.quote.text for each in milestones] == [
        "Ny kompostplads",
        "Frugttræer ved legepladsen",
        "Fælles spisning",
    ]
    assert [each.quarters.printed if each.quarters else "" for each in milestones] == [
        "18. juni",
        "30. november",
        "6. september",
    ]
    cells = named[milestones[0].id].cells
    assert ("Succeskriterium", "I brug af 40 husstande") in [(head.text, cell.text) for head, cell in cells]


def test_one_row_for_each_area_keeps_its_criteria_as_milestones() -> None:
    """There the activity describes the area, and the criteria are what it is measured by."""
    rows = TABLE.replace("| 1.2 | Grønne haver |", "| 3.1 | Grønne tage |")
    goals = find_goals(document_of(rows))[0]

    assert [each.quote.text for goal in goals for each in goal.milestones] == [
        "I brug af 40 husstande",
        "25 træer plantet",
        "60 deltagere",
    ]


def test_names_counted_and_explained_line_by_line_are_a_list() -> None:
    """As many lines as the sentence before them counts, each a name with a sentence of its own."""
    root = parse_text(
        "# Værdier\n\nTre værdier viser vej:\n\nRo. Vi tager os tid.\nMod. Vi siger fra.\nTro. Vi tror.\n"
    )
    lists = [block for _, section in root.walk() for block in section.blocks if block.kind is BlockKind.LIST]

    assert [item.quote and item.quote.text for item in lists[0].children] == ["Ro", "Mod", "Tro"]
    assert [item.children[0].quote and item.children[0].quote.text for item in lists[0].children] == [
        "Vi tager os tid.",
        "Vi siger fra.",
        "Vi tror.",
    ]


def test_more_lines_than_are_counted_are_no_list_of_names() -> None:
    """Then the lines are sentences like any other."""
    root = parse_text("# Værdier\n\nTo værdier viser vej:\n\nRo. Vi tager os tid.\nMod. Vi siger fra.\nTro. Vi tror.\n")

    assert not any(block.kind is BlockKind.LIST for _, section in root.walk() for block in section.blocks)


def test_a_sheet_is_called_by_the_line_over_its_table() -> None:
    """Its own name is often "plan"; the line tells the year too, and an approval that goes on is no signature."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "plan"
    sheet.append(["Handleplan 2027 – Haveforeningen Ly"])
    sheet.append(["Godkendt af bestyrelsen 22. januar 2027. Spørgsmål: Kasper Holm, lokal 14"])
    sheet.append([])
    sheet.append(["Aktivitet", "Frist", "Ansvarlig"])
    sheet.append(["Ny kompostplads", "18. juni", "Ida Holm"])
    content = io.BytesIO()
    book.save(content)
    root = typeset(read_xlsx(content.getvalue(), "x.xlsx")).root

    title = guess_title(root, "x.xlsx")
    assert title == "Handleplan 2027 – Haveforeningen Ly"
    assert guess_period(title, "plan") == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert not any(block.kind is BlockKind.SIGNATURE for _, section in root.walk() for block in section.blocks)


def test_years_in_the_name_of_a_file_are_the_plans() -> None:
    """A single one is a plan's, a range a policy's too."""
    root = parse_text("# Plan\n\nEn tekst.\n")

    assert guess_printed_period(root, "Handleplan 2027.md", "plan") == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert guess_printed_period(root, "sundhedspolitik_2025-2028.md", "policy") == (
        dt.date(2025, 1, 1),
        dt.date(2028, 12, 31),
    )
    assert guess_printed_period(root, "Håndbog 2027.md", "handbook") is None


def test_an_overview_gives_goals_their_weights() -> None:
    """Its first column only counts them, and the chapters that follow say the rest."""
    rows = ("| Mål | Titel | Vægt |", "|---|---|---|", "| 1 | Stille rum | 60 % |", "| 2 | Mere mod | 40 % |\n")
    overview = "\n".join(rows)
    chapters = "".join(
        f"## Mål {number}: {title}\n\nMilepæle:\n\n- {words} (Q2)\n- {words} igen (Q4)\n\n"
        for number, title, words in ((1, "Stille rum", "Rummet er åbent"), (2, "Mere mod", "Vi har sagt fra"))
    )
    goals = find_goals(document_of(f"# Plan\n\n## Oversigt\n\n{overview}\n{chapters}"))[0]

    assert [(goal.number, goal.weight, len(goal.milestones)) for goal in goals] == [("1", "60 %", 2), ("2", "40 %", 2)]
