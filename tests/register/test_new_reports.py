"""What can be reported, and what a reporter is told when it cannot."""

from __future__ import annotations

import datetime as dt

import pytest
from registers import new

from assistant.errors import RequestInvalid
from assistant.register.draft import NEEDS_NOTE
from assistant.register.views import Round
from assistant.status import ReportedStatus

DONE_ON = dt.date(2025, 6, 20)


@pytest.mark.parametrize("status", sorted(NEEDS_NOTE))
@pytest.mark.parametrize("note", [None, "", "  \n\t "], ids=["none", "empty", "blank"])
def test_what_is_not_well_needs_a_reason(status: str, note: str | None) -> None:
    """Yellow, red, partly and not fulfilled say nothing a reader can act on without one."""
    with pytest.raises(RequestInvalid, match="needs a comment") as refused:
        new(status, note=note)

    assert refused.value.field == "note"


@pytest.mark.parametrize("status", ["green", "fulfilled"])
def test_what_is_well_needs_no_reason(status: str) -> None:
    """A comment for its own sake is noise."""
    assert new(status, note=None).note is None


def test_completed_needs_its_day() -> None:
    """The status is that day."""
    with pytest.raises(RequestInvalid, match="needs the day") as refused:
        new("completed")

    assert refused.value.field == "completed_on"
    assert new("completed", completed_on=DONE_ON).completed_on == DONE_ON


@pytest.mark.parametrize("status", ["green", "yellow", "red", "partly_fulfilled", "not_fulfilled"])
def test_what_is_not_done_has_no_day(status: str) -> None:
    """A report that contradicts itself would be read either way."""
    with pytest.raises(RequestInvalid, match="leave it out"):
        new(status, completed_on=DONE_ON)


@pytest.mark.parametrize(
    ("status", "round_"),
    [("green", Round.INTERIM), ("red", Round.INTERIM), ("fulfilled", Round.ANNUAL), ("not_fulfilled", Round.ANNUAL)],
)
def test_a_status_belongs_to_its_round(status: str, round_: Round) -> None:
    """Lights are given in the interim round, ratings in the annual one; nobody has to say so."""
    other = Round.ANNUAL if round_ is Round.INTERIM else Round.INTERIM

    assert new(status).round is round_
    with pytest.raises(RequestInvalid, match="belongs to the"):
        new(status, round=other)


@pytest.mark.parametrize("round_", [None, Round.INTERIM, Round.ANNUAL])
def test_completed_fits_any_round(round_: Round | None) -> None:
    """Things are done when they are done."""
    assert new("completed", completed_on=DONE_ON, round=round_).round is round_


@pytest.mark.parametrize(
    "evidence",
    ["https://esdh.example/sag/12", "http://intranet/æøå?x=1#y", "https://[2001:db8::1]:8443/a"],
)
def test_evidence_is_a_link(evidence: str) -> None:
    """Inside an agency http is common, and so are its letters."""
    assert new(evidence=f" {evidence} ").evidence == evidence


@pytest.mark.parametrize(
    "evidence",
    [
        "sag 12",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "//x.example",
        "https://user:secret@x.example/",
        "https://x.example/a b",
        'https://x.example/"><script>',
        "https://x.example\\@y.example",
        "https://[::1",
        "https://x.example/\u202etxt",
        "https://x.example/" + "a" * 2000,
    ],
)
def test_evidence_that_is_no_plain_link_is_refused(evidence: str) -> None:
    """It is shown as a link to everybody."""
    with pytest.raises(RequestInvalid) as refused:
        new(evidence=evidence)

    assert refused.value.field == "evidence"


@pytest.mark.parametrize("note", ["a\0b", "a\ud800b", "a\u202eb", "a\u200bb", "a\x1b[31mb", "a\U000e0041b"], ids=ascii)
def test_a_comment_hides_nothing(note: str) -> None:
    """What a reader cannot see must not be in the record, nor what a database cannot hold."""
    with pytest.raises(RequestInvalid, match="invisible character"):
        new(note=note)


def test_a_comment_has_paragraphs_and_an_end() -> None:
    """Lines are kept, space around it is not, and a novel is refused."""
    assert new(note="  Først.\r\n\r\n\tSå.  ").note == "Først.\n\n\tSå."
    assert len(new(note="å" * 4000).note or "") == 4000
    with pytest.raises(RequestInvalid, match="4001 characters"):
        new(note="å" * 4001)


def test_an_unknown_status_is_refused() -> None:
    """A misspelt status must not be kept."""
    with pytest.raises(RequestInvalid, match="is no status"):
        new("gren")


def test_an_unknown_round_is_refused() -> None:
    """So must a misspelt round."""
    with pytest.raises(RequestInvalid, match="is no follow-up round"):
        new("completed", completed_on=DONE_ON, round="autumn")


def test_what_is_imported_has_a_zone() -> None:
    """A time without one is another time elsewhere."""
    with pytest.raises(RequestInvalid, match="time zone"):
        new(reported_at=dt.datetime(2025, 1, 1))  # noqa: DTZ001


def test_a_status_may_come_as_text() -> None:
    """Bodies and tables bring words."""
    assert new("red").status is ReportedStatus.RED
