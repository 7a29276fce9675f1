"""Items are put in once, taken by one worker at a time and done once, over restarts and between processes."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest

from assistant.delivery import Item, Queue
from assistant.store.store import Store

NOW = dt.datetime(2025, 5, 20, 9, tzinfo=dt.UTC)


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        """What the hands show."""
        return self.now

    def forward(self, **time: float) -> None:
        """Move them."""
        self.now += dt.timedelta(**time)


def item(key: str = "a", **more: Any) -> Item:
    """An item due now."""
    fields = {"kind": "question", "recipient": "slack:T1:U1", "payload": {"text": "Hvad er mål 1?"}, "not_before": NOW}
    return Item(**{"key": key, **fields, **more})


@pytest.fixture
def clock() -> Hands:
    """Time, by hand."""
    return Hands()


@pytest.fixture
def queue(store: Store, clock: Hands) -> Queue:
    """An empty box."""
    return Queue(store, "in", clock=clock)


def test_item_comes_out_as_it_went_in(queue: Queue) -> None:
    """Handling it must not depend on who took it in."""
    assert queue.put(item())
    taken = queue.take()

    assert taken is not None
    assert taken.item == item()
    assert (taken.attempt, taken.is_doubtful) == (1, False)


def test_same_key_or_alias_is_the_same_item(queue: Queue) -> None:
    """Slack delivers one message under several event ids, and one event id several times."""
    assert queue.put(item("C1:1"), aliases=["Ev1"])

    assert not queue.put(item("C1:1"), aliases=["Ev2"])
    assert not queue.put(item("other"), aliases=["Ev1"])
    assert not queue.put(item("other"))
    assert not queue.put(item("C1:1"))
    assert queue.waiting() == 1


def test_many_come_in_at_once(store: Store) -> None:
    """What comes in together is written together, and each is told whether it is new."""
    queue = Queue(store, "in")
    told: list[tuple[str, bool]] = []

    def deliver(number: int) -> None:
        key = f"{number % 10}"
        told.append((key, queue.put(item(key), aliases=[f"Ev{number}"])))

    threads = [threading.Thread(target=deliver, args=[number]) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(key for key, is_new in told if is_new) == [str(digit) for digit in range(10)]
    assert len(told) == 30
    assert queue.waiting() == 10


def test_boxes_do_not_share_keys(store: Store) -> None:
    """What came in and what goes out are two things, whatever they are called."""
    assert Queue(store, "in").put(item())
    assert Queue(store, "out").put(item())


def test_item_that_is_done_stays_known(queue: Queue) -> None:
    """A delivery that comes a minute after the answer must not be answered again."""
    queue.put(item())
    taken = queue.take()
    assert taken is not None
    assert queue.finish(taken)

    assert not queue.put(item())
    assert queue.take() is None
    assert queue.waiting() == 0


def test_payload_is_deleted_with_the_work(queue: Queue, store: Store) -> None:
    """What somebody asked is kept no longer than answering it takes."""
    queue.put(item())
    taken = queue.take()
    assert taken is not None
    queue.finish(taken)

    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT payload FROM delivery_items").all()
    assert [row[0] for row in rows] == ["{}"]


def test_taken_item_is_nobody_elses(queue: Queue) -> None:
    """Two workers at one question would answer it twice."""
    queue.put(item())

    assert queue.take() is not None
    assert queue.take() is None


def test_item_of_a_dead_process_comes_back_as_doubtful(queue: Queue, clock: Hands) -> None:
    """Nobody knows how far the dead one came: it has to be looked up before anything is sent again."""
    queue.put(item())
    first = queue.take()
    clock.forward(seconds=queue.lease_s)
    second = queue.take()

    assert first is not None
    assert second is not None
    assert (second.attempt, second.is_doubtful) == (2, True)
    assert not queue.finish(first)
    assert queue.finish(second)


def test_renewed_lease_is_kept(queue: Queue, clock: Hands) -> None:
    """A slow answer is not a dead process."""
    queue.put(item())
    taken = queue.take()
    assert taken is not None
    clock.forward(seconds=queue.lease_s - 1)
    assert queue.renew([taken.lease]) == 1
    clock.forward(seconds=queue.lease_s - 1)

    assert queue.take() is None


def test_lost_lease_is_not_renewed(queue: Queue, clock: Hands) -> None:
    """A process that slept through its lease has to know that the item is no longer its own."""
    queue.put(item())
    first = queue.take()
    clock.forward(seconds=queue.lease_s)
    queue.take()

    assert first is not None
    assert queue.renew([first.lease]) == 0


def test_early_in_a_lease_no_look_is_needed(queue: Queue, clock: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each write to the database keeps the others waiting."""
    queue.put(item())
    taken = queue.take()
    monkeypatch.setattr(queue, "renew", lambda _leases: pytest.fail("a look"))
    clock.forward(seconds=queue.lease_s / 2 - 1)

    assert taken is not None
    assert queue.holds(taken)


def test_late_in_a_lease_it_is_made_sure_of(queue: Queue, clock: Hands) -> None:
    """Whoever slept through it may have been overtaken; whoever has not keeps it for another while."""
    queue.put(item())
    first = queue.take()
    clock.forward(seconds=queue.lease_s - 1)
    assert first is not None
    assert queue.holds(first)
    clock.forward(seconds=queue.lease_s - 1)
    assert queue.take() is None
    clock.forward(seconds=2)
    second = queue.take()

    assert second is not None
    assert queue.holds(second)
    assert not queue.holds(first)


def test_item_waits_for_its_time(queue: Queue, clock: Hands) -> None:
    """A reminder for Monday is no good on Friday."""
    queue.put(item(not_before=NOW + dt.timedelta(days=3)))
    assert queue.take() is None
    clock.forward(days=3)

    assert queue.take() is not None


def test_expired_item_is_dropped(queue: Queue, clock: Hands) -> None:
    """After a week without power nobody wants last week's reminders; what is due is still done."""
    queue.put(item("late", expires=NOW + dt.timedelta(hours=1)))
    queue.put(item("due", not_before=NOW + dt.timedelta(minutes=1)))
    clock.forward(hours=2)
    taken = queue.take()

    assert taken is not None
    assert taken.item.key == "due"
    assert queue.take() is None


def test_item_put_back_is_tried_again_at_its_time(queue: Queue, clock: Hands) -> None:
    """Slack says how long to wait; what was certainly not sent raises no doubt."""
    queue.put(item())
    taken = queue.take()
    assert taken is not None
    queue.put_back(taken, at=NOW + dt.timedelta(seconds=30), is_doubtful=False)
    assert queue.take() is None
    clock.forward(seconds=30)
    again = queue.take()

    assert again is not None
    assert (again.attempt, again.is_doubtful) == (2, False)


def test_cancelled_item_is_not_done_and_stays_known(queue: Queue) -> None:
    """Whoever switched the reminders off must not be reminded by the next run."""
    queue.put(item())

    assert queue.cancel("a")
    assert not queue.cancel("a")
    assert queue.take() is None
    assert not queue.put(item())


def test_old_items_are_swept(queue: Queue, clock: Hands) -> None:
    """The database does not grow for ever; what waits is never swept."""
    queue.put(item("done"))
    taken = queue.take()
    assert taken is not None
    queue.finish(taken)
    queue.put(item("waits"))
    clock.forward(days=31)

    assert queue.sweep() == 1
    assert queue.waiting() == 1


def test_person_is_erased_with_everything(queue: Queue) -> None:
    """The right to be forgotten covers what waits, too."""
    queue.put(item("a"))
    queue.put(item("b", recipient="slack:T1:U2"))

    assert [each.key for each in queue.items("slack:T1:U1")] == ["a"]
    assert queue.erase("slack:T1:U1") == 1
    assert queue.items("slack:T1:U1") == ()
    assert queue.waiting() == 1


def test_what_is_kept_of_a_person_is_shown_when_it_is_done_too(queue: Queue) -> None:
    """Keys and times outlive what was written."""
    queue.put(item("a"), aliases=["Ev1"])
    taken = queue.take()
    assert taken is not None
    queue.finish(taken)
    (shown,) = queue.export("slack:T1:U1")

    assert (shown["state"], shown["payload"], shown["known_as"]) == ("done", {}, ["Ev1", "a"])
    assert shown["made_at"] == NOW.isoformat()


def test_what_mentions_somebody_can_be_erased(queue: Queue) -> None:
    """By the whole value, so that one id inside another's stays."""
    queue.put(item("a", payload={"blocks": [{"user_id": "U1"}]}))
    queue.put(item("b", payload={"blocks": [{"user_id": "U12"}]}))
    queue.put(item("c", payload={"text": "100 % af U1"}))

    assert queue.erase_mentions("U1") == 1
    assert [each.key for each in queue.items("slack:T1:U1")] == ["b", "c"]


def test_a_workspace_is_erased_and_its_namesake_is_not(queue: Queue) -> None:
    """The name "T1" begins "T12" as well."""
    for number, recipient in enumerate(("slack:T1:U1", "slack:T1:C2", "slack:T12:U1", "slackxT1:U1")):
        queue.put(item(str(number), recipient=recipient))

    assert queue.erase_all("slack:T1:") == 2
    assert queue.waiting() == 2


def test_time_without_a_zone_is_refused() -> None:
    """When an item is due must not depend on the machine."""
    with pytest.raises(ValueError, match="zone"):
        item(not_before=dt.datetime(2025, 5, 20))  # noqa: DTZ001 (the very mistake)


def test_many_threads_take_each_item_once(store: Store) -> None:
    """The promise holds where it is hardest: everybody reaching at once."""
    queue = Queue(store, "in")
    for number in range(30):
        queue.put(item(f"{number:02}"))
    found: list[str] = []

    def work() -> None:
        while taken := queue.take():
            found.append(taken.item.key)
            queue.finish(taken)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [f"{number:02}" for number in range(30)]
