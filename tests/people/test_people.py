"""Who a document names, and as what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest.corpus import load_document, read_corpus
from ingest.parsers import parse_text
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

    people = [told(person) for source in corpus.sources for person in find_people(load_document(source)[0])]

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
