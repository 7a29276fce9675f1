"""A model that fails, hangs or talks for ever holds nobody up."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest
from fakes import FakeAnswers
from scripted import ScriptedModel

from assistant.bootstrap import load_limited_model
from assistant.channels.http.metrics import Metrics
from assistant.errors import ModelFailed
from assistant.generation.chat import Message
from assistant.generation.limits import MOST_REPLY_CHARS, LimitedModel, Limits, Prices
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

ASKED = (Message(role="user", content="Hvad er vores vision?"),)


def _limited(model: object, **changes: object) -> LimitedModel:
    limits = {"timeout_s": 0.5, "at_once": 2, **changes}
    return LimitedModel(model, Limits(**limits))  # type: ignore[arg-type]


class Waiting(ScriptedModel):
    """A model that waits until it is let go."""

    def __init__(self) -> None:
        super().__init__("late")
        self.go = threading.Event()

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """The reply, once it is let go."""
        self.go.wait(5)
        yield from super().reply(messages)


class Failing(ScriptedModel):
    """A model that fails so many times before it replies."""

    def __init__(self, times: int, *, retry_after_s: float | None = None) -> None:
        super().__init__("at last")
        self.left = times
        self.asked = 0
        self._wait_s = retry_after_s

    def reply(self, messages: Sequence[Message]) -> Generator[str]:
        """The reply, or one more failure."""
        self.asked += 1
        if self.left:
            self.left -= 1
            msg = "no"
            raise ModelFailed(msg, retry_after_s=self._wait_s)
        yield from super().reply(messages)


def test_a_whole_reply_comes_through() -> None:
    """The limits are not felt by a model that behaves."""
    assert "".join(_limited(ScriptedModel("abc" * 50)).reply(ASKED)) == "abc" * 50


def test_a_model_that_hangs_is_given_up_at_the_deadline() -> None:
    """The asker gets the rules' answer instead."""
    model = Waiting()
    began = time.monotonic()

    with pytest.raises(ModelFailed, match=r"longer than 0\.2 seconds"):
        list(_limited(model, timeout_s=0.2).reply(ASKED))

    model.go.set()
    assert time.monotonic() - began < 1.0


def test_no_more_questions_are_with_a_model_than_it_may_have() -> None:
    """A slow model does not fill the memory with waiting threads, not even after askers have given up."""
    model = Waiting()
    limited = _limited(model, timeout_s=0.05, at_once=1)
    with pytest.raises(ModelFailed, match="longer"):
        list(limited.reply(ASKED))

    with pytest.raises(ModelFailed, match="busy"):
        list(limited.reply(ASKED))

    model.go.set()


def test_a_short_fault_is_tried_again_within_the_deadline() -> None:
    """One dropped connection is no reason for a poorer answer."""
    model = Failing(1)

    assert "".join(_limited(model).reply(ASKED)) == "at last"
    assert model.asked == 2


@pytest.mark.parametrize("wait_s", [0.6, 30.0])
def test_a_wait_longer_than_anybody_waits_is_not_waited(wait_s: float) -> None:
    """Retry-After is heeded by not trying again."""
    model = Failing(1, retry_after_s=wait_s)

    with pytest.raises(ModelFailed):
        list(_limited(model).reply(ASKED))
    assert model.asked == 1


def test_after_five_failures_in_a_row_the_model_rests() -> None:
    """A dead endpoint costs no further waiting, and is tried again later."""
    clock = [0.0]
    model = Failing(100, retry_after_s=99.0)
    limited = LimitedModel(model, Limits(timeout_s=0.5, at_once=2), now=lambda: clock[0])
    for _ in range(5):
        with pytest.raises(ModelFailed, match="no"):
            list(limited.reply(ASKED))

    with pytest.raises(ModelFailed, match="left alone"):
        list(limited.reply(ASKED))

    assert model.asked == 5
    clock[0], model.left = 61.0, 0
    assert "".join(limited.reply(ASKED)) == "at last"


def test_a_reply_without_end_is_cut_off() -> None:
    """Ten megabytes are no answer."""
    with pytest.raises(ModelFailed, match=f"more than {MOST_REPLY_CHARS}"):
        list(_limited(ScriptedModel("x" * (MOST_REPLY_CHARS + 100))).reply(ASKED))


def test_the_cap_of_the_day_stops_the_model_until_tomorrow() -> None:
    """What it may cost is decided by a person, beforehand."""
    days = [dt.date(2026, 1, 1)]
    limits = Limits(timeout_s=0.5, at_once=2, daily_tokens=10)
    limited = LimitedModel(ScriptedModel("a" * 60), limits, today=lambda: days[0])
    list(limited.reply(ASKED))

    with pytest.raises(ModelFailed, match="10 tokens"):
        list(limited.reply(ASKED))

    days[0] = dt.date(2026, 1, 2)
    assert list(limited.reply(ASKED))


def test_what_a_day_may_cost_is_a_cap_as_well() -> None:
    """Money is what an organisation counts in; a new day begins anew, and the sum goes on."""
    day = [dt.date(2025, 5, 20)]
    limits = Limits(timeout_s=0.5, at_once=2, prices=Prices(sent=1_000.0, received=2_000.0), daily_cost=0.02)
    model = LimitedModel(ScriptedModel("abc" * 3), limits, today=lambda: day[0])

    def spend() -> None:
        while True:
            "".join(model.reply(ASKED))

    with pytest.raises(ModelFailed, match=r"cost the 0\.02"):
        spend()
    spent, replies = model.cost, model.total.replies
    day[0] += dt.timedelta(days=1)

    assert "".join(model.reply(ASKED)) == "abc" * 3
    assert spent is not None
    assert spent >= 0.02
    assert model.cost is not None
    assert model.cost > spent
    assert model.total.replies == replies + 1


def test_a_cap_without_prices_is_refused() -> None:
    """Nobody could hold it."""
    settings = load_settings(
        {
            "RETTESNOR_LLM_MODEL": "m",
            "RETTESNOR_LLM_URL": "http://127.0.0.1:9/v1",
            "RETTESNOR_LLM_DAILY_COST": "5",
        },
        file=Path("/nonexistent/rettesnor.toml"),
    )

    with pytest.raises(SettingInvalid, match="RETTESNOR_LLM_PRICE_SENT"):
        load_limited_model(settings)


def test_use_and_cost_are_measured() -> None:
    """For whoever pays."""
    model = LimitedModel(
        ScriptedModel("abc" * 3), Limits(timeout_s=0.5, at_once=2, prices=Prices(sent=1_000.0, received=2_000.0))
    )
    measures = Metrics(FakeAnswers(), model=model)
    "".join(model.reply(ASKED))

    written = measures.written().decode()

    assert "rettesnor_model_replies_total 1.0" in written
    assert f"rettesnor_model_cost_total {model.cost}" in written
