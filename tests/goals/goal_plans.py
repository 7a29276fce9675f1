"""Differently laid-out plans with the goals that a reader finds in them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from ingest.dates import Period
from ingest.parsers import parse_text
from ingest.records import Document, Goal, Language

__all__ = ["PAGES", "PLANS", "YEAR", "Plan", "document_of", "outline_of"]

YEAR: Period = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))

Outline = list[tuple[str, str | None, str | None, list[tuple[str, str | None]]]]
"""For each goal: series, number, title, and its milestones with the time as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan's text and what stands in it."""

    name: str
    text: str
    goals: Outline
    codes: tuple[str, ...] = ()
    """What is reported as not understood."""
    period: Period = YEAR


def document_of(text: str, *, name: str = "plan", period: Period | None = YEAR, title: str = "Plan") -> Document:
    """A document with that text, as ingestion would hand it on."""
    return Document(
        id=name,
        path=f"{name}.md",
        title=title,
        organisation="o",
        kind="results_plan",
        language=Language.DANISH,
        text=text,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        root=parse_text(text),
        period_from=period[0] if period else None,
        period_to=period[1] if period else None,
    )


def outline_of(goals: tuple[Goal, ...]) -> Outline:
    """Goals in the short form of the table."""
    return [
        (
            goal.series,
            goal.number,
            goal.title.text if goal.title else None,
            [(each.quote.text, each.quarters.printed if each.quarters else None) for each in goal.milestones],
        )
        for goal in goals
    ]


PLANS = (
    Plan(
        name="da-headings-with-labels",
        text="""# Resultatplan 2025

## Faglige mål

### Mål 1: Bedre rådgivning

Vi vil rådgive borgerne hurtigere og klarere.

Ansvarlig: Kundecentret
Vægt: 30 pct.

Målepunkter:

- Ventetiden på telefonen er højst 5 minutter (Q2)
- Ny hjemmeside er lanceret (3. kvartal)

Bemærkninger: Afhænger af finansloven.

### Mål 2 – Digital post

Milepæle:
* Analyse er gennemført senest 1. marts 2025
* Løsning er i drift inden udgangen af november
* Evaluering er påbegyndt

## Interne mål

### Mål 1: Trivsel

- Måling er gennemført i Q4
- Handleplan er udarbejdet

## Principper

Vi arbejder efter tre principper:

- Åbenhed
- Faglighed
- Tillid
""",
        goals=[
            (
                "Faglige mål",
                "1",
                "Bedre rådgivning",
                [
                    ("Ventetiden på telefonen er højst 5 minutter (Q2)", "Q2"),
                    ("Ny hjemmeside er lanceret (3. kvartal)", "3. kvartal"),
                ],
            ),
            (
                "Faglige mål",
                "2",
                "Digital post",
                [
                    ("Analyse er gennemført senest 1. marts 2025", "senest 1. marts 2025"),
                    ("Løsning er i drift inden udgangen af november", "inden udgangen af november"),
                    ("Evaluering er påbegyndt", None),
                ],
            ),
            (
                "Interne mål",
                "1",
                "Trivsel",
                [("Måling er gennemført i Q4", "Q4"), ("Handleplan er udarbejdet", None)],
            ),
        ],
    ),
    Plan(
        name="en-goal-per-row-with-semicolons",
        text="""# Business Plan 2025

## Our goals

| No. | Objective | Key results | Due | Owner | Weight |
|---|---|---|---|---|---|
| 1 | Faster permits | Average time is below 60 days; Digital form is live | Q3 | Permits | 40% |
| 2 | Safer harbours | 12 inspections carried out | by end of June | Inspection | 60% |
""",
        goals=[
            (
                "Our goals",
                "1",
                "Faster permits",
                [("Average time is below 60 days", "Q3"), ("Digital form is live", "Q3")],
            ),
            ("Our goals", "2", "Safer harbours", [("12 inspections carried out", "by end of June")]),
        ],
    ),
    Plan(
        name="da-milestone-per-row",
        text="""Mål- og resultatplan 2025

1. Mål

Nr.	Målsætning	Milepæl	Tidspunkt	Ansvarlig
1	Styrket beredskab	Plan er revideret	Q1	Beredskab
1	Styrket beredskab	Øvelse er afholdt	Q2/Q3	Beredskab
2	Bedre data	Datakatalog er offentliggjort	ultimo juni	Data
		Portal er åbnet	efteråret 2025	Data
""",
        goals=[
            (
                "Mål",
                "1",
                "Styrket beredskab",
                [("Plan er revideret", "Q1"), ("Øvelse er afholdt", "Q2/Q3")],
            ),
            (
                "Mål",
                "2",
                "Bedre data",
                [("Datakatalog er offentliggjort", "ultimo juni"), ("Portal er åbnet", None)],
            ),
        ],
        codes=("time_not_understood",),
    ),
    Plan(
        name="da-roles-down-the-first-column",
        text="""# Plan 2025

## Mål 1

| Titel | Økonomisk styring |
| Mål | Bedre økonomistyring gennem retvisende budgettering. |
| Resultatkrav | Afvigelsen er højst 2 pct. (Q4)<br>Prognosen opdateres kvartalsvis (Q1-Q4) |
| Ansvarlig | Økonomi |
| Bemærkninger | - |

## Mål 2

| Titel | Kompetencer |
| Mål | Alle medarbejdere har en udviklingsplan. |
| Resultatkrav | Planer er godkendt (Q2) |
| Frist | 1. juli 2025 |
""",
        goals=[
            (
                "Plan 2025",
                "1",
                "Økonomisk styring",
                [("Afvigelsen er højst 2 pct. (Q4)", "Q4"), ("Prognosen opdateres kvartalsvis (Q1-Q4)", "Q1-Q4")],
            ),
            ("Plan 2025", "2", "Kompetencer", [("Planer er godkendt (Q2)", "Q2")]),
        ],
    ),
    Plan(
        name="en-goal-lines-with-owner-lines",
        text="""# Annual plan

## Goals

Goal A: One door
Owner: Ingrid Halvorsen
- Publish the catalogue by end of March 2025
- Connect 12 centres (Q3)

Goal B: Two doors
Owner: Rafael Okonjo
- Award the contract before the summer break
- Bring turnover below 9 per cent
""",
        goals=[
            (
                "Goals",
                "A",
                "One door",
                [
                    ("Publish the catalogue by end of March 2025", "by end of March 2025"),
                    ("Connect 12 centres (Q3)", "Q3"),
                ],
            ),
            (
                "Goals",
                "B",
                "Two doors",
                [("Award the contract before the summer break", None), ("Bring turnover below 9 per cent", None)],
            ),
        ],
        codes=("time_not_understood",),
    ),
    Plan(
        name="da-milestones-broken-inside-the-cell",
        text="""## Styrelsens mål

| Titel | Mål | Målepunkter | Budget | Bemærkninger |
|---|---|---|---|---|
| Grøn drift | Mindre klimaaftryk. | - Solceller er monteret (Q2)<br>- Elbiler er indkøbt (K3) | 2 mio. | - |
| Arbejdsmiljø | Sygefraværet skal ned. | Sygefraværet er højst 3,5 pct. (Q4) | | |
""",
        goals=[
            (
                "Styrelsens mål",
                None,
                "Grøn drift",
                [("Solceller er monteret (Q2)", "Q2"), ("Elbiler er indkøbt (K3)", "K3")],
            ),
            ("Styrelsens mål", None, "Arbejdsmiljø", [("Sygefraværet er højst 3,5 pct. (Q4)", "Q4")]),
        ],
        codes=("unknown_column",),
    ),
    Plan(
        name="da-ticked-quarters",
        text="""## Mål for 2025

| Mål | Milepæl | Q1 | Q2 | Q3 | Q4 |
|---|---|---|---|---|---|
| Ny strategi | Udkast foreligger | x | | | |
| | Strategi er vedtaget | | x | x | |
| Bedre indkøb | Udbud er gennemført | | | | x |
""",
        goals=[
            (
                "Mål for 2025",
                None,
                "Ny strategi",
                [("Udkast foreligger", "Q1"), ("Strategi er vedtaget", "Q2/Q3")],
            ),
            ("Mål for 2025", None, "Bedre indkøb", [("Udbud er gennemført", "Q4")]),
        ],
    ),
    Plan(
        name="en-milestones-under-quarters",
        text="""## Goals 2025

| Goal | Q1 | Q2 | Q3 | Q4 |
|---|---|---|---|---|
| Open data | Catalogue designed | Beta online | | Launch |
| Training | | Course for managers | | |
""",
        goals=[
            (
                "Goals 2025",
                None,
                "Open data",
                [("Catalogue designed", "Q1"), ("Beta online", "Q2"), ("Launch", "Q4")],
            ),
            ("Goals 2025", None, "Training", [("Course for managers", "Q2")]),
        ],
    ),
    Plan(
        name="da-parts-as-subheadings",
        text="""# Plan 2025

## Resultatmål 1.1 Kortere sagsbehandling

### Målsætning

Sagsbehandlingstiden skal ned.

### Milepæle

1. Ny vejledning er udsendt (Q1)
2. Nyt sagssystem er i drift (Q3)

### Bemærkninger

Aftalt med departementet.

## Resultatmål 1.2 Bedre kvalitet

### Milepæle

1. Audit er gennemført (Q2)
""",
        goals=[
            (
                "Plan 2025",
                "1.1",
                "Kortere sagsbehandling",
                [("Ny vejledning er udsendt (Q1)", "Q1"), ("Nyt sagssystem er i drift (Q3)", "Q3")],
            ),
            ("Plan 2025", "1.2", "Bedre kvalitet", [("Audit er gennemført (Q2)", "Q2")]),
        ],
    ),
    Plan(
        name="html-with-spanned-rows",
        text="""<h2>Strategiske mål</h2>
<table><tr><th>Mål</th><th>Indikator</th><th>Frist</th></tr>
<tr><td rowspan="2"><b>1. Sundere børn</b></td><td><ul><li>Flere børn vaccineres</li>
<li>Kampagne er gennemført</li></ul></td><td>Q3</td></tr>
<tr><td></td><td>Evaluering er afleveret</td><td>Q4</td></tr>
</table>
""",
        goals=[
            (
                "Strategiske mål",
                "1",
                "Sundere børn",
                [("Flere børn vaccineres", "Q3"), ("Kampagne er gennemført", "Q3"), ("Evaluering er afleveret", "Q4")],
            ),
        ],
    ),
    Plan(
        name="da-overview-then-goals",
        text="""# Resultatplan 2025

## 1. Oversigt

| Nr. | Mål | Vægt |
|---|---|---|
| 1 | Hurtigere svar | 40 |
| 2 | Færre fejl | 60 |

## 2. Målene

### Mål 1: Hurtigere svar

- Svartiden er under 10 dage (Q2)

### Mål 2: Færre fejl

- Audit gennemført (Q3)
""",
        goals=[
            ("Målene", "1", "Hurtigere svar", [("Svartiden er under 10 dage (Q2)", "Q2")]),
            ("Målene", "2", "Færre fejl", [("Audit gennemført (Q3)", "Q3")]),
        ],
    ),
    Plan(
        name="da-nested-list",
        text="""# Handlingsplan 2025

## Mål

1. Bedre onboarding
   - Mentorordning er indført (Q1)
   - Introforløb er evalueret (Q3)
2. Flere kvinder i ledelse
   - Rekrutteringspolitik er revideret (Q2)
""",
        goals=[
            (
                "Mål",
                "1",
                "Bedre onboarding",
                [("Mentorordning er indført (Q1)", "Q1"), ("Introforløb er evalueret (Q3)", "Q3")],
            ),
            ("Mål", "2", "Flere kvinder i ledelse", [("Rekrutteringspolitik er revideret (Q2)", "Q2")]),
        ],
    ),
    Plan(
        name="da-theme-with-milestones-beside-one-without",
        text="""# Strategi 2025-2028

## Indsatsområde 1: Digitalisering

Vi vil gøre det let.

Milepæle:
- Selvbetjening er åben (2026)
- Robotter er i drift (2. kvartal 2027)

## Indsatsområde 2: Kultur

Vi vil have en god kultur, der bygger på:
- tillid
- ansvar
""",
        goals=[
            (
                "Strategi 2025-2028",
                "1",
                "Digitalisering",
                [
                    ("Selvbetjening er åben (2026)", "2026"),
                    ("Robotter er i drift (2. kvartal 2027)", "2. kvartal 2027"),
                ],
            ),
        ],
        period=(dt.date(2025, 1, 1), dt.date(2028, 12, 31)),
    ),
    Plan(
        name="en-times-as-lead-ins-and-subheadings",
        text="""## Goal 1: Modern IT

In Q1:
- Tender published
- Needs described

In Q2:
- Contract signed

## Goal 2: Skills

### Q3

- Course held
""",
        goals=[
            (
                "Plan",
                "1",
                "Modern IT",
                [("Tender published", "Q1"), ("Needs described", "Q1"), ("Contract signed", "Q2")],
            ),
            ("Plan", "2", "Skills", [("Course held", "Q3")]),
        ],
    ),
    Plan(
        name="da-numbered-text-with-lettered-milestones",
        text="""Resultatplan 2025 for Skovstyrelsen

1. Indledning
Planen har to mål.

2. Resultatmål

Resultatmål 1. Mere skov
Der skal plantes mere skov.
Milepæle:
a) 100 ha er plantet senest 1. oktober 2025
b) Ny støtteordning er åben i 2. kvartal
Vægt: 60 %

Resultatmål 2. Flere gæster
Milepæle:
a) Tre nye stier (Q3)
Vægt: 40 %
""",
        goals=[
            (
                "Resultatmål",
                "1",
                "Mere skov",
                [
                    ("100 ha er plantet senest 1. oktober 2025", "senest 1. oktober 2025"),
                    ("Ny støtteordning er åben i 2. kvartal", "2. kvartal"),
                ],
            ),
            ("Resultatmål", "2", "Flere gæster", [("Tre nye stier (Q3)", "Q3")]),
        ],
    ),
    Plan(
        name="da-goal-in-the-header-of-its-table",
        text="""# Resultatplan 2025

## 2.1 Mål for forskning

| Mål nr. 1 | Mere forskning |
|---|---|
| Formål | At styrke forskningen. |
| Målopfyldelse | Målet er opfyldt, hvis 5 artikler er udgivet.<br>Målet er delvist opfyldt, hvis 3 er udgivet. |
| Vægt | 25 % |
""",
        goals=[
            (
                "Mål for forskning",
                "1",
                "Mere forskning",
                [
                    ("Målet er opfyldt, hvis 5 artikler er udgivet.", None),
                    ("Målet er delvist opfyldt, hvis 3 er udgivet.", None),
                ],
            ),
        ],
    ),
    Plan(
        name="da-quarter-column-with-bare-numbers",
        text="""## Mål

| Nr | Resultatmål | Milepæl | Kvartal | Vægtning |
|---|---|---|---|---|
| Eksterne mål | | | | |
| 1 | Øget tilsyn | Plan vedtaget | 1. | 50 |
| | | 100 tilsyn | 2-3 | |
| Interne mål | | | | |
| 1 | Mindre papir | Digital post | 4 | 50 |
""",
        goals=[
            ("Eksterne mål", "1", "Øget tilsyn", [("Plan vedtaget", "1."), ("100 tilsyn", "2-3")]),
            ("Interne mål", "1", "Mindre papir", [("Digital post", "4")]),
        ],
    ),
    Plan(
        name="da-action-plan-without-goals-of-its-own",
        text="""# HR-handleplan 2025

## Onboarding

| Aktivitet | Ansvarlig | Frist |
|---|---|---|
| Velkomstmail sendes | HR | Q1 |
| Mentor udpeges | Leder | uge 20 |

## Mål for arbejdsmiljøet

- Måling er gennemført (Q2)
- Handleplan er vedtaget (Q3)
""",
        goals=[
            (
                "HR-handleplan 2025",
                None,
                "Onboarding",
                [("Velkomstmail sendes", "Q1"), ("Mentor udpeges", "uge 20")],
            ),
            (
                "HR-handleplan 2025",
                None,
                "Mål for arbejdsmiljøet",
                [("Måling er gennemført (Q2)", "Q2"), ("Handleplan er vedtaget (Q3)", "Q3")],
            ),
        ],
    ),
    Plan(
        name="da-own-times-under-a-row-deadline",
        text="""## Mål

| Mål | Milepæl | Frist |
|---|---|---|
| Ro | <ul><li>Rum er indrettet (1. kvartal)</li><li>Støjen er under 50 dB</li></ul> | 1. december 2025 |
| Penge | <ul><li>Regnskab lægges frem i maj og juni</li><li>Budgettet holder</li></ul> | Løbende |
| Tal | Opgørelse for 2. halvår er sendt | 1. marts 2025 |
""",
        goals=[
            (
                "Mål",
                None,
                "Ro",
                [("Rum er indrettet (1. kvartal)", "1. kvartal"), ("Støjen er under 50 dB", "1. december 2025")],
            ),
            (
                "Mål",
                None,
                "Penge",
                [("Regnskab lægges frem i maj og juni", "maj og juni"), ("Budgettet holder", "Løbende")],
            ),
            ("Mål", None, "Tal", [("Opgørelse for 2. halvår er sendt", "1. marts 2025")]),
        ],
    ),
    Plan(
        name="en-own-times-under-a-row-deadline",
        text="""## Goals 2025

| Goal | Milestones | Due |
|---|---|---|
| Fewer forms | <ul><li>Ten forms closed (March)</li><li>Portal open to all</li></ul> | end of 2025 |
""",
        goals=[
            (
                "Goals 2025",
                None,
                "Fewer forms",
                [("Ten forms closed (March)", "March"), ("Portal open to all", "end of 2025")],
            ),
        ],
    ),
    Plan(
        name="da-partial-goals-with-activity-and-indicator",
        text="""## Delmål 1

| Delmål | Aktivitet | Indikator | Ansvarlig |
|---|---|---|---|
| Færre fejl | Alle breve læses af to. | Fejlene er halveret (Q3) | Ida Holm |
| Bedre svar | Der skrives et katalog. | Kataloget er trykt (Q4) | Bo Berg |
""",
        goals=[
            ("Delmål 1", None, "Færre fejl", [("Fejlene er halveret (Q3)", "Q3")]),
            ("Delmål 1", None, "Bedre svar", [("Kataloget er trykt (Q4)", "Q4")]),
        ],
    ),
    Plan(
        name="en-objectives-under-objectives",
        text="""# Plan 2025

## Strategic Objective 1: Safer food

Food must be safe.

### Goal 1.1: Better inspections

- 500 inspections done by Q4

### Goal 1.2: Better labs

- New lab opened in May 2025

## Follow-up on goals

- Status is given in June 2025
- Results are given in March 2026
""",
        goals=[
            (
                "Strategic Objective 1: Safer food",
                "1.1",
                "Better inspections",
                [("500 inspections done by Q4", "by Q4")],
            ),
            (
                "Strategic Objective 1: Safer food",
                "1.2",
                "Better labs",
                [("New lab opened in May 2025", "May 2025")],
            ),
        ],
    ),
    Plan(
        name="da-items-labelled-with-their-time-and-weights-in-an-overview",
        text="""# Målplan 2025

## Del I – Tværgående mål

### Mål I.1 – Penge

**Tovholder:** økonomichef Bo Berg

Leverancer:

- *Løbende:* Månedlig opfølgning til direktionen.
- *4. kvartal:* Regnskabet rammer årets resultat.

## Del II – Faglige mål

### Mål II.1 – Kontrol

Leverancer:

- *1. kvartal:* Ny model er godkendt.

## Vægtning

| Mål | Andel af samlet målopfyldelse |
|:--|--:|
| I.1 | 40 % |
| II.1 | 60 % |
""",
        goals=[
            (
                "Del I – Tværgående mål",
                "I.1",
                "Penge",
                [
                    ("Månedlig opfølgning til direktionen.", "Løbende"),
                    ("Regnskabet rammer årets resultat.", "4. kvartal"),
                ],
            ),
            ("Del II – Faglige mål", "II.1", "Kontrol", [("Ny model er godkendt.", "1. kvartal")]),
        ],
    ),
    Plan(
        name="en-aims-over-tables-of-actions",
        text="""Delivery Plan 2025

How to read this plan

It has two aims, and each of them has actions of its own below.


AIM 1: READERS

Ref\tAction\tLead officer\tDue\tWe will know it worked when
1.1\tGive every baby a card\tPriya Nair\tQ2\t2,400 babies have joined
1.2\tOpen a reading space\tOwen Strickland\tQ4\tThe space is open


AIM 2: BUILDINGS

Ref\tAction\tLead officer\tDue\tWe will know it worked when
2.1\tReplace the boiler\tGareth Pell\tQ3\tThe pump is running


Money

The budget for 2025 is six million pounds, and it is spent on books.
""",
        goals=[
            (
                "Delivery Plan 2025",
                "1",
                "READERS",
                [("Give every baby a card", "Q2"), ("Open a reading space", "Q4")],
            ),
            ("Delivery Plan 2025", "2", "BUILDINGS", [("Replace the boiler", "Q3")]),
        ],
    ),
    Plan(
        name="en-objectives-with-codes-over-several-rows",
        text="""# Business Plan 2025

## Actions for 2025

| Objective | Action | Milestones | Lead |
|---|---|---|---|
| **SO1** Protect the shore | 1.1 Restore dunes | • Consent obtained (Q1)<br>• Grass planted (Q4) | Engineering |
| **SO1** Protect the shore | 1.2 Publish maps | • Survey complete (Q2)<br>• Maps online (Q3) | Data |
| **SO2** Safe beaches | 2.1 Bring in the standard | • Standard agreed (Q1)<br>• Beaches inspected (Q3) | Beaches |
""",
        goals=[
            (
                "Actions for 2025",
                "SO1",
                "Protect the shore",
                [
                    ("Consent obtained (Q1)", "Q1"),
                    ("Grass planted (Q4)", "Q4"),
                    ("Survey complete (Q2)", "Q2"),
                    ("Maps online (Q3)", "Q3"),
                ],
            ),
            (
                "Actions for 2025",
                "SO2",
                "Safe beaches",
                [("Standard agreed (Q1)", "Q1"), ("Beaches inspected (Q3)", "Q3")],
            ),
        ],
    ),
    Plan(
        name="en-deliverables-with-a-note-behind-each",
        text="""# Delivery Plan 2025

## Priority I – Students

Sponsor: Pro-rector Camilla Frost

* I.1 A study start programme is in place. *By 31 August 2025. Lead: Student Services.*
* I.2 A dashboard shows who has stopped attending. *Q2 2025. Lead: IT Services.*
""",
        goals=[
            (
                "Delivery Plan 2025",
                "I",
                "Students",
                [
                    ("I.1 A study start programme is in place.", "By 31 August 2025"),
                    ("I.2 A dashboard shows who has stopped attending.", "Q2 2025"),
                ],
            ),
        ],
    ),
    Plan(
        name="da-statements-over-who-and-when",
        text="""ARBEJDSPROGRAM 2025

VI GØR VEJENE TRYGGERE

Vi begynder, hvor der er flest utrygge kryds.

Krydset er bygget om.
Ansvarlig: Ida Holm, Vej
Senest: juli 2025

Alle skoler har en plan.
Ansvarlig: Bo Berg, Vej
Senest: oktober 2025


VI SVARER HURTIGERE

Det skal kunne mærkes.

Der er indført ét telefonnummer.
Ansvarlig: Ida Holm, Vej
Senest: februar 2025
""",
        goals=[
            (
                "ARBEJDSPROGRAM 2025",
                None,
                "VI GØR VEJENE TRYGGERE",
                [("Krydset er bygget om.", "juli 2025"), ("Alle skoler har en plan.", "oktober 2025")],
            ),
            (
                "ARBEJDSPROGRAM 2025",
                None,
                "VI SVARER HURTIGERE",
                [("Der er indført ét telefonnummer.", "februar 2025")],
            ),
        ],
    ),
    Plan(
        name="da-wording-over-who-and-when-is-no-milestone",
        text="""# Plan

## Mål 1: Bedre data

Data skal være til at finde.
Ansvarlig: IT
Frist: Q3

Milepæle:
- Kataloget er åbnet (Q2)
""",
        goals=[("Plan", "1", "Bedre data", [("Kataloget er åbnet (Q2)", "Q2")])],
    ),
    Plan(
        name="en-bold-labels-under-counted-headings",
        text="""# Corporate Plan

**Office for Tenancy**

For the year.

## Objective 1: Resolve quickly

**Lead:** Ann Lee, Director of Casework

**Key deliverables**

- **Q1** – Open a team.
- **Q2** – Publish the *Lessons* report.

## Objective 2: Reach out

**Key deliverables**

- **Q3** – Run a campaign.
""",
        goals=[
            (
                "Corporate Plan",
                "1",
                "Resolve quickly",
                [("Open a team.", "Q1"), ("Publish the *Lessons* report.", "Q2")],
            ),
            ("Corporate Plan", "2", "Reach out", [("Run a campaign.", "Q3")]),
        ],
    ),
    Plan(
        name="da-owned-efforts-with-a-course",
        text="""# Handlingsplan

## Ambition I – Forskning

**I.1 Nyt laboratorium**
Ejer: Sektionsleder Paula Holm
Forløb:
 a) Hallen er bygget om (31. maj 2025)
 b) Halvårsregnskab er drøftet (efterårssemesteret)
I mål når: laboratoriet er i brug.

**I.2 Flere ansøgninger**
Ejer: Henning Berg
Forløb:
 a) En fundraiser er ansat (forårssemesteret)
""",
        goals=[
            (
                "Ambition I – Forskning",
                "I.1",
                "Nyt laboratorium",
                [
                    ("Hallen er bygget om (31. maj 2025)", "31. maj 2025"),
                    ("Halvårsregnskab er drøftet (efterårssemesteret)", "efterårssemesteret"),
                    ("laboratoriet er i brug.", None),
                ],
            ),
            (
                "Ambition I – Forskning",
                "I.2",
                "Flere ansøgninger",
                [("En fundraiser er ansat (forårssemesteret)", "forårssemesteret")],
            ),
        ],
    ),
    Plan(
        name="html-item-that-begins-with-a-floor",
        text="Mål\tMålepunkter\nDrift\t<ul><li>4. sal er fraflyttet (Q2)</li><li>Regnskabet er klar (Q4)</li></ul>\n",
        goals=[("Plan", None, "Drift", [("4. sal er fraflyttet (Q2)", "Q2"), ("Regnskabet er klar (Q4)", "Q4")])],
    ),
    Plan(
        name="da-efforts-with-a-timetable",
        text="""VIRKSOMHEDSPLAN 2025

1. Indledning

Planen har to indsatser.

2. Temaer og indsatser

2.1 Tema: Sikkert frem

2.1.1 Indsats: Trygge skoleveje
Vi gør vejen til skole sikrere.
Tovholder: Ida Holm, Vej
Tidsplan:
 - Analysen er færdig i februar
 - Evaluering forelægges udvalget i 4. kvartal
Økonomi: 6 mio. kr.

2.1.2 Indsats: Kommuneplan 2027
Tovholder: Bo Berg, Plan
Tidsplan:
 - Planstrategi vedtages i marts
 - Udkast er klar i december

3. Opfølgning

Tovholderne melder status hvert kvartal.
""",
        goals=[
            (
                "Tema: Sikkert frem",
                "2.1.1",
                "Trygge skoleveje",
                [
                    ("Analysen er færdig i februar", "februar"),
                    ("Evaluering forelægges udvalget i 4. kvartal", "4. kvartal"),
                ],
            ),
            (
                "Tema: Sikkert frem",
                "2.1.2",
                "Kommuneplan 2027",
                [("Planstrategi vedtages i marts", "marts"), ("Udkast er klar i december", "december")],
            ),
        ],
    ),
    Plan(
        name="da-goals-of-a-table-under-a-theme",
        text="""# Plan

## 3. Styrelsesmål

### 3.1 Sunde planter

| Mål | Resultatmål | Ansvarlig |
|---|---|---|
| **1. Beredskab** | a) Planen er godkendt (Q1)<br>b) Øvelsen er holdt (Q2) | Plantesundhed |
| **2. Kontrol** | a) Modellen er i brug (Q2) | Kontrol |
""",
        goals=[
            ("Sunde planter", "1", "Beredskab", [("Planen er godkendt (Q1)", "Q1"), ("Øvelsen er holdt (Q2)", "Q2")]),
            ("Sunde planter", "2", "Kontrol", [("Modellen er i brug (Q2)", "Q2")]),
        ],
    ),
    Plan(
        name="da-plain-text-with-parts-that-recur-under-each-goal",
        text="""RESULTATPLAN 2025

Fyrvæsenet

Indledning

Planen er aftalt med ministeriet.

MÅL 1. SIKRE FYR
Vægtning: 60 %
Ansvarlig: Driftsenheden

Hvorfor

Fyrene er gamle, og mange skal have nye lamper.

Delmål og krav

1.1 Mindst 40 fyr har fået nye lamper inden 1. september 2025. (vægt 40 %)
1.2 Alle fyrmestre har gennemført kurset i førstehjælp. (vægt 20 %)

Målopfyldelse

Krav 1.1 er delvist opfyldt, hvis 30 fyr har fået nye lamper.

MÅL 2. GODE KORT
Vægt 40 %
Målansvarlig: Kortkontoret

Hvorfor

Kortene bruges af alle, der sejler.

Delmål og krav

2.1 Nye søkort over bæltet er udgivet i 2. kvartal 2025. (vægt 40 %)

Målopfyldelse

Krav 2.1 er delvist opfyldt, hvis kortene er udgivet i 3. kvartal 2025.

Opfølgning

Der gøres status i august.
""",
        goals=[
            (
                "Plan",
                "1",
                "SIKRE FYR",
                [
                    (
                        "Mindst 40 fyr har fået nye lamper inden 1. september 2025. (vægt 40 %)",
                        "inden 1. september 2025",
                    ),
                    ("Alle fyrmestre har gennemført kurset i førstehjælp. (vægt 20 %)", None),
                ],
            ),
            (
                "Plan",
                "2",
                "GODE KORT",
                [("Nye søkort over bæltet er udgivet i 2. kvartal 2025. (vægt 40 %)", "2. kvartal 2025")],
            ),
        ],
    ),
)

PAGES = {
    "indicators by year": (
        "# Strategy\n\n## How we know\n\n| Measure | 2024 | Target for 2028 |\n|---|---|---|\n| Trust | 46% | 60% |\n"
        "| Loss | £9.3 million | under £3 million |\n"
    ),
    "numbered indicators": (
        "# Plan\n\n## Indicators\n\n| Ref | Indicator | Baseline |\n|---|---|---|\n| KPI 1 | Trust | 46% |\n"
        "| KPI 2 | Turnover | 19% |\n"
    ),
    "values": "# Vores værdier\n\nVi har fire værdier:\n\n- Åbenhed\n- Faglighed\n- Respekt\n- Mod\n",
    "aims without measures": "# Strategi\n\n## Vores mål\n\n- Vi vil være den bedste arbejdsplads\n- Vi vil spare\n",
    "principles in a table": "| Princip | Beskrivelse |\n|---|---|\n| Åbenhed | Vi deler viden |\n| Mod | Vi går |\n",
    "departments": "| Department | Head | Staff |\n|---|---|---|\n| HR | Ida Holm | 12 |\n| IT | Bo Berg | 9 |\n",
    "follow-up with dates": (
        "# Resultatplan 2025\n\n## Opfølgning\n\n1. Pr. 30. april 2025 gives status.\n2. I marts 2026 gøres op.\n"
    ),
    "a calendar": "# Events\n\n| Activity | Date |\n|---|---|\n| Party | 12 June 2025 |\n| Town hall | Q4 |\n",
    "values of indicators": (
        "# Strategy\n\n## Targets\n\n| KPI | Target 2025 | Target 2028 |\n|---|---|---|\n| Score | 4.1 | 4.5 |\n"
    ),
    "numbered tasks": (
        "# Tasks\n\n1. Vi rådgiver\n2. Vi fører tilsyn\n\n## Mål- og resultatstyring\n\nVi styrer efter mål.\n"
    ),
}
"""Texts of the same kind of organisation that hold no goals."""
