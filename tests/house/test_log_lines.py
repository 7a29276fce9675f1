"""The log says what there is to know of an event."""

from __future__ import annotations

import logging

import pytest

from ingest.errors import SettingInvalid
from ingest.log_lines import FieldsFormatter, write_log, write_warnings


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("assistant.generation.wording", "model_failed tokens=3 why='took longer than 15 seconds'"),
        ("uvicorn.error", "model_failed"),
    ],
    ids=["ours", "another's"],
)
def test_the_fields_of_our_events_stand_behind_them(name: str, line: str) -> None:
    """An event alone would leave whoever runs the server to guess."""
    fields = {"why": "took longer than 15 seconds", "tokens": 3}
    record = logging.getLogger(name).makeRecord(
        name, logging.WARNING, "wording.py", 1, "model_failed", (), None, extra=fields
    )

    assert FieldsFormatter("%(message)s").format(record) == line


def test_a_log_level_that_is_none_says_so() -> None:
    """A mistyped level must not silence the log."""
    with pytest.raises(SettingInvalid, match="RETTESNOR_LOG_LEVEL"):
        write_log("loud")


def test_a_command_says_why_something_was_not_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At a terminal nobody has set up a log, and the event alone says nothing of the reason."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(logging, "lastResort", None)
    write_warnings()
    log = logging.getLogger("ingest.snapshot.generations")
    log.info("generation_opened")
    log.error("generation_damaged", extra={"reason": "index/g1 is not whole"})

    assert capsys.readouterr().err == "generation_damaged reason='index/g1 is not whole'\n"
