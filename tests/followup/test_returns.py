"""Returns are imported whole or not at all, from whatever a Danish spreadsheet saves."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from answer_scenes import assistant_over

from assistant.assistant import Assistant
from assistant.bootstrap import build
from assistant.channels.import_commands import import_status_command
from assistant.errors import RequestInvalid
from assistant.question import ANYBODY
from assistant.register.returns import Returns, read_returns
from assistant.register.views import NothingReported, Round
from assistant.status import ReportedStatus
from ingest.settings import load_settings

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Europe/Copenhagen")
HEAD = "Målepunkt;Status;Gennemført;Bemærkning;Indberettet"
DRONES = "Droner flyver tilsyn (Q1)."
ROSTER = "Ny vagtplan er indført (februar 2028)."
GOOD = f"{HEAD}\n{DRONES};Gennemført;29-02-2028;;01-03-2028\n{ROSTER};Gul;;Øh – æøå;1.3.2028\n"


def _read(assistant: Assistant, text: str | bytes) -> Returns:
    content = text if isinstance(text, bytes) else text.encode()
    return read_returns(content, assistant.knowledge(ANYBODY), NothingReported(), zone=ZONE)


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8"),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("cp1252"),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode("cp1252"),
        GOOD.replace(";", "\t").encode(),
        f"sep=;\n{GOOD}".encode(),
        f"{GOOD};;;;\n\n;;;;\n".encode(),
    ],
    ids=["utf-8", "bom", "windows", "utf-16", "crlf", "tabs", "sep", "empty rows"],
)
def test_what_a_spreadsheet_saves_is_read(coast: Assistant, content: bytes) -> None:
    """Day one begins with a sheet, and nobody should have to know its encoding."""
    returns = _read(coast, content)

    assert returns.errors == ()
    assert [(each.status, each.note) for each in returns.reports] == [("completed", None), ("yellow", "Øh – æøå")]
    assert returns.reports[0].completed_on == dt.date(2028, 2, 29)
    assert {each.reported_at for each in returns.reports} == {dt.datetime(2028, 3, 1, 12, tzinfo=ZONE)}
    assert returns.reports[0].wording == DRONES


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"{DRONES};Måske;;;", "no status"),
        (f"{DRONES};Rød;;;", "needs a comment"),
        (f"{DRONES};Gennemført;29-02-2027;;", "no day"),
        (f"{DRONES};Gennemført;31/31/2028;;", "no day"),
        (f"{DRONES};Gennemført;;;", "needs the day"),
        ("Noget helt andet;Grøn;;;", "No goal or milestone"),
        (";Grøn;;;", "No goal or milestone"),
    ],
)
def test_a_fault_names_its_row_and_stops_the_import(coast: Assistant, row: str, fault: str) -> None:
    """A guess would put a status where nobody gave it."""
    returns = _read(coast, f"{GOOD}{row}\n")

    assert [number for number, _ in returns.errors] == [4]
    assert fault.lower() in returns.errors[0][1].lower()


@pytest.mark.parametrize("text", ["", "Navn;Farve\nx;y\n", HEAD, "Målepunkt\nx\n"])
def test_another_file_is_refused_with_what_to_do(coast: Assistant, text: str) -> None:
    """Nothing is imported from a sheet of something else."""
    with pytest.raises(RequestInvalid):
        _read(coast, text)


@pytest.mark.parametrize("word", ["", "-", "ikke indberettet", "Not reported"])
def test_a_row_without_a_status_reports_nothing(coast: Assistant, word: str) -> None:
    """Nothing reported is no status to report."""
    returns = _read(coast, f"{HEAD}\n{DRONES};{word};;;\n")

    assert (returns.reports, returns.errors) == ((), ())


def test_the_same_twice_in_one_file_is_an_error(coast: Assistant) -> None:
    """Which of them holds is for a person to say."""
    assert _read(coast, f"{HEAD}\n{DRONES};Grøn;;;1.3.2028\n{DRONES};Gul;;x;1.3.2028\n").errors[0][0] == 3


def test_a_fault_below_a_blank_line_names_its_own_row(coast: Assistant) -> None:
    """Whoever mends it looks the row up in the spreadsheet, where blank ones count."""
    assert _read(coast, f"{HEAD}\n{DRONES};Grøn;;;1.3.2028\n\n;;;;\n{DRONES};Slem;;x;1.3.2028\n").errors[0][0] == 5


def test_a_round_and_a_guarded_cell_are_read(coast: Assistant) -> None:
    """The apostrophe that kept a spreadsheet from running a comment is no part of it."""
    returns = _read(coast, f"{HEAD};Runde\n{DRONES};Gul;;'-10 pct. tilbage;;midtvejs\n")

    assert returns.reports[0].note == "-10 pct. tilbage"
    assert (returns.reports[0].status, returns.reports[0].round) == (ReportedStatus.YELLOW, Round.INTERIM)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with an empty register."""
    corpus = ROOT / "evals" / "corpora" / "kystvagt"
    assistant_over(corpus, tmp_path / "var")
    monkeypatch.setenv("RETTESNOR_CORPUS", str(corpus))
    monkeypatch.setenv("RETTESNOR_DATA", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


PAST = f"{HEAD}\n{DRONES};Grøn;;;01-03-2026\nResponstiden er under 20 minutter (Q3).;Gul;;Venter;01-03-2026\n"


def _reported(folder: Path) -> int:
    assistant = build(load_settings({"RETTESNOR_DATA": str(folder / "var")}, file=folder / "none.toml"))
    statuses = assistant.statuses(ANYBODY)
    return sum(len(statuses.history(each.id)) for each in assistant.knowledge(ANYBODY).milestones)


def test_a_preview_changes_nothing_and_an_import_is_done_once(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Read twice, the same file adds nothing a second time."""
    file = installed / "returns.csv"
    file.write_text(PAST, encoding="cp1252")

    assert import_status_command([str(file), "--preview"]) == 0
    assert _reported(installed) == 0
    assert import_status_command([str(file)]) == 0
    assert _reported(installed) == 2
    assert import_status_command([str(file), "--json"]) == 0
    assert _reported(installed) == 2
    assert '"is_known": true' in capsys.readouterr().out


def test_one_bad_row_leaves_the_register_as_it_was(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half an import would have to be undone by hand, in a register that takes nothing back."""
    file = installed / "returns.csv"
    file.write_text(f"{PAST}{DRONES};Blå;;;\n", encoding="utf-8")

    assert import_status_command([str(file), "--lang", "da"]) == 1
    assert _reported(installed) == 0
    assert "4: FEJL" in capsys.readouterr().out


def test_a_pack_can_be_filled_in_and_read_back(coast: Assistant) -> None:
    """The sheet that goes out is the sheet that comes in."""
    head = ["Id", "Status", "Bemærkning"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    writer.writerows([each.id, "Gul", "Venter"] for each in coast.knowledge(ANYBODY).milestones)

    assert len(_read(coast, out.getvalue()).reports) == 9
