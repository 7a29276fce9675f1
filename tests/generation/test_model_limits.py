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
from spent import Sums

from assistant.bootstrap import load_limited_model
from assistant.channels.http.metrics import Metrics
from assistant.errors import ModelFailed, ModelHeldBack, StoreUnreadable
from assistant.generation.chat import Message
from assistant.generation.limits import MOST_REPLY_CHARS, LimitedModel, Limits, Prices
from ingest.errors import SettingInvalid
from ingest.settings import load_settings

ASKED = (Message(role="user", content="Hvad er vores vision?"),)


def _limited(model: object, **changes: object) -> LimitedModel:
    limits = {"timeout_s": 0.5, "at_once": 2, **changes}
    return LimitedModel(model, Limits(**limits))


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
    limited = LimitedModel(ScriptedModel("a" * 60), limits, spending=Sums(), today=lambda: days[0])
    list(limited.reply(ASKED))

    with pytest.raises(ModelHeldBack, match="may use a day"):
        list(limited.reply(ASKED))

    days[0] = dt.date(2026, 1, 2)
    assert list(limited.reply(ASKED))


def test_replicas_and_restarts_share_one_cap() -> None:
    """A cap that each process had for itself would be as many caps as there are processes."""
    sums, limits = Sums(), Limits(timeout_s=0.5, at_once=2, daily_tokens=10)
    list(LimitedModel(ScriptedModel("a" * 60), limits, spending=sums).reply(ASKED))

    other = ScriptedModel("a" * 60)
    with pytest.raises(ModelHeldBack):
        list(LimitedModel(other, limits, spending=sums).reply(ASKED))

    assert not other.sent


def test_a_day_that_is_used_up_is_not_looked_up_again() -> None:
    """Nobody waits for the store to be told what is known."""
    sums = Sums()
    limited = LimitedModel(ScriptedModel("a" * 60), Limits(timeout_s=0.5, at_once=2, daily_tokens=10), spending=sums)
    list(limited.reply(ASKED))
    for _ in range(9):
        with pytest.raises(ModelHeldBack):
            list(limited.reply(ASKED))

    assert sums.looks == 2
    assert limited.total.failures == 0


def test_nothing_is_sent_where_nobody_can_say_what_was_used() -> None:
    """A cap that cannot be held is held by not asking; the model is left alone as after any failures."""
    model = ScriptedModel("a" * 60)
    limited = LimitedModel(
        model, Limits(timeout_s=0.5, at_once=2, daily_tokens=10), spending=Sums(StoreUnreadable("gone"))
    )
    for _ in range(5):
        with pytest.raises(ModelFailed, match="nobody can say"):
            list(limited.reply(ASKED))

    with pytest.raises(ModelHeldBack, match="left alone"):
        list(limited.reply(ASKED))

    assert not model.sent


def test_a_store_that_hangs_is_given_up_as_a_model_is() -> None:
    """Nobody waits for a sum longer than for a reply."""
    hanging = threading.Event()
    sums = Sums()
    sums.wait = lambda: hanging.wait(5)
    limited = LimitedModel(ScriptedModel("late"), Limits(timeout_s=0.2, at_once=2, daily_tokens=10), spending=sums)
    began = time.monotonic()

    with pytest.raises(ModelFailed, match=r"longer than 0\.2 seconds"):
        list(limited.reply(ASKED))

    hanging.set()
    assert time.monotonic() - began < 1.0


def test_what_could_not_be_written_down_is_written_with_the_next_reply() -> None:
    """A store that is away for a moment forgets nothing."""
    sums = Sums()
    limited = LimitedModel(ScriptedModel("a" * 60), Limits(timeout_s=0.5, at_once=2, daily_tokens=99), spending=sums)
    sums.fails_to_add = 1
    list(limited.reply(ASKED))
    before = sums.of_today().tokens_out
    list(limited.reply(ASKED))

    assert (before, sums.of_today().tokens_out) == (0, 40)


def test_a_cap_that_nothing_keeps_count_of_is_refused() -> None:
    """It would hold nobody."""
    with pytest.raises(ValueError, match="keeps what the day has used"):
        LimitedModel(ScriptedModel(""), Limits(timeout_s=0.5, at_once=2, daily_tokens=10))


def test_what_a_day_may_cost_is_a_cap_as_well() -> None:
    """Money is what an organisation counts in; a new day begins anew, and the sum goes on."""
    day = [dt.date(2025, 5, 20)]
    limits = Limits(timeout_s=0.5, at_once=2, prices=Prices(sent=1_000.0, received=2_000.0), daily_cost=0.02)
    model = LimitedModel(ScriptedModel("abc" * 3), limits, spending=Sums(), today=lambda: day[0])

    def spend() -> None:
        while True:
            "".join(model.reply(ASKED))

    with pytest.raises(ModelHeldBack, match="may use a day"):
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
