"""The log says what there is to know of an event."""

from __future__ import annotations

import logging

import pytest

from assistant.channels.log_lines import FieldsFormatter


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
