"""Goals and milestones in plans of many layouts."""

from __future__ import annotations

import random

import pytest
from goal_plans import PAGES, PLANS, YEAR, Plan, document_of, outline_of
from hypothesis import given
from hypothesis import strategies as st

from ingest.goals import find_goals
from ingest.goals.roles import Role, roles_of
from ingest.goals.rownames import row_names
from ingest.passages import find_passages
from ingest.records import Goal, Quote


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_a_plan_of_any_layout_gives_its_goals_and_milestones(plan: Plan) -> None:
    """Columns, labels and headings are known by their role, so no plan needs a layout of its own."""
    goals, findings = find_goals(document_of(plan.text, period=plan.period))

    assert outline_of(goals) == plan.goals
    assert tuple(finding.code for finding in findings) == plan.codes


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES.keys())
def test_a_page_without_a_plan_has_no_goals(text: str) -> None:
    """Values, tasks and calendars are no goals, and calling them that would be a false statement."""
    assert find_goals(document_of(text)) == ((), ())


def _quotes(goal: Goal) -> list[Quote]:
    fields = [goal.title, goal.wording, goal.remarks, goal.result]
    fields.extend(quote for each in goal.milestones for quote in (each.quote, each.lead_in))
    return [quote for quote in fields if quote]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_every_quotation_of_a_goal_stands_in_the_document(plan: Plan) -> None:
    """Verbatim or silent."""
    document = document_of(plan.text, period=plan.period)
    quotes = [quote for goal in find_goals(document)[0] for quote in _quotes(goal)]

    assert quotes
    assert all(quote.span.of(document.text) == quote.text == quote.text.strip() for quote in quotes)
    assert not any(sign in quote.text for quote in quotes for sign in "<>|\t\n")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_ids_are_minted_the_same_every_time_and_never_twice(plan: Plan) -> None:
    """A status is reported for an id; a second milestone with it would inherit the report."""
    once, again = (find_goals(document_of(plan.text, period=plan.period))[0] for _ in range(2))
    ids = [goal.id for goal in once] + [each.id for goal in once for each in goal.milestones]

    assert once == again
    assert len(set(ids)) == len(ids)
    assert all(each.id.startswith(f"{goal.id}/") and each.goal == goal.id for goal in once for each in goal.milestones)


@given(seed=st.integers(0, 10_000))
def test_ids_do_not_depend_on_the_order_of_rows(seed: int) -> None:
    """Moving a row must not move a reported status to another milestone."""
    rows = [
        "| Tilsyn | 340 besøg er gennemført | Q4 |",
        "| Data | Portal er åbnet | Q2 |",
        "| Penge | Regnskabet er godkendt | Q1 |",
        "| Folk | Kursus er afholdt (Q2); Måling er gennemført (Q3) | |",
    ]
    shuffled = random.Random(seed).sample(rows, len(rows))
    head = "## Mål\n\n| Mål | Milepæl | Frist |\n|---|---|---|\n"
    plain, moved = (find_goals(document_of(head + "\n".join(each) + "\n"))[0] for each in (rows, shuffled))

    assert {each.id: each.quote.text for goal in plain for each in goal.milestones} == {
        each.id: each.quote.text for goal in moved for each in goal.milestones
    }


def test_an_activity_beside_a_short_goal_is_its_wording() -> None:
    """The goal is asked for by its name, and what is done for it is told as its wording."""
    text = "## Delmål\n\n| Delmål | Aktivitet | Indikator |\n|---|---|---|\n| Mere ro | Der laves rum. | Åbnet (Q2) |\n"
    goal = find_goals(document_of(text))[0][0]

    assert goal.title is not None
    assert goal.wording is not None
    assert (goal.title.text, goal.wording.text) == ("Mere ro", "Der laves rum.")


def test_a_milestone_has_the_owner_of_its_goal_unless_it_has_its_own() -> None:
    """Asked who is to do it, the plan answers with the line above the milestones."""
    text = "# Plan\n\n## Mål 1: Ro\n\nAnsvarlig: Ida Holm, leder\n\nMilepæle:\n\n- Rum er åbne (Q2)\n"
    rows = "## Mål\n\n| Mål | Milepæl | Ansvarlig |\n|---|---|---|\n| Ro | Rum (Q2) | Ida |\n| | Lys (Q3) | |\n"
    lined, listed = (find_goals(document_of(each))[0][0] for each in (text, rows))

    assert [each.owner for each in lined.milestones] == ["Ida Holm, leder"]
    assert [each.owner for each in listed.milestones] == ["Ida", None]


def test_labelled_lines_fill_owner_weight_remarks_and_wording() -> None:
    """A plan without tables says the same things as one with them."""
    goal = find_goals(document_of(PLANS[0].text))[0][0]

    assert (goal.owner, goal.weight) == ("Kundecentret", "30 pct.")
    assert goal.wording is not None
    assert goal.wording.text == "Vi vil rådgive borgerne hurtigere og klarere."
    assert goal.remarks is not None
    assert goal.remarks.text == "Afhænger af finansloven."


@pytest.mark.parametrize(
    ("heading", "title", "weight"),
    [
        ("Mål 1: Rent vand (vægt: 30 pct.)", "Rent vand", "30 pct."),
        ("Mål 1: Rent vand – 15 point", "Rent vand", "15 point"),
        ("Goal 1: Clean water (20%)", "Clean water", "20%"),
        ("Mål 1: Rent vand til 95 pct.", "Rent vand til 95 pct.", None),
    ],
)
def test_a_weight_printed_behind_a_title_is_no_part_of_it(heading: str, title: str, weight: str | None) -> None:
    """A reader sees a title and a weight; a share that the title speaks of is not one."""
    text = f"# Plan\n\n## {heading}\n\nMilepæle:\n\n- Der er målt (Q1).\n- Der er renset (Q2).\n"
    (goal,) = find_goals(document_of(text))[0]

    assert goal.title is not None
    assert (goal.title.text, goal.weight) == (title, weight)


def test_a_row_names_its_milestone_before_it() -> None:
    """Questions call a milestone by the short name or the code that its row begins with."""
    rows = "| 1.1 | Vandkort | Kortet er tilgængeligt | Q1 |\n| 1.2 | Model | Den er godkendt | Q2 |\n"
    text = f"# Plan\n\n## Mål 1: Vand\n\n| Nr. | Resultatkrav | Målepunkt | Frist |\n|---|---|---|---|\n{rows}"
    document = document_of(text)
    goals, _ = find_goals(document)
    named = row_names(document, goals)

    found = [named[each.id] for each in goals[0].milestones]
    assert [(each.code, each.name.text if each.name else None) for each in found] == [
        ("1.1", "Vandkort"),
        ("1.2", "Model"),
    ]


def test_columns_fill_owner_weight_and_deadline() -> None:
    """One deadline for several milestones is the goal's own as well."""
    first, second = find_goals(document_of(PLANS[1].text))[0]

    assert (first.owner, first.weight, first.deadline and first.deadline.printed) == ("Permits", "40%", "Q3")
    assert [each.owner for each in first.milestones] == ["Permits", "Permits"]
    assert second.deadline is None


def test_weights_and_owners_of_single_milestones_are_not_made_the_goals() -> None:
    """Two rows that weigh 10 and 15 say nothing of 10 for the goal; all who are named own a part of it."""
    rows = "| Mål 1: Data <br> Data skal kunne bruges. | Plan | 10 | HR |\n| | Audit | 15 | IT |\n"
    goal = find_goals(document_of(f"| Mål | Milepæl | Vægt | Ansvarlig |\n|---|---|---|---|\n{rows}"))[0][0]

    assert (goal.weight, goal.owner) == (None, "HR, IT")
    assert [each.owner for each in goal.milestones] == ["HR", "IT"]
    assert (goal.title and goal.title.text, goal.wording and goal.wording.text) == ("Data", "Data skal kunne bruges.")


def test_rows_numbered_one_by_one_belong_to_one_goal() -> None:
    """The goal is repeated in each row; the number is the milestone's."""
    rows = "| 1.1 | Beredskab | Plan | Q1 |\n| 1.2 | Beredskab | Øvelse | Q2 |\n| 2.1 | Data | Portal | Q3 |\n"
    goals, _ = find_goals(document_of(f"| Nr. | Mål | Milepæl | Frist |\n|---|---|---|---|\n{rows}"))

    assert [(goal.number, len(goal.milestones)) for goal in goals] == [("1", 2), ("2.1", 1)]


def test_an_overview_adds_its_weights_to_the_goals_printed_in_full() -> None:
    """A goal that is printed twice is one goal."""
    plan = next(plan for plan in PLANS if plan.name == "da-overview-then-goals")

    assert [goal.weight for goal in find_goals(document_of(plan.text))[0]] == ["40", "60"]


@pytest.mark.parametrize(
    ("text", "printed", "days", "codes"),
    [
        ("Evaluering i Q2 af indsatsen fra 2023 (Q4)", "Q4", ("2025-10-01", "2025-12-31"), ()),
        ("Sygefraværet er lavere end i Q4 2024", None, None, ()),
        ("Færre fejl end 2. kvartal 2023, målt ultimo juni", "ultimo juni", ("2025-06-30", "2025-06-30"), ()),
        ("Status gives (Q1 og Q3)", "Q1 og Q3", ("2025-01-01", "2025-09-30"), ("several_times",)),
        ("Evaluering (efteråret)", None, None, ("time_not_understood",)),
        ("Undervisning (løbende)", "løbende", ("2025-01-01", "2025-12-31"), ()),
        ("Følger op løbende på klager", None, None, ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_milestone_has_the_time_it_is_planned_for(
    text: str, printed: str | None, days: tuple[str, str] | None, codes: tuple[str, ...]
) -> None:
    """Brackets win, yardsticks do not count, and what is unclear is reported."""
    goals, findings = find_goals(document_of(f"## Mål 1: Et mål\n\nMilepæle:\n\n- {text}\n- Andet er gjort\n"))
    quarters = goals[0].milestones[0].quarters

    assert (quarters.printed if quarters else None) == printed
    assert ((str(quarters.first), str(quarters.last)) if quarters else None) == days
    assert tuple(finding.code for finding in findings) == codes


def test_the_year_comes_from_the_title_where_nobody_described_the_document() -> None:
    """A plan dropped into the folder without a line about it still has quarters."""
    goals, _ = find_goals(document_of(PLANS[3].text, period=None, title="Resultatplan 2025"))

    assert goals[0].milestones[0].quarters is not None
    assert goals[0].milestones[0].quarters.last == YEAR[1]


def test_a_quarter_of_an_unknown_financial_year_says_what_is_wanted() -> None:
    """Nobody can tell from the times themselves that the month in which the year begins is missing."""
    text = "# Plan\n\n| Mål | Milepæl | Frist |\n|---|---|---|\n| Post | Breve sendes digitalt | Q4 2025-26 |\n"
    messages = [each.message for each in find_goals(document_of(text))[1] if each.code == "time_not_understood"]

    assert messages == [
        (
            "'Q4 2025-26' says no days, so its milestone has no quarter; "
            "say in the document in which month its financial year begins, or write a month or date."
        )
    ]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Q2", "'Q2' says no year, so its milestone has no quarter; write it, or period = \"2026\" in corpus.toml."),
        ("til sommer", "'til sommer' says no days, so its milestone has no quarter; write a quarter, month or date."),
    ],
)
def test_what_a_time_lacks_is_said(printed: str, wanted: str) -> None:
    """Whoever wrote a quarter must not be told to write a quarter."""
    text = f"# Plan\n\n| Mål | Milepæl | Frist |\n|---|---|---|\n| Post | Breve sendes digitalt | {printed} |\n"
    findings = find_goals(document_of(text, period=None))[1]

    assert [each.message for each in findings if each.code == "time_not_understood"] == [wanted]


def test_a_quarter_without_any_year_is_reported() -> None:
    """Guessing the year would make a milestone overdue by accident."""
    goals, findings = find_goals(document_of("## Mål 1: Et mål\n\n- Plan er klar (Q2)\n", period=None))

    assert goals[0].milestones[0].quarters is None
    assert [finding.code for finding in findings] == ["time_not_understood"]


@given(st.text(alphabet="#|-*:;.()<>\n\tMål 12Q3 itelFrsGoakmæbr", max_size=300))
def test_no_text_makes_it_fail_and_every_quotation_stands_there(text: str) -> None:
    """One broken document must not stop the ingestion of the others."""
    document = document_of(text)
    quotes = [quote for goal in find_goals(document)[0] for quote in _quotes(goal)]

    assert all(quote.span.of(text) == quote.text for quote in quotes)


_CELLS = st.sampled_from(
    [
        "Mål",
        "Milepæl",
        "Frist",
        "Nr.",
        "Q1",
        "x",
        "",
        "-",
        "1",
        "Mål 1: Data",
        "Plan (Q2)",
        "a; b",
        "1. maj 2025",
        "Ja:",
    ]
)
_LINES = st.one_of(
    st.lists(_CELLS, min_size=1, max_size=5).map(lambda cells: "| " + " | ".join(cells) + " |"),
    st.sampled_from(
        ["# Mål 1", "## Milepæle", "Goal A: Data", "- Plan (Q2)", "  - Ansvarlig: HR", "1. Mål", "Ansvarlig: HR"]
    ),
    st.sampled_from(["", "|---|---|---|", "Milepæle:", "### Q3", "En sætning i Q2.", "<ul><li>Mål 2: Folk</li></ul>"]),
)


@given(st.lists(_LINES, max_size=25))
def test_no_mixture_of_layouts_makes_it_fail(lines: list[str]) -> None:
    """Plans are pasted together from many hands; ids stay apart and quotations exact whatever comes of it."""
    document = document_of("\n".join(lines))
    goals, _ = find_goals(document)
    ids = [goal.id for goal in goals] + [each.id for goal in goals for each in goal.milestones]
    passages = find_passages(document, goals)

    assert len(set(ids)) == len(ids)
    assert all(quote.span.of(document.text) == quote.text for goal in goals for quote in _quotes(goal))
    assert all(quote.span.of(document.text) == quote.text for each in passages for quote in each.quotes)
    assert {each.goal for each in passages if each.goal} == {goal.id for goal in goals}


def _plan(name: str) -> tuple[Goal, ...]:
    plan = next(each for each in PLANS if each.name == name)
    return find_goals(document_of(plan.text, period=plan.period))[0]


def test_weights_printed_in_an_overview_by_number_are_the_goals() -> None:
    """The overview names goals by number alone; without it the weights of a plan would be lost."""
    goals = _plan("da-items-labelled-with-their-time-and-weights-in-an-overview")

    assert [(goal.number, goal.weight, goal.owner) for goal in goals] == [
        ("I.1", "40 %", "økonomichef Bo Berg"),
        ("II.1", "60 %", None),
    ]


def test_a_note_behind_a_milestone_names_its_owner() -> None:
    """The sponsor of the priority answers for it as a whole, and is not who does the work."""
    goals = _plan("en-deliverables-with-a-note-behind-each")

    assert [each.owner for each in goals[0].milestones] == ["Student Services", "IT Services"]
    assert goals[0].owner == "Pro-rector Camilla Frost"


def test_milestones_that_share_a_row_share_its_code_and_name() -> None:
    """Asked for the dunes, the plan answers with what is planned in their row."""
    plan = next(each for each in PLANS if each.name == "en-objectives-with-codes-over-several-rows")
    document = document_of(plan.text, period=plan.period)
    goals = find_goals(document)[0]
    named = row_names(document, goals)
    called = [
        (row.code, row.name.text if row.name else None) for each in goals[0].milestones if (row := named[each.id])
    ]

    assert called == [("1.1", "Restore dunes")] * 2 + [("1.2", "Publish maps")] * 2


def test_timed_steps_beneath_an_item_without_a_time_are_the_milestones() -> None:
    """The item says what they are steps of; details beneath an item that has its time are none."""
    text = """# Plan
## Mål 1: Data
- Nyt målenet er i drift:
  - 20 stationer er opsat (Q2)
  - Data er offentlige (Q3)
- Portalen åbner (Q4)
  - med søgning
"""

    goals, _ = find_goals(document_of(text))

    assert [(each.quote.text, each.lead_in.text if each.lead_in else None) for each in goals[0].milestones] == [
        ("20 stationer er opsat (Q2)", "Nyt målenet er i drift:"),
        ("Data er offentlige (Q3)", "Nyt målenet er i drift:"),
        ("Portalen åbner (Q4)", None),
    ]


def test_a_column_of_milestones_wins_over_one_that_says_how_they_are_met() -> None:
    """What must be met ("80 pct.") is neither a milestone nor what the goal reads."""
    text = """| Strategisk mål | Milepæl | Frist | Resultatkrav |
|---|---|---|---|
| Mål 1: Betjening | Ny blanket er i luften | Q2 | 80 pct. |
| | Gammelt system er lukket | Q3 | 100 pct. |
"""

    goals, _ = find_goals(document_of(text))

    assert [[each.quote.text for each in goal.milestones] for goal in goals] == [
        ["Ny blanket er i luften", "Gammelt system er lukket"]
    ]
    assert goals[0].wording is None


def test_milestones_that_end_in_words_for_a_time_are_rows() -> None:
    """Such a sentence names no column, and under "Milepæl" and "Frist" the first column names no roles."""
    rows = "| Milepæl | Frist |\n|---|---|\n| Planen er klar | Q2 |\n| Portalen er færdig | Q3 |\n"
    text = f"# Plan\n\n## Mål 1: Klima\n\n{rows}"

    goals, findings = find_goals(document_of(text))

    assert [[each[:2] for each in goal[3]] for goal in outline_of(goals)] == [
        [("Planen er klar", "Q2"), ("Portalen er færdig", "Q3")]
    ]
    assert findings == ()


@pytest.mark.parametrize(
    ("label", "role"),
    [("Hvem er ansvarlig", Role.OWNER), ("Strategiske mål", Role.GOAL), ("Udkastet er færdigt", None)],
)
def test_a_sentence_names_no_column(label: str, role: Role | None) -> None:
    """Its last word says how something is, not what stands beneath; a question does name one."""
    assert next(iter(roles_of(label)), None) is role


def test_a_second_column_describes_the_goals_that_the_first_names() -> None:
    """Where "Mål" holds titles, "Beskrivelse" holds what the goals read."""
    heads = "| Mål | Beskrivelse | Milepæl | Frist |\n|---|---|---|---|\n"
    rows = "| 1. Service | Svar kommer hurtigere | Portalen er åben | Q1 |\n| | | Chatten er åben | Q2 |\n"

    goals, _ = find_goals(document_of(f"# Plan\n\n{heads}{rows}"))

    assert [each[1:3] for each in outline_of(goals)] == [("1", "Service")]
    assert [goal.wording.text if goal.wording else None for goal in goals] == ["Svar kommer hurtigere"]
    assert [len(goal.milestones) for goal in goals] == [2]


def test_activities_with_an_owner_and_an_end_are_milestones() -> None:
    """An action plan says what is done in each area, by whom and until when; a programme of a day has no areas."""
    heads = "| Indsatsområde | Aktivitet | Start | Slut | Tovholder |\n|---|---|---|---|---|\n"
    rows = "| Rekruttering | Karrieresite er i luften | 15-01-2025 | 01-05-2025 | HR |\n"

    goals, findings = find_goals(document_of(f"# Plan\n\n{heads}{rows}"))

    assert [each[2:] for each in outline_of(goals)] == [("Rekruttering", [("Karrieresite er i luften", "01-05-2025")])]
    assert [each.code for each in findings] == ["unknown_column"]


TRACKS = """Strategi 2024-2028

Spor 1: Kysten
Vi taler om vand.
Frem mod 2028 vil vi:
• åbne en udstilling (2026)
• lukke en anden inden udgangen af 2027

Spor 2: Børn
Frem mod 2028 vil vi:
• have gratis adgang for alle under 18 år

Spor 3: Ro
Frem mod 2028 vil vi:
• male huset (2025)
"""


def test_what_is_counted_as_goals_are_is_a_goal_without_times_too() -> None:
    """Of three tracks with promises, the one whose promises name no year is no less a goal; they are its measures."""
    goals, _ = find_goals(document_of(TRACKS, period=None, title="Strategi 2024-2028"))

    assert [(goal.number, goal.title.text if goal.title else None, len(goal.milestones)) for goal in goals] == [
        ("1", "Kysten", 2),
        ("2", "Børn", 1),
        ("3", "Ro", 1),
    ]


def test_one_section_with_times_makes_no_goals_of_the_others() -> None:
    """A single track with years may be chance."""
    goals, _ = find_goals(document_of(TRACKS.replace(" (2025)", ""), period=None, title="Strategi 2024-2028"))

    assert [goal.number for goal in goals] == ["1"]
