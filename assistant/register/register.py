"""
The register: what was reported about goals and milestones, by whom and when; only ever added to.

Owns adding, reading and checking entries. A correction is a further entry. Each entry is chained to the one before it,
and the end of the chain is anchored outside the database in two steps: intended, committed, confirmed.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, Row, Text, column, func, select, table

from assistant.access.identity import Identity
from assistant.clock import Clock, system_clock
from assistant.errors import NotAllowed, RegisterBroken, ReportConflict, RequestInvalid
from assistant.register import people
from assistant.register.anchor import Anchor, Anchored, Head
from assistant.register.chain import Break, Link, read_links, verify
from assistant.register.draft import NewReport
from assistant.register.entry import Entry, body_of, entry_of, hash_of
from assistant.store.store import Store

__all__ = ["Register", "RegisterState", "head_in"]

_ENTRIES = table(
    "register_entries",
    column("n", Integer),
    column("subject", Text),
    column("version", Integer),
    column("body", Text),
    column("hash", Text),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterState:
    """What a check of the register found."""

    head: Head
    broken: Break | None
    """Where the chain breaks; None when it is whole."""
    damaged_lines: int
    """Lines of the anchor that cannot be read."""
    false_pseudonyms: tuple[str, ...]
    """Pseudonyms whose row was changed by hand."""

    @property
    def is_whole(self) -> bool:
        """Whether it is what this program wrote, as far as can be known."""
        return self.broken is None and not self.damaged_lines and not self.false_pseudonyms


class Register:
    """The register of one store; safe to share between threads, and between processes that each open their own."""

    def __init__(self, store: Store, anchor: Anchor, *, clock: Clock = system_clock, zone: dt.tzinfo = dt.UTC) -> None:
        self.store = store
        """Where the entries are."""
        self.anchor = anchor
        """Where its head is written down."""
        self._clock = clock
        self._zone = zone

    def report(self, new: NewReport, *, by: Identity, expected: int | None = None) -> Entry:
        """
        Add one report; when this returns, it is on disk.

        Args:
            new: What is reported.
            by: Who reports.
            expected: How many entries the subject has, as far as the reporter knows; None: whatever there is.

        Raises:
            NotAllowed: If `by` may not report on this goal.
            ReportConflict: If the subject has another number of entries than expected; it carries the latest.
            RequestInvalid: If it says that something was done or reported in the future.
            RegisterBroken: If the register is not what this program wrote; nothing is added to it then.
        """
        return self._add((new,), by, expected=expected)[0]

    def report_all(self, news: Sequence[NewReport], *, by: Identity) -> tuple[Entry, ...]:
        """
        Add several reports, all or none.

        Raises:
            NotAllowed: If `by` may not report on one of the goals.
            RequestInvalid: If one says that something was done or reported in the future.
            RegisterBroken: If the register is not what this program wrote.
        """
        return self._add(news, by, expected=None) if news else ()

    def head(self) -> Head:
        """How far it has come."""
        with self.store.reading() as connection:
            return head_in(connection)

    def history(self, subject: str) -> tuple[Entry, ...]:
        """Every entry about the goal or milestone with this id, oldest first."""
        with self.store.reading() as connection:
            return _history(connection, subject)

    def entries(self, *, after: Head = Head(0, "")) -> tuple[Entry, ...]:
        """
        Every entry since the register stood at `after`, oldest first.

        Raises:
            RegisterBroken: If they are not what this program wrote.
        """
        known = self.anchor.tail().last
        with self.store.reading() as connection:
            links = _links(connection, after=after.n)
        found, broken = read_links(links, after=after)
        end = links[-1].n if links else after.n
        if broken is None and known.n > end:
            broken = Break(n=end + 1, reason=f"the register ends before entry {known.n}, which was acknowledged")
        if broken:
            raise _broken(broken)
        return found

    def check(self, *, before: Anchored | None = None) -> RegisterState:
        """
        Hold every entry against its hash, the one before it, and the anchor.

        Args:
            before: What the anchor said before the database was read; None: what it says now.
        """
        before = before or self.anchor.read()
        with self.store.reading() as connection:
            links = _links(connection)
            head, false = head_in(connection), people.false_pseudonyms(connection)
        after = self.anchor.read()
        return RegisterState(
            head=head,
            broken=verify(links, before=before, after=after),
            damaged_lines=before.damaged,
            false_pseudonyms=false,
        )

    def _add(self, news: Sequence[NewReport], by: Identity, *, expected: int | None) -> tuple[Entry, ...]:
        now = self._clock().astimezone(dt.UTC)
        for new in news:
            self._check_new(new, by, now=now)
        with self.store.writing() as connection:
            head = head_in(connection)
            self._check_head(connection, head)
            if expected is not None:
                _check_expected(connection, news[0].subject, expected)
            pseudonym = people.pseudonym_for(connection, by)
            entries = []
            for new in news:
                entry = _entry(new, head, by=pseudonym, now=now)
                head = _insert(connection, entry)
                entries.append(entry)
            self.anchor.intend(head)
        self.anchor.confirm(head)
        return tuple(entries)

    def _check_new(self, new: NewReport, by: Identity, *, now: dt.datetime) -> None:
        if not by.may_report(new.goal):
            msg = f"{by.name} may not report on this goal; ask an editor for the role of its manager."
            raise NotAllowed(msg)
        today = now.astimezone(self._zone).date()
        if new.completed_on and new.completed_on > today:
            msg = f"completed_on is {new.completed_on}, which is after today, {today}; give the day it was done."
            raise RequestInvalid(msg, field="completed_on")
        if new.reported_at and new.reported_at > now:
            msg = f"reported_at is {new.reported_at.isoformat()}, which is still to come; leave it out."
            raise RequestInvalid(msg, field="reported_at")

    def _check_head(self, connection: Connection, head: Head) -> None:
        """Refuse to build on a register that somebody else has written to: it would bury the break."""
        anchored = self.anchor.tail()
        if not anchored.knows(head):
            anchored = self.anchor.read()
        last = anchored.last
        if head.n >= last.n:
            wanted = select(_ENTRIES.c.hash).where(_ENTRIES.c.n == last.n)
            if anchored.knows(head) and (last.n == 0 or connection.scalar(wanted) == last.hash):
                return
        n = min(head.n, last.n) + 1
        raise _broken(Break(n=n, reason="the database and the anchor do not agree from here on"))


def _entry(new: NewReport, head: Head, *, by: str, now: dt.datetime) -> Entry:
    kept = {field.name: getattr(new, field.name) for field in dataclasses.fields(new)}
    reported_at = (new.reported_at or now).astimezone(dt.UTC)
    return Entry(**kept | {"reported_at": reported_at}, n=head.n + 1, previous=head.hash, by=by, recorded_at=now)


def _insert(connection: Connection, entry: Entry) -> Head:
    body = body_of(entry)
    head = Head(entry.n, hash_of(body))
    row = {
        "n": entry.n,
        "subject": entry.subject,
        "version": _version(connection, entry.subject) + 1,
        "body": body,
        "hash": head.hash,
    }
    connection.execute(_ENTRIES.insert().values(row))
    return head


def _check_expected(connection: Connection, subject: str, expected: int) -> None:
    version = _version(connection, subject)
    if version == expected:
        return
    history = _history(connection, subject)
    msg = (
        f"Somebody has reported meanwhile: this is version {version} by now, not {expected}; "
        "look at the latest one and report again if it still stands."
    )
    raise ReportConflict(msg, version=version, latest=history[-1] if history else None)


def _version(connection: Connection, subject: str) -> int:
    newest = select(func.max(_ENTRIES.c.version)).where(_ENTRIES.c.subject == subject)
    return connection.scalar(newest) or 0


def head_in(connection: Connection) -> Head:
    """How far the register has come, seen over `connection`."""
    row = connection.execute(select(_ENTRIES.c.n, _ENTRIES.c.hash).order_by(_ENTRIES.c.n.desc()).limit(1)).one_or_none()
    return Head(row.n, row.hash) if row else Head(0, "")


def _history(connection: Connection, subject: str) -> tuple[Entry, ...]:
    wanted = select(_ENTRIES.c.body).where(_ENTRIES.c.subject == subject).order_by(_ENTRIES.c.n)
    return tuple(map(entry_of, connection.scalars(wanted)))


def _links(connection: Connection, *, after: int = 0) -> list[Link]:
    rows = connection.execute(select(_ENTRIES).where(_ENTRIES.c.n > after).order_by(_ENTRIES.c.n)).all()
    return list(map(_link, rows))


def _link(row: Row[tuple[object, ...]]) -> Link:
    return Link(n=row.n, subject=row.subject, version=row.version, body=row.body, hash=row.hash)


def _broken(found: Break) -> RegisterBroken:
    msg = (
        f"The register is not what was written to it, from entry {found.n} on ({found.reason}); "
        'run "rettesnor check", then restore a backup.'
    )
    return RegisterBroken(msg)
