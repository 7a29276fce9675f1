"""Who a document names, and as what."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from ingest.corpus import load_document, read_corpus
from ingest.parsers import parse_text
from ingest.parsers.files import parse_file
from ingest.people import find_people
from ingest.records import Document, Language, Person

ROOT = Path(__file__).parents[2]


def document(text: str) -> Document:
    """A document of these words."""
    return Document(
        id="d",
        path="d.txt",
        title="D",
        organisation="o",
        kind="page",
        language=Language.DANISH,
        text=text,
        checksum="",
        root=parse_text(text),
    )


def told(person: Person) -> tuple[str, str | None, dt.date | None]:
    """Name, role, day."""
    return person.name.text, person.role.text if person.role else None, person.signed_on


def test_the_real_documents_name_three_people() -> None:
    """Who signed and whom to contact are questions everybody asks."""
    corpus = read_corpus(ROOT / "corpus")

    originals = [source for source in corpus.sources if not source.path.startswith("editions/")]
    people = [told(person) for source in originals for person in find_people(load_document(source)[0])]

    assert people == [
        ("Henrik Ullum", "Direktør, Statens Serum Institut", dt.date(2024, 12, 17)),
        ("Svend Særkjær", "Departementschef, Indenrigs- og Sundhedsministeriet", dt.date(2024, 12, 19)),
        ("Ole Jensen", "Vicedirektør, Direktionssekretariatet", None),
    ]


PEOPLE = {
    "day above": ("Ribe, den 1. maj 2025\n\nBo Ravn\nDirektør\n", [("Bo Ravn", "Direktør", dt.date(2025, 5, 1))]),
    "day below": (
        "Tekst her.\n\nBo Ravn\n\nDirektør\n\nRibe, den 1. maj 2025\n",
        [("Bo Ravn", "Direktør", dt.date(2025, 5, 1))],
    ),
    "one day for two": (
        "Ribe, den 1. maj 2025\n\nBo Ravn\nDirektør\n\nEva Lund\nFormand\n",
        [("Bo Ravn", "Direktør", dt.date(2025, 5, 1)), ("Eva Lund", "Formand", dt.date(2025, 5, 1))],
    ),
    "one line": (
        "Signed by Jane O'Doe, Director General, on 3 May 2025\n",
        [("Jane O'Doe", "Director General", dt.date(2025, 5, 3))],
    ),
    "side by side": (
        "Ribe, den 1. maj 2025\tRibe, den 2. maj 2025\nBo Ravn\tEva Lund\nDirektør\tFormand\n",
        [("Bo Ravn", "Direktør", dt.date(2025, 5, 1)), ("Eva Lund", "Formand", dt.date(2025, 5, 2))],
    ),
    "side by side under two days, over those they sign for": (
        "Ribe, 1. maj 2025     Ribe, 2. maj 2025\n\nBo Ravn    Eva Lund\nDirektør   Minister\nFyret      Søfart\n",
        [("Bo Ravn", "Direktør", dt.date(2025, 5, 1)), ("Eva Lund", "Minister", dt.date(2025, 5, 2))],
    ),
    "term of a list": (
        "- Bo Ravn\n\n  Direktør. Mål 1 og 2\n\n- Eva Lund\n\n  Næstformand\n",
        [("Bo Ravn", "Direktør. Mål 1 og 2", None), ("Eva Lund", "Næstformand", None)],
    ),
    "regards": ("Tekst her.\n\nMed venlig hilsen\n\nBo Ravn\nDirektør\n", [("Bo Ravn", "Direktør", None)]),
    "role first": ("Direktør: Bo Ravn\n", [("Bo Ravn", "Direktør", None)]),
    "in a sentence": ("Planen blev lagt af direktør Bo Ravn i maj.\n", [("Bo Ravn", "direktør", None)]),
    "in a list": (
        "- Bo Ravn, direktør\n- Eva Lund, formand\n",
        [("Bo Ravn", "direktør", None), ("Eva Lund", "formand", None)],
    ),
    "in a table": (
        "Navn\tTitel\tTelefon\nBo Ravn\tDirektør\t12345678\n",
        [("Bo Ravn", "Direktør", None)],
    ),
    "contact with role before": (
        "HR-chef Lise Møller Hansen\nTlf. 12 34 56 78\n",
        [("Lise Møller Hansen", "HR-chef", None)],
    ),
    "contact on one line": (
        "Kontakt: Bo Ravn, chefkonsulent, tlf. 12 34 56 78\n",
        [("Bo Ravn", "chefkonsulent", None)],
    ),
    "a bracket in the role": (
        "- Bo Ravn, skolechef (9 skoler)\n- Eva Lund, PPR-leder\n",
        [("Bo Ravn", "skolechef (9 skoler)", None), ("Eva Lund", "PPR-leder", None)],
    ),
    "an owner line": ("Mål 1\n\nAnsvarlig: Bo Ravn, driftschef\n", [("Bo Ravn", "driftschef", None)]),
    "an English owner line": ("Owner: Eva Lund, Head of People\n", [("Eva Lund", "Head of People", None)]),
    "an owner without a role is nobody": ("Ansvarlig: Bo Ravn\n", []),
    "role after the name in a sentence": (
        "Sporet ledes af Eva Lund Friis, datachef. Det er nyt.\n",
        [("Eva Lund Friis", "datachef", None)],
    ),
    "whom to ask": ("Spørgsmål rettes til HR-chef Eva Lund, tlf. 12 34 56 78\n", [("Eva Lund", "HR-chef", None)]),
    "whom to ask, after a label": (
        "Spørgsmål: Eva Lund, kontorchef, Plan, tlf. 12 34 56 78\n",
        [("Eva Lund", "kontorchef, Plan", None)],
    ),
    "whom to ask for": ("Access: ask for Liv Bang, +45 12 34 56 78\n", [("Liv Bang", None, None)]),
    "roles under names under a day": (
        "Ribe, den 1. maj 2025\n\nBo Ravn\tEva Lund\nFormand, Udvalget\tDirektør\n",
        [("Bo Ravn", "Formand, Udvalget", dt.date(2025, 5, 1)), ("Eva Lund", "Direktør", dt.date(2025, 5, 1))],
    ),
    "an owner in a row of goals": (
        "| Mål | Milepæl | Ansvarlig |\n|---|---|---|\n| Ro | Rum er åbne (Q2) | HR-chef Eva Lund |\n",
        [("Eva Lund", "HR-chef", None)],
    ),
    "heads in a column": (
        "| Department | Head | Staff |\n|---|---|---|\n| Quality | Eva Lund | 12 |\n",
        [("Eva Lund", "Head", None)],
    ),
    "a place is nobody": ("Kontor Vest: Tangvej 3, 7620 Lemvig\nHovednummer: 72 10 44 00\n", []),
    "who signs for a museum": (
        "| For Museet | X |\n|-|-|\n| Den 1. maj 2025 | Den 2. maj 2025 |\n| Bo Ravn | Eva Lund |\n| Chef | Leder |\n",
        [("Bo Ravn", "Chef", dt.date(2025, 5, 1)), ("Eva Lund", "Leder", dt.date(2025, 5, 2))],
    ),
    "an agency is nobody": ("Statens Institut, direktionen\nT. 12345678\n", []),
    "a role without a name is nobody": ("Planen indgås mellem direktøren og departementschefen.\n", []),
    "a goal is nobody": ("| Goal | Owner |\n|---|---|\n| Open Data | Head of Data |\n", []),
    "a heading is nobody": ("# Strategic Goals\n\nDirector's words come here.\n", []),
}


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_people_of_every_layout(text: str, expected: list[tuple[str, str | None, dt.date | None]]) -> None:
    """A wrong name in a role is worse than none."""
    found = find_people(document(text))

    assert [told(person) for person in found] == expected
    for person in found:
        for quote in (person.name, person.role, person.signed_at, *person.contact):
            assert quote is None or quote.text == quote.span.of(text)


def test_numbers_are_as_printed() -> None:
    """A telephone number is read out as the page has it."""
    person = find_people(document("Bo Ravn, direktør\nT. 32683187 @. br@x.dk Se profil\n"))[0]

    assert [quote.text for quote in person.contact] == ["T. 32683187", "br@x.dk"]


def test_a_name_and_a_role_parted_by_a_line_break_alone_are_two() -> None:
    """Word and web pages set a signature as one paragraph with breaks in it."""
    page = b"<h1>Plan</h1><p>Vi vil.</p><h2>Underskrift</h2><p>By, den 12. januar 2026</p><p>Eva Lund<br>Chef, Havn</p>"
    parsed = parse_file(page, "plan.html")
    found = find_people(dataclasses.replace(document(parsed.text), root=parsed.root))

    assert [(each.name.text, each.role.text if each.role else None, each.signed_on) for each in found] == [
        ("Eva Lund", "Chef, Havn", dt.date(2026, 1, 12))
    ]
