"""A pack holds the exact wording beside what was reported, says what is missing, and judges nothing by itself."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest

from assistant.assistant import Assistant
from assistant.channels.packs import FORMATS, PackForm, draw_up, file_name
from assistant.errors import NotFound, RequestInvalid
from assistant.question import ANYBODY
from assistant.register.pack import Pack
from assistant.register.views import Round
from assistant.render.pack_text import safe_cell
from ingest.records import Language

ZONE = ZoneInfo("Europe/Copenhagen")
IN_AUTUMN, AFTER = dt.datetime(2025, 10, 1, tzinfo=ZONE), dt.datetime(2026, 3, 10, tzinfo=ZONE)


def _drawn(
    assistant: Assistant, round_: str, form: str = "json", *, as_of: dt.datetime = AFTER, language: str = "da"
) -> tuple[Pack, bytes]:
    wanted = PackForm(round=Round(round_), format=form, language=Language(language))
    return draw_up(assistant, ANYBODY, plan=None, form=wanted, as_of=as_of)


def test_a_pack_holds_every_goal_and_milestone_to_the_letter(ssi: Assistant) -> None:
    """What a director signs must be what was agreed."""
    pack, _ = _drawn(ssi, "annual")
    knowledge = ssi.knowledge(ANYBODY)

    assert [each.goal for each in pack.goals] == list(knowledge.goals)
    assert [row.wording for row in pack.milestones] == [each.quote.text for each in knowledge.milestones]


def test_the_annual_pack_counts_ratings_and_lists_what_lacks_one(ssi: Assistant) -> None:
    """Four milestones were never rated; two goals' lights of the autumn rate nothing."""
    pack, _ = _drawn(ssi, "annual")

    assert dict(pack.counts()) == {"fulfilled": 7, "partly_fulfilled": 1, "not_fulfilled": 2, "not_reported": 4}
    assert len(pack.missing) == 4
    assert [row.wording for row in pack.unexplained] == ["Evt. årsværksreduktioner er realiserede."]
    assert [each.row.report.status.value for each in pack.goals if each.row.report] == ["fulfilled"]


def test_the_interim_pack_holds_lights_and_nothing_later(ssi: Assistant) -> None:
    """Drawn up again in March, the autumn's pack must not show the annual ratings."""
    in_time, late = _drawn(ssi, "interim", as_of=IN_AUTUMN)[0], _drawn(ssi, "interim")[0]

    assert [each.row.report.status.value if each.row.report else None for each in in_time.goals] == [
        None, None, "yellow", "green", None, "red",
    ]  # fmt: skip
    statuses = {row.report.status.value for row in late.milestones if row.report}
    assert statuses == {"completed", "yellow", "red"}
    assert all(each.proposal is None for each in in_time.goals)


def test_a_goal_is_proposed_by_the_plans_own_rule_alone(ssi: Assistant) -> None:
    """A plan that does not say when a goal is reached leaves that to people."""
    pack, _ = _drawn(ssi, "annual")
    proposed = [each.proposal.is_reached if each.proposal else "no rule" for each in pack.goals]

    assert proposed == [False, None, True, "no rule", "no rule", "no rule"]


def test_a_rule_of_the_whole_plan_governs_each_goal(coast: Assistant) -> None:
    """At least two of three are enough where the plan says so."""
    pack, _ = _drawn(coast, "annual", as_of=dt.datetime(2029, 2, 1, tzinfo=ZONE))

    assert [each.proposal.is_reached for each in pack.goals if each.proposal] == [True, None, None]
    assert {each.proposal.needed for each in pack.goals if each.proposal} == {2}
    assert pack.goals[0].row.earlier_wording == "Redning til søs"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_form_holds_every_wording(ssi: Assistant, form: str, language: str) -> None:
    """A form that loses a row is worse than none."""
    pack, content = _drawn(ssi, "annual", form, language=language)
    if form == "docx":
        document = docx.Document(io.BytesIO(content))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        text = "\n".join([*(each.text for each in document.paragraphs), *cells])
    else:
        text = content.decode("utf-8").replace("\\", "")

    assert all(row.wording in text for row in pack.milestones)
    assert file_name(pack, PackForm(round=pack.round, format=form, language=Language(language))).isascii()


def test_the_word_file_is_plain_and_the_same_each_time(ssi: Assistant) -> None:
    """No macro, no link out; two people who draw it up get the same pages."""
    first, second = (_drawn(ssi, "annual", "docx")[1] for _ in range(2))
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    bodies = [zipfile.ZipFile(io.BytesIO(each)).read("word/document.xml") for each in (first, second)]

    assert not [name for name in names if "vba" in name.lower() or "media" in name]
    assert bodies[0] == bodies[1]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file(ssi: Assistant, tmp_path: Path) -> None:
    """A pack that has to be repaired first is not signed."""
    (tmp_path / "pack.docx").write_bytes(_drawn(ssi, "annual", "docx")[1])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "pack.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    assert (tmp_path / "pack.pdf").stat().st_size > 10_000


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1", "\n=1"])
def test_no_cell_is_run_by_a_spreadsheet(words: str) -> None:
    """A comment is written by anybody who may report, and opened by a director."""
    assert safe_cell(words) == f"'{words}"


@pytest.mark.parametrize("words", ["Udbud = i gang", "2025-10-01", "a+b", ""])
def test_a_harmless_cell_is_left_alone(words: str) -> None:
    """What nothing runs reads as it was written."""
    assert safe_cell(words) == words


def test_the_spreadsheet_opens_in_danish_excel(ssi: Assistant) -> None:
    """Semicolons, a mark for UTF-8, and as many cells in every row as there are headings."""
    content = _drawn(ssi, "annual", "csv")[1]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))

    assert content.startswith(b"\xef\xbb\xbf")
    assert len(rows) == 1 + 6 + 14
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_pack_needs_a_plan(ssi: Assistant) -> None:
    """A strategy has nothing to follow up, and a document nobody has is not there."""
    form = PackForm(round=Round.ANNUAL, format="json", language=Language.DANISH)

    with pytest.raises(RequestInvalid, match="no goals"):
        draw_up(ssi, ANYBODY, plan="ssi-mission-vision-strategi", form=form, as_of=AFTER)
    with pytest.raises(NotFound):
        draw_up(ssi, ANYBODY, plan="nothing", form=form, as_of=AFTER)


def test_the_json_pack_names_what_is_missing(ssi: Assistant) -> None:
    """A program can remind people of it."""
    pack = json.loads(_drawn(ssi, "annual")[1])

    assert len(pack["missing"]) == pack["counts"]["not_reported"] == 4
    assert pack["goals"][2]["proposal"] == {
        "is_reached": True, "done": 3, "needed": 3, "unsettled": 0, "rule": "Målet anses som opnået når:",
    }  # fmt: skip
