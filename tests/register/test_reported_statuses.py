"""What can be reported is a closed list, checked where a report comes in."""

from __future__ import annotations

import pytest
from records import report

from assistant.errors import RequestInvalid
from assistant.status import ReportedStatus


@pytest.mark.parametrize("text", ["delayed", "not_reported", "Fulfilled", ""])
def test_another_status_is_refused_with_those_there_are(text: str) -> None:
    """A status without a meaning must not travel as far as an answer."""
    with pytest.raises(RequestInvalid, match="is no status to report; use one of green, yellow, red") as raised:
        report(text)

    assert raised.value.field == "status"


@pytest.mark.parametrize("status", list(ReportedStatus))
def test_a_status_is_read_as_it_is_written(status: ReportedStatus) -> None:
    """What is stored is text; what is known is one of the list."""
    assert report(str(status)).status is status
