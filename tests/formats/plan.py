"""
One results plan as data: what every file in `files/` says, and what must be read out of each.

Owns the plan's words; leaves how a program writes them to `sources` and `make`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["COMMON", "INTRODUCTION", "PROFESSIONAL", "ROWS", "TITLE", "Goal", "Step"]

TITLE = "Mål- og resultatplan 2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A milestone: its words, and the days they are planned for (ISO), None for none."""

    text: str
    first: str | None
    last: str | None
    frist: str = ""
    """The deadline cell beside it, in the table of single milestones."""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of the plan."""

    number: str
    title: str
    wording: str
    owner: str
    weight: str
    steps: tuple[Step, ...]


INTRODUCTION = (
    (
        "Havnestyrelsen fører tilsyn med landets havne og sejlløb. "
        "Planen er aftalt mellem styrelsen og departementet og følges op to gange om året."
    ),
    (
        "Planen har tre fælles mål, to faglige mål og en række milepæle for de enkelte havne. Bemærkninger til målene "
        "drøftes på kvartalsmøderne, og afvigelser begrundes skriftligt af den ansvarlige enhed."
    ),
)

COMMON = (
    Goal(
        number="1",
        title="Sikker drift",
        wording="Styrelsens systemer er tilgængelige for havnene hele døgnet.",
        owner="Drift",
        weight="20 point",
        steps=(
            Step(text="Beredskabsplanen er afprøvet med mindst tre havne (Q1).", first="2026-01-01", last="2026-03-31"),
            Step(
                text="Nødprocedurer for sejlløbsinformation er beskrevet og øvet (Q2/Q3).",
                first="2026-04-01",
                last="2026-09-30",
            ),
        ),
    ),
    Goal(
        number="2",
        title="Hurtig sagsbehandling",
        wording="Ansøgninger om anløbstilladelse besvares inden for ti arbejdsdage.",
        owner="Tilladelser",
        weight="15 point",
        steps=(
            Step(
                text="Digital ansøgning er taget i brug i alle havne (1. halvår).",
                first="2026-01-01",
                last="2026-06-30",
            ),
            Step(
                text="Sagsbehandlingstiden offentliggøres hver måned (ultimo 2026).",
                first="2026-12-31",
                last="2026-12-31",
            ),
            Step(text="Vejledningen til rederierne er skrevet om (inden sommerferien).", first=None, last=None),
        ),
    ),
    Goal(
        number="3",
        title="En god arbejdsplads",
        wording="Sygefraværet er lavere end i sammenlignelige styrelser.",
        owner="HR",
        weight="10 point",
        steps=(
            Step(
                text="Trivselsmåling gennemført og drøftet i alle enheder (marts).",
                first="2026-03-01",
                last="2026-03-31",
            ),
        ),
    ),
)

PROFESSIONAL = (
    Goal(
        number="4",
        title="Renere sejlløb",
        wording="Færre udslip i de indre farvande.",
        owner="Miljø",
        weight="30 point",
        steps=(
            Step(text="Målebøjer er lagt ud ved Grønsund og Storstrømmen (Q2).", first="2026-04-01", last="2026-06-30"),
            Step(
                text="Rapport om olieudslip er offentliggjort (30. september 2026).",
                first="2026-09-30",
                last="2026-09-30",
            ),
        ),
    ),
    Goal(
        number="5",
        title="Digitale søkort",
        wording="Alle søkort kan hentes digitalt og er højst en uge gamle.",
        owner="Kort",
        weight="25 point",
        steps=(
            Step(text="De første tolv søkort er udgivet digitalt (Q1).", first="2026-01-01", last="2026-03-31"),
            Step(text="Resten af søkortene er udgivet (Q4).", first="2026-10-01", last="2026-12-31"),
        ),
    ),
)

ROWS = (
    Goal(
        number="6",
        title="Havneanlæg",
        wording="Anlæggene i statens havne er efterset.",
        owner="",
        weight="",
        steps=(
            Step(text="Molen i Gedser er repareret", frist="Q2", first="2026-04-01", last="2026-06-30", owner="Anlæg"),
            Step(
                text="Fyret på Hjelm er malet",
                frist="ultimo 2026",
                first="2026-12-31",
                last="2026-12-31",
                owner="Anlæg",
            ),
            Step(
                text="Kajen i Rødby er opmålt", frist="30-06-2026", first="2026-06-30", last="2026-06-30", owner="Kort"
            ),
        ),
    ),
    Goal(
        number="7",
        title="Isberedskab",
        wording="Isbrydning er aftalt for alle havne.",
        owner="",
        weight="",
        steps=(
            Step(
                text="Aftale med Sverige er fornyet",
                frist="Q3/Q4",
                first="2026-07-01",
                last="2026-12-31",
                owner="Drift",
            ),
            Step(
                text="Øvelse i Køge Bugt er holdt",
                frist="november",
                first="2026-11-01",
                last="2026-11-30",
                owner="Drift",
            ),
        ),
    ),
)
