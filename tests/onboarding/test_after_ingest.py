"""After an ingestion every step's quotations are looked at: what no longer fits is named at once."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.channels.checkup import material_faults
from ingest import cli
from ingest.settings import Settings, load_settings
from ingest.snapshot import open_current

ROOT = Path(__file__).parents[2]
PAGE = "# Vision\n\nVi svarer hver gang.\n"
JOURNEY = """
id: lab
role: employee
title: {da: Laboratoriet, en: The laboratory}
steps:
  - id: promise
    day: 2
    title: {da: Løftet, en: Promise}
    text: {da: Læs., en: Read.}
    quotes: [{find: text, text: "Vi svarer hver gang."}]
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A corpus of one page, with a journey of its own that quotes it."""
    corpus = tmp_path / "corpus"
    (corpus / "onboarding" / "journeys").mkdir(parents=True)
    (corpus / "onboarding" / "journeys" / "lab.yaml").write_text(JOURNEY, encoding="utf-8")
    (corpus / "vision.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setenv("RETTESNOR_CORPUS", str(corpus))
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "data"))
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = declared["project"]["entry-points"][cli.AFTER_INGEST]
    checks = EntryPoints(EntryPoint(name, value, cli.AFTER_INGEST) for name, value in found.items())
    # As installed from this pyproject.toml, whatever an older installation has.
    monkeypatch.setattr(cli, "distribution", lambda _name: SimpleNamespace(entry_points=checks))
    return dataclasses.replace(load_settings(), corpus=corpus)


def test_a_changed_document_names_the_steps_it_breaks(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changed the document hears of it, and answers go on."""
    whole = cli.ingest_command([])
    first = capsys.readouterr()
    (settings.corpus / "vision.md").write_text(PAGE.replace("hver gang", "altid"), encoding="utf-8")
    changed = cli.ingest_command([])
    second = capsys.readouterr()

    assert (whole, changed) == (0, 0)
    assert "No longer fits" not in first.err
    assert "journey 'lab', step 'promise'" in second.err
    assert "step 'promise'" in material_faults(settings, open_current(settings.data))[0]


def test_json_holds_the_faults(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that ingests reads them too."""
    (settings.corpus / "vision.md").write_text("# Vision\n\nNoget andet.\n", encoding="utf-8")
    cli.ingest_command(["--json"])

    assert "step 'promise'" in json.loads(capsys.readouterr().out)["faults"][0]
