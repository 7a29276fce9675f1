"""
A year of starters, with everything that can go wrong between a step and the person it is for.

Two processes look at the same time, now after each other and now side by side, die at any point, are down for days;
people pause, postpone, change language, each order delivered twice; clocks change, holidays come.
What must hold is reckoned by a plain count of days that shares nothing with the program.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.delivery import Item, Later, Outbox, Queue, Taken
from assistant.delivery.outbox import BOX
from assistant.onboarding.enrolments import Enrolment, Enrolments, make_enrolment
from assistant.onboarding.library import Library
from assistant.onboarding.order_words import read_order
from assistant.onboarding.orders import Orders
from assistant.onboarding.schedule import MOST_A_DAY
from assistant.onboarding.sending import Puts, QuietHours, Round
from assistant.onboarding.training import Approval, Training
from assistant.onboarding.working_days import WorkingDays
from assistant.store.location import Location
from assistant.store.store import Store
from assistant.texts import load_texts
from ingest.knowledge import Knowledge
from ingest.records import Language

ZONE = ZoneInfo("Europe/Copenhagen")
FIRST = dt.date(2025, 1, 2)
TICKS = (
    dt.time(3),
    dt.time(8, 15),
    dt.time(8, 30),
    dt.time(12),
    dt.time(15, 30),
    dt.time(15, 59),
    dt.time(16),
    dt.time(22),
)
OPEN = (dt.time(8, 30), dt.time(15, 59))
KILLS = 0.04
"""Chance that a process dies at each point where it could."""
SIDE_BY_SIDE = 0.3
"""Share of looks that both processes make at the same time."""
# Public holidays and the days public offices keep closed, as the almanac has them.
CLOSED = {
    *(dt.date(2025, month, day) for month, day in (
        (1, 1), (4, 17), (4, 18), (4, 21), (5, 1), (5, 29), (6, 5), (6, 9), (12, 24), (12, 25), (12, 26), (12, 31))),
    *(dt.date(2026, month, day) for month, day in (
        (1, 1), (4, 2), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31))),
}  # fmt: skip
OF_THE_QUARTER = {"milestones", "leader-milestones"}
"""Steps that are left out once the plan has ended."""
LAST_OF_PLAN = dt.date(2025, 12, 31)


class Killed(Exception):
    """The process is gone, in the middle of what it did."""


@dataclass
class People:
    """Everybody's mailbox: what arrived, when, and how it read."""

    arrived: dict[str, list[tuple[dt.datetime, str]]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Process:
    """One process of the program: gives what is due, sends what waits, and may die at any point."""

    store: Store
    people: People
    make_round: Callable[[Store, Puts], Round]
    chance: random.Random
    can_die: bool = True
    now: dt.datetime = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)

    def __post_init__(self) -> None:
        """Open the boxes on this process's own clock."""
        self.queue = Queue(self.store, BOX, clock=lambda: self.now)
        self.outbox = Outbox(self.store, clock=lambda: self.now)

    def put(self, item: Item) -> bool:
        """The outbox, in a process that may die before and after."""
        self._maybe_die()
        is_new = self.outbox.put(item)
        self._maybe_die()
        return is_new

    def send(self, item: Item) -> None:
        """Put it into the mailbox, in a process that may die before and after."""
        self._maybe_die()
        self.people.arrived[item.key].append((self.now, item.payload["text"]))
        self._maybe_die()

    def has_arrived(self, item: Item) -> bool:
        """Whether it is in the mailbox."""
        return item.key in self.people.arrived

    def tick(self, now: dt.datetime) -> None:
        """One look at everything, as the outbox's own workers look."""
        self.now = now
        carrier = QuietHours(carrier=self, days=WorkingDays(zone=ZONE), clock=lambda: self.now)
        with contextlib.suppress(Killed):
            self.make_round(self.store, self).give_due(now)
            while taken := self.queue.take():
                self._handle(carrier, taken)

    def _handle(self, carrier: QuietHours, taken: Taken) -> None:
        try:
            if not (taken.is_doubtful and carrier.has_arrived(taken.item)):
                carrier.send(taken.item)
        except Later as later:
            self.queue.put_back(taken, at=later.at, is_doubtful=taken.is_doubtful)
        else:
            self.queue.finish(taken)

    def _maybe_die(self) -> None:
        if self.can_die and self.chance.random() < KILLS:
            raise Killed


@dataclass
class Plan:
    """What one person does in the year, and what they must therefore get on which day."""

    enrolment: Enrolment
    pauses: list[tuple[dt.date, dt.date]] = field(default_factory=list)
    """Paused in the evening of the first day, resumed in the morning of the second."""
    postponed: Mapping[dt.date, int] = field(default_factory=dict)
    """Morning to working days."""
    english_from: dt.date | None = None

    def language(self, day: dt.date) -> Language:
        """What they want to read on a day."""
        return Language.ENGLISH if self.english_from and day >= self.english_from else self.enrolment.language

    def expected(self, days: list[dt.date], steps: list[tuple[str, int]], down: set[dt.date]) -> dict[str, dt.date]:
        """Step to day, by counting days one by one."""
        reached, found, waiting = 0, {}, list(steps)
        debt = 0
        for day in days:
            is_work = day.weekday() < 5 and day not in CLOSED
            rests = any(first < day < last for first, last in self.pauses)
            resumes = any(day == last for _, last in self.pauses)
            debt += self.postponed.get(day, 0)
            if day < self.enrolment.start or not is_work or rests:
                continue
            if not resumes and debt:
                debt -= 1
            elif not resumes:
                reached += 1
            if day in down:
                continue
            room = MOST_A_DAY
            while room and waiting and waiting[0][1] <= reached:
                step, _ = waiting.pop(0)
                if not (step in OF_THE_QUARTER and day > LAST_OF_PLAN):
                    found[step], room = day, room - 1
        return found


def _round_of(training: Training, knowledge: Knowledge) -> Callable[[Store, Puts], Round]:
    texts, days = load_texts(), WorkingDays(zone=ZONE)
    return lambda store, outbox: Round(
        enrolments=Enrolments(store), outbox=outbox, training=training, knowledge=lambda: knowledge, texts=texts,
        days=days,
    )  # fmt: skip


def _plans(chance: random.Random, starters: int, days: int) -> list[Plan]:
    plans = []
    for number in range(starters):
        start = FIRST + dt.timedelta(days=chance.randrange(max(1, days - 140)))
        journey = chance.choice(["employee", "employee", "leader", "buddy", "manager"])
        language = chance.choice(list(Language))
        made = make_enrolment(f"p{number}", journey, start, language=language, recipient=f"test:{number}")
        plan = Plan(enrolment=made)
        if chance.random() < 0.3:
            first = start + dt.timedelta(days=chance.randrange(1, 60))
            plan.pauses.append((first, first + dt.timedelta(days=chance.randrange(2, 30))))
        elif chance.random() < 0.3:
            plan.postponed = {start + dt.timedelta(days=chance.randrange(1, 60)): chance.randrange(1, 10)}
        if chance.random() < 0.2:
            plan.english_from = start + dt.timedelta(days=chance.randrange(1, 60))
        plans.append(plan)
    return plans


def _live(plan: Plan, day: dt.date, orders: Orders, *, is_evening: bool) -> None:
    """What a person says on a day: postpones and resumes in the morning, pauses in the evening."""
    said = []
    if is_evening:
        said += ["pause"] * any(day == first for first, _ in plan.pauses)
    else:
        said += ["fortsæt, tak"] * any(day == last for _, last in plan.pauses)
        said += [f"udskyd {plan.postponed[day]} dage"] if day in plan.postponed else []
        said += ["in English, please"] * (day == plan.english_from)
    now = dt.datetime.combine(day, dt.time(17 if is_evening else 7), ZONE)
    for text in said:
        order = read_order(text)
        assert order is not None
        # A channel that died before it replied delivers the order again.
        for _ in range(2):
            mine = orders.enrolments.of_person(plan.enrolment.person)
            orders.obey(order, mine, now=now, language=Language.DANISH, key=f"{day}:{text}")


def _look(processes: list[Process], now: dt.datetime, *, side_by_side: bool) -> None:
    """Both look at the same time, or one after the other."""
    if not side_by_side:
        for process in processes:
            process.tick(now)
        return
    with ThreadPoolExecutor(len(processes)) as threads:
        for done in [threads.submit(process.tick, now) for process in processes]:
            done.result()


def _simulate(
    folder: Path, library: Library, knowledge: Knowledge, *, starters: int, length: int, seed: int
) -> tuple[list[Plan], People, list[dt.date], set[dt.date]]:
    chance = random.Random(seed)
    approval = Approval(
        module="bias", digest=library.digests["bias"], approver="Mette Holm", approved_at=dt.datetime.now(dt.UTC)
    )
    make_round = _round_of(Training(approvals=lambda: {"bias": approval}), knowledge)
    store, people = Store(Location(file=folder / "year.db")), People()
    enrolments, second = Enrolments(store), Store(Location(file=folder / "year.db"))
    orders = Orders(enrolments=enrolments, training=Training(), texts=load_texts(), days=WorkingDays(zone=ZONE))
    plans = _plans(chance, starters, length)
    days = [FIRST + dt.timedelta(days=number) for number in range(length)]
    down = {day for day in days if chance.random() < 0.03}
    enrolments.enrol([plan.enrolment for plan in plans], at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    for day in days:
        busy = [plan for plan in plans if _acts(plan, day)]
        for plan in busy:
            _live(plan, day, orders, is_evening=False)
        for time in () if day in down else TICKS:
            now = dt.datetime.combine(day, time, ZONE).astimezone(dt.UTC)
            # Whoever dies in the last minute leaves a step for the next day; that is a test of its own.
            processes = [
                Process(each, people, make_round, random.Random(chance.random()), can_die=time != OPEN[-1])
                for each in (store, second)
            ]
            _look(processes, now, side_by_side=chance.random() < SIDE_BY_SIDE)
        for plan in busy:
            _live(plan, day, orders, is_evening=True)
    store.close()
    second.close()
    return plans, people, days, down


def _acts(plan: Plan, day: dt.date) -> bool:
    return day in plan.postponed or day == plan.english_from or any(day in pause for pause in plan.pauses)


def _check(library: Library, plans: list[Plan], people: People, days: list[dt.date], down: set[dt.date]) -> int:
    wrong: list[str] = []
    for plan in plans:
        steps = library.journeys[plan.enrolment.journey].steps
        expected = plan.expected(days, [(step.id, step.day) for step in steps], down)
        for step in steps:
            found = people.arrived.get(f"onboarding:{plan.enrolment.id}:{step.id}", [])
            wanted = [expected[step.id]] if step.id in expected else []
            if [moment.astimezone(ZONE).date() for moment, _ in found] != wanted:
                wrong.append(f"{plan}: {step.id} on {[str(moment) for moment, _ in found]}, wanted {wanted}")
            for moment, text in found:
                here = moment.astimezone(ZONE)
                if not OPEN[0] <= here.time() < dt.time(16):
                    wrong.append(f"{step.id} at {here}")
                if step.title[plan.language(here.date())] not in text:
                    wrong.append(f"{step.id} in the wrong language on {here}")

    assert not wrong, f"{len(wrong)} wrong, the first: {wrong[0]}"
    return sum(map(len, people.arrived.values()))


def test_every_step_arrives_once_on_its_day(tmp_path: Path, library: Library, knowledges: dict[str, Knowledge]) -> None:
    """Nobody may get a step twice, too early, at night, in the wrong language, or not at all."""
    plans, people, days, down = _simulate(
        tmp_path, library, knowledges["corpus"], starters=12, length=190, seed=20250102
    )

    assert _check(library, plans, people, days, down) > 60


def test_what_is_left_in_the_last_minute_waits_for_the_morning(
    tmp_path: Path, library: Library, knowledges: dict[str, Knowledge]
) -> None:
    """A message at night would reach people at home; one that is lost would never reach them."""
    store, people = Store(Location(file=tmp_path / "minute.db")), People()
    made = make_enrolment("anna", "employee", dt.date(2025, 4, 16), recipient="test:1")
    Enrolments(store).enrol([made], at=dt.datetime(2025, 4, 16, tzinfo=dt.UTC))
    make_round = _round_of(Training(), knowledges["corpus"])
    process = Process(store, people, make_round, random.Random(1), can_die=False)
    process.now = dt.datetime(2025, 4, 16, 15, 59, tzinfo=ZONE)
    process.make_round(store, process).give_due(process.now)
    left = process.queue.take()
    for moment in ("2025-04-16T16:01", "2025-04-17T12:00", "2025-04-21T12:00", "2025-04-22T08:29", "2025-04-22T08:30"):
        process.tick(dt.datetime.fromisoformat(moment).replace(tzinfo=ZONE))
    store.close()

    assert left is not None
    assert [moment.isoformat() for moment, _ in people.arrived[left.item.key]] == ["2025-04-22T08:30:00+02:00"]


@pytest.mark.soak
def test_every_step_of_three_hundred_starters_arrives_once(
    tmp_path: Path, library: Library, knowledges: dict[str, Knowledge]
) -> None:
    """The same over 300 starters and 400 days."""
    plans, people, days, down = _simulate(
        tmp_path, library, knowledges["corpus"], starters=300, length=400, seed=20250103
    )

    print(f"{_check(library, plans, people, days, down)} steps, each once")  # noqa: T201 (the figure for the docs)
