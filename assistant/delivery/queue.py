"""
A box of items in the database: put in once, taken by one worker at a time, done once.

Owns the claims and leases that make this hold over restarts and between processes; leaves the doing to `workers`.
An item is marked as taken before anything is done for it and as done afterwards. Whoever finds it taken with its
lease run out knows that an attempt ended unseen, and gets it as doubtful.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Text,
    and_,
    column,
    func,
    or_,
    select,
    table,
)

from assistant.clock import Clock, system_clock
from assistant.delivery.commits import Commits
from assistant.delivery.items import Item, Taken
from assistant.store.store import Store
from assistant.store.types import Moment

__all__ = ["Queue"]

_ITEMS = table(
    "delivery_items",
    column("box", Text),
    column("key", Text),
    column("kind", Text),
    column("recipient", Text),
    column("payload", Text),
    column("not_before", Moment),
    column("expires", Moment),
    column("made_at", Moment),
    column("state", Text),
    column("attempts", Integer),
    column("is_doubtful", Boolean),
    column("lease", Text),
    column("lease_until", Moment),
    column("ended_at", Moment),
)
"""`state` is "waiting", "taken", "done" or "dropped"."""
_NAMES = table("delivery_names", column("box", Text), column("name", Text), column("key", Text))
_UNDONE = ("waiting", "taken")
LEASE_S = 60.0
"""How long an item stays with a process that died with it."""
KEPT = dt.timedelta(days=30)
"""How long a finished item's key is remembered."""


class Queue:
    """The items of one box; safe to share between threads and processes."""

    def __init__(
        self,
        store: Store,
        box: str,
        *,
        clock: Clock = system_clock,
        lease_s: float = LEASE_S,
        commits: Commits | None = None,
    ) -> None:
        self._store = store
        self._box = box
        self._clock = clock
        self.lease_s = lease_s
        """Seconds until an item can be taken over, unless its lease is renewed."""
        self._commits = commits or Commits(store)

    def put(self, item: Item, *, aliases: Collection[str] = ()) -> bool:
        """
        Put `item` in; whether it is new.

        An item known by its key or by any of `aliases` is not put in again, and its key is known from then on.
        Once this returns the item survives everything but the loss of the database.

        Raises:
            StoreUnreadable: If the database cannot be written.
            StoreBusy: If another process keeps it locked.
        """
        with self._store.reading() as connection:
            if self._known(connection, {item.key}):
                return False
        return self._commits.run(lambda connection: self._write(connection, item, {item.key, *aliases}))

    def _write(self, connection: Connection, item: Item, names: set[str]) -> bool:
        known = self._known(connection, names)
        # In sorted order, so that what is written does not depend on the order of a set.
        for name in sorted(names - set(known)):
            row = {"box": self._box, "name": name, "key": min(known.values(), default=item.key)}
            connection.execute(_NAMES.insert().values(row))
        if not known:
            connection.execute(_ITEMS.insert().values(self._row(item)))
        return not known

    def _known(self, connection: Connection, names: Collection[str]) -> dict[str, str]:
        """Those of `names` that are known, with the key of the item each stands for."""
        wanted = select(_NAMES.c.name, _NAMES.c.key).where(_NAMES.c.box == self._box, _NAMES.c.name.in_(names))
        return {row.name: row.key for row in connection.execute(wanted)}

    def _row(self, item: Item) -> dict[str, Any]:
        return {
            "box": self._box,
            "key": item.key,
            "kind": item.kind,
            "recipient": item.recipient,
            "payload": json.dumps(dict(item.payload), ensure_ascii=False),
            "not_before": item.not_before,
            "expires": item.expires,
            "made_at": self._clock(),
            "state": "waiting",
            "attempts": 0,
            "is_doubtful": False,
        }

    def take(self) -> Taken | None:
        """The item due for longest, ours until its lease runs out; None when none is due. Expired ones are dropped."""
        now = self._clock()
        # Looking first holds nobody up: most of the time nothing is due.
        with self._store.reading() as connection:
            if connection.execute(self._due(now)).first() is None:
                return None
        return self._commits.run(lambda connection: self._take(connection, now))

    def _take(self, connection: Connection, now: dt.datetime) -> Taken | None:
        while row := connection.execute(self._due(now)).first():
            if row.expires is None or row.expires > now:
                return self._claimed(connection, row, now)
            self._execute(connection, self._is(row.key), _ended("dropped", now))
        return None

    def _due(self, now: dt.datetime) -> Select[Any]:
        is_free = and_(_ITEMS.c.state == "waiting", _ITEMS.c.not_before <= now)
        is_left = and_(_ITEMS.c.state == "taken", _ITEMS.c.lease_until <= now)
        due = select(_ITEMS).where(_ITEMS.c.box == self._box, or_(is_free, is_left))
        return due.order_by(_ITEMS.c.not_before, _ITEMS.c.made_at, _ITEMS.c.key).limit(1)

    def _claimed(self, connection: Connection, row: Row[Any], now: dt.datetime) -> Taken:
        lease, is_orphan = uuid.uuid4().hex, row.state == "taken"
        is_doubtful, until = bool(row.is_doubtful or is_orphan), now + dt.timedelta(seconds=self.lease_s)
        changed = {
            "state": "taken",
            "lease": lease,
            "lease_until": until,
            "attempts": row.attempts + 1,
            "is_doubtful": is_doubtful,
        }
        self._execute(connection, self._is(row.key), changed)
        return Taken(
            item=_item(row),
            lease=lease,
            until=until,
            attempt=row.attempts + 1,
            is_doubtful=is_doubtful,
            is_orphan=is_orphan,
        )

    def holds(self, taken: Taken) -> bool:
        """
        Whether the item is still ours, and will be for half a lease.

        Early in a lease that is certain without a look; a write less for each item that is soon done.
        """
        half = dt.timedelta(seconds=self.lease_s / 2)
        return self._clock() < taken.until - half or bool(self.renew([taken.lease]))

    def renew(self, leases: Collection[str]) -> int:
        """Keep the items of these leases a while longer; how many are still ours."""
        if not leases:
            return 0
        until = self._clock() + dt.timedelta(seconds=self.lease_s)
        held = and_(_ITEMS.c.box == self._box, _ITEMS.c.state == "taken", _ITEMS.c.lease.in_(leases))
        return self._change(held, {"lease_until": until})

    def finish(self, taken: Taken) -> bool:
        """The item is done; its payload is deleted. False when another process had taken it over."""
        return bool(self._change(self._held(taken), _ended("done", self._clock())))

    def drop(self, taken: Taken) -> bool:
        """The item cannot be done and is given up; its payload is deleted."""
        return bool(self._change(self._held(taken), _ended("dropped", self._clock())))

    def put_back(self, taken: Taken, *, at: dt.datetime, is_doubtful: bool, counts: bool = True) -> bool:
        """Try again at `at`; `is_doubtful` when this attempt may have had its effect, and it `counts` as one."""
        changed = {
            "state": "waiting",
            "not_before": at,
            "is_doubtful": is_doubtful,
            "lease": None,
            "attempts": taken.attempt if counts else taken.attempt - 1,
        }
        return bool(self._change(self._held(taken), changed))

    def cancel(self, key: str) -> bool:
        """Let a waiting item lie; whether there was one. Its key stays known."""
        waits = and_(self._is(key), _ITEMS.c.state == "waiting")
        return bool(self._change(waits, _ended("dropped", self._clock())))

    def release(self, taken: Taken) -> bool:
        """Forget the item that is ours, so that one with its key counts as new; its aliases are forgotten with it."""
        return bool(self._erase(self._held(taken)))

    def sweep(self, *, kept: dt.timedelta = KEPT) -> int:
        """Forget finished items older than `kept`; how many. What comes again after that counts as new."""
        return self._erase(and_(_ITEMS.c.box == self._box, _ITEMS.c.ended_at < self._clock() - kept))

    def erase(self, recipient: str) -> int:
        """Forget everything for one person, done or not; how many items."""
        return self._erase(and_(_ITEMS.c.box == self._box, _ITEMS.c.recipient == recipient))

    def erase_all(self, beginning: str) -> int:
        """Forget everything for all whose name begins so, like "slack:T1:"; how many items."""
        theirs = _ITEMS.c.recipient.startswith(beginning, autoescape=True)
        return self._erase(and_(_ITEMS.c.box == self._box, theirs))

    def _erase(self, which: ColumnElement[bool]) -> int:
        keys = select(_ITEMS.c.key).where(which)

        def write(connection: Connection) -> int:
            connection.execute(_NAMES.delete().where(_NAMES.c.box == self._box, _NAMES.c.key.in_(keys)))
            return connection.execute(_ITEMS.delete().where(which)).rowcount

        return self._commits.run(write)

    def items(self, recipient: str) -> tuple[Item, ...]:
        """What waits or is being done for one person, oldest first."""
        wanted = select(_ITEMS).where(
            _ITEMS.c.box == self._box, _ITEMS.c.recipient == recipient, _ITEMS.c.state.in_(_UNDONE)
        )
        with self._store.reading() as connection:
            return tuple(map(_item, connection.execute(wanted.order_by(_ITEMS.c.made_at, _ITEMS.c.key))))

    def export(self, recipient: str) -> list[dict[str, Any]]:
        """Everything kept for one person, done or not, as JSON values, oldest first."""
        wanted = select(_ITEMS).where(_ITEMS.c.box == self._box, _ITEMS.c.recipient == recipient)
        with self._store.reading() as connection:
            rows = connection.execute(wanted.order_by(_ITEMS.c.made_at, _ITEMS.c.key)).all()
            of_box = select(_NAMES.c.key, _NAMES.c.name).where(_NAMES.c.box == self._box)
            names = connection.execute(of_box.where(_NAMES.c.key.in_([row.key for row in rows]))).all()
        return [
            {
                "kind": row.kind,
                "recipient": row.recipient,
                "payload": json.loads(row.payload),
                "state": row.state,
                "made_at": row.made_at.isoformat(),
                "known_as": sorted(each.name for each in names if each.key == row.key),
            }
            for row in rows
        ]

    def erase_mentions(self, word: str) -> int:
        """Forget what waits for anybody and holds `word` as a value of its payload; how many items."""
        holds = _ITEMS.c.payload.contains(json.dumps(word, ensure_ascii=False), autoescape=True)
        return self._erase(and_(_ITEMS.c.box == self._box, holds, _ITEMS.c.state != "taken"))

    def waiting(self) -> int:
        """How many items are not done yet."""
        wanted = select(func.count()).select_from(_ITEMS).where(_ITEMS.c.box == self._box, _ITEMS.c.state.in_(_UNDONE))
        with self._store.reading() as connection:
            return int(connection.execute(wanted).scalar_one())

    def _change(self, which: ColumnElement[bool], values: dict[str, Any]) -> int:
        return self._commits.run(lambda connection: self._execute(connection, which, values))

    @staticmethod
    def _execute(connection: Connection, which: ColumnElement[bool], values: dict[str, Any]) -> int:
        return connection.execute(_ITEMS.update().where(which).values(values)).rowcount

    def _is(self, key: str) -> ColumnElement[bool]:
        return and_(_ITEMS.c.box == self._box, _ITEMS.c.key == key)

    def _held(self, taken: Taken) -> ColumnElement[bool]:
        return and_(self._is(taken.item.key), _ITEMS.c.state == "taken", _ITEMS.c.lease == taken.lease)


def _ended(state: str, now: dt.datetime) -> dict[str, Any]:
    return {"state": state, "payload": "{}", "lease": None, "ended_at": now}


def _item(row: Row[Any]) -> Item:
    return Item(
        key=row.key,
        kind=row.kind,
        recipient=row.recipient,
        payload=json.loads(row.payload),
        not_before=row.not_before,
        expires=row.expires,
    )
