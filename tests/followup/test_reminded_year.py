"""A year of reminders, day by day: each goes out once, on the day that the look ahead gave, whatever ran or did not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest

from assistant.access.identity import Identity, Role
from assistant.access.outside import OutsideIdentities, OutsideIdentity
from assistant.assistant import Assistant
from assistant.channels.rounds import make_reminding
from assistant.delivery import Item, Outbox
from assistant.register.views import NothingReported
from assistant.store.location import locate
from assistant.store.store import Store
from ingest.records import Language
from ingest.settings import Settings, load_settings

FIRST, LAST = dt.date(2028, 1, 1), dt.date(2029, 12, 31)
DAY = dt.timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder of its own."""
    return load_settings({"RETTESNOR_DATA": str(tmp_path / "data")}, file=tmp_path / "none.toml")


@pytest.fixture
def store(settings: Settings) -> Store:
    """A database in which both owners and an editor are known in Slack."""
    opened = Store(locate(settings))
    for number, (name, role) in enumerate(
        (("Ida Skov", Role.MANAGER), ("Jens Aagaard", Role.MANAGER), ("Eva Lind", Role.EDITOR)), start=1
    ):
        identity = Identity(person=f"{number}@kystvagten.example", name=name, role=role)
        outside = OutsideIdentity(provider="slack", subject=f"T1:U{number}", identity=identity)
        OutsideIdentities(opened).grant(outside)
    return opened


class Noting:
    """An outbox that notes what came in on which day."""

    def __init__(self, store: Store) -> None:
        self._outbox = Outbox(store)
        self.came: list[tuple[dt.date, str, str]] = []

    def put(self, item: Item) -> bool:
        """Into the real outbox; noted where it is new."""
        is_new = self._outbox.put(item)
        if is_new:
            self.came.append((item.not_before.date(), item.recipient, str(item.payload["text"]).splitlines()[0]))
        return is_new


def _look(answers: Assistant, settings: Settings, store: Store, outbox: Noting, day: dt.date) -> None:
    reminding = make_reminding(answers, settings, store, None)
    now = dt.datetime.combine(day, dt.time(9), dt.UTC)
    if reminding.state_at(now) is not None:
        reminding.give_due(now, outbox, language_of=lambda _: Language.DANISH)


def test_each_goes_out_once_on_the_day_foreseen(coast: Assistant, settings: Settings, store: Store) -> None:
    """Two looks a day by processes that know nothing of each other, over two years."""
    silent = coast.knowing(NothingReported())
    foreseen = [
        (each.on, notice.address)
        for each, notices in make_reminding(silent, settings, store, None).ahead(first=FIRST, last=LAST)
        for notice in notices
    ]
    outbox, day = Noting(store), FIRST
    while day <= LAST:
        for _ in range(2):
            _look(silent, settings, store, outbox, day)
        day += DAY

    assert len(foreseen) > 20
    assert Counter((on, to) for on, to, _ in outbox.came) == Counter(foreseen)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_sent_twice_or_late_when_days_are_missed(
    coast: Assistant, settings: Settings, store: Store, seed: int
) -> None:
    """The machine is off for up to five days at a time: what is made good is still of use, and comes once."""
    silent, chance = coast.knowing(NothingReported()), random.Random(seed)
    outbox, day = Noting(store), FIRST
    while day <= LAST:
        _look(silent, settings, store, outbox, day)
        day += DAY * chance.randint(1, 6)
    words = [(to, line) for _, to, line in outbox.came]
    due = [(on, line) for on, _, line in outbox.came if line.startswith("Planlagt tid slutter")]

    assert len({(on, to, line) for on, to, line in outbox.came}) == len(outbox.came)
    assert max(Counter(words).values()) <= len(settings.reminder_days)
    assert all(on <= dt.datetime.strptime(line.split()[3], "%d-%m-%Y").date() for on, line in due)  # noqa: DTZ007 (a day)
    assert len(due) >= len({line for _, line in due}) >= 5


def test_what_is_reported_silences_its_reminders(coast: Assistant, settings: Settings, store: Store) -> None:
    """With the year's reports there are fewer than without any."""
    counts = []
    for answers in (coast, coast.knowing(NothingReported())):
        found = make_reminding(answers, dataclasses.replace(settings), store, None).ahead(first=FIRST, last=LAST)
        counts.append(sum(len(notice.subjects) for each, told in found for notice in told if each.reminder.to))

    assert 0 < counts[0] < counts[1]
