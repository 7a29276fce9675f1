"""Which document supersedes which: as declared, or plain by name and period."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.parsers import parse_text
from ingest.records import Document, Language
from ingest.versions import settle_versions


def _document(key: str, title: str, year: int | None = None, **more: object) -> Document:
    fields: dict[str, object] = {
        "id": key,
        "path": f"{key}.md",
        "title": title,
        "organisation": "x",
        "kind": "results_plan",
        "language": Language.DANISH,
        "text": "",
        "checksum": "",
        "root": parse_text(""),
        "period_from": dt.date(year, 1, 1) if year else None,
        "period_to": dt.date(year, 12, 31) if year else None,
    }
    return Document(**{**fields, **more})


def _superseded(*documents: Document, **declared: str) -> dict[str, str]:
    settled = settle_versions(documents, declared)
    return {each.id: each.superseded_by for each in settled if each.superseded_by}


def test_the_same_plan_for_a_later_period_supersedes() -> None:
    """Plans follow each other year after year, and nobody declares it."""
    plans = [_document(f"plan-{year}", f"Resultatplan {year}", year) for year in (2026, 2024, 2025)]

    assert _superseded(*plans) == {"plan-2024": "plan-2025", "plan-2025": "plan-2026"}


def test_a_declared_version_supersedes() -> None:
    """Names change too."""
    assert _superseded(_document("gammel", "Kontrakt"), _document("ny", "Aftale"), ny="gammel") == {"gammel": "ny"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_document("b-2026", "Resultatplan 2026", 2026, organisation="y"), id="another organisation"),
        pytest.param(_document("b-2026", "Resultatplan 2026", 2026, kind="report"), id="another kind"),
        pytest.param(_document("b-2026", "Miljøplan 2026", 2026), id="another name"),
        pytest.param(_document("b-2025", "Resultatplan 2025", 2025), id="the same period"),
        pytest.param(_document("b", "Resultatplan"), id="no period"),
        pytest.param(_document("b-2026", "Resultatplan 2026", 2026, language=Language.ENGLISH), id="another language"),
    ],
)
def test_another_document_does_not(other: Document) -> None:
    """A document that is wrongly taken for an old version would stop answering."""
    assert _superseded(_document("a-2025", "Resultatplan 2025", 2025), other) == {}
